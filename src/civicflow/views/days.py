"""The working days of a body: who was counted, and what was booked, released and set right; one row a body and day."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Literal, NamedTuple, TypeAlias

from attrs import frozen

from civicflow.core.event import At, Event, Instant
from civicflow.core.question import View
from civicflow.employee.events import Category, Place, Session
from civicflow.roster.events import (
    DayOpened,
    HeadcountRecounted,
    PlaceBooked,
    PlaceReleased,
    PresenceCorrected,
)
from civicflow.roster.model import Booking

Deed: TypeAlias = Literal["booked", "released", "corrected"]


class Act(NamedTuple):
    """
    One thing that happened to a place.

    Args:
        deed: What.
        position: Where it stands in the log.
        recorded: When the store took it, in microseconds since 1970 UTC.
        person: Whose place it is.
        session: The sessions it is about.
        category: Their personnel category; None where a place is released.
        place: Where; None for nowhere at work.
        purpose: What for.
    """

    deed: Deed
    position: int
    recorded: Instant
    person: str
    session: Session
    category: Category | None = None
    place: Place | None = None
    purpose: str = ""


class Count(NamedTuple):
    """
    The people of a body as they were counted.

    Args:
        position: Where the count stands in the log.
        counted: Those who belong to the number that the cap is taken of.
        besides: Those who do not.
        categories: The personnel categories that were counted.
        leave_counts: Whether people on leave were counted; None where no share asked for it.
    """

    position: int
    counted: tuple[str, ...]
    besides: tuple[str, ...]
    categories: tuple[str, ...]
    leave_counts: bool | None


@frozen
class DayOnRecord:
    """
    A working day of a body.

    Args:
        id: Body and date, such as ``A-1:2021-06-04``.
        body: The body.
        on: The date.
        locality: The place of the body; None when the day was never opened.
        count: The last count of its people.
        acts: What happened to places, in order of the log.
    """

    id: str
    body: str
    on: date
    locality: str | None
    count: Count | None
    acts: tuple[Act, ...]

    def bookings(self) -> Iterator[tuple[tuple[str, Session], Booking]]:
        """Who is where in each half of the day, as booked and set right at last."""
        last = {(act.person, half): act for act in self.acts for half in act.session.halves}
        for key, act in last.items():
            if act.category is not None:
                yield (
                    key,
                    Booking(
                        person=act.person,
                        category=act.category,
                        place=act.place,
                        purpose=act.purpose,
                        corrected=act.deed == "corrected",
                    ),
                )


def _booked(event: PlaceBooked, at: At) -> Act:
    return Act(
        "booked",
        at.position,
        at.recorded,
        event.person,
        event.session,
        event.category,
        event.place,
        event.purpose,
    )


def _corrected(event: PresenceCorrected, at: At) -> Act:
    return Act(
        "corrected",
        at.position,
        at.recorded,
        event.person,
        event.session,
        event.category,
        event.place,
        event.purpose,
    )


def _released(event: PlaceReleased, at: At) -> Act:
    return Act("released", at.position, at.recorded, event.person, event.session)


ACTS: dict[type[Event], Callable[..., Act]] = {
    PlaceBooked: _booked,
    PresenceCorrected: _corrected,
    PlaceReleased: _released,
}
"""What each event is to a place."""


def _count(event: DayOpened | HeadcountRecounted, at: At) -> Count:
    cap = event.cap
    return Count(at.position, event.counted, event.besides, cap.counted_categories, cap.leave_counts)


def _id(event: DayOpened | HeadcountRecounted | PlaceBooked) -> str:
    return f"{event.body}:{event.day}"


def fold(row: DayOnRecord | None, event: Event, at: At) -> DayOnRecord | None:
    """The day after an event."""
    match event:
        case DayOpened():
            acts = () if row is None else row.acts
            return DayOnRecord(_id(event), event.body, event.day, event.locality, _count(event, at), acts)
        case HeadcountRecounted():
            before = row or DayOnRecord(_id(event), event.body, event.day, None, None, ())
            return DayOnRecord(
                before.id, before.body, before.on, before.locality, _count(event, at), before.acts
            )
        case PlaceBooked() | PlaceReleased() | PresenceCorrected():
            act = ACTS[type(event)](event, at)
            if row is None:
                return DayOnRecord(f"{event.body}:{event.day}", event.body, event.day, None, None, (act,))
            return DayOnRecord(row.id, row.body, row.on, row.locality, row.count, (*row.acts, act))
        case _:
            return row


VIEW: View[DayOnRecord] = View(
    name="days",
    version=2,
    row=DayOnRecord,
    subjects=dict.fromkeys((DayOpened, HeadcountRecounted, *ACTS), _id),
    fold=fold,
)
