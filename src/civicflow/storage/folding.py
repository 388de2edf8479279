"""Views folded in memory from the log alone: for questions about the past, for reading only, and to compare with."""

from collections.abc import Container, Iterable, Iterator
from typing import TypeVar

from civicflow.core.correction import CORRECTIONS, Contents, contents_of, put_right
from civicflow.core.event import At, Event
from civicflow.core.log import Log
from civicflow.core.question import View

R = TypeVar("R")


def corrections(log: Log, until: int, *, after: int = 0) -> Contents:
    """What the corrections say that stand after one position up to another."""
    return contents_of(log.read(after, until, key=CORRECTIONS))


def fold(
    view: View[R], events: Iterable[tuple[At, Event]], among: Container[str] | None = None
) -> dict[str, R]:
    """The rows of a view after events, by subject; those of some subjects only when they are named."""
    rows: dict[str, R] = {}
    find, step, before = view.subjects.get, view.fold, rows.get
    for at, event in events:
        touched = find(type(event))
        subjects = () if touched is None else touched(event)
        for subject in (subjects,) if type(subjects) is str else subjects:
            if among is not None and subject not in among:
                continue
            row = step(before(subject), event, at)
            if row is not None:
                rows[subject] = row
            else:
                rows.pop(subject, None)
    return rows


def happened(events: Iterable[tuple[At, Event]], as_of: int | None) -> Iterator[tuple[At, Event]]:
    """The events that are said to have happened at or before an instant, in log order; all when none is named."""
    return iter(events) if as_of is None else (each for each in events if each[0].occurred <= as_of)


def folded(log: Log, view: View[R], *, until: int, as_of: int | None = None) -> dict[str, R]:
    """
    The rows of a view as the log had them at a position, of what had happened by an instant.

    What was corrected by that position has the right content; when it happened, its own line says.
    """
    events = put_right(log.read(0, until, view.topics), corrections(log, until))
    return fold(view, happened(events, as_of))
