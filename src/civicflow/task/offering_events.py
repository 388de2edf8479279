"""What can have happened to work that is offered to several people: offered to a circle, and taken on by one of them."""

from datetime import datetime
from typing import ClassVar

from attrs import frozen

from civicflow.core.event import Event, Keys
from civicflow.core.fields import Code, FreeText, PersonId, ShortText, SubjectId, UnitId
from civicflow.organization.events import Office
from civicflow.task.events import Channel, Confidentiality

_STREAM = ("task", "task")


@frozen(kw_only=True, eq=False, repr=False)
class TaskOffered(Event):
    """
    Work is laid before several people, of whom one takes it on: a group, else the holders of an office, else a unit (R31).

    The due runs from the offer, whoever takes it on and when (K4). ``outcomes`` and ``reviewed`` are as in an assignment.
    """

    topic: ClassVar[str] = "task.offered"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (
        ("offered_to", "group"),
        ("offered_in", "unit"),
        ("person", "offered_by"),
        ("replaces", "replaces"),
    )

    task: SubjectId
    unit: UnitId
    group: SubjectId | None
    office: Office | None
    offered_by: PersonId | None
    work: FreeText
    due: datetime
    result: FreeText
    acceptance: FreeText
    may_be_done_at_home: bool
    work_type: Code | None
    work_units: int
    confidentiality: Confidentiality
    departure: FreeText | None
    channel: Channel
    channel_reason: FreeText | None
    needs_signature: bool
    because_of: ShortText | None
    replaces: SubjectId | None
    outcomes: tuple[Code, ...]
    reviewed: bool


@frozen(kw_only=True, eq=False, repr=False)
class TaskClaimed(Event):
    """One of those to whom work is offered takes it on: it is theirs, and they have taken notice of it (R33)."""

    topic: ClassVar[str] = "task.claimed"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (("person", "assignee"), ("assignee", "assignee"))

    task: SubjectId
    assignee: PersonId
    unit: UnitId
    at_home: bool


@frozen(kw_only=True, eq=False, repr=False)
class TaskClaimReleased(Event):
    """Work that somebody took on is before all of them again; its dates stay as they are (K4)."""

    topic: ClassVar[str] = "task.claim_released"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (("person", "assignee"), ("person", "released_by"))

    task: SubjectId
    assignee: PersonId
    unit: UnitId
    released_by: PersonId
    reason: FreeText


@frozen(kw_only=True, eq=False, repr=False)
class TaskTransferred(Event):
    """Work goes to another group or unit, as the same task with the same dates; there one of them takes it on (K4)."""

    topic: ClassVar[str] = "task.transferred"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (
        ("person", "assignee"),
        ("person", "transferred_by"),
        ("offered_to", "group"),
        ("offered_in", "to_unit"),
    )

    task: SubjectId
    assignee: PersonId | None
    unit: UnitId
    transferred_by: PersonId
    to_unit: UnitId
    group: SubjectId | None
    reason: FreeText


@frozen(kw_only=True, eq=False, repr=False)
class TaskReturnedToPrevious(Event):
    """Work that was transferred goes back to the person or to those from whom it came, with the same dates (K4)."""

    topic: ClassVar[str] = "task.returned_to_previous"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (
        ("person", "assignee"),
        ("person", "returned_by"),
        ("person", "to"),
        ("assignee", "to"),
        ("offered_to", "group"),
        ("offered_in", "to_unit"),
    )

    task: SubjectId
    assignee: PersonId | None
    unit: UnitId
    returned_by: PersonId
    to_unit: UnitId
    group: SubjectId | None
    office: Office | None
    to: PersonId | None
    reason: FreeText


OFFERING_EVENTS = (TaskOffered, TaskClaimed, TaskClaimReleased, TaskTransferred, TaskReturnedToPrevious)
