"""What must be true before a person's service ends on record (K17, K18)."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain
from typing import Protocol

from civicflow.core.facts import Facts
from civicflow.core.rule import Verdict, allowed_if
from civicflow.employee.model import Employee
from civicflow.employee.rules import ConcernsEmployee
from civicflow.employee.standing_events import EmployeeSeparated
from civicflow.organization.authority import today
from civicflow.organization.correcting import Corrects
from civicflow.organization.model import Delegations, Term, Unit
from civicflow.organization.rules import belongs_from


class SeparatesEmployee(ConcernsEmployee, Protocol):
    """A command that ends a person's service."""

    @property
    def until(self) -> date:
        """The last day of service."""


class CorrectsSeparation(SeparatesEmployee, Corrects, Protocol):
    """A command that corrects how the end of a person's service was recorded."""


def person_is_in_service(command: SeparatesEmployee, facts: Facts) -> Verdict:
    """The person was taken on by the last day of service, and has not left before."""
    employee = facts.find(Employee, command.person)
    serving = employee is None or employee.serves(command.until)
    return allowed_if(serving, person=command.person, until=str(command.until))


def last_day_lies_in_that_service(command: CorrectsSeparation, facts: Facts) -> Verdict:
    """The last day lies no earlier than the service that ended began, and before the person came back (K17)."""
    recorded = command.recorded(facts)[1]
    assert isinstance(recorded, EmployeeSeparated)
    employee = facts.find(Employee, command.person)
    services = () if employee is None else employee.services
    at = next((number for number, each in enumerate(services) if each.until == recorded.until), None)
    begun = at is None or services[at].since <= command.until
    before = at is None or all(command.until < each.since for each in services[at + 1 :])
    return allowed_if(begun and before, person=command.person, until=str(command.until), basis="K17")


def last_day_has_come(command: SeparatesEmployee, facts: Facts) -> Verdict:
    """The last day of service is today or past: what ends with it ends when it is recorded (K18)."""
    return allowed_if(command.until <= today(facts), until=str(command.until))


def authority_of_the_person_is_over(command: SeparatesEmployee, facts: Facts) -> Verdict:
    """Whoever leaves holds no office and no delegation beyond the last day: they are relieved first, for a successor (K11)."""
    later = Term(command.until + timedelta(days=1), None)
    held = (
        unit.id
        for unit in facts.all(Unit, person=command.person)
        for each in unit.appointments
        if each.person == command.person and each.term.overlaps(later)
    )
    lent = (
        each.unit
        for given in facts.all(Delegations, person=command.person)
        for each in given.given
        if each.to == command.person and each.term.overlaps(later)
    )
    unit = next(chain(held, lent), None)
    return allowed_if(unit is None, person=command.person, unit=unit or "", basis="K11")


def person_joins_no_unit_later(command: SeparatesEmployee, facts: Facts) -> Verdict:
    """On no day after the last one do they begin to belong to a unit, as far as is on record (K18)."""
    units = facts.all(Unit, member=command.person)
    left = {unit.id for unit in units_left(command, facts)}
    morrow = command.until + timedelta(days=1)
    later = (each.id for each in units if each.id not in left and belongs_from(each, command.person, morrow))
    unit = next(later, None)
    return allowed_if(unit is None, person=command.person, unit=unit or "", basis="K18")


def units_left(command: SeparatesEmployee, facts: Facts) -> Iterator[Unit]:
    """The units that the person belongs to on the last day and beyond, first or beside another."""
    for unit in facts.all(Unit, member=command.person):
        own = (each.term for each in unit.memberships if each.person == command.person)
        if any(term.until is None and term.since <= command.until for term in own):
            yield unit
