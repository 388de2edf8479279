"""The log in memory as ``eventsourcing`` reads, writes and follows it."""

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
from eventsourcing.popo import POPOApplicationRecorder

from civicflow.storage import recorders
from civicflow.storage.codec import EventCodec
from civicflow.storage.following import Following
from civicflow.storage.memory import MemoryLog


class MemoryLogRecorder(POPOApplicationRecorder):
    """
    Our log in the terms of the library.

    Args:
        log: The log.
        codec: To find keys and to refuse what could not be read back.
        id_type: ``text``, or ``uuid`` for the library's own tests.
    """

    def __init__(self, log: MemoryLog, codec: EventCodec | None = None, id_type: str = "text") -> None:
        super().__init__()
        self._log = log
        self._codec = codec
        self._id_type = id_type

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int]:
        """Add events at the end of the log; their positions."""
        now = recorders.present()
        found = recorders.incoming(stored_events, now, self._codec, **kwargs)
        with self._log.writing() as tables:
            head, last = self._log.last()
            rows, keys = found.placed(head + 1, max(now, last))
            places = {(row[1], row[2]) for row in rows}
            taken = any(
                (stream, version) in places for stream, version in self._versions({row[1] for row in rows})
            )
            if taken or len(places) < len(rows):
                raise IntegrityError("a version of a stream is there already")
            tables.add(rows, keys)
        return [row[0] for row in rows]

    def _versions(self, streams: set[str]) -> list[tuple[str, int]]:
        return [(stream, line[2]) for stream in streams for line in self._log.lines(stream)]

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
        rows = [
            (stream, version, topic, body)
            for _, stream, version, topic, _, _, body, _ in self._log.lines(
                recorders.stream_of_originator(originator_id)
            )
            if (gt is None or version > gt) and (lte is None or version <= lte)
        ]
        rows.sort(key=lambda row: row[1], reverse=desc)
        return recorders.stored_events_of(rows[:limit], self._id_type)

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
        after = 0 if start is None else start - inclusive_of_start
        rows = [
            (stream, version, topic, body, position)
            for position, stream, version, topic, _, _, body, _ in self._log.lines(after=after, until=stop)
            if not topics or topic in topics
        ]
        return recorders.notifications_of(rows[:limit], self._id_type)

    def max_notification_id(self) -> int | None:
        """The last position; None when nothing has happened yet."""
        return self._log.head() or None

    def subscribe(
        self, gt: int | None = None, topics: Sequence[str] = ()
    ) -> Subscription[ApplicationRecorder]:
        """Follow the log."""
        return Following(self, gt, topics)
