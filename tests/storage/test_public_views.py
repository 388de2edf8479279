"""What stands in the rows of a view can be read with plain SQL: one SQL view of the rows, one of each list of records."""

import tempfile
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from itertools import count
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args, get_type_hints

import pytest
from attrs import frozen, has
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civicflow.core.event import Instant, micros
from civicflow.core.fields import FreeText
from civicflow.core.module import Module
from civicflow.core.question import AnyView, View
from civicflow.errors import InvalidInputError
from civicflow.flow import MODULES
from civicflow.storage.catalogue import Catalogue
from civicflow.storage.columns import Table
from civicflow.storage.forms import POSTGRESQL_FORMS, SQLITE_FORMS, Composed
from civicflow.storage.public_views import public_names, public_views
from civicflow.storage.stores import open_store
from civicflow.storage.view_tables import Generation, Tables
from civicflow.storage.views import Views
from civicflow.testing import events
from tests.storage.permits import (
    SILENCE,
    replayed,
    view_tables,
    write,
)
from tests.storage.shown import (
    assert_shown,
    columns_on_postgresql,
    columns_on_sqlite,
)

VIEWS = [view for module in MODULES for view in module.views]
LASTING = ("sqlite", "postgresql")
_schemas = count(1)


class Level(Enum):
    """An enumeration by number."""

    LOW = 1
    HIGH = 2


@frozen
class Span:
    """
    The days between which something holds.

    Args:
        since: The first day.
        until: The last day.
    """

    since: date
    until: date | None


class Step(NamedTuple):
    """
    One step.

    Args:
        deed: What.
        taken: When, in microseconds since 1970 UTC.
        ends: Until when, likewise.
        said_at: When it was said.
        level: How high.
        sure: Whether it is certain.
        span: How long it holds.
        share: Of what.
        helpers: With whom.
    """

    deed: Literal["in", "out"]
    taken: Instant
    ends: Instant | None
    said_at: datetime | None
    level: Level | None
    sure: bool
    span: Span | None
    share: Decimal
    helpers: tuple[str, ...]


@frozen
class Note:
    """
    One note.

    Args:
        name: What it is called.
        text: What it says.
    """

    name: str
    text: FreeText


@frozen
class Everything:
    """
    A row with fields of every kind.

    Args:
        name: Its subject.
        begun: When it began, in microseconds since 1970 UTC.
        span: How long it holds.
        steps: What happened.
        notes: What was noted.
        counts: How often what came.
        days: On which days.
    """

    name: str
    begun: Instant
    span: Span | None
    steps: tuple[Step, ...]
    notes: tuple[Note, ...] | None
    counts: Mapping[str, int]
    days: tuple[date, ...]


def view_of(row: type, name: str = "everything") -> View:  # type: ignore[type-arg]
    """A view with rows of a class, that nothing happens to."""
    return View(name=name, version=1, row=row, subjects={}, fold=lambda row, event, at: row)


EVERYTHING = view_of(Everything)


def test_lists_of_records_have_views_of_their_own_and_single_records_columns():
    """Named like the view and the field; an instant in microseconds is said as a moment as well."""
    found = {view.name: [column.name for column in view.columns] for view in public_views(EVERYTHING)}

    assert found == {
        "everything": ["name", "begun", "begun_at", "span_since", "span_until", "counts", "days"],
        "everything_steps": [
            *("name", "ordinal", "deed", "taken", "taken_at", "ends", "ends_at", "said_at", "level", "sure"),
            *("span_since", "span_until", "share", "helpers"),
        ],
        "everything_notes": ["everything_name", "ordinal", "name", "text_k", "text_v"],
    }


def test_a_column_says_of_which_kind_it_is_and_whether_it_may_be_empty():
    """A record that may be missing may be missing in each of its fields."""
    steps = public_views(EVERYTHING)[1]
    found = {column.name: (column.kind, column.nullable) for column in steps.columns}

    assert found == {
        "name": (str, False),
        "ordinal": (int, False),
        "deed": (str, False),
        "taken": (int, False),
        "taken_at": (datetime, False),
        "ends": (int, True),
        "ends_at": (datetime, True),
        "said_at": (datetime, True),
        "level": (int, True),
        "sure": (bool, False),
        "span_since": (date, True),
        "span_until": (date, True),
        "share": (Decimal, False),
        "helpers": (Composed, False),
    }


@frozen
class Twice:
    """A row in which a moment stands twice."""

    subject: str
    since: Instant
    since_at: datetime


@frozen
class Capitals:
    """A row with a name that some databases would take in another spelling."""

    subject: str
    Since: date


@pytest.mark.parametrize(
    "view", [view_of(Twice), view_of(Capitals), view_of(Everything, "x" * 40), view_of(Everything, "ordinal")]
)
def test_what_would_stand_for_two_things_is_refused_when_the_view_is_plugged_in(view):
    """Two columns of one name, a name in capitals; a long name and a view called like a column are no trouble."""
    if view.row is Everything:
        assert tuple(shown.name for shown in public_views(view)) == public_names(view)
        return
    with pytest.raises(ValueError, match="ince"):
        Table(view, SQLITE_FORMS)


def test_two_views_cannot_show_under_one_name():
    """Neither of one application nor of two."""
    clash = Module(name="clash", views=(EVERYTHING, view_of(Note, "everything_steps")))

    with pytest.raises(InvalidInputError) as raised:
        Catalogue([clash])
    assert raised.value.parameters["value"] == "everything_steps"


text = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
names = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=8)
instants = st.datetimes(min_value=datetime(1, 1, 2), max_value=datetime(9999, 12, 30), timezones=st.just(UTC))
spans = st.builds(Span, since=st.dates(), until=st.none() | st.dates())
steps = st.builds(
    Step,
    taken=instants.map(micros),
    ends=st.none() | instants.map(micros),
    said_at=st.none() | instants,
    span=st.none() | spans,
    share=st.decimals(allow_nan=False, allow_infinity=False, min_value=-9, max_value=9, places=2),
    helpers=st.lists(text, max_size=2).map(tuple),
)
notes = st.builds(Note, name=text, text=st.builds(FreeText, v=text | st.just("\\u0000\0\0\\\0")))
rows = st.builds(
    Everything,
    name=names,
    begun=instants.map(micros),
    span=st.none() | spans,
    steps=st.lists(steps, max_size=3).map(tuple),
    notes=st.none() | st.lists(notes, max_size=3).map(tuple),
    counts=st.dictionaries(text, st.integers(0, 9), max_size=2),
    days=st.lists(st.dates(), max_size=2).map(tuple),
)


def laid_out(tables: Tables, view: AnyView, found: Iterable[Any]) -> None:
    """A generation that holds rows and answers."""
    table = Table(view, tables.forms)
    generation = Generation(view.name, 1, 1, table.layout, position=0, live=False)
    with tables.writing() as pen:
        pen.begin(table, generation)
        if raw := [table.raw(row.name, row) for row in found]:
            pen.write(table, generation, raw)
        pen.switch(table, generation)


@pytest.mark.parametrize("kind", LASTING)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(found=st.lists(rows, max_size=3, unique_by=lambda row: row.name))
def test_whatever_stands_in_a_row_is_read_with_sql(kind, found, request):
    """Each value as it is, in its kind; what no server keeps is seen as a sign, and stops nobody."""
    address = request.getfixturevalue("view_address") if kind == "postgresql" else ""
    schema = f"public_{next(_schemas)}"
    with (
        tempfile.TemporaryDirectory() as folder,
        view_tables(kind, Path(folder), address, schema) as tables,
    ):
        laid_out(tables, EVERYTHING, found)
        for view in public_views(EVERYTHING):
            assert_shown(view, sorted(found, key=lambda row: row.name), kind, Path(folder), address, schema)


@pytest.mark.parametrize("kind", LASTING)
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
@settings(
    max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.data_too_large]
)
@given(data=st.data())
def test_every_view_of_the_house_says_in_sql_what_it_says_in_python(view: AnyView, kind, data, request):
    """Whatever happens: the same rows and elements in the same order, the columns that are published and no others."""
    address = request.getfixturevalue("view_address") if kind == "postgresql" else ""
    schema = f"public_{next(_schemas)}"
    story = data.draw(st.lists(st.one_of([events(each) for each in view.subjects]), min_size=1, max_size=8))
    register = open_store(":memory:", MODULES, read_only=False, longest_silence=SILENCE)
    write(register.log, story)
    with (
        tempfile.TemporaryDirectory() as folder,
        view_tables(kind, Path(folder), address, schema) as tables,
    ):
        Views(register.log, (view,), tables).catch_up()
        names = {each.name: [column.name for column in each.columns] for each in public_views(view)}
        for each in public_views(view):
            assert_shown(each, replayed(register.log, view), kind, Path(folder), address, schema)
        if kind == "sqlite":
            assert columns_on_sqlite(Path(folder)) == names
        else:
            kinds = columns_on_postgresql(address, schema)
            assert {name: [column for column, _ in found] for name, found in kinds.items()} == names


def test_on_a_server_every_column_has_the_type_that_is_published(view_address):
    """So that a tool knows dates from texts without asking."""
    with view_tables("postgresql", Path(), view_address, "typed") as tables:
        laid_out(tables, EVERYTHING, [])
    found = columns_on_postgresql(view_address, "typed")

    for view in public_views(EVERYTHING):
        assert found[view.name] == [
            (column.name, TYPES.get(POSTGRESQL_FORMS[column.kind].sql, POSTGRESQL_FORMS[column.kind].sql))
            for column in view.columns
        ]


TYPES = {"timestamptz": "timestamp with time zone"}


def test_no_record_hides_in_json():
    """What is published as JSON holds plain values: a named tuple there would be an array whose order is nobody's word."""
    shown = [(each, column) for view in VIEWS for each in public_views(view) for column in each.columns]

    assert [
        (each.name, column.name)
        for each, column in shown
        if column.kind is Composed and holds_a_record(fields_of(column.record)[column.path[-1]])
    ] == []


def fields_of(record: Any) -> dict[str | int, Any]:
    """The types of the fields of a record, by name and by number."""
    found = get_type_hints(record)
    by_name_or_number: dict[str | int, Any] = dict(found.items())
    by_name_or_number.update(enumerate(found.values()))
    return by_name_or_number


def holds_a_record(kind: Any) -> bool:
    """Whether a type is made of records."""
    return has(kind) or hasattr(kind, "_fields") or any(map(holds_a_record, get_args(kind)))
