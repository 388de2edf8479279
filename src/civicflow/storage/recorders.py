"""Our log as ``eventsourcing`` sees it: streams are originators, positions are notification ids, bodies are states."""

from collections.abc import Sequence
from time import time_ns
from typing import Any
from uuid import UUID

from eventsourcing.persistence import Notification, NotSupportedError, StoredEvent

from civicflow.core.event import keys_of
from civicflow.storage.codec import EventCodec
from civicflow.storage.lines import NewLine, Written

NO_ENVELOPE = b"{}"
"""What comes in through a recorder has no command behind it."""


def present() -> int:
    """The machine's time in microseconds since 1970."""
    return time_ns() // 1_000


def stream_of_originator(originator_id: UUID | str) -> str:
    """The stream that an originator's events are in."""
    return originator_id.hex if isinstance(originator_id, UUID) else originator_id


def originator_of_stream(stream: str, id_type: str) -> UUID | str:
    """The originator of a stream, in the type that the reader asked for."""
    return UUID(stream) if id_type == "uuid" else stream


def incoming(
    stored_events: Sequence[StoredEvent], recorded: int, codec: EventCodec | None, **kwargs: Any
) -> Written:
    """
    Stored events of the library as lines of our log; said to have happened when they were recorded.

    Args:
        stored_events: What the library was asked to record.
        recorded: When it is recorded.
        codec: To find their keys, and to refuse what could not be read back; None in the library's own tests.
        kwargs: What else the library passes on.

    Raises:
        UnreadableEventError: When the catalogue does not know an event.
        NotSupportedError: When a tracking record is to be kept beside them; a log keeps none.
    """
    if kwargs.get("tracking") is not None:
        raise NotSupportedError("this log keeps no tracking records")
    lines = []
    for each in stored_events:
        stream = stream_of_originator(each.originator_id)
        keys = keys_of(codec.decode(each.topic, each.state, 0, stream)) if codec else ()
        lines.append(NewLine(stream, each.originator_version, each.topic, recorded, each.state, keys))
    return Written(lines, NO_ENVELOPE)


def selection(
    stream: str, *, gt: int | None, lte: int | None, desc: bool, limit: int | None
) -> tuple[str, list[object]]:
    """The statement and the parameters for the events of a stream."""
    bounds = [("version > ?", gt), ("version <= ?", lte)]
    given = [(condition, value) for condition, value in bounds if value is not None]
    where = "".join(f" AND {condition}" for condition, _ in given)
    order = " ORDER BY version" + (" DESC" if desc else "") + ("" if limit is None else " LIMIT ?")
    parameters = [stream, *(value for _, value in given), *([] if limit is None else [limit])]
    return f"SELECT stream, version, topic, body FROM log WHERE stream=?{where}{order}", parameters


def notification_selection(
    start: int | None, limit: int, stop: int | None, topics: Sequence[str], *, inclusive_of_start: bool
) -> tuple[str, list[object]]:
    """The statement and the parameters for a part of the whole log."""
    first = "position >= ?" if inclusive_of_start else "position > ?"
    bounds = [(first, start), ("position <= ?", stop)]
    given = [(condition, value) for condition, value in bounds if value is not None]
    conditions = [condition for condition, _ in given]
    if topics:
        conditions.append(f"topic IN ({','.join('?' * len(topics))})")
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    statement = f"SELECT stream, version, topic, body, position FROM log{where} ORDER BY position LIMIT ?"
    return statement, [*(value for _, value in given), *topics, limit]


def stored_events_of(rows: Sequence[tuple[Any, ...]], id_type: str) -> list[StoredEvent]:
    """Rows as the library's stored events."""
    return [
        StoredEvent(originator_of_stream(stream, id_type), version, topic, body)
        for stream, version, topic, body in rows
    ]


def notifications_of(rows: Sequence[tuple[Any, ...]], id_type: str) -> list[Notification]:
    """Rows as the library's notifications."""
    return [
        Notification(originator_of_stream(stream, id_type), version, topic, body, position)
        for stream, version, topic, body, position in rows
    ]
