"""The grades of those whom a leader leads: they are decided first, and a part of the leader's score rests on them (R79)."""

from collections.abc import Iterator

from civicflow.calendars.period import Period
from civicflow.core.facts import Facts
from civicflow.employee.events import Grade
from civicflow.employee.model import Employee
from civicflow.evaluation.events import GradeOfOneLed
from civicflow.evaluation.model import Evaluation
from civicflow.evaluation.periods import written
from civicflow.evaluation.persons import people_led


def _those_led(facts: Facts, person: str, period: Period) -> Iterator[tuple[str, Grade | None]]:
    """Everybody led who is registered as an employee, each with the grade of the period that was decided."""
    for each in people_led(facts, person, period.last):
        if facts.find(Employee, each) is not None:
            evaluation = facts.find(Evaluation, f"{each}:{written(period)}")
            yield each, None if evaluation is None else evaluation.grade


def grades_of_those_led(facts: Facts, person: str, period: Period) -> tuple[GradeOfOneLed, ...]:
    """The grades of the period that were decided for those whom a leader leads."""
    return tuple(
        GradeOfOneLed(person=each, grade=grade)
        for each, grade in _those_led(facts, person, period)
        if grade is not None
    )


def unrated_among_those_led(facts: Facts, person: str, period: Period) -> str | None:
    """Somebody whom a leader leads and for whom no grade of the period is decided yet; None when there is nobody."""
    return next((each for each, grade in _those_led(facts, person, period) if grade is None), None)
