"""A page of a view as a slow sort of all its rows gives it: what every store is held against."""

from collections.abc import Iterable
from enum import Enum
from typing import TypeVar

from civicflow.core.question import Place, View

R = TypeVar("R")


def sortable(place: Place) -> list[tuple[bool, object]]:
    """A place as Python sorts it: what is missing last, enumerations by their values."""
    return [(value is None, value.value if isinstance(value, Enum) else value) for value in place]


def slowly(
    view: View[R],
    rows: Iterable[R],
    order: str,
    *,
    equal: Place = (),
    after: Place | None = None,
    until: Place | None = None,
    limit: int,
) -> list[R]:
    """A page, from all rows."""
    found = []
    for row in sorted(rows, key=lambda each: sortable(view.place(each, order))):
        place = sortable(view.place(row, order))
        begins, rest = place[: len(equal)], place[len(equal) :]
        late = after is None or rest[: len(after)] > sortable(after)
        early = until is None or rest[: len(until)] <= sortable(until)
        if begins == sortable(equal) and late and early:
            found.append(row)
    return found[:limit]
