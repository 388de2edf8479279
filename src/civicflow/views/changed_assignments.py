"""What became of the clarity of an assignment: disputed as unclear, changed, given to another, taken back; one row a task (K22)."""

from collections.abc import Callable, Mapping
from enum import Enum
from operator import attrgetter
from typing import NamedTuple, TypeAlias

from attrs import frozen

from civicflow.core.event import At, Event, Instant
from civicflow.core.question import View
from civicflow.task.assignment_events import (
    Objection,
    TaskDisputed,
    TaskDisputeResolved,
    TaskReassigned,
    TaskReopened,
)
from civicflow.task.events import DeadlineExtended, TaskAssigned, TaskCancelled
from civicflow.task.offering_events import TaskOffered


class Flaw(Enum):
    """Why the clarity of an assignment did not hold: a clear that was never there or was changed, a dispute, a recall (K22)."""

    LACKING = "lacking"
    DISPUTED = "disputed"
    PERSON = "person"
    WORK = "work"
    TIME = "time"
    RESULT = "result"
    TAKEN_BACK = "taken_back"


class Change(NamedTuple):
    """
    Something that bears on the clarity of an assignment.

    Args:
        position: Where it stands in the log.
        occurred: When it is said to have happened, in microseconds since 1970 UTC.
        by: Whose act it is; None where another system does not say.
        flaws: What it is to that clarity.
    """

    position: int
    occurred: Instant
    by: str | None
    flaws: tuple[Flaw, ...]


@frozen
class ChangedAssignment:
    """
    What became of the clarity of an assignment.

    Args:
        task: The task.
        assigned: Whether it has been assigned or offered; what is assigned again is changed.
        changes: What bears on its clarity, in order of the log.
    """

    task: str
    assigned: bool
    changes: tuple[Change, ...]


Told: TypeAlias = tuple[str | None, tuple[Flaw, ...]]
"""By whom, and what an event is to the clarity of an assignment."""


def _disputed(event: TaskDisputed) -> Told:
    return event.assignee, (Flaw.DISPUTED,) if event.objection is Objection.UNCLEAR else ()


def _resolved(event: TaskDisputeResolved) -> Told:
    changed = {
        Flaw.WORK: event.work is not None,
        Flaw.TIME: event.due is not None,
        Flaw.RESULT: event.result is not None or event.acceptance is not None,
    }
    return event.resolved_by, tuple(flaw for flaw, is_changed in changed.items() if is_changed)


TELLING: Mapping[type[Event], Callable[..., Told]] = {
    TaskAssigned: lambda event: (event.assigned_by, (Flaw.PERSON, Flaw.WORK, Flaw.TIME, Flaw.RESULT)),
    TaskOffered: lambda event: (event.offered_by, (Flaw.PERSON, Flaw.WORK, Flaw.TIME, Flaw.RESULT)),
    TaskDisputed: _disputed,
    TaskDisputeResolved: _resolved,
    DeadlineExtended: lambda event: (event.extended_by, (Flaw.TIME,)),
    TaskReassigned: lambda event: (event.reassigned_by, (Flaw.PERSON,)),
    TaskReopened: lambda event: (event.reopened_by, () if event.due is None else (Flaw.TIME,)),
    TaskCancelled: lambda event: (event.cancelled_by, (Flaw.TAKEN_BACK,)),
}
"""What each event means for the clarity of an assignment; a second assignment says all four anew."""


def fold(row: ChangedAssignment | None, event: Event, at: At) -> ChangedAssignment | None:
    """The row after an event; the first assignment or offer changes nothing."""
    task: str = event.task  # type: ignore[attr-defined]  # every event that it gathers names a task
    assigned, changes = (False, ()) if row is None else (row.assigned, row.changes)
    by, flaws = TELLING[type(event)](event)
    first = isinstance(event, TaskAssigned | TaskOffered) and not assigned
    if flaws and not first:
        changes = (*changes, Change(at.position, at.occurred, by, flaws))
    return ChangedAssignment(task, assigned or first, changes)


VIEW: View[ChangedAssignment] = View(
    name="changed_assignments",
    version=2,
    row=ChangedAssignment,
    subjects=dict.fromkeys(TELLING, attrgetter("task")),
    fold=fold,
)
