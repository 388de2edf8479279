"""Answers and rows as tables for people and as CSV for other programs."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from textwrap import wrap
from typing import IO, TypeAlias, cast

import attrs

from civicflow.cli.text import harmless, visible
from civicflow.core.fields import FreeText
from civicflow.core.question import Change, Figure, Reply
from civicflow.exchange.json_text import plain
from civicflow.messages import Words

_BETWEEN, _NOTHING = " · ", "–"
_WIDTH = 100
"""From this many characters on, a list stands in lines of its own and not in one cell."""

_PART = "of"
"""The field that says of which part a line tells; without one it tells of all that was asked for."""

_WORD = re.compile("[a-z]+(_[a-z]+)*")
"""A word of a fixed set, such as ``on_hold``; ids and texts are no such words."""

_KINDS = {
    "question": "title",
    "command": "title",
    "topic": "title",
    "indicator": "indicator",
    "instrument": "survey_instrument",
    "purpose": "purpose",
    "wave": "wave",
}
"""The fields that hold codes of a kind of their own."""


_Owner: TypeAlias = Mapping[str, str]
"""What tells the line apart in which other lines stand, by heading."""

_NOBODY: _Owner = {}


@attrs.frozen
class Sheet:
    """
    A table of one part of a result.

    Args:
        title: What it shows; empty for the result as a whole.
        columns: What stands above each column.
        rows: The cells of each row.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def sheets_of(value: object, words: Words, title: str = "") -> Iterator[Sheet]:
    """
    A result as tables: what is single stands in a list, records of one kind stand side by side, lists stand alone.

    The lines within a line stand in a table of their own below, each with what tells the line apart that it belongs to.

    Args:
        value: A record, a reply or a list of records.
        words: For headings and values.
        title: What stands above.
    """
    match value:
        case Reply(head=head, answer=answer):
            told = tuple(sheets_of(answer, words, title))
            yield from told or (Sheet(title, ("",), ((words.heading("nothing_found"),),)),)
            asked = {"arguments": " ".join(options(head.arguments))}
            yield from _parts(_fields(head) | asked, words, words.heading("head"))
        case tuple() | list():
            yield from _list(value, words, title)
        case _:
            yield from _parts(_fields(value), words, title)


def options(arguments: Mapping[str, object]) -> Iterator[str]:
    """What was asked, as one would write it on the command line."""
    for name, value in arguments.items():
        option = name.replace("_", "-")
        match value:
            case bool():
                yield f"--{option}" if value else f"--no-{option}"
            case tuple():
                yield from (f"--{option} {plain(each)}" for each in value)
            case _:
                yield f"--{option} {plain(value)}"


def _parts(fields: Mapping[str, object], words: Words, title: str) -> Iterator[Sheet]:
    single = {name: value for name, value in fields.items() if value != () and _is_short(value, words, name)}
    if single:
        rows = tuple((words.heading(name), cell(value, words, name)) for name, value in single.items())
        yield Sheet(title, ("", ""), rows)
    records = {name: value for name, value in fields.items() if not _is_single(value) and not _is_list(value)}
    kinds = {type(value) for value in records.values()}
    if len(records) > 1 and len(kinds) == 1:
        yield from _side_by_side(records, words, title)
    else:
        for name, value in records.items():
            yield from sheets_of(value, words, _under(title, words.heading(name)))
    for name, value in fields.items():
        if _stands_alone(value, words, name):
            yield from _within([(_NOBODY, value)], words, title, name)


def _side_by_side(records: Mapping[str, object], words: Words, title: str) -> Iterator[Sheet]:
    found = {label: _fields(record) for label, record in records.items()}
    names = [name for name in next(iter(found.values())) if _is_column(name, found.values(), words)]
    rows = (
        (words.heading(label), *(cell(fields[name], words, name) for name in names))
        for label, fields in found.items()
    )
    yield Sheet(title, ("", *map(words.heading, names)), tuple(rows))
    for label, fields in found.items():
        rest = {name: value for name, value in fields.items() if name not in names and value != ()}
        yield from _parts(rest, words, _under(title, words.heading(label)))


def _list(values: Sequence[object], words: Words, title: str) -> Iterator[Sheet]:
    if not values:
        return
    if all(_is_single(value) for value in values):
        yield Sheet(title, ("",), tuple((cell(value, words),) for value in values))
        return
    yield from _lines([(_NOBODY, value) for value in values], words, title)


def _lines(lines: Sequence[tuple[_Owner, object]], words: Words, title: str) -> Iterator[Sheet]:
    """Records of one kind with what they belong to; the lists in them stand below."""
    found = [(owner, _fields(value)) for owner, value in lines]
    names = [name for name in found[0][1] if any(fields[name] != () for _, fields in found)]
    alone = [name for name in names if any(_stands_alone(fields[name], words, name) for _, fields in found)]
    names = [name for name in names if name not in alone]
    rows = [(owner, tuple(cell(fields[name], words, name) for name in names)) for owner, fields in found]
    headings = tuple(map(words.heading, names))
    if names:
        yield Sheet(title, (*found[0][0], *headings), tuple((*owner.values(), *row) for owner, row in rows))
    apart = _telling_apart([(*owner.values(), *row) for owner, row in rows]) - len(found[0][0])
    owners = [{**owner, **dict(zip(headings[: max(apart, 1)], row, strict=False))} for owner, row in rows]
    for name in alone:
        within = [(owner, fields[name]) for owner, (_, fields) in zip(owners, found, strict=True)]
        yield from _within(within, words, title, name)


def _within(fields: Sequence[tuple[_Owner, object]], words: Words, title: str, name: str) -> Iterator[Sheet]:
    """The lists that several lines have in one field, one below the other."""
    title = _under(title, words.heading(name))
    lists = [(owner, found) for owner, found in fields if isinstance(found, tuple | list)]
    items = [(owner, each) for owner, found in lists for each in found]
    if items and not all(_is_single(each) for _, each in items):
        yield from _lines(items, words, title)
    elif items:
        rows = (
            (*owner.values(), line)
            for owner, found in lists
            for line in wrap(cell(found, words, name), _WIDTH, break_long_words=False, break_on_hyphens=False)
        )
        owner = items[0][0]
        yield Sheet(title, (*owner, words.heading(name) if owner else ""), tuple(rows))


def _telling_apart(rows: Sequence[tuple[str, ...]]) -> int:
    """How many of the first columns it takes to tell rows apart."""
    widths = range(1, len(rows[0]) + 1)
    return next((width for width in widths if len({row[:width] for row in rows}) == len(rows)), 1)


def cell(value: object, words: Words, field: str = "") -> str:
    """
    One value as it stands in a table.

    Args:
        value: The value.
        words: For words of fixed sets.
        field: The field it stands in, which says what kind of word it is.
    """
    match value:
        case None:
            return words.state("all") if field == _PART else _NOTHING
        case "":
            return _NOTHING
        case Figure(numerator=numerator, denominator=denominator):
            return f"{numerator}/{denominator}" + percentage(numerator, denominator)
        case Change(difference=difference, lower=lower, upper=upper):
            return f"{points(difference)} [{points(lower)}, {points(upper)}]"
        case Fraction():
            return words.number(hundredths(value))
        case FreeText(v=text):
            return text
        case tuple() | list():
            return ", ".join(cell(each, words, field) for each in value)
        case Mapping():
            return ", ".join(f"{name}: {cell(each, words, name)}" for name, each in value.items())
        case str():
            return _word(value, words, field)
        case _ if hasattr(type(value), "parse"):
            return str(value)
        case _ if attrs.has(type(value)):
            said = {name: each for name, each in _fields(value).items() if each is not None and each != ()}
            return " ".join(cell(each, words, name) for name, each in said.items())
        case _:
            return words.value(value)


def _word(value: str, words: Words, field: str) -> str:
    """The word for a code, by the field it stands in, else as a state; any other text as it is."""
    own = [_KINDS[field]] if field in _KINDS else []
    kinds = [*own, field, "state"] if _WORD.fullmatch(value) else own
    said = (words.state(value, kind=kind) for kind in kinds)
    return next((each for each in said if each != value), value)


def percentage(numerator: int, denominator: int) -> str:
    """A share in per cent with one digit, cut and never rounded up; nothing when there is nothing to divide by."""
    if not denominator:
        return ""
    return f" ({Decimal(1000 * numerator // denominator) / 10:.1f} %)"


def hundredths(number: Fraction) -> str:
    """A number in groups of three, with as many of two digits as it needs, and marked where they are not enough."""
    found = round(100 * number)
    whole, rest = divmod(abs(found), 100)
    written = f"{'-' if found < 0 else ''}{whole:,}" + (f".{rest:02}".rstrip("0") if rest else "")
    return written if found == 100 * number else f"≈ {written}"


def points(share: Fraction | Decimal) -> str:
    """A difference of shares in percentage points, rounded to two digits, such as ``+1.60``."""
    hundredths = round(10_000 * Fraction(share))
    return f"{'-' if hundredths < 0 else '+'}{abs(hundredths) // 100}.{abs(hundredths) % 100:02}"


def print_sheets(sheets: Iterable[Sheet], out: IO[str]) -> None:
    """Print tables one below the other; in colour only on a terminal."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(file=out, width=None if out.isatty() else 1_000, highlight=False)
    for sheet in sheets:
        if sheet.title:
            console.print(Text(sheet.title, style="bold"))
        table = Table(box=SIMPLE_HEAD if any(sheet.columns) else None, show_header=any(sheet.columns))
        for heading in sheet.columns:
            table.add_column(Text(heading))
        for row in sheet.rows:
            table.add_row(*(Text(visible(text)) for text in row))
        console.print(table)


def write_csv(value: object, out: IO[str]) -> None:
    """
    Write a result as CSV: a list as one row each, anything else as one field and value a row.

    Args:
        value: A record, a reply or a list of records.
        out: Where to.
    """
    content = plain(value)
    if isinstance(content, list) and not (content and _is_single(value)):
        found = [dict(leaves(each)) for each in content]
        names = tuple(dict.fromkeys(name for row in found for name in row))
        rows: list[Sequence[object]] = [names, *([row.get(name) for name in names] for row in found)]
    else:
        rows = [("field", "value"), *leaves(content)]
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([harmless(each) for each in row] for row in rows if row)


def leaves(content: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Every single value with the path that leads to it, as ``raw.figure.numerator``; lists of single values as one."""
    match content:
        case dict():
            for name, value in content.items():
                yield from leaves(value, f"{path}.{name}" if path else name)
        case list() if any(isinstance(each, dict | list) for each in content):
            for place, value in enumerate(content):
                yield from leaves(value, f"{path}[{place}]")
        case list():
            yield path, " ".join(map(str, content))
        case bool():
            yield path, str(content).lower()
        case datetime():
            yield path, content.isoformat()
        case _:
            yield path, content


def _fields(value: object) -> dict[str, object]:
    if isinstance(value, Mapping):
        return dict(value)
    return attrs.asdict(cast("attrs.AttrsInstance", value), recurse=False)


def _is_single(value: object) -> bool:
    if isinstance(value, tuple | list):
        return all(_is_single(each) for each in value)
    if isinstance(value, Figure | Change | FreeText) or hasattr(type(value), "parse"):
        return True
    return not (attrs.has(type(value)) or isinstance(value, Mapping))


def _is_column(name: str, rows: Iterable[Mapping[str, object]], words: Words) -> bool:
    """Whether a field has room in a cell in every row, and says something in one."""
    values = [row[name] for row in rows]
    return all(_is_short(value, words, name) for value in values) and any(value != () for value in values)


def _is_list(value: object) -> bool:
    return isinstance(value, tuple | list) and not _is_single(value)


def _is_short(value: object, words: Words, name: str) -> bool:
    return _is_single(value) and not _stands_alone(value, words, name)


def _stands_alone(value: object, words: Words, name: str) -> bool:
    """Whether a list is one of records, or has no room in a cell."""
    return isinstance(value, tuple | list) and (_is_list(value) or len(cell(value, words, name)) > _WIDTH)


def _under(title: str, part: str) -> str:
    return f"{title}{_BETWEEN}{part}" if title else part
