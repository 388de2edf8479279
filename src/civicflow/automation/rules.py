"""Who decides on what a reaction could not deal with, and what must be true before they do."""

from typing import Protocol

from civicflow.automation.model import Parking
from civicflow.core.facts import Facts
from civicflow.core.rule import Allowed, Refused, Verdict, allowed_if
from civicflow.organization.authority import HEAD, administers, either, may_act_for, office_held
from civicflow.organization.model import Unit


class ConcernsParked(Protocol):
    """A command about an event that is parked."""

    @property
    def reaction(self) -> str:
        """The reaction."""

    @property
    def position(self) -> int:
        """Where the event stands in the log."""


def administrator_or_head_of_a_root_unit(command: ConcernsParked, facts: Facts) -> Verdict:
    """The administrator acts, or the head of a unit that has none above it (K11)."""
    return either(administers(facts), lambda: _heads_a_root_unit(facts))


def _heads_a_root_unit(facts: Facts) -> Verdict:
    person = facts.act.person
    for unit in facts.all(Unit, person=person):
        if unit.superior is None and may_act_for(facts, unit.id):
            held = office_held(facts, unit, HEAD, person)
            if held is not None:
                return Allowed(held)
    return Refused(parameters={"by": facts.act.by}, basis="K11")


def event_is_parked(command: ConcernsParked, facts: Facts) -> Verdict:
    """The reaction has parked the event, and nobody has decided on it since."""
    parked = facts.of(Parking, command.reaction).parked
    return allowed_if(command.position in parked, reaction=command.reaction, position=command.position)
