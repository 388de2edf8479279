"""Doubting a figure on the command line: its parts and their sum, the events as sentences, the dated rules, the calendar."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import attrs
from cyclopts import Group, Parameter

from civicflow.cli.asking import opened, question_verb, supposed
from civicflow.cli.directory import names
from civicflow.cli.options import Standpoint
from civicflow.cli.tables import Sheet, cell, print_sheets
from civicflow.cli.terminal import Terminal
from civicflow.cli.values import of_option, of_standpoint
from civicflow.core.question import Question
from civicflow.errors import InvalidInputError, UnknownNameError

if TYPE_CHECKING:
    from civicflow.core.provision import Provision
    from civicflow.flow import Flow
    from civicflow.inquiry.answering import Seen
    from civicflow.inquiry.explaining import ExplainedPart, Explanation
    from civicflow.inquiry.figures import Found
    from civicflow.messages import Words
    from civicflow.messages.words import People

STEP = "  "
"""How far a part of a part is set in."""


@Parameter(name="*", group=Group("Every question", sort_key=0))
@attrs.frozen(kw_only=True)
class Doubted(Standpoint):
    """
    Which figure is doubted, and from where it was seen.

    Args:
        figure: The figure, such as by[U-12].raw.figure; all figures are listed when left out.
    """

    figure: str | None = None


@attrs.frozen(kw_only=True)
class FigureLine:
    """
    A figure that can be asked for.

    Args:
        figure: Its path.
        value: The figure.
    """

    figure: str
    value: "Found"


def explaining_verb_of(question: type[Question[Any]]) -> Callable[..., int]:
    """The verb that says how a figure of the answer was reckoned, with the options of the question."""

    def explain(*, terminal: Terminal, standpoint: Doubted | None = None, **arguments: object) -> int:
        doubted = standpoint or Doubted()
        with opened(question, arguments, doubted, terminal) as (flow, said):
            if doubted.figure is None:
                terminal.show(_figures(flow, said, doubted))
            else:
                _tell(_explanation(flow, said, doubted.figure, doubted), flow, terminal)
        return 0

    return question_verb(explain, question, Doubted)


def _figures(flow: "Flow", question: Question[Any], seen: Standpoint) -> tuple[FigureLine, ...]:
    try:
        found = flow.figures(question, **_seen(flow, seen))
    except InvalidInputError as error:
        raise of_standpoint(error) from None
    return tuple(FigureLine(figure=path, value=value) for path, value in found.items())


def _seen(flow: "Flow", standpoint: Standpoint) -> "Seen":
    return {
        "known": standpoint.known,
        "as_of": standpoint.as_of,
        "position": standpoint.position,
        "regulations": supposed(flow, standpoint),
    }


def _explanation(flow: "Flow", question: Question[Any], figure: str, seen: Standpoint) -> "Explanation":
    try:
        return flow.explain(question, figure=figure, **_seen(flow, seen))
    except UnknownNameError as error:
        raise of_option(error, "--figure") from None
    except InvalidInputError as error:
        raise of_standpoint(error) from None


def _tell(explanation: "Explanation", flow: "Flow", terminal: Terminal) -> None:
    from civicflow.exchange.json_text import json_text, line_of

    match terminal.form:
        case "json":
            fields = {name: getattr(explanation, name) for name in attrs.fields_dict(type(explanation))}
            print(json_text(fields | {"events": [line_of(each) for each in explanation.events]}))
        case "csv":
            terminal.show(explanation.parts)
        case "table":
            _print(explanation, terminal, names(flow))


def _print(explanation: "Explanation", terminal: Terminal, people: "People") -> None:
    import sys

    words = terminal.words
    print_sheets([_reckoning(explanation, words)], sys.stdout)
    if explanation.events:
        terminal.line(f" {words.heading('events')}")
    for line in explanation.events:
        terminal.line(f"{line.at.position:>7}  {words.sentence(line, people)}")
    print_sheets([*_rules(explanation.provisions, terminal), _standing(explanation, words)], sys.stdout)


def _reckoning(explanation: "Explanation", words: "Words") -> Sheet:
    """The parts one below the other, and under them what they make."""
    columns = tuple(map(words.heading, ("part", "adds", "because", "events")))
    total = "" if explanation.operation is None else words.state(explanation.operation, kind="operation")
    figure = (f"= {explanation.figure}", cell(explanation.value, words), total, "")
    return Sheet(explanation.figure, columns, (*_rows(explanation.parts, words), figure))


def _rows(parts: "tuple[ExplainedPart, ...]", words: "Words") -> Iterator[tuple[str, ...]]:
    for part in parts:
        because = words.because(part.because)
        operation = "" if part.operation is None else f" ({words.state(part.operation, kind='operation')})"
        yield (
            STEP * (part.level - 1) + part.of,
            cell(part.adds, words),
            because + operation,
            " ".join(map(str, part.events)),
        )


def _rules(provisions: "tuple[Provision, ...]", terminal: Terminal) -> Iterator[Sheet]:
    """The dated rules that were used, one line each: what it says, where it stands, how well it is attested."""
    from civicflow.cli.on_record import worded
    from civicflow.cli.regulations import at_hand

    if not provisions:
        return
    words = terminal.words
    sheets = {each.id: sheet for sheet in at_hand(terminal).sheets for each in sheet.provisions}
    rows = []
    for each in provisions:
        says = worded(each.value, sheets[each.id], words) if each.id in sheets else each.value
        told = (each.instrument, cell(each.article, words), words.value(each.status))
        rows.append((each.id, cell(says, words), *told))
    columns = tuple(map(words.heading, ("provision", "value", "instrument", "article", "status")))
    yield Sheet(words.heading("provisions"), columns, tuple(rows))


def _standing(explanation: "Explanation", words: "Words") -> Sheet:
    head = explanation.head
    said = {"calendar": explanation.calendar, "position": head.position, "now": head.now, "code": head.code}
    rows = tuple((words.heading(name), words.value(value)) for name, value in said.items())
    return Sheet(words.heading("head"), ("", ""), rows)
