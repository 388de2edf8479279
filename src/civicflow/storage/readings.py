"""Where an answer reads from: rows of views and lines of the log, all up to the same position."""

from collections.abc import Iterator, Sequence
from typing import Any, Protocol, TypeVar

from civicflow.core.correction import Contents
from civicflow.core.log import Entry, Log
from civicflow.core.question import AnyView, Place, Reading, View
from civicflow.storage.folding import corrections, folded
from civicflow.storage.orders import Order, Ordered
from civicflow.storage.view_tables import Page, Target

R = TypeVar("R")


class PlacedReading(Reading, Protocol):
    """A reading that says where it stands."""

    @property
    def position(self) -> int:
        """The last position that it takes into account."""

    @property
    def lag(self) -> int:
        """How many events the views are behind the log."""


class PastReading:
    """
    The past, folded anew from the log; each view once, however often one answer reads it.

    Args:
        log: What happened.
        until: The last position that counts.
        as_of: The last instant that counts (microseconds since 1970); None for all.
        lag: How many events the views are behind the log.
    """

    def __init__(self, log: Log, until: int, as_of: int | None, lag: int = 0) -> None:
        self._log = log
        self._as_of = as_of
        self._folded: dict[AnyView, list[Any]] = {}
        self._ordered: dict[tuple[AnyView, str], Ordered[Any]] = {}
        self.position = until
        self.lag = lag

    def rows(self, view: View[R]) -> Iterator[R]:
        """All rows of a view, by subject."""
        if view not in self._folded:
            rows = folded(self._log, view, until=self.position, as_of=self._as_of)
            self._folded[view] = [row for _, row in sorted(rows.items(), key=lambda item: item[0])]
        return iter(self._folded[view])

    def page(
        self,
        view: View[R],
        order: str,
        *,
        equal: Place = (),
        after: Place | None = None,
        until: Place | None = None,
        limit: int,
    ) -> Iterator[R]:
        """A page of a view: all rows are put in order when the first page is read."""
        if (view, order) not in self._ordered:
            self._ordered[view, order] = Ordered(Order(view, order), PastReading.rows(self, view))
        ordered = self._ordered[view, order]
        return iter(ordered.page(ordered.order.span(equal=equal, after=after, until=until, limit=limit)))

    def entries(self, *, stream: str | None = None, key: str | None = None) -> Iterator[Entry]:
        """The lines of the log, of a stream, or of a key."""
        found = self._log.entries(stream=stream, key=key, until=self.position)
        return (entry for entry in found if self._as_of is None or entry.at.occurred <= self._as_of)

    def contents(self) -> Contents:
        """What the corrections say that are on record, whenever they are said to have been made."""
        return corrections(self._log, self.position)


class LiveReading(PastReading):
    """
    The present, read from the tables of the views; what has no table here is folded.

    Args:
        log: What happened.
        page: The tables at one moment.
        targets: The generations that answer, all at one position.
        until: Their position.
        lag: How many events they are behind the log.
    """

    def __init__(self, log: Log, page: Page, targets: Sequence[Target], until: int, lag: int) -> None:
        super().__init__(log, until, None, lag)
        self._page = page
        self._targets = {target.view: target for target in targets}

    def rows(self, view: View[R]) -> Iterator[R]:
        """All rows of a view, by subject."""
        target = self._targets.get(view)
        if target is None:
            return super().rows(view)
        return map(target.table.row, self._page.rows(target.table, target.generation))

    def page(
        self,
        view: View[R],
        order: str,
        *,
        equal: Place = (),
        after: Place | None = None,
        until: Place | None = None,
        limit: int,
    ) -> Iterator[R]:
        """A page of a view, read along the index of the order."""
        target = self._targets.get(view)
        if target is None:
            return super().page(view, order, equal=equal, after=after, until=until, limit=limit)
        table = target.table
        span = table.order(order).span(equal=equal, after=after, until=until, limit=limit)
        return map(table.row, self._page.page(table, target.generation, order, span))
