"""Who keeps on record how a person stands, and what must be true before they do."""

from datetime import date
from functools import partial
from typing import Protocol

from civicflow.core.exact import exact
from civicflow.core.facts import Facts
from civicflow.core.rule import Verdict, allowed_if
from civicflow.employee.model import Employee
from civicflow.employee.rules import ConcernsEmployee
from civicflow.employee.standing_model import Discipline, Measure, Salary
from civicflow.organization.authority import HEAD, administers, either, leads, today
from civicflow.organization.membership import primary_unit

LONGEST_COEFFICIENT = 12
"""How many characters a salary coefficient is written with at most, by design; none that is in use takes half of them."""


class RecordsCoefficient(ConcernsEmployee, Protocol):
    """A command that says by which coefficient a person is paid."""

    @property
    def coefficient(self) -> str:
        """The coefficient, as exact text."""

    @property
    def since(self) -> date:
        """The first day."""


class CorrectsCoefficient(RecordsCoefficient, Protocol):
    """A command that corrects by which coefficient a person is paid."""

    @property
    def corrects(self) -> int:
        """The position of what was recorded."""


class ConcernsDiscipline(ConcernsEmployee, Protocol):
    """A command about a measure of discipline."""

    @property
    def discipline(self) -> str:
        """The measure."""


class RecordsDiscipline(ConcernsDiscipline, Protocol):
    """A command that says that a person was disciplined."""

    @property
    def on(self) -> date:
        """The day of the decision."""

    @property
    def until(self) -> date | None:
        """The last day on which it has effect."""


def administrator_or_head_above_the_person(command: ConcernsEmployee, facts: Facts) -> Verdict:
    """The administrator acts, or the head of the person's unit or of one above it; about a head, whoever stands above (K11)."""
    unit = unit_of(command, facts)
    if unit is None:
        return administers(facts)
    return either(administers(facts), partial(leads, facts, unit, about=command.person, offices=HEAD))


def unit_of(command: ConcernsEmployee, facts: Facts) -> str | None:
    """The unit to which the person belongs first today; None when no unit has them."""
    unit = primary_unit(facts, command.person, today(facts))
    return None if unit is None else unit.id


def coefficient_is_an_exact_number(command: RecordsCoefficient, _facts: Facts) -> Verdict:
    """The coefficient is an exact number above nought and of few digits, such as ``3.33``; never a rounded one (R46)."""
    written = command.coefficient
    number = exact(written) if len(written) <= LONGEST_COEFFICIENT else None
    return allowed_if(number is not None and number > 0, coefficient=written[:LONGEST_COEFFICIENT])


def coefficient_begins_in_service(command: RecordsCoefficient, facts: Facts) -> Verdict:
    """Nobody has a salary coefficient for a day before they were taken on."""
    employee = facts.find(Employee, command.person)
    begun = employee is None or employee.hired_on <= command.since
    return allowed_if(begun, person=command.person, since=str(command.since))


def no_other_coefficient_begins_that_day(command: RecordsCoefficient, facts: Facts) -> Verdict:
    """From one day on a person has one coefficient; what was recorded wrongly is corrected, not recorded again."""
    salary = facts.find(Salary, command.person)
    taken = salary is not None and any(each.since == command.since for each in salary.steps)
    return allowed_if(not taken, person=command.person, since=str(command.since))


def no_other_coefficient_takes_that_day(command: CorrectsCoefficient, facts: Facts) -> Verdict:
    """No other coefficient of the person begins on the day from which the corrected one holds (R46)."""
    steps = facts.of(Salary, command.person).steps
    taken = any(each.since == command.since and each.position != command.corrects for each in steps)
    return allowed_if(not taken, person=command.person, since=str(command.since))


def measure_of(command: ConcernsDiscipline, facts: Facts) -> Measure | None:
    """The measure on record; None when there is none of that id."""
    discipline = facts.find(Discipline, command.person)
    taken = () if discipline is None else discipline.measures
    return next((each for each in taken if each.id == command.discipline), None)


def discipline_is_new(command: ConcernsDiscipline, facts: Facts) -> Verdict:
    """The measure is not recorded yet."""
    return allowed_if(measure_of(command, facts) is None, discipline=command.discipline)


def discipline_is_decided(command: RecordsDiscipline, facts: Facts) -> Verdict:
    """The day of the decision has come, and its effect does not end before."""
    decided = command.on <= today(facts) and (command.until is None or command.on <= command.until)
    return allowed_if(decided, on=str(command.on))


def discipline_stands(command: ConcernsDiscipline, facts: Facts) -> Verdict:
    """The measure is on record, and not set aside yet."""
    measure = measure_of(command, facts)
    stands = measure is not None and not measure.withdrawn
    return allowed_if(stands, discipline=command.discipline)
