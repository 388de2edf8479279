"""How many more may come in and work at home on a day, and when nothing says so (K6, K14)."""

from datetime import date, timedelta
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from civicflow.core.event import Event
from civicflow.employee.events import Place
from civicflow.pilot_record.events import Course
from civicflow.roster.cap import Answer
from civicflow.views.room_left import HomeRule, RoomLeft, RoomLeftDay
from tests.employee import staff
from tests.pilot_record.offices import PAUSED, decided
from tests.views.past import Past
from tests.views.pilots import under_way
from tests.views.roster import booked, joined, opened

MONDAY = "2023-10-02"


def agency(**pilot: Any) -> Past:
    """Nine people besides E-204, in an agency whose pilot gives it four places."""
    past = under_way(**pilot)
    joined(past, "U-12", *(f"E-{number}" for number in range(9)))
    return past


def place_taken(past: Past, person: str, until: str = "2023-12-29", *more: Event) -> None:
    """Somebody's arrangement takes a place."""
    asked = evolve(staff.requested(person), until=date.fromisoformat(until))
    for event in (asked, evolve(staff.approved(person), pilot="P"), *more):
        past.add("2023-10-01T12:00", event)


def asked(past: Past, day: str = MONDAY, **said: Any) -> RoomLeftDay:
    """The room on one day of the agency."""
    (found,) = past.ask(RoomLeft(**({"body": "A-1", "period": day} | said)), f"{day}T08:00")
    return found


def test_a_day_of_a_pilot_without_an_emergency():
    """Since 2022 no limit binds who may come in; of four remote places two are taken, one by somebody who is at home today."""
    past = agency()
    place_taken(past, "E-1")
    place_taken(past, "E-2")
    opened(past, MONDAY, *(f"E-{number}" for number in range(9)))
    booked(past, MONDAY, "E-1", Place.HOME)
    booked(past, MONDAY, "E-3", Place.OFFICE)

    found = asked(past)

    assert (found.answer, found.allowed, found.on_site, found.may_come_in) == (
        Answer.NO_LIMIT,
        None,
        1,
        None,
    )
    assert (found.home_rule, found.places, found.taken) == (HomeRule.QUOTA, 4, 2)
    assert (found.may_work_at_home, found.at_home) == (2, 1)


@pytest.mark.parametrize(
    "day, answer, source, may_come_in",
    [
        ("2020-05-15", Answer.NOT_ON_RECORD, None, None),
        ("2021-06-04", Answer.SHARE, "vn.hcmc.on_site_cap/2021-06-03", 2),
        ("2021-07-20", Answer.ESSENTIAL_ONLY, "vn.hcmc.on_site_cap/2021-07-09", 0),
        ("2022-02-01", Answer.NO_LIMIT, "vn.hcmc.on_site_cap/2022-01-16", None),
    ],
)
def test_e14_the_room_under_the_orders_of_each_time(day, answer, source, may_come_in):
    """E14: of nine people four may come in under one half, two are there; without a number there is none (K6)."""
    past = Past()
    past.lines = agency().lines
    opened(past, day, *(f"E-{number}" for number in range(9)))
    booked(past, day, "E-1", Place.OFFICE)
    booked(past, day, "E-2", Place.OFFICE)

    found = asked(past, day)

    assert (found.answer, found.source, found.may_come_in) == (answer, source, may_come_in)
    assert (found.home_rule, found.may_work_at_home) == (HomeRule.NOT_ON_RECORD, None)


def test_under_an_emergency_everybody_works_at_home_by_order():
    """K2: the order stands in the place of the quota, which is shown all the same."""
    past = agency()
    past.add("2023-10-01T12:00", staff.emergency())

    found = asked(past)

    assert (found.home_rule, found.places, found.may_work_at_home) == (HomeRule.BY_ORDER, 4, None)


@pytest.mark.parametrize(
    "steps, rule, places, more",
    [
        ((PAUSED,), HomeRule.AT_REST, 4, 0),
        ((decided(Course.PAUSE),), HomeRule.AT_REST, 4, 0),
        ((decided(Course.EXPAND, quota={"A-1": 9}),), HomeRule.QUOTA, 9, 8),
        ((decided(Course.ADJUST, quota={"A-1": 1}),), HomeRule.QUOTA, 1, 0),
        ((decided(Course.STOP),), HomeRule.NOT_ON_RECORD, None, None),
        ((decided(Course.ADJUST, until=date(2023, 10, 1)),), HomeRule.NOT_ON_RECORD, None, None),
    ],
    ids=["paused", "decided to pause", "expanded", "adjusted", "stopped", "over"],
)
def test_what_was_decided_about_the_pilot_decides_the_room(steps, rule, places, more):
    """A pilot that rests lets nobody more work at home; one that is stopped or over says nothing any more."""
    past = agency()
    place_taken(past, "E-1")
    for step in steps:
        past.add("2023-10-01T13:00", step)

    found = asked(past)

    assert (found.home_rule, found.places, found.may_work_at_home) == (rule, places, more)


def test_an_arrangement_takes_a_place_until_it_ends_or_its_last_day_has_passed():
    """K14: one that is over takes none, whether or not somebody ended it on record."""
    past = agency()
    place_taken(past, "E-1", "2023-10-02")
    place_taken(past, "E-2", "2023-12-29", staff.ended("E-2"))
    place_taken(past, "E-3")

    assert [asked(past, day).taken for day in (MONDAY, "2023-10-03")] == [2, 1]


def test_a_day_that_nobody_opened_counts_the_members_of_that_day():
    """Ten people of whom half may come in, nobody booked; a body that is not on record has no day."""
    past = agency()
    half = evolve(staff.emergency(), cap="1/2", counted_categories=("civil_servant",), leave_counts=True)
    past.add("2023-10-01T12:00", half)

    found = asked(past)

    assert (found.answer, found.allowed, found.may_come_in) == (Answer.SHARE, 5, 5)
    assert past.ask(RoomLeft(body="NOWHERE"), f"{MONDAY}T08:00") == ()


def test_a_week_of_working_days():
    """Monday to Friday, each by itself; the weekend is not asked about."""
    past = agency()

    days = past.ask(RoomLeft(period="2023-10-02/2023-10-08"), f"{MONDAY}T08:00")

    assert [(each.body, each.day.day) for each in days] == [("A-1", number) for number in range(2, 7)]


@given(
    quota=st.integers(1, 5),
    taken=st.lists(st.tuples(st.integers(0, 6), st.integers(0, 20), st.booleans()), max_size=12),
    day=st.integers(0, 20),
)
def test_the_places_left_equal_a_slow_count(quota, taken, day):
    """For any arrangements, ended or over: what the pilot gives, less who holds a place that day, never below none."""
    past = agency(quota={"A-1": quota})
    last: dict[str, tuple[date, bool]] = {}
    for number, length, ends in taken:
        person, until = f"E-{number}", date(2023, 10, 2) + timedelta(days=length)
        place_taken(past, person, str(until), *((staff.ended(person),) if ends else ()))
        last[person] = (until, ends)
    on = date(2023, 10, 2) + timedelta(days=day)
    opened(past, str(on), "E-1")

    found = asked(past, str(on))
    held = sum(until >= on and not ends for until, ends in last.values())

    assert (found.taken, found.may_work_at_home) == (held, max(0, quota - held))
