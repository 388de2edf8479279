"""Pages of rows of a view: read as far as a page needs, from one shelf or several, and the sign by which the next begins."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator, Sequence
from heapq import merge
from typing import TypeAlias, TypeVar

from attrs import frozen

from civicflow.core.fields import WHOLE_NUMBERS
from civicflow.core.question import Evidence, Place, Reading, View
from civicflow.errors import InvalidInputError

R = TypeVar("R")

Paged: TypeAlias = Evidence | Reading
"""What gives pages of views."""

FEWEST, MOST = 4, 500
"""So many rows at least and at most are read at once from a shelf."""


@frozen
class Shelf:
    """
    Rows that stand together in an order.

    Args:
        order: The name of the order.
        equal: The values of its first columns.
    """

    order: str
    equal: Place


def turned(
    record: Paged,
    view: View[R],
    shelves: Sequence[Shelf],
    *,
    after: Place | None,
    until: Place | None,
    limit: int,
) -> Iterator[R]:
    """
    The rows of several shelves in one order, read from each little by little.

    Args:
        record: What is on record.
        view: The view.
        shelves: The shelves; the columns that follow what is equal are the same in all.
        after: What those columns are to lie beyond, see ``Evidence.page``.
        until: What they are to lie up to.
        limit: How many rows are probably wanted.
    """
    at_once = min(max(FEWEST, -(-limit // len(shelves))), MOST) if shelves else 0
    placed = [_placed(record, view, shelf, after, until, at_once) for shelf in shelves]
    return (row for _, row in merge(*placed, key=lambda each: each[0]))


def _placed(
    record: Paged, view: View[R], shelf: Shelf, after: Place | None, until: Place | None, at_once: int
) -> Iterator[tuple[list[tuple[bool, object]], R]]:
    while True:
        page = list(
            record.page(view, shelf.order, equal=shelf.equal, after=after, until=until, limit=at_once)
        )
        for row in page:
            after = view.place(row, shelf.order)[len(shelf.equal) :]
            yield [(value is None, value) for value in after], row
        if len(page) < at_once:
            return
        at_once = min(2 * at_once, MOST)


def written(place: Place) -> str:
    """A place as a sign that may be given back to read on from there; what it is made of is nobody's business."""
    text = json.dumps(place, separators=(",", ":"), ensure_ascii=False)
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read(sign: str | None, kinds: Sequence[type | tuple[type, ...]]) -> Place | None:
    """
    The place that a sign stands for.

    Args:
        sign: The sign; nothing stays nothing.
        kinds: Of what kind the values of the place are.

    Raises:
        InvalidInputError: When it is none that an answer may have given.
    """
    if sign is None:
        return None
    try:
        place = tuple(json.loads(urlsafe_b64decode(sign + "=" * (-len(sign) % 4))))
        pairs = zip(place, kinds, strict=True)
        fits = all(_is_of(*each) for each in pairs) and written(place) == sign
    except (TypeError, ValueError, RecursionError):
        fits = False
    if not fits:
        raise InvalidInputError(field="after", problem="no-page", value=sign[:100])
    return place


def _is_of(value: object, kind: type | tuple[type, ...]) -> bool:
    return isinstance(value, kind) and (not isinstance(value, int) or value in WHOLE_NUMBERS)
