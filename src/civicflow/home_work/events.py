"""What can have happened to a home arrangement: judged, requested, decided, committed to, begun, at rest, over."""

from datetime import date, datetime, time
from enum import Enum
from typing import ClassVar

from attrs import frozen

from civicflow.core.event import Event, Keys
from civicflow.core.fields import Code, FreeText, PersonId, ShortText, SubjectId, UnitId


class Weekday(Enum):
    """A day of the working week, in order; home work is agreed by weekday (R1, K20)."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"


class RefusalReason(Enum):
    """On what grounds of the service a request is turned down; the words beside it say the rest (R17)."""

    SERVICE = "service"
    EQUIPMENT = "equipment"
    SECRECY = "secrecy"
    QUOTA = "quota"
    PERFORMANCE = "performance"
    OTHER = "other"


class ContactChannel(Enum):
    """How somebody was to be reached (R24)."""

    PHONE = "phone"
    MESSAGE = "message"
    E_OFFICE = "e_office"


@frozen(kw_only=True)
class Criterion:
    """
    One criterion of eligibility, and what was found (R3, R4, R17).

    Args:
        code: What is judged, such as ``no_citizen_contact``.
        met: Whether it is met.
        evidence: What the finding rests on.
    """

    code: SubjectId
    met: bool
    evidence: FreeText | None = None


_STREAM = ("home_work", "person")
_OF_PERSON: Keys = (("person", "person"), ("unit", "unit"))


@frozen(kw_only=True, eq=False, repr=False)
class EligibilityAssessed(Event):
    """
    An office judges whether a person may work at home for the position they hold, criterion by criterion (R3, R4, R17).

    A later assessment takes the place of an earlier one: whoever was not eligible can become so (K17).
    """

    topic: ClassVar[str] = "home_work.eligibility_assessed"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (*_OF_PERSON, ("person", "assessed_by"))

    person: PersonId
    unit: UnitId
    position: SubjectId
    eligible: bool
    criteria: tuple[Criterion, ...]
    reason: FreeText
    assessed_by: PersonId


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
    """The request is not granted: on what grounds, why, and what is offered in its place (R17)."""

    topic: ClassVar[str] = "home_work.refused"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (*_OF_PERSON, ("person", "decided_by"))

    person: PersonId
    unit: UnitId
    decided_by: PersonId
    reason_code: RefusalReason
    reason: FreeText
    alternatives: FreeText | None


@frozen(kw_only=True, eq=False, repr=False)
class CommitmentSigned(Event):
    """The employee signs what they commit to: progress, volume and quality, when and where they can be reached (R28)."""

    topic: ClassVar[str] = "home_work.commitment_signed"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = _OF_PERSON

    person: PersonId
    unit: UnitId
    text_version: ShortText
    progress: FreeText
    volume: FreeText
    quality: FreeText
    reach_from: time
    reach_until: time
    place: FreeText
    review_on: date


@frozen(kw_only=True, eq=False, repr=False)
class CommitmentCountersigned(Event):
    """The office that decides countersigns what the employee signed last; from now on it is in force (R28, K17)."""

    topic: ClassVar[str] = "home_work.commitment_countersigned"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (*_OF_PERSON, ("person", "countersigned_by"))

    person: PersonId
    unit: UnitId
    text_version: ShortText
    countersigned_by: PersonId


@frozen(kw_only=True, eq=False, repr=False)
class CommitmentReviewed(Event):
    """The office has looked at how a commitment is kept, and says when it does so next (K17)."""

    topic: ClassVar[str] = "home_work.commitment_reviewed"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (*_OF_PERSON, ("person", "reviewed_by"))

    person: PersonId
    unit: UnitId
    reviewed_by: PersonId
    remark: FreeText
    review_on: date


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
class RecalledToOffice(Event):
    """The employee is to come to the office on a day that was agreed to be at home (R38)."""

    topic: ClassVar[str] = "home_work.recalled"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (*_OF_PERSON, ("person", "recalled_by"))

    person: PersonId
    unit: UnitId
    day: date
    urgent: bool
    reason: FreeText
    recalled_by: PersonId


@frozen(kw_only=True, eq=False, repr=False)
class RecallWithdrawn(Event):
    """The employee may work at home after all on a day to which they were recalled (K17)."""

    topic: ClassVar[str] = "home_work.recall_withdrawn"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (*_OF_PERSON, ("person", "withdrawn_by"))

    person: PersonId
    unit: UnitId
    day: date
    withdrawn_by: PersonId
    reason: FreeText


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


ARRANGEMENT: tuple[type[Event], ...] = (
    EligibilityAssessed,
    HomeWorkRequested,
    RequestWithdrawn,
    HomeWorkApproved,
    HomeWorkRefused,
    CommitmentSigned,
    CommitmentCountersigned,
    CommitmentReviewed,
    HomeWorkActivated,
    RecalledToOffice,
    RecallWithdrawn,
    HomeWorkSuspended,
    HomeWorkResumed,
    HomeWorkEnded,
)
"""What can have happened to the arrangement itself."""


@frozen(kw_only=True, eq=False, repr=False)
class EquipmentRequired(Event):
    """A unit says what its people need at home besides what all must have; the list takes the place of an earlier one (R22)."""

    topic: ClassVar[str] = "equipment.required"
    stream: ClassVar[tuple[str, ...]] = ("equipment_list", "unit")
    keys: ClassVar[Keys] = (("unit", "unit"), ("person", "required_by"))

    unit: UnitId
    items: tuple[Code, ...]
    required_by: PersonId


@frozen(kw_only=True, eq=False, repr=False)
class EquipmentDeclared(Event):
    """An employee says with what they work at home; nobody has looked at it yet (R19-R22)."""

    topic: ClassVar[str] = "equipment.declared"
    stream: ClassVar[tuple[str, ...]] = ("equipment", "person")
    keys: ClassVar[Keys] = _OF_PERSON

    person: PersonId
    unit: UnitId
    item: SubjectId
    specification: FreeText


@frozen(kw_only=True, eq=False, repr=False)
class EquipmentVerified(Event):
    """An office has looked at what an employee declared: whether it is usable, and until when that holds (R19-R22, K10)."""

    topic: ClassVar[str] = "equipment.verified"
    stream: ClassVar[tuple[str, ...]] = ("equipment", "person")
    keys: ClassVar[Keys] = (*_OF_PERSON, ("person", "verified_by"))

    person: PersonId
    unit: UnitId
    item: SubjectId
    usable: bool
    expires_on: date | None
    verified_by: PersonId


@frozen(kw_only=True, eq=False, repr=False)
class ContactFailed(Event):
    """Somebody could not be reached at a time when they had to be; they may reply, and it is never scored (R24, R18)."""

    topic: ClassVar[str] = "contact.failed"
    stream: ClassVar[tuple[str, ...]] = ("contact", "contact")
    keys: ClassVar[Keys] = (*_OF_PERSON, ("person", "recorded_by"))

    contact: SubjectId
    person: PersonId
    unit: UnitId
    at: datetime
    channel: ContactChannel
    recorded_by: PersonId


@frozen(kw_only=True, eq=False, repr=False)
class ContactReplied(Event):
    """Whoever could not be reached says why; the reply stands beside what was recorded (R24, R17)."""

    topic: ClassVar[str] = "contact.replied"
    stream: ClassVar[tuple[str, ...]] = ("contact", "contact")
    keys: ClassVar[Keys] = _OF_PERSON

    contact: SubjectId
    person: PersonId
    unit: UnitId
    reply: FreeText


EVENTS: tuple[type[Event], ...] = (
    *ARRANGEMENT,
    EquipmentRequired,
    EquipmentDeclared,
    EquipmentVerified,
    ContactFailed,
    ContactReplied,
)
