"""What can have happened to a person who works: registered, assigned to a position, on leave, kept from working, present."""

from datetime import date, datetime
from enum import Enum
from typing import ClassVar

from attrs import frozen

from civicflow.core.event import Event, Keys
from civicflow.core.fields import FreeText, PersonId, SubjectId, UnitId


class Category(Enum):
    """The personnel categories that the law tells apart (R7)."""

    CADRE = "cadre"
    CIVIL_SERVANT = "civil_servant"
    PUBLIC_EMPLOYEE = "public_employee"
    WORKER = "worker"
    CONTRACT_WORKER = "contract_worker"


class Session(Enum):
    """The part of a working day that leave, rosters and shares are counted in (K13)."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    BOTH = "both"

    @property
    def halves(self) -> tuple["Session", ...]:
        """The sessions it consists of."""
        return (Session.MORNING, Session.AFTERNOON) if self is Session.BOTH else (self,)


class Place(Enum):
    """Where somebody works: at the office, at home, or in the field, which is neither (R40)."""

    OFFICE = "office"
    HOME = "home"
    FIELD = "field"


class LeaveKind(Enum):
    """Why a person is on leave."""

    ANNUAL = "annual"
    SICK = "sick"
    MATERNITY = "maternity"
    STUDY = "study"
    UNPAID = "unpaid"
    OTHER = "other"


class IncidentKind(Enum):
    """What kept a person from working, outside their own doing (R23)."""

    CONNECTION = "connection"
    POWER = "power"
    EQUIPMENT = "equipment"
    OFFICE_SYSTEM = "office_system"


_EMPLOYEE = ("employee", "person")
_INCIDENT = ("incident", "incident")
_PRESENCE = ("presence", "person", "day")
_OF_PERSON: Keys = (("person", "person"), ("unit", "unit"))


@frozen(kw_only=True, eq=False, repr=False)
class EmployeeRegistered(Event):
    """A person works for the administration from a day on, in one of the categories of the law (R7)."""

    topic: ClassVar[str] = "employee.registered"
    stream: ClassVar[tuple[str, ...]] = _EMPLOYEE
    keys: ClassVar[Keys] = _OF_PERSON

    person: PersonId
    unit: UnitId
    category: Category
    hired_on: date


@frozen(kw_only=True, eq=False, repr=False)
class PositionAssigned(Event):
    """A person is given a position from a day on, in place of the one they held (R75, K1)."""

    topic: ClassVar[str] = "employee.assigned"
    stream: ClassVar[tuple[str, ...]] = _EMPLOYEE
    keys: ClassVar[Keys] = (*_OF_PERSON, ("person", "assigned_by"))

    person: PersonId
    unit: UnitId
    position: SubjectId
    since: date
    assigned_by: PersonId


@frozen(kw_only=True, eq=False, repr=False)
class LeaveRecorded(Event):
    """A person is on leave between two days, or for one session of one day (K13)."""

    topic: ClassVar[str] = "employee.leave_recorded"
    stream: ClassVar[tuple[str, ...]] = _EMPLOYEE
    keys: ClassVar[Keys] = (("person", "person"),)

    person: PersonId
    leave: SubjectId
    kind: LeaveKind
    since: date
    until: date
    session: Session


@frozen(kw_only=True, eq=False, repr=False)
class LeaveEnded(Event):
    """A leave ends before its day; the last day of it, or the day before it began when it was called off (K13)."""

    topic: ClassVar[str] = "employee.leave_ended"
    stream: ClassVar[tuple[str, ...]] = _EMPLOYEE
    keys: ClassVar[Keys] = (("person", "person"),)

    person: PersonId
    leave: SubjectId
    until: date


@frozen(kw_only=True, eq=False, repr=False)
class IncidentReported(Event):
    """An employee reports what kept them from working, and from when to when (R23)."""

    topic: ClassVar[str] = "incident.reported"
    stream: ClassVar[tuple[str, ...]] = _INCIDENT
    keys: ClassVar[Keys] = _OF_PERSON

    incident: SubjectId
    person: PersonId
    unit: UnitId
    kind: IncidentKind
    since: datetime
    until: datetime
    note: FreeText | None


@frozen(kw_only=True, eq=False, repr=False)
class IncidentConfirmed(Event):
    """The next level confirms that an incident was real and outside the employee: it excuses the time it covers (K3, K4)."""

    topic: ClassVar[str] = "incident.confirmed"
    stream: ClassVar[tuple[str, ...]] = _INCIDENT
    keys: ClassVar[Keys] = (*_OF_PERSON, ("person", "confirmed_by"))

    incident: SubjectId
    person: PersonId
    unit: UnitId
    since: datetime
    until: datetime
    confirmed_by: PersonId


@frozen(kw_only=True, eq=False, repr=False)
class CheckedIn(Event):
    """An employee says that they are at work and can be reached; it is never scored (R18, R25)."""

    topic: ClassVar[str] = "presence.checked_in"
    stream: ClassVar[tuple[str, ...]] = _PRESENCE
    keys: ClassVar[Keys] = _OF_PERSON

    person: PersonId
    unit: UnitId | None
    day: date
    place: Place


@frozen(kw_only=True, eq=False, repr=False)
class DayReported(Event):
    """An employee reports to the head what a day's work came to (R36)."""

    topic: ClassVar[str] = "presence.day_reported"
    stream: ClassVar[tuple[str, ...]] = _PRESENCE
    keys: ClassVar[Keys] = _OF_PERSON

    person: PersonId
    unit: UnitId | None
    day: date
    done: FreeText
    obstacles: FreeText | None


EVENTS = (
    EmployeeRegistered,
    PositionAssigned,
    LeaveRecorded,
    LeaveEnded,
    IncidentReported,
    IncidentConfirmed,
    CheckedIn,
    DayReported,
)
