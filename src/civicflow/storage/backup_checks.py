"""What must hold of the rows of a store: asked before they are written to a backup, and again before they are restored."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Protocol

from civicflow.core.event import from_micros
from civicflow.errors import BackupError, InvalidInputError
from civicflow.storage.codec import EventCodec
from civicflow.storage.parts import COMMANDS, EVENTS, KEYS, PEOPLE, Part, Row
from civicflow.storage.people import person_of

CHUNK = 100
"""So many events are read together."""


class Wrong(Protocol):
    """Makes the error that says what is wrong with a backup, and where."""

    def __call__(self, problem: str, *, part: str, row: int) -> BackupError:
        """The error."""


class Checks:
    """
    Follows the rows of one store, part by part, the events first.

    Args:
        codec: For bodies and envelopes.
        wrong: Makes the error.

    Attributes:
        position: The last position that was passed.
    """

    def __init__(self, codec: EventCodec, wrong: Wrong) -> None:
        self._codec = codec
        self._wrong = wrong
        self._recorded: int | None = None
        self.position = 0

    @property
    def recorded_at(self) -> datetime | None:
        """When the last position was recorded; None before the first."""
        return None if self._recorded is None else from_micros(self._recorded)

    def passed(self, part: Part, rows: Iterable[Row]) -> Iterator[Row]:
        """
        The rows of a part, each once it was looked at.

        Raises:
            BackupError: When one is out of order, or names a position that is not there.
            UnreadableEventError: When an event or its envelope cannot be read.
        """
        return self._events(rows) if part is EVENTS else self._others(part, rows)

    def _events(self, rows: Iterable[Row]) -> Iterator[Row]:
        remaining = iter(rows)
        while chunk := list(islice(remaining, CHUNK)):
            for row in chunk:
                self._follow(row)
            self._read(chunk)
            yield from chunk

    def _follow(self, row: Row) -> None:
        """Positions have no gap, and the time of recording never decreases."""
        position, recorded = row[0], row[5]
        if position != self.position + 1 or (self._recorded is not None and recorded < self._recorded):
            raise self._wrong("out-of-order", part=EVENTS.name, row=self.position + 1)
        self.position, self._recorded = position, recorded

    def _read(self, chunk: Sequence[Row]) -> None:
        alike = self._codec.decode_alike([(topic, body) for _, _, _, topic, _, _, body, _ in chunk])
        for position, stream, _, topic, _, _, body, envelope in chunk:
            if alike is None:
                self._codec.decode(topic, body, position, stream)
            self._codec.decode_envelope(envelope, position, stream)

    def _others(self, part: Part, rows: Iterable[Row]) -> Iterator[Row]:
        """Each row comes after the one before, and none twice."""
        before: tuple[object, ...] = ()
        for number, row in enumerate(rows, start=1):
            place = row[: len(part.order)]
            if not before < place:
                raise self._wrong("out-of-order", part=part.name, row=number)
            if not FITS[part.name](row, self.position):
                raise self._wrong("not-a-row", part=part.name, row=number)
            before = place
            yield row


def _is_key(row: Row, head: int) -> bool:
    return bool(row[1] <= head)


def _is_command(row: Row, head: int) -> bool:
    _, _, first, last, _ = row
    return bool(first <= last <= head)


def _is_person(row: Row, _head: int) -> bool:
    try:
        person_of(row)
    except InvalidInputError:
        return False
    return True


FITS: dict[str, Callable[[Row, int], bool]] = {
    KEYS.name: _is_key,
    COMMANDS.name: _is_command,
    PEOPLE.name: _is_person,
}
"""Whether a row fits a log of a certain length."""
