"""Events, their streams and keys, and where they stand."""

from datetime import UTC, date, datetime
from typing import ClassVar
from zoneinfo import ZoneInfo

from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from civicflow.core.event import At, Event, from_micros, keys_of, micros, stream_of


@frozen(kw_only=True, eq=False, repr=False)
class PlaceBooked(Event):
    """People have places in a body on a day."""

    topic: ClassVar[str] = "test.place_booked"
    stream: ClassVar[tuple[str, ...]] = ("day", "body", "on")
    keys: ClassVar[tuple[tuple[str, str], ...]] = (("person", "people"), ("person", "by"), ("body", "body"))

    body: str
    on: date
    people: tuple[str, ...]
    by: str | None


BOOKED = PlaceBooked(body="A-1", on=date(2021, 6, 4), people=("E-1", "E-2"), by="E-1")


def test_a_stream_is_named_by_its_kind_and_the_fields_of_the_event():
    """A day of a body is one stream."""
    assert stream_of(BOOKED) == "day:A-1:2021-06-04"


def test_a_key_is_found_once_for_each_value_and_not_for_none():
    """Several values fill a key several times, the same one once, None not at all."""
    assert keys_of(BOOKED) == ("person:E-1", "person:E-2", "body:A-1")
    assert keys_of(PlaceBooked(body="A-1", on=date(2021, 6, 4), people=(), by=None)) == ("body:A-1",)


def test_events_of_the_same_kind_and_content_are_the_same_fact():
    """Equality is by kind and content; the text names all fields."""
    again = PlaceBooked(body="A-1", on=date(2021, 6, 4), people=("E-1", "E-2"), by="E-1")

    assert again == BOOKED
    assert hash(BOOKED) == hash(again)
    assert PlaceBooked(body="A-2", on=date(2021, 6, 4), people=(), by=None) != BOOKED
    assert BOOKED != "PlaceBooked"
    assert "body='A-1'" in repr(BOOKED)


@given(st.datetimes(min_value=datetime(1900, 1, 1), timezones=st.just(UTC)))
def test_a_moment_survives_its_storage_as_microseconds(moment):
    """Nothing is lost to rounding, before 1970 either."""
    assert moment == from_micros(micros(moment))


def test_the_local_date_of_an_event_is_that_of_the_office():
    """Half past five in the afternoon in UTC is past midnight in the city."""
    claimed = micros(datetime(2023, 11, 20, 17, 30, tzinfo=UTC))
    at = At(position=1, occurred=claimed, recorded=claimed + 1)

    assert at.local_date(ZoneInfo("Asia/Ho_Chi_Minh")) == date(2023, 11, 21)
    assert at.occurred_at < at.recorded_at
