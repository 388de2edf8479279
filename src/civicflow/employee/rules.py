"""Who may register, place and train an employee and record their leave, and what must be true before they do."""

from datetime import date, timedelta
from functools import partial
from typing import Protocol

from civicflow.core.facts import Facts
from civicflow.core.rule import Refused, Verdict, allowed_if
from civicflow.employee.events import Session
from civicflow.employee.model import Employee, Leave
from civicflow.organization.authority import (
    OFFICES_OF_RECORD,
    administers,
    either,
    has_a_hand_in_it,
    leads,
    today,
)
from civicflow.organization.membership import primary_unit
from civicflow.organization.model import Position, Unit


class ConcernsEmployee(Protocol):
    """A command about a person who works."""

    @property
    def person(self) -> str:
        """The person."""


class AssignsPosition(ConcernsEmployee, Protocol):
    """A command that gives a person a position."""

    @property
    def position(self) -> str:
        """The position."""

    @property
    def since(self) -> date:
        """The first day."""


class ConcernsLeave(ConcernsEmployee, Protocol):
    """A command about a leave."""

    @property
    def leave(self) -> str:
        """The leave."""


class EndsLeave(ConcernsLeave, Protocol):
    """A command that ends a leave before its day."""

    @property
    def until(self) -> date:
        """Its last day."""


class RecordsLeave(ConcernsLeave, Protocol):
    """A command that records a leave."""

    @property
    def since(self) -> date:
        """The first day."""

    @property
    def until(self) -> date:
        """The last day."""

    @property
    def session(self) -> Session:
        """The sessions of each day."""


class RecordsTraining(ConcernsEmployee, Protocol):
    """A command that says that a person completed a course."""

    @property
    def hours(self) -> int:
        """How long the course was."""

    @property
    def on(self) -> date:
        """The last day of the course."""


def in_person(_command: object, facts: Facts) -> Verdict:
    """An employee on record acts, in person."""
    act = facts.act
    employed = act.on_behalf_of is None and facts.find(Employee, act.by) is not None
    return allowed_if(employed, by=act.by, basis="R5")


def office_that_leads_the_position(command: AssignsPosition, facts: Facts) -> Verdict:
    """An office acts that leads the unit of the position (R75, K11)."""
    return leads(facts, facts.of(Position, command.position).unit, about=command.person)


def office_that_keeps_the_record(command: ConcernsEmployee, facts: Facts) -> Verdict:
    """The administrator acts, or an office that leads the person's unit or keeps its record (K11, K13)."""
    unit = primary_unit(facts, command.person, today(facts))
    if unit is None:
        return administers(facts)
    above = partial(leads, facts, unit.id, about=command.person, offices=OFFICES_OF_RECORD)
    return either(administers(facts), above)


def employee_is_new(command: ConcernsEmployee, facts: Facts) -> Verdict:
    """The person is not registered yet, or has left and comes back."""
    employee = facts.find(Employee, command.person)
    new = employee is None or employee.separated_on is not None
    return allowed_if(new, person=command.person)


def employee_is_registered(command: ConcernsEmployee, facts: Facts) -> Verdict:
    """The person is registered as an employee, with the category of the law (R7)."""
    return allowed_if(facts.find(Employee, command.person) is not None, person=command.person)


def actor_is_not_the_employee(command: ConcernsEmployee, facts: Facts) -> Verdict:
    """Nobody decides about themselves, in person or through anyone acting for them (K10)."""
    return allowed_if(not has_a_hand_in_it(facts, command.person), person=command.person, basis="K10")


def person_belongs_to_the_unit_of_the_position(command: AssignsPosition, facts: Facts) -> Verdict:
    """The person belongs to the unit of the position on the first day (K12, K18)."""
    unit = facts.of(Unit, facts.of(Position, command.position).unit)
    return allowed_if(command.person in unit.members(command.since), person=command.person, unit=unit.id)


def position_stands(command: AssignsPosition, facts: Facts) -> Verdict:
    """The position stands on the first day and is not abolished by today; what is abolished is given to nobody (K12)."""
    position, since = facts.of(Position, command.position), command.since
    stands = position.on(since) is not None and position.on(max(since, today(facts))) is not None
    return allowed_if(stands, position=position.id, since=str(since), basis="K12")


def _leave(command: ConcernsLeave, facts: Facts) -> Leave | None:
    employee = facts.find(Employee, command.person)
    leaves = () if employee is None else employee.leaves
    return next((each for each in leaves if each.id == command.leave), None)


def leave_is_new(command: ConcernsLeave, facts: Facts) -> Verdict:
    """The leave is not recorded yet."""
    return allowed_if(_leave(command, facts) is None, leave=command.leave)


def leave_ends_before_its_day(command: EndsLeave, facts: Facts) -> Verdict:
    """The leave is on record and ends earlier than it says; on the eve of its first day when it is called off."""
    leave = _leave(command, facts)
    if leave is None or leave.term.until is None:
        return Refused(parameters={"leave": command.leave, "until": str(command.until)})
    eve = leave.term.since - timedelta(days=1)
    earlier = eve <= command.until < leave.term.until
    return allowed_if(earlier, leave=leave.id, until=str(command.until))


def leave_ends_no_earlier_than_on_its_eve(command: EndsLeave, facts: Facts) -> Verdict:
    """The leave is on record, and ends no earlier than on the eve of its first day, when it was called off (K13)."""
    leave = _leave(command, facts)
    begun = leave is not None and leave.term.since - timedelta(days=1) <= command.until
    return allowed_if(begun, leave=command.leave, until=str(command.until))


def half_day_of_leave_is_one_day(command: RecordsLeave, _facts: Facts) -> Verdict:
    """Leave for one session begins and ends on the same day (K13)."""
    fits = command.session is Session.BOTH or command.since == command.until
    return allowed_if(fits, session=command.session.value, since=str(command.since), until=str(command.until))


def actor_belongs_to_a_unit(_command: object, facts: Facts) -> Verdict:
    """The person who acts belongs to a unit, whose office can decide on what they say (K18)."""
    unit = primary_unit(facts, facts.act.by, today(facts))
    return allowed_if(unit is not None, person=facts.act.by, basis="K18")


def course_is_over(command: RecordsTraining, facts: Facts) -> Verdict:
    """The last day of the course is not still to come."""
    return allowed_if(command.on <= today(facts), on=str(command.on))


def course_takes_hours(command: RecordsTraining, _facts: Facts) -> Verdict:
    """A course takes at least one hour and at most 1,000."""
    return allowed_if(1 <= command.hours <= 1_000, hours=command.hours)
