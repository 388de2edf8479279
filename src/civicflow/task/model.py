"""Where a task stands: whose it is, until when, in which round, and what may happen next."""

from datetime import datetime
from enum import Enum
from typing import Any, ClassVar, Self, TypeVar

from attrs import evolve, frozen

from civicflow.core.event import At, Event
from civicflow.core.fields import FreeText
from civicflow.organization.events import Office
from civicflow.task.assignment_events import (
    TaskDisputed,
    TaskDisputeResolved,
    TaskDraftDiscarded,
    TaskDrafted,
    TaskReassigned,
    TaskReopened,
)
from civicflow.task.events import (
    Channel,
    Confidentiality,
    DeadlineExtended,
    Defect,
    HoldConfirmed,
    HoldRejected,
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
from civicflow.task.offering_events import TaskClaimed, TaskOffered
from civicflow.task.steps import TELLING, Step, step_of

T = TypeVar("T", bound="Task")


class Stage(Enum):
    """How far a task has come; "overdue" is never stored, it follows from the dates."""

    DRAFTED = "drafted"
    OFFERED = "offered"
    ASSIGNED = "assigned"
    DISPUTED = "disputed"
    ACKNOWLEDGED = "acknowledged"
    IN_PROGRESS = "in_progress"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    COMPLETED = "completed"
    EVALUATED = "evaluated"
    REASSIGNED = "reassigned"
    CANCELLED = "cancelled"
    DISCARDED = "discarded"


AT_WORK = frozenset({Stage.ASSIGNED, Stage.ACKNOWLEDGED, Stage.IN_PROGRESS, Stage.RETURNED})
"""The stages in which the assignee is at work."""

TO_CHANGE_HANDS = AT_WORK | {Stage.OFFERED, Stage.DISPUTED}
"""The stages in which work may be given to another: of a result that waits, somebody decides first."""

OPEN = AT_WORK | {Stage.OFFERED, Stage.DISPUTED, Stage.SUBMITTED}
"""The stages in which something is still to be done."""

UNACKNOWLEDGED = frozenset({Stage.ASSIGNED, Stage.DISPUTED})
"""The stages in which the assignee has not yet taken the work on."""

TO_BE_STARTED = frozenset({Stage.ACKNOWLEDGED, Stage.RETURNED})
"""The stages from which work begins, or begins again."""


@frozen
class UndecidedHold:
    """
    A hold of which nobody has said yet whether its cause was objective, though the work may go on by now (K4).

    Args:
        held_by: Who put the task on hold.
        held_at: When the record took that.
    """

    held_by: str | None
    held_at: datetime


@frozen(kw_only=True)
class Judgement:
    """
    How a completed task was judged by its result (R43).

    Args:
        quality_met: Whether the expected result was reached.
        major_errors: How many serious errors were found.
        delays: How often it was late.
        above_level: Whether it was better than asked for.
        position: Where the judgement stands in the log.
    """

    quality_met: bool
    major_errors: int
    delays: int
    above_level: bool
    position: int


@frozen(kw_only=True)
class Task:
    """
    A task as it stands.

    Args:
        id: Its id.
        assignee: Whose work it is; None while nobody has it.
        unit: The unit whose office reviews it; authority belongs to that office (K11).
        stage: How far it has come.
        first_due: The due of the assignment, which never changes (K4).
        due: The due now in force.
        group: The group that it was offered to.
        office: The office whose holders it was offered to.
        may_be_done_at_home: Whether whoever takes it on may do it at home.
        at_home: Whether it is to be done at home.
        work: What is to be done.
        result: What is expected.
        acceptance: By what that is accepted.
        channel: By which way it was given.
        channel_reason: Why not through the electronic office.
        because_of: What it follows from.
        departure: Why it differs from the catalogue.
        work_type: Which kind of work it is, by the catalogue.
        confidentiality: How confidential it is.
        assigned_by: Who assigned or offered it.
        assigned_at: When the record took that.
        needs_signature: Whether its result is signed digitally (R30).
        work_units: How much work it is.
        outcomes: Between which outcomes its result chooses; nothing for ordinary work.
        reviewed: Whether an office accepts its result; else the next step of the procedure judges it (K1).
        outcome: The one that the last result chose.
        replacement: The task under which another goes on with it.
        round: How often a result has been submitted.
        submitted_at: When the last result was recorded.
        on_hold: Whether it rests.
        undecided: The holds whose cause is still to be decided on, in the order in which that is done.
        major_returns: How often its result was sent back for a major defect (R34).
        judgement: How its result was judged.
        history: What happened to it that bears on its dates and its decisions, in order of the log.
    """

    kind: ClassVar[str] = "task"
    id: str
    assignee: str | None
    unit: str | None
    stage: Stage
    first_due: datetime | None = None
    due: datetime | None = None
    work: FreeText | None = None
    result: FreeText | None = None
    acceptance: FreeText | None = None
    channel: Channel | None = None
    channel_reason: FreeText | None = None
    because_of: str | None = None
    departure: FreeText | None = None
    group: str | None = None
    office: Office | None = None
    may_be_done_at_home: bool = False
    at_home: bool = False
    work_type: str | None = None
    confidentiality: Confidentiality | None = None
    assigned_by: str | None = None
    assigned_at: datetime | None = None
    needs_signature: bool = False
    work_units: int = 1
    outcomes: tuple[str, ...] = ()
    reviewed: bool = True
    outcome: str | None = None
    replacement: str | None = None
    round: int = 0
    submitted_at: datetime | None = None
    on_hold: bool = False
    undecided: tuple[UndecidedHold, ...] = ()
    major_returns: int = 0
    judgement: Judgement | None = None
    history: tuple[Step, ...] = ()

    @classmethod
    def evolve(cls, state: Self | None, event: Event, at: At) -> Self | None:
        """The task after an event."""
        history = () if state is None else state.history
        if type(event) in TELLING:
            history = (*history, step_of(event, at))
        if isinstance(event, TaskAssigned):
            return cls(
                assignee=event.assignee,
                stage=Stage.ASSIGNED,
                at_home=event.at_home,
                assigned_by=event.assigned_by,
                **_given(event, at),
                history=history,
            )
        if isinstance(event, TaskOffered):
            return cls(
                assignee=None,
                stage=Stage.OFFERED,
                group=event.group,
                office=event.office,
                may_be_done_at_home=event.may_be_done_at_home,
                assigned_by=event.offered_by,
                **_given(event, at),
                history=history,
            )
        if isinstance(event, TaskDrafted) and state is None:
            return cls(
                id=event.task,
                assignee=None,
                unit=event.unit,
                stage=Stage.DRAFTED,
                work_type=event.work_type,
                confidentiality=event.confidentiality,
                because_of=event.because_of,
                history=history,
            )
        return None if state is None else evolve(_changed(state, event, at), history=history)

    @property
    def to_be_decided(self) -> UndecidedHold | None:
        """The hold whose cause is decided on next: the earliest."""
        return next(iter(self.undecided), None)

    @property
    def is_secret(self) -> bool:
        """Whether it may be done at the office only (R71)."""
        return self.confidentiality is Confidentiality.SECRET


def _given(event: TaskAssigned | TaskOffered, at: At) -> dict[str, Any]:
    """What is known of work however it is given."""
    return {
        "id": event.task,
        "unit": event.unit,
        "first_due": event.due,
        "due": event.due,
        "work": event.work,
        "result": event.result,
        "acceptance": event.acceptance,
        "channel": event.channel,
        "channel_reason": event.channel_reason,
        "because_of": event.because_of,
        "departure": event.departure,
        "work_type": event.work_type,
        "confidentiality": event.confidentiality,
        "assigned_at": at.recorded_at,
        "needs_signature": event.needs_signature,
        "work_units": event.work_units,
        "outcomes": event.outcomes,
        "reviewed": event.reviewed,
    }


def _changed(task: T, event: Event, at: At) -> T:
    match event:
        case TaskAcknowledged():
            return evolve(task, stage=Stage.ACKNOWLEDGED)
        case TaskClaimed(assignee=person, at_home=at_home):
            return evolve(task, stage=Stage.ACKNOWLEDGED, assignee=person, at_home=at_home)
        case TaskDraftDiscarded():
            return evolve(task, stage=Stage.DISCARDED)
        case TaskDisputed():
            return evolve(task, stage=Stage.DISPUTED)
        case TaskDisputeResolved(due=due):
            said = {name: getattr(event, name) for name in ("work", "result", "acceptance")}
            changed = {name: words for name, words in said.items() if words is not None}
            return evolve(task, stage=Stage.ASSIGNED, due=due or task.due, **changed)
        case TaskStarted():
            return evolve(task, stage=Stage.IN_PROGRESS)
        case ResultSubmitted(round=round, outcome=outcome) if task.stage in OPEN:
            return evolve(
                task,
                stage=Stage.SUBMITTED,
                round=round,
                outcome=outcome,
                submitted_at=at.recorded_at,
                on_hold=False,
            )
        case ResultReturned(defect=defect):
            returns = task.major_returns + (defect == Defect.MAJOR.value)
            return evolve(task, stage=Stage.RETURNED, major_returns=returns)
        case TaskCompleted():
            return evolve(task, stage=Stage.COMPLETED, on_hold=False)
        case TaskEvaluated():
            return evolve(task, stage=Stage.EVALUATED, judgement=_judged(event, at))
        case DeadlineExtended(new_due=due):
            return evolve(task, due=due)
        case TaskHeld(held_by=person) if not task.on_hold:
            hold = UndecidedHold(person, at.recorded_at)
            return evolve(task, on_hold=True, undecided=(*task.undecided, hold))
        case HoldConfirmed():
            return evolve(task, undecided=task.undecided[1:])
        case HoldRejected():
            goes_on = len(task.undecided) == 1
            return evolve(task, on_hold=task.on_hold and not goes_on, undecided=task.undecided[1:])
        case TaskReleased():
            return evolve(task, on_hold=False)
        case TaskReopened(due=due):
            return evolve(task, stage=Stage.RETURNED, due=due or task.due)
        case TaskReassigned(replacement=replacement):
            return evolve(task, stage=Stage.REASSIGNED, on_hold=False, replacement=replacement)
        case TaskCancelled():
            return evolve(task, stage=Stage.CANCELLED, on_hold=False)
        case _:
            return task


def _judged(event: TaskEvaluated, at: At) -> Judgement:
    return Judgement(
        quality_met=event.quality_met,
        major_errors=event.major_errors,
        delays=event.delays,
        above_level=event.above_level,
        position=at.position,
    )


STATES = (Task,)
