"""What a year is made of: the months or quarters that were rated, and the agencies in which somebody served (R48, K18)."""

from collections.abc import Collection, Iterator
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
from civicflow.evaluation.persons import evaluated
from civicflow.evaluation.regimes import regime_of
from civicflow.organization.authority import today
from civicflow.organization.model import Unit
from civicflow.regulations.parameter import NotOnRecord

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

    Those of the agency that rates the year, and those that others have forwarded. A quarter gives way to its months once all of
    them are scored; until then it stands for them. What was decided without points is among them, and adds none.

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
    replaced = _replaced(scores)
    return tuple(
        (len(Period.parse(each.period).months), each) for each in scores if each.period not in replaced
    )


def _replaced(scores: Collection[PeriodScore]) -> frozenset[str]:
    """The quarters that give way to their months, and the months for which their quarter stands."""
    totals = {each.period: each.total for each in scores}
    replaced: set[str] = set()
    for each in scores:
        months = {written(month) for month in Period.parse(each.period).months}
        scored = {month for month in months if totals.get(month)}
        if len(months) > 1:
            gives_way = scored == months or (each.total is None and not months.isdisjoint(totals))
            replaced |= {each.period} if gives_way else months
    return frozenset(replaced)


def months_left_out(facts: Facts, person: str, year: Period, agency: str) -> tuple[str, ...]:
    """
    The months of a year that are over, that somebody served and of which no grade is decided, alone or in their quarter (R48).

    A month is asked for where the person belonged to a unit at its end and a regime for it, or for its quarter, is on record.

    Args:
        facts: The window on the world.
        person: The person.
        year: The year.
        agency: The agency that rates it.
    """
    counted = scores_of_the_year(facts, person, year, agency)
    decided = {written(month) for _, each in counted for month in Period.parse(each.period).months}
    return tuple(
        written(month)
        for month in year.months
        if month.last < today(facts) and written(month) not in decided and _is_rated(facts, person, month)
    )


def _is_rated(facts: Facts, person: str, month: Period) -> bool:
    known = evaluated(facts, person, month)
    if known is None or known.employee.hired_on > month.last:
        return False
    regimes = (
        regime_of(
            facts.regulations,
            on=month.last,
            locality=known.agency.locality,
            category=known.employee.category.value,
            kind=kind,
        )
        for kind in (PeriodKind.MONTH, PeriodKind.QUARTER)
    )
    return not all(isinstance(each, NotOnRecord) for each in regimes)
