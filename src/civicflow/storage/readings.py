"""Where an answer reads from: rows of views and lines of the log, all up to the same position."""

from collections.abc import Iterator
from typing import TypeVar

from civicflow.core.log import Entry, Log
from civicflow.core.question import View
from civicflow.storage.folding import folded

R = TypeVar("R")


class PastReading:
    """
    The past, folded anew from the log.

    Args:
        log: What happened.
        until: The last position that counts.
        as_of: The last instant that counts (microseconds since 1970); None for all.
    """

    lag = 0

    def __init__(self, log: Log, until: int, as_of: int | None) -> None:
        self._log = log
        self._as_of = as_of
        self.position = until

    def rows(self, view: View[R]) -> Iterator[R]:
        """All rows of a view."""
        return iter(folded(self._log, view, until=self.position, as_of=self._as_of).values())

    def entries(self, *, stream: str | None = None, key: str | None = None) -> Iterator[Entry]:
        """The lines of the log, of a stream, or of a key."""
        found = self._log.entries(stream=stream, key=key, until=self.position)
        return (entry for entry in found if self._as_of is None or entry.at.occurred <= self._as_of)
