"""The kinds of values that rows of views are made of, and how each database keeps them in a column."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Literal, get_args, get_origin

import attrs


class Composed:
    """What stands as JSON text, since it is made of several values."""


class Placed:
    """Where a row stands in an order, as bytes; no value of the row itself."""


@attrs.frozen
class Form:
    """
    How a kind of value stands in a column.

    Args:
        sql: The type of the column.
        write: From the value of a row to that of the column; None when they are the same.
        read: The way back.
    """

    sql: str
    write: Callable[[Any], object] | None = None
    read: Callable[[Any], object] | None = None


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a time without a zone")
    return moment.astimezone(UTC)


def _utc_text(moment: datetime) -> str:
    return _utc(moment).isoformat()


def _without_nul(text: str) -> str:
    """PostgreSQL keeps no such character; better a visible sign in a row than a view that stops for good."""
    return text.replace("\0", "\N{SYMBOL FOR NULL}")


SQLITE_FORMS: Mapping[type, Form] = {
    str: Form("TEXT"),
    int: Form("INTEGER"),
    bool: Form("INTEGER", int, bool),
    datetime: Form("TEXT", _utc_text, datetime.fromisoformat),
    date: Form("TEXT", date.isoformat, date.fromisoformat),
    time: Form("TEXT", time.isoformat, time.fromisoformat),
    Decimal: Form("TEXT", str, Decimal),
    Composed: Form("TEXT"),
    Placed: Form("BLOB"),
}
"""Times as ISO 8601 text in UTC, which sorts as they do and which every tool reads."""

POSTGRESQL_FORMS: Mapping[type, Form] = {
    str: Form("text", _without_nul),
    int: Form("bigint"),
    bool: Form("boolean"),
    datetime: Form("timestamptz", _utc, _utc),
    date: Form("date"),
    time: Form("time"),
    Decimal: Form("numeric"),
    Composed: Form("text"),
    Placed: Form("bytea"),
}


PLAIN = frozenset(SQLITE_FORMS) - {Composed, Placed}
"""The types whose values stand in a column as they are."""


def plain_type(kind: Any) -> type | None:
    """The plain type by which values of a kind are kept: an enumeration by its values; None when it is composed."""
    if get_origin(kind) is Annotated:
        return plain_type(get_args(kind)[0])
    if get_origin(kind) is Literal:
        return type(get_args(kind)[0])
    if isinstance(kind, type) and issubclass(kind, Enum):
        return type(next(iter(kind)).value)
    return kind if isinstance(kind, type) and kind in PLAIN else None
