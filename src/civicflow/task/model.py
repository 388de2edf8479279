"""Where a task stands: whose it is, until when, in which round, and what may happen next."""

from datetime import datetime
from enum import Enum
from typing import ClassVar, Self, TypeVar

from attrs import evolve, frozen

from civicflow.core.event import At, Event
from civicflow.task.events import (
    Confidentiality,
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
    TaskStarted,
)

T = TypeVar("T", bound="Task")


class Stage(Enum):
    """How far a task has come; "overdue" is never stored, it follows from the dates."""

    ASSIGNED = "assigned"
    ACKNOWLEDGED = "acknowledged"
    IN_PROGRESS = "in_progress"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    COMPLETED = "completed"
    EVALUATED = "evaluated"
    CANCELLED = "cancelled"


AT_WORK = frozenset({Stage.ASSIGNED, Stage.ACKNOWLEDGED, Stage.IN_PROGRESS, Stage.RETURNED})
"""The stages in which the assignee is at work."""

OPEN = AT_WORK | {Stage.SUBMITTED}
"""The stages in which something is still to be done."""

TO_BE_STARTED = frozenset({Stage.ACKNOWLEDGED, Stage.RETURNED})
"""The stages from which work begins, or begins again."""


@frozen(kw_only=True)
class Task:
    """
    A task as it stands.

    Args:
        id: Its id.
        assignee: Whose work it is.
        unit: The unit whose office reviews it; authority belongs to that office (K11).
        stage: How far it has come.
        first_due: The due of the assignment, which never changes (K4).
        due: The due now in force.
        at_home: Whether it is to be done at home.
        is_secret: Whether it may be done at the office only (R71).
        needs_signature: Whether its result is signed digitally (R30).
        work_units: How much work it is.
        round: How often a result has been submitted.
        submitted_at: When the last result was recorded.
        held_by: Who put it on hold last.
        on_hold: Whether it rests.
        hold_confirmed: Whether the cause of the hold was confirmed.
    """

    kind: ClassVar[str] = "task"
    id: str
    assignee: str | None
    unit: str | None
    stage: Stage
    first_due: datetime | None
    due: datetime | None
    at_home: bool
    is_secret: bool
    needs_signature: bool
    work_units: int
    round: int = 0
    submitted_at: datetime | None = None
    held_by: str | None = None
    on_hold: bool = False
    hold_confirmed: bool = False

    @classmethod
    def evolve(cls, state: Self | None, event: Event, at: At) -> Self | None:
        """The task after an event."""
        if isinstance(event, TaskAssigned):
            return cls(
                id=event.task,
                assignee=event.assignee,
                unit=event.unit,
                stage=Stage.ASSIGNED,
                first_due=event.due,
                due=event.due,
                at_home=event.at_home,
                is_secret=event.confidentiality is Confidentiality.SECRET,
                needs_signature=event.needs_signature,
                work_units=event.work_units,
            )
        return None if state is None else _changed(state, event, at)


def _changed(task: T, event: Event, at: At) -> T:
    match event:
        case TaskAcknowledged():
            return evolve(task, stage=Stage.ACKNOWLEDGED)
        case TaskStarted():
            return evolve(task, stage=Stage.IN_PROGRESS)
        case ResultSubmitted(round=round) if task.stage in OPEN:
            return evolve(task, stage=Stage.SUBMITTED, round=round, submitted_at=at.recorded_at)
        case ResultReturned():
            return evolve(task, stage=Stage.RETURNED)
        case TaskCompleted():
            return evolve(task, stage=Stage.COMPLETED, on_hold=False)
        case TaskEvaluated():
            return evolve(task, stage=Stage.EVALUATED)
        case DeadlineExtended(new_due=due):
            return evolve(task, due=due)
        case TaskHeld(held_by=person):
            return evolve(task, on_hold=True, held_by=person, hold_confirmed=False)
        case HoldConfirmed():
            return evolve(task, hold_confirmed=True)
        case TaskReleased():
            return evolve(task, on_hold=False)
        case TaskCancelled():
            return evolve(task, stage=Stage.CANCELLED, on_hold=False)
        case _:
            return task


STATES = (Task,)
