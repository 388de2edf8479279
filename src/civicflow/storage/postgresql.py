"""The server of the log on PostgreSQL: its connections, what they insist on, and its tables."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from time import sleep
from typing import Any, TypeVar

import psycopg
from eventsourcing.postgres import PostgresDatastore
from psycopg import errors, generators
from psycopg.pq import ExecStatus, TransactionStatus
from psycopg.pq.abc import PGresult

from civicflow.errors import (
    ConnectionLostError,
    LockTimeoutError,
    ReadOnlyError,
    StoreError,
    UnsafeServerError,
)
from civicflow.storage.layout import LAYOUT, check_layout
from civicflow.storage.postgresql_layout import FILING, LOCK, SCHEMA, STEPS

Rows = list[tuple[Any, ...]]
A = TypeVar("A")

PAUSES = (0.0, 0.1, 0.5, 2.0)
"""Seconds to wait before each new try when a connection was lost."""

CONNECT_TIMEOUT = 10
INSTALLING = LOCK + 1

SETTINGS = """
SELECT set_config('search_path', %s, false), set_config('lock_timeout', %s, false),
    set_config('default_transaction_isolation', 'read committed', false),
    set_config('default_transaction_read_only', %s, false)
"""
CALL = f"SELECT * FROM file({', '.join(f'${place}' for place in range(1, len(FILING) + 1))})".encode()
FORMATS = [int(kind == "bytea") for kind in FILING]
"""Bytes travel as they are, all else as text."""

DURABILITY = ("fsync", "full_page_writes", "synchronous_commit")
DURABLE = "SELECT current_setting('fsync'), current_setting('full_page_writes'), current_setting('synchronous_commit')"


class Connection(psycopg.Connection[tuple[Any, ...]]):
    """A connection that files a command by the shortest way: libpq's own, a fifth of what a cursor takes."""

    _is_told = False

    def file(self, values: Sequence[object]) -> Sequence[Any]:
        """
        Call the server function outside a transaction; what it says, as text.

        Args:
            values: What it is given, in the order of ``FILING``.

        Raises:
            psycopg.Error: When the server refuses, or the connection is lost.
        """
        if not self._is_told:
            self._tell()
        sent = [value if isinstance(value, bytes) else str(value).encode() for value in values]
        try:
            return self._called(sent)
        except (
            errors.InvalidSqlStatementName
        ):  # after a rollback psycopg lets the server forget all statements
            self._tell()
            return self._called(sent)

    def _tell(self) -> None:
        self.pgconn.send_prepare(b"file", CALL)
        self._answer()
        self._is_told = True

    def _called(self, sent: Sequence[bytes]) -> Sequence[Any]:
        self.pgconn.send_query_prepared(b"file", sent, FORMATS)
        answer = self._answer()
        found = (answer.get_value(0, column) for column in range(answer.nfields))
        return [None if value is None else value.decode() for value in found]

    def _answer(self) -> PGresult:
        answers: list[PGresult] = self.wait(generators.execute(self.pgconn))
        (answer,) = answers
        if answer.status not in {ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK}:
            raise errors.error_from_result(answer)
        return answer


def translated(error: psycopg.Error, *, lost: bool = False) -> StoreError:
    """What an error of PostgreSQL means here; its own words may quote a value, so only the first line is kept."""
    problem = error.diag.message_primary or str(error).partition("\n")[0]
    if lost:
        return ConnectionLostError(problem=problem)
    match error:
        case errors.LockNotAvailable():
            return LockTimeoutError(problem=problem)
        case errors.ReadOnlySqlTransaction():
            return ReadOnlyError(problem=problem)
        case _:
            return StoreError(problem=problem)


class LogServer(PostgresDatastore):
    """
    The database of the log and its connections.

    Args:
        address: ``postgresql://user@host/database``; what it leaves out, such as a password, libpq finds as usual.
        lock_timeout: Seconds to wait for the lock.
        read_only: Refuse to write.
    """

    def __init__(self, address: str, *, lock_timeout: float = 30, read_only: bool = False) -> None:
        super().__init__("", "", "", "", "", originator_id_type="text", schema=SCHEMA)
        self.address = address
        self.read_only = read_only
        self._settings = (SCHEMA, f"{lock_timeout * 1000:.0f}ms", "on" if read_only else "off")
        self._idle: deque[Connection] = deque()
        self._closed = False

    def register_type_adapters(self) -> None:
        """We send no types of our own."""

    def connect(self) -> Connection:
        """
        A new connection.

        Raises:
            ConnectionLostError: When the server cannot be reached.
            UnsafeServerError: When it may lose what it acknowledges.
        """
        try:
            connection = Connection.connect(
                self.address,
                autocommit=True,
                connect_timeout=CONNECT_TIMEOUT,
                options="",
                application_name="civicflow",
            )
            connection.execute(SETTINGS, self._settings)
            found = connection.execute(DURABLE).fetchone() or ()
        except psycopg.Error as error:
            raise translated(error, lost=True) from error
        weak = {
            name: value
            for name, value in zip(DURABILITY, found, strict=True)
            if value not in {"on", "remote_apply"}
        }
        if weak and not self.read_only:
            connection.close()
            raise UnsafeServerError(**weak)
        return connection

    def check_writable(self) -> None:
        """
        Refuse to write where only reading was asked for.

        Raises:
            ReadOnlyError: When the store was opened for reading.
        """
        if self.read_only:
            raise ReadOnlyError(problem="opened for reading")

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """
        A connection of the pool, given back at the end unless it is broken.

        Raises:
            ConnectionLostError: When it is lost on the way.
            StoreError: When the server refuses a statement.
        """
        connection = self._take()
        try:
            yield connection
        except psycopg.Error as error:
            raise translated(error, lost=connection.closed) from error
        finally:
            self._put(connection)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one moment for the length of a block, whatever is written meanwhile."""
        with self.connection() as connection:
            connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield connection
            connection.rollback()

    @contextmanager
    def get_connection(self) -> Iterator[Any]:
        """A connection as the library asks for one."""
        with self.connection() as connection:
            yield connection

    def rows(self, statement: str, parameters: Sequence[object] = ()) -> Rows:
        """All rows that a statement gives; as ``ask``."""

        def fetched(connection: Connection) -> Rows:
            return connection.execute(statement, parameters, prepare=True, binary=True).fetchall()

        return self.ask(fetched)

    def ask(self, question: Callable[[Connection], A]) -> A:
        """
        What a connection answers; it is asked again when the connection was lost, so the question must bear that.

        Raises:
            ConnectionLostError: When the server does not come back.
            StoreError: When it refuses.
        """
        for pause in PAUSES[1:]:
            try:
                return self._ask(question)
            except ConnectionLostError:
                sleep(pause)
        return self._ask(question)

    def _ask(self, question: Callable[[Connection], A]) -> A:
        connection = self._take()
        try:
            return question(connection)
        except psycopg.Error as error:
            if connection.closed:
                self._drop_idle()
            raise translated(error, lost=connection.closed) from error
        finally:
            self._put(connection)

    def _take(self) -> Connection:
        if self._closed:
            raise StoreError(problem="the store is closed")
        with suppress(IndexError):
            return self._idle.pop()
        return self.connect()

    def _put(self, connection: Connection) -> None:
        if self._closed or connection.pgconn.transaction_status != TransactionStatus.IDLE:
            connection.close()
        elif not connection.closed:
            self._idle.append(connection)

    def _drop_idle(self) -> None:
        """Where one connection was lost, the others that lay idle are not to be trusted."""
        with suppress(IndexError):
            while True:
                self._idle.pop().close()

    def close(self) -> None:
        """Close the connections."""
        self._closed = True
        self._drop_idle()


def open_server(address: str, *, read_only: bool = False, lock_timeout: float = 30) -> LogServer:
    """
    The log of a database, laid out if it is new.

    Args:
        address: Of the database.
        read_only: Open without writing anything.
        lock_timeout: Seconds to wait for the lock.

    Raises:
        ConnectionLostError: When the server cannot be reached.
        UnsafeServerError: When it may lose what it acknowledges.
        StoreVersionError: When its tables are of another version.
        ReadOnlyError: When it can only be read and there is nothing to read.
    """
    server = LogServer(address, read_only=read_only, lock_timeout=lock_timeout)
    try:
        if layout_of(server) is None:
            server.check_writable()
            migrate_server(server)
        check_layout(layout_of(server) or 0)
    except BaseException:
        server.close()
        raise
    return server


def layout_of(server: LogServer) -> int | None:
    """The version of the tables; None when there are none."""
    with server.connection() as connection:
        return _layout(connection)


def _layout(connection: Connection) -> int | None:
    if connection.execute("SELECT to_regclass(%s)", (f"{SCHEMA}.layout",)).fetchone() == (None,):
        return None
    found = connection.execute("SELECT max(version) FROM layout").fetchone()
    assert found is not None
    return found[0] or 0


def migrate_server(server: LogServer) -> None:
    """Bring the tables to the version of this release, in one transaction; what is newer is left alone."""
    with server.connection() as connection, connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (INSTALLING,))
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}".encode())
        version = _layout(connection) or 0
        for step in STEPS[version:]:
            for statements in step:
                connection.execute(statements.encode())
        if version < LAYOUT:
            connection.execute("DELETE FROM layout")
            connection.execute("INSERT INTO layout VALUES (%s)", (LAYOUT,))


def migrate_database(address: str, *, lock_timeout: float = 30) -> None:
    """
    Bring the store in a database to the version of this release.

    Raises:
        StoreVersionError: When a newer release laid it out.
    """
    server = LogServer(address, lock_timeout=lock_timeout)
    try:
        migrate_server(server)
        check_layout(layout_of(server) or 0)
    finally:
        server.close()
