"""Events, envelopes and digests as bytes: quick for what is well-formed, and exact about what is not."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any, get_args

import attrs
import msgspec

from civicflow.core.event import Event
from civicflow.core.fields import FreeText
from civicflow.core.log import Envelope
from civicflow.errors import (
    MalformedEventError,
    NewerSchemaError,
    TooLargeError,
    UnknownTopicError,
    UnreadableEventError,
)
from civicflow.storage.catalogue import Catalogue, stored_topic
from civicflow.storage.upcasts import UPCASTS, Upcast

LONGEST_BODY = 64 * 1024
DEEPEST_BODY = 20

_encode = msgspec.json.Encoder(decimal_format="string").encode
_decode_envelope = msgspec.json.Decoder(Envelope).decode
_encode_sorted = msgspec.json.Encoder(order="deterministic").encode

Decode = Callable[[bytes], Event]

UNREADABLE = (KeyError, msgspec.MsgspecError, ValueError, RecursionError)
"""What goes wrong when a stored row is not what it should be."""


class EventCodec:
    """
    Turns events into bytes and back, for the events of one catalogue and no others.

    Args:
        catalogue: Which events there are.
        upcasts: For each topic the steps from one version of its schema to the next.
    """

    def __init__(self, catalogue: Catalogue, upcasts: Mapping[str, tuple[Upcast, ...]] = UPCASTS) -> None:
        self.decoders: dict[str, Decode] = {}
        for kind in catalogue.events.values():
            reader = _Reader(kind)
            self.decoders[stored_topic(kind)] = reader.read
            for version in range(1, kind.schema):
                stored = kind.topic if version == 1 else f"{kind.topic}@{version}"
                self.decoders[stored] = reader.upcasting(upcasts[kind.topic][version - 1 :])
        self._topics = frozenset(catalogue.events)

    def encode(self, event: Event) -> bytes:
        """
        The body of an event.

        Raises:
            TooLargeError: When it is over 64 KiB.
        """
        return _bounded(_encode(event), "body")

    def decode(self, topic: str, body: bytes, position: int, stream: str) -> Event:
        """
        The event of a stored row.

        Raises:
            UnknownTopicError: When the topic is not in the catalogue; nothing is imported to find out.
            NewerSchemaError: When a later release wrote it.
            MalformedEventError: When a field is unknown, missing, repeated or of another type, or a time has no zone.
        """
        try:
            return self.decoders[topic](body)
        except UNREADABLE as error:
            raise self.unreadable(error, topic, position, stream) from None

    def unreadable(self, error: Exception, topic: str, position: int, stream: str) -> UnreadableEventError:
        """Say which row cannot be read, and why; for readers that call ``decoders`` themselves."""
        if not isinstance(error, KeyError):
            problem = str(error)[:200]
            return MalformedEventError(position=position, stream=stream, topic=topic, problem=problem)
        name, at, _ = topic.partition("@")
        kind = NewerSchemaError if at and name in self._topics else UnknownTopicError
        return kind(position=position, stream=stream, topic=topic[:200])

    def encode_envelope(self, envelope: Envelope) -> bytes:
        """
        The bytes of an envelope; what is empty is left out.

        Raises:
            TooLargeError: When it is over 64 KiB.
        """
        return _bounded(_encode(_filled(envelope)), "envelope")

    def decode_envelope(self, envelope: bytes) -> Envelope:
        """The envelope of a stored row."""
        return _decode_envelope(envelope)

    def fingerprint(self, kind: str, content: Mapping[str, object]) -> bytes:
        """A digest of a command's name and content that is the same in every process and release."""
        return sha256(_encode_sorted((kind, content))).digest()


def _bounded(encoded: bytes, field: str) -> bytes:
    if len(encoded) > LONGEST_BODY:
        raise TooLargeError(field=field, size=len(encoded), limit=LONGEST_BODY)
    return encoded


_ENVELOPE_FIELDS = tuple((field.name, field.default) for field in attrs.fields(Envelope))


def _filled(envelope: Envelope) -> dict[str, object]:
    pairs = ((name, getattr(envelope, name)) for name, _ in _ENVELOPE_FIELDS)
    return {name: value for name, value in pairs if value or value == 0 and value is not False}


class _Reader:
    """Reads the bodies of one kind of event."""

    def __init__(self, kind: type[Event]) -> None:
        attrs.resolve_types(kind, include_extras=False)
        fields = attrs.fields(kind)
        self._decode = msgspec.json.Decoder(kind).decode
        self._times = tuple(field.name for field in fields if _holds(field.type, datetime))
        self._colons = _colons(fields)

    def read(self, body: bytes) -> Event:
        """Decode a body; msgspec would pass over unknown and repeated fields and naive times, so they are caught here."""
        event: Event = self._decode(body)
        for name in self._times:
            moment = getattr(event, name)
            if moment is not None and moment.tzinfo is None:
                message = f"{name}: a time without a zone"
                raise ValueError(message)
        if body.count(b'":') != self._colons and _encode(event) != body:
            _check_names(body, event)
        return event

    def upcasting(self, steps: tuple[Upcast, ...]) -> Decode:
        """A reader of an older version of the schema, brought up step by step as a plain dict."""

        def read(body: bytes) -> Event:
            content = json.loads(body, object_pairs_hook=_unique)
            for step in steps:
                content = step(content)
            return self.read(_encode(content))

        return read


def _check_names(body: bytes, event: Event) -> None:
    content = json.loads(body, object_pairs_hook=_unique)
    if unknown := _unknown(content, json.loads(_encode(event))):
        message = f"unknown field {unknown}"
        raise ValueError(message)
    if _depth(content) > DEEPEST_BODY:
        message = "nested too deep"
        raise ValueError(message)


def _unknown(content: object, known: object) -> str | None:
    """The first field that stands in the body and not in the event that was read from it."""
    match content, known:
        case dict(), dict():
            strange = next((name for name in content if name not in known), None)
            return strange or next(
                filter(None, (_unknown(content[each], known[each]) for each in content)), None
            )
        case list(), list():
            return next(filter(None, map(_unknown, content, known)), None)
        case _:
            return None


def _holds(kind: object, wanted: type) -> bool:
    return kind is wanted or wanted in get_args(kind)


def _colons(fields: "tuple[attrs.Attribute[Any], ...]") -> int:
    """How often ``":`` stands in a body whose fields are all there once; -1 when that says nothing."""
    if any(field.default is not attrs.NOTHING for field in fields):
        return -1
    found = 0
    for field in fields:
        parts = get_args(field.type) or (field.type,)
        if any(attrs.has(part) or part in (dict, Mapping) for part in parts if isinstance(part, type)):
            if field.type is not FreeText:
                return -1
            found += 2
        found += 1
    return found


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        message = "a field is repeated"
        raise ValueError(message)
    return found


def _depth(value: object) -> int:
    match value:
        case dict():
            return 1 + max((_depth(each) for each in value.values()), default=0)
        case list():
            return 1 + max((_depth(each) for each in value), default=0)
        case _:
            return 0
