"""Whether people at home are given as much work as at the office: units a day against their own baseline (V8, K16, R27)."""

from collections import defaultdict
from collections.abc import Callable
from fractions import Fraction
from operator import attrgetter
from typing import Any, ClassVar

from attrs import field, frozen

from civicflow.calendars.period import Period, period
from civicflow.core import working
from civicflow.core.fields import PersonId, ShortText, UnitId
from civicflow.core.operation import Operation
from civicflow.core.question import Evidence, Figure, Question, View
from civicflow.core.working import at_positions, counted, made, totalled
from civicflow.views.among import VIEWS, Among, Part, in_order, optional_part
from civicflow.views.behind import behind
from civicflow.views.home_workloads import VIEWS as OF_WORKLOADS
from civicflow.views.home_workloads import Equivalence, HomeWorkload, HomeWorkloads
from civicflow.views.sessions import A_DAY
from civicflow.views.work_baselines import Baseline, BaselineOf


@frozen(kw_only=True)
class PersonWorkload:
    """
    The work of a person at home, in converted units a day of two sessions, exact.

    Args:
        person: The person.
        unit: The unit they belonged to first on the last day at home (K18).
        days: How many days at home; half a day counts as a half.
        assigned: Units of the work assigned for these days.
        completed: Units of it that were accepted.
        assigned_a_day: Units assigned a day at home.
        completed_a_day: Units completed a day at home.
        baseline_a_day: Units a day at the office before; None when there is nothing to compare with.
        baseline_of: Whose days at the office these were.
        baseline_days: How many.
        assigned_ratio: Assigned a day by baseline a day.
        completed_ratio: Completed a day by baseline a day.
        outside_catalogue: Which part of the units assigned is of no kind in the catalogue of work types, or departs from it:
            somebody said how much that work is, and nobody laid it down (K12).
        equivalence: What the work assigned is by the band of the regulations.
        answerable: The head who assigned too little or too much, of whom alone that says something (R79).
        events: The assignments behind it; empty unless asked for.
    """

    person: str
    unit: str | None
    days: Fraction
    assigned: Fraction
    completed: Fraction
    assigned_a_day: Fraction
    completed_a_day: Fraction
    baseline_a_day: Fraction | None
    baseline_of: BaselineOf | None
    baseline_days: Fraction | None
    assigned_ratio: Fraction | None
    completed_ratio: Fraction | None
    outside_catalogue: Fraction | None
    equivalence: Equivalence
    answerable: str | None
    events: tuple[int, ...] = ()


@frozen(kw_only=True)
class WorkloadLine:
    """
    For how many people work at home is equivalent, of all that was asked for or of one part of it.

    Args:
        of: The part, such as a unit; None for all that was asked for, empty where no record says which part.
        in_band: People whose work lies in the band, of those whose work can be compared.
        under_assigned: How many were given too little.
        over_assigned: How many were given too much.
        not_comparable: For how many nothing is on record to compare with; they are in no figure.
        outside_catalogue: Which part of all units assigned is of no kind in the catalogue, or departs from it.
    """

    of: str | None
    in_band: Figure
    under_assigned: int
    over_assigned: int
    not_comparable: int
    outside_catalogue: Fraction | None


@frozen(kw_only=True)
class WorkloadAnswer:
    """
    Whether people at home are given as much work as at the office.

    Args:
        lines: All that was asked for, then each part.
        people: Each person with their arithmetic, by id.
    """

    lines: tuple[WorkloadLine, ...]
    people: tuple[PersonWorkload, ...]


@frozen(kw_only=True)
class Workload(Question[WorkloadAnswer]):
    """
    Whether people at home are given as much work as at the office (V8, R27, K16).

    The units of a task are spread evenly over the sessions from that in which notice was taken of it to that in which its result
    was handed in, both counted; what is open is spread up to its due. Compared are the units a session at home with the units a
    session at the office in the months before home work began, as tasks stood on record that morning; of whoever had none, with
    those of their group of positions. Too little work says something of the head who assigned it, not of the employee. How
    much of it the catalogue of work types does not know stands beside it: trivial work lifts nothing unseen (K12).

    Args:
        period: Which days.
        unit: Only people of this unit, on their last day at home.
        with_subunits: Those of the units below it as well.
        head: Only people of units whose accountable head this person was on that day (R79).
        group: Only people whose position on that day belonged to this group.
        person: Only this person.
        by: Tell one line a unit, head, group or person besides.
        with_events: Name the assignments behind each figure.
    """

    views: ClassVar[tuple[View[Any], ...]] = tuple(dict.fromkeys((*OF_WORKLOADS, *VIEWS)))

    period: Period = field(converter=period)
    unit: UnitId | None = None
    with_subunits: bool = False
    head: PersonId | None = None
    group: ShortText | None = None
    person: PersonId | None = None
    by: Part | None = field(default=None, converter=optional_part)
    with_events: bool = False

    def answer(self, evidence: Evidence) -> WorkloadAnswer:
        """The people at home asked for."""
        among = Among(evidence, self)
        lines: defaultdict[str | None, list[HomeWorkload]] = defaultdict(list, {None: []})
        for each in HomeWorkloads(evidence, among, self.period).all(self.person):
            for name in among.lines(each.unit, each.person, each.noon):
                lines[name].append(each)
        return WorkloadAnswer(
            lines=tuple(
                _line(evidence, name, lines[name], with_events=self.with_events) for name in in_order(lines)
            ),
            people=tuple(
                _person(evidence, each, among, with_events=self.with_events) for each in lines[None]
            ),
        )


def _line(
    evidence: Evidence, name: str | None, workloads: list[HomeWorkload], *, with_events: bool
) -> WorkloadLine:
    found = {each: [load for load in workloads if load.equivalence is each] for each in Equivalence}
    comparable = [load for load in workloads if load.equivalence is not Equivalence.NOT_COMPARABLE]
    counts = {each: counted(evidence, found[each], _employee(each.value)) for each in Equivalence}
    positions = (position for each in found[Equivalence.IN_BAND] for position in each.tasks)
    return WorkloadLine(
        of=name,
        in_band=Figure(
            numerator=counts[Equivalence.IN_BAND],
            denominator=counted(evidence, comparable, _employee("comparable")),
            events=behind(positions, with_events=with_events),
        ),
        under_assigned=counts[Equivalence.UNDER_ASSIGNED],
        over_assigned=counts[Equivalence.OVER_ASSIGNED],
        not_comparable=counts[Equivalence.NOT_COMPARABLE],
        outside_catalogue=_outside(evidence, workloads),
    )


def _employee(because: str) -> Callable[[HomeWorkload], working.Part]:
    """A person, by the bookings that say when they were at home."""
    return lambda each: working.Part(
        of=f"person:{each.person}",
        because=because,
        events=at_positions(*(position for day in each.days for position in day.bookings)),
    )


def _outside(evidence: Evidence, workloads: list[HomeWorkload]) -> Fraction | None:
    assigned = totalled(evidence, workloads, attrgetter("assigned"), _employee("assigned"), Fraction())
    if not assigned:
        return None
    outside = totalled(evidence, workloads, attrgetter("outside"), _employee("outside_catalogue"), Fraction())
    return made(outside / assigned, Operation.QUOTIENT, outside_catalogue=outside, assigned=assigned)


def _person(evidence: Evidence, each: HomeWorkload, among: Among, *, with_events: bool) -> PersonWorkload:
    baseline = each.baseline
    days = _days(each.sessions)
    remarkable = each.equivalence in {Equivalence.UNDER_ASSIGNED, Equivalence.OVER_ASSIGNED}
    return PersonWorkload(
        person=each.person,
        unit=each.unit,
        days=days,
        assigned=each.assigned,
        completed=each.completed,
        assigned_a_day=_a_day(each.assigned, days),
        completed_a_day=_a_day(each.completed, days),
        baseline_a_day=None if baseline is None else _of_a_day(baseline.a_session),
        baseline_of=None if baseline is None else baseline.of,
        baseline_days=None if baseline is None else _days(baseline.sessions),
        assigned_ratio=None if baseline is None else _ratio(each.assigned, baseline, each.sessions),
        completed_ratio=None if baseline is None else _ratio(each.completed, baseline, each.sessions),
        outside_catalogue=_outside(evidence, [each]),
        equivalence=each.equivalence,
        answerable=among.head_of(each.person, each.unit, each.on) if remarkable else None,
        events=each.tasks if with_events else (),
    )


def _days(sessions: int) -> Fraction:
    return made(Fraction(sessions, A_DAY), Operation.QUOTIENT, sessions=sessions, sessions_a_day=A_DAY)


def _a_day(units: Fraction, days: Fraction) -> Fraction:
    return made(units / days, Operation.QUOTIENT, units=units, days=days)


def _of_a_day(a_session: Fraction) -> Fraction:
    return made(a_session * A_DAY, Operation.PRODUCT, a_session=a_session, sessions_a_day=A_DAY)


def _ratio(units: Fraction, baseline: Baseline, sessions: int) -> Fraction:
    """The units at home by those that as many sessions at the office would have had."""
    a_session = baseline.a_session
    expected = made(a_session * sessions, Operation.PRODUCT, a_session=a_session, sessions=sessions)
    return made(units / expected, Operation.QUOTIENT, units=units, expected=expected)
