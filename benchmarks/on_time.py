"""The view of ``plain.fold`` as civicflow has it: when a task is due, when its result came, whether it was accepted."""

from collections.abc import Iterable
from operator import attrgetter

from attrs import define

from civicflow.core.event import At, Event, micros
from civicflow.core.question import View
from civicflow.task.events import ResultSubmitted, TaskAssigned, TaskCompleted


@define
class OnTime:
    """One task, replaced by every event and never changed; moments in microseconds since 1970 UTC."""

    task: str
    due: int | None
    submitted: int | None = None
    done: bool = False


def fold(row: OnTime | None, event: Event, at: At) -> OnTime | None:
    """The row after an event."""
    match event:
        case TaskAssigned(task=task, due=due):
            return OnTime(task, None if due is None else micros(due))
        case ResultSubmitted() if row is not None:
            return OnTime(row.task, row.due, at.occurred, row.done)
        case TaskCompleted() if row is not None:
            return OnTime(row.task, row.due, row.submitted, done=True)
        case _:
            return row


VIEW: View[OnTime] = View(
    name="on_time",
    version=1,
    row=OnTime,
    subjects=dict.fromkeys((TaskAssigned, ResultSubmitted, TaskCompleted), attrgetter("task")),
    fold=fold,
)


def counted(rows: Iterable[OnTime]) -> tuple[int, int]:
    """How many of the completed were submitted by their due, and how many were completed."""
    done = [row for row in rows if row.done]
    good = [
        row for row in done if row.submitted is not None and row.due is not None and row.submitted <= row.due
    ]
    return len(good), len(done)
