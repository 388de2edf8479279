"""What can have happened to a person who works: registered, placed, trained, transferred, on leave, kept from working, present."""

from datetime import date, datetime
from enum import Enum
from typing import ClassVar

from attrs import frozen

from civicflow.calendars.period import PeriodKind
from civicflow.core.event import Event, Keys
from civicflow.core.fields import Code, FreeText, PersonId, ShortText, SubjectId, UnitId


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


def optional_place(value: Place | str | None) -> Place | None:
    """Take a place by its name; nothing stays nothing."""
    return None if value is None else Place(value)


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


class Grade(Enum):
    """How somebody has completed their tasks in a period, the best first (Decree 90/2020, Decree 335/2025)."""

    EXCELLENT = "excellent"
    """Hoàn thành xuất sắc nhiệm vụ; A in Hanoi."""

    GOOD = "good"
    """Hoàn thành tốt nhiệm vụ; B in Hanoi."""

    COMPLETED = "completed"
    """Hoàn thành nhiệm vụ; C in Hanoi."""

    NOT_COMPLETED = "not_completed"
    """Không hoàn thành nhiệm vụ; D in Hanoi."""


_EMPLOYEE = ("employee", "person")
_TRAINING = ("training", "person")
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
class EmployeeTransferred(Event):
    """A person belongs first to another unit from a day on, and holds no position until one is given there (K18)."""

    topic: ClassVar[str] = "employee.transferred"
    stream: ClassVar[tuple[str, ...]] = _EMPLOYEE
    keys: ClassVar[Keys] = (
        ("person", "person"),
        ("person", "transferred_by"),
        ("unit", "from_unit"),
        ("unit", "to_unit"),
    )

    person: PersonId
    from_unit: UnitId
    to_unit: UnitId
    on: date
    instrument: ShortText
    transferred_by: PersonId


@frozen(kw_only=True, eq=False, repr=False)
class EmployeeEvaluated(Event):
    """
    A person has the final grade of a month, a quarter or a year; a later one of the same period takes its place (K1, R43).

    It comes with the decision on the grades of the agency, and again when a petition is upheld. ``total`` is the score as exact
    text, where the regime has one; ``regime`` the record under which the grade was given.
    """

    topic: ClassVar[str] = "employee.evaluated"
    stream: ClassVar[tuple[str, ...]] = _EMPLOYEE
    keys: ClassVar[Keys] = (*_OF_PERSON, ("person", "approved_by"))

    person: PersonId
    unit: UnitId
    period: Code
    period_kind: PeriodKind
    grade: Grade
    total: ShortText | None
    regime: ShortText
    approved_by: PersonId


@frozen(kw_only=True, eq=False, repr=False)
class TrainingCompleted(Event):
    """A person has completed a course; who works at home and who leads them each need theirs (R76)."""

    topic: ClassVar[str] = "training.completed"
    stream: ClassVar[tuple[str, ...]] = _TRAINING
    keys: ClassVar[Keys] = (("person", "person"), ("person", "recorded_by"))

    person: PersonId
    course: SubjectId
    hours: int
    on: date
    recorded_by: PersonId


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
class IncidentRejected(Event):
    """The next level does not find that an incident kept the employee from working, and says why; it excuses nothing (K17)."""

    topic: ClassVar[str] = "incident.rejected"
    stream: ClassVar[tuple[str, ...]] = _INCIDENT
    keys: ClassVar[Keys] = (*_OF_PERSON, ("person", "rejected_by"))

    incident: SubjectId
    person: PersonId
    unit: UnitId
    rejected_by: PersonId
    reason: FreeText


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
class CheckedOut(Event):
    """An employee says that their day's work is done; it is never scored, nor are hours counted (R18, R25)."""

    topic: ClassVar[str] = "presence.checked_out"
    stream: ClassVar[tuple[str, ...]] = _PRESENCE
    keys: ClassVar[Keys] = _OF_PERSON

    person: PersonId
    unit: UnitId | None
    day: date


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


@frozen(kw_only=True, eq=False, repr=False)
class ReportReviewed(Event):
    """The head has read the report of a day, and says whether it tells what was done (K19)."""

    topic: ClassVar[str] = "presence.report_reviewed"
    stream: ClassVar[tuple[str, ...]] = _PRESENCE
    keys: ClassVar[Keys] = (*_OF_PERSON, ("person", "reviewed_by"))

    person: PersonId
    unit: UnitId
    day: date
    reviewed_by: PersonId
    substantive: bool
    remark: FreeText | None


EVENTS = (
    EmployeeRegistered,
    PositionAssigned,
    EmployeeTransferred,
    EmployeeEvaluated,
    TrainingCompleted,
    LeaveRecorded,
    LeaveEnded,
    IncidentReported,
    IncidentConfirmed,
    IncidentRejected,
    CheckedIn,
    CheckedOut,
    DayReported,
    ReportReviewed,
)
