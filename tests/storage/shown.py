"""What other tools read in SQL views, and what they should read there by the rows in Python."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

import msgspec
import psycopg

from civicflow.core.event import from_micros
from civicflow.storage.forms import Composed
from civicflow.storage.public_views import Found, PublicColumn, PublicView

Shown = list[tuple[Any, ...]]


def shown_on_sqlite(folder: Path, view: PublicView) -> Shown:
    """The rows of an SQL view in a file, in the columns that it should have."""
    with closing(sqlite3.connect(folder / "views.db")) as tool:
        return tool.execute(_selecting(view, "")).fetchall()


def shown_on_postgresql(address: str, schema: str, view: PublicView) -> Shown:
    """The rows of an SQL view on a server, in the columns that it should have."""
    with psycopg.connect(address) as tool:
        tool.execute("SET TIME ZONE 'UTC'")
        return tool.execute(_selecting(view, f'"{schema}".').encode()).fetchall()


def _selecting(view: PublicView, home: str) -> str:
    names = ", ".join(f'"{column.name}"' for column in view.columns)
    order = "1, 2" if view.elements_of else "1"
    return f'SELECT {names} FROM {home}"{view.name}" ORDER BY {order}'


def columns_on_sqlite(folder: Path) -> dict[str, list[str]]:
    """Every SQL view of a file with its columns."""
    with closing(sqlite3.connect(folder / "views.db")) as tool:
        views = tool.execute("SELECT name FROM sqlite_schema WHERE type = 'view'").fetchall()
        return {name: [row[1] for row in tool.execute(f'PRAGMA table_info("{name}")')] for (name,) in views}


def columns_on_postgresql(address: str, schema: str) -> dict[str, list[tuple[str, str]]]:
    """Every SQL view of a schema with its columns and their types."""
    found: dict[str, list[tuple[str, str]]] = {}
    with psycopg.connect(address) as tool:
        for view, column, kind in tool.execute(
            "SELECT c.relname, a.attname, format_type(a.atttypid, NULL) FROM pg_class c "
            "JOIN pg_attribute a ON a.attrelid = c.oid "
            "WHERE c.relkind = 'v' AND c.relnamespace = to_regnamespace(%s) AND a.attnum > 0 ORDER BY 1, a.attnum",
            (schema,),
        ):
            found.setdefault(view, []).append((column, kind))
    return found


def expected(view: PublicView, rows: Iterable[Any], *, server: bool) -> Shown:
    """What an SQL view should show of rows, by the subject and the place of each element."""
    return [
        tuple(_kept(_value(column, row, element, ordinal), column, server=server) for column in view.columns)
        for row in rows
        for ordinal, element in enumerate(_elements(view, row), start=1)
    ]


def _elements(view: PublicView, row: Any) -> Sequence[Any]:
    return (None,) if view.elements_of is None else getattr(row, view.elements_of)


def _value(column: PublicColumn, row: Any, element: Any, ordinal: int) -> Any:
    if column.found is Found.ORDINAL:
        return ordinal
    value = row if column.found is Found.ROW else element
    for step in column.path:
        value = value and (value[step] if isinstance(step, int) else getattr(value, step))
    return from_micros(value) if column.moment and value is not None else value


def _kept(value: Any, column: PublicColumn, *, server: bool) -> Any:
    """A value as a database gives it out; JSON is compared by what it says, and in JSON a NUL is seen as a sign."""
    inside = server or column.found is Found.ELEMENT or len(column.path) > 1
    match value:
        case None:
            return None
        case _ if column.kind is Composed:
            return msgspec.json.encode(value).decode()
        case Enum():
            return value.value
        case datetime():
            return value.astimezone(UTC) if server else value.astimezone(UTC).isoformat()
        case str() if inside:
            return value.replace("\0", "␀")
        case bool() | date() | Decimal() if not server:
            return int(value) if isinstance(value, bool) else str(value)
        case _:
            return value


def alike(view: PublicView, found: Shown, wanted: Shown) -> Iterator[tuple[Any, Any]]:
    """Both sides, value by value; JSON as what it says."""
    assert len(found) == len(wanted)
    for row, other in zip(found, wanted, strict=True):
        for column, value, wish in zip(view.columns, row, other, strict=True):
            if column.kind is Composed and value is not None:
                yield json.loads(value.replace("\\u0000", "␀")), json.loads(wish.replace("\\u0000", "␀"))
            else:
                yield value, wish


def assert_shown(
    view: PublicView, found: list[Any], kind: str, folder: Path, address: str, schema: str
) -> None:
    """An SQL view shows what rows say."""
    server = kind == "postgresql"
    shown = shown_on_postgresql(address, schema, view) if server else shown_on_sqlite(folder, view)
    whole = [row for row in found if view.elements_of is None or getattr(row, view.elements_of) is not None]
    for value, wish in alike(view, shown, expected(view, whole, server=server)):
        assert value == wish
