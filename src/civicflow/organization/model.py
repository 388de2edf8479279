"""What an administration is made of now: the record itself, units with offices and members, positions, modes."""

from collections.abc import Collection, Iterator
from datetime import date
from operator import attrgetter
from typing import ClassVar, Self, TypeVar

from attrs import evolve, frozen

from civicflow.core.event import At, Event
from civicflow.organization.events import (
    Appointed,
    AuthorityDelegated,
    DelegationWithdrawn,
    EmergencyModeDeclared,
    EmergencyModeLifted,
    ExemptCount,
    Founded,
    MemberJoined,
    MemberLeft,
    Office,
    PositionAbolished,
    PositionEstablished,
    PositionRevised,
    Relieved,
    UnitEstablished,
)

U = TypeVar("U", bound="Unit")

THE_ADMINISTRATION = "main"
"""A log is the record of one administration; this is its id."""


@frozen
class Term:
    """
    The days between which something holds, both included.

    Args:
        since: The first day.
        until: The last day; None while it is open.
    """

    since: date
    until: date | None

    def covers(self, on: date) -> bool:
        """Whether a day lies within."""
        return self.since <= on and (self.until is None or on <= self.until)

    def overlaps(self, other: "Term") -> bool:
        """Whether there is a day that lies within both."""
        last = min((each for each in (self.until, other.until) if each is not None), default=date.max)
        return max(self.since, other.since) <= last

    def ending(self, until: date) -> "Term":
        """The same term, over on a day at the latest."""
        return Term(self.since, until if self.until is None else min(until, self.until))


@frozen(kw_only=True)
class Administration:
    """The record itself and who may set it up."""

    kind: ClassVar[str] = "administration"
    administrator: str

    @classmethod
    def evolve(cls, state: Self | None, event: Event, at: At) -> Self | None:
        """The record after an event."""
        return cls(administrator=event.administrator) if isinstance(event, Founded) else state


@frozen(kw_only=True)
class Appointment:
    """
    One office held by one person for a term.

    Args:
        person: Who holds it.
        office: Which office.
        term: From when to when.
        position: Where the appointment stands in the log.
    """

    person: str
    office: Office
    term: Term
    position: int


@frozen(kw_only=True)
class Membership:
    """
    One person's belonging to a unit for a term.

    Args:
        person: Who belongs to it.
        primary: Whether it is the unit that the person belongs to first.
        term: From when to when.
    """

    person: str
    primary: bool
    term: Term


@frozen(kw_only=True)
class Unit:
    """
    A unit: where it stands, who holds its offices, who belongs to it.

    Args:
        id: Its id.
        title: Its title.
        superior: The unit above; None for a root unit.
        answers_to: The person above a root unit.
        body: The body that an order's cap binds: the agency, the ward (K5).
        locality: The place whose rules apply, such as ``vn/hcmc``.
        appointments: All that were made.
        memberships: All that began.
    """

    kind: ClassVar[str] = "unit"
    id: str
    title: str
    superior: str | None
    answers_to: str | None
    body: str
    locality: str
    appointments: tuple[Appointment, ...] = ()
    memberships: tuple[Membership, ...] = ()

    def holders(self, office: Office, on: date) -> Iterator[Appointment]:
        """The appointments to an office that hold on a day."""
        return (each for each in self.appointments if each.office is office and each.term.covers(on))

    def is_headed_by(self, person: str, on: date) -> bool:
        """Whether a person is the head on a day."""
        return any(each.person == person for each in self.holders(Office.HEAD, on))

    def members(self, on: date, *, primary_only: bool = False) -> tuple[str, ...]:
        """Who belongs to the unit on a day."""
        current = (each for each in self.memberships if each.term.covers(on))
        return tuple(dict.fromkeys(each.person for each in current if each.primary or not primary_only))

    def people(self, on: date, *, offices: Collection[Office] = tuple(Office)) -> frozenset[str]:
        """Who belongs to the unit on a day, or holds one of some offices of it; any office when none is named."""
        held = (each.person for office in offices for each in self.holders(office, on))
        return frozenset({*self.members(on), *held})

    @classmethod
    def evolve(cls, state: Self | None, event: Event, at: At) -> Self | None:
        """The unit after an event."""
        if isinstance(event, UnitEstablished):
            return cls(
                id=event.unit,
                title=event.title,
                superior=event.superior,
                answers_to=event.answers_to,
                body=event.body,
                locality=event.locality,
            )
        return None if state is None else _changed(state, event, at)


def _changed(unit: U, event: Event, at: At) -> U:
    match event:
        case Appointed(person=person, office=office, since=since, until=until):
            made = Appointment(person=person, office=office, term=Term(since, until), position=at.position)
            return evolve(unit, appointments=(*unit.appointments, made))
        case Relieved(person=person, office=office, until=until):
            ended = tuple(
                evolve(each, term=each.term.ending(until))
                if (each.person, each.office) == (person, office) and each.term.covers(until)
                else each
                for each in unit.appointments
            )
            return evolve(unit, appointments=ended)
        case MemberJoined(person=person, primary=primary, since=since):
            begun = Membership(person=person, primary=primary, term=Term(since, None))
            return evolve(unit, memberships=(*unit.memberships, begun))
        case MemberLeft(person=person, until=until):
            left = tuple(
                evolve(each, term=each.term.ending(until))
                if each.person == person and each.term.covers(until)
                else each
                for each in unit.memberships
            )
            return evolve(unit, memberships=left)
        case _:
            return unit


@frozen(kw_only=True)
class Description:
    """
    What a position is from a day on.

    Args:
        since: The first day.
        title: Its title.
        duties: What whoever holds it must do (R75).
        group: The positions it is compared with.
        citizen_contact: Whether citizens come to it (R4).
        handles_procedures: Whether it handles administrative procedures (R3).
        work_types: The kinds of work that it deals with (R15).
    """

    since: date
    title: str
    duties: str | None
    group: str
    citizen_contact: bool
    handles_procedures: bool
    work_types: tuple[str, ...]


@frozen(kw_only=True)
class Position:
    """
    A position of a unit with its history: what it was on each day, and until when it stood (K12).

    Args:
        id: Its id.
        unit: The unit it belongs to.
        descriptions: What it is, each from its first day on; in order of these days.
        until: Its last day; None while none is decided.
    """

    kind: ClassVar[str] = "position"
    id: str
    unit: str
    descriptions: tuple[Description, ...]
    until: date | None = None

    def on(self, day: date) -> Description | None:
        """What it was on a day; None before it was established and after it was abolished."""
        if self.until is not None and self.until < day:
            return None
        return next((each for each in reversed(self.descriptions) if each.since <= day), None)

    @classmethod
    def evolve(cls, state: Self | None, event: Event, at: At) -> Self | None:
        """The position after an event."""
        match event:
            case PositionEstablished():
                return cls(id=event.position, unit=event.unit, descriptions=(_described(event),))
            case PositionRevised() if state is not None:
                known = (*state.descriptions, _described(event))
                return evolve(state, descriptions=tuple(sorted(known, key=attrgetter("since"))))
            case PositionAbolished(until=until) if state is not None:
                return evolve(state, until=until)
            case _:
                return state


def _described(event: PositionEstablished | PositionRevised) -> Description:
    return Description(
        since=event.since,
        title=event.title,
        duties=event.duties,
        group=event.group,
        citizen_contact=event.citizen_contact,
        handles_procedures=event.handles_procedures,
        work_types=event.work_types,
    )


@frozen(kw_only=True)
class Delegation:
    """
    One delegation: who may act, for which unit, when.

    Args:
        id: Its id.
        to: Who may act.
        unit: For which unit.
        term: From when to when.
    """

    id: str
    to: str
    unit: str
    term: Term


@frozen(kw_only=True)
class Delegations:
    """All delegations that a person gave."""

    kind: ClassVar[str] = "delegation"
    given: tuple[Delegation, ...] = ()

    def to(self, person: str, on: date) -> tuple[Delegation, ...]:
        """Those under which somebody may act on a day."""
        return tuple(each for each in self.given if each.to == person and each.term.covers(on))

    @classmethod
    def evolve(cls, state: Self | None, event: Event, at: At) -> Self | None:
        """The delegations after an event."""
        before = () if state is None else state.given
        match event:
            case AuthorityDelegated(delegation=id, to=to, unit=unit, since=since, until=until):
                return cls(given=(*before, Delegation(id=id, to=to, unit=unit, term=Term(since, until))))
            case DelegationWithdrawn(delegation=id, until=until):
                ended = (
                    evolve(each, term=each.term.ending(until)) if each.id == id else each for each in before
                )
                return cls(given=tuple(ended))
            case _:
                return state


@frozen(kw_only=True)
class EmergencyMode:
    """
    An order under which everybody works at home but for those whom it lets in (K2).

    Args:
        id: Its id.
        locality: The place where it holds, such as ``vn/hcmc/district-1``.
        instrument: The order itself.
        term: From when to when it holds.
        cap: How many may be at the office, such as ``1/3``; None where the order says nothing of it.
        minimum_on_site: How many may be there in any case.
        counted_categories: The personnel categories of whom the cap is taken.
        leave_counts: Whether people on leave belong to that number; None where the order does not say.
        exempt_codes: The duties that it exempts from the cap.
        exempt_count: Where those on such a duty are counted: ``numerator``, ``denominator``, ``both`` or ``none``.
        suspended_services: What rests meanwhile, such as receiving citizens or inspections (R66, R60).
        urgent_procedures: The procedures that are served all the same (R67).
        service_channels: By what citizens are served meanwhile (R68).
        phones_on_all_day: Whether whoever works at home must be reachable day and night (R24); None where the order does
            not say.
        lifted_by: The instrument that lifted it; None where nobody has.
        events: Where it was declared and lifted in the log.
    """

    kind: ClassVar[str] = "emergency_mode"
    id: str
    locality: str
    instrument: str
    term: Term
    cap: str | None
    minimum_on_site: int
    counted_categories: tuple[str, ...]
    leave_counts: bool | None
    exempt_codes: tuple[str, ...]
    exempt_count: ExemptCount
    suspended_services: tuple[str, ...] = ()
    urgent_procedures: tuple[str, ...] = ()
    service_channels: tuple[str, ...] = ()
    phones_on_all_day: bool | None = None
    lifted_by: str | None = None
    events: tuple[int, ...] = ()

    @classmethod
    def evolve(cls, state: Self | None, event: Event, at: At) -> Self | None:
        """The mode after an event."""
        match event:
            case EmergencyModeDeclared():
                return cls(
                    id=event.mode,
                    locality=event.locality,
                    instrument=event.instrument,
                    term=Term(event.since, event.until),
                    cap=event.cap,
                    minimum_on_site=event.minimum_on_site,
                    counted_categories=event.counted_categories,
                    leave_counts=event.leave_counts,
                    exempt_codes=event.exempt_codes,
                    exempt_count=event.exempt_count,
                    suspended_services=event.suspended_services,
                    urgent_procedures=event.urgent_procedures,
                    service_channels=event.service_channels,
                    phones_on_all_day=event.phones_on_all_day,
                    events=(at.position,),
                )
            case EmergencyModeLifted(until=until, instrument=lifting) if state is not None:
                events = (*state.events, at.position)
                return evolve(state, term=state.term.ending(until), lifted_by=lifting, events=events)
            case _:
                return state


STATES = (Administration, Unit, Position, Delegations, EmergencyMode)
