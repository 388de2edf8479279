"""What can have happened to a working day of a body: opened, places booked and released, recounted, corrected."""

from datetime import date
from typing import ClassVar

from attrs import frozen

from civicflow.core.event import Event, Keys
from civicflow.core.fields import FreeText, PersonId, ShortText, SubjectId, UnitId
from civicflow.employee.events import Category, Place, Session
from civicflow.roster.cap import Cap

_DAY = ("day", "body", "day")
_OF_BODY: Keys = (("unit", "body"), ("person", "counted"), ("person", "besides"))
_OF_PERSON: Keys = (("person", "person"), ("unit", "unit"))


@frozen(kw_only=True, eq=False, repr=False)
class DayOpened(Event):
    """The working day of a body is opened: whom the cap counts and what it says are looked up, and stand (K5)."""

    topic: ClassVar[str] = "day.opened"
    stream: ClassVar[tuple[str, ...]] = _DAY
    keys: ClassVar[Keys] = (*_OF_BODY, ("person", "opened_by"))

    body: UnitId
    day: date
    locality: ShortText
    counted: tuple[PersonId, ...]
    besides: tuple[PersonId, ...]
    cap: Cap
    opened_by: PersonId


@frozen(kw_only=True, eq=False, repr=False)
class PlaceBooked(Event):
    """A person has a place for a session of the day: at the office, at home or in the field, and for what purpose (K5)."""

    topic: ClassVar[str] = "day.place_booked"
    stream: ClassVar[tuple[str, ...]] = _DAY
    keys: ClassVar[Keys] = _OF_PERSON

    body: UnitId
    day: date
    person: PersonId
    unit: UnitId | None
    category: Category
    session: Session
    place: Place
    purpose: SubjectId
    destination: FreeText | None


@frozen(kw_only=True, eq=False, repr=False)
class PlaceReleased(Event):
    """A booked place is given back (K5)."""

    topic: ClassVar[str] = "day.place_released"
    stream: ClassVar[tuple[str, ...]] = _DAY
    keys: ClassVar[Keys] = _OF_PERSON

    body: UnitId
    day: date
    person: PersonId
    unit: UnitId | None
    session: Session


@frozen(kw_only=True, eq=False, repr=False)
class HeadcountRecounted(Event):
    """
    The people of the body, or the orders that bind it, have changed since the day was opened (K5).

    Lawful bookings stay; what is over the cap now is shown, and new bookings are refused until it fits.
    """

    topic: ClassVar[str] = "day.headcount_recounted"
    stream: ClassVar[tuple[str, ...]] = _DAY
    keys: ClassVar[Keys] = (*_OF_BODY, ("person", "recounted_by"))

    body: UnitId
    day: date
    counted: tuple[PersonId, ...]
    besides: tuple[PersonId, ...]
    cap: Cap
    recounted_by: PersonId
    reason: FreeText


@frozen(kw_only=True, eq=False, repr=False)
class PresenceCorrected(Event):
    """The head sets right where a person really was in a session; nowhere at work when the place is left out (K5)."""

    topic: ClassVar[str] = "day.presence_corrected"
    stream: ClassVar[tuple[str, ...]] = _DAY
    keys: ClassVar[Keys] = (*_OF_PERSON, ("person", "corrected_by"))

    body: UnitId
    day: date
    person: PersonId
    unit: UnitId | None
    category: Category
    session: Session
    place: Place | None
    purpose: SubjectId
    corrected_by: PersonId
    reason: FreeText


EVENTS = (DayOpened, PlaceBooked, PlaceReleased, HeadcountRecounted, PresenceCorrected)
