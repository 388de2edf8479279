"""Where the rows of views lie: generations of tables, each with its position, and what may be done with them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, NamedTuple, Protocol

import attrs

from civicflow.core.question import View
from civicflow.storage.columns import Raw, Table
from civicflow.storage.forms import Form
from civicflow.storage.orders import Span

PATIENCE = 2.0
"""So many seconds a question waits for another that is bringing the views up to date."""


class Generation(NamedTuple):
    """
    One building of a view's table; while a new one is built, the old one answers.

    Args:
        view: The name of the view.
        number: Its number, from 1.
        version: The version of the view it was built by.
        layout: The columns of its table, and of the SQL views that stand for it.
        position: The last position that its rows take into account.
        live: Whether it is the one that answers.
        error: Why it stopped at its position; None while it goes on.
    """

    view: str
    number: int
    version: int
    layout: str
    position: int
    live: bool
    error: str | None = None

    @property
    def table(self) -> str:
        """The name of its table; the view's own name stands for whichever generation is live."""
        return f"{self.view}__g{self.number}"

    def index_of(self, number: int) -> str:
        """The name of the index of an order, by the number of the order."""
        return f"{self.table}_o{number}"


class Page(Protocol):
    """The tables as they stood at one moment, for reading."""

    def generations(self) -> list[Generation]:
        """Every generation that there is, by view and number."""

    def hold(self, generation: Generation) -> bool:
        """Keep the table of a generation for as long as the page is read; False when it is gone already."""

    def rows(self, table: Table[Any], generation: Generation) -> Iterator[Raw]:
        """All rows of a generation by subject, a few at a time."""

    def page(self, table: Table[Any], generation: Generation, order: str, span: Span) -> Sequence[Raw]:
        """The rows of a part of an order."""

    def count(self, generation: Generation) -> int:
        """How many rows a generation has."""


class Pen(Page, Protocol):
    """The tables while their write lock is held: nobody else can change them until the block ends."""

    def attempt(self) -> AbstractContextManager[None]:
        """A part of the transaction that is undone alone when it fails."""

    def pick(self, table: Table[Any], generation: Generation, subjects: Collection[str]) -> Sequence[Raw]:
        """The rows of some subjects."""

    def write(self, table: Table[Any], generation: Generation, rows: Sequence[Raw]) -> None:
        """Put rows in place of what stood there for their subjects."""

    def remove(self, table: Table[Any], generation: Generation, subjects: Sequence[str]) -> None:
        """Take out the rows of some subjects."""

    def place(self, generation: Generation) -> None:
        """Note where a generation stands now."""

    def begin(self, table: Table[Any], generation: Generation) -> None:
        """Lay out the table of a new generation."""

    def switch(self, table: Table[Any], generation: Generation) -> None:
        """Let a generation answer from now on in place of all others of its view."""

    def drop(self, generation: Generation) -> None:
        """Take away a generation that answers no longer."""


class Tables(Protocol):
    """
    The place of all tables of views beside one log.

    Attributes:
        forms: How values stand in its columns.
    """

    forms: Mapping[type, Form]

    def reading(self) -> AbstractContextManager[Page]:
        """Read the tables as they stand now, for the length of a block."""

    def writing(self) -> AbstractContextManager[Pen]:
        """
        Hold the write lock for the length of a block; what is written is committed together at its end.

        Raises:
            LockTimeoutError: When another writer does not let go in a little while.
        """

    def close(self) -> None:
        """Let go of files and connections."""


@attrs.frozen(kw_only=True)
class Target:
    """A generation that is to be brought up to date, and the view and table it belongs to."""

    view: View[Any]
    table: Table[Any]
    generation: Generation

    def at(self, position: int, error: str | None = None) -> "Target":
        """The same target at another position."""
        return attrs.evolve(self, generation=self.generation._replace(position=position, error=error))
