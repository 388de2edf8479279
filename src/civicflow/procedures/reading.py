"""Procedures read from TOML, and every mistake in it with its line."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any, Final, Never, TypeAlias, TypeVar

import attrs
from attrs import frozen

from civicflow.calendars import Length, TermUnit
from civicflow.core.fields import YEARS
from civicflow.errors import InvalidInputError, ProcedureError, UnsoundProcedureError
from civicflow.procedures.checks import problems
from civicflow.procedures.definition import (
    HeldBy,
    Instances,
    Outcome,
    Procedure,
    Role,
    StepDefinition,
    StepKind,
    Title,
)
from civicflow.procedures.problem import Place, Problem
from civicflow.procedures.toml_lines import line_of, lines_of

T = TypeVar("T")


@frozen(kw_only=True)
class Examined:
    """
    A file as it was read.

    Args:
        procedure: What it says; None where it cannot be understood.
        mistakes: All that is wrong, the first line first.
    """

    procedure: Procedure | None
    mistakes: tuple[ProcedureError, ...]


def read_procedure(file: str, text: str) -> Procedure:
    """
    Read a procedure that can be carried out.

    Args:
        file: The name of the file, for what is told of its mistakes.
        text: Its TOML.

    Raises:
        UnsoundProcedureError: With every mistake, each with its line.
    """
    examined = examine_procedure(file, text)
    if examined.mistakes or examined.procedure is None:
        raise UnsoundProcedureError(examined.mistakes)
    return examined.procedure


def examine_procedure(file: str, text: str) -> Examined:
    """
    Read a file as far as it can be understood, and see what is wrong with it.

    What the procedure means is looked at once all of it can be read.

    Args:
        file: Its name.
        text: Its TOML.
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Examined(procedure=None, mistakes=(_no_toml(file, text, str(error)),))
    reading = _Reading()
    procedure = reading.record(Procedure, content, Place())
    found = (*reading.found, *(() if procedure is None else problems(procedure)))
    lines = lines_of(text)
    placed = sorted(((line_of(lines, each.place.path), each) for each in found), key=lambda pair: pair[0])
    mistakes = tuple(each.error(file=file, line=line) for line, each in placed)
    return Examined(procedure=procedure, mistakes=mistakes)


def _no_toml(file: str, text: str, said: str) -> ProcedureError:
    place = re.search(r"\(at line ([0-9]+), column [0-9]+\)", said)
    line = int(place[1]) if place else text.count("\n") + 1
    return ProcedureError(file=file, line=line, problem="not-toml", value=said)


class _UnreadableError(Exception):
    """A value that is not of the kind its field takes: the problem, and what was found."""

    def __init__(self, problem: str, value: str | None) -> None:
        super().__init__(problem, value)
        self.problem = problem
        self.value = value


def _refuse(problem: str, value: object = None) -> Never:
    raise _UnreadableError(problem, None if value is None else str(value)[:100])


def _text(value: object) -> str:
    return value if isinstance(value, str) else _refuse("not-a-text")


def _count(value: object) -> int:
    whole = isinstance(value, int) and not isinstance(value, bool)
    return value if whole and isinstance(value, int) else _refuse("not-a-whole-number")


def _flag(value: object) -> bool:
    return value if isinstance(value, bool) else _refuse("not-yes-or-no")


def _day(value: object) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        _refuse("date", value)
    return value if value.year in YEARS else _refuse("year", value)


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        _refuse("not-a-list-of-texts")
    return tuple(value)


def _length(value: object) -> Length:
    written = _text(value)
    unit = re.fullmatch(r"[0-9]+ *(\D*)", written)
    if unit is not None and unit[1] not in {each.value for each in TermUnit}:
        _refuse("term-without-a-calendar", written)
    try:
        return Length.parse(written)
    except InvalidInputError as error:
        _refuse(str(error.parameters["problem"]), written)


def _lengths(value: object) -> tuple[Length, ...]:
    return tuple(_length(each) for each in _texts(value))


@frozen
class Word:
    """
    Takes one of some words.

    Args:
        kind: The words.
    """

    kind: type[Enum]

    def __call__(self, value: object) -> Enum:
        """The word that is written."""
        words = {each.value: each for each in self.kind}
        found = words.get(value) if isinstance(value, str) else None
        return found or _refuse("unknown-word", f"{value}; {', '.join(words)}")


Reader: TypeAlias = Callable[[object], object]
"""Takes what TOML says for what a field holds."""


@frozen
class Tables:
    """
    A table of tables, each under its code.

    Args:
        kind: What each of them is.
        code: The field that takes the code; also the part of a place that names it.
    """

    kind: type
    code: str


FIELDS: Final[Mapping[type, Mapping[str, Reader | type | Tables]]] = {
    Title: {"vi": _text, "en": _text},
    Instances: {"needed": _count, "otherwise": _text},
    Role: {"title": Title, "held_by": Word(HeldBy), "unit": _text, "office": _text, "group": _text},
    Outcome: {"title": Title, "leads_to": _texts, "closes": _text, "withdraws": _texts},
    StepDefinition: {
        "kind": Word(StepKind),
        "title": Title,
        "role": _text,
        "term": _length,
        "when_passed": _text,
        "if_cancelled": _text,
        "awaits": _text,
        "stops_the_clock": _flag,
        "joins": _texts,
        "needed": _count,
        "instances": Instances,
        "requires": _texts,
        "different_person_from": _texts,
        "confidentiality": _text,
        "at_home": _flag,
        "reviewed": _flag,
        "result": _text,
        "reminders": _lengths,
        "escalations": _lengths,
        "outcomes": Tables(Outcome, "outcome"),
    },
    Procedure: {
        "procedure": _text,
        "version": _count,
        "title": Title,
        "since": _day,
        "instrument": _text,
        "opens_with": _texts,
        "term": _length,
        "roles": Tables(Role, "role"),
        "steps": Tables(StepDefinition, "step"),
    },
}
"""What a file may say of each thing, in the order in which it is written; see ``docs/reference/procedures.md``."""


_HOLDS: Final[Mapping[object, str]] = {
    _text: "text",
    _texts: "list of texts",
    _count: "whole number",
    _flag: "`true` or `false`",
    _day: "day, such as `2024-01-01`",
    _length: "length of time, such as `5 working_days`",
    _lengths: "list of lengths of time",
}


def holds(reader: object) -> str:
    """
    How a plain field is written.

    Args:
        reader: What takes it, as ``FIELDS`` says.
    """
    return _HOLDS[reader]


class _Reading:
    """
    A file while it is read.

    Attributes:
        found: What is wrong, in the order in which it was met.
        unreadable: How much of that leaves it open what is meant.
    """

    def __init__(self) -> None:
        self.found: list[Problem] = []
        self.unreadable = 0

    def record(self, kind: type[T], table: object, place: Place, **given: str) -> T | None:
        """One thing of a kind; None when it cannot be understood."""
        if not isinstance(table, dict):
            self._refuse("not-a-table", place)
            return None
        before = self.unreadable
        for name in table.keys() - FIELDS[kind].keys():
            self.found.append(Problem(problem="unknown", place=_within(place, name)))
        values = {name: value for name, value in self._values(kind, table, place) if value is not None}
        return None if self.unreadable > before else kind(**given, **values)

    def _values(self, kind: type, table: Mapping[str, object], place: Place) -> Iterator[tuple[str, Any]]:
        needed = {field.name for field in attrs.fields(kind) if field.default is attrs.NOTHING}
        for name, reader in FIELDS[kind].items():
            if isinstance(reader, Tables):
                yield name, tuple(self._tables(reader, table.get(name, {}), place, name))
            elif name in table:
                yield name, self._value(reader, table[name], _within(place, name))
            elif name in needed:
                self._refuse("missing", _within(place, name))

    def _value(self, reader: Reader | type, value: object, place: Place) -> object:
        if isinstance(reader, type):
            return self.record(reader, value, place)
        try:
            return reader(value)
        except _UnreadableError as error:
            self._refuse(error.problem, place, error.value)
            return None

    def _tables(self, tables: Tables, written: object, place: Place, name: str) -> Iterator[object]:
        if not isinstance(written, dict):
            self._refuse("not-a-table", _within(place, name))
            return
        for code, table in written.items():
            at = attrs.evolve(place, **{tables.code: code})
            yield self.record(tables.kind, table, at, **{tables.code: code})

    def _refuse(self, problem: str, place: Place, value: str | None = None) -> None:
        self.unreadable += 1
        self.found.append(Problem(problem=problem, place=place, value=value))


def _within(place: Place, name: str) -> Place:
    """A field of what stands at a place."""
    return attrs.evolve(place, field=name if place.field is None else f"{place.field}.{name}")
