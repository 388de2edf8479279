"""What can have happened to a home arrangement: requested, decided, begun, at rest, over."""

from datetime import date
from enum import Enum
from typing import ClassVar

from attrs import frozen

from civicflow.core.event import Event, Keys
from civicflow.core.fields import FreeText, PersonId, SubjectId, UnitId


class Weekday(Enum):
    """A day of the working week, in order; home work is agreed by weekday (R1, K20)."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"


_STREAM = ("home_work", "person")
_OF_PERSON: Keys = (("person", "person"), ("unit", "unit"))


@frozen(kw_only=True, eq=False, repr=False)
class HomeWorkRequested(Event):
    """An employee asks to work at home on certain weekdays, for the position they hold (R5)."""

    topic: ClassVar[str] = "home_work.requested"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = _OF_PERSON

    person: PersonId
    unit: UnitId
    position: SubjectId
    weekdays: tuple[Weekday, ...]
    since: date
    until: date
    reason: FreeText


@frozen(kw_only=True, eq=False, repr=False)
class RequestWithdrawn(Event):
    """The employee takes the request back before it is decided (K17)."""

    topic: ClassVar[str] = "home_work.request_withdrawn"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = _OF_PERSON

    person: PersonId
    unit: UnitId


@frozen(kw_only=True, eq=False, repr=False)
class HomeWorkApproved(Event):
    """The request is granted under a pilot, and takes one of the remote places that the pilot gives the body (R6, K14)."""

    topic: ClassVar[str] = "home_work.approved"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (*_OF_PERSON, ("person", "decided_by"), ("remote_places", "body"))

    person: PersonId
    unit: UnitId
    body: UnitId
    pilot: SubjectId
    decided_by: PersonId


@frozen(kw_only=True, eq=False, repr=False)
class HomeWorkRefused(Event):
    """The request is not granted, and why (R17)."""

    topic: ClassVar[str] = "home_work.refused"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (*_OF_PERSON, ("person", "decided_by"))

    person: PersonId
    unit: UnitId
    decided_by: PersonId
    reason: FreeText


@frozen(kw_only=True, eq=False, repr=False)
class HomeWorkActivated(Event):
    """The arrangement begins: from now on the employee may be given work to do at home."""

    topic: ClassVar[str] = "home_work.activated"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (*_OF_PERSON, ("person", "activated_by"))

    person: PersonId
    unit: UnitId
    activated_by: PersonId


@frozen(kw_only=True, eq=False, repr=False)
class HomeWorkSuspended(Event):
    """The arrangement rests; its place is kept, and what was booked and assigned stays until somebody decides on it."""

    topic: ClassVar[str] = "home_work.suspended"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (*_OF_PERSON, ("person", "suspended_by"))

    person: PersonId
    unit: UnitId
    suspended_by: PersonId
    reason: FreeText


@frozen(kw_only=True, eq=False, repr=False)
class HomeWorkResumed(Event):
    """The arrangement goes on after a suspension."""

    topic: ClassVar[str] = "home_work.resumed"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (*_OF_PERSON, ("person", "resumed_by"))

    person: PersonId
    unit: UnitId
    resumed_by: PersonId


@frozen(kw_only=True, eq=False, repr=False)
class HomeWorkEnded(Event):
    """The arrangement is over and its remote place is free again; the employee may always return by right (R1, K14)."""

    topic: ClassVar[str] = "home_work.ended"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (*_OF_PERSON, ("person", "ended_by"), ("remote_places", "body"))

    person: PersonId
    unit: UnitId
    body: UnitId
    ended_by: PersonId
    reason: FreeText | None


EVENTS = (
    HomeWorkRequested,
    RequestWithdrawn,
    HomeWorkApproved,
    HomeWorkRefused,
    HomeWorkActivated,
    HomeWorkSuspended,
    HomeWorkResumed,
    HomeWorkEnded,
)
