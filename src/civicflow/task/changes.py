"""What each event makes of a task."""

from typing import TYPE_CHECKING, TypeVar

from attrs import evolve

from civicflow.core.event import At, Event
from civicflow.task.assignment_events import (
    TaskDisputed,
    TaskDisputeResolved,
    TaskDraftDiscarded,
    TaskReassigned,
    TaskReopened,
)
from civicflow.task.desk_events import (
    AttachmentWithdrawn,
    DocumentAttached,
    TaskAllowedHome,
    TaskBroughtToOffice,
    TaskDelegated,
    TaskDelegationEnded,
    TaskResumed,
    TaskSuspended,
)
from civicflow.task.events import (
    DeadlineExtended,
    Defect,
    HoldConfirmed,
    HoldRejected,
    ResultReturned,
    ResultSubmitted,
    TaskAcknowledged,
    TaskCancelled,
    TaskCompleted,
    TaskEvaluated,
    TaskHeld,
    TaskReleased,
    TaskReported,
    TaskStarted,
)
from civicflow.task.offering_events import (
    TaskClaimed,
    TaskClaimReleased,
    TaskReturnedToPrevious,
    TaskTransferred,
)
from civicflow.task.stages import OPEN, Attachment, Desk, Judgement, Stage, UndecidedHold

if TYPE_CHECKING:
    from civicflow.task.model import Task

T = TypeVar("T", bound="Task")


def changed(task: T, event: Event, at: At) -> T:
    """A task after an event that is about the work on it; one after which it lies elsewhere, or with another, is told below."""
    return _moved(_worked_on(task, event, at), event, at)


def _worked_on(task: T, event: Event, at: At) -> T:
    match event:
        case TaskAcknowledged():
            return evolve(task, stage=Stage.ACKNOWLEDGED)
        case TaskDraftDiscarded():
            return evolve(task, stage=Stage.DISCARDED)
        case TaskDisputed():
            return evolve(task, stage=Stage.DISPUTED)
        case TaskDisputeResolved(due=due):
            said = {name: getattr(event, name) for name in ("work", "result", "acceptance")}
            changed = {name: words for name, words in said.items() if words is not None}
            return evolve(task, stage=Stage.ASSIGNED, due=due or task.due, **changed)
        case TaskStarted():
            return evolve(task, stage=Stage.IN_PROGRESS, hands=_hands(task, event))
        case TaskReported():
            return evolve(task, hands=_hands(task, event))
        case ResultSubmitted(round=round, outcome=outcome) if task.stage in OPEN:
            return evolve(
                task,
                stage=Stage.SUBMITTED,
                round=round,
                outcome=outcome,
                hands=_hands(task, event),
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
            return evolve(_laid_down(task), stage=Stage.REASSIGNED, on_hold=False, replacement=replacement)
        case TaskCancelled():
            return evolve(task, stage=Stage.CANCELLED, on_hold=False)
        case _:
            return task


def _moved(task: T, event: Event, at: At) -> T:
    match event:
        case TaskClaimed(assignee=person, at_home=at_home):
            return evolve(task, stage=Stage.ACKNOWLEDGED, assignee=person, at_home=at_home)
        case TaskClaimReleased():
            return evolve(_laid_down(task), stage=Stage.OFFERED, assignee=None)
        case TaskTransferred():
            return _transferred(task, event, at)
        case TaskReturnedToPrevious():
            return _went_back(task, event, at)
        case TaskDelegated(delegate=person):
            return evolve(task, delegate=person)
        case TaskDelegationEnded():
            return evolve(task, delegate=None)
        case TaskSuspended():
            return evolve(task, put_aside=True)
        case TaskResumed():
            return evolve(task, put_aside=False)
        case DocumentAttached(digest=digest, title=title, attached_by=person):
            return evolve(task, attachments=(*task.attachments, Attachment(digest, title, person)))
        case AttachmentWithdrawn(digest=digest):
            kept = tuple(each for each in task.attachments if each.digest != digest)
            return evolve(task, attachments=kept)
        case TaskBroughtToOffice():
            return evolve(task, at_home=False, may_be_done_at_home=False)
        case TaskAllowedHome():
            allowed = task.assignee is not None
            return evolve(task, at_home=allowed, may_be_done_at_home=task.offered)
        case _:
            return task


def _laid_down(task: T) -> T:
    """A task that leaves the desk it lay on: nobody acts for its assignee, and where it was done is said anew."""
    return evolve(task, at_home=False, delegate=None, put_aside=False)


def _transferred(task: T, event: TaskTransferred, at: At) -> T:
    return evolve(
        _laid_down(task),
        stage=Stage.OFFERED,
        offered=True,
        assignee=None,
        unit=event.to_unit,
        group=event.group,
        office=None,
        assigned_by=event.transferred_by,
        assigned_at=at.recorded_at,
        earlier=Desk(event.unit, task.group, task.office, task.assignee, task.offered),
    )


def _went_back(task: T, event: TaskReturnedToPrevious, at: At) -> T:
    offered = task.earlier is None or task.earlier.offered
    return evolve(
        _laid_down(task),
        stage=Stage.OFFERED if event.to is None else Stage.ASSIGNED,
        offered=offered,
        assignee=event.to,
        unit=event.to_unit,
        group=event.group,
        office=event.office,
        assigned_by=event.returned_by,
        assigned_at=at.recorded_at,
        earlier=None,
    )


def _hands(task: "Task", event: TaskStarted | TaskReported | ResultSubmitted) -> tuple[str, ...]:
    """Everybody who has worked on it; who did so for another is named instead of them."""
    hand = event.delegate or event.assignee
    return task.hands if hand is None or hand in task.hands else (*task.hands, hand)


def _judged(event: TaskEvaluated, at: At) -> Judgement:
    return Judgement(
        quality_met=event.quality_met,
        major_errors=event.major_errors,
        delays=event.delays,
        above_level=event.above_level,
        position=at.position,
    )
