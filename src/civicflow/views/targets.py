"""What units were to reach, what they say they have reached, and by how much that differs (R55, K16)."""

from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from operator import attrgetter
from typing import Any, ClassVar

from attrs import field, frozen

from civicflow.calendars.period import Period, optional_period
from civicflow.core.event import Event
from civicflow.core.fields import Code, UnitId
from civicflow.core.operation import Number, Operation
from civicflow.core.question import Evidence, Question, View
from civicflow.core.working import Part, made, reckoned
from civicflow.organization.model import Term
from civicflow.steering.events import TARGETS, Direction, TargetAssigned, TargetClosed, TargetRevised
from civicflow.steering.model import Stage, Target
from civicflow.views import asking, units

VIEW: View[Target] = View(
    name="targets",
    version=2,
    row=Target,
    subjects=dict.fromkeys(TARGETS, attrgetter("target")),
    fold=Target.evolve,
)
"""The targets: what each asks for, and what was said of it."""


@frozen(kw_only=True)
class TargetStanding:
    """
    How a target stands.

    Args:
        target: The target.
        unit: The unit.
        indicator: The indicator.
        since: The first day of its period.
        until: The last day of its period.
        direction: On which side of the value it is met.
        value: What it asks for now, exact.
        value_as_assigned: What it asked for when it was assigned, exact.
        revisions: How often that was changed.
        set_on: The day on which it was set.
        set_late: Whether its period had begun by then.
        final: Whether it was found what was achieved.
        actual: What was achieved, else what was reported of the latest day, exact; None while nothing was reported.
        as_of: On which day that was so.
        difference: What was reached less what is asked for, exact.
        met: Whether what is asked for now is met; None while nothing was reported.
        met_as_assigned: Whether what was asked for first is met, so that a revision hides nothing.
        events: The positions of the events behind it; empty unless asked for.
    """

    target: str
    unit: str
    indicator: str
    since: date
    until: date | None
    direction: Direction
    value: Fraction
    value_as_assigned: Fraction
    revisions: int
    set_on: date
    set_late: bool
    final: bool
    actual: Fraction | None
    as_of: date | None
    difference: Fraction | None
    met: bool | None
    met_as_assigned: bool | None
    events: tuple[int, ...] = ()


@frozen(kw_only=True)
class Targets(Question[tuple[TargetStanding, ...]]):
    """
    What units were to reach and what they have reached, unit by unit (R55, K16).

    Args:
        period: Only targets whose period has a day in this one: ``2023``, ``2023-Q4``, ``2023-11``, a day, or
            ``first day/last day``; all when left out.
        unit: Only the targets of this unit.
        with_subunits: Those of the units below it as well.
        indicator: Only those of this indicator.
        with_events: Name the events behind each.
    """

    views: ClassVar[tuple[View[Any], ...]] = (VIEW, units.VIEW)

    period: Period | None = field(default=None, converter=optional_period)
    unit: UnitId | None = None
    with_subunits: bool = False
    indicator: Code | None = None
    with_events: bool = False

    def answer(self, evidence: Evidence) -> tuple[TargetStanding, ...]:
        """The targets asked for, by unit, indicator and first day."""
        found = (
            standing(evidence, each, with_events=self.with_events)
            for each in within(evidence, self.period)
            if self.indicator in {None, each.indicator}
        )
        among = self._units(evidence)
        return tuple(
            sorted(
                (each for each in found if among is None or each.unit in among),
                key=attrgetter("unit", "indicator", "since", "target"),
            )
        )

    def _units(self, evidence: Evidence) -> frozenset[str] | None:
        if self.unit is None:
            return None
        return (
            units.subtree(units.chart(evidence), self.unit) if self.with_subunits else frozenset({self.unit})
        )


def within(evidence: Evidence, period: Period | None) -> Iterator[Target]:
    """The targets whose period has a day in another; all when there is none."""
    days = None if period is None else Term(period.first, period.last)
    return (each for each in evidence.rows(VIEW) if days is None or each.term.overlaps(days))


def standing(evidence: Evidence, target: Target, *, with_events: bool = False) -> TargetStanding:
    """How a target stands: what was found when it was closed counts for more than what its unit reported."""
    set_on = target.assigned_at.astimezone(evidence.zone).date()
    last = target.last_report
    said = last.value if target.achieved is None and last is not None else target.achieved
    told = _Told(evidence, target)
    actual = None if said is None else told.actual(Fraction(said))
    value, first = told.asked_for(Fraction(target.value)), told.assigned(Fraction(target.first))
    closed = target.stage is Stage.CLOSED
    return TargetStanding(
        target=target.id,
        unit=target.unit,
        indicator=target.indicator,
        since=target.term.since,
        until=target.term.until,
        direction=target.direction,
        value=value,
        value_as_assigned=first,
        revisions=told.revisions(),
        set_on=set_on,
        set_late=set_on >= target.term.since,
        final=closed,
        actual=actual,
        as_of=target.term.until if closed else None if last is None else last.as_of,
        difference=None
        if actual is None
        else made(actual - value, Operation.DIFFERENCE, reached=actual, asked_for=value),
        met=None if actual is None else target.is_met_by(actual, value),
        met_as_assigned=None if actual is None else target.is_met_by(actual, first),
        events=target.events if with_events else (),
    )


@frozen
class _Told:
    """The figures of a target, which remember by which of its events they are said."""

    evidence: Evidence
    target: Target

    def asked_for(self, value: Fraction) -> Fraction:
        return self._stated(value, "asked_for", lambda: self._said(TargetAssigned, TargetRevised)[-1:])

    def assigned(self, value: Fraction) -> Fraction:
        return self._stated(value, "asked_for_first", lambda: self._said(TargetAssigned)[-1:])

    def actual(self, value: Fraction) -> Fraction:
        last = self.target.last_report
        if self.target.achieved is not None or last is None:
            return self._stated(value, "achieved", lambda: self._said(TargetClosed)[-1:])
        return self._stated(value, "reported", lambda: (last.position,))

    def revisions(self) -> int:
        return reckoned(
            self.evidence,
            self.target.revisions,
            Operation.SUM,
            lambda: (self._part("revised", 1, (each,)) for each in self._said(TargetRevised)),
        )

    def _stated(self, value: Fraction, because: str, events: Callable[[], tuple[int, ...]]) -> Fraction:
        return reckoned(
            self.evidence, value, Operation.STATED, lambda: (self._part(because, value, events()),)
        )

    def _part(self, because: str, adds: Number, events: tuple[int, ...]) -> Part:
        return Part(of=f"target:{self.target.id}", adds=adds, because=because, events=events)

    def _said(self, *kinds: type[Event]) -> tuple[int, ...]:
        return asking.said_in(self.evidence, f"target:{self.target.id}", self.target.events, *kinds)
