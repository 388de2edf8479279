"""Progress of reactions beside the views, in the database of the log; all workers share the clock of the server."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import Lock
from typing import Any

import psycopg

from civicflow.storage.postgresql import CONNECT_TIMEOUT, translated
from civicflow.storage.progress import TABLES, Run, SqlProgress
from civicflow.storage.view_tables import PATIENCE
from civicflow.storage.view_tables_postgresql import SCHEMA, marked

BEGIN = f"""
BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;
SET LOCAL synchronous_commit TO OFF;
SET LOCAL lock_timeout = '{PATIENCE * 1000:.0f}ms'
"""
"""What is lost here is found again in the log."""

NOW = "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint"
FOUND = "SELECT to_regclass(%s)"
INSTALL = "SELECT pg_advisory_xact_lock(hashtext(%s))"

Connection = psycopg.Connection[tuple[Any, ...]]


class PostgreSQLProgress(SqlProgress):
    """
    Progress in the schema of the views.

    Args:
        address: ``postgresql://…``
    """

    home = f'"{SCHEMA}".'

    def __init__(self, address: str) -> None:
        self._address = address
        self._connection: Connection | None = None
        self._using = Lock()

    @contextmanager
    def transaction(self) -> Iterator[Run]:
        """One transaction for the length of a block; a connection that fails is made anew the next time."""
        with self._using:
            try:
                connection = self._connection = self._connection or self._connect()
                connection.execute(marked(BEGIN))

                def run(statement: str, parameters: Sequence[object]) -> list[tuple[Any, ...]]:
                    cursor = connection.execute(marked(statement), parameters)
                    return cursor.fetchall() if cursor.description else []

                yield run
                connection.execute("COMMIT")
            except BaseException as error:
                lost = self._connection is None or self._connection.closed
                self._hang_up()
                if isinstance(error, psycopg.Error):
                    raise translated(error, lost=bool(lost)) from error
                raise

    def now(self, run: Run) -> int:
        """The server's time."""
        ((now,),) = run(NOW, ())
        return int(now)

    def _connect(self) -> Connection:
        connection = psycopg.connect(
            self._address,
            autocommit=True,
            connect_timeout=CONNECT_TIMEOUT,
            options="",
            application_name="civicflow reactions",
        )
        if connection.execute(FOUND, (f"{self.home}engine_note",)).fetchone() == (None,):
            self._install(connection)
        return connection

    def _install(self, connection: Connection) -> None:
        with connection.transaction():
            connection.execute(INSTALL, (SCHEMA,))
            connection.execute(marked(f'CREATE SCHEMA IF NOT EXISTS "{SCHEMA}"'))
            for statement in TABLES:
                connection.execute(marked(statement.format(home=self.home, name="text")))

    def _hang_up(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(psycopg.Error):
                connection.close()

    def close(self) -> None:
        """Close the connection."""
        with self._using:
            self._hang_up()
