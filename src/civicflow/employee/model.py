"""How a person who works stands: category, positions and leaves; an incident; one day's presence."""

from datetime import date, datetime
from typing import ClassVar, Self, TypeVar

from attrs import evolve, frozen

from civicflow.core.event import At, Event
from civicflow.employee.events import (
    Category,
    CheckedIn,
    DayReported,
    EmployeeRegistered,
    IncidentConfirmed,
    IncidentReported,
    LeaveEnded,
    LeaveKind,
    LeaveRecorded,
    Place,
    PositionAssigned,
    Session,
)
from civicflow.organization.model import Term

E = TypeVar("E", bound="Employee")


@frozen(kw_only=True)
class Holding:
    """
    One position held from a day on, until the next one is assigned.

    Args:
        position: The position.
        since: The first day.
    """

    position: str
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
class Employee:
    """
    A person who works for the administration.

    Args:
        id: The person.
        category: The personnel category (R7).
        hired_on: The first day.
        positions: All that were assigned, in order.
        leaves: All that were recorded.
    """

    kind: ClassVar[str] = "employee"
    id: str
    category: Category
    hired_on: date
    positions: tuple[Holding, ...] = ()
    leaves: tuple[Leave, ...] = ()

    def position_on(self, on: date) -> str | None:
        """The position held on a day: of those assigned by then, the last."""
        held = [each.position for each in self.positions if each.since <= on]
        return held[-1] if held else None

    def is_on_leave(self, on: date, session: Session) -> bool:
        """Whether every session asked for is taken by leave; half a day of leave is no day of leave (K13)."""
        return all(any(leave.takes(on, half) for leave in self.leaves) for half in session.halves)

    @classmethod
    def evolve(cls, state: Self | None, event: Event, at: At) -> Self | None:
        """The employee after an event."""
        if isinstance(event, EmployeeRegistered):
            return cls(id=event.person, category=event.category, hired_on=event.hired_on)
        return None if state is None else _employed(state, event)


def _employed(employee: E, event: Event) -> E:
    match event:
        case PositionAssigned(position=position, since=since):
            held = Holding(position=position, since=since)
            return evolve(employee, positions=(*employee.positions, held))
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


@frozen(kw_only=True)
class Incident:
    """What kept a person from working, and whether the next level has confirmed it (R23, K4)."""

    kind: ClassVar[str] = "incident"
    id: str
    person: str
    unit: str
    since: datetime
    until: datetime
    confirmed: bool = False

    @classmethod
    def evolve(cls, state: Self | None, event: Event, at: At) -> Self | None:
        """The incident after an event."""
        match event:
            case IncidentReported(incident=id, person=person, unit=unit, since=since, until=until):
                return cls(id=id, person=person, unit=unit, since=since, until=until)
            case IncidentConfirmed() if state is not None:
                return evolve(state, confirmed=True)
            case _:
                return state


@frozen(kw_only=True)
class Presence:
    """What one person said of one day: where they worked, and whether they reported (R25, R36)."""

    kind: ClassVar[str] = "presence"
    place: Place | None = None
    reported: bool = False

    @classmethod
    def evolve(cls, state: Self | None, event: Event, at: At) -> Self | None:
        """The day after an event."""
        said = cls() if state is None else state
        match event:
            case CheckedIn(place=place):
                return evolve(said, place=place)
            case DayReported():
                return evolve(said, reported=True)
            case _:
                return state


STATES = (Employee, Incident, Presence)
