"""What a person may write into a field."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from civicflow.core.fields import (
    FreeText,
    PersonId,
    ShortText,
    check_fields,
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


@frozen(kw_only=True)
class Form:
    """A form with every kind of marked field."""

    person: PersonId
    title: ShortText
    deputy: PersonId | None = None


@pytest.mark.parametrize("name", ["Nguyễn Văn A", "", "E 204", "-E", "E" * 101, "E\n", 'E"', "a:b"])
def test_an_identifier_is_never_a_name_nor_a_text(name):
    """Names, blanks, separators of streams and overlong texts are refused, and the field is named."""
    with pytest.raises(InvalidInputError) as refused:
        check_fields(Form(person=name, title="Sở Nội vụ"))

    assert {"field": "person", "problem": "identifier"}.items() <= refused.value.parameters.items()


def test_a_field_that_may_be_left_out_is_checked_only_when_given():
    """None passes where None is allowed; a wrong value does not."""
    check_fields(Form(person="E-1", title="Phòng 1"))
    with pytest.raises(InvalidInputError):
        check_fields(Form(person="E-1", title="Phòng 1", deputy="hai người"))
    with pytest.raises(InvalidInputError):
        check_fields(Form(person="E-1", title="   "))


@pytest.mark.parametrize("text", ["", " \n", "x" * 10_001, "a\0b", "\ud83d", 17])
def test_a_text_is_one_that_can_be_written_down(text):
    """Not empty, not endless, no zero byte and no half of a character."""
    with pytest.raises(InvalidInputError) as refused:
        check_fields(Form(person="E-1", title=text))

    assert refused.value.parameters["field"] == "title"


@pytest.mark.parametrize(
    "written, problem",
    [
        *[("2023-11-20T17:00", "zone"), (datetime(2023, 11, 20), "zone"), ("ngày mai", "time"), (17, "zone")],
        *[("0001-01-01T00:00+07:00", "time"), ("9999-12-31T23:59-07:00", "time")],
    ],
)
def test_a_time_without_a_zone_is_refused(written, problem):
    """Every time a person writes has a zone (K25), and is one that UTC knows."""
    with pytest.raises(InvalidInputError) as refused:
        instant(written)

    assert problem == refused.value.parameters["problem"]


@given(st.datetimes(timezones=st.timezones()))
def test_a_time_is_kept_in_utc_and_stays_the_same_moment(moment):
    """Whatever the zone it was written in, the moment is the same."""
    kept = instant(moment)

    assert kept.tzinfo is UTC
    assert kept.timestamp() == moment.timestamp()
    assert kept == instant(kept.isoformat())


def test_a_day_is_a_local_date_and_not_a_moment():
    """A date is taken as it is or as ISO text; a moment or nonsense is refused."""
    assert date(2023, 11, 20) == day("2023-11-20") == day(date(2023, 11, 20))
    for wrong in ("20/11/2023", datetime(2023, 11, 20, tzinfo=UTC), 20231120):
        with pytest.raises(InvalidInputError):
            day(wrong)  # type: ignore[arg-type]


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
