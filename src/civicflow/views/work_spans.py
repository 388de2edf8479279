"""Over which sessions a task is worked on, and how much of it falls into some of them (K16)."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from civicflow.core.question import Evidence
from civicflow.core.working import Part
from civicflow.task.course import Standing, course
from civicflow.task.steps import GIVING
from civicflow.views import asking
from civicflow.views.sessions import WorkingSessions
from civicflow.views.task_history import TaskHistory

NOTICED = frozenset({"claimed", "acknowledged", "started"})
"""The steps by which somebody takes notice of a task."""

LET_GO = frozenset({"claim_released", "transferred", "offered_back", "given_back"})
"""The steps after which somebody else takes notice of it, or the same person anew."""

GONE = frozenset({Standing.CANCELLED, Standing.REASSIGNED})
"""Work that was called off, or is the work of somebody else under another task."""


class Span(NamedTuple):
    """
    The sessions over which a task is spread evenly.

    Args:
        task: The task.
        units: How much work it is.
        first: The number of the first session: that in which notice was taken of it.
        last: The number of the last one: that in which the result was handed in.
        completed: Whether the result was accepted.
        position: Its assignment.
    """

    task: str
    units: int
    first: int
    last: int
    completed: bool
    position: int

    def units_in(self, sessions: Sequence[int]) -> Fraction:
        """How much of it falls into some sessions, given in order."""
        within = bisect_right(sessions, self.last) - bisect_left(sessions, self.first)
        return Fraction(self.units * within, self.last - self.first + 1)

    def part(self, evidence: Evidence, sessions: Sequence[int], because: str) -> Part:
        """What it adds to the work in some sessions, and all that is told of the task."""
        task = f"task:{self.task}"
        events = asking.told_in(evidence, task)
        return Part(of=task, adds=self.units_in(sessions), because=because, events=events)


def span(task: TaskHistory, sessions: WorkingSessions, locality: str, now: int) -> Span | None:
    """
    The sessions of a task; None when it is cancelled or reassigned, nobody has taken notice of it, or no office hours are on record.

    Both ends are counted. Work that is not handed in is spread up to its due, or to the present where it has none. Moments
    are those at which things are said to have happened: how much work there is, is no question of lateness.

    Args:
        task: Its history.
        sessions: The sessions of the calendar.
        locality: The place whose office hours count.
        now: The present, in microseconds since 1970 UTC.
    """
    told = course(task)
    handed_in = told.handed_in
    assigned = next((step for step in task.history if step.deed in GIVING), task.history[0])
    since = next((n for n in range(len(task.history), 0, -1) if task.history[n - 1].deed in LET_GO), 0)
    begins = next((step.occurred for step in task.history[since:] if step.deed in NOTICED), None)
    if begins is None and handed_in is not None:
        begins = assigned.occurred
    if begins is None or told.standing in GONE:
        return None
    ends = (told.excused or now) if handed_in is None else handed_in.occurred
    first, last = sessions.first_from(begins, locality), sessions.last_until(ends, locality)
    if first is None or last is None:
        return None
    return Span(
        task.task,
        task.work_units,
        first,
        max(first, last),
        told.standing is Standing.COMPLETED,
        assigned.position,
    )


def before(task: TaskHistory, moment: int) -> TaskHistory | None:
    """A task as the record had it before a moment in microseconds since 1970 UTC; None when it was not there yet."""
    history = tuple(step for step in task.history if step.recorded < moment)
    if not history:
        return None
    return TaskHistory(task.task, task.assignee, task.unit, task.work_units, task.replaces, history)


def units_in(spans: Iterable[Span], sessions: Sequence[int]) -> Fraction:
    """How much work falls into some sessions, given in order."""
    return sum((each.units_in(sessions) for each in spans), Fraction())
