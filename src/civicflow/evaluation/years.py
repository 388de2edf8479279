"""What a year is made of: the months or quarters that were rated, and the agencies in which somebody served (R48, K18)."""

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction

from civicflow.calendars.months import months_before
from civicflow.calendars.period import Period, PeriodKind
from civicflow.core.facts import Facts
from civicflow.employee.events import LeaveKind
from civicflow.employee.model import Employee, Leave
from civicflow.evaluation.attendance import Attendance
from civicflow.evaluation.events import PeriodScore
from civicflow.evaluation.model import Evaluation
from civicflow.evaluation.periods import written
from civicflow.organization.model import Unit

_DAY = timedelta(days=1)


def rated_periods(facts: Facts, person: str, year: Period) -> Iterator[tuple[PeriodKind, PeriodScore]]:
    """The months and quarters of a year whose grade was decided, in order, each with its kind."""
    evaluations = facts.all(Evaluation, evaluations_of=person)
    for each in sorted(evaluations, key=lambda each: each.period):
        period = Period.parse(each.period)
        if period.kind is None or period.kind is PeriodKind.YEAR or not _within(period, year):
            continue
        if each.grade is not None and each.approved is not None and each.proposal is not None:
            yield (
                period.kind,
                PeriodScore(
                    period=each.period,
                    agency=each.proposal.agency,
                    total=each.total,
                    grade=each.grade,
                    event=each.approved,
                ),
            )


def _within(period: Period, year: Period) -> bool:
    return year.first <= period.first and period.last <= year.last


def attendance_of(employee: Employee, year: Period) -> Attendance:
    """
    How long a person served in a year, and was on leave, in months; of one that is begun its part.

    Maternity leave counts neither as leave nor against service.
    """
    served = (
        _part(Period(max(employee.hired_on, year.first), year.last))
        if employee.hired_on <= year.last
        else Fraction(0)
    )
    leaves = (each for each in employee.leaves if each.kind is not LeaveKind.MATERNITY)
    return Attendance(service=served, leave=sum((_leave_in(each, year) for each in leaves), Fraction(0)))


def _leave_in(leave: Leave, year: Period) -> Fraction:
    first, last = max(leave.term.since, year.first), min(leave.term.until or year.last, year.last)
    if first > last:
        return Fraction(0)
    return _part(Period(first, last)) * Fraction(len(leave.session.halves), 2)


def _part(days: Period) -> Fraction:
    """A run of days in whole months, and the part of the next one that it reaches."""
    after = days.last + _DAY
    months = 12 * (after.year - days.first.year) + after.month - days.first.month
    whole = months - (months_before(days.first, -months) > after)
    begun, full = (months_before(days.first, -each) for each in (whole, whole + 1))
    return whole + Fraction((after - begun).days, (full - begun).days)


def stays(facts: Facts, person: str, year: Period) -> dict[str, Period]:
    """The agencies in which a person served in a year, each from the first day of it to the last."""
    found: dict[str, Period] = {}
    for unit in facts.all(Unit, member=person):
        for each in unit.memberships:
            first, last = max(each.term.since, year.first), min(each.term.until or year.last, year.last)
            if each.person == person and each.primary and first <= last:
                known = found.get(unit.body, Period(first, last))
                found[unit.body] = Period(min(known.first, first), max(known.last, last))
    return found


def lasts(stay: Period, months: int) -> bool:
    """Whether a stay lasts so many months or longer."""
    return months_before(stay.last + _DAY, months) >= stay.first


def scores_of_the_year(
    facts: Facts, person: str, year: Period, agency: str
) -> tuple[tuple[int, PeriodScore], ...]:
    """
    The scores of which that of a year is made, each with the number of months it stands for (R48).

    Those of the agency that rates the year, and those that others have forwarded; a quarter of which a month was scored is not
    counted again.

    Args:
        facts: The window on the world.
        person: The person.
        year: The year.
        agency: The agency that rates it.
    """
    evaluation = facts.find(Evaluation, f"{person}:{year.first:%Y}")
    forwarded = () if evaluation is None else evaluation.forwarded
    sent = tuple(score for _, scores in forwarded for score in scores)
    own = tuple(score for _, score in rated_periods(facts, person, year) if score.agency == agency)
    scores = sorted({each.period: each for each in (*sent, *own)}.values(), key=lambda each: each.period)
    months = {each.period for each in scores if Period.parse(each.period).kind is PeriodKind.MONTH}
    return tuple(
        (len(parts), each)
        for each in scores
        for parts in (Period.parse(each.period).months,)
        if len(parts) == 1 or months.isdisjoint(written(month) for month in parts)
    )
