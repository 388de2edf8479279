"""A store on a server as an original to copy, and as a blank to fill."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from psycopg.sql import SQL, Identifier

from civicflow.storage.parts import COMMANDS, EVENTS, KEYS, PARTS, PEOPLE, Blank, Part, Row
from civicflow.storage.postgresql import Connection, open_server
from civicflow.storage.postgresql_layout import CHANNEL, LOCK
from civicflow.storage.view_tables_postgresql import SCHEMA as VIEWS

PAGE = 2_000

KINDS = {
    EVENTS.name: ("int8", "text", "int8", "text", "int8", "int8", "bytea", "bytea"),
    KEYS.name: ("text", "int8"),
    COMMANDS.name: ("text", "bytea", "int8", "int8", "int8"),
    PEOPLE.name: ("text", "text", "text"),
}
"""The types of the columns of each part."""

BEGIN = f"""
SELECT pg_advisory_xact_lock({LOCK});
LOCK TABLE {", ".join(part.table for part in PARTS)} IN SHARE ROW EXCLUSIVE MODE
"""
"""The lock of the writers first, as they take it; then the tables, for whoever enters people."""

GENERATIONS = f"{VIEWS}.view_generation"
PROGRESS = (f"{VIEWS}.reaction_hold", f"{VIEWS}.reaction", f"{VIEWS}.engine_note")


class PostgreSQLOriginal:
    """
    The log of a server at one moment.

    Args:
        connection: Inside a transaction that sees one moment.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rows(self, part: Part) -> Iterator[Row]:
        """All rows of a part of the log in their order."""
        with self._connection.cursor(f"original_{part.name}") as cursor:
            cursor.itersize = PAGE
            yield from cursor.execute(part.select.encode(), binary=True)


class PostgreSQLBlank(Blank):
    """
    The empty store of a server.

    Args:
        connection: Inside a transaction that holds the locks of all writers.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def take(self, part: Part, rows: Iterable[Row]) -> None:
        """Fill a part."""
        filling = f"COPY {part.table} FROM STDIN (FORMAT BINARY)".encode()
        with self._connection.cursor() as cursor, cursor.copy(filling) as copy:
            copy.set_types(KINDS[part.name])
            for row in rows:
                copy.write_row(row)

    def _first(self, statement: str) -> Row | None:
        return self._connection.execute(statement.encode()).fetchone()

    def forget_views(self) -> None:
        """Let every view begin again: what its rows were folded from is no longer there; what was granted on it stays."""
        if self._connection.execute("SELECT to_regclass(%s)", (GENERATIONS,)).fetchone() == (None,):
            return
        self._connection.execute(f"LOCK TABLE {GENERATIONS} IN SHARE ROW EXCLUSIVE MODE".encode())
        for view, number in self._connection.execute(
            f'SELECT "view", number FROM {GENERATIONS}'.encode()
        ).fetchall():
            table = Identifier(VIEWS, f"{view}__g{number}")
            self._connection.execute(SQL("DELETE FROM {}").format(table))
        self._connection.execute(f"UPDATE {GENERATIONS} SET position = 0, error = NULL".encode())

    def forget_progress(self) -> None:
        """Let every reaction begin again."""
        for name in PROGRESS:
            if self._connection.execute("SELECT to_regclass(%s)", (name,)).fetchone() != (None,):
                self._connection.execute(f"DELETE FROM {name}".encode())

    def tell(self) -> None:
        """Wake those who wait for the first event."""
        self._connection.execute(
            f"SELECT pg_notify('{CHANNEL}', max(position)::text) FROM log HAVING count(*) > 0".encode()
        )


@contextmanager
def blank_server(address: str, *, lock_timeout: float) -> Iterator[PostgreSQLBlank]:
    """
    The store of a server, empty, to be filled within the block in one transaction.

    Args:
        address: Of the database.
        lock_timeout: Seconds to wait for others.

    Raises:
        StoreNotEmptyError: When it holds something.
        LockTimeoutError: When another writer does not let go.
        ConnectionLostError: When the server is lost; unless the commit had come through, nothing is there.
    """
    server = open_server(address, lock_timeout=lock_timeout)
    try:
        with server.connection() as connection, connection.transaction():
            connection.execute(BEGIN.encode())
            blank = PostgreSQLBlank(connection)
            blank.check_empty()
            blank.forget_views()
            blank.forget_progress()
            yield blank
            blank.tell()
    finally:
        server.close()
