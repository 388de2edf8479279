"""What must be true besides before the record of a person who works is corrected: what rests on it keeps its ground (K18, K24)."""

from collections.abc import Iterator
from datetime import date
from typing import Protocol

from civicflow.calendars.period import Period
from civicflow.core.facts import Facts
from civicflow.core.rule import ALLOWED, Verdict, allowed_if
from civicflow.employee.events import EmployeeRegistered
from civicflow.employee.model import Employee
from civicflow.employee.standing_events import EmployeeDisciplined
from civicflow.employee.standing_model import Salary
from civicflow.organization.authority import today
from civicflow.organization.correcting import Corrects
from civicflow.organization.events import MemberJoined
from civicflow.organization.model import Position, Unit


class CorrectsOfEmployee(Corrects, Protocol):
    """A command that corrects what is on record of a person who works."""

    @property
    def person(self) -> str:
        """The person."""


def unit_is_on_record(command: Corrects, facts: Facts) -> Verdict:
    """The unit that took the person on is on record (K11)."""
    right = _registered(command, facts)
    return allowed_if(facts.find(Unit, right.unit) is not None, unit=right.unit)


def first_day_of_service_has_come(command: Corrects, facts: Facts) -> Verdict:
    """The first day of service is not moved to a day that is still to come (K18)."""
    on = _registered(command, facts).hired_on
    return allowed_if(on <= today(facts), on=str(on))


def service_begins_before_what_rests_on_it(command: CorrectsOfEmployee, facts: Facts) -> Verdict:
    """The service begins by the first position, leave, coefficient or grade in it, and after the one before it ended (K18)."""
    wrong, on = _wrongly_registered(command, facts), _registered(command, facts).hired_on
    employee = facts.of(Employee, command.person)
    resting = min((each for each in _resting(employee, facts) if each >= wrong.hired_on), default=None)
    left = (each.until for each in employee.earlier if each.since < wrong.hired_on)
    back = all(until is None or until < on for until in left)
    return allowed_if(back and (resting is None or on <= resting), on=str(on), basis="K18")


def category_is_that_of_the_decided_grades(command: CorrectsOfEmployee, facts: Facts) -> Verdict:
    """Under the category no grade is decided yet, nor paid; else the service ends, and begins anew under the right one (R7, R46)."""
    wrong, right = _wrongly_registered(command, facts), _registered(command, facts)
    if right.category is wrong.category:
        return ALLOWED
    graded = facts.of(Employee, command.person).graded_between(wrong.hired_on, date.max)
    return allowed_if(not graded, person=command.person, periods=", ".join(graded), basis="R7")


def first_day_in_the_unit_has_come(command: Corrects, facts: Facts) -> Verdict:
    """Who belongs to the unit already is not made to join it on a day that is still to come (K18)."""
    wrong, right = command.recorded(facts)[1], command.content(facts)
    assert isinstance(wrong, MemberJoined)
    assert isinstance(right, MemberJoined)
    return allowed_if(right.since <= max(today(facts), wrong.since), on=str(right.since), basis="K18")


def membership_begins_before_what_rests_on_it(command: CorrectsOfEmployee, facts: Facts) -> Verdict:
    """They joined by the first position that they held there, and by the end of the first period that is graded (K18)."""
    wrong, right = command.recorded(facts)[1], command.content(facts)
    assert isinstance(wrong, MemberJoined)
    assert isinstance(right, MemberJoined)
    employee = facts.find(Employee, command.person)
    if employee is None:
        return ALLOWED
    days = [*_held_in(employee, wrong.unit, facts), *(_graded(employee) if wrong.primary else ())]
    resting = min((each for each in days if each >= wrong.since), default=None)
    fits = resting is None or right.since <= max(resting, wrong.since)
    return allowed_if(fits, person=command.person, on=str(right.since), basis="K18")


def discipline_stays_in_a_year_that_is_graded(command: Corrects, facts: Facts) -> Verdict:
    """What the decided grade of a year counted stays in that year; what was set aside is withdrawn (K24)."""
    wrong, right = _disciplined(command, facts)
    employee = facts.find(Employee, wrong.person)
    graded = employee is not None and employee.grade_of(str(wrong.on.year)) is not None
    stays = not graded or wrong.on.year == right.on.year
    return allowed_if(stays, discipline=wrong.discipline, year=str(wrong.on.year), basis="K24")


def breach_of_public_duty_is_not_taken_back(command: Corrects, facts: Facts) -> Verdict:
    """That a measure was for a breach of public duty is not taken back: it is withdrawn by the decision that sets it aside (K24)."""
    wrong, right = _disciplined(command, facts)
    return allowed_if(right.public_duty or not wrong.public_duty, discipline=wrong.discipline, basis="K24")


def _disciplined(command: Corrects, facts: Facts) -> tuple[EmployeeDisciplined, EmployeeDisciplined]:
    wrong, right = command.recorded(facts)[1], command.content(facts)
    assert isinstance(wrong, EmployeeDisciplined)
    assert isinstance(right, EmployeeDisciplined)
    return wrong, right


def _registered(command: Corrects, facts: Facts) -> EmployeeRegistered:
    right = command.content(facts)
    assert isinstance(right, EmployeeRegistered)
    return right


def _wrongly_registered(command: Corrects, facts: Facts) -> EmployeeRegistered:
    wrong = command.recorded(facts)[1]
    assert isinstance(wrong, EmployeeRegistered)
    return wrong


def _resting(employee: Employee, facts: Facts) -> Iterator[date]:
    """The days on which a person must have been in service, as far as is on record."""
    salary = facts.find(Salary, employee.id)
    yield from (each.since for each in employee.positions)
    yield from (each.term.since for each in employee.leaves)
    yield from (each.since for each in (() if salary is None else salary.steps))
    yield from (each.until for each in employee.services if each.until is not None)
    yield from _graded(employee)


def _graded(employee: Employee) -> Iterator[date]:
    """The last days of the periods that are graded."""
    return (Period.parse(each.period).last for each in employee.grades)


def _held_in(employee: Employee, unit: str, facts: Facts) -> Iterator[date]:
    """The first days of the positions that a person held in a unit."""
    for each in employee.positions:
        if each.position is not None and facts.of(Position, each.position).unit == unit:
            yield each.since
