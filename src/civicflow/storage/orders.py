"""The orders in which rows of views are read a page at a time: where each row stands, as bytes that sort as rows do."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from functools import partial
from operator import attrgetter, itemgetter
from types import NoneType, UnionType
from typing import Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

import attrs

from civicflow.core.event import micros
from civicflow.core.question import Place, View
from civicflow.storage.forms import plain_type

R = TypeVar("R")

PRESENT, ABSENT = b"\x01", b"\x02"
"""What stands before a value, and in place of none: rows without a value come last."""

BEYOND = b"\xff"
"""Put after the beginning of a place: above all places that begin so, below all others that come later."""


@attrs.frozen
class Span:
    """
    A part of an order.

    Args:
        start: The first place that belongs to it, if a row stands there.
        end: The first place that does not any more.
        limit: So many rows of it are wanted, from its start.
    """

    start: bytes
    end: bytes
    limit: int

    def among(self, standing: Sequence[tuple[bytes, Any]]) -> slice:
        """Which of several things, each with its place and in order, belong to it."""
        first = bisect_left(standing, self.start, key=itemgetter(0))
        beyond = bisect_left(standing, self.end, lo=first, key=itemgetter(0))
        return slice(first, min(beyond, first + self.limit))


class Order(Generic[R]):
    """
    An order of the rows of a view: by its columns, and among equals by subject, so that no two rows stand together.

    Args:
        view: The view.
        name: The name of the order.

    Raises:
        ValueError: When the view has no such order, or the order names a column that rows do not have.
        TypeError: When rows cannot be sorted by one of its columns.
    """

    def __init__(self, view: View[R], name: str) -> None:
        kinds = get_type_hints(view.row)
        self.name = name
        self.columns = view.ordered_by(name)
        if unknown := [each for each in self.columns if each not in kinds]:
            raise ValueError(f"rows of {view.name} have no {', '.join(unknown)}")
        self._place = attrgetter(*self.columns) if len(self.columns) > 1 else partial(_alone, self.columns[0])
        self._encodings = tuple(_encoding(each, kinds[each]) for each in self.columns)

    def at(self, row: R) -> bytes:
        """
        Where a row stands.

        Raises:
            ValueError: When a time has no zone, or a text is none.
            OverflowError: When a number needs more than 64 bits.
        """
        return self._encoded(self._place(row))

    def span(self, *, equal: Place, after: Place | None, until: Place | None, limit: int) -> Span:
        """
        The part of the order that is asked for, by the values that ``Evidence.page`` takes.

        Raises:
            ValueError: When there are more values than columns, or fewer rows than none are wanted.
        """
        if limit < 0:
            raise ValueError(f"{limit} is no number of rows")
        start = self._encoded(equal) if after is None else self._encoded((*equal, *after)) + BEYOND
        return Span(start, self._encoded((*equal, *(until or ()))) + BEYOND, limit)

    def _encoded(self, values: Place) -> bytes:
        if len(values) > len(self._encodings):
            raise ValueError(f"the order {self.name} has only {', '.join(self.columns)}")
        pairs = zip(self._encodings, values, strict=False)
        return b"".join([ABSENT if value is None else PRESENT + encode(value) for encode, value in pairs])


def orders_of(view: View[R]) -> Mapping[str, Order[R]]:
    """The orders of a view by name."""
    return {name: Order(view, name) for name in view.orders}


class Ordered(Generic[R]):
    """
    Rows that are all at hand, put in an order.

    Args:
        order: The order.
        rows: The rows, as they come.
    """

    def __init__(self, order: Order[R], rows: Iterable[R]) -> None:
        self.order = order
        self._standing = sorted(((order.at(row), row) for row in rows), key=itemgetter(0))

    def page(self, span: Span) -> Sequence[R]:
        """The rows of a part of the order."""
        return [row for _, row in self._standing[span.among(self._standing)]]


def _alone(column: str, row: object) -> Place:
    return (getattr(row, column),)


def _text(value: str) -> bytes:
    """A text ends with a zero that nothing follows which might stand in a text: then ``a`` comes before ``ab``."""
    return value.encode().replace(b"\0", b"\0\xff") + b"\0"


def _number(value: int) -> bytes:
    return (value + 2**63).to_bytes(8)


def _moment(value: datetime) -> bytes:
    if value.tzinfo is None:
        raise ValueError("a time without a zone")
    return _number(micros(value))


ENCODINGS: Mapping[type, Callable[[Any], bytes]] = {
    str: _text,
    int: _number,
    bool: _number,
    datetime: _moment,
    date: lambda day: _number(day.toordinal()),
}
"""The kinds of values that rows are sorted by."""


def _encoding(column: str, hint: object) -> Callable[[Any], bytes]:
    options = get_args(hint) if get_origin(hint) in {Union, UnionType} else (hint,)
    kind = next((each for each in options if each is not NoneType), None)
    encode = ENCODINGS.get(plain_type(kind) or object)
    if encode is None:
        raise TypeError(f"{column}: rows are sorted by text, whole numbers, days and times, not by {hint}")
    if isinstance(kind, type) and issubclass(kind, Enum):
        return lambda member: encode(member.value)
    return encode
