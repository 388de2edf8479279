"""What a person may write into a field: identifiers, instants, days, free text; each checked where it enters."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Annotated, TypeAlias

import attrs

from civicflow.errors import InvalidInputError

_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/@+-]{0,99}")
_WAYS = {
    "actor": re.compile(rf"(system:)?{_IDENTIFIER.pattern}"),
    "digest": re.compile("[0-9a-f]{64}"),
}
_BROKEN = re.compile("[\0\ud800-\udfff]")
LONGEST_TEXT = 10_000

YEARS = range(1900, 2200)
"""The years of which a record may speak; any other is a slip, and at the ends of the calendar no zone can be applied."""

YEAR, MONTH = "(19|20|21)[0-9]{2}", "(0[1-9]|1[0-2])"
"""How they are written."""

DAY = re.compile(f"{YEAR}-{MONTH}-(0[1-9]|[12][0-9]|3[01])")
"""How a local day is written."""

TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?")
"""How a local time of day is written."""

INSTANT = re.compile(DAY.pattern + "T" + TIME.pattern + r"(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])")
"""How a moment is written; nothing finer than a microsecond, which could not be kept."""

WHOLE_NUMBERS = range(-(2**63), 2**63)
"""The whole numbers that every store can hold."""


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
        if not isinstance(value, str) or re.fullmatch(self.pattern, value) is None:
            raise _wrong(name, "identifier", value)

    @property
    def pattern(self) -> str:
        """How it is written, as a regular expression."""
        return _WAYS.get(self.of, _IDENTIFIER).pattern


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
            raise _wrong(name, "text", value)


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
        InvalidInputError: When it cannot be read, has no zone (K25) or lies in a year of which no record speaks.
    """
    moment = _read_instant(value) if isinstance(value, str) else value
    if getattr(moment, "tzinfo", None) is None:
        raise _wrong("time", "zone", value)
    try:
        kept = moment.astimezone(UTC)
    except OverflowError:
        raise _wrong("time", "year", value) from None
    if kept.year not in YEARS:
        raise _wrong("time", "year", value)
    return kept


def _read_instant(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise _wrong("time", "time", text) from None
    if moment.tzinfo is not None and INSTANT.fullmatch(text) is None:
        raise _wrong("time", "time" if moment.year in YEARS else "year", text)
    return moment


def _wrong(field: str, problem: str, value: object) -> InvalidInputError:
    return InvalidInputError(field=field, problem=problem, value=str(value)[:100])


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
    except InvalidInputError as error:
        wrong = error.parameters
        raise InvalidInputError(field=field, problem=wrong["problem"], value=wrong["value"]) from None
    return ends.astimezone(UTC)


def day(value: date | str) -> date:
    """
    Take a local date.

    Raises:
        InvalidInputError: When it is not an ISO 8601 date, or lies in a year of which no record speaks.
    """
    on: object = _read_day(value) if isinstance(value, str) else value
    if not isinstance(on, date) or isinstance(on, datetime):
        raise _wrong("date", "date", value)
    if on.year not in YEARS:
        raise _wrong("date", "year", value)
    return on


def _read_day(text: str) -> date:
    try:
        on = date.fromisoformat(text)
    except ValueError:
        raise _wrong("date", "date", text) from None
    if on.year in YEARS and DAY.fullmatch(text) is None:
        raise _wrong("date", "date", text)
    return on


def optional_day(value: date | str | None) -> date | None:
    """Take a local date; nothing stays nothing."""
    return None if value is None else day(value)


def local_time(value: time | str) -> time:
    """
    Take a local time of day, such as ``08:00``.

    Raises:
        InvalidInputError: When it is none, or has a zone: the place it is meant for says that.
    """
    found: object = _read_time(value) if isinstance(value, str) else value
    if not isinstance(found, time) or found.tzinfo is not None:
        raise _wrong("time", "time-of-day", value)
    return found


def _read_time(text: str) -> time:
    if TIME.fullmatch(text) is None:
        raise _wrong("time", "time-of-day", text)
    return time.fromisoformat(text)


def texts(values: Iterable[str]) -> tuple[str, ...]:
    """
    Take several texts.

    Raises:
        InvalidInputError: When one text stands alone; it would be taken letter by letter.
    """
    if isinstance(values, str):
        raise InvalidInputError(field="texts", problem="texts", value=values[:100])
    return tuple(values)


def counted(values: Mapping[str, int]) -> Mapping[str, int]:
    """Take a number for each of several codes, such as the places of each body."""
    return dict(values)


def stated(values: Mapping[str, str]) -> Mapping[str, str]:
    """Take a text for each of several codes, such as the target of each indicator."""
    return dict(values)


PersonId: TypeAlias = Annotated[str, Identifier("person")]
"""A person who works or acts: an employee, a leader, an inspector. Never a name or citizen number."""
ActorId: TypeAlias = Annotated[str, Identifier("actor")]
"""Who acts: a person, or ``system:`` and the name of an automation."""
UnitId: TypeAlias = Annotated[str, Identifier("unit")]
"""A unit of the administration."""
SubjectId: TypeAlias = Annotated[str, Identifier()]
"""Any other subject's meaningless id."""
Code: TypeAlias = Annotated[str, Identifier("code")]
"""A word of a catalogue, such as a work type or an exempt duty."""
Digest: TypeAlias = Annotated[str, Identifier("digest")]
"""What an answer is known by: its SHA-256 in hexadecimal."""
ShortText: TypeAlias = Annotated[str, Line()]
"""A line of the office's own text: a title, an instrument's number."""
