"""What the fields of a command, a question or a claimed event must be, read from their types; and that their times agree."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, time
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, TypeAlias, Union, get_args, get_origin, get_type_hints

import attrs

from civicflow.core.fields import (
    WHOLE_NUMBERS,
    FreeText,
    Identifier,
    Line,
    day,
    free_text,
    instant,
    local_time,
)
from civicflow.errors import InvalidInputError

Check: TypeAlias = Callable[[Any, str], None]
"""Refuses a value; told what the field is called."""

_CHECKS: dict[type, tuple[tuple[str, Check, bool], ...]] = {}
_TIMES: dict[type, tuple[str, ...]] = {}
_WRITTEN: dict[type, tuple[tuple[str, Check, bool], ...]] = {}


def check_fields(value: object) -> None:
    """
    Check every field whose type says what it must be, and the records, lists and tables in them.

    Raises:
        InvalidInputError: With the name of the first field that is wrong, such as ``due`` or ``units[1]``.
    """
    for name, check, optional in _checks_of(type(value)):
        given = getattr(value, name)
        if given is not None or not optional:
            check(given, name)


def check_written(kind: type, given: Mapping[str, object]) -> None:
    """
    Refuse what no converter could take: a time, a day, words of one's own, a word of a fixed set.

    A converter does not know the name of its field, so what it would refuse is refused before it.

    Args:
        kind: A class of commands or questions.
        given: Its fields as they were given.

    Raises:
        InvalidInputError: With the name of the first field that is wrong.
    """
    for name, check, optional in _written_of(kind):
        value = given.get(name)
        if value is not None or (name in given and not optional):
            check(value, name)


def check_zones(kind: type, given: Mapping[str, object]) -> None:
    """
    Refuse times that are written in different zones: whoever compares them would read one of them wrongly (K25).

    Args:
        kind: A class of commands.
        given: Its fields as they were given; what is no time at all is for others to refuse.

    Raises:
        InvalidInputError: With the name of the first field whose zone is not that of the ones before it.
    """
    moments = ((name, _written(given.get(name))) for name in times_of(kind))
    written = [(name, moment) for name, moment in moments if moment is not None]
    for name, moment in written[1:]:
        first = written[0][1]
        if moment.tzinfo is not first.tzinfo and moment.utcoffset() != first.utcoffset():
            raise InvalidInputError(field=name, problem="mixed-zones", value=str(given[name])[:100])


def times_of(kind: type) -> tuple[str, ...]:
    """The fields of a command that hold an instant, where there are several; one alone agrees with itself."""
    found = _TIMES.get(kind)
    if found is None:
        hints = get_type_hints(kind)
        fields = (field.name for field in attrs.fields(kind))
        names = tuple(name for name in fields if datetime in (hints[name], *get_args(hints[name])))
        found = _TIMES[kind] = names if len(names) > 1 else ()
    return found


def _written(value: object) -> datetime | None:
    """A time with the zone in which it was written; None for what is none."""
    if not isinstance(value, str):
        return value if isinstance(value, datetime) else None
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None


def _checks_of(kind: type) -> tuple[tuple[str, Check, bool], ...]:
    """Each field that is checked, how, and whether it may be left out."""
    found = _CHECKS.get(kind)
    if found is None:
        found = _CHECKS[kind] = tuple(_read_checks(kind))
    return found


def _read_checks(kind: type) -> Iterator[tuple[str, Check, bool]]:
    hints = get_type_hints(kind, include_extras=True)
    for field in attrs.fields(kind):
        wanted, optional = _needed(hints[field.name])
        converted = field.converter is not None and wanted in {datetime, date, time}
        check = None if converted else _check_of(wanted)
        if check is not None:
            yield field.name, check, optional


def _written_of(kind: type) -> tuple[tuple[str, Check, bool], ...]:
    """Each field whose converter takes text, a list or a table, how that is checked, and whether it may be left out."""
    found = _WRITTEN.get(kind)
    if found is None:
        hints = get_type_hints(kind)
        fields = ((each.name, *_needed(hints[each.name])) for each in attrs.fields(kind) if each.converter)
        checks = ((name, _reader_of(wanted), optional) for name, wanted, optional in fields)
        found = _WRITTEN[kind] = tuple(
            (name, check, optional) for name, check, optional in checks if check is not None
        )
    return found


def _reader_of(kind: Any) -> Check | None:
    if get_origin(kind) is tuple:
        return _listed(get_args(kind)[0])
    if get_origin(kind) is Mapping:
        return _named
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _word_of(kind)
    return _READERS.get(kind)


def _listed(kind: Any) -> Check:
    """Only what can be read twice is looked at before its converter reads it."""
    check = _part_of(kind) if _is_record(kind) else _reader_of(kind)

    def each(values: object, name: str) -> None:
        if isinstance(values, str | bytes) or not isinstance(values, Iterable):
            raise InvalidInputError(field=name, problem="texts", value=str(values)[:100])
        if check is not None and isinstance(values, tuple | list):
            for place, value in enumerate(values):
                check(value, f"{name}[{place}]")

    return each


def _is_record(kind: Any) -> bool:
    return isinstance(kind, type) and attrs.has(kind) and kind not in _READERS


def _part_of(kind: type) -> Check:
    def check(value: object, name: str) -> None:
        if not isinstance(value, kind):
            raise InvalidInputError(field=name, problem="not-understood", value=str(value)[:100])

    return check


def _named(value: object, name: str) -> None:
    """A table has a word for each of its values."""
    if not isinstance(value, Mapping):
        raise InvalidInputError(field=name, problem="not-understood", value=str(value)[:100])


def _word_of(kind: type[Enum]) -> Check:
    members, words = list(kind), [member.value for member in kind]

    def check(value: object, name: str) -> None:
        if value not in members and value not in words:
            allowed = ", ".join(str(member.value) for member in kind)
            raise InvalidInputError(
                field=name, problem="not-allowed", value=str(value)[:100], allowed=allowed
            )

    return check


def _read_by(take: Callable[[Any], object]) -> Check:
    """What a converter of text would refuse, by the name of the field."""

    def check(value: object, name: str) -> None:
        if isinstance(value, str):
            try:
                take(value)
            except InvalidInputError as error:
                raise _renamed(error, name) from None

    return check


def _needed(kind: Any) -> tuple[Any, bool]:
    """The type of what is given, and whether it may be left out; where several are possible, their converter checks."""
    if get_origin(kind) not in {Union, UnionType}:
        return kind, False
    parts = tuple(part for part in get_args(kind) if part is not NoneType)
    return (parts[0] if len(parts) == 1 else object), len(parts) < len(get_args(kind))


def _check_of(kind: Any) -> Check | None:
    """How a value of a type is checked; None when the type alone says enough."""
    parts = get_args(kind)
    match get_origin(kind):
        case origin if origin is Annotated:
            return next((mark.check for mark in parts[1:] if isinstance(mark, Identifier | Line)), None)
        case origin if origin is tuple:
            return _several(_check_of(parts[0]))
        case origin if origin is Mapping:
            return _table(*map(_check_of, parts))
    if isinstance(kind, type) and attrs.has(kind):
        return _record(kind)
    return _PLAIN.get(kind)


def _several(check: Check | None) -> Check | None:
    if check is None:
        return None

    def each(values: tuple[object, ...], name: str) -> None:
        for place, value in enumerate(values):
            check(value, f"{name}[{place}]")

    return each


def _table(code: Check | None, content: Check | None) -> Check | None:
    def each(values: Mapping[str, object], name: str) -> None:
        for word, value in values.items():
            if code is not None:
                code(word, name)
            if content is not None:
                content(value, f"{name}.{word}")

    return each if code or content else None


def _record(kind: type) -> Check | None:
    if not _checks_of(kind):
        return None

    def check(value: object, name: str) -> None:
        if not isinstance(value, kind):
            raise InvalidInputError(field=name, problem="not-understood", value=str(value)[:100])
        try:
            check_fields(value)
        except InvalidInputError as error:
            raise _renamed(error, f"{name}.{error.parameters['field']}") from None

    return check


def _whole_number(value: object, name: str) -> None:
    if type(value) is not int:
        raise InvalidInputError(field=name, problem="not-a-whole-number", value=str(value)[:100])
    if value not in WHOLE_NUMBERS:
        raise InvalidInputError(field=name, problem="out-of-range")


def _yes_or_no(value: object, name: str) -> None:
    if type(value) is not bool:
        raise InvalidInputError(field=name, problem="not-yes-or-no", value=str(value)[:100])


def _taken_by(take: Callable[[Any], object], problem: str) -> Check:
    """What a converter would refuse, by the name of the field, and text that went past it."""

    def check(value: object, name: str) -> None:
        if isinstance(value, str):
            raise InvalidInputError(field=name, problem=problem, value=value[:100])
        try:
            take(value)
        except InvalidInputError as error:
            raise _renamed(error, name) from None

    return check


def _renamed(error: InvalidInputError, name: str) -> InvalidInputError:
    return type(error)(**{**error.parameters, "field": name})


_PLAIN: dict[object, Check] = {
    int: _whole_number,
    bool: _yes_or_no,
    datetime: _taken_by(instant, "time"),
    date: _taken_by(day, "date"),
    time: _taken_by(local_time, "time-of-day"),
}

_READERS: dict[object, Check] = {
    FreeText: _read_by(free_text),
    datetime: _read_by(instant),
    date: _read_by(day),
    time: _read_by(local_time),
}
