"""Views folded in memory from the log alone: for questions about the past, for reading only, and to compare with."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from civicflow.core.event import At, Event
from civicflow.core.log import Log
from civicflow.core.question import View

R = TypeVar("R")


def fold(view: View[R], events: Iterable[tuple[At, Event]], rows: dict[str, R] | None = None) -> dict[str, R]:
    """The rows of a view after events, by subject; given rows are carried on."""
    found: dict[str, R] = {} if rows is None else rows
    subjects, step = view.subjects, view.fold
    for at, event in events:
        touched = subjects.get(type(event))
        if touched is None:
            continue
        subject = touched(event)
        for name in (subject,) if isinstance(subject, str) else subject:
            row = step(found.get(name), event, at)
            if row is None:
                found.pop(name, None)
            else:
                found[name] = row
    return found


def happened(events: Iterable[tuple[At, Event]], as_of: int | None) -> Iterator[tuple[At, Event]]:
    """The events that are said to have happened at or before an instant, in log order; all when none is named."""
    return iter(events) if as_of is None else (each for each in events if each[0].occurred <= as_of)


def folded(log: Log, view: View[R], *, until: int, as_of: int | None = None) -> dict[str, R]:
    """The rows of a view as the log had them at a position, of what had happened by an instant."""
    return fold(view, happened(log.read(0, until, view.topics), as_of))
