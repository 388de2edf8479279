"""The log on SQLite: how a filing is added under the lock."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from civicflow.core.log import Filed, Filing, Relied
from civicflow.errors import ClockError, ConflictError
from civicflow.storage.codec import EventCodec
from civicflow.storage.guards import LONGEST_SILENCE, recording_time, repeated
from civicflow.storage.lines import Written, written
from civicflow.storage.log_reading import LAST, DeskReading, LogReading
from civicflow.storage.people import TablePeople, people_in_file
from civicflow.storage.sqlite import LogDatastore
from civicflow.storage.sqlite_copies import SQLiteOriginal

INSERT_COMMAND = "INSERT INTO command VALUES (?,?,?,?,?)"
INSERT_EVENT = "INSERT INTO log VALUES (?,?,?,?,?,?,?,?)"
INSERT_KEY = "INSERT INTO event_key VALUES (?,?)"

if TYPE_CHECKING:
    from eventsourcing.persistence import ApplicationRecorder

    from civicflow.storage.following import Looking


class SQLiteDesk(DeskReading):
    """
    The log while its lock is held by one connection.

    Args:
        raw: The connection, inside its transaction.
        codec: For bodies and envelopes.
        longest_silence: How far the clock may stand past the last record.
    """

    def __init__(self, raw: sqlite3.Connection, codec: EventCodec, longest_silence: timedelta) -> None:
        super().__init__(codec)
        self._raw = raw
        self._longest_silence = longest_silence
        self._last: tuple[int, int] | None = None
        self._versions: dict[str, int] = {}
        self._positions: dict[str, int] = {}

    def _rows(self, statement: str, parameters: Sequence[object]) -> list[tuple[Any, ...]]:
        return self._raw.execute(statement, parameters).fetchall()

    def append(self, filing: Filing, now: int) -> Filed:
        """
        Store a filing if all it relied on still stands.

        Raises:
            ConflictError: When something it relied on has changed.
            CommandIdReusedError: When its command id was used for another content.
            ClockError: When the clock stands too far past the last record.
        """
        filed = self.store(filing, written(filing, self._codec), now)
        if not filed.repeated:
            self._follow(filing, filed)
        return filed

    def append_all(self, filings: Sequence[Filing], now: int) -> list[Filed]:
        """Store filings one after another."""
        return [self.append(filing, now) for filing in filings]

    def version(self, stream: str) -> int:
        """The number of events in a stream, looked up once: while the lock is held, nobody else changes it."""
        found = self._versions.get(stream)
        if found is None:
            found = self._versions[stream] = super().version(stream)
        return found

    def _key_position(self, key: str) -> int:
        found = self._positions.get(key)
        if found is None:
            found = self._positions[key] = super()._key_position(key)
        return found

    def store(self, filing: Filing, found: Written, now: int) -> Filed:
        """Store a filing that has been turned into bytes, the last of this desk; else as ``append``."""
        try:
            self._check_guards(filing.relied)
            head, last = self._last or self._raw.execute(LAST).fetchone() or (0, 0)
            recorded = recording_time(now, last, self._longest_silence)
            filed = Filed(head + 1, head + len(found.lines), recorded)
            self._raw.execute(INSERT_COMMAND, (filing.command_id, filing.fingerprint, *filed[:3]))
        except (ConflictError, ClockError, sqlite3.IntegrityError):
            if known := self.filed(filing.command_id):
                return repeated(filing, *known)
            raise
        rows, keys = found.placed(filed.first, recorded)
        for row in rows:
            self._raw.execute(INSERT_EVENT, row)
        self._raw.executemany(INSERT_KEY, keys)
        return filed

    def _check_guards(self, relied: Relied) -> None:
        for stream, version in relied.streams.items():
            if self.version(stream) != version:
                raise ConflictError(stream=stream)
        for key, position in relied.keys.items():
            if self._key_position(key) != position:
                raise ConflictError(key=key)

    def _follow(self, filing: Filing, filed: Filed) -> None:
        self._last = (filed.last, filed.recorded)
        for position, draft in enumerate(filing.drafts, start=filed.first):
            self._versions[draft.stream] = draft.version
            for key in draft.keys:
                self._positions[key] = position


class SQLiteLog(LogReading):
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
        super().__init__(codec)
        self.datastore = datastore
        self._longest_silence = longest_silence

    def _rows(self, statement: str, parameters: Sequence[object]) -> list[tuple[Any, ...]]:
        return self.datastore.rows(statement, parameters)

    @contextmanager
    def lock(self) -> Iterator[SQLiteDesk]:
        """
        Hold the write lock for the length of a block.

        Raises:
            LockTimeoutError: When another writer does not let go.
            ReadOnlyError: When the store was opened for reading.
        """
        with self.datastore.writing() as raw:
            yield SQLiteDesk(raw, self._codec, self._longest_silence)

    def append(self, filing: Filing, now: int) -> Filed:
        """Take the lock, and store a filing as the desk does."""
        found = written(filing, self._codec)
        with self.datastore.writing() as raw:
            return SQLiteDesk(raw, self._codec, self._longest_silence).store(filing, found, now)

    @contextmanager
    def original(self) -> Iterator[SQLiteOriginal]:
        """The log as it stands now, to be copied within the block."""
        with self.datastore.reading() as raw:
            yield SQLiteOriginal(raw)

    def people(self) -> TablePeople:
        """The directory of people beside the log."""
        return people_in_file(self.datastore.folder / "people.db", read_only=self.datastore.read_only)

    def ear(self) -> "Looking":
        """Hears that the log has grown, whoever wrote."""
        from civicflow.storage.following import Looking

        return Looking(self.head)

    def recorder(self) -> "ApplicationRecorder":
        """The log in the terms of ``eventsourcing``."""
        from civicflow.storage.sqlite_recorder import SQLiteLogRecorder

        return SQLiteLogRecorder(self.datastore, self._codec)

    def close(self) -> None:
        """Close the connections."""
        self.datastore.close()
