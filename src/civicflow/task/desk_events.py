"""What can have happened to a task on the desk of its assignee: delegated, put aside, commented, documents, its place."""

from typing import ClassVar

from attrs import frozen

from civicflow.core.event import Event, Keys
from civicflow.core.fields import Digest, FreeText, PersonId, ShortText, SubjectId, UnitId

_STREAM = ("task", "task")
_OF_ASSIGNEE: Keys = (("person", "assignee"),)


@frozen(kw_only=True, eq=False, repr=False)
class TaskDelegated(Event):
    """The assignee lets another act for them; the work and its dates stay theirs (R33, K4)."""

    topic: ClassVar[str] = "task.delegated"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (*_OF_ASSIGNEE, ("person", "delegate"))

    task: SubjectId
    assignee: PersonId
    unit: UnitId | None
    delegate: PersonId
    reason: FreeText


@frozen(kw_only=True, eq=False, repr=False)
class TaskDelegationEnded(Event):
    """Nobody acts for the assignee any more: they took the work back, or the delegate handed it back."""

    topic: ClassVar[str] = "task.delegation_ended"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (*_OF_ASSIGNEE, ("person", "delegate"), ("person", "ended_by"))

    task: SubjectId
    assignee: PersonId | None
    unit: UnitId | None
    delegate: PersonId
    ended_by: PersonId
    reason: FreeText | None


@frozen(kw_only=True, eq=False, repr=False)
class TaskSuspended(Event):
    """Whoever works on it puts it aside for a while; the clock runs on, it excuses nothing (K4)."""

    topic: ClassVar[str] = "task.suspended"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (*_OF_ASSIGNEE, ("person", "suspended_by"))

    task: SubjectId
    assignee: PersonId | None
    unit: UnitId | None
    suspended_by: PersonId
    reason: FreeText


@frozen(kw_only=True, eq=False, repr=False)
class TaskResumed(Event):
    """Work that was put aside is taken up again."""

    topic: ClassVar[str] = "task.resumed"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (*_OF_ASSIGNEE, ("person", "resumed_by"))

    task: SubjectId
    assignee: PersonId | None
    unit: UnitId | None
    resumed_by: PersonId


@frozen(kw_only=True, eq=False, repr=False)
class TaskCommented(Event):
    """Somebody who has to do with a task says something about it; it decides nothing."""

    topic: ClassVar[str] = "task.commented"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (*_OF_ASSIGNEE, ("person", "commented_by"))

    task: SubjectId
    assignee: PersonId | None
    unit: UnitId | None
    commented_by: PersonId
    text: FreeText


@frozen(kw_only=True, eq=False, repr=False)
class DocumentAttached(Event):
    """A document belongs to a task from now on; it is known by its digest, and lies elsewhere (R37)."""

    topic: ClassVar[str] = "task.document_attached"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (*_OF_ASSIGNEE, ("person", "attached_by"))

    task: SubjectId
    assignee: PersonId | None
    unit: UnitId | None
    digest: Digest
    title: ShortText
    attached_by: PersonId


@frozen(kw_only=True, eq=False, repr=False)
class AttachmentWithdrawn(Event):
    """A document does not belong to a task any more; that it did stays on record."""

    topic: ClassVar[str] = "task.attachment_withdrawn"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (*_OF_ASSIGNEE, ("person", "withdrawn_by"))

    task: SubjectId
    assignee: PersonId | None
    unit: UnitId | None
    digest: Digest
    title: ShortText
    withdrawn_by: PersonId
    reason: FreeText


@frozen(kw_only=True, eq=False, repr=False)
class TaskBroughtToOffice(Event):
    """
    Work that was done at home, or might be, is done at the office from now on (R38, K2).

    Nobody is named as ``brought_by`` where home work had become unlawful for the assignee, and the record was followed.
    """

    topic: ClassVar[str] = "task.brought_to_office"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (*_OF_ASSIGNEE, ("person", "brought_by"))

    task: SubjectId
    assignee: PersonId | None
    unit: UnitId | None
    brought_by: PersonId | None
    reason: FreeText


@frozen(kw_only=True, eq=False, repr=False)
class TaskAllowedHome(Event):
    """The office decides anew that work may be done at home (R16, K2)."""

    topic: ClassVar[str] = "task.allowed_home"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (*_OF_ASSIGNEE, ("person", "allowed_by"))

    task: SubjectId
    assignee: PersonId | None
    unit: UnitId | None
    allowed_by: PersonId
    reason: FreeText


DESK_EVENTS = (
    TaskDelegated,
    TaskDelegationEnded,
    TaskSuspended,
    TaskResumed,
    TaskCommented,
    DocumentAttached,
    AttachmentWithdrawn,
    TaskBroughtToOffice,
    TaskAllowedHome,
)
