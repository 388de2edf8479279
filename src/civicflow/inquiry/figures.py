"""
The figures of an answer and the paths that name them, such as ``by[U-12].raw.figure``.

Fields are joined by dots. A line of a list is named by its first field, or by those that its class names in ``named_by``;
the line of all is named ``-``, and one of which no record says the name ``?``. A share can be asked for as a whole or by its
two numbers.
"""

from collections.abc import Iterator
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any, TypeAlias, get_args

import attrs

from civicflow.core.operation import Number
from civicflow.core.question import Figure

Found: TypeAlias = Number | Figure | None
"""What a path leads to: a number, a share, or nothing where none is on record."""

ALL, UNKNOWN = "-", "?"
"""The name of the line of all, and that of a line of which no record says the name."""

POSITION = "position"
"""How the fields end that say where an event stands; these are no figures."""


def figures(answer: object) -> dict[str, Found]:
    """
    Every figure of an answer by its path, in order; a share is followed by its two numbers.

    Args:
        answer: What a question has answered.
    """
    return dict(_below(answer, ""))


def _below(value: object, path: str) -> Iterator[tuple[str, Found]]:
    match value:
        case bool():
            pass
        case int() | Fraction() | Decimal():
            yield path, value
        case tuple() if not hasattr(value, "_fields"):
            yield from _lines(value, path)
        case _ if attrs.has(type(value)):
            if isinstance(value, Figure):
                yield path, value
            yield from _fields(value, path)
        case _:
            pass


def _fields(record: Any, path: str) -> Iterator[tuple[str, Found]]:
    for name, may_be_a_number in _named_fields(type(record)):
        value = getattr(record, name)
        place = f"{path}.{name}" if path else name
        if value is None and may_be_a_number:
            yield place, None
        else:
            yield from _below(value, place)


def _lines(records: tuple[object, ...], path: str) -> Iterator[tuple[str, Found]]:
    seen: dict[str, int] = {}
    for record in records:
        if not attrs.has(type(record)):
            return
        name = name_of_line(record)
        seen[name] = seen.get(name, 0) + 1
        again = f"#{seen[name]}" if seen[name] > 1 else ""
        yield from _below(record, f"{path}[{name}{again}]")


def name_of_line(record: object) -> str:
    """The name by which a line of a list is found: its first field, or those of ``named_by``."""
    kind: Any = type(record)
    named_by = getattr(kind, "named_by", None) or (attrs.fields(kind)[0].name,)
    return ",".join(_said(getattr(record, name)) for name in named_by)


def _said(value: object) -> str:
    match value:
        case None:
            return ALL
        case "":
            return UNKNOWN
        case Enum():
            return str(value.value)
        case _:
            return str(value)


_NAMED: dict[type, tuple[tuple[str, bool], ...]] = {}


def _named_fields(kind: type[Any]) -> tuple[tuple[str, bool], ...]:
    """The fields of a record that may lead to figures, and whether one may hold a number itself."""
    if kind not in _NAMED:
        attrs.resolve_types(kind)
        fields = (field for field in attrs.fields(kind) if not field.name.endswith(POSITION))
        _NAMED[kind] = tuple((field.name, not NUMBERS.isdisjoint(_kinds(field.type))) for field in fields)
    return _NAMED[kind]


NUMBERS = {int, Fraction, Decimal, Figure}
"""What a field may hold that is a figure."""


def _kinds(kind: Any) -> set[Any]:
    return {kind, *(get_args(kind) or ())}
