"""The grades of one person, for themselves: how they came about, how to turn against them and until when (R44, K19)."""

from collections.abc import Iterator
from datetime import datetime
from operator import attrgetter

from attrs import frozen

from civicflow.calendars.period import Period
from civicflow.core.event import from_micros, micros
from civicflow.core.question import Evidence
from civicflow.errors import InvalidInputError
from civicflow.views import grades_on_record
from civicflow.views.grades import GradeOfPerson, Grades
from civicflow.views.grades_on_record import GradeOnRecord

PETITION = "petition-grade"
"""Whoever finds their grade wrong petitions against it, and is answered by somebody who had no part in it (K10)."""

ASSESS = "assess-oneself"
"""Until a grade is decided, everybody says themselves how they see their work."""


@frozen(kw_only=True)
class OwnGrade:
    """
    The grade of one period, as the person finds it.

    Args:
        period: The period, as it is written.
        grade: The grade with its arithmetic: what those see who decide.
        answer_with: The commands by which the person may speak for themselves now; none once nothing is open to them.
        answer_until: Until when (UTC); None where nothing sets an end.
    """

    period: str
    grade: GradeOfPerson
    answer_with: tuple[str, ...]
    answer_until: datetime | None


def own_grades(evidence: Evidence, person: str, period: Period) -> Iterator[OwnGrade]:
    """
    The grades of the periods that end within some days, in order.

    Args:
        evidence: What is on record.
        person: The person.
        period: Which days.
    """
    rows = (row for row in evidence.rows(grades_on_record.VIEW) if row.person == person)
    for row in sorted(rows, key=attrgetter("period")):
        graded = _period(row)
        if graded is None or not period.covers(graded.last):
            continue
        question = Grades(period=graded, person=person, with_events=True)
        for found in question.answer(evidence).people:
            ways = _ways(row, micros(evidence.now))
            until = row.petition_until if PETITION in ways else None
            yield OwnGrade(
                period=row.period,
                grade=found,
                answer_with=ways,
                answer_until=None if until is None else from_micros(until),
            )


def _period(row: GradeOnRecord) -> Period | None:
    try:
        found = Period.parse(row.period)
    except InvalidInputError:
        return None
    return found if found.kind is not None else None


def _ways(row: GradeOnRecord, now: int) -> tuple[str, ...]:
    if row.grade is None:
        return (ASSESS,)
    open_to_petition = row.published is not None and row.petitioned is None
    in_time = row.petition_until is None or now <= row.petition_until
    return (PETITION,) if open_to_petition and in_time else ()
