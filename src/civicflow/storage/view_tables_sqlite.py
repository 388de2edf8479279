"""Tables of views in an SQLite file beside the log, which may be thrown away: it is made again from the log."""

import json
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import Any

from civicflow.errors import LockTimeoutError, StoreError
from civicflow.storage.columns import Raw, Table
from civicflow.storage.forms import SQLITE_FORMS
from civicflow.storage.public_sql import SQLITE
from civicflow.storage.view_sql import GENERATIONS, SqlPage, SqlPen
from civicflow.storage.view_tables import PATIENCE, Generation

PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=NORMAL",  # rows and position are lost together, and found again in the log (ADR 0008)
    "PRAGMA trusted_schema=OFF",
    "PRAGMA temp_store=MEMORY",
)


OVER_IT = "SELECT name FROM sqlite_schema WHERE type = 'view' AND instr(sql, ?)"


class SQLitePage(SqlPage):
    """
    The tables of an SQLite file inside a transaction.

    Args:
        raw: The connection.
    """

    among = "IN (SELECT value FROM json_each(?))"

    def __init__(self, raw: sqlite3.Connection) -> None:
        super().__init__()
        self._raw = raw

    def run(self, statement: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """What a statement gives, all at once."""
        return self._raw.execute(statement, parameters).fetchall()

    def stream(self, statement: str) -> Iterator[Raw]:
        """What a statement gives, a few rows at a time."""
        cursor = self._raw.execute(statement)
        self.streams.append(cursor)
        return cursor


class SQLitePen(SQLitePage, SqlPen):
    """The tables of an SQLite file while its write lock is held."""

    dialect = SQLITE
    kept = " WITHOUT ROWID"

    def insert(self, into: str, table: Table[Any], rows: Sequence[Raw], otherwise: str) -> None:
        """Add rows in one go, with a clause for those that are there."""
        marks = ",".join("?" * len(table.columns))
        self._raw.executemany(f"{into} VALUES ({marks}) {otherwise}", rows)

    def listed(self, subjects: Collection[str]) -> object:
        """Several subjects as one parameter."""
        return json.dumps(list(subjects))

    def drop(self, generation: Generation) -> None:
        """Take away a generation, and the SQL views of fields that its view no longer has."""
        for (name,) in self.run(OVER_IT, (f' FROM "{generation.table}" AS t',)):
            self.run(f'DROP VIEW "{name}"')
        super().drop(generation)


class SQLiteTables:
    """
    The tables of views in ``views.db``.

    Args:
        path: The file, made at the first question.
        patience: Seconds to wait for another writer.
    """

    forms = SQLITE_FORMS

    def __init__(self, path: Path, *, patience: float = PATIENCE) -> None:
        self._path = path
        self._patience = patience
        self._writing = Lock()
        self._idle: list[sqlite3.Connection] = []

    @contextmanager
    def reading(self) -> Iterator[SQLitePage]:
        """Read the tables as they stand now, for the length of a block."""
        with self._transaction("BEGIN") as raw, closing(SQLitePage(raw)) as page:
            yield page

    @contextmanager
    def writing(self) -> Iterator[SQLitePen]:
        """
        Hold the write lock for the length of a block.

        Raises:
            LockTimeoutError: When another writer does not let go in a little while.
        """
        if not self._writing.acquire(timeout=self._patience):
            raise LockTimeoutError(problem="another thread is bringing the views up to date")
        try:
            with self._transaction("BEGIN IMMEDIATE") as raw:
                yield SQLitePen(raw)
        finally:
            self._writing.release()

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[sqlite3.Connection]:
        raw = None
        try:
            raw = self._connection()
            raw.execute(begin)
            yield raw
            raw.commit()
        except sqlite3.Error as error:
            kind = LockTimeoutError if _busy(error) else StoreError
            raise kind(problem=f"views: {error}") from error
        finally:
            self._put_back(raw)

    def _connection(self) -> sqlite3.Connection:
        with suppress(IndexError):
            return self._idle.pop()
        raw = sqlite3.connect(
            self._path,
            isolation_level=None,
            check_same_thread=False,
            timeout=self._patience,
            cached_statements=128,
        )
        for pragma in PRAGMAS:
            raw.execute(pragma)
        raw.execute(GENERATIONS.format(home="", name="TEXT"))
        return raw

    def _put_back(self, raw: sqlite3.Connection | None) -> None:
        if raw is None:
            return
        try:
            if raw.in_transaction:
                raw.rollback()
            self._idle.append(raw)
        except sqlite3.Error:
            raw.close()

    def close(self) -> None:
        """Close the connections."""
        with suppress(IndexError):
            while True:
                self._idle.pop().close()


def _busy(error: sqlite3.Error) -> bool:
    return getattr(error, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))
