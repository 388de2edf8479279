"""Results as tables for people and as CSV for other programs."""

import csv
import io
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import get_args
from zoneinfo import ZoneInfo

import attrs
import pytest

from civicflow.cli.tables import cell, percentage, print_sheets, sheets_of, write_csv
from civicflow.core import Figure, FreeText, Module
from civicflow.flow import MODULES
from civicflow.messages import Words
from civicflow.task.steps import Deed

WORDS = Words("en", (Module(name="cli"),), ZoneInfo("Asia/Ho_Chi_Minh"))


@attrs.frozen
class Row:
    """One line of a list."""

    subject: str
    lag: int
    events: tuple[int, ...] = ()


@attrs.frozen(kw_only=True)
class Gap:
    """A record that says little."""

    name: str | None
    lag: int


@attrs.frozen
class Part:
    """One of several parts of one kind."""

    share: Figure
    rows: tuple[Row, ...] = ()


@attrs.frozen
class Answer:
    """A result with single values, parts and a list."""

    period: str | None
    first: Part
    last: Part
    views: tuple[Row, ...]


ANSWER = Answer(
    None, Part(Figure(numerator=2, denominator=3)), Part(Figure(numerator=0, denominator=0)), (Row("T-1", 7),)
)


def test_what_is_single_stands_in_a_list_and_parts_of_one_kind_side_by_side():
    """A person compares the parts at one glance; what says nothing is left out."""
    found = [(sheet.title, sheet.columns, sheet.rows) for sheet in sheets_of(ANSWER, WORDS)]

    assert found == [
        ("", ("", ""), (("Period", "–"),)),
        ("", ("", "Share"), (("First", "2/3 (66.6 %)"), ("Last", "0/0"))),
        ("Views", ("Subject", "Lag"), (("T-1", "7"),)),
    ]


@attrs.frozen
class Share:
    """What one person has, month by month."""

    person: str
    months: tuple[Row, ...]
    names: tuple[str, ...] = ()


@attrs.frozen
class Body:
    """An agency with its people."""

    agency: str
    people: tuple[Share, ...]


def test_lines_within_a_line_stand_below_with_what_they_belong_to():
    """Nobody finds a month of a person in a cell that holds all people and all months."""
    people = (Share("E-1", (Row("M-1", 7), Row("M-2", 8))), Share("E-2", (Row("M-1", 9),)))
    found = [(sheet.title, sheet.columns, sheet.rows) for sheet in sheets_of([Body("A", people)], WORDS)]

    assert found == [
        ("", ("Agency",), (("A",),)),
        ("People", ("Agency", "Person"), (("A", "E-1"), ("A", "E-2"))),
        (
            "People · months",
            ("Agency", "Person", "Subject", "Lag"),
            (("A", "E-1", "M-1", "7"), ("A", "E-1", "M-2", "8"), ("A", "E-2", "M-1", "9")),
        ),
    ]


def test_lines_that_share_their_first_column_are_told_apart_by_the_next_ones():
    """A line below belongs to one line above and to no other."""
    bodies = [{"agency": "A", "lag": lag, "rows": (Row("M", lag),)} for lag in (1, 2)]

    assert [sheet.rows for sheet in sheets_of(bodies, WORDS)][-1] == (
        ("A", "1", "M", "1"),
        ("A", "2", "M", "2"),
    )


def test_a_list_without_room_in_a_cell_stands_in_lines_of_its_own():
    """Of a record under its heading, of a line with what tells the line apart; a short one stays where it is."""
    names = tuple(f"E-{number:03}" for number in range(30))
    lines = [", ".join(names[:14]) + ",", ", ".join(names[14:28]) + ",", ", ".join(names[28:])]
    alone = list(sheets_of({"people": names, "views": names[:3]}, WORDS))
    within = list(sheets_of([Share("E-1", (), names), Share("E-2", (), ())], WORDS))

    assert [sheet.rows for sheet in alone] == [
        (("Views", "E-000, E-001, E-002"),),
        tuple((line,) for line in lines),
    ]
    assert [(sheet.columns, sheet.rows) for sheet in within] == [
        (("Person",), (("E-1",), ("E-2",))),
        (("Person", "names"), tuple(("E-1", line) for line in lines)),
    ]


@pytest.mark.parametrize("language, written", [("en", "42,077,880.5"), ("vi", "42.077.880,5")])
def test_an_amount_is_grouped_as_the_language_of_the_reader_does(language, written):
    """In tables only: other programs read CSV and JSON."""
    words = Words(language, (Module(name="cli"),), ZoneInfo("Asia/Ho_Chi_Minh"))
    csv_text = io.StringIO()
    write_csv({"amount": Fraction("42077880.5")}, csv_text)

    assert cell(Fraction("42077880.5"), words) == written
    assert written not in csv_text.getvalue()


@pytest.mark.parametrize(
    "value,text",
    [
        (None, "–"),
        (True, "yes"),
        (date(2023, 11, 20), "2023-11-20"),
        (datetime(2023, 11, 20, 10, 0, tzinfo=UTC), "2023-11-20 17:00"),
        (FreeText(v="Bận họp"), "Bận họp"),
        ((1, 2), "1, 2"),
        ({"missing": 2}, "missing: 2"),
        (Row("T-1", 7), "T-1 7"),
        ("missing", "missing"),
    ],
)
def test_a_value_is_written_as_people_read_it(value, text):
    """Times in the zone of the office."""
    assert cell(value, WORDS) == text


@pytest.mark.parametrize(
    "field, code, text",
    [
        ("indicator", "on_time", "work on time"),
        ("indicator", "of_the_ward", "of_the_ward"),
        ("instrument", "counted", "counting"),
        ("instrument", "QĐ 4444/QĐ-UBND", "QĐ 4444/QĐ-UBND"),
        ("wave", "baseline", "baseline"),
        ("cause", "third_party", "a third party"),
        ("first", "hold_confirmed", "cause confirmed"),
        ("topic", "task.assigned", "Task assigned"),
        ("question", "on-time", "On time"),
    ],
)
def test_a_code_is_told_by_the_field_it_stands_in(field, code, text):
    """What no catalogue has stays as it is."""
    words = Words("en", (*MODULES, Module(name="cli")), ZoneInfo("Asia/Ho_Chi_Minh"))

    assert cell(code, words, field) == text


def test_a_line_of_no_part_tells_of_all():
    """Whatever was asked for; where no record says which part, nothing is said."""
    words = Words("en", (*MODULES, Module(name="cli")), ZoneInfo("Asia/Ho_Chi_Minh"))

    assert [cell(part, words, "of") for part in (None, "", "U-1")] == ["all", "–", "U-1"]


def test_of_a_record_in_a_cell_what_is_missing_is_left_out():
    """A row of dashes tells nobody anything."""
    assert cell(Gap(name=None, lag=7), WORDS) == "7"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_everything_that_is_done_to_a_task_has_a_word(language):
    """Answers name the steps of a case by them."""
    words = Words(language, (*MODULES, Module(name="cli")), ZoneInfo("Asia/Ho_Chi_Minh"))

    assert [deed for deed in get_args(Deed) if "_" in words.state(deed)] == []


@pytest.mark.parametrize(
    "numerator,denominator,text",
    [(2, 3, " (66.6 %)"), (999, 1000, " (99.9 %)"), (9999, 10000, " (99.9 %)"), (1, 0, "")],
)
def test_a_share_is_never_rounded_up(numerator, denominator, text):
    """Nearly all is not all, and nothing of nothing is no share."""
    assert percentage(numerator, denominator) == text


@pytest.mark.parametrize(
    "value,rows",
    [
        ([Row("T-1", 7, (1, 2))], [["subject", "lag", "events"], ["T-1", "7", "1 2"]]),
        ([], []),
        ([1, 2], [["field", "value"], ["", "1 2"]]),
        (Row("=1+1", -7), [["field", "value"], ["subject", "'=1+1"], ["lag", "-7"], ["events", ""]]),
        (
            Part(Figure(numerator=1, denominator=2), (Row("T", 1),)),
            [
                ["field", "value"],
                ["share.numerator", "1"],
                ["share.denominator", "2"],
                ["share.events", ""],
                ["rows[0].subject", "T"],
                ["rows[0].lag", "1"],
                ["rows[0].events", ""],
            ],
        ),
    ],
)
def test_csv_has_a_row_for_each_of_a_list_and_else_for_each_value(value, rows):
    """Every value is found by its path, and nothing that a person wrote runs as a formula."""
    written = io.StringIO()
    write_csv(value, written)

    assert list(csv.reader(io.StringIO(written.getvalue()))) == rows


def test_a_table_holds_whatever_a_person_wrote():
    """Brackets are no markup, and an escape sequence is shown."""
    written = io.StringIO()
    print_sheets(sheets_of([Row("[red]T-1[/red] \x1b[2J", 1)], WORDS), written)

    assert "[red]T-1[/red] \ufffd[2J" in written.getvalue()
    assert "\x1b" not in written.getvalue()


@pytest.mark.parametrize(
    "number, written",
    [
        (Fraction(4), "4"),
        (Fraction(7, 2), "3.5"),
        (Fraction(37, 40), "≈ 0.92"),
        (Fraction(401, 100), "4.01"),
        (Fraction(2, 3), "≈ 0.67"),
        (Fraction(-1, 3), "≈ -0.33"),
        (Fraction(0), "0"),
    ],
)
def test_an_exact_number_is_read_with_two_digits_and_says_when_they_are_not_all(number, written):
    """Whoever needs it exact takes JSON or CSV; in a table nobody reads a fraction of twenty digits."""
    assert cell(number, WORDS) == written
