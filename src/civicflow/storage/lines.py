"""The lines that a filing adds to the log, and a line read back: the same on every store."""

from typing import NamedTuple, TypeAlias

from civicflow.core.event import At
from civicflow.core.log import Entry, Filing, check_names
from civicflow.storage.catalogue import stored_topic
from civicflow.storage.codec import EventCodec

Line: TypeAlias = tuple[int, str, int, str, int, int, bytes, bytes]
"""Position, stream, version, topic, occurred, recorded, body, envelope."""


class NewLine(NamedTuple):
    """A line before it has a position and a time: what is known before the lock is taken."""

    stream: str
    version: int
    topic: str
    occurred: int
    body: bytes
    keys: tuple[str, ...]


class Written(NamedTuple):
    """A filing as it will be stored: its lines, and the envelope that stands beside each."""

    lines: list[NewLine]
    envelope: bytes

    def placed(self, first: int, recorded: int) -> tuple[list[Line], list[tuple[str, int]]]:
        """The rows of the log and of the keys, once position and time are known."""
        rows: list[Line] = []
        keys: list[tuple[str, int]] = []
        for position, line in enumerate(self.lines, start=first):
            stream, version, topic, occurred, body, carried = line
            rows.append((position, stream, version, topic, occurred, recorded, body, self.envelope))
            keys += [(key, position) for key in carried]
        return rows, keys


def written(filing: Filing, codec: EventCodec) -> Written:
    """
    A filing as bytes.

    Raises:
        TooLargeError: When a body or the envelope is too long or too deep.
        InvalidInputError: When an event could not be read back, or a name is not one that every store can hold.
    """
    for draft in filing.drafts:
        check_names(filing.command_id, draft.stream, *draft.keys)
    lines = [
        NewLine(stream, version, stored_topic(type(event)), occurred, codec.encode(event), keys)
        for event, stream, version, occurred, keys in filing.drafts
    ]
    return Written(lines, codec.encode_envelope(filing.envelope))


def entry_of(line: Line, codec: EventCodec) -> Entry:
    """
    A line read back with all that is known of it.

    Raises:
        UnreadableEventError: When its body or its envelope cannot be read.
    """
    position, stream, version, topic, occurred, recorded, body, envelope = line
    return Entry(
        At(position, occurred, recorded),
        stream,
        version,
        topic,
        codec.decode(topic, body, position, stream),
        codec.decode_envelope(envelope, position, stream),
    )
