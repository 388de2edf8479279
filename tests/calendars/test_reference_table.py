"""The shipped calendars against a table of due dates that nobody here computed."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import attrs

from tests.calendars.shipped import day, text, vietnam


@attrs.frozen
class Cell:
    """
    One due date of the table.

    Args:
        start: The day that sets the term running.
        make_up: Whether Saturdays worked in exchange for a day off count.
        length: How many working days.
        end: The due date.
    """

    start: str
    make_up: bool
    length: int
    end: str


def cells(logs: Path) -> Iterator[Cell]:
    """624 starts, 5 terms, with and without made-up Saturdays."""
    reference = json.loads((logs / "reference/vn_working_days.json").read_text("utf-8"))
    conventions = [column.partition("+") for column in reference["columns"][1:]]
    for start, *ends in reference["rows"]:
        for (convention, _, length), end in zip(conventions, ends, strict=True):
            yield Cell(start, convention == "HS", int(length), end)


def counted(cell: Cell, version: str) -> str:
    """The due date by a shipped calendar."""
    found = vietnam(version).nth_working_day(day(cell.start), cell.length, make_up=cell.make_up)
    return found.isoformat()


def test_every_due_date_of_the_reference_table_comes_out(logs: Path) -> None:
    """All 6,240 due dates."""
    table = list(cells(logs))
    assert len(table) == 6_240
    assert [cell for cell in table if counted(cell, "vn-2026.1") != cell.end] == []


def test_k23_moves_just_ten_due_dates(logs: Path) -> None:
    """
    K23: as terms are counted, with made-up Saturdays, 10 of the table's due dates move by a day.

    Where made-up Saturdays are left out, 2 January is lost and 10 January not gained: there 14 more move.
    """
    moved = [cell for cell in cells(logs) if counted(cell, "vn-2026.2") != cell.end]
    assert Counter(cell.make_up for cell in moved) == {True: 10, False: 14}
    assert {cell.start[:7] for cell in moved} == {"2025-11", "2025-12", "2026-01"}


def test_the_days_off_are_those_of_the_reference(logs: Path) -> None:
    """The same 198 named days off and 10 made-up Saturdays, and every day that the public vectors name."""
    shipped = json.loads(text())["years"]
    reference = json.loads((logs / "reference/vn_working_days.json").read_text("utf-8"))
    off = {day: name for year in shipped.values() for day, name in year["off"].items()}
    assert off == reference["holidays_2014_2027"]
    assert [day for year in shipped.values() for day in year["worked"]] == reference["makeup_working_days"]

    vectors = json.loads((logs / "vectors/holidays-VN_COMMON.json").read_text("utf-8"))
    assert {day for day in vectors if "2014" <= day < "2028"} <= set(off)
