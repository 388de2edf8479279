"""How a person who works stands: category, positions and leaves; their training; an incident; one day's presence."""

from datetime import date, datetime
from enum import Enum
from typing import ClassVar, Self, TypeVar

from attrs import evolve, frozen

from civicflow.calendars.period import Period, PeriodKind
from civicflow.core.event import At, Event
from civicflow.employee.events import (
    Category,
    CheckedIn,
    CheckedOut,
    DayReported,
    EmployeeEvaluated,
    EmployeeRegistered,
    EmployeeTransferred,
    Grade,
    IncidentConfirmed,
    IncidentRejected,
    IncidentReported,
    LeaveEnded,
    LeaveKind,
    LeaveRecorded,
    Place,
    PositionAssigned,
    ReportReviewed,
    Session,
    TrainingCompleted,
)
from civicflow.employee.standing_events import EmployeeSeparated
from civicflow.organization.model import Term

E = TypeVar("E", bound="Employee")


@frozen(kw_only=True)
class Holding:
    """
    One position held from a day on, until the next one is assigned.

    Args:
        position: The position; None after a transfer, until one is assigned in the other unit.
        since: The first day.
    """

    position: str | None
    since: date


@frozen(kw_only=True)
class Leave:
    """
    One leave: its kind, its days, and the sessions of each day that it takes.

    Args:
        id: Its id.
        kind: Of what kind it is.
        term: Its first and last day.
        session: The sessions of each day that it takes.
    """

    id: str
    kind: LeaveKind
    term: Term
    session: Session

    def takes(self, on: date, session: Session) -> bool:
        """Whether it takes one session of a day."""
        return self.term.covers(on) and session in self.session.halves


@frozen(kw_only=True)
class PeriodGrade:
    """
    The final grade of a person for a month, a quarter or a year.

    Args:
        period: The period, as it is written.
        kind: Which kind of period it is.
        grade: The grade.
        approved_by: Who decided it.
        at: When it is said to have been decided (UTC).
        position: Where it stands in the log.
    """

    period: str
    kind: PeriodKind
    grade: Grade
    approved_by: str
    at: datetime
    position: int


@frozen(kw_only=True)
class Employee:
    """
    A person who works for the administration.

    Args:
        id: The person.
        category: The personnel category (R7).
        hired_on: The first day of service.
        separated_on: The last day of service; None while it goes on.
        earlier: The terms of service before, of whoever left and came back.
        positions: All that were assigned, in order.
        leaves: All that were recorded.
        grades: The grade of each period that was decided, the last where it was decided again.
    """

    kind: ClassVar[str] = "employee"
    id: str
    category: Category
    hired_on: date
    separated_on: date | None = None
    earlier: tuple[Term, ...] = ()
    positions: tuple[Holding, ...] = ()
    leaves: tuple[Leave, ...] = ()
    grades: tuple[PeriodGrade, ...] = ()

    def serves(self, on: date) -> bool:
        """Whether the person works for the administration on a day."""
        return self.hired_on <= on and (self.separated_on is None or on <= self.separated_on)

    @property
    def services(self) -> tuple[Term, ...]:
        """All terms of service, in order, the present one last."""
        return (*self.earlier, Term(self.hired_on, self.separated_on))

    def position_on(self, on: date) -> str | None:
        """The position held on a day: of those assigned by then, the last."""
        held = [each.position for each in self.positions if each.since <= on]
        return held[-1] if held else None

    def grade_of(self, period: str) -> PeriodGrade | None:
        """The grade of a period as it is written; None while none is decided."""
        return next((each for each in self.grades if each.period == period), None)

    def graded_between(self, first: date, last: date) -> tuple[str, ...]:
        """The periods with a day between two days of which a grade was decided, as they are written."""
        graded = ((each.period, Period.parse(each.period)) for each in self.grades)
        return tuple(written for written, each in graded if each.first <= last and first <= each.last)

    def is_on_leave(self, on: date, session: Session) -> bool:
        """Whether every session asked for is taken by leave; half a day of leave is no day of leave (K13)."""
        return all(any(leave.takes(on, half) for leave in self.leaves) for half in session.halves)

    @classmethod
    def evolve(cls, state: Self | None, event: Event, at: At) -> Self | None:
        """The employee after an event."""
        if isinstance(event, EmployeeRegistered):
            return _taken_on(cls(id=event.person, category=event.category, hired_on=event.hired_on), state)
        return None if state is None else _employed(state, event, at)


def _taken_on(employee: E, before: Employee | None) -> E:
    """Whoever comes back after they left keeps what is on record of their time before."""
    if before is None:
        return employee
    return evolve(
        employee,
        earlier=before.services,
        positions=before.positions,
        leaves=before.leaves,
        grades=before.grades,
    )


def _employed(employee: E, event: Event, at: At) -> E:
    match event:
        case PositionAssigned(position=position, since=since):
            held = Holding(position=position, since=since)
            return evolve(employee, positions=(*employee.positions, held))
        case EmployeeSeparated(until=until):
            return evolve(employee, separated_on=until)
        case EmployeeTransferred(on=since):
            return evolve(employee, positions=(*employee.positions, Holding(position=None, since=since)))
        case EmployeeEvaluated(period=period):
            others = (each for each in employee.grades if each.period != period)
            return evolve(employee, grades=(*others, _graded(event, at)))
        case LeaveRecorded(leave=id, kind=kind, since=since, until=until, session=session):
            leave = Leave(id=id, kind=kind, term=Term(since, until), session=session)
            return evolve(employee, leaves=(*employee.leaves, leave))
        case LeaveEnded(leave=id, until=until):
            leaves = tuple(
                evolve(each, term=each.term.ending(until)) if each.id == id else each
                for each in employee.leaves
            )
            return evolve(employee, leaves=leaves)
        case _:
            return employee


def _graded(event: EmployeeEvaluated, at: At) -> PeriodGrade:
    return PeriodGrade(
        period=event.period,
        kind=event.period_kind,
        grade=event.grade,
        approved_by=event.approved_by,
        at=at.occurred_at,
        position=at.position,
    )


@frozen(kw_only=True)
class Training:
    """
    What a person was trained in (R76).

    Args:
        id: The person.
        courses: The courses they completed.
    """

    kind: ClassVar[str] = "training"
    id: str
    courses: frozenset[str] = frozenset()

    @classmethod
    def evolve(cls, state: Self | None, event: Event, at: At) -> Self | None:
        """The training after an event."""
        if not isinstance(event, TrainingCompleted):
            return state
        before = frozenset[str]() if state is None else state.courses
        return cls(id=event.person, courses=before | {event.course})


class Stage(Enum):
    """How far an incident has come."""

    REPORTED = "reported"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


@frozen(kw_only=True)
class Incident:
    """
    What kept a person from working, and what the next level found of it (R23, K4).

    Args:
        id: Its id.
        person: Whom it kept from working.
        unit: The unit they reported it in.
        since: When it began: as confirmed, and as reported until then.
        until: When it ended, likewise.
        reported_since: When it began, as the employee reported it.
        reported_until: When it ended, likewise.
        stage: How far it has come.
    """

    kind: ClassVar[str] = "incident"
    id: str
    person: str
    unit: str
    since: datetime
    until: datetime
    reported_since: datetime
    reported_until: datetime
    stage: Stage = Stage.REPORTED

    @classmethod
    def evolve(cls, state: Self | None, event: Event, at: At) -> Self | None:
        """The incident after an event."""
        match event:
            case IncidentReported(incident=id, person=person, unit=unit, since=since, until=until):
                return cls(
                    id=id,
                    person=person,
                    unit=unit,
                    since=since,
                    until=until,
                    reported_since=since,
                    reported_until=until,
                )
            case IncidentConfirmed(since=since, until=until) if state is not None:
                return evolve(state, stage=Stage.CONFIRMED, since=since, until=until)
            case IncidentRejected() if state is not None:
                return evolve(state, stage=Stage.REJECTED)
            case _:
                return state


@frozen(kw_only=True)
class Presence:
    """
    What one person said of one day, and whether the head has read it (R25, R36, K19).

    Args:
        unit: The unit they said it in; figures use the unit of the day of the fact (K18).
        place: Where they worked.
        checked_out: Whether they said that the day's work is done.
        reported: Whether they reported.
        reviewed: Whether the report was read.
    """

    kind: ClassVar[str] = "presence"
    unit: str | None = None
    place: Place | None = None
    checked_out: bool = False
    reported: bool = False
    reviewed: bool = False

    @classmethod
    def evolve(cls, state: Self | None, event: Event, at: At) -> Self | None:
        """The day after an event."""
        said = cls() if state is None else state
        match event:
            case CheckedIn(unit=unit, place=place):
                return evolve(said, unit=unit, place=place)
            case CheckedOut():
                return evolve(said, checked_out=True)
            case DayReported(unit=unit):
                return evolve(said, unit=unit, reported=True)
            case ReportReviewed():
                return evolve(said, reviewed=True)
            case _:
                return state


STATES = (Employee, Training, Incident, Presence)
