"""What a person may write into a field."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civicflow.core.fields import (
    DAY,
    INSTANT,
    YEARS,
    FreeText,
    closing_instant,
    day,
    free_text,
    instant,
    local_time,
    optional_day,
    optional_free_text,
    optional_instant,
)
from civicflow.errors import InvalidInputError


@pytest.mark.parametrize(
    "written, problem",
    [
        ("2023-11-20T17:00", "zone"),
        (datetime(2023, 11, 20), "zone"),
        ("ngày mai", "time"),
        (17, "zone"),
        ("20231120T170000+0700", "time"),
        ("2023-11-20 17:00+07:00", "time"),
        ("2023-W47-1T17:00Z", "time"),
        ("2023-11-20T17:00:00.1234567Z", "time"),
        ("2023-11-20T17:00+07:00:30", "time"),
        ("2023-02-30T17:00Z", "time"),
        ("0001-01-01T00:00+07:00", "year"),
        ("9999-12-31T23:59-07:00", "year"),
        ("1899-12-31T23:59Z", "year"),
        ("1899-12-31T23:00-07:00", "year"),
        ("1900-01-01T06:59+07:00", "year"),
        (datetime(2200, 1, 1, tzinfo=UTC), "year"),
    ],
)
def test_a_time_is_written_in_one_way_with_its_zone_and_in_a_year_of_ours(written, problem):
    """Every time a person writes has a zone (K25); beyond our years no zone could be applied, and nothing is cut."""
    with pytest.raises(InvalidInputError) as refused:
        instant(written)

    assert problem == refused.value.parameters["problem"]


@given(st.datetimes(datetime(1900, 1, 2), datetime(2199, 12, 30), timezones=st.timezones()))
def test_a_time_is_kept_in_utc_and_stays_the_same_moment(moment):
    """Whatever the zone it was written in, the moment is the same."""
    kept = instant(moment)

    assert kept.tzinfo is UTC
    assert kept.timestamp() == moment.timestamp()
    assert kept == instant(kept.isoformat())


@pytest.mark.parametrize("text", ["2023-11-20T17:00:00.123456Z", "1900-01-01T00:00Z", "2199-12-31T23:59:59Z"])
def test_a_time_that_is_written_so_is_read(text):
    """To the microsecond, from the first of our years to the last."""
    assert instant(text) == datetime.fromisoformat(text)


def test_a_day_is_a_local_date_and_not_a_moment():
    """A date is taken as it is or as ISO text; a moment, nonsense or another way of writing it is refused."""
    assert date(2023, 11, 20) == day("2023-11-20") == day(date(2023, 11, 20))
    for wrong in (
        "20/11/2023",
        "20231120",
        "2023-W47-1",
        "2023-02-30",
        datetime(2023, 11, 20, tzinfo=UTC),
        20231120,
    ):
        with pytest.raises(InvalidInputError) as refused:
            day(wrong)  # type: ignore[arg-type]
        assert refused.value.parameters["problem"] == "date"


@pytest.mark.parametrize("wrong", ["0001-01-01", "1899-12-31", "2200-01-01", date.min, date.max])
def test_a_day_lies_in_a_year_of_ours(wrong):
    """Another is a slip of the finger."""
    with pytest.raises(InvalidInputError) as refused:
        day(wrong)

    assert refused.value.parameters["problem"] == "year"


@pytest.mark.parametrize("year", [1800, *YEARS[:2], *YEARS[99:101], *YEARS[-2:], 2200])
def test_the_years_are_those_that_can_be_written(year):
    """What stands in the patterns of days and instants is the same as what is asked of a date."""
    assert (
        (year in YEARS)
        is bool(DAY.fullmatch(f"{year}-01-01"))
        is bool(INSTANT.fullmatch(f"{year}-01-01T00:00Z"))
    )


def test_a_time_of_day_is_local_and_has_no_zone():
    """The place it is meant for says the zone; a moment, a number and nonsense are refused."""
    assert time(8, 0) == local_time("08:00") == local_time("08:00:00") == local_time(time(8))
    for wrong in ("8 giờ", "24:01", "08:00+07:00", time(8, tzinfo=UTC), datetime(2023, 11, 20, 8), 8):
        with pytest.raises(InvalidInputError) as refused:
            local_time(wrong)  # type: ignore[arg-type]
        assert refused.value.parameters["problem"] == "time-of-day"


def test_free_text_knows_whether_it_is_encrypted():
    """Plain text has no key; what was free text stays so; empty and endless texts are refused."""
    assert FreeText(k=None, v="Thẩm định") == free_text("Thẩm định") == free_text(FreeText(v="Thẩm định"))
    for wrong in ("", "x" * 10_001, "một\0hai"):
        with pytest.raises(InvalidInputError):
            free_text(wrong)


def test_a_day_stands_for_its_end_when_the_books_are_looked_at():
    """What the office knew on the last day of the year includes what came in that evening."""
    zone = ZoneInfo("Asia/Ho_Chi_Minh")
    ends = datetime(2023, 12, 31, 16, 59, 59, 999_999, tzinfo=UTC)

    assert (
        ends
        == closing_instant("2023-12-31", zone, "known")
        == closing_instant(date(2023, 12, 31), zone, "known")
    )
    moment = datetime(2023, 12, 31, 10, tzinfo=UTC)
    assert (
        moment
        == closing_instant("2023-12-31T17:00+07:00", zone, "known")
        == closing_instant(moment, zone, "known")
    )
    assert closing_instant(None, zone, "known") is None
    for wrong in ("31/12/2023", "2023-12-31T17:00", datetime(2023, 12, 31), "9999-12-31"):
        with pytest.raises(InvalidInputError) as refused:
            closing_instant(wrong, zone, "as_of")
        assert refused.value.parameters["field"] == "as_of"


def test_nothing_stays_nothing():
    """The optional forms pass None through."""
    assert [optional_instant(None), optional_day(None), optional_free_text(None)] == [None, None, None]
    assert optional_day("2023-11-20") == date(2023, 11, 20)
    assert optional_free_text("x") == FreeText(v="x")
