"""Progress of reactions in an SQLite file beside the log, which may be thrown away."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import Any

from civicflow.storage.progress import TABLES, Run, SqlProgress
from civicflow.storage.recorders import present
from civicflow.storage.sqlite import translated
from civicflow.storage.view_tables import PATIENCE

PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=NORMAL",  # what is lost here is found again in the log
    "PRAGMA trusted_schema=OFF",
)


class SQLiteProgress(SqlProgress):
    """
    Progress in ``progress.db``; a file of its own, so that views that are built do not keep reactions waiting.

    Args:
        path: The file, made when it is first needed.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._raw: sqlite3.Connection | None = None
        self._using = Lock()

    @contextmanager
    def transaction(self) -> Iterator[Run]:
        """One transaction for the length of a block; a connection that fails is made anew the next time."""
        with self._using:
            try:
                raw = self._raw = self._raw or self._connect()
                raw.execute("BEGIN IMMEDIATE")

                def run(statement: str, parameters: Sequence[object]) -> list[tuple[Any, ...]]:
                    return raw.execute(statement, parameters).fetchall()

                yield run
                raw.commit()
            except BaseException as error:
                self._hang_up()
                if isinstance(error, sqlite3.Error):
                    raise translated(error) from error
                raise

    def now(self, run: Run) -> int:
        """The machine's time: all workers of a file are on one machine."""
        return present()

    def _connect(self) -> sqlite3.Connection:
        raw = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False, timeout=PATIENCE)
        for statement in (*PRAGMAS, *TABLES):
            raw.execute(statement.format(home="", name="TEXT"))
        return raw

    def _hang_up(self) -> None:
        raw, self._raw = self._raw, None
        if raw is not None:
            with suppress(sqlite3.Error):
                raw.close()

    def close(self) -> None:
        """Close the connection."""
        with self._using:
            self._hang_up()
