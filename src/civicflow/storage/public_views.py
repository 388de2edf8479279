"""The SQL views that other tools read: which a view gives, which columns each has, and where their values are found."""

import re
from collections.abc import Iterator
from datetime import datetime
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, TypeAlias, Union, get_args, get_origin, get_type_hints

import attrs

from civicflow.core.event import Microseconds
from civicflow.core.question import AnyView
from civicflow.storage.forms import Composed, plain_type

ORDINAL = "ordinal"
"""The column that says which of several an element is, from 1."""

_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")
"""What every database takes as a name without cutting it."""

Path: TypeAlias = tuple[str | int, ...]
"""The way into a value: names of the fields of a record, numbers of those of a named tuple."""


class Found(Enum):
    """Where the value of a column is found."""

    ROW = "row"
    ELEMENT = "element"
    ORDINAL = "ordinal"


@attrs.frozen(kw_only=True)
class PublicColumn:
    """
    A column of an SQL view.

    Args:
        name: Its name.
        kind: The plain type of its values; ``Composed`` for JSON.
        nullable: Whether it may be empty.
        found: Where its values are found.
        path: The way to them: the column of the table and the way into it, or the way into the element.
        record: The class whose field it is; None for the number of an element.
        moment: Whether it says an instant that stands beside it in microseconds.
    """

    name: str
    kind: type
    nullable: bool
    found: Found
    path: Path = ()
    record: type | None = None
    moment: bool = False


@attrs.frozen(kw_only=True)
class PublicView:
    """
    An SQL view: the rows of a view, or the elements of one of their fields.

    Args:
        name: Its name.
        record: The class of the rows, or of the elements.
        columns: Its columns.
        elements_of: The field whose elements it shows; None when it shows the rows.
    """

    name: str
    record: type
    columns: tuple[PublicColumn, ...]
    elements_of: str | None


def public_names(view: AnyView) -> tuple[str, ...]:
    """The names of the SQL views of a view: its own, and one for each field that has several records."""
    return (view.name, *(f"{view.name}_{field}" for field, _ in _lists(view.row)))


def public_views(view: AnyView) -> tuple[PublicView, ...]:
    """
    The SQL views of a view: one of its rows, and one of the elements of each field that has several records.

    A single record in a row or an element is laid out in columns of its own, ``term_since`` and ``term_until``; an instant
    in microseconds is said a second time in ``…_at``; anything else that is composed is JSON.

    Raises:
        ValueError: When a name is none that every database takes, or stands for two things.
    """
    columns = tuple(_columns(view.row, Found.ROW))
    rows = PublicView(name=view.name, record=view.row, columns=columns, elements_of=None)
    found = (rows, *(_elements(rows, field, record) for field, record in _lists(view.row)))
    for each in found:
        _check(each)
    return found


def _lists(row: type) -> Iterator[tuple[str, type]]:
    """The fields of a row that have several records, and the class of those."""
    for name, hint in get_type_hints(row, include_extras=True).items():
        if (record := _element(hint)) is not None:
            yield name, record


def _elements(rows: PublicView, field: str, record: type) -> PublicView:
    columns = tuple(_columns(record, Found.ELEMENT))
    subject = rows.columns[0]
    if subject.name in {column.name for column in columns}:
        subject = attrs.evolve(subject, name=f"{rows.name}_{subject.name}")
    ordinal = PublicColumn(name=ORDINAL, kind=int, nullable=False, found=Found.ORDINAL)
    return PublicView(
        name=f"{rows.name}_{field}",
        record=record,
        columns=(subject, ordinal, *columns),
        elements_of=field,
    )


def _columns(
    record: type, found: Found, path: Path = (), before: str = "", *, nullable: bool = False
) -> Iterator[PublicColumn]:
    """The columns for the fields of a record; ``path`` and ``before`` lead to it."""
    for step, name, hint in _fields(record):
        if not path and found is Found.ROW and _element(hint) is not None:
            continue
        kind, empty = _option(hint)
        column = PublicColumn(
            name=f"{before}{name}",
            kind=plain_type(kind) or Composed,
            nullable=nullable or empty,
            found=found,
            path=(*path, step),
            record=record,
        )
        if _is_record(kind):
            yield from _columns(kind, found, column.path, f"{column.name}_", nullable=column.nullable)
        else:
            yield column
        if _is_instant(kind):
            yield attrs.evolve(column, name=f"{column.name}_at", kind=datetime, moment=True)


def _fields(record: type) -> Iterator[tuple[str | int, str, Any]]:
    """Each field of a record: how it is found in JSON, its name and its type."""
    hints = get_type_hints(record, include_extras=True)
    if attrs.has(record):
        yield from ((field.name, field.name, hints[field.name]) for field in attrs.fields(record))
    else:
        yield from ((number, name, hints[name]) for number, name in enumerate(hints))


def _option(hint: Any) -> tuple[Any, bool]:
    """What a field holds when it is not empty, and whether it may be."""
    if get_origin(hint) not in {Union, UnionType}:
        return hint, False
    options = [option for option in get_args(hint) if option is not NoneType]
    return options[0] if len(options) == 1 else hint, NoneType in get_args(hint)


def _element(hint: Any) -> Any:
    """The record of which a field has several; None when it has not."""
    kind, _ = _option(hint)
    parts = get_args(kind)
    several = get_origin(kind) is tuple and len(parts) == 2 and parts[1] is Ellipsis
    return parts[0] if several and _is_record(parts[0]) else None


def _is_record(kind: Any) -> bool:
    if not isinstance(kind, type) or plain_type(kind) is not None:
        return False
    return attrs.has(kind) or (issubclass(kind, tuple) and hasattr(kind, "_fields"))


def _is_instant(kind: Any) -> bool:
    return get_origin(kind) is Annotated and any(isinstance(mark, Microseconds) for mark in get_args(kind))


def _check(view: PublicView) -> None:
    names = [view.name, *(column.name for column in view.columns)]
    if wrong := next((name for name in names if _NAME.fullmatch(name) is None), None):
        raise ValueError(f"{wrong} is no name for an SQL view or its column")
    if twice := next((name for name in names[1:] if names[1:].count(name) > 1), None):
        raise ValueError(f"{twice} stands for two columns of {view.name}")
