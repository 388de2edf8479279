"""The limit on SQLite: the rows that our writer writes and the columns that our reader selects, with bare sqlite3."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

Rows = list[tuple[tuple[object, ...], list[tuple[object, ...]], tuple[object, ...]]]
"""For each command its event, its keys, and its own row."""


def connect(path: Path) -> sqlite3.Connection:
    """A bare connection with the durability of ours."""
    connection = sqlite3.connect(path, isolation_level=None, cached_statements=128)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    return connection


def size(store: Path) -> int:
    """The bytes of the log on disk, once its journal is written back."""
    with connect(store / "log.db") as log:
        log.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    log.close()
    return (store / "log.db").stat().st_size


def rows_written(store: Path, after: int) -> Rows:
    """What our writer wrote after a position, command by command."""
    with connect(store / "log.db") as log:
        events = log.execute("SELECT * FROM log WHERE position > ? ORDER BY position", (after,)).fetchall()
        keys: dict[int, list[tuple[object, ...]]] = {}
        for key, position in log.execute("SELECT key, position FROM event_key WHERE position > ?", (after,)):
            keys.setdefault(position, []).append((key, position))
        commands = {each[2]: each for each in log.execute("SELECT * FROM command WHERE first > ?", (after,))}
    log.close()
    return [(event, keys.get(event[0], []), commands[event[0]]) for event in events]


class Writer:
    """
    Writes such rows into tables like ours with bare sqlite3, one transaction a command.

    Args:
        store: Whose tables they are like.
        place: The file; it stays open, so that its journal is used again as ours is.
    """

    def __init__(self, store: Path, place: Path) -> None:
        self._connection = connect(place)
        with connect(store / "log.db") as log:
            found = log.execute(
                "SELECT sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            ).fetchall()
        log.close()
        for (statement,) in found:
            self._connection.execute(statement)

    def write(self, rows: Rows) -> None:
        """Write the rows of so many commands."""
        execute, many = self._connection.execute, self._connection.executemany
        for event, keys, command in rows:
            execute("BEGIN IMMEDIATE")
            execute("INSERT INTO command VALUES (?,?,?,?,?)", command)
            execute("INSERT INTO log VALUES (?,?,?,?,?,?,?,?)", event)
            many("INSERT INTO event_key VALUES (?,?)", keys)
            execute("COMMIT")

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def reader(store: Path, statement: str) -> Callable[[], int]:
    """Read what our reader selects, and do nothing with it."""

    def read() -> int:
        connection = connect(store / "log.db")
        cursor = connection.execute(statement)
        count = 0
        while page := cursor.fetchmany(1_000):
            count += len(page)
        connection.close()
        return count

    return read
