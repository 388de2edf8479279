"""The log on SQLite as ``eventsourcing`` reads, writes and follows it."""

import sqlite3
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
from eventsourcing.sqlite import SQLiteApplicationRecorder

from civicflow.storage import recorders
from civicflow.storage.codec import EventCodec
from civicflow.storage.following import Following
from civicflow.storage.log_reading import LAST
from civicflow.storage.sqlite import LogDatastore
from civicflow.storage.sqlite_log import INSERT_EVENT, INSERT_KEY


class SQLiteLogRecorder(SQLiteApplicationRecorder):
    """
    Our log in the terms of the library.

    Args:
        datastore: The file and its connections.
        codec: To find keys and to refuse what could not be read back.
    """

    datastore: LogDatastore

    def __init__(self, datastore: LogDatastore, codec: EventCodec | None = None) -> None:
        super().__init__(datastore, "log")
        self._codec = codec

    def create_table(self) -> None:
        """The tables are there: the store laid them out."""

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int]:
        """Add events at the end of the log; their positions."""
        now = recorders.present()
        found = recorders.incoming(stored_events, now, self._codec, **kwargs)
        with self.datastore.writing() as raw:
            head, last = raw.execute(LAST).fetchone() or (0, 0)
            rows, keys = found.placed(head + 1, max(now, last))
            try:
                raw.executemany(INSERT_EVENT, rows)
            except sqlite3.IntegrityError as error:
                raise IntegrityError(str(error)) from error
            raw.executemany(INSERT_KEY, keys)
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
        rows = self.datastore.rows(statement, parameters)
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
        rows = self.datastore.rows(statement, parameters)
        return recorders.notifications_of(rows, self.datastore.originator_id_type)

    def max_notification_id(self) -> int | None:  # type: ignore[override]  # None for an empty log, as the library documents it
        """The last position; None when nothing has happened yet."""
        rows = self.datastore.rows(LAST)
        return rows[0][0] if rows else None

    def subscribe(
        self, gt: int | None = None, topics: Sequence[str] = ()
    ) -> Subscription[ApplicationRecorder]:
        """Follow the log."""
        return Following(self, gt, topics)
