"""What can be asked for about a working day of a body: open it, book and release places, recount, correct."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from attrs import field, frozen

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import (
    FreeText,
    PersonId,
    SubjectId,
    UnitId,
    day,
    free_text,
    optional_free_text,
)
from civicflow.core.rule import Rule
from civicflow.employee.events import Place, Session, optional_place
from civicflow.employee.model import Employee
from civicflow.employee.presence_rules import day_has_come
from civicflow.employee.rules import actor_is_not_the_employee
from civicflow.organization.membership import primary_unit
from civicflow.organization.model import Unit
from civicflow.roster import rules
from civicflow.roster.cap import cap_in_force
from civicflow.roster.events import (
    DayOpened,
    HeadcountRecounted,
    PlaceBooked,
    PlaceReleased,
    PresenceCorrected,
)
from civicflow.roster.headcount import headcount


def unit_on(facts: Facts, person: str, on: date) -> str | None:
    """The primary unit of a person on a day: figures use the unit of the day of the fact (K18)."""
    unit = primary_unit(facts, person, on)
    return None if unit is None else unit.id


@frozen(kw_only=True, eq=False, repr=False)
class OpenDay(Command):
    """
    Open a working day of a body, so that places can be booked: its people are counted, its cap looked up (K5, K6).

    Args:
        body: The body that orders bind as a whole, such as the agency.
        day: The date.
    """

    body: UnitId
    day: date = field(converter=day)

    authority: ClassVar[Rule] = rules.office_of_the_body
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.unit_is_a_body,
        rules.day_is_not_open_yet,
        rules.day_lies_in_the_calendar,
        rules.day_is_not_over,
        rules.members_are_registered,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The day is open."""
        body = facts.of(Unit, self.body)
        cap = cap_in_force(facts, body, self.day)
        people = headcount(facts, self.body, self.day, cap)
        yield DayOpened(
            body=self.body,
            day=self.day,
            locality=body.locality,
            counted=people.counted,
            besides=people.besides,
            cap=cap,
            opened_by=facts.act.person,
        )


@frozen(kw_only=True, eq=False, repr=False)
class BookPlace(Command):
    """
    Book where a person works on a day, and what for (R40, R65, K5, K13).

    Under "not on record" nothing forbids a place at the office; the day says so, and never "no limit" (K6).

    Args:
        body: The body whose day it is.
        day: The date.
        person: Who.
        session: The sessions.
        place: Where: ``office``, ``home`` or ``field``.
        purpose: What for: ``ordinary``, ``duty``, ``hotline``, or the code of an exempt duty.
        destination: The task or place of field work.
    """

    body: UnitId
    day: date = field(converter=day)
    person: PersonId
    session: Session = field(default=Session.BOTH, converter=Session)
    place: Place = field(converter=Place)
    purpose: SubjectId = "ordinary"
    destination: FreeText | None = field(default=None, converter=optional_free_text)

    authority: ClassVar[Rule] = rules.person_or_office_above
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.day_is_not_over,
        rules.person_belongs_to_the_day,
        rules.person_is_not_on_leave,
        rules.sessions_are_free,
        rules.purpose_is_known,
        rules.field_work_names_its_destination,
        rules.home_place_is_lawful,
        rules.day_is_counted_under_the_orders_in_force,
        rules.only_essential_duties_come_in,
        rules.on_site_cap_is_kept,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The place is booked."""
        yield PlaceBooked(
            body=self.body,
            day=self.day,
            person=self.person,
            unit=unit_on(facts, self.person, self.day),
            category=facts.of(Employee, self.person).category,
            session=self.session,
            place=self.place,
            purpose=self.purpose,
            destination=self.destination,
        )


@frozen(kw_only=True, eq=False, repr=False)
class ReleasePlace(Command):
    """
    Give a booked place back (K5).

    Args:
        body: The body whose day it is.
        day: The date.
        person: Whose place.
        session: The sessions; one of two may be kept.
    """

    body: UnitId
    day: date = field(converter=day)
    person: PersonId
    session: Session = field(default=Session.BOTH, converter=Session)

    authority: ClassVar[Rule] = rules.person_or_office_above
    rules: ClassVar[tuple[Rule, ...]] = (rules.day_is_not_over, rules.sessions_are_booked)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The place is released."""
        yield PlaceReleased(
            body=self.body,
            day=self.day,
            person=self.person,
            unit=unit_on(facts, self.person, self.day),
            session=self.session,
        )


@frozen(kw_only=True, eq=False, repr=False)
class RecountHeadcount(Command):
    """
    Count the people of a day again, under the orders now in force; nothing happens when nothing has changed (K5).

    Args:
        body: The body whose day it is.
        day: The date.
        reason: What has changed.
    """

    body: UnitId
    day: date = field(converter=day)
    reason: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = rules.office_of_the_body
    rules: ClassVar[tuple[Rule, ...]] = (rules.members_are_registered,)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The headcount is recounted; lawful bookings stay."""
        before = rules.day_of(self, facts)
        cap = cap_in_force(facts, facts.of(Unit, self.body), self.day)
        people = headcount(facts, self.body, self.day, cap)
        now = (frozenset(people.counted), frozenset(people.besides), cap)
        if now != (before.counted, before.besides, before.cap):
            yield HeadcountRecounted(
                body=self.body,
                day=self.day,
                counted=people.counted,
                besides=people.besides,
                cap=cap,
                recounted_by=facts.act.person,
                reason=self.reason,
            )


@frozen(kw_only=True, eq=False, repr=False)
class CorrectPresence(Command):
    """
    Set right, as the head, where a person really was; what was booked stays on record (K5, R18).

    Args:
        body: The body whose day it was.
        day: The date.
        person: Who.
        session: The sessions.
        place: Where they were; nowhere at work when left out.
        purpose: What for.
        reason: How the head knows.
    """

    body: UnitId
    day: date = field(converter=day)
    person: PersonId
    session: Session = field(default=Session.BOTH, converter=Session)
    place: Place | None = field(default=None, converter=optional_place)
    purpose: SubjectId = "ordinary"
    reason: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = rules.office_that_leads_the_person
    rules: ClassVar[tuple[Rule, ...]] = (
        day_has_come,
        rules.person_belongs_to_the_day,
        rules.purpose_is_known,
        actor_is_not_the_employee,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The presence is corrected."""
        yield PresenceCorrected(
            body=self.body,
            day=self.day,
            person=self.person,
            unit=unit_on(facts, self.person, self.day),
            category=facts.of(Employee, self.person).category,
            session=self.session,
            place=self.place,
            purpose=self.purpose,
            corrected_by=facts.act.person,
            reason=self.reason,
        )


COMMANDS = (OpenDay, BookPlace, ReleasePlace, RecountHeadcount, CorrectPresence)
