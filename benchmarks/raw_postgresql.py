"""The limit on PostgreSQL: the rows that our writer writes and the columns that our reader selects, with bare psycopg."""

from collections.abc import Callable

import psycopg
from psycopg.conninfo import conninfo_to_dict

SCHEMA = "civicflow"

Rows = list[tuple[tuple[object, ...], list[str], tuple[object, ...]]]
"""For each command its event, its keys, and its own row."""

INSERT = """
WITH filed AS (INSERT INTO raw.log VALUES (%s,%s,%s,%s,%s,%s,%s,%s)),
     carried AS (INSERT INTO raw.event_key SELECT key, %s FROM unnest(%s::text[]) AS key)
INSERT INTO raw.command VALUES (%s,%s,%s,%s,%s)
"""


def environment(address: str) -> dict[str, str]:
    """What plain eventsourcing needs to find the same server."""
    found = conninfo_to_dict(address)
    return {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": str(found.get("dbname")),
        "POSTGRES_HOST": str(found.get("host")),
        "POSTGRES_PORT": str(found.get("port", 5432)),
        "POSTGRES_USER": str(found.get("user")),
        "POSTGRES_PASSWORD": str(found.get("password", "-")),
    }


def rows_written(address: str, after: int) -> Rows:
    """What our writer wrote after a position, command by command."""
    with psycopg.connect(address) as connection:
        connection.execute(f"SET search_path TO {SCHEMA}")
        events = connection.execute(
            "SELECT * FROM log WHERE position > %s ORDER BY position", (after,)
        ).fetchall()
        keys: dict[int, list[str]] = {}
        for key, position in connection.execute(
            "SELECT key, position FROM event_key WHERE position > %s", (after,)
        ):
            keys.setdefault(position, []).append(key)
        commands = {
            row[2]: row for row in connection.execute("SELECT * FROM command WHERE first > %s", (after,))
        }
    return [(event, keys.get(event[0], []), commands[event[0]]) for event in events]


def writer(address: str, rows: Rows) -> Callable[[], object]:
    """Write them with bare psycopg, one statement and one transaction a command."""
    connection = psycopg.connect(address, autocommit=True)
    connection.execute("DROP SCHEMA IF EXISTS raw CASCADE")
    connection.execute("CREATE SCHEMA raw")
    for table in ("log", "event_key", "command"):
        connection.execute(f"CREATE TABLE raw.{table} (LIKE {SCHEMA}.{table} INCLUDING INDEXES)")

    def write() -> None:
        for event, keys, command in rows:
            connection.execute(INSERT, (*event, event[0], keys, *command), prepare=True)
        connection.close()

    return write


def reader(address: str, statement: str) -> Callable[[], int]:
    """Read what our reader selects, and do nothing with it."""

    def read() -> int:
        with psycopg.connect(address) as connection, connection.cursor("raw", binary=True) as cursor:
            connection.execute(f"SET search_path TO {SCHEMA}")
            cursor.itersize = 10_000
            cursor.execute(statement)
            return sum(1 for _ in cursor)

    return read
