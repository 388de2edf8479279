"""The shipped calendar against a table of due dates that nobody here computed."""

import json
from datetime import date
from importlib.resources import files
from pathlib import Path

from civicflow.calendars import WorkingCalendar


def test_every_due_date_of_the_reference_table_comes_out(logs: Path) -> None:
    """624 starts, 5 terms, with and without made-up Saturdays: 6,240 due dates."""
    calendar = WorkingCalendar.parse(
        (files("civicflow.calendars") / "data/vn-2026.1.json").read_text("utf-8")
    )
    reference = json.loads((logs / "reference/vn_working_days.json").read_text("utf-8"))
    conventions = [column.partition("+") for column in reference["columns"][1:]]

    compared = 0
    for start, *ends in reference["rows"]:
        for (convention, _, length), end in zip(conventions, ends, strict=True):
            term = calendar.add_working_days(
                date.fromisoformat(start), int(length), make_up=convention == "HS"
            )
            assert (start, convention, length, term.end.isoformat()) == (start, convention, length, end)
            compared += 1
    assert compared == 6_240


def test_the_days_off_are_those_of_the_reference(logs: Path) -> None:
    """The same 198 named days off and 10 made-up Saturdays, and every day that the public vectors name."""
    shipped = json.loads((files("civicflow.calendars") / "data/vn-2026.1.json").read_text("utf-8"))["years"]
    reference = json.loads((logs / "reference/vn_working_days.json").read_text("utf-8"))
    off = {day: name for year in shipped.values() for day, name in year["off"].items()}
    assert off == reference["holidays_2014_2027"]
    assert [day for year in shipped.values() for day in year["worked"]] == reference["makeup_working_days"]

    vectors = json.loads((logs / "vectors/holidays-VN_COMMON.json").read_text("utf-8"))
    assert {day for day in vectors if "2014" <= day < "2028"} <= set(off)
