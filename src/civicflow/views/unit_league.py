"""Which units do their work on time, reach their targets and answer petitions: the worst first (V18, R54-R56, R79)."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from enum import Enum
from fractions import Fraction
from typing import Any, ClassVar

from attrs import field, frozen

from civicflow.calendars.period import Period, optional_period
from civicflow.core.event import micros
from civicflow.core.fields import UnitId
from civicflow.core.question import Evidence, Question, View
from civicflow.regulations import parameters
from civicflow.views import among, asking, incidents, petitions_on_record, targets, task_history
from civicflow.views.among import Among, Part, Whom
from civicflow.views.granted import petitions
from civicflow.views.judging import Asked, Judge, asked
from civicflow.views.league_tallies import LeagueLine, LineTally
from civicflow.views.task_history import TaskHistory
from civicflow.views.verdicts import READINGS, Scope


class Ranked(Enum):
    """Who stands in the league: the units, or the heads who answer for them (R79)."""

    UNIT = "unit"
    HEAD = "head"


@frozen(kw_only=True)
class UnitLeague(Question[tuple[LeagueLine, ...]]):
    """
    Which units work on time, reach their targets and answer petitions, all together first and then the worst (V18, R54-R56).

    The order is that of the share by the first due, which no extension, hold or cancellation can lift (K4). Each figure is
    that of ``OnTime``, ``Targets`` and ``PetitionRecord`` for that unit alone; a head is answered for by whoever was accountable on
    the day when a task was due, a target ended or a petition came in (R79, K18).

    Args:
        period: ``2023``, ``2023-Q4``, ``2023-11``, a day, or ``first day/last day``, in local dates; all time when
            left out.
        unit: Only this unit and those below it; all when left out.
        by: Whether units or accountable heads are told apart.
    """

    views: ClassVar[tuple[View[Any], ...]] = (
        task_history.VIEW,
        incidents.VIEW,
        targets.VIEW,
        petitions_on_record.VIEW,
        *among.VIEWS,
    )

    period: Period | None = field(default=None, converter=optional_period)
    unit: UnitId | None = None
    by: Ranked = field(default=Ranked.UNIT, converter=Ranked)

    def answer(self, evidence: Evidence) -> tuple[LeagueLine, ...]:
        """The line of all, then those of the parts."""
        parts = Among(evidence, Whom(unit=self.unit, with_subunits=True, by=Part(self.by.value)))
        lines: defaultdict[str | None, LineTally] = defaultdict(
            lambda: LineTally(evidence), {None: LineTally(evidence)}
        )
        self._count_tasks(evidence, parts, lines)
        self._count_targets(evidence, parts, lines)
        self._count_petitions(evidence, parts, lines)
        now = micros(evidence.now)
        return tuple(sorted((tally.line(part, now) for part, tally in lines.items()), key=_rank))

    def _count_tasks(self, evidence: Evidence, parts: Among, lines: Mapping[str | None, LineTally]) -> None:
        moments = None if self.period is None else self.period.moments(evidence.zone)
        places = _Places(evidence, parts, Scope(moments, micros(evidence.now)))
        for stops in places.clocks:
            for task in asked(evidence, places.wanted(stops), review_stops_the_clock=stops):
                judge, own = places.judge(task.task), parts.lines(task.task.unit, None, _due(task))
                for reading in READINGS:
                    judged = judge.judged(task, reading)
                    if judged is not None:
                        for part in own:
                            lines[part].tasks[reading].add(judged)

    def _count_targets(self, evidence: Evidence, parts: Among, lines: Mapping[str | None, LineTally]) -> None:
        for target in targets.within(evidence, self.period):
            ends = target.term.until or target.term.since
            for part in parts.lines(target.unit, None, asking.noon(evidence, ends)):
                lines[part].targets.append(
                    targets.standing(evidence, target, with_events=evidence.explaining)
                )

    def _count_petitions(
        self, evidence: Evidence, parts: Among, lines: Mapping[str | None, LineTally]
    ) -> None:
        for petition in petitions(evidence):
            on = petition.received_on
            if self.period is None or self.period.covers(on):
                for part in parts.lines(petition.unit, None, asking.noon(evidence, on)):
                    lines[part].petitions.append(petition)


class _Places:
    """
    By which parameters a task is judged: by those of the place of its unit, as the figures of that unit alone are.

    Args:
        evidence: Confirmed incidents, parameters and the calendar.
        parts: The units.
        scope: Which moments count.
    """

    def __init__(self, evidence: Evidence, parts: Among, scope: Scope) -> None:
        self._evidence = evidence
        self._parts = parts
        self._scope = scope
        self._judges: dict[str, Judge] = {}
        self._stopping: dict[str, bool] = {}

    @property
    def clocks(self) -> frozenset[bool]:
        """What is said anywhere of whether the time of review stops the clock of units; mostly the same everywhere."""
        places = {"", *(unit.locality for unit in self._parts.chart.values())}
        return frozenset(map(self._review_stops, places))

    def judge(self, task: TaskHistory) -> Judge:
        """The judge of the place of a task."""
        locality = self._parts.locality_of(task.unit)
        if locality not in self._judges:
            self._judges[locality] = Judge(self._evidence, self._scope, locality)
        return self._judges[locality]

    def wanted(self, stops: bool) -> Callable[[TaskHistory], bool]:
        """Whether a task is of a place in which the time of review stops the clock of units, or in which it does not."""
        return lambda task: self._review_stops(self._parts.locality_of(task.unit)) is stops

    def _review_stops(self, locality: str) -> bool:
        if locality not in self._stopping:
            found = asking.on_record(
                self._evidence, parameters.REVIEW_STOPS_THE_CLOCK_FOR_UNITS, locality=locality
            )
            self._stopping[locality] = bool(found)
        return self._stopping[locality]


def _due(task: Asked) -> int:
    """When a task was due, by which its accountable head is found; of one without a due, when it was recorded."""
    excused = task.told.course.excused
    return task.task.history[0].recorded if excused is None else excused


def _rank(line: LeagueLine) -> tuple[object, ...]:
    """The line of all first, then the lowest shares; who has none stands behind those who have."""
    shares = (line.raw.share, line.on_time.share, line.targets_met.share)
    worst = ((share is None, share or Fraction()) for share in shares)
    return line.of is not None, *worst, line.of or ""
