"""Who moves a person from one unit to another, and what must be true of both (K18)."""

from datetime import date, timedelta
from typing import Protocol

from civicflow.core.facts import Facts
from civicflow.core.rule import Refused, Verdict, allowed_if
from civicflow.employee.rules import ConcernsEmployee
from civicflow.organization.authority import administers, either, leads, today
from civicflow.organization.model import Unit
from civicflow.organization.rules import belongs_from


class TransfersEmployee(ConcernsEmployee, Protocol):
    """A command that moves a person to another unit."""

    @property
    def from_unit(self) -> str:
        """The unit that they leave."""

    @property
    def to_unit(self) -> str:
        """The unit that they join."""

    @property
    def on(self) -> date:
        """The first day in the unit that they join."""


def administrator_or_office_that_leads_both_units(command: TransfersEmployee, facts: Facts) -> Verdict:
    """The administrator acts, or an office that leads both units and, where they lead one, the person (K11, K18)."""
    return either(administers(facts), lambda: _leads_both(command, facts))


def _leads_both(command: TransfersEmployee, facts: Facts) -> Verdict:
    left = leads(facts, command.from_unit, about=command.person)
    return left if isinstance(left, Refused) else leads(facts, command.to_unit, about=command.person)


def transfer_has_come(command: TransfersEmployee, facts: Facts) -> Verdict:
    """The day of the transfer is today or past: what ends with it ends when it is recorded (K18)."""
    return allowed_if(command.on <= today(facts), on=str(command.on))


def person_belongs_first_to_the_unit_they_leave(command: TransfersEmployee, facts: Facts) -> Verdict:
    """On the eve of the transfer it is their primary unit, and they have not left it yet (K18)."""
    eve = command.on - timedelta(days=1)
    memberships = facts.of(Unit, command.from_unit).memberships
    own = (each.term for each in memberships if each.person == command.person and each.primary)
    belongs = any(term.until is None and term.since <= eve for term in own)
    return allowed_if(belongs, person=command.person, unit=command.from_unit, basis="K18")


def person_does_not_belong_to_the_other_unit_yet(command: TransfersEmployee, facts: Facts) -> Verdict:
    """On no day from the transfer on do they belong to the unit that they join, which is another one (K18)."""
    other = facts.of(Unit, command.to_unit)
    apart = other.id != command.from_unit and not belongs_from(other, command.person, command.on)
    return allowed_if(apart, person=command.person, unit=other.id, basis="K18")


def no_third_unit_comes_first(command: TransfersEmployee, facts: Facts) -> Verdict:
    """On no day from the transfer on do they belong first to any other unit: a person has one primary unit (K18)."""
    both = (command.from_unit, command.to_unit)
    units = (unit for unit in facts.all(Unit, member=command.person) if unit.id not in both)
    first = (each for each in units if belongs_from(each, command.person, command.on, primary_only=True))
    third = next(first, None)
    unit = "" if third is None else third.id
    return allowed_if(third is None, person=command.person, unit=unit, basis="K18")
