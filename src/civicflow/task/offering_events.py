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


OFFERING_EVENTS = (TaskOffered, TaskClaimed)
