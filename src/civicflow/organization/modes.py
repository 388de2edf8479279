"""Which emergency modes hold at a place on a day: its own and those of the wider places around it (K2, K7)."""

from datetime import date

from civicflow.core.facts import Facts
from civicflow.organization.model import EmergencyMode
from civicflow.regulations.lawbook import levels


def modes_in_force(facts: Facts, locality: str, on: date) -> tuple[EmergencyMode, ...]:
    """
    The emergency modes that bind a place on a day, those of the narrowest place first.

    A mode that is declared or lifted while the act is decided makes it be decided again.

    Args:
        facts: The window on the world.
        locality: The place, such as ``vn/hcmc/district-10``.
        on: The local day.
    """
    places = (place for place in levels(locality) if place)
    declared = (mode for place in places for mode in facts.all(EmergencyMode, emergency_in=place))
    return tuple(mode for mode in declared if mode.term.covers(on))
