"""A period is written as offices write it, and nonsense is refused by name."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civicflow.calendars.period import Period, PeriodKind
from civicflow.core.event import micros
from civicflow.errors import InvalidInputError
from civicflow.views.on_time import OnTime

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.mark.parametrize(
    "written, first, last",
    [
        ("2023", "2023-01-01", "2023-12-31"),
        ("2023-Q1", "2023-01-01", "2023-03-31"),
        ("2023-Q4", "2023-10-01", "2023-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-12", "2023-12-01", "2023-12-31"),
        ("2023-11-20", "2023-11-20", "2023-11-20"),
        ("2023-10-01/2023-11-15", "2023-10-01", "2023-11-15"),
    ],
)
def test_a_period_is_a_year_a_quarter_a_month_a_day_or_a_run_of_days(written, first, last):
    """Both ends belong to it."""
    assert Period.parse(written) == Period(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "written",
    [
        "", "Q4", "2023-Q5", "2023-Q0", "2023-13", "2023-00", "2023-02-30", "23", "2023-4", "0000",
        "2023-11-20/2023-11-19", "2023-11/2023-12", "2023-Q4/2024-Q1", "9999-12-31", "quý 4", "2023-10-01/",
        "2023-10-01/2023-10-05/2023-10-09", " 2023", "1899", "2200", "0001-01-01/2023-01-01", "２０２３", "20231120",
        "2023-W47-1", 2023,
    ],
)  # fmt: skip
def test_what_is_no_period_is_refused_and_the_field_is_named(written):
    """A report of the wrong days would look like any other."""
    with pytest.raises(InvalidInputError) as refused:
        OnTime(period=written)

    assert refused.value.parameters["field"] == "period"


def test_a_period_that_was_parsed_before_is_taken_as_it_is():
    """And nothing stays nothing."""
    november = Period.parse("2023-11")

    assert OnTime(period=november).period == november
    assert OnTime().period is None


@pytest.mark.parametrize(
    "written, kind, months",
    [
        ("2024-02", PeriodKind.MONTH, 1),
        ("2026-Q1", PeriodKind.QUARTER, 3),
        ("2026-04-01/2026-06-30", PeriodKind.QUARTER, 3),
        ("2026", PeriodKind.YEAR, 12),
        ("2026-02-01/2026-04-30", None, 3),
        ("2025-07-01/2026-06-30", None, 12),
        ("2026-01-01/2026-02-28", None, 2),
        ("2024-02-01/2024-02-28", None, 0),
        ("2026-01-02/2026-03-31", None, 0),
        ("2026-01-01", None, 0),
    ],
)
def test_k8_people_are_evaluated_by_the_months_quarters_and_years_of_the_calendar(written, kind, months):
    """Any other run of days is no such period, whatever its length; its months are counted only when they are whole."""
    period = Period.parse(written)

    assert period.kind is kind
    assert len(period.months) == months
    assert all(month.kind is PeriodKind.MONTH for month in period.months)
    assert not months or (period.months[0].first, period.months[-1].last) == (period.first, period.last)


@given(
    days=st.tuples(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 800)), moment=st.datetimes()
)
def test_the_moments_of_a_period_are_those_of_its_local_days(days, moment):
    """Whatever the zone does, a moment lies in the period when its local date does."""
    first, length = days
    period = Period(first, date.fromordinal(first.toordinal() + length))
    local = datetime(moment.year, moment.month, moment.day, moment.hour, moment.minute, tzinfo=ZONE)

    inside = period.first <= local.date() <= period.last
    assert (micros(local) in period.moments(ZONE)) is inside


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 4000))
def test_a_period_is_written_so_that_it_can_be_read_again(first, length):
    """As answers show it."""
    period = Period(first, date.fromordinal(first.toordinal() + length))

    assert Period.parse(str(period)) == period
