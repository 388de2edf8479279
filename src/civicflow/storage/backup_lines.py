"""The rows of a store as lines of JSON, and back: exactly the same bytes in the log, and readable without civicflow."""

import json
from collections.abc import Callable
from typing import Annotated, Any, TypeAlias

import attrs
import msgspec
from msgspec import Meta, Raw, Struct

from civicflow.storage.parts import COMMANDS, EVENTS, KEYS, PEOPLE, Part, Row

LONGEST_LINE = 1024 * 1024
"""Far more than the longest body and envelope with all names beside them."""

UNREADABLE = (msgspec.MsgspecError, ValueError, TypeError)
"""What goes wrong when a line is not what it should be."""

Position: TypeAlias = Annotated[int, Meta(ge=1, le=2**63 - 1)]
"""A place in the log or in a stream; every database holds it."""
Micros: TypeAlias = Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)]
"""Microseconds since 1970 UTC; likewise."""

_encode = msgspec.json.Encoder().encode


class EventLine(Struct, forbid_unknown_fields=True):
    """
    An event.

    Args:
        position: Its place in the log, from 1.
        stream: The stream it belongs to.
        version: Its place in that stream, from 1.
        topic: What happened.
        occurred_at: When it is said to have happened, in microseconds since 1970 UTC.
        recorded_at: When the store took it, likewise.
        body: What is said of it, byte for byte as it is stored.
        envelope: Who acted and what was relied on, likewise.
    """

    position: Position
    stream: str
    version: Position
    topic: str
    occurred_at: Micros
    recorded_at: Micros
    body: Raw
    envelope: Raw


class KeyLine(Struct, forbid_unknown_fields=True):
    """
    A key that an event carries.

    Args:
        key: Name and value, such as ``person:E-204``.
        position: The position of the event.
    """

    key: str
    position: Position


class CommandLine(Struct, forbid_unknown_fields=True):
    """
    A command that was carried out, so that it has no second effect when it is sent again.

    Args:
        id: The id under which it is remembered.
        fingerprint: The digest of its content, in hexadecimal digits.
        first: The position of its first event.
        last: The position of its last event.
        recorded_at: When the store took it, in microseconds since 1970 UTC.
    """

    id: str
    fingerprint: str
    first: Position
    last: Position
    recorded_at: Micros


class PersonLine(Struct, forbid_unknown_fields=True):
    """
    Who is behind an id.

    Args:
        id: The meaningless id that the log knows.
        name: As the person writes it.
        contacts: Where to reach them.
    """

    id: str
    name: str
    contacts: dict[str, str]


@attrs.frozen
class LineForm:
    """
    How the rows of a part stand in a backup.

    Args:
        part: The part.
        write: A row as the object that is written.
        read: The way back.
        kind: The class of that object.
    """

    part: Part
    write: Callable[[Row], Struct]
    read: Callable[[Any], Row]
    kind: type[Struct]

    def line(self, row: Row) -> bytes:
        """
        A row as a line with its end.

        Raises:
            ValueError: When it could not be read back as it is.
        """
        line = _encode(self.write(row)) + b"\n"
        if line.count(b"\n") > 1 or len(line) > LONGEST_LINE or self.row(line) != row:
            raise ValueError("could not be read back")
        return line

    def row(self, line: bytes) -> Row:
        """
        The row of a line.

        Raises:
            ValueError: When it is not a line that would be written.
        """
        found = msgspec.json.decode(line, type=self.kind)
        if _encode(found) + b"\n" != line:
            raise ValueError("would not be written so")
        return self.read(found)


def _event_line(row: Row) -> EventLine:
    position, stream, version, topic, occurred, recorded, body, envelope = row
    return EventLine(position, stream, version, topic, occurred, recorded, Raw(body), Raw(envelope))


def _event(line: EventLine) -> Row:
    *place, body, envelope = msgspec.structs.astuple(line)
    return (*place, bytes(body), bytes(envelope))


def _command_line(row: Row) -> CommandLine:
    of, fingerprint, *place = row
    return CommandLine(of, fingerprint.hex(), *place)


def _command(line: CommandLine) -> Row:
    return line.id, bytes.fromhex(line.fingerprint), line.first, line.last, line.recorded_at


def _person_line(row: Row) -> PersonLine:
    of, name, contacts = row
    return PersonLine(of, name, json.loads(contacts))


def _person(line: PersonLine) -> Row:
    return line.id, line.name, json.dumps(line.contacts, ensure_ascii=False)


FORMS = (
    LineForm(EVENTS, _event_line, _event, EventLine),
    LineForm(KEYS, lambda row: KeyLine(*row), msgspec.structs.astuple, KeyLine),
    LineForm(COMMANDS, _command_line, _command, CommandLine),
    LineForm(PEOPLE, _person_line, _person, PersonLine),
)
"""Every part in the order in which it stands in a backup, and in which a store is filled."""
