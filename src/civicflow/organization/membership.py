"""Where a person belongs on a day: the primary unit, which carries headcount, cap and rating (K18)."""

from datetime import date

from civicflow.core.facts import Facts
from civicflow.organization.model import Unit


def primary_unit(facts: Facts, person: str, on: date) -> Unit | None:
    """The one unit that a person belongs to first on a day; None when no unit has taken them in."""
    units = facts.all(Unit, member=person)
    return next((unit for unit in units if person in unit.members(on, primary_only=True)), None)


def units_of_body(facts: Facts, body: str) -> tuple[Unit, ...]:
    """The units that a cap on a body binds together (K5)."""
    return facts.all(Unit, body=body)
