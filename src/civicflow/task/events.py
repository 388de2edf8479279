"""What can have happened to a task, from its assignment to its evaluation, in the words of the office (K1)."""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import ClassVar

from attrs import frozen

from civicflow.calendars import Derivation
from civicflow.core.event import Event, Keys
from civicflow.core.fields import Code, FreeText, PersonId, ShortText, SubjectId, UnitId
from civicflow.employee.events import Place


class Confidentiality(Enum):
    """How confidential work is; secret work is done at the office and nowhere else (R71)."""

    ORDINARY = "ordinary"
    INTERNAL = "internal"
    SECRET = "secret"  # noqa: S105 - a degree of confidentiality, no password


def optional_confidentiality(value: Confidentiality | str | None) -> Confidentiality | None:
    """Take a degree of confidentiality by its name; nothing stays nothing."""
    return None if value is None else Confidentiality(value)


class Channel(Enum):
    """By which way work is given: through the electronic office, or by exception on paper or otherwise (R29)."""

    E_OFFICE = "e_office"
    PAPER = "paper"
    OTHER = "other"


class Defect(Enum):
    """How much is wrong with a returned result (R34)."""

    MINOR = "minor"
    MAJOR = "major"


_STREAM = ("task", "task")
_OF_ASSIGNEE: Keys = (("person", "assignee"),)
_OF_HANDS: Keys = (*_OF_ASSIGNEE, ("person", "delegate"))


@frozen(kw_only=True, eq=False, repr=False)
class TaskAssigned(Event):
    """
    A person is given work, with a date, an expected result and by what it is accepted: the four clears (R31).

    Another system's record may lack some of them; a command never does. ``departure`` says why the work counts for
    more or less, is kept otherwise or done elsewhere than the catalogue of work types has it (K12); ``because_of`` names
    the stream of the figure or finding that it follows from, and where there (K21). ``outcomes`` are those that the result
    chooses between, as a step of a procedure has them; where it is not ``reviewed``, the next step judges it (K1, K10).
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
    acceptance: FreeText | None
    at_home: bool
    work_type: Code | None
    work_units: int
    confidentiality: Confidentiality | None
    departure: FreeText | None
    channel: Channel | None
    channel_reason: FreeText | None
    needs_signature: bool
    because_of: ShortText | None
    replaces: SubjectId | None
    outcomes: tuple[Code, ...]
    reviewed: bool


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
class TaskStarted(Event):
    """
    The assignee has begun, or begun again with what was returned (R36, K17).

    ``delegate`` is whose hand it was, where somebody acts for the assignee; so it is with reports and results (K10).
    """

    topic: ClassVar[str] = "task.started"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = _OF_HANDS

    task: SubjectId
    assignee: PersonId | None
    unit: UnitId | None
    delegate: PersonId | None


@frozen(kw_only=True, eq=False, repr=False)
class TaskReported(Event):
    """The assignee reports progress, and where they work (R36, R40)."""

    topic: ClassVar[str] = "task.reported"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = _OF_HANDS

    task: SubjectId
    assignee: PersonId | None
    unit: UnitId | None
    delegate: PersonId | None
    percent: int
    note: FreeText | None
    place: Place | None


@frozen(kw_only=True, eq=False, repr=False)
class ResultSubmitted(Event):
    """
    The assignee hands in a result for review, and says where they worked (R35, R40).

    ``receipt`` names an outside record that proves when (K3); ``paper_file`` the file that was still dealt with on paper,
    on which the signature then stands (R37). ``outcome`` is the one chosen of those that the task has.
    """

    topic: ClassVar[str] = "task.result_submitted"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = _OF_HANDS

    task: SubjectId
    assignee: PersonId | None
    unit: UnitId | None
    delegate: PersonId | None
    round: int
    output: FreeText | None
    outcome: Code | None
    signature: ShortText | None
    paper_file: ShortText | None
    place: Place | None
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
    """
    The approving office accepts the result: the acceptance is the completion (K1).

    Nobody is named as ``approver`` where the next step of a procedure judges what was handed in (K10).
    """

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
    """
    Work rests for a cause outside the assignee; the cause is confirmed one level up (R23, R39, K4).

    ``derivation`` says what the date of the review was derived from; nothing when somebody chose it.
    """

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
    derivation: Derivation | None


@frozen(kw_only=True, eq=False, repr=False)
class HoldReviewed(Event):
    """The office has looked at a hold again and lets the work rest on, until the next review (K4)."""

    topic: ClassVar[str] = "task.hold_reviewed"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (*_OF_ASSIGNEE, ("person", "reviewed_by"))

    task: SubjectId
    assignee: PersonId | None
    unit: UnitId | None
    reviewed_by: PersonId | None
    reason: FreeText | None
    review_on: datetime
    derivation: Derivation | None


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
class HoldRejected(Event):
    """The office one level up finds the cause of a hold not objective: it excuses nothing, and the work goes on (K4)."""

    topic: ClassVar[str] = "task.hold_rejected"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (*_OF_ASSIGNEE, ("person", "rejected_by"))

    task: SubjectId
    assignee: PersonId | None
    unit: UnitId | None
    rejected_by: PersonId | None
    reason: FreeText | None


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
    TaskStarted,
    TaskReported,
    ResultSubmitted,
    ResultReturned,
    TaskCompleted,
    TaskEvaluated,
    DeadlineExtended,
    TaskHeld,
    HoldReviewed,
    HoldConfirmed,
    HoldRejected,
    TaskReleased,
    TaskCancelled,
    ActivityRecorded,
)
