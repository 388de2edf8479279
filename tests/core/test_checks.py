"""What a field must be is read from its type, whatever class it stands in."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import Enum
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from attrs import field, frozen

from civicflow.core.checks import check_fields
from civicflow.core.command import Command
from civicflow.core.fields import (
    Code,
    FreeText,
    PersonId,
    ShortText,
    instant,
    local_time,
    optional_day,
    optional_free_text,
    optional_instant,
)
from civicflow.errors import InvalidInputError

SEVEN = "2023-11-20T08:00+07:00"
VIETNAM, JAPAN = timezone(timedelta(hours=7)), timezone(timedelta(hours=9))


@frozen(kw_only=True)
class Line:
    """A line of a form."""

    code: Code
    number: int = 1


@frozen(kw_only=True)
class Form:
    """A form with every kind of field that is checked."""

    person: PersonId = "E-1"
    title: ShortText = "Phòng 1"
    deputy: PersonId | None = None
    times: int = 1
    share: int | None = None
    urgent: bool = False
    since: datetime = datetime(2023, 11, 20, tzinfo=UTC)
    until: date | None = None
    codes: tuple[Code, ...] = ()
    places: Mapping[PersonId, int] = field(factory=dict)
    lines: tuple[Line, ...] = ()
    first: Line = Line(code="a")
    either: Line | int | None = None
    note: str = ""


def refused(**fields: Any) -> tuple[object, object]:
    """Which field is refused, and why."""
    with pytest.raises(InvalidInputError) as error:
        check_fields(Form(**fields))
    return error.value.parameters["field"], error.value.parameters["problem"]


@pytest.mark.parametrize("name", ["Nguyễn Văn A", "", "E 204", "-E", "E" * 101, "E\n", 'E"', "a:b", 17])
def test_an_identifier_is_never_a_name_nor_a_text(name):
    """Names, blanks, separators of streams and overlong texts are refused, and the field is named."""
    assert refused(person=name) == ("person", "identifier")


@pytest.mark.parametrize("text", ["", " \n", "x" * 10_001, "a\0b", "\ud83d", 17])
def test_a_text_is_one_that_can_be_written_down(text):
    """Not empty, not endless, no zero byte and no half of a character."""
    assert refused(title=text) == ("title", "text")


def test_a_field_that_may_be_left_out_is_checked_only_when_given():
    """None passes where None is allowed; a wrong value does not."""
    check_fields(Form(deputy=None, share=None, until=None, either="anything", note=17))  # type: ignore[arg-type]

    assert refused(deputy="hai người") == ("deputy", "identifier")
    assert refused(person=None) == ("person", "identifier")


@pytest.mark.parametrize(
    "fields,name,problem",
    [
        ({"times": "3"}, "times", "not-a-whole-number"),
        ({"times": True}, "times", "not-a-whole-number"),
        ({"times": 1.0}, "times", "not-a-whole-number"),
        ({"times": 2**63}, "times", "out-of-range"),
        ({"share": -(2**63) - 1}, "share", "out-of-range"),
        ({"share": 10**5_000}, "share", "out-of-range"),
        ({"urgent": 1}, "urgent", "not-yes-or-no"),
        ({"since": datetime(2023, 11, 20)}, "since", "zone"),
        ({"since": datetime(9999, 12, 31, tzinfo=UTC)}, "since", "year"),
        ({"until": date.min}, "until", "year"),
        ({"since": SEVEN}, "since", "time"),
        ({"until": "2023-11-20"}, "until", "date"),
    ],
)
def test_numbers_truths_and_times_are_what_they_say(fields, name, problem):
    """Whatever Python would make of them: no number that no store holds, no time that no zone can be applied to."""
    assert refused(**fields) == (name, problem)


@pytest.mark.parametrize(
    "fields,name,problem",
    [
        ({"codes": ("a", "b c")}, "codes[1]", "identifier"),
        ({"places": {"E 1": 1}}, "places", "identifier"),
        ({"places": {"E-1": "one"}}, "places.E-1", "not-a-whole-number"),
        ({"lines": (Line(code="a"), Line(code="b c"))}, "lines[1].code", "identifier"),
        ({"first": Line(code="a", number=2**64)}, "first.number", "out-of-range"),
        ({"first": "a"}, "first", "not-understood"),
    ],
)
def test_what_stands_in_a_list_a_table_or_a_record_is_checked_as_well(fields, name, problem):
    """And named by its place."""
    assert refused(**fields) == (name, problem)


@frozen(kw_only=True, eq=False, repr=False)
class Watch(Command):
    """A command of several times."""

    person: PersonId
    since: datetime = field(converter=instant)
    until: datetime = field(converter=instant)
    again: datetime | None = field(default=None, converter=optional_instant)


@pytest.mark.parametrize(
    "times,name",
    [
        ({"since": SEVEN, "until": "2023-11-20T12:00+09:00"}, "until"),
        ({"since": SEVEN, "until": "2023-11-20T12:00Z"}, "until"),
        ({"since": SEVEN, "until": "2023-11-20T12:00"}, "until"),
        ({"since": "2023-11-20T12:00", "until": SEVEN}, "until"),
        ({"since": SEVEN, "until": SEVEN, "again": "2023-11-20T12:00Z"}, "again"),
        ({"since": SEVEN, "until": datetime(2023, 11, 20, 12, tzinfo=JAPAN)}, "until"),
        ({"since": SEVEN, "until": datetime(2023, 11, 20, 12)}, "until"),
        (
            {
                "since": datetime(2023, 11, 20, tzinfo=UTC),
                "until": datetime(2023, 11, 20, 12, tzinfo=VIETNAM),
            },
            "until",
        ),
    ],
)
def test_times_that_are_written_in_different_zones_are_refused(times, name):
    """Somebody meant another hour than what stands there (K25)."""
    with pytest.raises(InvalidInputError) as error:
        Watch(person="E-1", **times)

    assert (error.value.parameters["field"], error.value.parameters["problem"]) == (name, "mixed-zones")


def test_times_of_one_zone_are_taken_however_they_are_written():
    """As text or as a moment; a zone that changes its clocks in between is still one."""
    paris = ZoneInfo("Europe/Paris")

    Watch(person="E-1", since=SEVEN, until=datetime(2023, 11, 20, 12, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")))
    Watch(person="E-1", since="2023-11-20T08:00Z", until="2023-11-20T12:00+00:00")
    Watch(person="E-1", since=datetime(2023, 1, 1, tzinfo=paris), until=datetime(2023, 7, 1, tzinfo=paris))


@pytest.mark.parametrize(
    "until,problem", [("soon", "time"), (17, "zone"), ("2023-11-20 12:00+07:00", "time"), (None, "zone")]
)
def test_what_is_no_time_at_all_is_refused_as_that(until, problem):
    """The zone of nonsense is nobody's concern."""
    with pytest.raises(InvalidInputError) as error:
        Watch(person="E-1", since=SEVEN, until=until)

    assert error.value.parameters["problem"] == problem


class Colour(Enum):
    """A word of a fixed set."""

    RED = "red"
    GREEN = "green"


def colours(named: Any) -> tuple[Colour, ...]:
    """Several of them."""
    return tuple(Colour(each) for each in named)


@frozen(kw_only=True, eq=False, repr=False)
class Paint(Command):
    """A command whose fields have converters."""

    colour: Colour = field(default=Colour.RED, converter=Colour)
    others: tuple[Colour, ...] = field(default=(), converter=colours)
    on: date | None = field(default=None, converter=optional_day)
    at: time = field(default=time(8), converter=local_time)
    since: datetime | None = field(default=None, converter=optional_instant)
    note: FreeText | None = field(default=None, converter=optional_free_text)


@pytest.mark.parametrize(
    "given,name,problem",
    [
        ({"colour": "blue"}, "colour", "not-allowed"),
        ({"colour": ["red"]}, "colour", "not-allowed"),
        ({"others": ("red", "blue")}, "others[1]", "not-allowed"),
        ({"on": "tomorrow"}, "on", "date"),
        ({"at": "8 o'clock"}, "at", "time-of-day"),
        ({"since": "soon"}, "since", "time"),
        ({"note": " "}, "note", "text"),
    ],
)
def test_what_a_converter_would_refuse_is_refused_by_the_name_of_its_field(given, name, problem):
    """A converter does not know where it stands; a clerk does."""
    with pytest.raises(InvalidInputError) as error:
        Paint(**given)

    assert (error.value.parameters["field"], error.value.parameters["problem"]) == (name, problem)


def test_a_word_of_a_fixed_set_is_refused_with_those_that_are_allowed():
    """So that nobody has to look them up."""
    with pytest.raises(InvalidInputError) as error:
        Paint(colour="blue")

    assert error.value.parameters["allowed"] == "red, green"


def test_what_can_be_read_only_once_is_left_to_its_converter():
    """Looking first would leave nothing to convert."""
    assert Paint(others=(each for each in ("red", "green"))).others == (Colour.RED, Colour.GREEN)
