"""A store in a folder as an original to copy, and as a blank to fill."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from civicflow.errors import LockTimeoutError
from civicflow.storage.parts import Blank, Part, Row
from civicflow.storage.people import people_in_file
from civicflow.storage.sqlite import open_datastore, translated

FILES = ("main", "directory")
PRAGMAS = (
    "PRAGMA synchronous=FULL",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cache_size=-65536",  # 64 MB: streams come in no order, and their index is built from it
)
MADE_FROM_THE_LOG = (
    "views.db",
    "views.db-wal",
    "views.db-shm",
    "progress.db",
    "progress.db-wal",
    "progress.db-shm",
)


class SQLiteOriginal:
    """
    The log of a folder at one moment.

    Args:
        raw: A connection inside a transaction.
    """

    def __init__(self, raw: sqlite3.Connection) -> None:
        self._raw = raw

    def rows(self, part: Part) -> Iterator[Row]:
        """All rows of a part of the log in their order."""
        return self._raw.execute(part.select)


class SQLiteBlank(Blank):
    """
    The empty store of a folder.

    Args:
        raw: A connection inside a transaction, with the directory of people attached.
    """

    def __init__(self, raw: sqlite3.Connection) -> None:
        self._raw = raw

    def take(self, part: Part, rows: Iterable[Row]) -> None:
        """Fill a part."""
        marks = ",".join("?" * len(part.columns))
        self._raw.executemany(f"INSERT INTO {part.table} VALUES ({marks})", rows)

    def _first(self, statement: str) -> Row | None:
        found: Row | None = self._raw.execute(statement).fetchone()
        return found


@contextmanager
def blank_folder(folder: Path, *, lock_timeout: float) -> Iterator[SQLiteBlank]:
    """
    The store of a folder, empty, to be filled within the block; on an error, or when the process ends, it is as before.

    Log and people are two files, which SQLite commits together only when neither has a write-ahead log: while it is
    filled the log has none, and nobody else can have it open.

    Args:
        folder: Made if it is not there.
        lock_timeout: Seconds to wait for others.

    Raises:
        StoreNotEmptyError: When it holds something.
        LockTimeoutError: When another process has it open.
    """
    open_datastore(folder, lock_timeout=lock_timeout).close()
    people_in_file(folder / "people.db").close()
    with closing(sqlite3.connect(folder / "log.db", isolation_level=None, timeout=lock_timeout)) as raw:
        try:
            _begin(raw, folder)
            blank = SQLiteBlank(raw)
            blank.check_empty()
            for name in MADE_FROM_THE_LOG:
                (folder / name).unlink(missing_ok=True)
            yield blank
            raw.commit()
        except sqlite3.Error as error:
            raise translated(error) from error


def _begin(raw: sqlite3.Connection, folder: Path) -> None:
    raw.execute("ATTACH ? AS directory", (str(folder / "people.db"),))
    for file in FILES:
        raw.execute(f"PRAGMA {file}.journal_mode=DELETE")
    for pragma in PRAGMAS:
        raw.execute(pragma)
    raw.execute("BEGIN EXCLUSIVE")
    if any(raw.execute(f"PRAGMA {file}.journal_mode").fetchone() != ("delete",) for file in FILES):
        raise LockTimeoutError(problem="another process has it open")
