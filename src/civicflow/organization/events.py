"""What can have happened to an administration: founded, units and positions established, offices and members changed."""

from datetime import date
from enum import Enum
from typing import ClassVar

from attrs import field, frozen

from civicflow.core.event import Event, Keys
from civicflow.core.fields import FreeText, PersonId, ShortText, SubjectId, UnitId
from civicflow.regulations.kinds import fits

ESSENTIAL_ONLY = "essential-only"
"""The cap of an order that lets essential duties in alone (K6)."""


class Office(Enum):
    """An office that carries authority; it belongs to the office and not to the person (K11)."""

    HEAD = "head"
    DEPUTY = "deputy"
    MANAGER = "manager"
    INSPECTOR = "inspector"
    DATA_PROTECTION_OFFICER = "data_protection_officer"
    CLERK_OF_RECORD = "clerk_of_record"


class ExemptCount(Enum):
    """How people with an exempt duty count under a cap; each order says it, none is assumed (K5)."""

    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    BOTH = "both"
    NONE = "none"


@frozen(kw_only=True, eq=False, repr=False)
class Founded(Event):
    """The administration takes up its record; one person may set up units and offices."""

    topic: ClassVar[str] = "administration.founded"
    stream: ClassVar[tuple[str, ...]] = ("administration", "administration")
    keys: ClassVar[Keys] = (("person", "administrator"),)

    administration: SubjectId
    instrument: ShortText
    administrator: PersonId


@frozen(kw_only=True, eq=False, repr=False)
class UnitEstablished(Event):
    """A unit exists from now on, under another one or, for a root unit, under a named superior (K11)."""

    topic: ClassVar[str] = "unit.established"
    stream: ClassVar[tuple[str, ...]] = ("unit", "unit")
    keys: ClassVar[Keys] = (
        ("unit", "unit"),
        ("body", "body"),
        ("superior", "superior"),
        ("person", "answers_to"),
    )

    unit: UnitId
    title: ShortText
    superior: UnitId | None
    answers_to: PersonId | None
    body: UnitId
    locality: ShortText
    instrument: ShortText


@frozen(kw_only=True, eq=False, repr=False)
class PositionEstablished(Event):
    """A position exists in a unit from a day on, and says what whoever holds it must do (K12, R75)."""

    topic: ClassVar[str] = "position.established"
    stream: ClassVar[tuple[str, ...]] = ("position", "position")
    keys: ClassVar[Keys] = (("unit", "unit"),)

    position: SubjectId
    unit: UnitId
    since: date
    title: ShortText
    duties: ShortText | None
    group: ShortText
    citizen_contact: bool
    handles_procedures: bool
    work_types: tuple[str, ...]


@frozen(kw_only=True, eq=False, repr=False)
class PositionRevised(Event):
    """From a day on a position is another one than it was: here is all that it is from then on (K12)."""

    topic: ClassVar[str] = "position.revised"
    stream: ClassVar[tuple[str, ...]] = ("position", "position")
    keys: ClassVar[Keys] = (("unit", "unit"),)

    position: SubjectId
    unit: UnitId
    since: date
    title: ShortText
    duties: ShortText | None
    group: ShortText
    citizen_contact: bool
    handles_procedures: bool
    work_types: tuple[str, ...]
    reason: FreeText


@frozen(kw_only=True, eq=False, repr=False)
class PositionAbolished(Event):
    """The last day of a position; whoever holds it then is placed anew by a decision (K12)."""

    topic: ClassVar[str] = "position.abolished"
    stream: ClassVar[tuple[str, ...]] = ("position", "position")
    keys: ClassVar[Keys] = (("unit", "unit"),)

    position: SubjectId
    unit: UnitId
    until: date
    reason: FreeText


@frozen(kw_only=True, eq=False, repr=False)
class Appointed(Event):
    """A person holds an office of a unit between two days."""

    topic: ClassVar[str] = "unit.appointed"
    stream: ClassVar[tuple[str, ...]] = ("unit", "unit")
    keys: ClassVar[Keys] = (("unit", "unit"), ("person", "person"))

    unit: UnitId
    person: PersonId
    office: Office
    since: date
    until: date | None
    instrument: ShortText


@frozen(kw_only=True, eq=False, repr=False)
class Relieved(Event):
    """A person gives up an office; the last day on which they hold it."""

    topic: ClassVar[str] = "unit.relieved"
    stream: ClassVar[tuple[str, ...]] = ("unit", "unit")
    keys: ClassVar[Keys] = (("unit", "unit"), ("person", "person"))

    unit: UnitId
    person: PersonId
    office: Office
    until: date
    instrument: ShortText


@frozen(kw_only=True, eq=False, repr=False)
class AuthorityDelegated(Event):
    """A person lets another act for them between two days; it cannot be passed on."""

    topic: ClassVar[str] = "authority.delegated"
    stream: ClassVar[tuple[str, ...]] = ("delegation", "person")
    keys: ClassVar[Keys] = (("person", "person"), ("person", "to"))

    person: PersonId
    delegation: SubjectId
    to: PersonId
    unit: UnitId
    since: date
    until: date
    instrument: ShortText


@frozen(kw_only=True, eq=False, repr=False)
class DelegationWithdrawn(Event):
    """A delegation ends before its day."""

    topic: ClassVar[str] = "authority.delegation_withdrawn"
    stream: ClassVar[tuple[str, ...]] = ("delegation", "person")
    keys: ClassVar[Keys] = (("person", "person"), ("person", "to"))

    person: PersonId
    delegation: SubjectId
    to: PersonId
    until: date


@frozen(kw_only=True, eq=False, repr=False)
class MemberJoined(Event):
    """A person belongs to a unit from a day on; one primary unit, any number of secondary ones (K18)."""

    topic: ClassVar[str] = "unit.member_joined"
    stream: ClassVar[tuple[str, ...]] = ("unit", "unit")
    keys: ClassVar[Keys] = (("unit", "unit"), ("person", "person"), ("member", "person"))

    unit: UnitId
    person: PersonId
    primary: bool
    since: date


@frozen(kw_only=True, eq=False, repr=False)
class MemberLeft(Event):
    """A person's last day in a unit."""

    topic: ClassVar[str] = "unit.member_left"
    stream: ClassVar[tuple[str, ...]] = ("unit", "unit")
    keys: ClassVar[Keys] = (("unit", "unit"), ("person", "person"), ("member", "person"))

    unit: UnitId
    person: PersonId
    until: date
    reason: FreeText


def is_cap_of_an_order(cap: str | None) -> bool:
    """Whether a text is what an order may say of those let in: an exact share, essential duties alone, or nothing."""
    return cap in (None, ESSENTIAL_ONLY) or fits(cap, "ratio")


def _readable(_event: object, _field: object, cap: str | None) -> None:
    if not is_cap_of_an_order(cap):
        raise ValueError(f"no cap: {cap}")


@frozen(kw_only=True, eq=False, repr=False)
class EmergencyModeDeclared(Event):
    """In a place and for a time, everybody works at home by order, under a cap on who comes to the office (K2)."""

    topic: ClassVar[str] = "emergency_mode.declared"
    stream: ClassVar[tuple[str, ...]] = ("emergency_mode", "mode")
    keys: ClassVar[Keys] = (("emergency_in", "locality"),)

    mode: SubjectId
    locality: ShortText
    instrument: ShortText
    since: date
    until: date | None
    cap: str | None = field(validator=_readable)
    minimum_on_site: int
    counted_categories: tuple[str, ...]
    leave_counts: bool | None
    exempt_codes: tuple[str, ...]
    exempt_count: ExemptCount
    suspended_services: tuple[str, ...]
    urgent_procedures: tuple[str, ...]
    service_channels: tuple[str, ...]
    phones_on_all_day: bool | None


@frozen(kw_only=True, eq=False, repr=False)
class EmergencyModeLifted(Event):
    """The last day of an emergency mode."""

    topic: ClassVar[str] = "emergency_mode.lifted"
    stream: ClassVar[tuple[str, ...]] = ("emergency_mode", "mode")
    keys: ClassVar[Keys] = (("emergency_in", "locality"),)

    mode: SubjectId
    locality: ShortText
    until: date
    instrument: ShortText


EVENTS = (
    Founded,
    UnitEstablished,
    PositionEstablished,
    PositionRevised,
    PositionAbolished,
    Appointed,
    Relieved,
    AuthorityDelegated,
    DelegationWithdrawn,
    MemberJoined,
    MemberLeft,
    EmergencyModeDeclared,
    EmergencyModeLifted,
)
