"""Tables of views in a schema of their own, in the database of the log."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from typing import Any, LiteralString

import psycopg
from psycopg import errors

from civicflow.storage.columns import Raw, Table
from civicflow.storage.forms import POSTGRESQL_FORMS
from civicflow.storage.postgresql import translated
from civicflow.storage.public_sql import POSTGRESQL, selected
from civicflow.storage.public_views import PublicView
from civicflow.storage.view_sql import GENERATIONS, SqlPage, SqlPen
from civicflow.storage.view_tables import PATIENCE, Generation

SCHEMA = "civicflow_views"
PAGE = 5_000

Connection = psycopg.Connection[tuple[Any, ...]]

COLUMNS = "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0 ORDER BY attnum"
"""The columns that an SQL view has by now; of one that is not there none."""

READ = """
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
SET LOCAL enable_bitmapscan TO OFF
"""
"""No bitmaps: of a table it has not looked at yet, a server believes that a page is sooner gathered and sorted than read."""
WRITE = """
BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;
SET LOCAL synchronous_commit TO OFF;
SET LOCAL lock_timeout = '{patience:.0f}ms';
LOCK TABLE {home}view_generation IN SHARE ROW EXCLUSIVE MODE
"""
"""Read committed: what is read after the lock was taken is the newest. Rows and position are lost together (ADR 0008)."""


class PostgreSQLPage(SqlPage):
    """
    The tables of a schema inside a transaction.

    Args:
        connection: Inside its transaction.
        schema: The schema of the tables.
    """

    among = "= ANY(?)"

    def __init__(self, connection: Connection, schema: str) -> None:
        super().__init__()
        self._connection = connection
        self.home = f'"{schema}".'

    def run(self, statement: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """What a statement gives, all at once."""
        cursor = self._connection.execute(marked(statement), parameters)
        return cursor.fetchall() if cursor.description else []

    def stream(self, statement: str) -> Iterator[Raw]:
        """What a statement gives, a few rows at a time."""
        cursor = self._connection.cursor(f"stream_{len(self.streams)}")
        cursor.itersize = PAGE
        self.streams.append(cursor)
        return iter(cursor.execute(marked(statement), binary=True))

    def hold(self, generation: Generation) -> bool:
        """Keep the table of a generation until the block ends: it may go as long as nobody has touched it."""
        try:
            self.run(f"SELECT FROM {self._place(generation)} LIMIT 0")
        except errors.UndefinedTable:
            return False
        return True


class PostgreSQLPen(PostgreSQLPage, SqlPen):
    """The tables of a schema while their write lock is held."""

    dialect = POSTGRESQL
    ordered = 'COLLATE "C" '
    along = " CASCADE"

    def insert(self, into: str, table: Table[Any], rows: Sequence[Raw], otherwise: str) -> None:
        """Add rows in one go, column by column as arrays, with a clause for those that are there."""
        arrays = ", ".join(f"%b::{column.form.sql}[]" for column in table.columns)
        columns = [list(values) for values in zip(*rows, strict=True)]
        self.run(f"{into} SELECT * FROM unnest({arrays}) {otherwise}", columns)

    def listed(self, subjects: Collection[str]) -> object:
        """Several subjects as one parameter."""
        return list(subjects)

    def show(self, view: PublicView, generation: Generation) -> None:
        """Replace an SQL view as it is where it only gains columns, so that what was granted on it stays."""
        name = f'{self.home}"{view.name}"'
        standing = [column for (column,) in self.run(COLUMNS, (name,))]
        statement = selected(view, self._place(generation), self.dialect, standing)
        try:
            with self.attempt():
                self.run(f"CREATE OR REPLACE VIEW {name} AS {statement}")
        except errors.InvalidTableDefinition:
            super().show(view, generation)


class PostgreSQLTables:
    """
    The tables of views on a server.

    Args:
        address: ``postgresql://…``
        schema: The schema of the tables, made at the first question if it is not there.
        patience: Seconds to wait for another writer.
    """

    forms = POSTGRESQL_FORMS

    def __init__(self, address: str, *, schema: str = SCHEMA, patience: float = PATIENCE) -> None:
        self._address = address
        self._schema = schema
        self._write = WRITE.format(patience=patience * 1000, home=f'"{schema}".')
        self._idle: list[Connection] = []

    @contextmanager
    def reading(self) -> Iterator[PostgreSQLPage]:
        """Read the tables as they stand now, for the length of a block."""
        with (
            self._transaction(READ) as connection,
            closing(PostgreSQLPage(connection, self._schema)) as page,
        ):
            yield page

    @contextmanager
    def writing(self) -> Iterator[PostgreSQLPen]:
        """
        Hold the write lock for the length of a block.

        Raises:
            LockTimeoutError: When another writer does not let go in a little while.
        """
        with self._transaction(self._write) as connection:
            yield PostgreSQLPen(connection, self._schema)

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[Connection]:
        connection = None
        try:
            connection = self._connection(begin)
            yield connection
            connection.execute("COMMIT")
        except psycopg.Error as error:
            raise translated(error) from error
        finally:
            self._put_back(connection)

    def _connection(self, begin: str) -> Connection:
        """A connection in its transaction; one that the server has closed meanwhile is left."""
        while True:
            try:
                connection, fresh = self._idle.pop(), False
            except IndexError:
                connection, fresh = self._connect(), True
            try:
                connection.execute(marked(begin))
            except psycopg.Error:
                self._put_back(connection)
                if fresh or not connection.closed:
                    raise
            else:
                return connection

    def _connect(self) -> Connection:
        connection = psycopg.connect(
            self._address, autocommit=True, options="", application_name="civicflow views"
        )
        connection.execute("SET TIME ZONE 'UTC'")
        found = connection.execute(
            "SELECT to_regclass(%s)", (f'"{self._schema}".view_generation',)
        ).fetchone()
        if found == (None,):
            with connection.transaction():
                connection.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", (self._schema,))
                connection.execute(marked(f'CREATE SCHEMA IF NOT EXISTS "{self._schema}"'))
                connection.execute(marked(GENERATIONS.format(home=f'"{self._schema}".', name="text")))
        return connection

    def _put_back(self, connection: Connection | None) -> None:
        if connection is None or connection.closed:
            return
        with suppress(psycopg.Error):
            if connection.info.transaction_status != psycopg.pq.TransactionStatus.IDLE:
                connection.execute("ROLLBACK")
            self._idle.append(connection)
            return
        connection.close()

    def close(self) -> None:
        """Close the connections."""
        with suppress(IndexError):
            while True:
                self._idle.pop().close()


def marked(statement: str) -> LiteralString:
    """A statement with the marks of psycopg for its parameters."""
    return statement.replace("?", "%s")
