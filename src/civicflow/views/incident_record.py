"""What kept people from working: how often, for how long, whether it was real, and what it moved (V19, R23)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any, ClassVar

from attrs import field, frozen

from civicflow.calendars.period import Period, optional_period
from civicflow.core.event import HOUR, MINUTE
from civicflow.core.fields import PersonId, ShortText, UnitId
from civicflow.core.question import Evidence, Figure, Question, View
from civicflow.employee.events import IncidentKind
from civicflow.regulations.parameters import INCIDENT_GRACE_MINUTES
from civicflow.views import asking, incidents, task_history
from civicflow.views.among import VIEWS, Among, Part, in_order, optional_part
from civicflow.views.behind import behind
from civicflow.views.incidents import IncidentOnRecord
from civicflow.views.task_history import TaskHistory

MOVING = frozenset({"extended", "held"})
"""The deeds by which a task is shifted to a later time."""


@frozen(kw_only=True)
class IncidentLine:
    """
    What kept people from working, of all that was asked for or of one part of it, and of one kind or of all.

    Args:
        of: The part, such as a unit; None for all that was asked for, empty where no record says which part.
        kind: What it was; None for all kinds together.
        incidents: How many.
        waiting: Of them those that nobody has confirmed or rejected yet.
        confirmed: Confirmed by the next level, of all.
        hours: The hours that confirmed ones took from people, exact; what is covered twice counts once.
        tasks_shifted: Tasks of those people that were extended or held while a confirmed one lasted, or soon after it.
    """

    of: str | None
    kind: IncidentKind | None
    incidents: int
    waiting: int
    confirmed: Figure
    hours: Fraction
    tasks_shifted: int


@frozen(kw_only=True)
class IncidentRecordAnswer:
    """
    What kept people from working.

    Args:
        lines: All that was asked for, then each part; of each all kinds together, then each kind that was reported.
    """

    lines: tuple[IncidentLine, ...]


@frozen(kw_only=True)
class IncidentRecord(Question[IncidentRecordAnswer]):
    """
    What kept people from working: how often, for how many hours, confirmed or not, and what it moved (V19, R23).

    Args:
        period: Only incidents that began within it.
        unit: Only those of people of this unit.
        with_subunits: Those of the units below it as well.
        head: Only those in units whose accountable head this person was when they began (R79).
        group: Only those of people whose position then belonged to this group.
        by: Tell one line a unit, head, group or person besides.
        with_events: Name the events behind each figure.
    """

    views: ClassVar[tuple[View[Any], ...]] = (incidents.VIEW, task_history.VIEW, *VIEWS)

    period: Period | None = field(default=None, converter=optional_period)
    unit: UnitId | None = None
    with_subunits: bool = False
    head: PersonId | None = None
    group: ShortText | None = None
    by: Part | None = field(default=None, converter=optional_part)
    with_events: bool = False

    def answer(self, evidence: Evidence) -> IncidentRecordAnswer:
        """The incidents asked for."""
        among = Among(evidence, self)
        shifts = _Shifts(evidence, among.locality)
        lines: defaultdict[str | None, list[IncidentOnRecord]] = defaultdict(list, {None: []})
        moments = asking.moments(evidence, self.period)
        for row in evidence.rows(incidents.VIEW):
            if row.since in moments:
                for name in among.lines(row.unit, row.person, row.since):
                    lines[name].append(row)
        return IncidentRecordAnswer(
            lines=tuple(
                self._line(name, kind, lines[name], shifts)
                for name in in_order(lines)
                for kind in (None, *_kinds(lines[name]))
            )
        )

    def _line(
        self, name: str | None, kind: IncidentKind | None, rows: list[IncidentOnRecord], shifts: "_Shifts"
    ) -> IncidentLine:
        told = [row for row in rows if kind in {None, row.kind}]
        confirmed = [row for row in told if row.confirmed is not None]
        positions = (row.confirmed for row in confirmed if row.confirmed is not None)
        return IncidentLine(
            of=name,
            kind=kind,
            incidents=len(told),
            waiting=sum(row.waits for row in told),
            confirmed=Figure(
                numerator=len(confirmed),
                denominator=len(told),
                events=behind(positions, with_events=self.with_events),
            ),
            hours=Fraction(sum(_lost(confirmed)), HOUR),
            tasks_shifted=len({task for row in confirmed for task in shifts.by(row)}),
        )


def _kinds(rows: Iterable[IncidentOnRecord]) -> list[IncidentKind]:
    """The kinds that were reported, by name."""
    return sorted({row.kind for row in rows if row.kind is not None}, key=lambda kind: kind.value)


def _lost(rows: Iterable[IncidentOnRecord]) -> Iterable[int]:
    """For each person the microseconds that their incidents cover, each once."""
    spans: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in rows:
        spans[row.person].append((row.since, row.until))
    return (_covered(each) for each in spans.values())


def _covered(spans: Iterable[tuple[int, int]]) -> int:
    covered, reached = 0, None
    for since, until in sorted(spans):
        begins = since if reached is None else max(since, reached)
        covered += max(0, until - begins)
        reached = until if reached is None else max(reached, until)
    return covered


class _Shifts:
    """When the tasks of each person were extended or held."""

    def __init__(self, evidence: Evidence, locality: str) -> None:
        minutes = asking.on_record(evidence, INCIDENT_GRACE_MINUTES, locality=locality)
        self._grace = (minutes or 0) * MINUTE
        self._moved: Mapping[str, list[tuple[str, int]]] = _moved(evidence.rows(task_history.VIEW))

    def by(self, row: IncidentOnRecord) -> Iterable[str]:
        """The tasks that an incident moved."""
        shifts = self._moved.get(row.person, ())
        return (task for task, moment in shifts if row.since <= moment <= row.until + self._grace)


def _moved(tasks: Iterable[TaskHistory]) -> Mapping[str, list[tuple[str, int]]]:
    moved: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for task in tasks:
        for step in task.history:
            if task.assignee is not None and step.deed in MOVING:
                moved[task.assignee].append((task.task, step.occurred))
    return moved
