"""Whether those at home and those at the office are treated alike: work, requests and grades, by group of positions (V13)."""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from fractions import Fraction
from typing import Any, ClassVar

from attrs import field, frozen

from civicflow.calendars.period import Period, period
from civicflow.core import working
from civicflow.core.fields import PersonId, ShortText, UnitId
from civicflow.core.operation import Operation
from civicflow.core.question import Change, Evidence, Figure, Question, View
from civicflow.core.working import counted, made, reckoned
from civicflow.views import asking
from civicflow.views.among import VIEWS, Among, Whom, in_order
from civicflow.views.graded_sides import VIEWS as OF_GRADES
from civicflow.views.graded_sides import LastGrades, explanations, gap
from civicflow.views.home_workloads import VIEWS as OF_WORKLOADS
from civicflow.views.participants import Step
from civicflow.views.sessions import A_DAY, of_people
from civicflow.views.suppression import may_be_told, smallest_group
from civicflow.views.treatments import Side, Treated, Treatments, together


@frozen(kw_only=True)
class EqualTreatmentLine:
    """
    How a group was treated.

    Args:
        of: The group of positions; None for all, empty for people without one.
        people_at_home: Those who worked at home in the period, on one day or more.
        people_at_office: All others.
        worked_days_at_home: How many days the first worked, wherever; half a day counts as a half.
        worked_days_at_office: How many days the others worked.
        units_a_day_at_home: Converted units that the first were assigned a day, exact; None when nobody worked.
        units_a_day_at_office: Those that the others were assigned.
        requests_refused: Requests to work at home that were refused in the period, of those decided; None where too few people asked.
        rated_good_at_home: Those at home who are rated good or better, of those with a grade, the last of the period; None where
            this would tell of too few.
        rated_good_at_office: The same of the others.
        rating_gap: By how much the first share exceeds the second, with its interval; None where a side has no grades.
    """

    of: str | None
    people_at_home: int
    people_at_office: int
    worked_days_at_home: Fraction
    worked_days_at_office: Fraction
    units_a_day_at_home: Fraction | None
    units_a_day_at_office: Fraction | None
    requests_refused: Figure | None
    rated_good_at_home: Figure | None
    rated_good_at_office: Figure | None
    rating_gap: Change | None


@frozen(kw_only=True)
class EqualTreatmentAnswer:
    """
    Whether those at home and those at the office are treated alike.

    Args:
        smallest_group: Of how many people at least something is told; None where no regulation says it, and then nothing is.
        lines: All people, then each group of which something may be told.
        suppressed: The groups of which nothing is told.
        explained_by: The findings about a gap whose answer was accepted: an explanation is on record (K15).
    """

    smallest_group: int | None
    lines: tuple[EqualTreatmentLine, ...]
    suppressed: tuple[str, ...]
    explained_by: tuple[str, ...] = ()


@frozen(kw_only=True)
class EqualTreatment(Question[EqualTreatmentAnswer]):
    """
    Whether those at home and those at the office are treated alike, by group of positions (V13, R17).

    Compared is how much work both were given a day of work and how many of both were rated good or better, and shown how many
    requests were refused. A side with fewer people
    than ``small_counts`` says is not told, nor as many other groups as are needed so that it cannot be computed (K25).

    Args:
        period: Which days.
        unit: Only people of this unit, on its last day that has come.
        with_subunits: Those of the units below it as well.
        head: Only people of units whose accountable head this person was on that day (R79).
        group: Only people whose position on that day belonged to this group.
    """

    views: ClassVar[tuple[View[Any], ...]] = tuple(dict.fromkeys((*OF_WORKLOADS, *VIEWS, *OF_GRADES)))

    period: Period = field(converter=period)
    unit: UnitId | None = None
    with_subunits: bool = False
    head: PersonId | None = None
    group: ShortText | None = None

    def answer(self, evidence: Evidence) -> EqualTreatmentAnswer:
        """The groups of which something may be told."""
        whom = Whom(
            unit=self.unit, with_subunits=self.with_subunits, head=self.head, group=self.group, by=None
        )
        among = Among(evidence, whom)
        smallest = smallest_group(evidence, among.locality)
        if smallest is None:
            return EqualTreatmentAnswer(smallest_group=None, lines=(), suppressed=())
        groups = Treatments(evidence, among, self.period).by_group()
        compared = _told({name: each.sides for name, each in groups.items()}, smallest)
        asked = _told({name: (each.asked,) for name, each in groups.items()}, smallest)
        grades = LastGrades(evidence, self.period)
        rated = _told({name: grades.sides(*each.sides) for name, each in groups.items()}, smallest)
        lines: dict[str | None, Treated] = {None: together(groups.values())}
        lines.update(groups)
        return EqualTreatmentAnswer(
            smallest_group=smallest,
            lines=tuple(
                _line(
                    evidence,
                    self.period,
                    name,
                    lines[name],
                    refusals=name in asked,
                    grades=grades if name in rated else None,
                )
                for name in in_order(lines)
                if name in compared
            ),
            suppressed=tuple(sorted(groups.keys() - compared)),
            explained_by=explanations(evidence, self.period, self.unit),
        )


def _told(groups: Mapping[str, tuple[AbstractSet[str], ...]], smallest: int) -> frozenset[str | None]:
    """The groups of which something may be told, and None for all of them."""
    total, told = may_be_told(groups, smallest)
    return frozenset((*told, None)) if total else frozenset(told)


@frozen
class _Compared:
    """The figures of one side, which remember the people and the work that they count."""

    evidence: Evidence
    period: Period
    side: Side

    def people(self, because: str) -> int:
        """How many people belong to it."""
        people = sorted(self.side.people) if self.evidence.explaining else self.side.people
        return counted(self.evidence, people, lambda person: self._person(person, because))

    def days(self) -> Fraction:
        """How many days they worked."""
        sessions = self.side.sessions
        worked = ((person, numbers) for person, numbers, _ in self.side.worked)
        counted_ones = of_people(self.evidence, sessions, self.period, worked, "sessions_worked")
        days = Fraction(sessions, A_DAY)
        return made(days, Operation.QUOTIENT, sessions=counted_ones, sessions_a_day=A_DAY)

    def units_a_day(self) -> Fraction | None:
        """How much work they were given a day; None when nobody worked."""
        if not self.side.sessions:
            return None
        days = self.days()
        units = reckoned(
            self.evidence,
            self.side.units,
            Operation.SUM,
            lambda: (
                span.part(self.evidence, numbers, "units")
                for _, numbers, spans in self.side.worked
                for span in spans
                if span.units_in(numbers)
            ),
        )
        return made(units / days, Operation.QUOTIENT, units=units, days=days)

    def _person(self, person: str, because: str) -> working.Part:
        events = asking.told_in(self.evidence, f"employee:{person}")
        return working.Part(of=f"person:{person}", because=because, events=events)


def _line(
    evidence: Evidence,
    period: Period,
    name: str | None,
    treated: Treated,
    *,
    refusals: bool,
    grades: LastGrades | None,
) -> EqualTreatmentLine:
    home, office = (
        None if grades is None else grades.good_or_better(each.people)
        for each in (treated.at_home, treated.at_office)
    )
    at_home = _Compared(evidence, period, treated.at_home)
    at_office = _Compared(evidence, period, treated.at_office)
    return EqualTreatmentLine(
        of=name,
        people_at_home=at_home.people("at_home"),
        people_at_office=at_office.people("at_office"),
        worked_days_at_home=at_home.days(),
        worked_days_at_office=at_office.days(),
        units_a_day_at_home=at_home.units_a_day(),
        units_a_day_at_office=at_office.units_a_day(),
        requests_refused=_refused(evidence, treated) if refusals else None,
        rated_good_at_home=home,
        rated_good_at_office=office,
        rating_gap=None if home is None or office is None else gap(home, office),
    )


def _refused(evidence: Evidence, treated: Treated) -> Figure:
    refused = [each for each in treated.decided if each[1].deed == "refused"]
    return Figure(
        numerator=counted(evidence, refused, _decision("refused")),
        denominator=counted(evidence, treated.decided, _decision("decided")),
    )


def _decision(because: str) -> Callable[[tuple[str, Step]], working.Part]:
    return lambda each: working.Part(of=f"person:{each[0]}", because=because, events=(each[1].position,))
