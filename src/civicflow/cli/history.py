"""Reading the log: its lines as they stand, and as sentences."""

import csv
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter
from cyclopts.validators import Number

from civicflow.cli.directory import names
from civicflow.cli.terminal import Terminal
from civicflow.cli.text import harmless
from civicflow.cli.values import asked
from civicflow.errors import NotOnRecordError

if TYPE_CHECKING:
    from civicflow.core.log import Entry
    from civicflow.messages.words import People

COLUMNS = (
    "position",
    "occurred_at",
    "recorded_at",
    "stream",
    "version",
    "topic",
    "by",
    "on_behalf_of",
    "sentence",
)
Count = Annotated[int, Parameter(validator=Number(gte=0))]


def events(
    *,
    stream: str | None = None,
    key: str | None = None,
    after: Count = 0,
    limit: Count | None = None,
    terminal: Terminal,
) -> int:
    """
    Print the lines of the log, in order; in JSON one object a line, the same bytes for the same log.

    Args:
        stream: Only this stream, such as task:T-17.
        key: Only what carries this key, such as person:E-204.
        after: Only what stands after this position.
        limit: At most so many lines.
        terminal: Where the store is and the result goes.
    """
    with terminal.open(reading=True) as flow:
        entries = islice(flow.entries(stream=stream, key=key, after=after), limit)
        _print(entries, terminal, names(flow))
    return 0


def trail(
    stream: str,
    /,
    *,
    known: str | None = None,
    as_of: str | None = None,
    terminal: Terminal,
) -> int:
    """
    Tell what happened to one subject, a sentence an event: who, what, when, for whom.

    Args:
        stream: A stream such as task:T-17; person:E-204 gathers what concerns a person from all streams.
        known: Only what was on record at this instant, such as 2023-12-31T17:00+07:00, or a day for its end.
        as_of: Only what had happened by this instant.
        terminal: Where the store is and the result goes.
    """
    from civicflow.views import Trail

    kind, _, name = stream.partition(":")
    of_a_person = kind == "person"
    question = Trail(person=name) if of_a_person else Trail(stream)
    with terminal.open(reading=True) as flow:
        reply = asked(flow, question, known, as_of)
        told = {line.position for line in reply.answer}
        found = flow.entries(key=stream) if of_a_person else flow.entries(stream=stream)
        entries = (entry for entry in found if entry.at.position in told)
        if not _print(entries, terminal, names(flow)):
            raise NotOnRecordError(kind=kind, id=name)
    return 0


def _print(entries: "Iterable[Entry]", terminal: Terminal, people: "People") -> int:
    """Print lines of the log one by one, however many there are; how many there were."""
    write = {"json": _json, "csv": _csv, "table": _sentences}[terminal.form]
    return sum(1 for _ in write(entries, terminal, people))


def _json(entries: "Iterable[Entry]", terminal: Terminal, people: "People") -> "Iterator[Entry]":
    from civicflow.exchange.json_text import json_line, line_of

    for entry in entries:
        print(json_line(line_of(entry)))
        yield entry


def _csv(entries: "Iterable[Entry]", terminal: Terminal, people: "People") -> "Iterator[Entry]":
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(COLUMNS)
    for entry in entries:
        at, envelope = entry.at, entry.envelope
        times = (at.occurred_at.isoformat(), at.recorded_at.isoformat())
        actors = (envelope.by, envelope.on_behalf_of)
        deed = terminal.words.deed(entry, people)
        row = (at.position, *times, entry.stream, entry.version, entry.topic, *actors, deed)
        writer.writerow(map(harmless, row))
        yield entry


def _sentences(entries: "Iterable[Entry]", terminal: Terminal, people: "People") -> "Iterator[Entry]":
    for entry in entries:
        said = terminal.words.sentence(entry, people)
        terminal.line(f"{entry.at.position:>6}  {entry.stream}  {said}")
        yield entry
