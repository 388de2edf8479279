"""What a store is made of when it is copied: its parts, each a table whose rows have one order in every database."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from typing import Any, Protocol, TypeAlias

import attrs

from civicflow.errors import StoreNotEmptyError

Row: TypeAlias = tuple[Any, ...]
"""A row as its table keeps it, in the order of the columns."""


@attrs.frozen
class Part:
    """
    One part of a store.

    Args:
        name: What is in it.
        table: The table that keeps it.
        columns: The columns of that table.
        order: By which of them its rows are in order.
    """

    name: str
    table: str
    columns: tuple[str, ...]
    order: tuple[str, ...]

    @property
    def select(self) -> str:
        """The statement that gives all its rows in their order."""
        return f"SELECT {', '.join(self.columns)} FROM {self.table} ORDER BY {', '.join(self.order)}"


EVENTS = Part(
    "events",
    "log",
    ("position", "stream", "version", "topic", "occurred_at", "recorded_at", "body", "envelope"),
    ("position",),
)
KEYS = Part("keys", "event_key", ("key", "position"), ("key", "position"))
COMMANDS = Part("commands", "command", ("id", "fingerprint", "first", "last", "recorded_at"), ("id",))
PEOPLE = Part("people", "person", ("id", "name", "contacts"), ("id",))

PARTS = (EVENTS, KEYS, COMMANDS, PEOPLE)


class Original(Protocol):
    """A log as it stood at one moment, to be copied while others go on writing."""

    def rows(self, part: Part) -> Iterator[Row]:
        """All rows of a part of the log in their order, a few in memory at a time; people lie beside the log."""


class Blank(ABC):
    """An empty store that is filled as a whole or not at all; nobody else writes to it meanwhile."""

    @abstractmethod
    def take(self, part: Part, rows: Iterable[Row]) -> None:
        """
        Fill a part.

        Raises:
            StoreError: When the store does not take a row.
        """

    @abstractmethod
    def _first(self, statement: str) -> Row | None:
        """The first row that a statement finds."""

    def check_empty(self) -> None:
        """
        Refuse a store that holds anything.

        Raises:
            StoreNotEmptyError: With what it holds.
        """
        for part in PARTS:
            if self._first(f"SELECT 1 FROM {part.table} LIMIT 1") is not None:
                raise StoreNotEmptyError(part=part.name)
