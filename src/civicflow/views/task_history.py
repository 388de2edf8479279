"""What happened to each task that bears on its dates and its decisions: one row a task, one step an event."""

from collections.abc import Callable
from operator import attrgetter
from typing import Literal, NamedTuple, Protocol, TypeAlias, cast

from attrs import frozen

from civicflow.core.event import At, Event, micros
from civicflow.core.question import View
from civicflow.task.events import (
    DeadlineExtended,
    HoldConfirmed,
    ResultReturned,
    ResultSubmitted,
    TaskAcknowledged,
    TaskAssigned,
    TaskCancelled,
    TaskCompleted,
    TaskEvaluated,
    TaskHeld,
    TaskReleased,
)

Deed: TypeAlias = Literal[
    "assigned",
    "acknowledged",
    "submitted",
    "returned",
    "completed",
    "evaluated",
    "extended",
    "held",
    "hold_confirmed",
    "released",
    "cancelled",
    "cancelled_from_above",
]


class Step(NamedTuple):
    """
    One thing that happened to a task.

    Args:
        deed: What.
        at: Where it stands in the log, when it is said to have happened, when the store took it.
        by: The person whose act it is; None when another system does not say.
        moment: The date it speaks of, in microseconds since 1970 UTC: the due, the new due, when a hold is reviewed,
            when what is completed was handed in.
        proven: Whether an outside record proves when it happened (K3).
    """

    deed: Deed
    at: At
    by: str | None = None
    moment: int | None = None
    proven: bool = False


@frozen
class TaskHistory:
    """
    A task and what happened to it.

    Args:
        task: Its id.
        assignee: Whose work it is.
        unit: The unit it belongs to.
        work_units: How much work it is.
        replaces: The cancelled task whose place it takes.
        history: What happened, in order of the log.
    """

    task: str
    assignee: str | None
    unit: str | None
    work_units: int
    replaces: str | None
    history: tuple[Step, ...]


def _assigned(event: TaskAssigned, at: At) -> Step:
    due = None if event.due is None else micros(event.due)
    return Step("assigned", at, event.assigned_by, due)


def _submitted(event: ResultSubmitted, at: At) -> Step:
    return Step("submitted", at, event.assignee, None, event.receipt is not None)


def _completed(event: TaskCompleted, at: At) -> Step:
    return Step("completed", at, event.approver, micros(event.submitted_at), event.receipt is not None)


def _cancelled(event: TaskCancelled, at: At) -> Step:
    deed: Deed = "cancelled_from_above" if event.from_above else "cancelled"
    return Step(deed, at, event.cancelled_by, None, event.receipt is not None)


def _extended(event: DeadlineExtended, at: At) -> Step:
    return Step("extended", at, event.extended_by, micros(event.new_due))


def _held(event: TaskHeld, at: At) -> Step:
    return Step("held", at, event.held_by, micros(event.review_on))


STEPS: dict[type[Event], Callable[..., Step]] = {
    TaskAssigned: _assigned,
    TaskAcknowledged: lambda event, at: Step("acknowledged", at, event.assignee),
    ResultSubmitted: _submitted,
    ResultReturned: lambda event, at: Step("returned", at, event.approver),
    TaskCompleted: _completed,
    TaskEvaluated: lambda event, at: Step("evaluated", at, event.evaluator),
    DeadlineExtended: _extended,
    TaskHeld: _held,
    HoldConfirmed: lambda event, at: Step("hold_confirmed", at, event.confirmed_by),
    TaskReleased: lambda event, at: Step("released", at, event.released_by),
    TaskCancelled: _cancelled,
}
"""What each event is to a task."""


class _OfTask(Protocol):
    task: str
    assignee: str | None
    unit: str | None


def fold(row: TaskHistory | None, event: Event, at: At) -> TaskHistory:
    """The row after an event: one step more; the first assignment says whose work it is."""
    step = STEPS[type(event)](event, at)
    if row is not None and not (isinstance(event, TaskAssigned) and _is_unassigned(row)):
        return TaskHistory(
            row.task, row.assignee, row.unit, row.work_units, row.replaces, (*row.history, step)
        )
    history = (step,) if row is None else (*row.history, step)
    if isinstance(event, TaskAssigned):
        return TaskHistory(event.task, event.assignee, event.unit, event.work_units, event.replaces, history)
    known = cast("_OfTask", event)
    return TaskHistory(known.task, known.assignee, known.unit, 1, None, history)


def _is_unassigned(row: TaskHistory) -> bool:
    return all(step.deed != "assigned" for step in row.history)


VIEW: View[TaskHistory] = View(
    name="task_history",
    version=1,
    row=TaskHistory,
    subjects=dict.fromkeys(STEPS, attrgetter("task")),
    fold=fold,
)
