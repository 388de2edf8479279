"""What can have happened to an assignment besides the work on it: drafted, disputed, given to another, reopened."""

from datetime import datetime
from enum import Enum
from typing import ClassVar

from attrs import frozen

from civicflow.calendars import Derivation
from civicflow.core.event import Event, Keys
from civicflow.core.fields import Code, FreeText, PersonId, ShortText, SubjectId, UnitId
from civicflow.task.events import Confidentiality

_STREAM = ("task", "task")
_OF_ASSIGNEE: Keys = (("person", "assignee"),)


class Objection(Enum):
    """Why the assignee disputes an assignment (R33): too much, not theirs to do, no means, or not clear (K22)."""

    VOLUME = "volume"
    AUTHORITY = "authority"
    MEANS = "means"
    UNCLEAR = "unclear"


class DisputeOutcome(Enum):
    """What becomes of a disputed assignment: it stands, it is changed, or it is withdrawn (K17)."""

    UPHELD = "upheld"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"


@frozen(kw_only=True, eq=False, repr=False)
class TaskDrafted(Event):
    """An office prepares work for its unit that nobody has been given yet (R15, K21)."""

    topic: ClassVar[str] = "task.drafted"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (("person", "drafted_by"),)

    task: SubjectId
    unit: UnitId
    drafted_by: PersonId
    work: FreeText
    work_type: Code | None
    confidentiality: Confidentiality | None
    because_of: ShortText | None


@frozen(kw_only=True, eq=False, repr=False)
class TaskDraftDiscarded(Event):
    """Work that was prepared is not given to anybody (K17)."""

    topic: ClassVar[str] = "task.draft_discarded"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (("person", "discarded_by"),)

    task: SubjectId
    unit: UnitId
    discarded_by: PersonId
    reason: FreeText


@frozen(kw_only=True, eq=False, repr=False)
class TaskDisputed(Event):
    """
    The assignee says why an assignment cannot be taken on as it is (R33).

    An office above whoever assigned it decides until ``decide_by``, which is kept with what it was derived from.
    """

    topic: ClassVar[str] = "task.disputed"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = _OF_ASSIGNEE

    task: SubjectId
    assignee: PersonId | None
    unit: UnitId | None
    objection: Objection
    note: FreeText | None
    decide_by: datetime | None
    derivation: Derivation | None


@frozen(kw_only=True, eq=False, repr=False)
class TaskDisputeResolved(Event):
    """
    An office above whoever assigned it decides on a disputed assignment, and whether the clock ran meanwhile (K17).

    Of due, work, result and acceptance it names what is changed.
    """

    topic: ClassVar[str] = "task.dispute_resolved"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (*_OF_ASSIGNEE, ("person", "resolved_by"))

    task: SubjectId
    assignee: PersonId | None
    unit: UnitId | None
    resolved_by: PersonId | None
    outcome: DisputeOutcome
    clock_ran: bool
    reason: FreeText | None
    due: datetime | None
    work: FreeText | None
    result: FreeText | None
    acceptance: FreeText | None


@frozen(kw_only=True, eq=False, repr=False)
class TaskReassigned(Event):
    """
    Work is taken from its assignee and given to another as the task ``replacement`` (K4).

    Lateness before it stays with the earlier person (K18).
    """

    topic: ClassVar[str] = "task.reassigned"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (*_OF_ASSIGNEE, ("person", "reassigned_by"), ("person", "to"))

    task: SubjectId
    assignee: PersonId | None
    unit: UnitId | None
    reassigned_by: PersonId | None
    to: PersonId | None
    replacement: SubjectId | None
    reason: FreeText | None


@frozen(kw_only=True, eq=False, repr=False)
class TaskReopened(Event):
    """
    The approving office takes its acceptance back: the work goes on, and counts by its last completion (K4).

    ``due`` is a new due; set after the due then in force, it changes no verdict.
    """

    topic: ClassVar[str] = "task.reopened"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (*_OF_ASSIGNEE, ("person", "reopened_by"))

    task: SubjectId
    assignee: PersonId | None
    unit: UnitId | None
    reopened_by: PersonId | None
    reason: FreeText | None
    due: datetime | None


@frozen(kw_only=True, eq=False, repr=False)
class TaskKept(Event):
    """The office decides that open work stays with its assignee, who is on leave or goes elsewhere (K13)."""

    topic: ClassVar[str] = "task.kept"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (*_OF_ASSIGNEE, ("person", "kept_by"))

    task: SubjectId
    assignee: PersonId | None
    unit: UnitId | None
    kept_by: PersonId
    reason: FreeText


@frozen(kw_only=True, eq=False, repr=False)
class TaskReviewHandedOver(Event):
    """A result that waits is laid before another who may decide on it, until a day or for good (K11, K13)."""

    topic: ClassVar[str] = "task.review_handed_over"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (
        *_OF_ASSIGNEE,
        ("person", "handed_over_by"),
        ("person", "approver"),
        ("person", "to"),
    )

    task: SubjectId
    assignee: PersonId | None
    unit: UnitId | None
    handed_over_by: PersonId
    approver: PersonId
    to: PersonId
    until: datetime | None
    reason: FreeText


ASSIGNMENT_EVENTS = (
    TaskDrafted,
    TaskDraftDiscarded,
    TaskDisputed,
    TaskDisputeResolved,
    TaskReassigned,
    TaskReopened,
    TaskKept,
    TaskReviewHandedOver,
)
