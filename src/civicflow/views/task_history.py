"""What happened to each task that bears on its dates and its decisions: one row a task, one step an event."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from operator import attrgetter
from typing import Any, Protocol, cast

from attrs import define

from civicflow.core.event import At, Event
from civicflow.core.question import View
from civicflow.task.course import course, was_given_late
from civicflow.task.events import TaskAssigned
from civicflow.task.offering_events import (
    TaskClaimed,
    TaskClaimReleased,
    TaskOffered,
    TaskReturnedToPrevious,
    TaskTransferred,
)
from civicflow.task.steps import GIVING, TELLING, Step, step_of


@define
class TaskHistory:
    """
    A task and what happened to it; replaced by every event and never changed, though a frozen class would cost twice as
    much to make.

    Args:
        task: Its id.
        assignee: Whose work it is.
        unit: The unit it belongs to.
        work_units: How much work it is.
        replaces: The cancelled or reassigned task whose place it takes.
        history: What happened, in order of the log.
    """

    task: str
    assignee: str | None
    unit: str | None
    work_units: int
    replaces: str | None
    history: tuple[Step, ...]


class _OfTask(Protocol):
    task: str
    unit: str | None


def fold(row: TaskHistory | None, event: Event, at: At) -> TaskHistory:
    """The row after an event: one step more; the first assignment says whose work it is, and of an offer whoever takes it on."""
    step = step_of(event, at)
    if row is not None and (step.deed not in GIVING or not _is_unassigned(row)):
        assignee, unit = WHOSE[type(event)](row, event) if type(event) in WHOSE else (row.assignee, row.unit)
        return TaskHistory(row.task, assignee, unit, row.work_units, row.replaces, (*row.history, step))
    history = (step,) if row is None else (*row.history, step)
    if isinstance(event, TaskAssigned | TaskOffered):
        assignee = event.assignee if isinstance(event, TaskAssigned) else None
        return TaskHistory(event.task, assignee, event.unit, event.work_units, event.replaces, history)
    known = cast("_OfTask", event)
    return TaskHistory(known.task, getattr(event, "assignee", None), known.unit, 1, None, history)


WHOSE: Mapping[type[Event], Callable[[TaskHistory, Any], tuple[str | None, str | None]]] = {
    TaskClaimed: lambda row, event: (event.assignee, row.unit),
    TaskClaimReleased: lambda row, _: (None, row.unit),
    TaskTransferred: lambda _, event: (None, event.to_unit),
    TaskReturnedToPrevious: lambda _, event: (event.to, event.to_unit),
}
"""Whose a task is, and of which unit, after what moves it."""


def answerable(task: TaskHistory) -> str | None:
    """Whose figure a task belongs to: that of whoever has it, unless it was late already when it came to them (K4)."""
    if all(step.deed != "claimed" and not _came_late(step) for step in task.history):
        return task.assignee
    return None if course(task).claimed_late else task.assignee


def _came_late(step: Step) -> bool:
    return step.deed == "assigned" and was_given_late(step)


def _is_unassigned(row: TaskHistory) -> bool:
    return all(step.deed not in GIVING for step in row.history)


VIEW: View[TaskHistory] = View(
    name="task_history",
    version=4,
    row=TaskHistory,
    subjects=dict.fromkeys(TELLING, attrgetter("task")),
    fold=fold,
)


def tasks_by_person(rows: Iterator[TaskHistory]) -> dict[str, list[TaskHistory]]:
    """The tasks of each person."""
    found: defaultdict[str, list[TaskHistory]] = defaultdict(list)
    for task in rows:
        if task.assignee is not None:
            found[task.assignee].append(task)
    return found
