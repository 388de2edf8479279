"""The recorded steps of each case, in the words of the system they come from; for tasks of ours, their own steps."""

from collections.abc import Iterator
from datetime import datetime
from enum import Enum
from operator import attrgetter, itemgetter
from typing import Any, ClassVar, NamedTuple

from attrs import frozen

from civicflow.core.event import At, Event, Instant, from_micros
from civicflow.core.fields import ShortText
from civicflow.core.question import Evidence, Question, View
from civicflow.core.working import Part, at_positions, counted
from civicflow.task.events import ActivityRecorded
from civicflow.views import task_history


class Party(Enum):
    """Whose steps are told apart."""

    PERSON = "person"
    UNIT = "unit"


class Activity(NamedTuple):
    """
    One recorded step.

    Args:
        occurred: When it happened, in microseconds since 1970 UTC.
        position: Where it stands in the log.
        name: What it is called there.
        person: Who took it.
        unit: The unit that took it.
    """

    occurred: Instant
    position: int
    name: str
    person: str | None
    unit: str | None

    def party(self, of: Party) -> str | None:
        """Who took it, as a person or as a unit."""
        return self.person if of is Party.PERSON else self.unit


@frozen
class Case:
    """
    A case with its steps.

    Args:
        task: The task it became.
        activities: Its steps, in order of the log.
    """

    task: str
    activities: tuple[Activity, ...]

    def in_time_order(self) -> list[Activity]:
        """The steps in order of time; those of one instant in order of the log."""
        return sorted(self.activities, key=itemgetter(0, 1))


def fold(row: Case | None, event: Event, at: At) -> Case | None:
    """The case after an event: one step more."""
    if not isinstance(event, ActivityRecorded):
        return row
    step = Activity(at.occurred, at.position, event.name, event.person, event.unit)
    return Case(event.task, (step,) if row is None else (*row.activities, step))


VIEW: View[Case] = View(
    name="cases", version=1, row=Case, subjects={ActivityRecorded: attrgetter("task")}, fold=fold
)


def is_from(source: str | None, task: str) -> bool:
    """Whether a task was recorded from a system; any task when none is named."""
    return source is None or task.startswith(f"{source}/")


def recorded_cases(evidence: Evidence, source: str | None) -> Iterator[Case]:
    """The cases with recorded steps, of one system or of all."""
    return (case for case in evidence.rows(VIEW) if is_from(source, case.task))


def walks(evidence: Evidence, source: str | None) -> Iterator[Case]:
    """Every case step by step; a task without recorded steps is told by its own, which know persons but no units."""
    seen = set()
    for case in recorded_cases(evidence, source):
        seen.add(case.task)
        yield case
    for task in evidence.rows(task_history.VIEW):
        if is_from(source, task.task) and task.task not in seen:
            steps = (
                Activity(step.occurred, step.position, step.deed, step.by, None) for step in task.history
            )
            yield Case(task.task, tuple(steps))


@frozen(kw_only=True)
class CaseLine:
    """
    One case.

    Args:
        task: The task it became.
        started_at: Its first step (UTC).
        ended_at: Its last step so far (UTC).
        steps: The names of its steps, in order of time.
        persons: How many persons took them.
    """

    task: str
    started_at: datetime
    ended_at: datetime
    steps: tuple[str, ...]
    persons: int


@frozen(kw_only=True)
class Cases(Question[tuple[CaseLine, ...]]):
    """
    The recorded cases, step by step.

    Args:
        source: Only those recorded from this system.
    """

    views: ClassVar[tuple[View[Any], ...]] = (VIEW,)

    source: ShortText | None = None

    def answer(self, evidence: Evidence) -> tuple[CaseLine, ...]:
        """The cases, by id."""
        lines = (_line(evidence, case) for case in recorded_cases(evidence, self.source))
        return tuple(sorted(lines, key=attrgetter("task")))


def _line(evidence: Evidence, case: Case) -> CaseLine:
    steps = case.in_time_order()

    def acted(person: str) -> Part:
        taken = at_positions(*(step.position for step in steps if step.person == person))
        return Part(of=f"person:{person}", because="took_steps", events=taken)

    return CaseLine(
        task=case.task,
        started_at=from_micros(steps[0].occurred),
        ended_at=from_micros(steps[-1].occurred),
        steps=tuple(step.name for step in steps),
        persons=counted(evidence, sorted({step.person for step in steps if step.person is not None}), acted),
    )
