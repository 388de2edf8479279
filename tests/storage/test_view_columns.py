"""Rows of views as columns: every kind of value comes back as it went, and what could not is refused at once."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum
from typing import Literal, NamedTuple

import pytest
from attrs import evolve, frozen
from hypothesis import given
from hypothesis import strategies as st

from civicflow.core.fields import FreeText
from civicflow.core.question import View
from civicflow.errors import UnreadableRowError
from civicflow.storage.columns import Table
from civicflow.storage.forms import POSTGRESQL_FORMS, SQLITE_FORMS


class Level(Enum):
    """An enumeration by number."""

    LOW = 1
    HIGH = 2


class Step(NamedTuple):
    """A composed value."""

    name: Literal["in", "out"]
    at: datetime
    by: str | None = None


@frozen(kw_only=True)
class Everything:
    """A row with a column of every kind."""

    name: str
    number: int
    sign: bool
    level: Level | None
    side: Literal["left", "right"]
    moment: datetime | None
    day: date
    amount: Decimal
    steps: tuple[Step, ...]
    counts: Mapping[str, int]
    note: FreeText | None


def view_of(row: type, name: str = "everything") -> View:  # type: ignore[type-arg]
    """A view with rows of a class, that nothing happens to."""
    return View(name=name, version=1, row=row, subjects={}, fold=lambda row, event, at: row)


moments = st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=7))])).filter(
    lambda moment: 1900 < moment.year < 9000
)
rows = st.builds(
    Everything,
    name=st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1),
    number=st.integers(-(2**63), 2**63 - 1),
    amount=st.decimals(allow_nan=False, allow_infinity=False),
    moment=st.none() | moments,
    steps=st.lists(st.builds(Step, at=moments)).map(tuple),
    counts=st.dictionaries(st.text(), st.integers(-(2**63), 2**63 - 1)),
)


@pytest.mark.parametrize("forms", [SQLITE_FORMS, POSTGRESQL_FORMS], ids=["sqlite", "postgresql"])
@given(row=rows)
def test_every_kind_of_value_comes_back_as_it_went(forms, row):
    """What a row says does not change by being kept; times come back as the same instants."""
    table = Table(view_of(Everything), forms)

    assert table.row(table.raw(row.name, row)) == row


def test_a_character_that_a_server_cannot_keep_does_not_stop_a_view():
    """Somebody's title holds a NUL: the row shows a sign in its place."""
    table = Table(view_of(Named), POSTGRESQL_FORMS)

    assert table.raw("A", Named("A", "Phòng\0Một")) == ["A", "Phòng␀Một"]


def test_other_tools_read_plain_columns():
    """Times are ISO 8601 in UTC, enumerations their values, and only what is composed is JSON."""
    table = Table(view_of(Everything), SQLITE_FORMS)
    row = Everything(
        name="T-1",
        number=7,
        sign=True,
        level=Level.HIGH,
        side="left",
        moment=datetime(2023, 11, 20, 17, tzinfo=timezone(timedelta(hours=7))),
        day=date(2023, 11, 20),
        amount=Decimal("1.50"),
        steps=(Step("in", datetime(2023, 11, 20, 10, tzinfo=UTC)),),
        counts={"z": 1, "a": 2},
        note=None,
    )

    assert table.raw("T-1", row) == [
        "T-1",
        7,
        1,
        2,
        "left",
        "2023-11-20T10:00:00+00:00",
        "2023-11-20",
        "1.50",
        '[["in","2023-11-20T10:00:00Z",null]]',
        '{"z":1,"a":2}',
        None,
    ]
    assert table.layout.partition("; ")[0] == (
        '"name" TEXT NOT NULL, "number" INTEGER NOT NULL, "sign" INTEGER NOT NULL, "level" INTEGER, '
        '"side" TEXT NOT NULL, "moment" TEXT, "day" TEXT NOT NULL, "amount" TEXT NOT NULL, '
        '"steps" TEXT NOT NULL, "counts" TEXT NOT NULL, "note" TEXT'
    )


@pytest.mark.parametrize("kind", [float, set[str], frozenset[int], object, tuple[float, ...], list[str]])
def test_what_could_not_come_back_exactly_is_refused_when_the_view_is_plugged_in(kind):
    """Rounded numbers and unordered sets would make a replay differ from the table."""
    row = frozen(type("Row", (), {"__annotations__": {"name": str, "value": kind}}))

    with pytest.raises(TypeError, match="value"):
        Table(view_of(row), SQLITE_FORMS)


@pytest.mark.parametrize(
    "name", ["On Time", "on_time__g1", "view_generation", "Vi", "", "1st", "x" * 60, 'a"; drop']
)
def test_a_view_has_a_name_that_every_database_takes(name):
    """The name stands in SQL, and the generations add to it."""
    with pytest.raises(ValueError, match="no name for a view"):
        Table(view_of(Everything, name), SQLITE_FORMS)


@frozen
class Named:
    """A row with a text."""

    subject: str
    title: str


@frozen
class Alone:
    """A row that only says that its subject exists."""

    subject: str


@frozen
class Timed:
    """A row with one time."""

    subject: str
    moment: datetime


def test_a_row_bears_the_name_of_its_subject():
    """Else it would be found under another subject than it was folded for."""
    table = Table(view_of(Alone), SQLITE_FORMS)

    assert table.row(table.raw("A", Alone("A"))) == Alone("A")
    with pytest.raises(ValueError, match="the row of B begins with A"):
        table.raw("B", Alone("A"))


def test_a_time_without_a_zone_is_not_kept():
    """Nobody could say later which instant it was."""
    table = Table(view_of(Timed), SQLITE_FORMS)

    with pytest.raises(ValueError, match="without a zone"):
        table.raw("A", Timed("A", datetime(2023, 1, 1)))


def test_what_another_hand_wrote_into_a_table_is_named():
    """The error says which view and which subject, so that a rebuild can be ordered."""
    table = Table(view_of(Timed), SQLITE_FORMS)

    with pytest.raises(UnreadableRowError) as caught:
        table.row(("A", "yesterday"))

    assert caught.value.parameters["view"] == "everything"
    assert caught.value.parameters["subject"] == "A"


@given(row=rows, other=rows)
def test_equal_rows_are_equal_values(row, other):
    """So that tables can be compared without reading rows back."""
    table = Table(view_of(Everything), SQLITE_FORMS)

    assert table.raw(row.name, row) == table.raw(row.name, evolve(row))
    assert (table.raw(row.name, row) == table.raw(other.name, other)) <= (row == other)
