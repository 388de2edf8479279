"""What kept people from working: how often, for how long, whether it was real, and what it moved (V19, R23)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any, ClassVar, NamedTuple

from attrs import evolve, field, frozen

from civicflow.calendars.period import Period, optional_period
from civicflow.core import working
from civicflow.core.event import HOUR, MINUTE
from civicflow.core.fields import PersonId, ShortText, UnitId
from civicflow.core.operation import Operation
from civicflow.core.question import Evidence, Figure, Question, View
from civicflow.core.working import at_positions, counted, reckoned
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

    named_by: ClassVar[tuple[str, ...]] = ("of", "kind")

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
                self._line(evidence, name, kind, lines[name], shifts)
                for name in in_order(lines)
                for kind in (None, *_kinds(lines[name]))
            )
        )

    def _line(
        self,
        evidence: Evidence,
        name: str | None,
        kind: IncidentKind | None,
        rows: list[IncidentOnRecord],
        shifts: "_Shifts",
    ) -> IncidentLine:
        told = [row for row in rows if kind in {None, row.kind}]
        confirmed = [row for row in told if row.confirmed is not None]
        positions = (row.confirmed for row in confirmed if row.confirmed is not None)
        return IncidentLine(
            of=name,
            kind=kind,
            incidents=counted(evidence, told, _incident("reported")),
            waiting=counted(evidence, [row for row in told if row.waits], _incident("waits")),
            confirmed=Figure(
                numerator=counted(evidence, confirmed, _incident("confirmed")),
                denominator=counted(evidence, told, _incident("reported")),
                events=behind(positions, with_events=self.with_events),
            ),
            hours=_hours(evidence, confirmed),
            tasks_shifted=_shifted(evidence, [each for row in confirmed for each in shifts.by(row)]),
        )


def _kinds(rows: Iterable[IncidentOnRecord]) -> list[IncidentKind]:
    """The kinds that were reported, by name."""
    return sorted({row.kind for row in rows if row.kind is not None}, key=lambda kind: kind.value)


def _incident(because: str) -> Callable[[IncidentOnRecord], working.Part]:
    return lambda row: working.Part(
        of=f"incident:{row.incident}",
        because=because,
        events=at_positions(row.reported, row.confirmed, row.rejected),
    )


def _hours(evidence: Evidence, rows: Iterable[IncidentOnRecord]) -> Fraction:
    """The hours that incidents took from people; each adds what no earlier one of the same person covers."""
    taken = [(row, Fraction(took, HOUR)) for row, took in _taken(rows)]
    return reckoned(
        evidence,
        sum((hours for _, hours in taken), Fraction()),
        Operation.SUM,
        lambda: (evolve(_incident("hours_taken")(row), adds=hours) for row, hours in taken),
    )


def _taken(rows: Iterable[IncidentOnRecord]) -> Iterator[tuple[IncidentOnRecord, int]]:
    """For each incident the microseconds that it covers and no earlier one of the same person."""
    reached: dict[str, int] = {}
    for row in sorted(rows, key=lambda row: (row.since, row.until)):
        begins = max(row.since, reached.get(row.person, row.since))
        yield row, max(0, row.until - begins)
        reached[row.person] = max(begins, row.until)


def _shifted(evidence: Evidence, shifts: Iterable["_Shift"]) -> int:
    """How many tasks were moved, each by the steps that moved it."""
    steps: defaultdict[str, list[int]] = defaultdict(list)
    for each in shifts:
        steps[each.task].append(each.position)
    return counted(
        evidence,
        steps,
        lambda task: working.Part(of=f"task:{task}", because="shifted", events=at_positions(*steps[task])),
    )


class _Shift(NamedTuple):
    """That a task was extended or held."""

    task: str
    moment: int
    position: int


class _Shifts:
    """When the tasks of each person were extended or held."""

    def __init__(self, evidence: Evidence, locality: str) -> None:
        minutes = asking.on_record(evidence, INCIDENT_GRACE_MINUTES, locality=locality)
        self._grace = (minutes or 0) * MINUTE
        self._moved = _moved(evidence.rows(task_history.VIEW))

    def by(self, row: IncidentOnRecord) -> Iterator[_Shift]:
        """By which steps an incident moved tasks."""
        shifts = self._moved.get(row.person, ())
        return (each for each in shifts if row.since <= each.moment <= row.until + self._grace)


def _moved(tasks: Iterable[TaskHistory]) -> Mapping[str, list[_Shift]]:
    moved: defaultdict[str, list[_Shift]] = defaultdict(list)
    for task in tasks:
        for step in task.history:
            if task.assignee is not None and step.deed in MOVING:
                moved[task.assignee].append(_Shift(task.task, step.occurred, step.position))
    return moved
