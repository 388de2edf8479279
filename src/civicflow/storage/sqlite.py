"""The log in one SQLite file: dense positions, given under the lock together with guards, keys and command id."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from eventsourcing.persistence import IntegrityError, Notification, StoredEvent, Subscription
from eventsourcing.sqlite import (
    SQLiteApplicationRecorder,
    SQLiteConnection,
    SQLiteConnectionPool,
    SQLiteCursor,
    SQLiteDatastore,
)

from civicflow.errors import LockTimeoutError

LAYOUT = 1
"""The version of the tables below; ``civicflow migrate`` brings older ones up to date."""

TABLES = (
    """CREATE TABLE IF NOT EXISTS log (
        position INTEGER PRIMARY KEY,
        stream TEXT NOT NULL,
        version INTEGER NOT NULL,
        topic TEXT NOT NULL,
        occurred_at INTEGER NOT NULL,
        recorded_at INTEGER NOT NULL,
        body BLOB NOT NULL,
        envelope BLOB NOT NULL,
        UNIQUE (stream, version)
    )""",
    """CREATE TABLE IF NOT EXISTS event_key (
        key TEXT NOT NULL,
        position INTEGER NOT NULL,
        PRIMARY KEY (key, position)
    ) WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS command (
        id TEXT PRIMARY KEY,
        fingerprint BLOB NOT NULL,
        first INTEGER NOT NULL,
        last INTEGER NOT NULL,
        recorded_at INTEGER NOT NULL
    ) WITHOUT ROWID""",
    "CREATE TRIGGER IF NOT EXISTS log_is_not_changed BEFORE UPDATE ON log "
    "BEGIN SELECT RAISE(ABORT, 'the log is never changed'); END",
    "CREATE TRIGGER IF NOT EXISTS log_is_not_cut BEFORE DELETE ON log "
    "BEGIN SELECT RAISE(ABORT, 'the log is never cut'); END",
)

PRAGMAS = (
    "PRAGMA synchronous=FULL",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA temp_store=MEMORY",
)

INSERT_EVENT = "INSERT INTO log VALUES (?,?,?,?,?,?,?,?)"
LAST_POSITION = "SELECT position, recorded_at FROM log ORDER BY position DESC LIMIT 1"


class LogConnection(SQLiteConnection):
    """A connection whose writing transactions take the lock at once, so that no read inside them can be stale."""

    @property
    def raw(self) -> sqlite3.Connection:
        """The connection itself, for the hot path."""
        return self._sqlite_conn

    @contextmanager
    def transaction(self, *, commit: bool) -> Iterator[SQLiteCursor]:
        """A transaction that is committed at its end if asked, and undone on any error."""
        if not commit:
            with super().transaction(commit=False) as cursor:
                yield cursor
            return
        with self.writing() as raw, SQLiteCursor(raw.cursor()) as cursor:
            yield SQLiteCursor(cursor)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """
        Hold the write lock; commit at the end, undo on any error.

        Raises:
            LockTimeoutError: When another writer does not let go in time.
        """
        raw = self._sqlite_conn
        try:
            raw.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise LockTimeoutError(problem=str(error)) from error
        try:
            yield raw
        except BaseException:
            raw.rollback()
            raise
        raw.commit()


class LogPool(SQLiteConnectionPool):
    """The library's pool with a statement cache that caches, and pragmas that we choose."""

    read_only = False

    def _create_connection(self) -> SQLiteConnection:
        raw = sqlite3.connect(
            self.db_name,
            uri=True,
            check_same_thread=False,
            isolation_level=None,
            cached_statements=128,
            timeout=self.lock_timeout or 30,
        )
        if not self.is_sqlite_memory_mode and not self.read_only:
            raw.execute("PRAGMA journal_mode=WAL")
        for pragma in PRAGMAS:
            raw.execute(pragma)
        raw.row_factory = None
        return LogConnection(sqlite_conn=raw, max_age=self.max_age)


class LogDatastore(SQLiteDatastore):
    """
    The file of the log and its connections.

    Args:
        db_name: A path, or a ``file:`` address.
        lock_timeout: Seconds to wait for the lock.
        read_only: Open without writing anything, not even a journal.
    """

    def __init__(self, db_name: str, *, lock_timeout: int = 30, read_only: bool = False) -> None:
        super().__init__(db_name, lock_timeout=lock_timeout, originator_id_type="text")
        self.pool.close()
        self.pool = LogPool(db_name=db_name, lock_timeout=lock_timeout)
        self.pool.read_only = read_only

    @contextmanager
    def connection(self, *, writer: bool) -> Iterator[LogConnection]:
        """A connection of the pool, given back at the end."""
        with self.get_connection(commit=writer) as connection:
            assert isinstance(connection, LogConnection)
            yield connection


def open_datastore(folder: Path, *, read_only: bool = False) -> LogDatastore:
    """
    The log of a folder, laid out if it is new.

    Args:
        folder: Made if it is not there, unless for reading only.
        read_only: Open without writing anything.
    """
    path = folder / "log.db"
    if read_only:
        return LogDatastore(f"file:{quote(str(path))}?mode=ro", read_only=True)
    folder.mkdir(parents=True, exist_ok=True)
    datastore = LogDatastore(f"file:{quote(str(path))}")
    with datastore.connection(writer=True) as connection, connection.writing() as raw:
        for statement in TABLES:
            raw.execute(statement)
    return datastore


class SQLiteLogRecorder(SQLiteApplicationRecorder):
    """
    Our log as ``eventsourcing`` sees it, so that its tools can read and follow it.

    What comes in through here has no command behind it: its time is the recorder's and its envelope is empty.
    """

    def __init__(self, datastore: SQLiteDatastore, events_table_name: str = "log") -> None:
        super().__init__(datastore, events_table_name)
        self.select_events_statement = "SELECT stream, version, topic, body FROM log WHERE stream=? "
