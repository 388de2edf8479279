"""The log on PostgreSQL as ``eventsourcing`` reads, writes and follows it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from eventsourcing.persistence import (
    ApplicationRecorder,
    IntegrityError,
    Notification,
    StoredEvent,
    Subscription,
)
from eventsourcing.postgres import PostgresApplicationRecorder
from psycopg import errors

from civicflow.storage import recorders
from civicflow.storage.codec import EventCodec
from civicflow.storage.following import Following
from civicflow.storage.listening import Listener
from civicflow.storage.log_reading import LAST
from civicflow.storage.postgresql import Connection, LogServer
from civicflow.storage.postgresql_layout import CHANNEL, LOCK
from civicflow.storage.postgresql_log import TAKE_LOCK, marked

TICK = 0.5
"""Seconds after which a listener looks again, in case word of a new event was lost."""

INSERT_EVENTS = (
    "INSERT INTO log SELECT * FROM "
    "unnest(%s::bigint[], %s::text[], %s::bigint[], %s::text[], %s::bigint[], %s::bigint[], %s::bytea[], %s::bytea[])"
)
INSERT_KEYS = "INSERT INTO event_key SELECT * FROM unnest(%s::text[], %s::bigint[])"
TELL = "SELECT pg_notify(%s, %s)"


class PostgreSQLLogRecorder(PostgresApplicationRecorder):
    """
    Our log in the terms of the library.

    Args:
        datastore: The database and its connections.
        codec: To find keys and to refuse what could not be read back.
    """

    datastore: LogServer

    def __init__(self, datastore: LogServer, codec: EventCodec | None = None) -> None:
        super().__init__(datastore, events_table_name="log")
        self._codec = codec

    def create_table(self) -> None:
        """The tables are there: the store laid them out."""

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int]:
        """Add events at the end of the log; their positions."""
        now = recorders.present()
        found = recorders.incoming(stored_events, now, self._codec, **kwargs)
        with self.datastore.connection() as connection, connection.transaction():
            connection.execute(TAKE_LOCK, (LOCK,), prepare=True)
            head, last = connection.execute(LAST, prepare=True).fetchone() or (0, 0)
            rows, keys = found.placed(head + 1, max(now, last))
            if rows:
                _insert(connection, INSERT_EVENTS, rows)
                _insert(connection, INSERT_KEYS, keys)
                connection.execute(TELL, (CHANNEL, str(rows[-1][0])), prepare=True)
        return [row[0] for row in rows]

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """The events of a stream."""
        stream = recorders.stream_of_originator(originator_id)
        statement, parameters = recorders.selection(stream, gt=gt, lte=lte, desc=desc, limit=limit)
        rows = self.datastore.rows(marked(statement), parameters)
        return recorders.stored_events_of(rows, self.datastore.originator_id_type)

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        """A part of the whole log."""
        statement, parameters = recorders.notification_selection(
            start, limit, stop, topics, inclusive_of_start=inclusive_of_start
        )
        rows = self.datastore.rows(marked(statement), parameters)
        return recorders.notifications_of(rows, self.datastore.originator_id_type)

    def max_notification_id(self) -> int | None:
        """The last position; None when nothing has happened yet."""
        rows = self.datastore.rows(LAST)
        return rows[0][0] if rows else None

    def subscribe(
        self, gt: int | None = None, topics: Sequence[str] = ()
    ) -> Subscription[ApplicationRecorder]:
        """Follow the log, told by the server when it grows."""
        return Listening(self, gt, topics)


def _insert(connection: Connection, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
    if rows:
        try:
            connection.execute(statement.encode(), [list(column) for column in zip(*rows, strict=True)])
        except errors.UniqueViolation as error:
            raise IntegrityError(error.diag.message_primary or str(error)) from error


class Listening(Following):
    """
    The notifications of a log as they come, told by the server.

    It listens before it first looks, so that nothing falls between; and it looks again now and then in case a word
    was lost. A listening connection that breaks is made anew.
    """

    def __init__(self, recorder: PostgreSQLLogRecorder, gt: int | None, topics: Sequence[str]) -> None:
        super().__init__(recorder, gt, topics)
        self._ear = Listener(recorder.datastore)

    def __exit__(self, *args: object, **kwargs: Any) -> None:
        super().__exit__(*args, **kwargs)
        self._ear.close()

    def __next__(self) -> Notification:
        try:
            return super().__next__()
        except BaseException:
            self._ear.close()
            raise

    def _wait(self) -> None:
        self._ear.heard(TICK)
