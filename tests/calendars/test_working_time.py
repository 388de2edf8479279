"""Terms that a moment sets running, and working time between moments: the worked examples, each edge, and what always holds."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civicflow.calendars import Length, TermUnit
from civicflow.errors import InvalidInputError, OutsideCalendarError
from tests.calendars.shipped import ZONE, at, office, vietnam

MINUTE = timedelta(minutes=1)


def end(start: str, length: str, *times: str, version: str = "vn-2026.1") -> str:
    """When a term ends, by the local clock."""
    term = office(*times, version=version).term(at(start), Length.parse(length))
    return term.end.astimezone(ZONE).strftime("%Y-%m-%dT%H:%M")


@pytest.mark.parametrize(
    "start, length, expected",
    [
        ("2026-02-12T09:00", "5 working_days", "2026-02-26T17:00"),
        ("2026-11-20T16:59", "3 working_days", "2026-11-26T17:00"),
        ("2026-08-21T09:00", "1 working_days", "2026-08-22T17:00"),
        ("2026-02-06T09:00", "10 calendar_days", "2026-02-23T17:00"),
        ("2026-11-14T09:00", "10 calendar_days", "2026-11-25T17:00"),
    ],
)
def test_e15_e16_e17_a_term_in_days_ends_with_the_office_hours_of_its_last_day(
    start: str, length: str, expected: str
) -> None:
    """E15, E16, E17: over Tet and Culture Day, on a made-up Saturday, rolled; the hour of the start does not matter."""
    assert end(start, length) == expected


@pytest.mark.parametrize(
    "start, expected",
    [
        ("2026-02-13T09:00", "2026-02-24T17:00"),
        ("2026-02-13T23:59", "2026-02-24T17:00"),
        ("2026-02-14T00:00", "2026-02-24T17:00"),
        ("2026-02-22T12:00", "2026-02-24T17:00"),
        ("2026-02-23T00:00", "2026-02-25T17:00"),
    ],
)
def test_a_day_off_on_which_a_term_begins_is_not_counted_either(start: str, expected: str) -> None:
    """Two working days from any moment between Friday and the end of the Tet holiday end on the same day."""
    assert end(start, "2 working_days") == expected


@pytest.mark.parametrize(
    "start, expected",
    [
        ("2026-03-10T06:00", "2026-03-10T11:30"),
        ("2026-03-10T07:30", "2026-03-10T11:30"),
        ("2026-03-10T07:31", "2026-03-10T17:00"),
        ("2026-03-10T11:30", "2026-03-10T17:00"),
        ("2026-03-10T12:15", "2026-03-10T17:00"),
        ("2026-03-10T13:00", "2026-03-10T17:00"),
        ("2026-03-10T13:01", "2026-03-11T11:30"),
        ("2026-03-10T17:00", "2026-03-11T11:30"),
        ("2026-03-13T17:01", "2026-03-16T11:30"),
        ("2026-03-14T10:00", "2026-03-16T11:30"),
        ("2026-08-21T14:00", "2026-08-22T11:30"),
        ("2026-02-13T14:00", "2026-02-23T11:30"),
    ],
)
def test_a_session_that_has_begun_is_not_counted(start: str, expected: str) -> None:
    """
    A term of one session ends with the first that begins at the start or later.

    Before office hours, as they begin, in the lunch break, at the end of a day, on a day off, before a made-up Saturday,
    before Tet.
    """
    assert end(start, "1 sessions") == expected


def test_sessions_go_on_over_days() -> None:
    """Three sessions from a Friday morning: its afternoon, Monday's morning and afternoon."""
    assert end("2026-03-13T08:00", "3 sessions") == "2026-03-16T17:00"


@pytest.mark.parametrize(
    "start, length, expected",
    [
        ("2026-03-10T08:00", "1 working_hours", "2026-03-10T09:00"),
        ("2026-03-10T08:00:00.000001", "1 working_hours", "2026-03-10T09:01"),
        ("2026-03-10T08:00:59", "1 working_hours", "2026-03-10T09:01"),
        ("2026-03-10T10:30", "1 working_hours", "2026-03-10T11:30"),
        ("2026-03-10T10:31", "1 working_hours", "2026-03-10T13:01"),
        ("2026-03-10T12:00", "1 working_hours", "2026-03-10T14:00"),
        ("2026-03-10T16:00", "1 working_hours", "2026-03-10T17:00"),
        ("2026-03-10T16:01", "1 working_hours", "2026-03-11T07:31"),
        ("2026-03-10T17:00", "1 working_hours", "2026-03-11T08:30"),
        ("2026-03-10T23:00", "8 working_hours", "2026-03-11T17:00"),
        ("2026-03-10T05:00", "8 working_hours", "2026-03-10T17:00"),
        ("2026-03-14T10:00", "4 working_hours", "2026-03-16T11:30"),
        ("2026-08-21T16:00", "2 working_hours", "2026-08-22T08:30"),
        ("2026-02-13T16:30", "24 working_hours", "2026-02-25T16:30"),
    ],
)
def test_a_term_in_working_hours_ends_at_the_minute(start: str, length: str, expected: str) -> None:
    """
    Only office hours count, and no minute that has begun.

    Within a session, over the lunch break and from within it, up to the end of a day and from it, before and after office
    hours, from a day off, on a made-up Saturday, over Tet.
    """
    assert end(start, length) == expected


def test_hours_of_another_place_make_another_end() -> None:
    """An office that opens at eight and knows no break."""
    assert (
        end("2026-03-10T12:00", "1 working_hours", "08:00", "12:00", "12:00", "16:00") == "2026-03-10T13:00"
    )
    assert end("2026-03-10T12:00", "1 sessions", "08:00", "12:00", "12:00", "16:00") == "2026-03-10T16:00"
    assert end("2026-03-10T12:00", "1 working_days", "08:00", "12:00", "12:00", "16:00") == "2026-03-11T16:00"


def test_the_local_date_of_the_zone_counts() -> None:
    """Half past six in the evening of Thursday in London is Friday in Vietnam: that Friday is the day not counted."""
    london = datetime(2026, 3, 12, 18, 30, tzinfo=UTC)
    assert office().term(london, Length.parse("1 working_days")).end == at("2026-03-16T17:00")


@pytest.mark.parametrize("unit", TermUnit)
def test_a_term_that_ends_in_a_projected_year_is_flagged(unit: TermUnit) -> None:
    """The order for 2027 has not been issued; a term that ends on 31 December 2026 stands."""
    within = office().term(at("2026-12-30T07:30"), Length(1, unit))
    beyond = office().term(at("2026-12-31T17:01"), Length(1, unit))
    assert not within.derivation.projected
    assert beyond.derivation.projected
    assert beyond.end.year == 2027


@pytest.mark.parametrize("unit", TermUnit)
@pytest.mark.parametrize("start", ["2013-12-31T12:00", "2028-01-01T00:00", "2027-12-31T17:01"])
def test_a_term_outside_the_calendar_is_an_error(unit: TermUnit, start: str) -> None:
    """Before its first day, after its last, and when nothing is left to count."""
    with pytest.raises(OutsideCalendarError):
        office().term(at(start), Length(1, unit))


@pytest.mark.parametrize("unit", TermUnit)
def test_a_term_of_absurd_length_is_an_error(unit: TermUnit) -> None:
    """A thousand million units reach beyond any calendar; a moment at either end of time is none of a record."""
    with pytest.raises(OutsideCalendarError):
        office().term(at("2026-03-10T12:00"), Length(999_999_999, unit))
    for extreme in (datetime.min, datetime.max):
        with pytest.raises(InvalidInputError, match="year"):
            office().term(extreme.replace(tzinfo=UTC), Length(1, unit))


def test_a_moment_without_a_zone_is_refused() -> None:
    """Nobody can say which day it was."""
    naive = datetime(2026, 3, 10, 12, 0)
    with pytest.raises(InvalidInputError, match="zone"):
        office().term(naive, Length(1, TermUnit.SESSIONS))
    with pytest.raises(InvalidInputError, match="zone"):
        office().working_minutes_between(naive, at("2026-03-10T12:00"))


@pytest.mark.parametrize(
    "start, until, minutes",
    [
        ("2026-03-10T08:00", "2026-03-10T09:30", 90),
        ("2026-03-10T08:00:30", "2026-03-10T08:01:29", 0),
        ("2026-03-10T08:00:30", "2026-03-10T08:01:30", 1),
        ("2026-03-10T11:00", "2026-03-10T13:30", 60),
        ("2026-03-10T12:00", "2026-03-10T12:59", 0),
        ("2026-03-13T16:00", "2026-03-16T08:30", 120),
        ("2026-03-14T00:00", "2026-03-15T23:59", 0),
        ("2026-08-21T17:00", "2026-08-22T17:00", 480),
        ("2026-02-13T17:00", "2026-02-23T07:30", 0),
    ],
)
def test_working_minutes_pass_in_office_hours_alone(start: str, until: str, minutes: int) -> None:
    """Within a session, over lunch, night and weekend, on a made-up Saturday, not over Tet; the other way round, negative."""
    assert office().working_minutes_between(at(start), at(until)) == minutes
    assert office().working_minutes_between(at(until), at(start)) == -minutes


def test_working_minutes_outside_the_calendar_are_an_error() -> None:
    """How long was worked in a year that is not covered, nobody says."""
    with pytest.raises(OutsideCalendarError):
        office().working_minutes_between(at("2013-12-31T12:00"), at("2014-01-02T12:00"))


MOMENTS = st.datetimes(datetime(2014, 1, 1), datetime(2025, 12, 31), timezones=st.just(ZONE))
UNITS = st.sampled_from(TermUnit)
FEW = st.integers(1, 60)
OFFICES = st.sampled_from(
    [
        office(),
        office("07:00", "11:00", "13:30", "16:31"),
        office("08:00", "12:00", "12:00", "16:00"),
        office("00:00", "01:00", "22:59", "23:59"),
    ]
)


@given(OFFICES, MOMENTS, FEW, UNITS)
def test_a_term_never_ends_on_a_day_off_nor_at_its_start(time, start, number, unit) -> None:
    """Whatever the start and the unit, it ends after it, on a working day, within office hours."""
    ended = time.term(start, Length(number, unit)).end
    local = ended.astimezone(ZONE)
    assert ended > start
    assert vietnam().is_working_day(local.date())
    assert any(begin < local.time() <= last for begin, last in time.hours.sessions)


@given(
    OFFICES,
    MOMENTS,
    FEW,
    FEW,
    st.sampled_from([unit for unit in TermUnit if unit is not TermUnit.CALENDAR_DAYS]),
)
def test_terms_add_up(time, start, first, second, unit) -> None:
    """Two terms one after the other end where one of both lengths does; rolling alone may add a day off in between."""
    middle = time.term(start, Length(first, unit)).end
    assert time.term(middle, Length(second, unit)).end == time.term(start, Length(first + second, unit)).end


@given(OFFICES, MOMENTS, MOMENTS, FEW, FEW, UNITS)
def test_a_later_start_or_a_longer_term_never_ends_earlier(time, one, other, few, many, unit) -> None:
    """Ends keep the order of starts and of lengths."""
    early, late = sorted((one, other))
    few, many = sorted((few, many))
    assert time.term(early, Length(few, unit)).end <= time.term(late, Length(many, unit)).end


@given(OFFICES, MOMENTS, st.integers(1, 20))
def test_a_term_in_working_hours_ends_at_the_first_minute_by_which_they_have_passed(
    time, start, number
) -> None:
    """So many hours of working time lie before its end, and fewer before the minute before."""
    ended = time.term(start, Length(number, TermUnit.WORKING_HOURS)).end
    assert time.working_minutes_between(start, ended) == 60 * number
    assert time.working_minutes_between(start, ended - MINUTE) < 60 * number
    assert ended.second == ended.microsecond == 0


@given(OFFICES, MOMENTS, st.timedeltas(timedelta(), timedelta(days=9)))
def test_working_minutes_equal_a_count_minute_by_minute(time, start, later) -> None:
    """A slow walk adds up what of each minute lies in office hours; the other way round it is negative."""
    worked, moment, last = timedelta(), start, start + later
    while moment < last:
        following = min(moment.replace(second=0, microsecond=0) + MINUTE, last)
        worked += following - moment if is_worked(time, moment) else timedelta()
        moment = following
    assert time.working_minutes_between(start, last) == worked // MINUTE
    assert time.working_minutes_between(last, start) == -(worked // MINUTE)


@given(OFFICES, MOMENTS, st.integers(1, 12))
def test_a_term_in_working_hours_equals_a_walk_minute_by_minute(time, start, number) -> None:
    """From the next whole minute on, each worked minute is ticked off."""
    walked = start.replace(second=0, microsecond=0)
    walked += MINUTE if walked < start else timedelta()
    left = 60 * number
    while left:
        left -= is_worked(time, walked)
        walked += MINUTE
    assert time.term(start, Length(number, TermUnit.WORKING_HOURS)).end == walked


@given(OFFICES, MOMENTS, st.integers(1, 12))
def test_a_term_in_sessions_equals_a_walk_session_by_session(time, start, number) -> None:
    """All sessions of the days around, in order: the n-th that begins at the start or later."""
    days = (start.date() + timedelta(days=walked) for walked in range(60))
    sessions = [
        (datetime.combine(on, begin, ZONE), datetime.combine(on, last, ZONE))
        for on in days
        if vietnam().is_working_day(on)
        for begin, last in time.hours.sessions
    ]
    following = [last for begin, last in sessions if begin >= start]
    assert time.term(start, Length(number, TermUnit.SESSIONS)).end == following[number - 1]


@given(OFFICES, MOMENTS, FEW)
def test_a_term_in_days_equals_a_walk_day_by_day(time, start, number) -> None:
    """The day of the start is passed over; working days are ticked off, calendar days rolled on to a working day."""
    walked, left = start.date(), number
    while left:
        walked += timedelta(days=1)
        left -= vietnam().is_working_day(walked)
    ended = datetime.combine(walked, time.hours.afternoon_to, ZONE)
    assert time.term(start, Length(number, TermUnit.WORKING_DAYS)).end == ended

    walked = start.date() + timedelta(days=number)
    while not vietnam().is_working_day(walked):
        walked += timedelta(days=1)
    ended = datetime.combine(walked, time.hours.afternoon_to, ZONE)
    assert time.term(start, Length(number, TermUnit.CALENDAR_DAYS)).end == ended


def is_worked(time, moment: datetime) -> bool:
    """Whether the minute of a local moment lies in office hours, asked of the sessions one by one."""
    in_session = any(begin <= moment.time() < last for begin, last in time.hours.sessions)
    return in_session and vietnam().is_working_day(moment.date())


@pytest.mark.parametrize(
    "start, minutes, expected",
    [
        ("2026-03-10T17:00", 0, "2026-03-10T17:00"),
        ("2026-03-10T17:00", 150, "2026-03-11T10:00"),
        ("2026-03-10T10:30", 480, "2026-03-11T10:30"),
        ("2026-03-13T16:30", 60, "2026-03-16T08:00"),
        ("2026-03-10T11:00", 30, "2026-03-10T11:30"),
    ],
)
def test_a_moment_moves_on_by_office_hours(start: str, minutes: int, expected: str) -> None:
    """Over a night, over a weekend; to the end of a session rather than to the beginning of the next."""
    assert office().later(at(start), minutes).astimezone(ZONE).strftime("%Y-%m-%dT%H:%M") == expected


@given(st.integers(0, 500_000), st.integers(0, 20_000))
def test_a_moment_that_was_moved_on_lies_that_much_working_time_later(past: int, minutes: int) -> None:
    """Wherever it begins."""
    start = at("2025-06-02T00:00") + past * MINUTE

    assert office().working_minutes_between(start, office().later(start, minutes)) == minutes
