"""How much work is done on time: three readings that no trick can lift, and beside each what else happened (V1, K3, K4)."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, ClassVar

from attrs import field, frozen

from civicflow.core.event import from_micros, micros
from civicflow.core.fields import PersonId, UnitId
from civicflow.core.question import Evidence, Question, View
from civicflow.organization.model import Unit
from civicflow.regulations import parameters
from civicflow.views import asking, incidents, task_history, units
from civicflow.views.judging import Judge, asked
from civicflow.views.period import Period, optional_period
from civicflow.views.task_course import Course, Standing
from civicflow.views.task_history import TaskHistory
from civicflow.views.timeliness import Tally, Timeliness
from civicflow.views.verdicts import READINGS, Reading, Scope

DAY = 24 * 60 * 60_000_000


@frozen(kw_only=True)
class OpenHold:
    """
    A task that rests.

    Args:
        task: The task.
        held_by: Who put it on hold.
        since: When (UTC).
        days: For how many whole days.
        review_on: When it is to be looked at again (UTC).
        confirmed: Whether the next level has confirmed the cause.
    """

    task: str
    held_by: str | None
    since: datetime
    days: int
    review_on: datetime | None
    confirmed: bool


@frozen(kw_only=True)
class OnTimeAnswer:
    """
    How much work is done on time.

    Args:
        period: The period, as ``first day/last day``; None for all time.
        review_stops_the_clock: Whether the time an approver takes is left out.
        raw: By the first due, whatever happened later.
        on_time: By the excused due.
        closed: Of what was completed in the period.
        open_holds: The tasks that rest now, longest first.
    """

    period: str | None
    review_stops_the_clock: bool
    raw: Timeliness
    on_time: Timeliness
    closed: Timeliness
    open_holds: tuple[OpenHold, ...]


@frozen(kw_only=True)
class OnTime(Question[OnTimeAnswer]):
    """
    How much work is done on time, in three readings with all that stands beside them (V1, K3, K4).

    Args:
        period: ``2023``, ``2023-Q4``, ``2023-11``, a day, or ``first day/last day``, in local dates; all time when
            left out.
        unit: Only the tasks of this unit.
        with_subunits: Those of the units below it as well.
        person: Only the tasks of this person.
        review_stops_the_clock: Whether the time an approver takes is left out; as the regulations say when left out.
        with_events: Name the events behind each figure.
    """

    views: ClassVar[tuple[View[Any], ...]] = (task_history.VIEW, incidents.VIEW, units.VIEW)

    period: Period | None = field(default=None, converter=optional_period)
    unit: UnitId | None = None
    with_subunits: bool = False
    person: PersonId | None = None
    review_stops_the_clock: bool | None = None
    with_events: bool = False

    def answer(self, evidence: Evidence) -> OnTimeAnswer:
        """The figures of the tasks asked for."""
        chart = units.chart(evidence)
        unit = chart.get(self.unit or "")
        locality = "" if unit is None else unit.locality
        stops = self._clock_stops(evidence, locality)
        judge = Judge(evidence, self._scope(evidence), locality)
        tallies: dict[Reading, Tally] = {reading: Tally(self.with_events) for reading in READINGS}
        holds: list[OpenHold] = []
        for task in asked(evidence, self._wanted(chart), review_stops_the_clock=stops):
            for reading, tally in tallies.items():
                judged = judge.judged(task, reading)
                if judged is not None:
                    tally.add(judged)
            holds += _open_hold(task.task.task, task.told.course, micros(evidence.now))
        return OnTimeAnswer(
            period=None if self.period is None else str(self.period),
            review_stops_the_clock=stops,
            open_holds=tuple(sorted(holds, key=lambda hold: (hold.since, hold.task))),
            raw=tallies["raw"].timeliness(),
            on_time=tallies["on_time"].timeliness(),
            closed=tallies["closed"].timeliness(),
        )

    def _scope(self, evidence: Evidence) -> Scope:
        moments = None if self.period is None else self.period.moments(evidence.zone)
        return Scope(moments, micros(evidence.now))

    def _clock_stops(self, evidence: Evidence, locality: str) -> bool:
        if self.review_stops_the_clock is not None:
            return self.review_stops_the_clock
        return asking.on_record(evidence, CLOCK[self.person is not None], locality=locality) or False

    def _wanted(self, chart: Mapping[str, Unit]) -> Callable[[TaskHistory], bool]:
        person, unit = self.person, self.unit
        if unit is None:
            return lambda task: person is None or task.assignee == person
        among = units.subtree(chart, unit) if self.with_subunits else {unit}
        return lambda task: task.unit in among and (person is None or task.assignee == person)


CLOCK = {
    True: parameters.REVIEW_STOPS_THE_CLOCK_FOR_PERSONS,
    False: parameters.REVIEW_STOPS_THE_CLOCK_FOR_UNITS,
}
"""Which parameter says whether review stops the clock: that for the figures of a person, or that for others."""


def _open_hold(task: str, told: Course, now: int) -> tuple[OpenHold, ...]:
    if told.hold is None or told.standing is not Standing.ON_HOLD:
        return ()
    step = told.hold.step
    return (
        OpenHold(
            task=task,
            held_by=step.by,
            since=from_micros(step.recorded),
            days=(now - step.recorded) // DAY,
            review_on=None if told.hold.review_on is None else from_micros(told.hold.review_on),
            confirmed=told.hold.confirmed,
        ),
    )
