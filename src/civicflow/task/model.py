"""Where a task stands: whose it is, until when, in which round, and what may happen next."""

from datetime import datetime
from typing import Any, ClassVar, Self

from attrs import evolve, frozen

from civicflow.core.event import At, Event
from civicflow.core.fields import FreeText
from civicflow.organization.events import Office
from civicflow.task.assignment_events import TaskDrafted
from civicflow.task.changes import changed
from civicflow.task.events import Channel, Confidentiality, TaskAssigned
from civicflow.task.offering_events import TaskOffered
from civicflow.task.stages import (
    AT_WORK,
    OPEN,
    TO_BE_STARTED,
    TO_CHANGE_HANDS,
    UNACKNOWLEDGED,
    Attachment,
    Desk,
    Judgement,
    Stage,
    UndecidedHold,
)
from civicflow.task.steps import TELLING, Step, step_of

__all__ = [
    "AT_WORK",
    "OPEN",
    "STATES",
    "TO_BE_STARTED",
    "TO_CHANGE_HANDS",
    "UNACKNOWLEDGED",
    "Judgement",
    "Stage",
    "Task",
    "UndecidedHold",
]


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
        offered: Whether it was laid before several people, whoever has taken it on since.
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
        earlier: Where it lay before it was transferred; nothing once it went back.
        delegate: Who acts for the assignee, whose work it stays.
        hands: Everybody who has worked on it, in order.
        put_aside: Whether the assignee has put it aside; the clock runs on (K4).
        attachments: The documents that belong to it.
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
    offered: bool = False
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
    earlier: Desk | None = None
    delegate: str | None = None
    hands: tuple[str, ...] = ()
    put_aside: bool = False
    attachments: tuple[Attachment, ...] = ()
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
                offered=True,
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
        return None if state is None else evolve(changed(state, event, at), history=history)

    @property
    def to_be_decided(self) -> UndecidedHold | None:
        """The hold whose cause is decided on next: the earliest."""
        return next(iter(self.undecided), None)

    @property
    def authors(self) -> tuple[str, ...]:
        """All of whom none judges the work: whose it is, who acts for them, and whoever has worked on it (K10)."""
        named = (self.assignee, self.delegate, *self.hands)
        return tuple(dict.fromkeys(each for each in named if each is not None))

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


STATES = (Task,)
