"""A view as the documentation of eventsourcing shows it: rows and tracking in one transaction an event."""

from typing import Any

from eventsourcing.persistence import Tracking
from eventsourcing.postgres import PostgresTrackingRecorder
from eventsourcing.sqlite import SQLiteTrackingRecorder
from psycopg.sql import SQL

TABLE = "CREATE TABLE IF NOT EXISTS on_time (id TEXT PRIMARY KEY, due TEXT, submitted TEXT, done INTEGER)"
ASSIGNED = "INSERT INTO on_time VALUES (?,?,NULL,0)"
SUBMITTED = "UPDATE on_time SET submitted=? WHERE id=?"
COMPLETED = "UPDATE on_time SET done=1 WHERE id=?"
COUNT = "SELECT count(*) AS n FROM on_time WHERE done=1 AND due IS NOT NULL AND submitted IS NOT NULL"


def change(event: Any) -> tuple[str, tuple[object, ...]] | None:
    """The statement that an event means for the view; None when it means nothing."""
    task = str(event.originator_id)
    match type(event).__name__:
        case "Assigned":
            return ASSIGNED, (task, event.due.isoformat())
        case "Submitted":
            return SUBMITTED, (event.timestamp.isoformat(), task)
        case "Completed":
            return COMPLETED, (task,)
        case _:
            return None


class OnTimeTable(SQLiteTrackingRecorder):
    """The view on SQLite."""

    def construct_create_table_statements(self) -> list[str]:
        """The table of the view."""
        return [*super().construct_create_table_statements(), TABLE]

    def follow(self, event: Any, tracking: Tracking) -> None:
        """Take one event."""
        with self.datastore.transaction(commit=True) as cursor:
            self._insert_tracking(cursor, tracking)
            if (changed := change(event)) is not None:
                cursor.execute(*changed)

    def count(self) -> int:
        """How many tasks are known to be completed."""
        with self.datastore.transaction(commit=False) as cursor:
            cursor.execute(COUNT)
            return int(cursor.fetchone()[0])


class OnTimeServerTable(PostgresTrackingRecorder):
    """The view on PostgreSQL."""

    def __init__(self, datastore: Any, **names: Any) -> None:
        super().__init__(datastore, **names)
        self.sql_create_statements.append(SQL(TABLE).format())

    def follow(self, event: Any, tracking: Tracking) -> None:
        """Take one event."""
        with self.datastore.transaction(commit=True) as cursor:
            self._insert_tracking(cursor, tracking)
            if (changed := change(event)) is not None:
                cursor.execute(changed[0].replace("?", "%s"), changed[1], prepare=True)

    def count(self) -> int:
        """How many tasks are known to be completed."""
        with self.datastore.transaction(commit=False) as cursor:
            cursor.execute(COUNT)
            found = cursor.fetchone()
            return 0 if found is None else int(found["n"])
