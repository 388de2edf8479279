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


def writer(store: Path, place: Path, rows: Rows) -> Callable[[], object]:
    """Write them into tables like ours with bare sqlite3, one transaction a command."""
    connection = connect(place)
    for statement in _tables(store):
        connection.execute(statement)
    marks = ",".join("?" * len(rows[0][0]))
    insert, insert_command = f"INSERT INTO log VALUES ({marks})", "INSERT INTO command VALUES (?,?,?,?,?)"

    def write() -> None:
        for event, keys, command in rows:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(insert_command, command)
            connection.execute(insert, event)
            connection.executemany("INSERT INTO event_key VALUES (?,?)", keys)
            connection.execute("COMMIT")
        connection.close()

    return write


def _tables(store: Path) -> list[str]:
    with connect(store / "log.db") as log:
        found = log.execute(
            "SELECT sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
    log.close()
    return [sql for (sql,) in found]


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
