"""What the bytes of an event may look like: nothing unknown, nothing twice, no time without a zone, not too much."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from types import NoneType
from typing import TypeAlias, get_args
from uuid import UUID

import attrs
import msgspec

from civicflow.core.event import Event
from civicflow.storage.upcasts import Upcast

LONGEST_BODY = 64 * 1024
DEEPEST_BODY = 20

UNREADABLE = (KeyError, msgspec.MsgspecError, ValueError, RecursionError)
"""What goes wrong when a stored row is not what it should be."""

Decode: TypeAlias = Callable[[bytes], Event]

encode = msgspec.json.Encoder(decimal_format="string").encode
"""The one way in which bodies and envelopes are written, so that equal content is equal bytes."""

_PLAIN = (str, int, float, bool, bytes, NoneType, date, time, Decimal, UUID, Enum)


def reader(kind: type[Event]) -> Decode:
    """
    A function that reads the bodies of one kind of event.

    msgspec passes over unknown fields and takes the last of repeated ones. What reads back as it was written holds
    neither; only other bytes are looked at closely.
    """
    decode, closed = zoned(kind), is_closed(kind)

    def read(body: bytes) -> Event:
        event = decode(body)
        if not closed or encode(event) != body or len(body) > LONGEST_BODY:
            check(body, event)
        return event

    return read


def zoned(kind: type[Event]) -> Decode:
    """As ``reader``, but unknown and repeated fields are passed over; what it takes, no time without a zone is in it."""
    attrs.resolve_types(kind, include_extras=False)  # type: ignore[type-var]  # every event is an attrs class
    decode: Decode = msgspec.json.Decoder(kind).decode
    fields = attrs.fields(kind)  # type: ignore[arg-type]  # every event is an attrs class
    times = tuple(field.name for field in fields if datetime in (field.type, *get_args(field.type)))

    def read(body: bytes) -> Event:
        event = decode(body)
        for name in times:
            moment = getattr(event, name)
            if moment is not None and moment.tzinfo is None:
                raise ValueError(f"{name}: a time without a zone")
        return event

    return read if times else decode


def is_closed(kind: type[Event]) -> bool:
    """Whether no time is nested in its fields, nor anything of which that cannot be said beforehand."""
    attrs.resolve_types(kind, include_extras=False)  # type: ignore[type-var]  # every event is an attrs class
    fields = attrs.fields(kind)  # type: ignore[arg-type]  # every event is an attrs class
    return all(_is_plain(part) for field in fields for part in _parts(field.type) if part is not datetime)


def upcasting(read: Decode, steps: tuple[Upcast, ...]) -> Decode:
    """A reader of an older version of the schema, brought up step by step as a plain dict."""

    def read_older(body: bytes) -> Event:
        content = json.loads(body, object_pairs_hook=_unique)
        for step in steps:
            content = step(content)
        return read(encode(content))

    return read_older


def check(body: bytes, value: object) -> None:
    """
    Look closely at bytes and at what was read from them.

    Raises:
        ValueError: When they are text, too long or too deep, or hold a field that is unknown or repeated or a naive
            time.
    """
    if not isinstance(body, bytes):
        raise ValueError("text, where bytes are stored")  # noqa: TRY004  the row is wrong, not the caller
    if len(body) > LONGEST_BODY:
        raise ValueError(f"longer than {LONGEST_BODY} bytes")
    content = json.loads(body, object_pairs_hook=_unique)
    if depth(content) > DEEPEST_BODY:
        raise ValueError(f"nested deeper than {DEEPEST_BODY}")
    if unknown := _unknown(content, json.loads(encode(value))):
        raise ValueError(f"unknown field {unknown}")
    if any(moment.tzinfo is None for moment in _moments(value)):
        raise ValueError("a time without a zone")


def depth(value: object) -> int:
    """How deep lists and objects are nested; a single one counts 1."""
    match value:
        case dict():
            return 1 + max((depth(each) for each in value.values()), default=0)
        case list():
            return 1 + max((depth(each) for each in value), default=0)
        case _:
            return 0


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a field is repeated")
    return found


def _unknown(content: object, known: object) -> str | None:
    """The first field that stands in the body and not in the value that was read from it."""
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


def _moments(value: object) -> Iterator[datetime]:
    if isinstance(value, datetime):
        yield value
    for part in _contents(value):
        yield from _moments(part)


def _contents(value: object) -> Iterable[object]:
    if attrs.has(type(value)):
        return (getattr(value, field.name) for field in attrs.fields(type(value)))  # type: ignore[arg-type]  # attrs.has was asked
    match value:
        case dict():
            return value.values()
        case list() | tuple() | set() | frozenset():
            return value
        case _:
            return ()


def _parts(kind: object) -> tuple[object, ...]:
    """The types of which a field's type is made; itself when it is of one piece."""
    parts = tuple(part for part in get_args(kind) if part is not Ellipsis)
    return tuple(each for part in parts for each in _parts(part)) if parts else (kind,)


def _is_plain(kind: object) -> bool:
    """Whether nothing can be nested in a value of this type; in an attrs class only what is plain itself."""
    if isinstance(kind, type) and attrs.has(kind):
        attrs.resolve_types(kind, include_extras=False)
        return all(_is_plain(part) for field in attrs.fields(kind) for part in _parts(field.type))
    return isinstance(kind, type) and issubclass(kind, _PLAIN) and not issubclass(kind, datetime)
