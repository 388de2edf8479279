"""What can have happened to a task, from its assignment to its evaluation, in the words of the office (K1)."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from attrs import frozen

from civicflow.core.event import Event, Keys
from civicflow.core.fields import FreeText, PersonId, ShortText, SubjectId, UnitId

_STREAM = ("task", "task")
_OF_ASSIGNEE: Keys = (("person", "assignee"),)


@frozen(kw_only=True, eq=False, repr=False)
class TaskAssigned(Event):
    """
    A person is given work, with a date and an expected result: the four clears (R31).

    Another system's record may lack some of them; a command never does.
    """

    topic: ClassVar[str] = "task.assigned"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (
        *_OF_ASSIGNEE,
        ("assignee", "assignee"),
        ("person", "assigned_by"),
        ("replaces", "replaces"),
    )

    task: SubjectId
    assignee: PersonId | None
    unit: UnitId | None
    assigned_by: PersonId | None
    work: FreeText | None
    due: datetime | None
    result: FreeText | None
    at_home: bool
    work_units: int
    replaces: SubjectId | None


@frozen(kw_only=True, eq=False, repr=False)
class TaskAcknowledged(Event):
    """The assignee has taken notice of the assignment (R33, K20)."""

    topic: ClassVar[str] = "task.acknowledged"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = _OF_ASSIGNEE

    task: SubjectId
    assignee: PersonId | None
    unit: UnitId | None


@frozen(kw_only=True, eq=False, repr=False)
class TaskReported(Event):
    """The assignee reports progress (R36)."""

    topic: ClassVar[str] = "task.reported"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = _OF_ASSIGNEE

    task: SubjectId
    assignee: PersonId | None
    unit: UnitId | None
    percent: int
    note: FreeText | None


@frozen(kw_only=True, eq=False, repr=False)
class ResultSubmitted(Event):
    """The assignee hands in a result for review; ``receipt`` names an outside record that proves when (R35, K3)."""

    topic: ClassVar[str] = "task.result_submitted"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = _OF_ASSIGNEE

    task: SubjectId
    assignee: PersonId | None
    unit: UnitId | None
    round: int
    output: FreeText | None
    signature: ShortText | None
    receipt: ShortText | None


@frozen(kw_only=True, eq=False, repr=False)
class ResultReturned(Event):
    """The approving office sends a result back, saying what is wrong (R34)."""

    topic: ClassVar[str] = "task.result_returned"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (*_OF_ASSIGNEE, ("person", "approver"))

    task: SubjectId
    assignee: PersonId | None
    unit: UnitId | None
    approver: PersonId | None
    round: int
    defect: ShortText
    reason: FreeText | None


@frozen(kw_only=True, eq=False, repr=False)
class TaskCompleted(Event):
    """The approving office accepts the result: the acceptance is the completion (K1)."""

    topic: ClassVar[str] = "task.completed"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (*_OF_ASSIGNEE, ("person", "approver"))

    task: SubjectId
    assignee: PersonId | None
    unit: UnitId | None
    approver: PersonId | None
    round: int
    submitted_at: datetime
    receipt: ShortText | None


@frozen(kw_only=True, eq=False, repr=False)
class TaskEvaluated(Event):
    """The completed task is judged by its result (R43)."""

    topic: ClassVar[str] = "task.evaluated"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (*_OF_ASSIGNEE, ("person", "evaluator"))

    task: SubjectId
    assignee: PersonId | None
    unit: UnitId | None
    evaluator: PersonId
    quality_met: bool
    major_errors: int
    delays: int
    above_level: bool
    note: FreeText | None


@frozen(kw_only=True, eq=False, repr=False)
class DeadlineExtended(Event):
    """The approving office grants more time; made after the due then in force, it changes no verdict (K4)."""

    topic: ClassVar[str] = "task.deadline_extended"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (*_OF_ASSIGNEE, ("person", "extended_by"))

    task: SubjectId
    assignee: PersonId | None
    unit: UnitId | None
    extended_by: PersonId | None
    old_due: datetime | None
    new_due: datetime
    reason: FreeText | None


@frozen(kw_only=True, eq=False, repr=False)
class TaskHeld(Event):
    """Work rests for a cause outside the assignee; the cause is confirmed one level up (R23, R39, K4)."""

    topic: ClassVar[str] = "task.held"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (*_OF_ASSIGNEE, ("person", "held_by"))

    task: SubjectId
    assignee: PersonId | None
    unit: UnitId | None
    held_by: PersonId | None
    cause: ShortText
    reason: FreeText | None
    review_on: datetime


@frozen(kw_only=True, eq=False, repr=False)
class HoldConfirmed(Event):
    """The office one level up confirms that the cause of a hold was objective (K4)."""

    topic: ClassVar[str] = "task.hold_confirmed"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (*_OF_ASSIGNEE, ("person", "confirmed_by"))

    task: SubjectId
    assignee: PersonId | None
    unit: UnitId | None
    confirmed_by: PersonId


@frozen(kw_only=True, eq=False, repr=False)
class TaskReleased(Event):
    """Held work goes on (R39)."""

    topic: ClassVar[str] = "task.released"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (*_OF_ASSIGNEE, ("person", "released_by"))

    task: SubjectId
    assignee: PersonId | None
    unit: UnitId | None
    released_by: PersonId | None


@frozen(kw_only=True, eq=False, repr=False)
class TaskCancelled(Event):
    """
    Work is called off; ``from_above`` when an office above the approving one did it (K4).

    ``receipt`` names an outside record that proves when (K3).
    """

    topic: ClassVar[str] = "task.cancelled"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (*_OF_ASSIGNEE, ("person", "cancelled_by"))

    task: SubjectId
    assignee: PersonId | None
    unit: UnitId | None
    cancelled_by: PersonId | None
    from_above: bool
    reason: FreeText | None
    receipt: ShortText | None


@frozen(kw_only=True, eq=False, repr=False)
class ActivityRecorded(Event):
    """Another system records a step that has no word of ours; its attributes are kept as they came."""

    topic: ClassVar[str] = "task.activity_recorded"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (("person", "person"),)

    task: SubjectId
    name: ShortText
    person: PersonId | None
    unit: UnitId | None
    attributes: Mapping[str, str]


EVENTS = (
    TaskAssigned,
    TaskAcknowledged,
    TaskReported,
    ResultSubmitted,
    ResultReturned,
    TaskCompleted,
    TaskEvaluated,
    DeadlineExtended,
    TaskHeld,
    HoldConfirmed,
    TaskReleased,
    TaskCancelled,
    ActivityRecorded,
)
