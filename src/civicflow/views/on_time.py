"""How much work is done on time: three readings that no trick can lift, and beside each what else happened (V1, K3, K4)."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, ClassVar, TypeGuard

from attrs import field, frozen

from civicflow.calendars.period import Period, optional_period
from civicflow.core import working
from civicflow.core.event import from_micros, micros
from civicflow.core.fields import PersonId, ShortText, UnitId
from civicflow.core.question import Evidence, Question, View
from civicflow.core.working import at_positions, days_between
from civicflow.regulations import parameters
from civicflow.task.course import Course, Standing
from civicflow.task.steps import GIVING
from civicflow.views import among, asking, incidents, task_history
from civicflow.views.among import Among, Part, optional_part
from civicflow.views.granted import Granted
from civicflow.views.judging import Judge, asked
from civicflow.views.task_history import TaskHistory, answerable
from civicflow.views.timeliness import Tally, Timeliness
from civicflow.views.verdicts import READINGS, Reading, Scope


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
class OnTimeOfPart:
    """
    How much work of one part is done on time.

    Args:
        of: The part, such as a unit; empty where no record says which.
        raw: By the first due, whatever happened later.
        on_time: By the excused due.
        closed: Of what was completed in the period.
    """

    of: str
    raw: Timeliness
    on_time: Timeliness
    closed: Timeliness


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
        by: The same for each part, by name, where one was asked for.
    """

    period: str | None
    review_stops_the_clock: bool
    raw: Timeliness
    on_time: Timeliness
    closed: Timeliness
    open_holds: tuple[OpenHold, ...]
    by: tuple[OnTimeOfPart, ...]


@frozen(kw_only=True)
class OnTime(Question[OnTimeAnswer]):
    """
    How much work is done on time, in three readings with all that stands beside them (V1, K3, K4).

    Args:
        period: ``2023``, ``2023-Q4``, ``2023-11``, a day, or ``first day/last day``, in local dates; all time when
            left out.
        unit: Only the tasks of this unit.
        with_subunits: Those of the units below it as well.
        person: Only the tasks of this person; what they took on when it was late already is the unit's alone (K4).
        head: Only the tasks of units whose accountable head this person was on the day of the first due (R79).
        group: Only the tasks of people whose position on that day belonged to this group.
        by: Tell the figures of each unit, head, group or person besides, as on that day (R54, V18).
        review_stops_the_clock: Whether the time an approver takes is left out; as the regulations say when left out.
        with_events: Name the events behind each figure.
    """

    views: ClassVar[tuple[View[Any], ...]] = (task_history.VIEW, incidents.VIEW, *among.VIEWS)

    period: Period | None = field(default=None, converter=optional_period)
    unit: UnitId | None = None
    with_subunits: bool = False
    person: PersonId | None = None
    head: PersonId | None = None
    group: ShortText | None = None
    by: Part | None = field(default=None, converter=optional_part)
    review_stops_the_clock: bool | None = None
    with_events: bool = False

    def answer(self, evidence: Evidence) -> OnTimeAnswer:
        """The figures of the tasks asked for."""
        whom = Among(evidence, self)
        stops = self._clock_stops(evidence, whom.locality)
        judge = Judge(evidence, self._scope(evidence), whom.locality)
        counts: defaultdict[str | None, _Count] = defaultdict(lambda: _Count.of(evidence, self.with_events))
        holds: list[OpenHold] = []
        granted = Granted(evidence)
        for task in asked(evidence, self._wanted(whom), review_stops_the_clock=stops):
            lines = [counts[None]]
            if self.by is not None:
                lines.append(counts[whom.part(*_facts_of(task.task))])
            for reading in READINGS:
                judged = judge.judged(task, reading)
                if judged is not None:
                    for line in lines:
                        line.tallies[reading].add(judged)
            holds += _open_hold(evidence, task.task, task.told.course, granted)
        return OnTimeAnswer(
            period=None if self.period is None else str(self.period),
            review_stops_the_clock=stops,
            open_holds=tuple(sorted(holds, key=lambda hold: (hold.since, hold.task))),
            by=tuple(OnTimeOfPart(of=of, **counts[of].told()) for of in sorted(filter(_is_part, counts))),
            **counts[None].told(),
        )

    def _scope(self, evidence: Evidence) -> Scope:
        moments = None if self.period is None else self.period.moments(evidence.zone)
        return Scope(moments, micros(evidence.now))

    def _clock_stops(self, evidence: Evidence, locality: str) -> bool:
        if self.review_stops_the_clock is not None:
            return self.review_stops_the_clock
        return asking.on_record(evidence, CLOCK[self.person is not None], locality=locality) or False

    def _wanted(self, whom: Among) -> Callable[[TaskHistory], bool]:
        person = self.person
        if self.unit is self.head is self.group is None:
            return lambda task: person is None or _is_of(task, person)
        return lambda task: (person is None or _is_of(task, person)) and whom.includes(*_facts_of(task))


@frozen
class _Count:
    """The figures of a part, gathered task by task."""

    tallies: Mapping[Reading, Tally]

    @classmethod
    def of(cls, evidence: Evidence, with_events: bool) -> "_Count":
        return cls({reading: Tally(evidence, with_events) for reading in READINGS})

    def told(self) -> dict[str, Timeliness]:
        return {reading: tally.timeliness() for reading, tally in self.tallies.items()}


def _is_part(name: str | None) -> TypeGuard[str]:
    return name is not None


def _is_of(task: TaskHistory, person: str) -> bool:
    return task.assignee == person and answerable(task) == person


def _facts_of(task: TaskHistory) -> tuple[str | None, str | None, int]:
    """Whose a task is, and the moment by whose day that is told: its first due, else its beginning (K18)."""
    dues = (step.moment for step in task.history if step.deed in GIVING)
    due = next((moment for moment in dues if moment is not None), task.history[0].occurred)
    return task.unit, answerable(task), due


CLOCK = {
    True: parameters.REVIEW_STOPS_THE_CLOCK_FOR_PERSONS,
    False: parameters.REVIEW_STOPS_THE_CLOCK_FOR_UNITS,
}
"""Which parameter says whether review stops the clock: that for the figures of a person, or that for others."""


def _open_hold(evidence: Evidence, task: TaskHistory, told: Course, granted: Granted) -> tuple[OpenHold, ...]:
    if told.hold is None or told.standing is not Standing.ON_HOLD:
        return ()
    step, review_on = told.hold.step, granted.moment(told.hold.review, task.unit)
    held = working.Part(of=f"task:{task.task}", because="held", events=at_positions(step.position))
    return (
        OpenHold(
            task=task.task,
            held_by=step.by,
            since=from_micros(step.recorded),
            days=days_between(evidence, step.recorded, micros(evidence.now), held),
            review_on=None if review_on is None else from_micros(review_on),
            confirmed=told.hold.confirmed,
        ),
    )
