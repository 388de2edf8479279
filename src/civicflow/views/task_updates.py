"""What people said of the progress of their tasks: reports of progress and results handed in; one row a task (R36)."""

from operator import attrgetter
from typing import NamedTuple

from attrs import frozen

from civicflow.core.event import At, Event, Instant
from civicflow.core.question import View
from civicflow.task.events import ResultSubmitted, TaskReported


class Update(NamedTuple):
    """
    One word on the progress of a task.

    Args:
        position: Where it stands in the log.
        recorded: When the store took it, in microseconds since 1970 UTC.
        person: Who said it; None where another system does not say.
    """

    position: int
    recorded: Instant
    person: str | None


@frozen
class UpdatedTask:
    """
    What was said of the progress of a task.

    Args:
        task: The task.
        updates: Each word, in order of the log.
    """

    task: str
    updates: tuple[Update, ...]


def fold(row: UpdatedTask | None, event: Event, at: At) -> UpdatedTask | None:
    """The task after an event."""
    if not isinstance(event, TaskReported | ResultSubmitted):
        return row
    update = Update(at.position, at.recorded, event.delegate or event.assignee)
    return UpdatedTask(event.task, (*(() if row is None else row.updates), update))


VIEW: View[UpdatedTask] = View(
    name="task_updates",
    version=2,
    row=UpdatedTask,
    subjects=dict.fromkeys((TaskReported, ResultSubmitted), attrgetter("task")),
    fold=fold,
)
