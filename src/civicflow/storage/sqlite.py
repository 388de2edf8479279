"""The file of the log on SQLite: its tables, its connections, and the lock that one writer holds at a time."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from time import monotonic, sleep
from typing import Any
from urllib.parse import quote

from eventsourcing.sqlite import SQLiteConnection, SQLiteConnectionPool, SQLiteDatastore

from civicflow.errors import LockTimeoutError, ReadOnlyError, StoreError
from civicflow.storage.layout import LAYOUT, check_layout
from civicflow.storage.write_queue import turn

STEPS = (
    (
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
        """CREATE TRIGGER IF NOT EXISTS log_is_not_changed BEFORE UPDATE ON log
        BEGIN SELECT RAISE(ABORT, 'the log is never changed'); END""",
        """CREATE TRIGGER IF NOT EXISTS log_is_not_cut BEFORE DELETE ON log
        BEGIN SELECT RAISE(ABORT, 'the log is never cut'); END""",
    ),
)
"""What brings the tables from each version to the next, from none to the first on; a released step never changes."""

assert len(STEPS) == LAYOUT

PRAGMAS = (
    "PRAGMA synchronous=FULL",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA temp_store=MEMORY",
)

Parameters = Sequence[object]
Rows = list[tuple[Any, ...]]


class LogConnection(SQLiteConnection):
    """A connection of our own, used without a cursor in between."""

    @property
    def raw(self) -> sqlite3.Connection:
        """The connection itself, for the hot path."""
        return self._sqlite_conn


def _undo(raw: sqlite3.Connection) -> None:
    if raw.in_transaction:
        raw.rollback()


def translated(error: sqlite3.Error) -> StoreError:
    """What an error of SQLite means here."""
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith("SQLITE_BUSY"):
        return LockTimeoutError(problem=str(error))
    kind = ReadOnlyError if name.startswith("SQLITE_READONLY") else StoreError
    return kind(problem=str(error))


class LogPool(SQLiteConnectionPool):
    """
    The connections of a process: one for the writer, and as many as there are threads that read.

    Unlike the library's it keeps prepared statements, sets its own pragmas, and costs a reader no lock.

    Args:
        db_name: A path, or a ``file:`` address.
        lock_timeout: Seconds to wait for another writer.
        read_only: Refuse to write.
    """

    def __init__(self, *, db_name: str, lock_timeout: float, read_only: bool) -> None:
        super().__init__(db_name=db_name)
        self._patience = lock_timeout
        self._turn = Lock()
        self._read_only = read_only

    def get_connection(
        self, timeout: float | None = None, *, is_writer: bool | None = None
    ) -> SQLiteConnection:
        """
        A connection; for a writer, once it is its turn.

        Raises:
            LockTimeoutError: When another thread does not let go in time.
            ReadOnlyError: When the store was opened for reading.
            StoreError: When it is closed, or the file cannot be opened.
        """
        if self._closed:
            raise StoreError(problem="the store is closed")
        if is_writer:
            self._take_turn()
        try:
            connection = self._pool.pop() if self._pool else self._create_connection()
        except BaseException:
            if is_writer:
                self._turn.release()
            raise
        connection.is_writer = is_writer
        return connection

    def put_connection(self, conn: SQLiteConnection) -> None:
        """Take a connection back."""
        is_writer, conn.is_writer = conn.is_writer, None
        if self._closed:
            conn.close()
        else:
            self._pool.append(conn)
        if is_writer:
            self._turn.release()

    def _take_turn(self) -> None:
        if self._read_only:
            raise ReadOnlyError(problem="opened for reading")
        if not self._turn.acquire(timeout=self._patience):
            raise LockTimeoutError(problem="another thread writes")

    def _create_connection(self) -> SQLiteConnection:
        try:
            raw = sqlite3.connect(
                self.db_name,
                uri=True,
                check_same_thread=False,
                isolation_level=None,
                cached_statements=128,
                timeout=self._patience,
            )
        except sqlite3.Error as error:
            raise translated(error) from error
        try:
            if not self._read_only:
                _keep_a_journal(raw, self._patience)
            for pragma in PRAGMAS:
                raw.execute(pragma)
        except sqlite3.Error as error:
            raw.close()
            raise translated(error) from error
        return LogConnection(sqlite_conn=raw, max_age=None)


def _keep_a_journal(raw: sqlite3.Connection, patience: float) -> None:
    """Switch to a write-ahead log; while another process switches, SQLite does not wait but fails."""
    until = monotonic() + patience
    while True:
        try:
            raw.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if monotonic() > until:
                raise translated(error) from error
            sleep(0.01)
        else:
            return


class LogDatastore(SQLiteDatastore):
    """
    The file of the log and its connections.

    Args:
        folder: Where the file lies.
        db_name: Its ``file:`` address.
        lock_timeout: Seconds to wait for the lock.
        read_only: Open without writing anything, not even a journal.
    """

    def __init__(
        self, folder: Path, db_name: str, *, lock_timeout: float = 30, read_only: bool = False
    ) -> None:
        super().__init__(db_name, originator_id_type="text")
        self.folder = folder
        self.read_only = read_only
        self._queue = folder / "log.queue"
        self._patience = lock_timeout
        self.pool = LogPool(db_name=db_name, lock_timeout=lock_timeout, read_only=read_only)

    def rows(self, statement: str, parameters: Parameters = ()) -> Rows:
        """
        All rows that a statement finds.

        Raises:
            StoreError: When the file cannot be read.
        """
        connection = self.pool.get_connection()
        assert isinstance(connection, LogConnection)
        try:
            return connection.raw.execute(statement, parameters).fetchall()
        except sqlite3.Error as error:
            raise translated(error) from error
        finally:
            self.pool.put_connection(connection)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """
        Read at one moment for the length of a block, whatever is written meanwhile.

        Raises:
            StoreError: When the file cannot be read.
        """
        connection = self.pool.get_connection()
        assert isinstance(connection, LogConnection)
        raw = connection.raw
        try:
            raw.execute("BEGIN")
            yield raw
        except sqlite3.Error as error:
            raise translated(error) from error
        finally:
            _undo(raw)
            self.pool.put_connection(connection)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """
        Hold the write lock, taken at once so that no read inside can be stale; commit at the end, undo on any error.

        Raises:
            LockTimeoutError: When another writer does not let go in time.
            ReadOnlyError: When the store was opened for reading.
            StoreError: When the file cannot be written.
        """
        connection = self.pool.get_connection(is_writer=True)
        assert isinstance(connection, LogConnection)
        raw = connection.raw
        try:
            with turn(self._queue, self._patience):
                raw.execute("BEGIN IMMEDIATE")
                yield raw
                raw.commit()
        except sqlite3.Error as error:
            _undo(raw)
            raise translated(error) from error
        except BaseException:
            _undo(raw)
            raise
        finally:
            self.pool.put_connection(connection)


def open_datastore(folder: Path, *, read_only: bool = False, lock_timeout: float = 30) -> LogDatastore:
    """
    The log of a folder, laid out if it is new.

    Args:
        folder: Made if it is not there, unless for reading only.
        read_only: Open without writing anything.
        lock_timeout: Seconds to wait for the lock.

    Raises:
        StoreError: When the folder cannot be made.
        StoreVersionError: When its tables are of another version.
        ReadOnlyError: When it can only be read and there is nothing to read.
    """
    datastore = _read_only(folder) if read_only else _writable(folder, lock_timeout)
    try:
        if not read_only and layout_of(datastore) is None:
            migrate_datastore(datastore)
        check_layout(layout_of(datastore) or 0)
    except BaseException:
        datastore.close()
        raise
    return datastore


def _writable(folder: Path, lock_timeout: float) -> LogDatastore:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(problem="cannot-be-opened", store=str(folder)) from error
    return LogDatastore(folder, f"file:{quote(str(folder / 'log.db'))}", lock_timeout=lock_timeout)


def _read_only(folder: Path) -> LogDatastore:
    return LogDatastore(folder, _reading_address(folder / "log.db"), read_only=True)


def _reading_address(path: Path) -> str:
    """A file in a folder that one may not write can be opened only if no journal has to be made beside it."""
    journal = path.with_name("log.db-wal")
    if not path.exists():
        raise ReadOnlyError(problem="no store", path=str(path))
    left = journal.exists() and journal.stat().st_size > 0
    address = f"file:{quote(str(path))}?mode=ro"
    try:
        with_journal = sqlite3.connect(address, uri=True)
        try:
            with_journal.execute("PRAGMA user_version")
        finally:
            with_journal.close()
    except sqlite3.OperationalError as error:
        if left:
            raise ReadOnlyError(problem="its journal cannot be read", path=str(path)) from error
        return f"{address}&immutable=1"
    return address


def layout_of(datastore: LogDatastore) -> int | None:
    """The version of the tables; None when there are none."""
    ((version,),) = datastore.rows("PRAGMA user_version")
    if version or datastore.rows("SELECT 1 FROM sqlite_schema WHERE name='log'"):
        return int(version)
    return None


def migrate_datastore(datastore: LogDatastore) -> None:
    """Bring the tables to the version of this release, in one transaction; what is newer is left alone."""
    with datastore.writing() as raw:
        ((version,),) = raw.execute("PRAGMA user_version")
        for step in STEPS[version:]:
            for statement in step:
                raw.execute(statement)
        if version < LAYOUT:
            raw.execute(f"PRAGMA user_version={LAYOUT}")


def migrate_folder(folder: Path, *, lock_timeout: float = 30) -> None:
    """
    Bring the store in a folder to the version of this release.

    Raises:
        StoreVersionError: When a newer release laid it out.
    """
    datastore = _writable(folder, lock_timeout)
    try:
        migrate_datastore(datastore)
        check_layout(layout_of(datastore) or 0)
    finally:
        datastore.close()
