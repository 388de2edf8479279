"""Working days and terms, against the worked examples and against laws that always hold."""

import json
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civicflow.calendars import Term, WorkingCalendar
from civicflow.errors import CalendarError, InvalidInputError, OutsideCalendarError


def text() -> str:
    """The shipped calendar as text."""
    return (files("civicflow.calendars") / "data/vn-2026.1.json").read_text("utf-8")


@cache
def vietnam() -> WorkingCalendar:
    """The shipped calendar."""
    return WorkingCalendar.parse(text())


def day(written: str) -> date:
    """A date in ISO form."""
    return date.fromisoformat(written)


STARTS = st.dates(date(2014, 1, 1), date(2025, 12, 31))
LENGTHS = st.integers(1, 120)
COUNTING = st.booleans()


@pytest.mark.parametrize(
    "start, length, end",
    [
        ("2026-02-12", 5, "2026-02-26"),
        ("2026-02-13", 3, "2026-02-25"),
        ("2025-01-23", 5, "2025-02-06"),
        ("2024-02-06", 5, "2024-02-20"),
        ("2026-04-24", 3, "2026-05-04"),
        ("2026-08-27", 4, "2026-09-07"),
        ("2026-11-20", 3, "2026-11-26"),
        ("2027-02-02", 5, "2027-02-16"),
    ],
)
def test_e15_a_term_in_working_days_steps_over_holidays(start: str, length: int, end: str) -> None:
    """E15: due dates over Tet, Hung Kings, the May days, National Day and Culture Day."""
    assert vietnam().add_working_days(day(start), length).end == day(end)


@pytest.mark.parametrize(
    "start, length, end", [("2026-08-21", 1, "2026-08-22"), ("2024-04-26", 3, "2024-05-04")]
)
def test_e16_a_saturday_worked_in_exchange_counts(start: str, length: int, end: str) -> None:
    """E16: a Saturday worked for a day off elsewhere is a working day, and can end a term."""
    assert vietnam().add_working_days(day(start), length).end == day(end)
    assert vietnam().is_working_day(day(end))
    assert not vietnam().is_working_day(day(end), make_up=False)


@pytest.mark.parametrize(
    "start, length, end",
    [
        ("2026-02-06", 10, "2026-02-23"),
        ("2026-08-14", 15, "2026-09-03"),
        ("2026-11-14", 10, "2026-11-25"),
        ("2026-02-13", 15, "2026-03-02"),
    ],
)
def test_e17_a_term_in_calendar_days_rolls_to_the_next_working_day(start: str, length: int, end: str) -> None:
    """E17 and the second half of E26: the last day is a day off, so the term ends with the next working day."""
    assert vietnam().rolled(day(start), length).end == day(end)


def test_a_term_in_calendar_days_that_ends_on_a_working_day_stays() -> None:
    """Nothing is rolled when the last day is worked; a made-up Saturday is one, unless asked otherwise."""
    assert vietnam().rolled(day("2026-08-12"), 10).end == day("2026-08-22")
    assert vietnam().rolled(day("2026-08-12"), 10, make_up=False).end == day("2026-08-24")


@pytest.mark.parametrize(
    "before, last, worked",
    [
        ("2026-01-31", "2026-02-28", 15),
        ("2026-07-31", "2026-08-31", 21),
        ("2026-10-31", "2026-11-30", 20),
        ("2025-12-31", "2026-03-31", 58),
        ("2026-03-31", "2026-06-30", 62),
        ("2026-06-30", "2026-09-30", 64),
        ("2026-09-30", "2026-12-31", 65),
    ],
)
def test_e18_working_days_of_months_and_quarters(before: str, last: str, worked: int) -> None:
    """E18: February, August and November of 2026, and its four quarters."""
    assert vietnam().working_days_between(day(before), day(last)) == worked


def test_the_proposed_exchange_of_2_january_2026_is_not_in_this_version() -> None:
    """K23: vn-2026.1 works on 2 January 2026 and rests on 10 January; vn-2026.2 will exchange them."""
    assert vietnam().is_working_day(day("2026-01-02"))
    assert not vietnam().is_working_day(day("2026-01-10"))


def test_a_term_says_what_it_was_derived_from() -> None:
    """A stored date keeps start, length, unit and calendar, so that it can be derived again."""
    assert vietnam().add_working_days(day("2026-08-21"), 1) == Term(
        end=day("2026-08-22"),
        start=day("2026-08-21"),
        length=1,
        unit="working_days",
        projected=False,
        calendar="vn-2026.1",
    )


@pytest.mark.parametrize(
    "start, length, projected",
    [("2026-12-30", 1, False), ("2026-12-31", 1, True), ("2027-02-02", 5, True), ("2014-01-01", 1, False)],
)
def test_a_term_that_reaches_a_projected_year_is_flagged(start: str, length: int, projected: bool) -> None:
    """The order for 2027 has not been issued: what ends there may still move."""
    assert vietnam().add_working_days(day(start), length).projected is projected
    assert vietnam().rolled(day(start), length).projected is projected


@pytest.mark.parametrize("outside", ["2013-12-31", "2028-01-01"])
def test_a_day_outside_the_calendar_is_an_error(outside: str) -> None:
    """The calendar says nothing about a year it does not cover, in any question."""
    with pytest.raises(OutsideCalendarError, match=outside):
        vietnam().is_working_day(day(outside))
    with pytest.raises(OutsideCalendarError, match=outside):
        vietnam().add_working_days(day(outside), 1)
    with pytest.raises(OutsideCalendarError, match=outside):
        vietnam().rolled(day(outside), 1)
    with pytest.raises(OutsideCalendarError, match=outside):
        vietnam().working_days_between(day("2020-01-01"), day(outside))


def test_a_term_that_ends_outside_the_calendar_is_an_error() -> None:
    """The last working day covered can end a term; the next one cannot."""
    assert vietnam().add_working_days(day("2027-12-30"), 1).end == vietnam().last
    with pytest.raises(OutsideCalendarError):
        vietnam().add_working_days(day("2027-12-30"), 2)
    with pytest.raises(OutsideCalendarError):
        vietnam().rolled(day("2027-12-30"), 2)
    with pytest.raises(OutsideCalendarError):
        vietnam().rolled(day("2027-12-30"), 10**9)


def test_a_term_that_would_roll_out_of_the_calendar_is_an_error() -> None:
    """The last day covered is a day off: nothing is known of the working day that follows."""
    calendar = WorkingCalendar.parse(written(off={"2026-12-31": "Tết"}))
    assert calendar.rolled(day("2026-12-20"), 10).end == day("2026-12-30")
    with pytest.raises(OutsideCalendarError):
        calendar.rolled(day("2026-12-20"), 11)


@pytest.mark.parametrize("length", [0, -1])
def test_a_term_has_at_least_one_day(length: int) -> None:
    """A term of no days, or of less, is a mistake of the caller."""
    with pytest.raises(InvalidInputError):
        vietnam().add_working_days(day("2026-01-05"), length)
    with pytest.raises(InvalidInputError):
        vietnam().rolled(day("2026-01-05"), length)


@given(STARTS, LENGTHS, COUNTING)
def test_a_term_never_ends_on_a_day_off(start: date, length: int, make_up: bool) -> None:
    """Whatever the start, its end is a working day after it."""
    for term in (
        vietnam().add_working_days(start, length, make_up=make_up),
        vietnam().rolled(start, length, make_up=make_up),
    ):
        assert term.end > start
        assert vietnam().is_working_day(term.end, make_up=make_up)


@given(STARTS, LENGTHS, LENGTHS, COUNTING)
def test_terms_in_working_days_add_up(start: date, first: int, second: int, make_up: bool) -> None:
    """Five days and then three end where eight days do."""
    middle = vietnam().add_working_days(start, first, make_up=make_up).end
    assert (
        vietnam().add_working_days(middle, second, make_up=make_up).end
        == vietnam().add_working_days(start, first + second, make_up=make_up).end
    )


@given(STARTS, STARTS, LENGTHS, LENGTHS, COUNTING)
def test_a_later_start_or_a_longer_term_never_ends_earlier(
    one: date, other: date, short: int, long: int, make_up: bool
) -> None:
    """Ends keep the order of starts and of lengths, in both units."""
    early, late = sorted((one, other))
    short, long = sorted((short, long))
    for term in (vietnam().add_working_days, vietnam().rolled):
        assert term(early, short, make_up=make_up).end <= term(late, long, make_up=make_up).end


@given(STARTS, LENGTHS, COUNTING)
def test_counting_up_to_the_end_of_a_term_gives_its_length(start: date, length: int, make_up: bool) -> None:
    """The days between a start and its end are the days of the term; the other way round, their negative."""
    end = vietnam().add_working_days(start, length, make_up=make_up).end
    assert vietnam().working_days_between(start, end, make_up=make_up) == length
    assert vietnam().working_days_between(end, start, make_up=make_up) == -length


@given(STARTS, LENGTHS, COUNTING)
def test_the_end_equals_a_walk_day_by_day(start: date, length: int, make_up: bool) -> None:
    """A slow walk over the shipped file, without the table, comes to the same day."""
    written = json.loads(text())["years"]

    def worked(walked: date) -> bool:
        year = written[str(walked.year)]
        if make_up and walked.isoformat() in year["worked"]:
            return True
        return walked.weekday() < 5 and walked.isoformat() not in year["off"]

    walked, left = start, length
    while left:
        walked += timedelta(days=1)
        left -= worked(walked)
    assert vietnam().add_working_days(start, length, make_up=make_up).end == walked


def written(**changes: object) -> str:
    """A calendar of one year as JSON, with something changed."""
    year: dict[str, object] = {
        "status": "announced",
        "source": "an order",
        "off": {"2026-01-01": "Tết Dương lịch"},
        "worked": ["2026-01-10"],
    }
    year.update(changes)
    return json.dumps({"version": "x", "about": "", "years": {"2026": year}})


@pytest.mark.parametrize(
    "broken, problem",
    [
        ("{", "json"),
        ("[]", "fields"),
        ('{"version": "x", "about": "", "years": {}, "more": 1}', "fields"),
        ('{"version": "x", "about": "", "years": {}}', "years"),
        (written(status="likely"), "status-or-source"),
        (written(source=""), "status-or-source"),
        (written(extra=1), "fields"),
        (written(off=[]), "days"),
        (written(off={"1 January": "Tết"}), "date"),
        (written(off={"2025-01-01": "Tết"}), "other-year"),
        (written(worked=["2026-01-09"]), "made-up-day"),
        (written(off={"2026-01-10": "Tết"}), "made-up-day"),
    ],
)
def test_a_calendar_that_cannot_be_relied_on_is_refused(broken: str, problem: str) -> None:
    """A missing or unknown field, a wrong date, a worked Friday or a day both off and worked: each is named."""
    with pytest.raises(CalendarError) as refused:
        WorkingCalendar.parse(broken)
    assert refused.value.parameters["problem"] == problem


def test_a_calendar_with_a_hole_between_its_years_is_refused() -> None:
    """2024 and 2026 without 2025 cannot count a term across."""
    calendar = json.loads(text())
    del calendar["years"]["2025"]
    with pytest.raises(CalendarError, match="years"):
        WorkingCalendar.parse(json.dumps(calendar))
