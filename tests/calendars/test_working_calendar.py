"""Working days, against the worked examples and against laws that always hold."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civicflow.calendars import WorkingCalendar
from civicflow.errors import CalendarError, InvalidInputError, OutsideCalendarError
from tests.calendars.shipped import day, text, vietnam

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
    assert vietnam().nth_working_day(day(start), length) == day(end)


@pytest.mark.parametrize(
    "start, length, end", [("2026-08-21", 1, "2026-08-22"), ("2024-04-26", 3, "2024-05-04")]
)
def test_e16_a_saturday_worked_in_exchange_counts(start: str, length: int, end: str) -> None:
    """E16: a Saturday worked for a day off elsewhere is a working day, and can end a term."""
    assert vietnam().nth_working_day(day(start), length) == day(end)
    assert vietnam().is_working_day(day(end))
    assert not vietnam().is_working_day(day(end), make_up=False)


@pytest.mark.parametrize(
    "start, length, end",
    [
        ("2026-02-06", 10, "2026-02-23"),
        ("2026-08-14", 15, "2026-09-03"),
        ("2026-11-14", 10, "2026-11-25"),
    ],
)
def test_e17_a_term_in_calendar_days_rolls_to_the_next_working_day(start: str, length: int, end: str) -> None:
    """E17: the last day is a day off, so the term ends with the next working day."""
    assert vietnam().rolled(day(start), length) == day(end)


def test_a_term_in_calendar_days_that_ends_on_a_working_day_stays() -> None:
    """Nothing is rolled when the last day is worked; a made-up Saturday is one, unless asked otherwise."""
    assert vietnam().rolled(day("2026-08-12"), 10) == day("2026-08-22")
    assert vietnam().rolled(day("2026-08-12"), 10, make_up=False) == day("2026-08-24")


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


def test_e18_with_the_exchange_of_k23() -> None:
    """E18 with K23: the first quarter keeps its 58 days, since 10 January is worked; without made-up days it has 57."""
    first_quarter = day("2025-12-31"), day("2026-03-31")
    assert vietnam("vn-2026.2").working_days_between(*first_quarter) == 58
    assert vietnam("vn-2026.2").working_days_between(*first_quarter, make_up=False) == 57
    assert vietnam().working_days_between(*first_quarter, make_up=False) == 58


def test_k23_exchanges_2_january_2026_for_10_january() -> None:
    """K23: vn-2026.1 works on Friday 2 January 2026 and rests on Saturday 10 January; vn-2026.2 does the reverse."""
    for version, worked in (("vn-2026.1", [True, False]), ("vn-2026.2", [False, True])):
        exchanged = day("2026-01-02"), day("2026-01-10")
        assert [vietnam(version).is_working_day(each) for each in exchanged] == worked


def test_nothing_else_differs_between_the_versions() -> None:
    """K23: but for the two days, vn-2026.2 says what vn-2026.1 says, and its source says how weakly it is attested."""
    first, second = (json.loads(text(version)) for version in ("vn-2026.1", "vn-2026.2"))
    later = second["years"]["2026"]
    assert later["off"].pop("2026-01-02")
    later["worked"].remove("2026-01-10")
    assert "12729/VPCP-KGVX" in later["source"]
    assert "one weak source" in later["source"]
    later["source"] = first["years"]["2026"]["source"]
    assert first["years"] == second["years"]


@pytest.mark.parametrize(
    "since, until, projected",
    [
        ("2026-12-30", "2026-12-31", False),
        ("2026-12-31", "2027-01-04", True),
        ("2027-02-02", "2027-02-16", True),
        ("2014-01-01", "2014-01-02", False),
    ],
)
def test_days_that_reach_a_projected_year_are_known_to(since: str, until: str, projected: bool) -> None:
    """The order for 2027 has not been issued: what ends there may still move."""
    assert vietnam().reaches_projected(day(since), day(until)) is projected


@pytest.mark.parametrize("outside", ["2013-12-31", "2028-01-01"])
def test_a_day_outside_the_calendar_is_an_error(outside: str) -> None:
    """The calendar says nothing about a year it does not cover, in any question."""
    with pytest.raises(OutsideCalendarError, match=outside):
        vietnam().is_working_day(day(outside))
    with pytest.raises(OutsideCalendarError, match=outside):
        vietnam().nth_working_day(day(outside), 1)
    with pytest.raises(OutsideCalendarError, match=outside):
        vietnam().rolled(day(outside), 1)
    with pytest.raises(OutsideCalendarError, match=outside):
        vietnam().working_days_between(day("2020-01-01"), day(outside))


def test_a_day_counted_out_of_the_calendar_is_an_error() -> None:
    """The last working day covered can be reached; the next one cannot."""
    assert vietnam().nth_working_day(day("2027-12-30"), 1) == vietnam().last
    with pytest.raises(OutsideCalendarError):
        vietnam().nth_working_day(day("2027-12-30"), 2)
    with pytest.raises(OutsideCalendarError):
        vietnam().rolled(day("2027-12-30"), 2)
    with pytest.raises(OutsideCalendarError):
        vietnam().rolled(day("2027-12-30"), 10**9)


def test_a_day_rolled_out_of_the_calendar_is_an_error() -> None:
    """The last day covered is a day off: nothing is known of the working day that follows."""
    calendar = WorkingCalendar.parse(written(off={"2026-12-31": "Tết"}))
    assert calendar.rolled(day("2026-12-20"), 10) == day("2026-12-30")
    with pytest.raises(OutsideCalendarError):
        calendar.rolled(day("2026-12-20"), 11)


@pytest.mark.parametrize("number", [0, -1])
def test_at_least_one_day_is_counted(number: int) -> None:
    """No days, or less, are a mistake of the caller."""
    with pytest.raises(InvalidInputError):
        vietnam().nth_working_day(day("2026-01-05"), number)
    with pytest.raises(InvalidInputError):
        vietnam().rolled(day("2026-01-05"), number)


@given(STARTS, LENGTHS, COUNTING)
def test_counting_never_ends_on_a_day_off(start: date, length: int, make_up: bool) -> None:
    """Whatever the start, the day reached is a working day after it."""
    for count in (vietnam().nth_working_day, vietnam().rolled):
        end = count(start, length, make_up=make_up)
        assert end > start
        assert vietnam().is_working_day(end, make_up=make_up)


@given(STARTS, LENGTHS, LENGTHS, COUNTING)
def test_working_days_add_up(start: date, first: int, second: int, make_up: bool) -> None:
    """Five days and then three end where eight days do."""
    middle = vietnam().nth_working_day(start, first, make_up=make_up)
    assert vietnam().nth_working_day(middle, second, make_up=make_up) == vietnam().nth_working_day(
        start, first + second, make_up=make_up
    )


@given(STARTS, STARTS, LENGTHS, LENGTHS, COUNTING)
def test_a_later_start_or_more_days_never_end_earlier(
    one: date, other: date, few: int, many: int, make_up: bool
) -> None:
    """Ends keep the order of starts and of numbers, in both ways of counting."""
    early, late = sorted((one, other))
    few, many = sorted((few, many))
    for count in (vietnam().nth_working_day, vietnam().rolled):
        assert count(early, few, make_up=make_up) <= count(late, many, make_up=make_up)


@given(STARTS, LENGTHS, COUNTING)
def test_counting_back_gives_the_number(start: date, length: int, make_up: bool) -> None:
    """The days between a start and the day reached are those counted; the other way round, their negative."""
    end = vietnam().nth_working_day(start, length, make_up=make_up)
    assert vietnam().working_days_between(start, end, make_up=make_up) == length
    assert vietnam().working_days_between(end, start, make_up=make_up) == -length


@given(STARTS)
def test_working_days_have_their_place_in_the_calendar(on: date) -> None:
    """A working day stands at the place that so many others before it give; beyond the last there is none."""
    place = vietnam().working_days_before(on)
    at_place = vietnam().working_day_at(place)
    assert at_place is not None
    assert (at_place == on) is vietnam().is_working_day(on)
    assert vietnam().working_day_at(vietnam().working_days_before(vietnam().last) + 1) is None


@given(STARTS, LENGTHS, COUNTING)
def test_the_day_reached_equals_a_walk_day_by_day(start: date, length: int, make_up: bool) -> None:
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
    assert vietnam().nth_working_day(start, length, make_up=make_up) == walked


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
