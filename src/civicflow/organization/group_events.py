"""What can have happened to a group of people who share work: established, joined, left, dissolved."""

from datetime import date
from typing import ClassVar

from attrs import frozen

from civicflow.core.event import Event, Keys
from civicflow.core.fields import FreeText, PersonId, ShortText, SubjectId, UnitId

_STREAM = ("group", "group")
_OF_MEMBER: Keys = (("person", "person"), ("group_member", "person"))


@frozen(kw_only=True, eq=False, repr=False)
class GroupEstablished(Event):
    """A unit has a group from now on: people to whom work is offered together, such as those at the counter (R15)."""

    topic: ClassVar[str] = "group.established"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (("unit", "unit"),)

    group: SubjectId
    unit: UnitId
    title: ShortText


@frozen(kw_only=True, eq=False, repr=False)
class GroupMemberJoined(Event):
    """A person belongs to a group from a day on."""

    topic: ClassVar[str] = "group.member_joined"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = _OF_MEMBER

    group: SubjectId
    unit: UnitId
    person: PersonId
    since: date


@frozen(kw_only=True, eq=False, repr=False)
class GroupMemberLeft(Event):
    """A person's last day in a group."""

    topic: ClassVar[str] = "group.member_left"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = _OF_MEMBER

    group: SubjectId
    unit: UnitId
    person: PersonId
    until: date
    reason: FreeText


@frozen(kw_only=True, eq=False, repr=False)
class GroupDissolved(Event):
    """The last day of a group; what is still offered to it is disposed of by the office of its unit."""

    topic: ClassVar[str] = "group.dissolved"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (("unit", "unit"),)

    group: SubjectId
    unit: UnitId
    until: date
    reason: FreeText


GROUP_EVENTS = (GroupEstablished, GroupMemberJoined, GroupMemberLeft, GroupDissolved)
