"""A working day of a body: who belongs to it, what binds it, who is where, and by how many the cap is passed."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import ClassVar, Self, TypeAlias, TypeVar, assert_never

from attrs import evolve, field, frozen

from civicflow.core.event import At, Event
from civicflow.employee.events import Category, Place, Session
from civicflow.regulations.caps import EssentialOnly, Limit, NoLimit, Share, people_allowed
from civicflow.roster.cap import Cap
from civicflow.roster.events import (
    DayOpened,
    HeadcountRecounted,
    PlaceBooked,
    PlaceReleased,
    PresenceCorrected,
)

D = TypeVar("D", bound="Day")


@frozen(kw_only=True)
class Booking:
    """
    Where one person is in one session.

    Args:
        person: Who.
        category: Their personnel category then.
        place: Where; None for nowhere at work, as the head set it right.
        purpose: What for: ordinary work, duty, hotline, or an exempt duty.
        corrected: Whether the head set it right.
    """

    person: str
    category: Category
    place: Place | None
    purpose: str
    corrected: bool = False


Bookings: TypeAlias = Mapping[tuple[str, Session], Booking]
"""The booking of each person for each half of the day."""


@frozen(kw_only=True)
class Day:
    """
    A working day of a body.

    Args:
        id: Body and date.
        body: The body that the cap binds.
        on: The date.
        counted: Who belongs to the number that the cap is taken of.
        besides: Who belongs to the body, and not to that number.
        cap: What binds it.
        bookings: Who is where.
    """

    kind: ClassVar[str] = "day"
    id: str
    body: str
    on: date
    counted: frozenset[str]
    besides: frozenset[str]
    cap: Cap
    bookings: Bookings = field(factory=dict)

    def is_exempt(self, booking: Booking) -> bool:
        """Whether somebody is at the office for a duty that the orders in force exempt."""
        return booking.place is Place.OFFICE and booking.purpose in self.cap.exempt_codes

    def on_site(self) -> frozenset[str]:
        """Who counts as on site; one session at the office is enough (K13)."""
        limit = self.cap.limit
        at_the_office = (each for each in self.bookings.values() if each.place is Place.OFFICE)
        return frozenset(
            each.person for each in at_the_office if _counts(limit, each, exempt=self.is_exempt(each))
        )

    def members(self) -> frozenset[str]:
        """
        The people of whose number the cap is taken.

        Whoever has an exempt duty that day is left out of it, unless the order counts them there (K5).
        """
        limit = self.cap.limit
        if not isinstance(limit, Share) or limit.exempt_count in ("denominator", "both"):
            return self.counted
        return self.counted.difference(each.person for each in self._exempt())

    def headcount(self) -> int:
        """The number that the cap is taken of."""
        return len(self.members())

    def _exempt(self) -> Iterator[Booking]:
        return (each for each in self.bookings.values() if self.is_exempt(each))

    def allowed(self) -> int | None:
        """How many may be on site; None where there is no number: without a limit, and without a record (K6)."""
        limit = self.cap.limit
        return (
            None if limit is None or isinstance(limit, NoLimit) else people_allowed(limit, self.headcount())
        )

    def over_by(self) -> int | None:
        """How many are on site above the cap; None when nothing is on record (K5, K6)."""
        allowed = self.allowed()
        if allowed is None:
            return None if self.cap.limit is None else 0
        return max(0, len(self.on_site()) - allowed)

    def with_bookings(self, booking: Booking, session: Session) -> Self:
        """The same day with a person's place in each half of a session."""
        added = {(booking.person, half): booking for half in session.halves}
        return evolve(self, bookings={**self.bookings, **added})

    @classmethod
    def evolve(cls, state: Self | None, event: Event, at: At) -> Self | None:
        """The day after an event."""
        if isinstance(event, DayOpened):
            return cls(
                id=f"{event.body}:{event.day}",
                body=event.body,
                on=event.day,
                counted=frozenset(event.counted),
                besides=frozenset(event.besides),
                cap=event.cap,
            )
        return None if state is None else _changed(state, event)


def _counts(limit: Limit | None, booking: Booking, *, exempt: bool) -> bool:
    match limit:
        case Share():
            return limit.in_presence(category=booking.category.value, exempt=exempt)
        case EssentialOnly():
            return not exempt
        case NoLimit() | None:
            return True
        case _:
            assert_never(limit)


def _changed(day: D, event: Event) -> D:
    match event:
        case PlaceBooked(person=person, category=category, place=place, purpose=purpose, session=session):
            booked = Booking(person=person, category=category, place=place, purpose=purpose)
            return day.with_bookings(booked, session)
        case PlaceReleased(person=person, session=session):
            freed = {(person, half) for half in session.halves}
            return evolve(day, bookings={key: each for key, each in day.bookings.items() if key not in freed})
        case HeadcountRecounted(counted=counted, besides=besides, cap=cap):
            return evolve(day, counted=frozenset(counted), besides=frozenset(besides), cap=cap)
        case PresenceCorrected(person=person, category=category, place=place, session=session):
            found = Booking(
                person=person, category=category, place=place, purpose=event.purpose, corrected=True
            )
            return day.with_bookings(found, session)
        case _:
            return day


STATES = (Day,)
