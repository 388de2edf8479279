"""
All that an answer says, statement by statement: figures, dates and words, each by the path that ``figures`` would give it.

Where an event stands in the log is no statement: ``events`` and what ends in ``position`` are left out.
"""

from collections.abc import Iterator
from enum import Enum
from typing import Any, get_args, get_type_hints

import attrs
from attrs import frozen

from civicflow.core.question import Figure
from civicflow.inquiry.figures import POSITION, name_of_line

EVENTS = "events"
"""The field that names the events behind a figure."""


@frozen
class Statement:
    """
    One thing that an answer says.

    Args:
        value: What it says: a number, a date, a word, or several words.
        line: The line of a list that it stands in, such as ``U-12``; None where it stands in none.
        events: The events that the answer names behind it.
    """

    value: object
    line: str | None
    events: tuple[int, ...] = ()


def statements(answer: object) -> dict[str, Statement]:
    """All that an answer says, by path, in order."""
    return dict(_below(answer, "", None, ()))


def names_in(kind: object) -> frozenset[str]:
    """The names that figures and other statements of an answer of this kind may have."""
    names: set[str] = set()
    open_kinds, seen = [kind], set[object]()
    while open_kinds:
        each = open_kinds.pop()
        open_kinds += get_args(each)
        if isinstance(each, type) and attrs.has(each) and each not in seen:
            seen.add(each)
            hints = get_type_hints(each)
            names.update(hints)
            open_kinds += hints.values()
    return frozenset(names)


def _below(
    value: object, path: str, line: str | None, events: tuple[int, ...]
) -> Iterator[tuple[str, Statement]]:
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        yield from _several(value, path, line, events)
    elif attrs.has(type(value)) and not hasattr(type(value), "parse"):
        yield from _fields(value, path, line, value.events if isinstance(value, Figure) else ())
    else:
        yield path, Statement(value.value if isinstance(value, Enum) else value, line, events)


def _fields(
    record: Any, path: str, line: str | None, events: tuple[int, ...]
) -> Iterator[tuple[str, Statement]]:
    for field in attrs.fields(type(record)):
        if field.name != EVENTS and not field.name.endswith(POSITION):
            place = f"{path}.{field.name}" if path else field.name
            yield from _below(getattr(record, field.name), place, line, events)


def _several(
    values: tuple[object, ...], path: str, line: str | None, events: tuple[int, ...]
) -> Iterator[tuple[str, Statement]]:
    """Lines by their names; words side by side; an empty list says nothing that its absence would not."""
    if not all(attrs.has(type(each)) for each in values):
        yield path, Statement(values, line, events)
        return
    seen: dict[str, int] = {}
    for record in values:
        name = name_of_line(record)
        seen[name] = seen.get(name, 0) + 1
        again = f"#{seen[name]}" if seen[name] > 1 else ""
        yield from _below(record, f"{path}[{name}{again}]", name if line is None else f"{line} {name}", ())
