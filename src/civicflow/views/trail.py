"""What happened to a subject or concerned a person: one line an event, from which each language makes its sentence (V21)."""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import cast

from attrs import AttrsInstance, asdict, field, frozen, has

from civicflow.core.event import Event
from civicflow.core.fields import FreeText, PersonId
from civicflow.core.log import Entry
from civicflow.core.question import Evidence, Question
from civicflow.errors import InvalidInputError


@frozen(kw_only=True)
class Line:
    """
    One event of a trail.

    Args:
        position: Where it stands in the log.
        stream: The stream it belongs to, such as ``task:T-17``.
        topic: What happened; names the sentence in each language.
        fields: What the event says: text, numbers, dates, and tuples and mappings of them.
        by: Who acted; None for what another system claims.
        on_behalf_of: For whom they acted.
        occurred_at: When it is said to have happened (UTC).
        recorded_at: When it was recorded (UTC).
        authority: What gave the right, such as ``head@unit:U-12#31``.
        provisions: The provisions that were looked up to decide it.
        reason: Why a time further back than usual was claimed.
        source: The other system that claims it.
    """

    position: int
    stream: str
    topic: str
    fields: Mapping[str, object]
    by: str | None
    on_behalf_of: str | None
    occurred_at: datetime
    recorded_at: datetime
    authority: str
    provisions: tuple[str, ...]
    reason: str | None
    source: str | None


@frozen
class Trail(Question[tuple[Line, ...]]):
    """
    What happened to a subject, or everything that concerns a person, across all streams: who, what, when, by what right.

    Args:
        stream: The subject, such as ``task:T-17``.
        person: The person; instead of a stream.

    Raises:
        InvalidInputError: When neither is named, or both are, or the stream is none.
    """

    stream: str | None = None
    person: PersonId | None = field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        if (self.stream is None) is (self.person is None):
            raise InvalidInputError(field="stream", problem="either")
        if self.stream is not None and not all(self.stream.partition(":")):
            raise InvalidInputError(field="stream", problem="stream", value=str(self.stream)[:100])

    def answer(self, evidence: Evidence) -> tuple[Line, ...]:
        """The lines, in the order in which they were recorded."""
        key = None if self.person is None else f"person:{self.person}"
        return tuple(map(line, evidence.entries(stream=self.stream, key=key)))


def line(entry: Entry) -> Line:
    """What a trail says of one entry of the log."""
    envelope = entry.envelope
    return Line(
        position=entry.at.position,
        stream=entry.stream,
        topic=entry.topic,
        fields=fields_of(entry.event),
        by=envelope.by or None,
        on_behalf_of=envelope.on_behalf_of,
        occurred_at=entry.at.occurred_at,
        recorded_at=entry.at.recorded_at,
        authority=envelope.authority,
        provisions=envelope.regulations,
        reason=None if envelope.reason is None else _readable(envelope.reason),
        source=envelope.source,
    )


def fields_of(event: Event) -> Mapping[str, object]:
    """What an event says, in plain values; free text that can no longer be read is None."""
    return _plain_fields(event)


def _plain_fields(value: object) -> dict[str, object]:
    return {name: _plain(each) for name, each in asdict(cast("AttrsInstance", value), recurse=False).items()}


def _plain(value: object) -> object:
    match value:
        case Enum(value=word):
            return word
        case FreeText():
            return _readable(value)
        case tuple():
            return tuple(map(_plain, value))
        case Mapping():
            return {str(name): _plain(each) for name, each in value.items()}
        case _:
            return _plain_fields(value) if has(type(value)) else value


def _readable(text: FreeText) -> str | None:
    return text.v if text.k is None else None
