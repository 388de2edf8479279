"""The log on SQLite: how it is read, and how a filing is added under the lock."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta

from civicflow.core.event import At, Event, keys_of
from civicflow.core.log import Entry, Filed, Filing, Relied
from civicflow.errors import ConflictError
from civicflow.storage.catalogue import stored_topic
from civicflow.storage.bodies import UNREADABLE
from civicflow.storage.codec import EventCodec
from civicflow.storage.guards import LONGEST_SILENCE, moved, recording_time, repeated
from civicflow.storage.sqlite import LogDatastore

PAGE = 5_000

HISTORY = "SELECT position, occurred_at, recorded_at, topic, body FROM log WHERE stream=? ORDER BY version"
VERSION = "SELECT max(version) FROM log WHERE stream=?"
KEY_POSITION = "SELECT max(position) FROM event_key WHERE key=?"
HOLDERS = (
    "SELECT l.stream, min(l.position) FROM event_key k JOIN log l ON l.position = k.position "
    "WHERE k.key=? AND l.stream >= ? AND l.stream < ? GROUP BY l.stream ORDER BY 2"
)
COMMAND = "SELECT fingerprint, first, last, recorded_at FROM command WHERE id=?"
HEAD = "SELECT position, recorded_at FROM log ORDER BY position DESC LIMIT 1"
POSITION_AT = "SELECT max(position) FROM log WHERE recorded_at <= ?"
PAGE_OF_EVENTS = (
    "SELECT topic, body, position, occurred_at, recorded_at FROM log WHERE position > ? AND position <= ? {topics}"
    "ORDER BY position LIMIT ?"
)
ENTRIES = (
    "SELECT position, occurred_at, recorded_at, l.stream, version, topic, body, envelope FROM log l {join}"
    "WHERE position > ? AND position <= ? {where}ORDER BY position LIMIT ?"
)

Row = tuple[object, ...]


class _Reads:
    """Everything that is read, over whichever connection ``_rows`` uses."""

    _codec: EventCodec

    def _rows(self, statement: str, parameters: Sequence[object]) -> list[tuple]:  # type: ignore[type-arg]
        raise NotImplementedError

    def history(self, stream: str) -> list[tuple[At, Event]]:
        """All events of a stream, in order."""
        decode = self._codec.decode
        return [
            (At(position, occurred, recorded), decode(topic, body, position, stream))
            for position, occurred, recorded, topic, body in self._rows(HISTORY, (stream,))
        ]

    def version(self, stream: str) -> int:
        """The number of events in a stream."""
        return self._rows(VERSION, (stream,))[0][0] or 0

    def holders(self, key: str, kind: str) -> tuple[tuple[str, ...], int]:
        """The streams of a kind that carry a key, in order of first mention, and the key's last position."""
        position = self._rows(KEY_POSITION, (key,))[0][0] or 0
        found = self._rows(HOLDERS, (key, f"{kind}:", f"{kind};"))
        return tuple(stream for stream, _ in found), position

    def changed(self, relied: Relied) -> Relied:
        """Of what was relied on, that which stands otherwise now."""
        streams = [(stream, self.version(stream)) for stream in relied.streams]
        keys = [(key, self._rows(KEY_POSITION, (key,))[0][0] or 0) for key in relied.keys]
        return moved(relied, streams, keys)

    def filed(self, command_id: str) -> tuple[bytes, Filed] | None:
        """The fingerprint and the place of a command that was stored before."""
        found = self._rows(COMMAND, (command_id,))
        return None if not found else (found[0][0], Filed(*found[0][1:]))


class SQLiteDesk(_Reads):
    """
    The log while its lock is held by one connection.

    Args:
        raw: The connection, inside its transaction.
        codec: For bodies and envelopes.
        longest_silence: How far the clock may stand past the last record.
    """

    def __init__(self, raw: sqlite3.Connection, codec: EventCodec, longest_silence: timedelta) -> None:
        self._raw = raw
        self._codec = codec
        self._longest_silence = longest_silence

    def _rows(self, statement: str, parameters: Sequence[object]) -> list[tuple]:  # type: ignore[type-arg]
        return self._raw.execute(statement, parameters).fetchall()

    def append(self, filing: Filing, now: int) -> Filed:
        """
        Store a filing if all it relied on still stands.

        Raises:
            ConflictError: When something it relied on has changed.
            CommandIdReusedError: When its command id was used for another content.
        """
        self._check_guards(filing.relied)
        head, last = self._raw.execute(HEAD).fetchone() or (0, 0)
        recorded = recording_time(now, last, self._longest_silence)
        filed = Filed(head + 1, head + len(filing.drafts), recorded)
        rows, keys = _rows_of(filing, filed, self._codec)
        try:
            self._raw.execute(
                "INSERT INTO command VALUES (?,?,?,?,?)",
                (filing.command_id, filing.fingerprint, filed.first, filed.last, recorded),
            )
        except sqlite3.IntegrityError:
            known = self.filed(filing.command_id)
            assert known is not None
            return repeated(filing, *known)
        self._raw.executemany("INSERT INTO log VALUES (?,?,?,?,?,?,?,?)", rows)
        self._raw.executemany("INSERT INTO event_key VALUES (?,?)", keys)
        return filed

    def _check_guards(self, relied: Relied) -> None:
        execute = self._raw.execute
        for stream, version in relied.streams.items():
            if (execute(VERSION, (stream,)).fetchone()[0] or 0) != version:
                raise ConflictError(stream=stream)
        for key, position in relied.keys.items():
            if (execute(KEY_POSITION, (key,)).fetchone()[0] or 0) != position:
                raise ConflictError(key=key)


def _rows_of(filing: Filing, filed: Filed, codec: EventCodec) -> tuple[list[Row], list[tuple[str, int]]]:
    envelope = codec.encode_envelope(filing.envelope)
    rows: list[Row] = []
    keys: list[tuple[str, int]] = []
    for position, (event, stream, version, occurred) in enumerate(filing.drafts, start=filed.first):
        topic, body = stored_topic(type(event)), codec.encode(event)
        rows.append((position, stream, version, topic, occurred, filed.recorded, body, envelope))
        keys += [(key, position) for key in keys_of(event)]
    return rows, keys


class SQLiteLog(_Reads):
    """
    The log in one SQLite file.

    Args:
        datastore: The file and its connections.
        codec: For bodies and envelopes.
        longest_silence: How far the clock may stand past the last record.
    """

    def __init__(
        self, datastore: LogDatastore, codec: EventCodec, longest_silence: timedelta = LONGEST_SILENCE
    ) -> None:
        self._datastore = datastore
        self._codec = codec
        self._longest_silence = longest_silence

    def _rows(self, statement: str, parameters: Sequence[object]) -> list[tuple]:  # type: ignore[type-arg]
        with self._datastore.connection(writer=False) as connection:
            return connection.raw.execute(statement, parameters).fetchall()

    @contextmanager
    def lock(self) -> Iterator[SQLiteDesk]:
        """Hold the write lock for the length of a block."""
        with self._datastore.connection(writer=True) as connection, connection.writing() as raw:
            yield SQLiteDesk(raw, self._codec, self._longest_silence)

    def append(self, filing: Filing, now: int) -> Filed:
        """Take the lock, and store a filing."""
        with self.lock() as desk:
            return desk.append(filing, now)

    def head(self) -> int:
        """The last position; 0 when nothing has happened yet."""
        found = self._rows(HEAD, ())
        return found[0][0] if found else 0

    def position_at(self, recorded: int) -> int:
        """The last position recorded at or before a moment."""
        return self._rows(POSITION_AT, (recorded,))[0][0] or 0

    def read(self, after: int, until: int, topics: Sequence[str] | None = None) -> Iterator[tuple[At, Event]]:
        """The events after one position up to another, page by page so that memory stays flat."""
        statement = PAGE_OF_EVENTS.format(topics=_among(topics))
        decoders, make = self._codec.decoders, At._make
        while rows := self._rows(statement, (after, until, *(topics or ()), PAGE)):
            for topic, body, *at in rows:
                try:
                    yield make(at), decoders[topic](body)
                except UNREADABLE as error:
                    raise self._codec.unreadable(error, topic, at[0], self._stream_at(at[0])) from None
            after = rows[-1][2]

    def entries(
        self, *, stream: str | None = None, key: str | None = None, after: int = 0, until: int | None = None
    ) -> Iterator[Entry]:
        """The lines of a stream, of a key or of the whole log, with their envelopes."""
        join = "JOIN event_key k USING (position) " if key else ""
        where = ("AND l.stream=? " if stream else "") + ("AND k.key=? " if key else "")
        statement = ENTRIES.format(join=join, where=where)
        named = [each for each in (stream, key) if each]
        until = self.head() if until is None else until
        while rows := self._rows(statement, (after, until, *named, PAGE)):
            for position, occurred, recorded, of, version, topic, body, envelope in rows:
                event = self._codec.decode(topic, body, position, of)
                at = At(position, occurred, recorded)
                yield Entry(
                    at, of, version, topic, event, self._codec.decode_envelope(envelope, position, of)
                )
            after = rows[-1][0]

    def _stream_at(self, position: int) -> str:
        return str(self._rows("SELECT stream FROM log WHERE position=?", (position,))[0][0])

    def close(self) -> None:
        """Close the connections."""
        self._datastore.close()


def _among(topics: Sequence[str] | None) -> str:
    return "" if topics is None else f"AND topic IN ({','.join('?' * len(topics))}) "
