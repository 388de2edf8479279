"""How a log is read out of its tables, in the same words on SQLite and on PostgreSQL."""

from abc import ABC, abstractmethod
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from operator import itemgetter
from typing import Any

from civicflow.core.event import At, Event
from civicflow.core.log import Entry, Filed, Relied
from civicflow.storage.bodies import UNREADABLE
from civicflow.storage.codec import EventCodec
from civicflow.storage.guards import moved
from civicflow.storage.lines import entry_of

HISTORY = "SELECT topic, body, position, occurred_at, recorded_at FROM log WHERE stream=? ORDER BY version"
VERSION = "SELECT max(version) FROM log WHERE stream=?"
BEGINNING = "SELECT stream, position, envelope FROM log WHERE stream=? AND version=1"
KEY_POSITION = "SELECT max(position) FROM event_key WHERE key=?"
HOLDERS = (
    "SELECT l.stream, min(l.position) FROM event_key k JOIN log l ON l.position = k.position "
    "WHERE k.key=? AND l.stream >= ? AND l.stream < ? GROUP BY l.stream ORDER BY 2"
)
COMMAND = "SELECT fingerprint, first, last, recorded_at FROM command WHERE id=?"
COMMAND_IDS = "SELECT id FROM command WHERE id >= ? AND id < ? ORDER BY id LIMIT ?"
LAST = "SELECT position, recorded_at FROM log ORDER BY position DESC LIMIT 1"
RECORDED_AT = "SELECT recorded_at FROM log WHERE position <= ? ORDER BY position DESC LIMIT 1"
STREAM_AT = "SELECT stream FROM log WHERE position=?"
EVENTS = (
    "SELECT topic, body, position, occurred_at, recorded_at FROM log {join}WHERE position > ? AND position <= ? {topics}"
    "ORDER BY position LIMIT ?"
)
ENTRIES = (
    "SELECT position, stream, version, topic, occurred_at, recorded_at, body, envelope FROM log {join}"
    "WHERE position > ? AND position <= ? {where}ORDER BY position LIMIT ?"
)

CHUNK = 100
"""So many events are decoded together: few enough that they are gone before anyone collects garbage."""

_at = partial(tuple.__new__, At)  # makes it from a tuple of three in half the time of its own constructor
_place = itemgetter(2, 3, 4)


class FactReading(ABC):
    """
    What decisions read, over whichever connection ``_rows`` uses.

    Args:
        codec: For bodies and envelopes.
    """

    def __init__(self, codec: EventCodec) -> None:
        self._codec = codec

    @abstractmethod
    def _rows(self, statement: str, parameters: Sequence[object]) -> list[tuple[Any, ...]]:
        """All rows that a statement finds."""

    def history(self, stream: str) -> list[tuple[At, Event]]:
        """All events of a stream, in order."""
        decode = self._codec.decode
        return [
            (_at(at), decode(topic, body, at[0], stream))
            for topic, body, *at in self._rows(HISTORY, (stream,))
        ]

    def version(self, stream: str) -> int:
        """The number of events in a stream."""
        return self._rows(VERSION, (stream,))[0][0] or 0

    def holders(self, key: str, kind: str) -> tuple[tuple[str, ...], int]:
        """The streams of a kind that carry a key, in order of first mention, and the key's last position."""
        position = self._key_position(key)
        found = self._rows(HOLDERS, (key, f"{kind}:", f"{kind};"))
        return tuple(stream for stream, _ in found), position

    def changed(self, relied: Relied) -> Relied:
        """Of what was relied on, that which stands otherwise now."""
        streams = [(stream, self.version(stream)) for stream in relied.streams]
        keys = [(key, self._key_position(key)) for key in relied.keys]
        return moved(relied, streams, keys)

    def filed(self, command_id: str) -> tuple[bytes, Filed] | None:
        """The fingerprint and the place of a command that was stored before."""
        found = self._rows(COMMAND, (command_id,))
        return None if not found else (found[0][0], Filed(*found[0][1:]))

    def _key_position(self, key: str) -> int:
        return self._rows(KEY_POSITION, (key,))[0][0] or 0


class DeskReading(FactReading):
    """What is read while the lock is held, for many filings at once."""

    def versions(self, streams: Iterable[str]) -> dict[str, int]:
        """The number of events in each of several streams."""
        return {stream: self.version(stream) for stream in streams}

    def sources(self, streams: Iterable[str]) -> dict[str, str | None]:
        """Of those of several streams that exist, the other system that began each; None where an act of ours did."""
        return self._sources(row for stream in streams for row in self._rows(BEGINNING, (stream,)))

    def _sources(self, rows: Iterable[tuple[Any, ...]]) -> dict[str, str | None]:
        decode = self._codec.decode_envelope
        return {stream: decode(envelope, position, stream).source for stream, position, envelope in rows}

    def filed_among(self, command_ids: Iterable[str]) -> dict[str, tuple[bytes, Filed]]:
        """The fingerprints and places of those commands that were stored before."""
        found = ((each, self.filed(each)) for each in command_ids)
        return {each: filed for each, filed in found if filed is not None}


class LogReading(FactReading):
    """Everything that can be read of a whole log."""

    page = 1_000
    """So many events are fetched at a time."""

    def last(self) -> tuple[int, int]:
        """The last position and when it was recorded; zeros when nothing has happened yet."""
        found = self._rows(LAST, ())
        return found[0] if found else (0, 0)

    def head(self) -> int:
        """The last position; 0 when nothing has happened yet."""
        return self.last()[0]

    def command_ids(self, first: str, before: str) -> Iterator[str]:
        """The ids of the commands that were stored, from one id on and before another, in order."""
        while found := self._rows(COMMAND_IDS, (first, before, self.page)):
            yield from (each for (each,) in found)
            first = f"{found[-1][0]}\x01"

    def position_at(self, recorded: int) -> int:
        """The last position recorded at or before a moment; times never decrease, so it is found by halving."""
        positions = range(1, self.head() + 1)
        return bisect_right(positions, recorded, key=lambda at: self._rows(RECORDED_AT, (at,))[0][0])

    def read(
        self, after: int, until: int, topics: Sequence[str] | None = None, *, key: str | None = None
    ) -> Iterator[tuple[At, Event]]:
        """The events after one position up to another, page by page so that memory stays flat."""
        others = () if topics is None else self._codec.topics_but(topics)
        return chain.from_iterable(self._chunks(after, until, others, key))

    def _none_of(self, topics: Sequence[str]) -> tuple[str, Sequence[object]]:
        """The condition that a topic is none of several, and its parameters."""
        return f"AND topic NOT IN ({','.join('?' * len(topics))}) ", topics

    def _chunks(
        self, after: int, until: int, others: Sequence[str], key: str | None
    ) -> Iterator[Iterable[tuple[At, Event]]]:
        condition, named = self._none_of(others) if others else ("", ())
        join = "JOIN event_key USING (position) " if key else ""
        if key:
            condition, named = f"{condition}AND key=? ", (*named, key)
        statement = EVENTS.format(join=join, topics=condition)
        while rows := self._rows(statement, (after, until, *named, self.page)):
            for start in range(0, len(rows), CHUNK):
                yield self._decoded(rows[start : start + CHUNK])
            if len(rows) < self.page:
                return
            after = rows[-1][2]

    def _decoded(self, rows: Sequence[tuple[Any, ...]]) -> Iterable[tuple[At, Event]]:
        events = self._codec.decode_alike(rows)
        if events is None:
            return self._one_by_one(rows)
        return zip(map(_at, map(_place, rows)), events, strict=True)

    def _one_by_one(self, rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[At, Event]]:
        """Those before a row that cannot be read are given first."""
        for topic, body, *at in rows:
            try:
                yield _at(at), self._codec.decoders[topic](body)
            except UNREADABLE as error:
                raise self._codec.unreadable(error, topic, at[0], self._stream_at(at[0])) from None

    def entries(
        self, *, stream: str | None = None, key: str | None = None, after: int = 0, until: int | None = None
    ) -> Iterator[Entry]:
        """The lines of a stream, of a key or of the whole log, with their envelopes."""
        join = "JOIN event_key USING (position) " if key else ""
        where = ("AND stream=? " if stream else "") + ("AND key=? " if key else "")
        statement = ENTRIES.format(join=join, where=where)
        named = [each for each in (stream, key) if each]
        until = self.head() if until is None else until
        while rows := self._rows(statement, (after, until, *named, self.page)):
            for row in rows:
                yield entry_of(row, self._codec)
            after = rows[-1][0]

    def _stream_at(self, position: int) -> str:
        return str(self._rows(STREAM_AT, (position,))[0][0])
