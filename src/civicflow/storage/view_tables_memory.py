"""Tables of views in memory, for tests: what is written is a new mapping, so a page keeps what it saw."""

from bisect import bisect_left, insort
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import Lock
from typing import Any

import attrs

from civicflow.errors import LockTimeoutError
from civicflow.storage.columns import Raw, Table
from civicflow.storage.forms import SQLITE_FORMS
from civicflow.storage.orders import Span
from civicflow.storage.view_tables import PATIENCE, Generation

Key = tuple[str, int]


Places = Sequence[tuple[bytes, str]]
"""Where rows stand in an order, and their subjects, sorted."""


@attrs.frozen
class Standing:
    """All generations with their rows, and the orders of these, at one moment."""

    generations: Mapping[Key, Generation] = attrs.field(factory=dict)
    rows: Mapping[Key, Mapping[str, Raw]] = attrs.field(factory=dict)
    orders: Mapping[Key, Mapping[str, Places]] = attrs.field(factory=dict)


class MemoryPage:
    """
    The tables as they stood at one moment.

    Args:
        standing: That moment.
    """

    def __init__(self, standing: Standing) -> None:
        self.standing = standing

    def generations(self) -> list[Generation]:
        """Every generation that there is, by view and number."""
        return [generation for _, generation in sorted(self.standing.generations.items())]

    def hold(self, generation: Generation) -> bool:
        """Nothing need be done: a moment does not change."""
        return True

    def rows(self, table: Table[Any], generation: Generation) -> Iterator[Raw]:
        """All rows of a generation by subject."""
        return (row for _, row in sorted(self.standing.rows[_key(generation)].items()))

    def page(self, table: Table[Any], generation: Generation, order: str, span: Span) -> Sequence[Raw]:
        """The rows of a part of an order."""
        key = _key(generation)
        places, rows = self.standing.orders[key][order], self.standing.rows[key]
        return [rows[subject] for _, subject in places[span.among(places)]]

    def count(self, generation: Generation) -> int:
        """How many rows a generation has."""
        return len(self.standing.rows[_key(generation)])


class MemoryPen(MemoryPage):
    """The tables while the lock is held; ``standing`` is what will stand when the block ends."""

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """A part of the transaction that is undone alone when it fails."""
        before = self.standing
        try:
            yield
        except BaseException:
            self.standing = before
            raise

    def pick(self, table: Table[Any], generation: Generation, subjects: Collection[str]) -> Sequence[Raw]:
        """The rows of some subjects."""
        rows = self.standing.rows[_key(generation)]
        return [rows[subject] for subject in subjects if subject in rows]

    def write(self, table: Table[Any], generation: Generation, rows: Sequence[Raw]) -> None:
        """Put rows in place of what stood there for their subjects."""
        before, written = self.standing.rows[_key(generation)], {row[0]: row for row in rows}
        self._arrange(table, generation, [before[each] for each in written if each in before], rows)
        self._replace(generation, {**before, **written})

    def remove(self, table: Table[Any], generation: Generation, subjects: Sequence[str]) -> None:
        """Take out the rows of some subjects."""
        gone = frozenset(subjects)
        rows = self.standing.rows[_key(generation)]
        self._arrange(table, generation, [rows[subject] for subject in gone if subject in rows], ())
        self._replace(generation, {subject: row for subject, row in rows.items() if subject not in gone})

    def place(self, generation: Generation) -> None:
        """Note where a generation stands now."""
        live = self.standing.generations.get(_key(generation), generation).live
        self._note(generation._replace(live=live))

    def begin(self, table: Table[Any], generation: Generation) -> None:
        """Lay out the table of a new generation."""
        self._note(generation)
        self._replace(generation, {})
        self._order(generation, dict.fromkeys(table.orders, ()))

    def switch(self, table: Table[Any], generation: Generation) -> None:
        """Let a generation answer from now on in place of all others of its view."""
        for other in self.generations():
            if other.view == generation.view:
                self._note(other._replace(live=other.number == generation.number))

    def drop(self, generation: Generation) -> None:
        """Take away a generation that answers no longer."""
        key = _key(generation)
        self.standing = Standing(
            {each: kept for each, kept in self.standing.generations.items() if each != key},
            {each: kept for each, kept in self.standing.rows.items() if each != key},
            {each: kept for each, kept in self.standing.orders.items() if each != key},
        )

    def _note(self, generation: Generation) -> None:
        generations = {**self.standing.generations, _key(generation): generation}
        self.standing = attrs.evolve(self.standing, generations=generations)

    def _replace(self, generation: Generation, rows: Mapping[str, Raw]) -> None:
        self.standing = attrs.evolve(self.standing, rows={**self.standing.rows, _key(generation): rows})

    def _order(self, generation: Generation, orders: Mapping[str, Places]) -> None:
        self.standing = attrs.evolve(self.standing, orders={**self.standing.orders, _key(generation): orders})

    def _arrange(
        self, table: Table[Any], generation: Generation, gone: Sequence[Raw], there: Sequence[Raw]
    ) -> None:
        """Let rows that came stand in every order where they belong, and those that went no longer."""
        orders = self.standing.orders[_key(generation)].items()
        changed = {
            name: _arranged(
                places,
                [(table.places(row)[number], row[0]) for row in gone],
                [(table.places(row)[number], row[0]) for row in there],
            )
            for number, (name, places) in enumerate(orders)
        }
        self._order(generation, changed)


class MemoryTables:
    """
    The tables of views in memory.

    Args:
        patience: Seconds to wait for another thread.
    """

    forms = SQLITE_FORMS

    def __init__(self, *, patience: float = PATIENCE) -> None:
        self._standing = Standing()
        self._patience = patience
        self._writing = Lock()

    @contextmanager
    def reading(self) -> Iterator[MemoryPage]:
        """Read the tables as they stand now, for the length of a block."""
        yield MemoryPage(self._standing)

    @contextmanager
    def writing(self) -> Iterator[MemoryPen]:
        """
        Hold the write lock for the length of a block.

        Raises:
            LockTimeoutError: When another thread does not let go in a little while.
        """
        if not self._writing.acquire(timeout=self._patience):
            raise LockTimeoutError(problem="another thread is bringing the views up to date")
        try:
            pen = MemoryPen(self._standing)
            yield pen
            self._standing = pen.standing
        finally:
            self._writing.release()

    def close(self) -> None:
        """Nothing to let go of."""


def _arranged(places: Places, gone: Places, there: Places) -> Places:
    arranged = list(places)
    for place in gone:
        del arranged[bisect_left(arranged, place)]
    for place in there:
        insort(arranged, place)
    return arranged


def _key(generation: Generation) -> Key:
    return generation.view, generation.number
