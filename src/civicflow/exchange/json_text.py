"""Answers, receipts and lines of the log as JSON: exact, and the same bytes in every run."""

from collections.abc import Mapping
from enum import Enum
from fractions import Fraction

import attrs
import msgspec

from civicflow.core.log import Entry
from civicflow.core.working import Bound, Count, plain_number
from civicflow.errors import Parameter

_encode = msgspec.json.Encoder(decimal_format="string").encode
_encode_sorted = msgspec.json.Encoder(decimal_format="string", order="sorted").encode


@attrs.frozen(kw_only=True)
class Refusal:
    """
    Why an act is not allowed.

    Args:
        rule: The name of the rule, which never changes.
        reason: What it says, in the language of the reader.
        basis: The source it rests on; None for what is no matter of law.
    """

    rule: str
    reason: str
    basis: str | None


@attrs.frozen(kw_only=True)
class Failure:
    """
    What went wrong.

    Args:
        code: Which error it is; never changes.
        parameters: What it says of the case, such as the ``field`` that is wrong.
        text: What people read, in their language.
    """

    code: str
    parameters: Mapping[str, Parameter]
    text: str


def json_line(value: object) -> str:
    """
    A value on one line of JSON, fields in the order in which they are declared.

    Times are UTC; a fraction is text such as ``"3/4"``, so that nothing is rounded.
    """
    return _encode(plain(value)).decode()


def json_text(value: object) -> str:
    """A value as JSON for people, indented."""
    return msgspec.json.format(_encode(plain(value)), indent=2).decode()


def canonical(value: object) -> bytes:
    """A value as the one JSON that it has: fields by name, no space; for digests, and for arguments to be read again."""
    return _encode_sorted(plain(value))


def plain(value: object) -> object:
    """A value as objects, lists, text, numbers and times; what people write as one text, as a period, is that text."""
    if isinstance(value, Mapping):
        return {str(plain(name)): plain(each) for name, each in value.items()}
    if hasattr(type(value), "parse"):
        return str(value)
    if names := fields_of(type(value)):
        return {name: plain(getattr(value, name)) for name in names}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(each) for each in (value if isinstance(value, list | tuple) else sorted(value))]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Fraction):
        return str(value)
    return plain_number(value) if isinstance(value, Count | Bound) else value


def line_of(entry: Entry) -> dict[str, object]:
    """A line of the log as it is given out: where it stands, what happened, and who answers for it."""
    at = entry.at
    return {
        "position": at.position,
        "stream": entry.stream,
        "version": entry.version,
        "topic": entry.topic,
        "occurred_at": at.occurred_at,
        "recorded_at": at.recorded_at,
        "event": entry.event,
        "envelope": entry.envelope,
    }


_NAMES: dict[type, tuple[str, ...]] = {}


def fields_of(kind: type) -> tuple[str, ...]:
    """The fields of a record; none for anything else."""
    found = _NAMES.get(kind)
    if found is None:
        named = getattr(kind, "_fields", ()) if issubclass(kind, tuple) else ()
        found = tuple(field.name for field in attrs.fields(kind)) if attrs.has(kind) else named
        _NAMES[kind] = found
    return found
