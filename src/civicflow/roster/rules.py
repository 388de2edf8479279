"""Who opens, books, recounts and corrects a day, and what must be true before they do."""

from datetime import date
from typing import Protocol

from civicflow.calendars import WorkingCalendar
from civicflow.core.facts import Facts
from civicflow.core.fields import FreeText
from civicflow.core.rule import ALLOWED, Allowed, Verdict, allowed_if
from civicflow.employee.events import Place, Session
from civicflow.employee.model import Employee
from civicflow.home_work.eligibility import arrangement_in_force, works_at_home_by_order
from civicflow.organization.authority import OFFICES_OF_RECORD, leads, today
from civicflow.organization.membership import primary_unit
from civicflow.organization.model import Unit
from civicflow.roster.cap import Answer, cap_in_force
from civicflow.roster.headcount import members_of_body
from civicflow.roster.model import Booking, Day

PURPOSES = ("ordinary", "duty", "hotline")
"""What somebody may be at the office for besides the duties that an order exempts (R42, K5)."""


class ConcernsDay(Protocol):
    """A command about a working day of a body."""

    @property
    def body(self) -> str:
        """The body that the cap binds."""

    @property
    def day(self) -> date:
        """The date."""


class ConcernsPersonOfDay(ConcernsDay, Protocol):
    """A command about one person's day."""

    @property
    def person(self) -> str:
        """The person."""

    @property
    def session(self) -> Session:
        """The sessions it is about."""


class StatesPurpose(ConcernsPersonOfDay, Protocol):
    """A command that says what a person's place is for."""

    @property
    def purpose(self) -> str:
        """The purpose."""


class BooksPlace(StatesPurpose, Protocol):
    """A command that books a place."""

    @property
    def place(self) -> Place:
        """Where."""

    @property
    def destination(self) -> FreeText | None:
        """The task or place of field work."""


def day_of(command: ConcernsDay, facts: Facts) -> Day:
    """The day that a command is about."""
    return facts.of(Day, f"{command.body}:{command.day}")


def office_of_the_body(command: ConcernsDay, facts: Facts) -> Verdict:
    """An office acts that leads the body or keeps its record (R65, K11)."""
    return leads(facts, command.body, offices=OFFICES_OF_RECORD)


def office_that_leads_the_person(command: ConcernsPersonOfDay, facts: Facts) -> Verdict:
    """An office acts that leads the unit of the person on that day, or one above it (K5, K11)."""
    unit = primary_unit(facts, command.person, command.day)
    return leads(facts, command.body if unit is None else unit.id, about=command.person)


def person_or_office_above(command: ConcernsPersonOfDay, facts: Facts) -> Verdict:
    """The person acts for themselves, or an office that leads their unit or keeps its record (R40)."""
    if facts.act.by == command.person and facts.act.on_behalf_of is None:
        return Allowed("in person")
    unit = primary_unit(facts, command.person, command.day)
    above = command.body if unit is None else unit.id
    return leads(facts, above, about=command.person, offices=OFFICES_OF_RECORD)


def unit_is_a_body(command: ConcernsDay, facts: Facts) -> Verdict:
    """The unit is one that orders bind as a whole: an agency, a ward (K5)."""
    body = facts.of(Unit, command.body).body
    return allowed_if(body == command.body, unit=command.body, body=body)


def day_is_not_open_yet(command: ConcernsDay, facts: Facts) -> Verdict:
    """The day was not opened before."""
    found = facts.find(Day, f"{command.body}:{command.day}")
    return allowed_if(found is None, body=command.body, day=str(command.day))


def day_lies_in_the_calendar(command: ConcernsDay, facts: Facts) -> Verdict:
    """The working calendar knows the day, so that what happens on it can be counted."""
    calendar = facts.calendar(WorkingCalendar)
    known = calendar.first <= command.day <= calendar.last
    return allowed_if(known, day=str(command.day), last=str(calendar.last))


def day_is_not_over(command: ConcernsDay, facts: Facts) -> Verdict:
    """The day is today or still to come; what was is corrected, not booked."""
    return allowed_if(command.day >= today(facts), day=str(command.day))


def members_are_registered(command: ConcernsDay, facts: Facts) -> Verdict:
    """Everybody who belongs to the body is registered with a category, so that they can be counted (K5)."""
    members = members_of_body(facts, command.body, command.day)
    missing = [person for person in members if facts.find(Employee, person) is None]
    return allowed_if(not missing, missing=len(missing), person=missing[0] if missing else "")


def person_belongs_to_the_day(command: ConcernsPersonOfDay, facts: Facts) -> Verdict:
    """The person was among the people of the body when the day was opened or recounted (K5)."""
    day = day_of(command, facts)
    known = command.person in day.counted or command.person in day.besides
    return allowed_if(known, person=command.person, body=day.body, day=str(day.on))


def person_is_not_on_leave(command: ConcernsPersonOfDay, facts: Facts) -> Verdict:
    """No session that is asked for is taken by leave (K13)."""
    employee = facts.find(Employee, command.person)
    halves = command.session.halves
    free = employee is None or not any(employee.is_on_leave(command.day, half) for half in halves)
    return allowed_if(free, person=command.person, day=str(command.day), session=command.session.value)


def sessions_are_free(command: ConcernsPersonOfDay, facts: Facts) -> Verdict:
    """The person has no place yet in the sessions that are asked for."""
    bookings = day_of(command, facts).bookings
    taken = any((command.person, half) in bookings for half in command.session.halves)
    return allowed_if(not taken, person=command.person, session=command.session.value)


def sessions_are_booked(command: ConcernsPersonOfDay, facts: Facts) -> Verdict:
    """The person has a place, not set right by the head since, in each session that is given back."""
    bookings = day_of(command, facts).bookings
    found = [bookings.get((command.person, half)) for half in command.session.halves]
    booked = all(each is not None and not each.corrected for each in found)
    return allowed_if(booked, person=command.person, session=command.session.value)


def purpose_is_known(command: StatesPurpose, facts: Facts) -> Verdict:
    """The purpose is ordinary work, duty, the hotline, or a duty that the orders in force exempt (K5)."""
    known = (*PURPOSES, *day_of(command, facts).cap.exempt_codes)
    return allowed_if(command.purpose in known, purpose=command.purpose, known=", ".join(known))


def field_work_names_its_destination(command: BooksPlace, _facts: Facts) -> Verdict:
    """Field work says for which task, or where; other places need not (R40, K5)."""
    named = command.place is not Place.FIELD or command.destination is not None
    return allowed_if(named, person=command.person, basis="K5")


def home_place_is_lawful(command: BooksPlace, facts: Facts) -> Verdict:
    """A place at home rests on an active arrangement that names the weekday, or on an emergency mode (K2)."""
    if command.place is not Place.HOME or facts.find(Employee, command.person) is None:
        return ALLOWED
    arrangement = arrangement_in_force(facts, command.person, command.day)
    arranged = arrangement is not None and arrangement.names_day(command.day)
    lawful = arranged or works_at_home_by_order(facts, command.person, command.day)
    return allowed_if(lawful, person=command.person, day=str(command.day), basis="K2")


def day_is_counted_under_the_orders_in_force(command: BooksPlace, facts: Facts) -> Verdict:
    """The cap on the day is still the one in force; else the day is recounted before anybody is let in (K2, K5)."""
    if command.place is not Place.OFFICE:
        return ALLOWED
    now = cap_in_force(facts, facts.of(Unit, command.body), command.day)
    return allowed_if(day_of(command, facts).cap == now, day=str(command.day), answer=now.answer.value)


def only_essential_duties_come_in(command: BooksPlace, facts: Facts) -> Verdict:
    """Where essential duties alone are let in, the place is for one of them (R64, K6)."""
    cap = day_of(command, facts).cap
    if command.place is not Place.OFFICE or cap.answer is not Answer.ESSENTIAL_ONLY:
        return ALLOWED
    essential = command.purpose in cap.exempt_codes
    return allowed_if(essential, purpose=command.purpose, source=cap.source or "", basis="R64")


def on_site_cap_is_kept(command: BooksPlace, facts: Facts) -> Verdict:
    """The booking puts nobody, or nobody more, above the cap on the body (R65, K5)."""
    day, employee = day_of(command, facts), facts.find(Employee, command.person)
    if command.place is not Place.OFFICE or employee is None or day.cap.answer is not Answer.SHARE:
        return ALLOWED
    booking = Booking(
        person=command.person, category=employee.category, place=command.place, purpose=command.purpose
    )
    after = day.with_bookings(booking, command.session)
    kept = (after.over_by() or 0) <= (day.over_by() or 0)
    on_site, allowed = len(day.on_site()), after.allowed() or 0
    return allowed_if(kept, on_site=on_site, allowed=allowed, source=day.cap.source or "", basis="R65")
