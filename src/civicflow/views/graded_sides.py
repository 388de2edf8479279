"""What grades those at home and those at the office were given, and whether a gap between them is explained (V13, K15, R45)."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from civicflow.calendars.period import Period
from civicflow.core.question import AnyView, Change, Evidence, Figure
from civicflow.core.working import Part, at_positions, counted
from civicflow.employee.events import Grade, Place
from civicflow.errors import InvalidInputError
from civicflow.evaluation.grades import is_at_least
from civicflow.organization import levels
from civicflow.oversight.model import Stage
from civicflow.views import asking, findings_on_record, grades_on_record, units
from civicflow.views.grades_on_record import GradeOnRecord
from civicflow.views.home_days import VIEWS as OF_HOME_DAYS
from civicflow.views.home_days import Roster
from civicflow.views.newcombe import change

VIEWS: tuple[AnyView, ...] = (
    *OF_HOME_DAYS,
    units.VIEW,
    grades_on_record.VIEW,
    findings_on_record.VIEW,
)
"""What must be up to date before both sides are compared."""

QUESTION = "equal-treatment"
"""The question whose frozen answer a finding rests on that a gap was found by."""


class LastGrades:
    """
    The last grade of each person whose period lies in some days: of a month and of the quarter it ends, that of the quarter.

    Args:
        evidence: The grades on record.
        period: Which days.
    """

    def __init__(self, evidence: Evidence, period: Period) -> None:
        self._evidence = evidence
        found: dict[str, tuple[Period, GradeOnRecord]] = {}
        for row in evidence.rows(grades_on_record.VIEW):
            graded = _period(row)
            if row.grade is None or graded is None or not _within(graded, period):
                continue
            known = found.get(row.person)
            if known is None or _is_later(graded, known[0]):
                found[row.person] = graded, row
        self._rows = {person: row for person, (_, row) in found.items()}

    def of(self, people: Iterable[str]) -> list[GradeOnRecord]:
        """Those of some people, in order."""
        return [self._rows[each] for each in sorted(people) if each in self._rows]

    def good_or_better(self, people: Iterable[str]) -> Figure:
        """How many of some people who have a grade are rated good or better."""
        rows = self.of(people)
        best = [row for row in rows if is_good(row)]
        return Figure(
            numerator=counted(self._evidence, best, lambda row: _part(row, "rated_good_or_better")),
            denominator=counted(self._evidence, rows, lambda row: _part(row, "rated")),
        )

    def sides(self, *people: AbstractSet[str]) -> tuple[AbstractSet[str], ...]:
        """Of each of some sides those rated good or better, and those rated lower: what may not be too few (K25)."""
        return tuple(
            frozenset(row.person for row in self.of(side) if is_good(row) is good)
            for side in people
            for good in (True, False)
        )


def is_good(row: GradeOnRecord) -> bool:
    """Whether a grade is good or better."""
    return row.grade is not None and is_at_least(row.grade, Grade.GOOD)


def gap(at_home: Figure, at_office: Figure) -> Change | None:
    """By how much those at home are rated good or better more often than the others; None where a side has no grades."""
    return change(at_office, at_home)


def _period(row: GradeOnRecord) -> Period | None:
    try:
        return Period.parse(row.period)
    except InvalidInputError:
        return None


def _within(graded: Period, period: Period) -> bool:
    return period.first <= graded.first and graded.last <= period.last


def _is_later(one: Period, other: Period) -> bool:
    return (one.last, other.first) > (other.last, one.first)


def _part(row: GradeOnRecord, because: str) -> Part:
    return Part(of=f"person:{row.person}", because=because, events=at_positions(row.decided))


def ratings_of_parts(evidence: Evidence, period: Period, parts: Sequence[str]) -> list[tuple[Figure, Figure]]:
    """Those rated good or better, of those at home and of those at the office, in each unit with all that stands below it."""
    chart, grades = units.chart(evidence), LastGrades(evidence, period)
    on = min(period.last, asking.today(evidence))
    at_home = {
        day.person for day in Roster(evidence).worked_days(period) if day.at(Place.HOME) and day.on <= on
    }
    found = []
    for part in parts:
        below = (chart[unit] for unit in units.subtree(chart, part) if unit in chart)
        people = {person for unit in below for person in unit.members(on, primary_only=True)}
        found.append((grades.good_or_better(people & at_home), grades.good_or_better(people - at_home)))
    return found


def explanations(evidence: Evidence, period: Period, unit: str | None) -> tuple[str, ...]:
    """
    The findings that were made of a gap between both sides, and whose answer was accepted: its explanation is on record (K15).

    A finding explains what it was made of: its unit and those below; and no gap of days that came after it.

    Args:
        evidence: The findings.
        period: Which days the gap is of.
        unit: Of which unit it is; None for all units.
    """
    above = {each.id for each in levels.upwards(units.chart(evidence), unit)}
    since = period.moments(evidence.zone).start
    return tuple(
        sorted(
            row.finding
            for row in evidence.rows(findings_on_record.VIEW)
            if QUESTION in row.figures
            and row.answered is not None
            and row.stage in {Stage.ACCEPTED, Stage.CLOSED}
            and row.since >= since
            and (row.unit in above if unit is not None else _is_root(evidence, row.unit))
        )
    )


def explained_parts(evidence: Evidence, period: Period, parts: Sequence[str]) -> list[bool]:
    """Whether an explanation is on record, of each of some units."""
    return [bool(explanations(evidence, period, part)) for part in parts]


def _is_root(evidence: Evidence, unit: str) -> bool:
    found = units.chart(evidence).get(unit)
    return found is not None and found.superior is None
