"""How one figure of an answer was reckoned: its parts and their sum, the events, the dated rules and the calendar (R58)."""

from collections.abc import Collection, Iterator
from datetime import datetime
from difflib import get_close_matches

from attrs import frozen

from civicflow.core.correction import CORRECTIONS, Correction
from civicflow.core.event import from_micros
from civicflow.core.filing import Setting
from civicflow.core.log import Entry, Log
from civicflow.core.operation import Number, Operation
from civicflow.core.provision import Provision
from civicflow.core.question import Figure, Head, Question
from civicflow.core.working import Part, Working, plain_number, working_of
from civicflow.errors import UnknownNameError
from civicflow.inquiry.answering import Standpoint, Store, answered
from civicflow.inquiry.figures import Found, figures
from civicflow.inquiry.right import line_at

NEAR = 5
"""How many figures of a similar name are said of one that there is not."""


@frozen(kw_only=True)
class ExplainedPart:
    """
    One part of a figure, or of a number that is itself a part.

    Args:
        level: 1 for a part of the figure, 2 for a part of such a part, and so on.
        of: What is counted, such as ``task:T-17``.
        adds: What it brings; a moment where days are counted (UTC).
        because: Why it counts.
        operation: What is done with the parts that follow one level below; None when there are none.
        events: The positions of the events that say so.
    """

    level: int
    of: str
    adds: Number | datetime
    because: str
    operation: Operation | None
    events: tuple[int, ...]


@frozen(kw_only=True)
class Explanation:
    """
    How a figure was reckoned.

    Args:
        figure: Its path.
        value: The figure; of a share the share itself; None where none is on record.
        operation: What is done with the parts; None where there is no figure to be reckoned.
        recomputed: The figure, worked out anew from the parts alone.
        parts: What it counts, each with the parts below it.
        events: The lines of the log that stand behind it, in order; with what has put them right by then.
        provisions: The dated rules that the answer used, and those that the figure itself is made with first.
        calendar: The version of the working calendar.
        head: Where the answer comes from.
    """

    figure: str
    value: Number | None
    operation: Operation | None
    recomputed: Number | None
    parts: tuple[ExplainedPart, ...]
    events: tuple[Entry, ...]
    provisions: tuple[Provision, ...]
    calendar: str
    head: Head


def explained(
    store: Store, setting: Setting, question: Question[object], figure: str, seen: Standpoint
) -> Explanation:
    """
    How a figure of an answer was reckoned.

    Args:
        store: Where the events are.
        setting: Clock, regulations and calendar.
        question: What was asked.
        figure: The path of the figure.
        seen: From where the question is answered.

    Raises:
        UnknownNameError: When the answer has no such figure; names those that are near.
        InvalidInputError: When an instant or the position cannot be understood.
    """
    found = answered(store, setting, question, seen, explaining=True)
    value, working = _asked_for(figures(found.reply.answer), figure)
    parts = () if working is None else tuple(_parts(working, 1))
    positions = {position for part in parts for position in part.events}
    named = {part.of for part in parts}
    provisions = sorted(found.provisions, key=lambda each: f"regulation:{each.id}" not in named)
    return Explanation(
        figure=figure,
        value=None if value is None else plain_number(value),
        operation=None if working is None else working.operation,
        recomputed=None if working is None else working.recomputed(),
        parts=parts,
        events=tuple(_lines(store.log, positions, found.reply.head.position)),
        provisions=tuple(provisions),
        calendar=found.reply.head.calendar,
        head=found.reply.head,
    )


def _lines(log: Log, positions: Collection[int], until: int) -> Iterator[Entry]:
    """The lines at some positions, and the corrections of any of them up to another."""
    corrections = {
        entry.at.position
        for entry in log.entries(key=CORRECTIONS, until=until)
        if isinstance(entry.event, Correction) and entry.event.corrects in positions
    }
    for position in sorted(corrections.union(positions)):
        line = line_at(log, position)
        if line is not None:
            yield line


def _asked_for(known: dict[str, Found], figure: str) -> tuple[Number | None, Working | None]:
    if figure not in known:
        near = ", ".join(get_close_matches(figure, known, NEAR, cutoff=0.4))
        raise UnknownNameError(field="figure", problem="unknown", value=figure[:100], near=near)
    found = known[figure]
    if isinstance(found, Figure):
        return found.share, share_working(found, figure)
    return found, working_of(found)


def share_working(share: Figure, path: str) -> Working | None:
    """How a share is reckoned: its numerator by its denominator; None when there is nothing to divide by."""
    if not share.denominator:
        return None
    numbers = {"numerator": share.numerator, "denominator": share.denominator}
    return Working(
        Operation.QUOTIENT,
        tuple(
            Part(of=f"figure:{path}.{name}", adds=number, because=name) for name, number in numbers.items()
        ),
    )


def _parts(working: Working, level: int) -> Iterator[ExplainedPart]:
    """Each part, followed by those that it is reckoned from itself."""
    for part in working.parts:
        below = working_of(part.adds)
        yield ExplainedPart(
            level=level,
            of=part.of,
            adds=_shown(part.adds, working.operation),
            because=part.because,
            operation=None if below is None else below.operation,
            events=part.events,
        )
        if below is not None:
            yield from _parts(below, level + 1)


def _shown(adds: Number, operation: Operation) -> Number | datetime:
    return from_micros(int(adds)) if operation is Operation.DAYS else plain_number(adds)
