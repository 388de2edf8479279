"""From when on no more than a length is left before a moment, in each unit, counted by hand and against a slow search."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civicflow.calendars import Length, TermUnit, WorkingTime
from civicflow.errors import OutsideCalendarError
from civicflow.flow import ZONE, lawbook, working_calendar
from civicflow.regulations.clauses import OFFICE_HOURS

HERE = ZoneInfo(ZONE)
CALENDAR = working_calendar(None)
HOURS = OFFICE_HOURS.required(lawbook(), on=datetime(2023, 11, 15).date(), locality="vn/hcmc")
TIME = WorkingTime(CALENDAR, HOURS, HERE)


def local(written: str) -> datetime:
    """A moment of local time."""
    return datetime.fromisoformat(written).replace(tzinfo=HERE)


@pytest.mark.parametrize(
    "due, length, begins",
    [
        ("2023-11-15T17:00", "1 working_days", "2023-11-14T07:30"),
        ("2023-11-13T09:00", "1 working_days", "2023-11-10T07:30"),
        ("2023-11-12T09:00", "1 working_days", "2023-11-10T07:30"),
        ("2023-11-15T17:00", "3 working_days", "2023-11-10T07:30"),
        ("2024-02-15T17:00", "1 working_days", "2024-02-07T07:30"),
        ("2023-11-15T17:00", "3 calendar_days", "2023-11-10T07:30"),
        ("2023-11-15T17:00", "1 calendar_days", "2023-11-14T07:30"),
        ("2023-11-15T17:00", "1 sessions", "2023-11-15T07:30"),
        ("2023-11-15T11:00", "1 sessions", "2023-11-14T13:00"),
        ("2023-11-13T08:00", "1 sessions", "2023-11-10T13:00"),
        ("2023-11-13T07:30", "1 sessions", "2023-11-10T13:00"),
        ("2023-11-12T09:00", "2 sessions", "2023-11-10T07:30"),
        ("2023-11-15T17:00", "4 working_hours", "2023-11-15T11:30"),
        ("2023-11-15T17:00", "3 working_hours", "2023-11-15T14:00"),
        ("2023-11-15T17:00", "8 working_hours", "2023-11-14T17:00"),
        ("2023-11-13T09:30", "2 working_hours", "2023-11-10T17:00"),
        ("2023-11-13T09:30:20", "2 working_hours", "2023-11-13T07:31"),
    ],
)
def test_when_it_begins(due: str, length: str, begins: str):
    """Over weekends and over Tết; a day begins with its office hours, a session with itself, hours are counted back."""
    assert TIME.before(local(due), Length.parse(length)) == local(begins)


@pytest.mark.parametrize("unit", list(TermUnit))
def test_what_lies_before_the_calendar_is_not_known(unit: TermUnit):
    """A length that reaches before its first day, however long it is."""
    for number in (3_000_000, 999_999_999):
        with pytest.raises(OutsideCalendarError):
            TIME.before(local("2023-11-15T17:00"), Length(number, unit))


@given(
    minutes=st.integers(0, 400 * 24 * 60),
    later=st.integers(0, 30 * 24 * 60),
    number=st.integers(1, 40),
    unit=st.sampled_from(TermUnit),
)
def test_a_later_moment_never_begins_earlier(minutes: int, later: int, number: int, unit: TermUnit):
    """So that all whose reminder falls due within some time have their dues within some other."""
    first = local("2023-03-01T00:00") + timedelta(minutes=minutes)
    length = Length(number, unit)

    assert TIME.before(first, length) <= TIME.before(first + timedelta(minutes=later), length)
    assert TIME.before(first, length) < first
    assert CALENDAR.is_working_day(TIME.before(first, length).astimezone(HERE).date())


@given(minutes=st.integers(0, 400 * 24 * 60), number=st.integers(1, 40))
def test_no_more_than_so_many_hours_are_left_and_just_before_there_were_more(minutes: int, number: int):
    """The first minute at which at most so much office time remains."""
    due = local("2023-03-01T00:00") + timedelta(minutes=minutes)
    begins = TIME.before(due, Length(number, TermUnit.WORKING_HOURS))

    assert TIME.working_minutes_between(begins, due) <= 60 * number
    assert TIME.working_minutes_between(begins - timedelta(minutes=1), due) > 60 * number
