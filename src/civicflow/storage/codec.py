"""Events, envelopes and digests as bytes: what cannot be read back exactly is neither written nor believed."""

import json
from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256
from operator import attrgetter
from typing import Any

import attrs
import msgspec

from civicflow.core.correction import Correction
from civicflow.core.event import Event
from civicflow.core.log import Envelope
from civicflow.errors import (
    InvalidInputError,
    MalformedEventError,
    NewerSchemaError,
    TooLargeError,
    UnknownTopicError,
    UnreadableEventError,
)
from civicflow.storage.bodies import (
    DEEPEST_BODY,
    LONGEST_BODY,
    UNREADABLE,
    Decode,
    check,
    depth,
    encode,
    is_closed,
    reader,
    upcasting,
    zoned,
)
from civicflow.storage.catalogue import Catalogue, stored_topic

_decode_envelope = msgspec.json.Decoder(Envelope).decode
_encode_sorted = msgspec.json.Encoder(order="deterministic").encode


class EventCodec:
    """
    Turns events into bytes and back, for the events of one catalogue and no others.

    Args:
        catalogue: Which events there are, and how older versions of them are brought up to date.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self.decoders: dict[str, Decode] = {}
        self._zoned: dict[str, Decode] = {}
        for kind in catalogue.events.values():
            read = reader(kind)
            self.decoders[stored_topic(kind)] = read
            self._zoned[stored_topic(kind)] = zoned(kind) if is_closed(kind) else read
            for version in range(1, kind.schema):
                stored = kind.topic if version == 1 else f"{kind.topic}@{version}"
                self.decoders[stored] = upcasting(read, catalogue.upcasts[kind.topic][version - 1 :])
        self._topics = frozenset(catalogue.events)
        self._others: dict[frozenset[str], tuple[str, ...]] = {}
        self._corrections = frozenset(
            topic for topic, kind in catalogue.events.items() if issubclass(kind, Correction)
        )

    def encode(self, event: Event) -> bytes:
        """
        The body of an event; what could not be read back is never written.

        Raises:
            TooLargeError: When it is over 64 KiB or nested deeper than 20.
            InvalidInputError: When its kind is not in the catalogue, or a field is not what its class says.
        """
        topic = stored_topic(type(event))
        try:
            body = _bounded(encode(event), "body")
            self.decoders[topic](body)
        except RecursionError:
            raise TooLargeError(field="body", limit=DEEPEST_BODY) from None
        except (TypeError, *UNREADABLE) as error:
            raise InvalidInputError(field=topic, problem=str(error)[:200]) from None
        return body

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

    def decode_alike(self, rows: Sequence[Sequence[Any]]) -> list[Event] | None:
        """
        The events of many rows, each beginning with topic and body, if all read back as they would be written now.

        Written again in one go, they are compared in one go; None when one of them has to be looked at by itself.
        """
        decoders, bodies = self._zoned, [row[1] for row in rows]
        try:
            events = [decoders[row[0]](row[1]) for row in rows]
            alike = encode(events) == b"[%b]" % b",".join(bodies)
        except (TypeError, *UNREADABLE):
            return None
        return events if alike and max(map(len, bodies), default=0) <= LONGEST_BODY else None

    def unreadable(self, error: Exception, topic: str, position: int, stream: str) -> UnreadableEventError:
        """Say which row cannot be read, and why; for readers that call ``decoders`` themselves."""
        if topic in self.decoders:
            problem = str(error)[:200]
            return MalformedEventError(position=position, stream=stream, topic=topic, problem=problem)
        name, at, _ = topic.partition("@")
        kind = NewerSchemaError if at and name in self._topics else UnknownTopicError
        return kind(position=position, stream=stream, topic=topic[:200])

    def topics_but(self, wanted: Collection[str]) -> tuple[str, ...]:
        """
        The stored topics of all events but some, in every version of their schema.

        A reader that wants some leaves these out, rather than ask for its own: so a row that nobody knows is met, and
        not passed over. Corrections are wanted by everybody.
        """
        named = frozenset(wanted)
        others = self._others.get(named)
        if others is None:
            known = named | self._corrections
            others = tuple(topic for topic in self.decoders if topic.partition("@")[0] not in known)
            self._others[named] = others
        return others

    def encode_envelope(self, envelope: Envelope) -> bytes:
        """
        The bytes of an envelope; what is empty is left out.

        Raises:
            TooLargeError: When it is over 64 KiB.
            InvalidInputError: When a text in it is none.
        """
        try:
            return _bounded(encode(_filled(envelope)), "envelope")
        except UnicodeEncodeError as error:
            raise InvalidInputError(field="envelope", problem=str(error)[:200]) from None

    def decode_envelope(self, envelope: bytes, position: int, stream: str) -> Envelope:
        """
        The envelope of a stored row.

        Raises:
            MalformedEventError: When it is not one.
        """
        try:
            found = _decode_envelope(envelope)
            if encode(_filled(found)) != envelope:
                check(envelope, found)
        except UNREADABLE as error:
            problem = str(error)[:200]
            raise MalformedEventError(
                position=position, stream=stream, topic="envelope", problem=problem
            ) from None
        return found

    def fingerprint(self, kind: str, content: Mapping[str, object]) -> bytes:
        """
        A digest of a command's name and content that is the same in every process and release.

        Raises:
            InvalidInputError: When the content holds what could not be written.
        """
        try:
            return sha256(_encode_sorted((kind, content))).digest()
        except (TypeError, ValueError, RecursionError) as error:
            raise InvalidInputError(field=kind, problem=str(error)[:200]) from None


def _bounded(encoded: bytes, field: str) -> bytes:
    if len(encoded) > LONGEST_BODY:
        raise TooLargeError(field=field, size=len(encoded), limit=LONGEST_BODY)
    brackets = encoded.count(b"{") + encoded.count(b"[")
    if brackets > DEEPEST_BODY and (found := depth(json.loads(encoded))) > DEEPEST_BODY:
        raise TooLargeError(field=field, depth=found, limit=DEEPEST_BODY)
    return encoded


_ENVELOPE_NAMES = tuple(field.name for field in attrs.fields(Envelope))
_envelope_values = attrgetter(*_ENVELOPE_NAMES)


def _filled(envelope: Envelope) -> dict[str, object]:
    pairs = zip(_ENVELOPE_NAMES, _envelope_values(envelope), strict=True)
    return {name: value for name, value in pairs if value}
