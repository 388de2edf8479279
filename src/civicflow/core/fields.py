"""What a person may write into a field: identifiers, instants, days, free text; each checked where it enters."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Annotated, TypeAlias, get_args, get_origin

import attrs

from civicflow.errors import InvalidInputError

_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/@+-]{0,99}")
_ACTOR = re.compile(rf"(system:)?{_IDENTIFIER.pattern}")
_BROKEN = re.compile("[\0\ud800-\udfff]")
LONGEST_TEXT = 10_000


@attrs.frozen
class Identifier:
    """
    Marks a text as a meaningless id: letters, digits and ``. _ / @ + -``, at most 100, never a name.

    Args:
        of: What it names: a person, a unit, an actor or any other subject.
    """

    of: str = "subject"

    def check(self, value: object, name: str) -> None:
        """
        Refuse what is not an identifier.

        Raises:
            InvalidInputError: With the name of the field.
        """
        pattern = _ACTOR if self.of == "actor" else _IDENTIFIER
        if not isinstance(value, str) or pattern.fullmatch(value) is None:
            raise InvalidInputError(field=name, problem="identifier", value=str(value)[:100])


@attrs.frozen
class Line:
    """Marks a short text of the office itself, such as a title or a document number; never about a person."""

    def check(self, value: object, name: str) -> None:
        """
        Refuse an empty or overlong text, and what is no text at all: a zero byte, half a character.

        Raises:
            InvalidInputError: With the name of the field.
        """
        if (
            not isinstance(value, str)
            or not value.strip()
            or len(value) > LONGEST_TEXT
            or _BROKEN.search(value)
        ):
            raise InvalidInputError(field=name, problem="text", value=str(value)[:100])


@attrs.frozen(kw_only=True)
class FreeText:
    """
    What a person wrote in their own words, kept apart so that it can later be encrypted for one person.

    Args:
        k: The id of the key it is encrypted with; None while it is plain.
        v: The text, at most 10,000 characters.
    """

    k: str | None = None
    v: str


def free_text(value: "FreeText | str") -> FreeText:
    """
    Take plain text as free text.

    Raises:
        InvalidInputError: When it is empty or longer than 10,000 characters.
    """
    text = value if isinstance(value, FreeText) else FreeText(v=value)
    Line().check(text.v, "text")
    return text


def optional_free_text(value: "FreeText | str | None") -> FreeText | None:
    """Take plain text as free text; nothing stays nothing."""
    return None if value is None else free_text(value)


def instant(value: datetime | str) -> datetime:
    """
    Take a moment in any zone and keep it in UTC.

    Args:
        value: An aware datetime or ISO 8601 text with its offset, such as ``2023-11-20T17:00+07:00``.

    Raises:
        InvalidInputError: When it cannot be read or has no zone (K25).
    """
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        if getattr(moment, "tzinfo", None) is None:
            raise InvalidInputError(field="time", problem="zone", value=str(value)[:100])
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise InvalidInputError(field="time", problem="time", value=str(value)[:100]) from None


def optional_instant(value: datetime | str | None) -> datetime | None:
    """Take a moment in any zone and keep it in UTC; nothing stays nothing."""
    return None if value is None else instant(value)


def closing_instant(value: datetime | date | str | None, zone: tzinfo, field: str) -> datetime | None:
    """
    Take the instant from which something is looked at; a day stands for its end, as an office closes its books.

    Args:
        value: A moment with its zone, or a local day such as ``2023-12-31``; nothing stays nothing.
        zone: The zone of local days.
        field: What the instant is called, for the error.

    Raises:
        InvalidInputError: When it is neither.
    """
    try:
        if value is None or isinstance(value, datetime):
            return optional_instant(value)
        if isinstance(value, str) and len(value) > len("2023-12-31"):
            return instant(value)
        ends = datetime.combine(day(value) + timedelta(days=1), time(), zone) - timedelta(microseconds=1)
        return ends.astimezone(UTC)
    except InvalidInputError as error:
        wrong = error.parameters
        raise InvalidInputError(field=field, problem=wrong["problem"], value=wrong["value"]) from None
    except OverflowError:
        raise InvalidInputError(field=field, problem="date", value=str(value)) from None


def day(value: date | str) -> date:
    """
    Take a local date.

    Raises:
        InvalidInputError: When it is not an ISO 8601 date.
    """
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value)  # type: ignore[arg-type]
    except (ValueError, TypeError):
        raise InvalidInputError(field="date", problem="date", value=str(value)[:100]) from None


def optional_day(value: date | str | None) -> date | None:
    """Take a local date; nothing stays nothing."""
    return None if value is None else day(value)


def local_time(value: time | str) -> time:
    """
    Take a local time of day, such as ``08:00``.

    Raises:
        InvalidInputError: When it is none, or has a zone: the place it is meant for says that.
    """
    found: time | None
    try:
        found = value if isinstance(value, time) else time.fromisoformat(value)
    except (ValueError, TypeError):
        found = None
    if found is None or found.tzinfo is not None:
        raise InvalidInputError(field="time", problem="time-of-day", value=str(value)[:100])
    return found


def texts(values: Iterable[str]) -> tuple[str, ...]:
    """
    Take several texts.

    Raises:
        InvalidInputError: When one text stands alone; it would be taken letter by letter.
    """
    if isinstance(values, str):
        raise InvalidInputError(field="texts", problem="texts", value=values[:100])
    return tuple(values)


def codes(value: Iterable[str]) -> tuple[str, ...]:
    """
    Take several codes of a catalogue, such as work types or exempt duties.

    Raises:
        InvalidInputError: When one of them is not an identifier, or one text stands alone.
    """
    found = texts(value)
    for each in found:
        Identifier().check(each, "codes")
    return found


def counted(values: Mapping[str, int]) -> Mapping[str, int]:
    """
    Take a number for each of several codes, such as the places of each body.

    Raises:
        InvalidInputError: When one of the codes is not an identifier.
    """
    return {code: values[code] for code in codes(values)}


def stated(values: Mapping[str, str]) -> Mapping[str, str]:
    """
    Take a text for each of several codes, such as the target of each indicator.

    Raises:
        InvalidInputError: When one of the codes is not an identifier.
    """
    return {code: values[code] for code in codes(values)}


PersonId: TypeAlias = Annotated[str, Identifier("person")]
"""A person who works or acts: an employee, a leader, an inspector. Never a name or citizen number."""
ActorId: TypeAlias = Annotated[str, Identifier("actor")]
"""Who acts: a person, or ``system:`` and the name of an automation."""
UnitId: TypeAlias = Annotated[str, Identifier("unit")]
"""A unit of the administration."""
SubjectId: TypeAlias = Annotated[str, Identifier()]
"""Any other subject's meaningless id."""
ShortText: TypeAlias = Annotated[str, Line()]
"""A line of the office's own text: a title, an instrument's number."""


Check: TypeAlias = tuple[str, Callable[[object, str], None], bool]
"""A field, its check, and whether it may be left out."""

_CHECKS: dict[type, tuple[Check, ...]] = {}


def _checks_of(kind: type) -> tuple[Check, ...]:
    attrs.resolve_types(kind, include_extras=True)
    found: list[Check] = []
    for attribute in attrs.fields(kind):
        options = (attribute.type,) if get_origin(attribute.type) is Annotated else get_args(attribute.type)
        for option in options:
            marks = get_args(option)[1:] if get_origin(option) is Annotated else ()
            optional = attribute.type is not option
            found += [
                (attribute.name, mark.check, optional)
                for mark in marks
                if isinstance(mark, Identifier | Line)
            ]
    return tuple(found)


def check_fields(value: object) -> None:
    """
    Check every marked field of a command or question.

    Raises:
        InvalidInputError: With the name of the first field that is wrong.
    """
    kind = type(value)
    checks = _CHECKS.get(kind)
    if checks is None:
        checks = _CHECKS[kind] = _checks_of(kind)
    for name, check, optional in checks:
        given = getattr(value, name)
        if not (optional and given is None):
            check(given, name)
