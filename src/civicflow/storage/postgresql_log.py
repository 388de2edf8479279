"""The log on PostgreSQL: how a filing is added under the lock, in one round trip."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

import psycopg

from civicflow.core.log import Filed, Filing
from civicflow.errors import CommandIdReusedError, ConflictError
from civicflow.storage.codec import EventCodec
from civicflow.storage.guards import LONGEST_SILENCE, recording_time
from civicflow.storage.lines import Written, written
from civicflow.storage.log_reading import DeskReading, LogReading
from civicflow.storage.people import TablePeople
from civicflow.storage.postgresql import Connection, LogServer, Rows, translated
from civicflow.storage.postgresql_copies import PostgreSQLOriginal
from civicflow.storage.postgresql_layout import FILING, LOCK

FILE = f"SELECT * FROM file({', '.join(f'%s::{kind}' for kind in FILING)})"
VERSIONS = "SELECT stream, max(version) FROM log WHERE stream = ANY(?) GROUP BY stream"
BEGINNINGS = "SELECT stream, position, envelope FROM log WHERE stream = ANY(?) AND version = 1"
COMMANDS = "SELECT id, fingerprint, first, last, recorded_at FROM command WHERE id = ANY(?)"
TAKE_LOCK = "SELECT pg_advisory_xact_lock(%s)"

_MICROSECOND = timedelta(microseconds=1)

if TYPE_CHECKING:
    from eventsourcing.persistence import ApplicationRecorder

    from civicflow.storage.listening import Listener


@cache
def marked(statement: str) -> str:
    """A statement with the marks of psycopg for its parameters."""
    return statement.replace("?", "%s")


class PostgreSQLDesk(DeskReading):
    """
    The log while its lock is held by one connection.

    Args:
        connection: Inside its transaction.
        codec: For bodies and envelopes.
        longest_silence: How far the clock may stand past the last record.
    """

    def __init__(self, connection: Connection, codec: EventCodec, longest_silence: timedelta) -> None:
        super().__init__(codec)
        self._connection = connection
        self._longest_silence = longest_silence
        self.last_command = ""

    def _rows(self, statement: str, parameters: Sequence[object]) -> Rows:
        return _fetched(self._connection, marked(statement), parameters)

    def append(self, filing: Filing, now: int) -> Filed:
        """
        Store a filing if all it relied on still stands.

        Raises:
            ConflictError: When something it relied on has changed.
            CommandIdReusedError: When its command id was used for another content.
            ClockError: When the clock stands too far past the last record.
        """
        found = written(filing, self._codec)
        (answer,) = _fetched(self._connection, FILE, _arguments(filing, found, now, self._longest_silence))
        self.last_command = filing.command_id
        return _filed(answer, filing, now, self._longest_silence)

    def append_all(self, filings: Sequence[Filing], now: int) -> list[Filed]:
        """Store filings one after another, all sent before the first is answered."""
        silence = self._longest_silence
        arguments = [_arguments(each, written(each, self._codec), now, silence) for each in filings]
        with self._connection.pipeline():
            sent = [self._connection.execute(FILE, each, prepare=True, binary=True) for each in arguments]
        filed = [
            _filed(each.fetchone() or (), of, now, silence) for of, each in zip(filings, sent, strict=True)
        ]
        if filings:
            self.last_command = filings[-1].command_id
        return filed

    def versions(self, streams: Iterable[str]) -> dict[str, int]:
        """The number of events in each of several streams."""
        asked = list(streams)
        return dict.fromkeys(asked, 0) | dict(self._rows(VERSIONS, (asked,)))

    def sources(self, streams: Iterable[str]) -> dict[str, str | None]:
        """Of those of several streams that exist, the other system that began each; None where an act of ours did."""
        return self._sources(self._rows(BEGINNINGS, (list(streams),)))

    def filed_among(self, command_ids: Iterable[str]) -> dict[str, tuple[bytes, Filed]]:
        """The fingerprints and places of those commands that were stored before."""
        found = self._rows(COMMANDS, (list(command_ids),))
        return {of: (content, Filed(*place)) for of, content, *place in found}


class PostgreSQLLog(LogReading):
    """
    The log in one PostgreSQL database.

    Args:
        server: The database and its connections.
        codec: For bodies and envelopes.
        longest_silence: How far the clock may stand past the last record.
    """

    page = 2_000

    def __init__(
        self, server: LogServer, codec: EventCodec, longest_silence: timedelta = LONGEST_SILENCE
    ) -> None:
        super().__init__(codec)
        self.server = server
        self._longest_silence = longest_silence

    def _rows(self, statement: str, parameters: Sequence[object]) -> Rows:
        return self.server.rows(marked(statement), parameters)

    def _none_of(self, topics: Sequence[str]) -> tuple[str, Sequence[object]]:
        """All in one parameter: the server looks them up, and has one thing to parse."""
        return "AND topic <> ALL(?) ", (list(topics),)

    def append(self, filing: Filing, now: int) -> Filed:
        """
        Take the lock, and store a filing as the desk does.

        When the connection is lost it is sent again: if it had been stored, its command id is found.
        """
        self.server.check_writable()
        found = written(filing, self._codec)
        arguments = _arguments(filing, found, now, self._longest_silence)
        answer = self.server.ask(lambda connection: connection.file(arguments))
        return _filed(answer, filing, now, self._longest_silence)

    @contextmanager
    def lock(self) -> Iterator[PostgreSQLDesk]:
        """
        Hold the write lock for the length of a block; what is appended is committed together at its end.

        Raises:
            LockTimeoutError: When another writer does not let go.
            ReadOnlyError: When the store was opened for reading.
            ConnectionLostError: When the connection is lost before anything was committed.
        """
        self.server.check_writable()
        with self.server.connection() as connection:
            desk = self._locked(connection)
            try:
                yield desk
            except BaseException:
                if not connection.closed:
                    connection.rollback()
                raise
            self._commit(connection, desk)

    def _locked(self, connection: Connection) -> PostgreSQLDesk:
        connection.execute("BEGIN ISOLATION LEVEL READ COMMITTED")
        connection.execute(TAKE_LOCK, (LOCK,), prepare=True)
        return PostgreSQLDesk(connection, self._codec, self._longest_silence)

    def _commit(self, connection: Connection, desk: PostgreSQLDesk) -> None:
        """Commit; when the answer is lost, the last command tells whether it was done."""
        try:
            connection.execute("COMMIT")
        except psycopg.OperationalError as error:
            if not connection.closed:
                raise
            if not desk.last_command or self.filed(desk.last_command) is None:
                raise translated(error, lost=True) from error

    @contextmanager
    def original(self) -> Iterator[PostgreSQLOriginal]:
        """The log as it stands now, to be copied within the block."""
        with self.server.reading() as connection:
            yield PostgreSQLOriginal(connection)

    def people(self) -> TablePeople:
        """The directory of people beside the log; what is erased is swept from its table at once."""

        def fetch(statement: str, parameters: Sequence[object]) -> Rows:
            return self.server.rows(marked(statement), parameters)

        def sweep() -> None:
            with self.server.connection() as connection:
                connection.execute("VACUUM person")

        return TablePeople(fetch, read_only=self.server.read_only, sweep=sweep)

    def ear(self) -> "Listener":
        """Hears that the log has grown, whoever wrote."""
        from civicflow.storage.listening import Listener

        return Listener(self.server)

    def recorder(self) -> "ApplicationRecorder":
        """The log in the terms of ``eventsourcing``."""
        from civicflow.storage.postgresql_recorder import PostgreSQLLogRecorder

        return PostgreSQLLogRecorder(self.server, self._codec)

    def close(self) -> None:
        """Close the connections."""
        self.server.close()


def _fetched(connection: Connection, statement: str, parameters: Sequence[object]) -> Rows:
    return connection.execute(statement, parameters, prepare=True, binary=True).fetchall()


def _arguments(filing: Filing, found: Written, now: int, silence: timedelta) -> tuple[object, ...]:
    """What the server function is given; arrays are written out here, which is quicker than to have it done."""
    relied, lines = filing.relied, found.lines
    carried = [(key, str(place)) for place, line in enumerate(lines) for key in line.keys]
    return (
        filing.command_id,
        filing.fingerprint,
        _texts(relied.streams),
        _numbers(relied.streams.values()),
        _texts(relied.keys),
        _numbers(relied.keys.values()),
        now,
        silence // _MICROSECOND,
        _texts(line.stream for line in lines),
        _numbers(line.version for line in lines),
        _texts(line.topic for line in lines),
        _numbers(line.occurred for line in lines),
        "{" + ",".join(rf'"\\x{line.body.hex()}"' for line in lines) + "}",
        found.envelope,
        _texts(key for key, _ in carried),
        _numbers(place for _, place in carried),
    )


def _texts(values: Iterable[str]) -> str:
    quoted = (value.replace("\\", "\\\\").replace('"', '\\"') for value in values)
    return "{" + ",".join([f'"{value}"' for value in quoted]) + "}"


def _numbers(values: Iterable[object]) -> str:
    return "{" + ",".join(map(str, values)) + "}"


def _filed(answer: Sequence[Any], filing: Filing, now: int, silence: timedelta) -> Filed:
    """What the server function says, as a receipt or as an error."""
    outcome, subject, first, last, recorded = answer
    match outcome:
        case "filed" | "repeated":
            return Filed(int(first), int(last), int(recorded), repeated=outcome == "repeated")
        case "reused":
            raise CommandIdReusedError(command_id=filing.command_id)
        case "silence":
            recording_time(now, int(recorded), silence)
            raise AssertionError(outcome)
        case _:
            raise ConflictError(**{outcome: subject})
