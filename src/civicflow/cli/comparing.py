"""What if, and what has changed: two answers to one question side by side, with what makes the difference."""

import re
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, get_type_hints

import attrs
from cyclopts import Group, Parameter

from civicflow.cli.asking import opened, question_verb, supposed
from civicflow.cli.directory import names
from civicflow.cli.options import Standpoint
from civicflow.cli.tables import Sheet, cell, print_sheets
from civicflow.cli.terminal import Terminal
from civicflow.cli.values import of_standpoint
from civicflow.core.question import Question
from civicflow.errors import InvalidInputError, UnknownNameError

if TYPE_CHECKING:
    from civicflow.core.provision import Provision
    from civicflow.flow import Flow
    from civicflow.inquiry.changing import Changes
    from civicflow.inquiry.comparing import Comparison
    from civicflow.inquiry.differing import ChangedRecord, Difference
    from civicflow.messages import Words
    from civicflow.regulations import Sheet as Regulated

EQUAL, DIFFERENT = 0, 1


@Parameter(name="*", group=Group("Every question", sort_key=0))
@attrs.frozen(kw_only=True)
class Compared(Standpoint):
    """
    Which figures are compared, and from where they are seen.

    Args:
        figure: Only the figures of this name, such as over_by, or of this path.
    """

    figure: str | None = None


@Parameter(name="*", group=Group("Every question", sort_key=0))
@attrs.frozen(kw_only=True)
class Since(Standpoint):
    """
    Between which instants a question is compared.

    Args:
        since: What was on record at this instant counts for the earlier answer, such as 2023-12-31T17:00+07:00, or a day
            for its end; --known says the same for the later one, the present when left out.
        as_of_since: Only what had happened by this instant counts for the earlier answer; --as-of when left out.
        figure: Only the figures of this name, such as overdue, or of this path.
    """

    since: str | None = None
    as_of_since: str | None = None
    figure: str | None = None


@attrs.frozen(kw_only=True)
class Row:
    """
    One difference, for other programs.

    Args:
        figure: The path of the figure.
        line: The line that it stands in.
        before: What it is in the one answer.
        after: What it is in the other.
        difference: The second less the first.
        events: The events behind it.
        causes: Why it has changed, where that was asked.
    """

    figure: str
    line: str | None
    before: object
    after: object
    difference: object
    events: tuple[int, ...]
    causes: tuple[str, ...]


def comparing_verb_of(question: type[Question[Any]]) -> Callable[..., int]:
    """The verb that says in what the answer would differ under other regulations, with the options of the question."""

    def compare(*, terminal: Terminal, standpoint: Compared | None = None, **arguments: object) -> int:
        seen = standpoint or Compared()
        if seen.regulations is None:
            raise InvalidInputError(field="--regulations", problem="missing")
        _check_figure(question, seen.figure)
        with opened(question, arguments, seen, terminal) as (flow, said):
            found = _comparison(flow, said, seen)
            found = attrs.evolve(found, differences=_of_figure(found.differences, seen.figure))
            _tell_comparison(found, terminal)
        return DIFFERENT if found.differs else EQUAL

    return question_verb(compare, question, Compared)


def changing_verb_of(question: type[Question[Any]]) -> Callable[..., int]:
    """The verb that says in what the answer has changed between two instants, with the options of the question."""

    def changes(*, terminal: Terminal, standpoint: Since | None = None, **arguments: object) -> int:
        seen = standpoint or Since()
        _check_figure(question, seen.figure)
        with opened(question, arguments, seen, terminal) as (flow, said):
            found = _changes(flow, said, seen)
            found = attrs.evolve(found, differences=_of_figure(found.differences, seen.figure))
            _tell_changes(found, flow, terminal)
        return DIFFERENT if found.differs else EQUAL

    return question_verb(changes, question, Since)


def _comparison(flow: "Flow", question: Question[Any], seen: Compared) -> "Comparison":
    regulations = supposed(flow, seen)
    assert regulations is not None
    try:
        return flow.compare(
            question, regulations=regulations, known=seen.known, as_of=seen.as_of, position=seen.position
        )
    except InvalidInputError as error:
        raise of_standpoint(error) from None


def _changes(flow: "Flow", question: Question[Any], seen: Since) -> "Changes":
    if seen.since is None:
        raise InvalidInputError(field="--since", problem="missing")
    for option, said in (("--position", seen.position), ("--regulations", seen.regulations)):
        if said is not None:
            raise InvalidInputError(field=option, problem="not-between-instants")
    try:
        return flow.changes(
            question, since=seen.since, known=seen.known, as_of=seen.as_of, as_of_since=seen.as_of_since
        )
    except InvalidInputError as error:
        raise of_standpoint(error) from None


def _check_figure(question: type[Question[Any]], figure: str | None) -> None:
    """A slip of the pen must not look like a figure in which nothing differs."""
    from civicflow.inquiry.statements import names_in

    known = names_in(get_type_hints(question.answer)["return"])
    name = "" if figure is None else re.sub(r"\[[^]]*\]", "", figure).rpartition(".")[2]
    if figure is not None and name not in known:
        near = ", ".join(get_close_matches(name, sorted(known), 5, cutoff=0.4))
        raise UnknownNameError(field="--figure", problem="unknown", value=figure[:100], near=near)


def _of_figure(found: "tuple[Difference, ...]", figure: str | None) -> "tuple[Difference, ...]":
    return tuple(
        each
        for each in found
        if figure is None or each.figure == figure or each.figure.endswith(f".{figure}")
    )


def _tell_comparison(found: "Comparison", terminal: Terminal) -> None:
    match terminal.form:
        case "json":
            terminal.show(found)
        case "csv":
            terminal.show(tuple(_rows(found.differences)))
        case "table":
            words = terminal.words
            columns = ("under_what_holds", "under_what_is_supposed")
            head = {
                name: getattr(found.head, name) for name in ("regulations", "supposed", "position", "now")
            }
            sheets = (
                *_told(found.differences, columns, words),
                *_records(found.records, columns, terminal),
                _list(head, words),
            )
            _print(sheets)


def _tell_changes(found: "Changes", flow: "Flow", terminal: Terminal) -> None:
    from civicflow.exchange.json_text import json_text, line_of

    words = terminal.words
    match terminal.form:
        case "json":
            fields = {name: getattr(found, name) for name in attrs.fields_dict(type(found))}
            print(json_text(fields | {"events": [line_of(each) for each in found.events]}))
        case "csv":
            terminal.show(tuple(_rows(found.differences)))
        case "table":
            columns = ("earlier", "later")
            _print(_told(found.differences, columns, words))
            named = {cause.position for each in found.differences for cause in each.causes}
            lines = [each for each in found.events if each.at.position in named]
            if lines:
                terminal.line(f" {words.heading('events')}")
            for line in lines:
                terminal.line(f"{line.at.position:>7}  {words.sentence(line, names(flow))}")
            instants = {"earlier": found.earlier.now, "later": found.later.now}
            _print((*_records(found.records, columns, terminal), _list(instants, words)))


def _print(sheets: "tuple[Sheet, ...]") -> None:
    import sys

    print_sheets(sheets, sys.stdout)


def _rows(found: "tuple[Difference, ...]") -> Iterator[Row]:
    for each in found:
        yield Row(
            figure=each.figure,
            line=each.line,
            before=each.before,
            after=each.after,
            difference=each.difference,
            events=each.events,
            causes=tuple(dict.fromkeys(cause.kind.value for cause in each.causes)),
        )


def _told(found: "tuple[Difference, ...]", two: tuple[str, str], words: "Words") -> tuple[Sheet, ...]:
    """Each difference with both values, and below them the parts that make it; or plainly that there is none."""
    if not found:
        return (Sheet("", ("",), ((words.heading("differs_in_nothing"),),)),)
    causes = any(each.causes for each in found)
    columns = ("figure", *two, "difference", "events", *(("cause",) if causes else ()))
    rows = tuple(_row(each, words, causes=causes) for each in found)
    sheets = (Sheet("", tuple(map(words.heading, columns)), rows),)
    parts = tuple(_parts(found, words))
    headings = tuple(map(words.heading, ("figure", "part", "because", *two, "events")))
    return (*sheets, *((Sheet(words.heading("part"), headings, parts),) if parts else ()))


def _row(each: "Difference", words: "Words", *, causes: bool) -> tuple[str, ...]:
    name = each.figure.rpartition(".")[2]
    kinds = dict.fromkeys(words.state(cause.kind.value, kind="change") for cause in each.causes)
    return (
        each.figure,
        *(cell(value, words, name) for value in (each.before, each.after, each.difference)),
        " ".join(map(str, each.events)),
        *((", ".join(kinds),) if causes else ()),
    )


def _parts(found: "tuple[Difference, ...]", words: "Words") -> Iterator[tuple[str, ...]]:
    for each in found:
        for part in each.parts:
            yield (
                each.figure,
                part.of,
                words.because(part.because),
                cell(part.before, words),
                cell(part.after, words),
                " ".join(map(str, part.events)),
            )


def _records(
    found: "tuple[ChangedRecord, ...]", two: tuple[str, str], terminal: Terminal
) -> tuple[Sheet, ...]:
    """The records that are other ones, field by field: what the one says, what the other says."""
    from civicflow.cli.regulations import at_hand

    if not found:
        return ()
    words = terminal.words
    sheets = {sheet.subject: sheet for sheet in at_hand(terminal).sheets}
    rows = tuple(row for record in found for row in _fields(record, sheets, words))
    columns = tuple(map(words.heading, ("provision", "field", *two)))
    return (Sheet(words.heading("records_that_differ"), columns, rows),)


def _fields(
    record: "ChangedRecord", sheets: "Mapping[str, Regulated]", words: "Words"
) -> Iterator[tuple[str, ...]]:
    sides = [{} if side is None else _said(side, sheets, words) for side in (record.before, record.after)]
    for name in dict.fromkeys([*sides[0], *sides[1]]):
        before, after = (side.get(name) for side in sides)
        if before != after:
            yield record.id, name, cell(before, words), cell(after, words)


TOLD = ("effective_from", "effective_to", "issued_on", "repealed_on", "instrument", "article", "status")
"""What is told of a record besides its value."""


def _said(record: "Provision", sheets: "Mapping[str, Regulated]", words: "Words") -> dict[str, object]:
    """What a record says, in words that people read."""
    from civicflow.cli.on_record import worded

    sheet = sheets.get(record.key.rpartition(".")[2])
    value = record.value if sheet is None else worded(record.value, sheet, words)
    told = {words.heading(name): getattr(record, name) for name in TOLD}
    return {name: each for name, each in (*value.items(), *told.items()) if each is not None}


def _list(fields: Mapping[str, object], words: "Words") -> Sheet:
    rows = tuple((words.heading(name), cell(value, words)) for name, value in fields.items())
    return Sheet(words.heading("head"), ("", ""), rows)
