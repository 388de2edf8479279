"""One batch of events folded into the rows of one view; only the rows that changed are written back, each once."""

from collections.abc import Collection, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

from civicflow.core.event import At, Event
from civicflow.core.question import View
from civicflow.errors import MalformedEventError, UnreadableEventError
from civicflow.storage.view_tables import Pen, Target

REMEMBERED = 5_000
"""So many rows of a view a process keeps between two batches; others are read back when they are touched."""

Rows = Mapping[str, Any]


class Touch(NamedTuple):
    """An event and the subjects whose rows it touches."""

    at: At
    event: Event
    subjects: tuple[str, ...]


class Stop(NamedTuple):
    """The event that a view could not take, and why."""

    position: int
    problem: str


class Batch(NamedTuple):
    """
    Some events in a row, of the topics that concern one view or several.

    Args:
        events: The events.
        until: The last position that is then taken into account.
        unreadable: Why the event after it cannot be read, if that is so.
    """

    events: Sequence[tuple[At, Event]]
    until: int
    unreadable: UnreadableEventError | None = None

    def stop(self, view: View[Any]) -> Stop | None:
        """The end of this batch, for a view that cannot go on: whoever does not know a topic cannot pass over it."""
        error = self.unreadable
        if error is None or (isinstance(error, MalformedEventError) and not _concerns(view, error)):
            return None
        return Stop(self.until + 1, _problem(error))


def write_batch(pen: Pen, target: Target, batch: Batch, known: Rows) -> tuple[Target, Rows]:
    """
    Carry the rows of a generation over a batch, inside the transaction of the pen.

    Args:
        pen: The tables, locked.
        target: The generation, standing just before the batch.
        batch: The events, and perhaps some that do not concern this view.
        known: Rows of this generation that are remembered.

    Returns:
        Where the generation stands now, with the error if it stopped there, and the rows to remember.
    """
    touches, stop = _touches(target.view, batch.events)
    subjects = {subject for touch in touches for subject in touch.subjects}
    try:
        with pen.attempt():
            before = {**known, **_read_back(pen, target, subjects - known.keys())}
            after, failed = _folded(target.view, touches, before)
            _write(pen, target, before, {name: after[name] for name in subjects if name in after})
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one view stops that view alone
        return target.at(target.generation.position, _problem(error)), {}
    stop = failed or stop or batch.stop(target.view)
    reached = target.at(batch.until) if stop is None else target.at(stop.position - 1, stop.problem)
    return reached, _remembered(after, subjects)


def _touches(view: View[Any], events: Sequence[tuple[At, Event]]) -> tuple[list[Touch], Stop | None]:
    find = view.subjects.get
    touches: list[Touch] = []
    for at, event in events:
        subject = find(type(event))
        if subject is None:
            continue
        try:
            found = subject(event)
        except Exception as error:  # noqa: BLE001 - another application's view may do anything
            return touches, Stop(at.position, _problem(error))
        touches.append(Touch(at, event, (found,) if isinstance(found, str) else found))
    return touches, None


def _read_back(pen: Pen, target: Target, subjects: Collection[str]) -> dict[str, Any]:
    found = pen.pick(target.table, target.generation, subjects) if subjects else ()
    return {raw[0]: target.table.row(raw) for raw in found}


def _folded(view: View[Any], touches: Sequence[Touch], before: Rows) -> tuple[dict[str, Any], Stop | None]:
    after = dict(before)
    step, known = view.fold, after.get
    for at, event, subjects in touches:
        try:
            for subject in subjects:
                after[subject] = step(known(subject), event, at)
        except Exception as error:  # noqa: BLE001 - a fold that is not total must not stop the others
            earlier = [touch for touch in touches if touch.at.position < at.position]
            return _folded(view, earlier, before)[0], Stop(at.position, _problem(error))
    return after, None


def _write(pen: Pen, target: Target, before: Rows, after: Rows) -> None:
    table, known = target.table, before.get
    changed = {subject: row for subject, row in after.items() if row is not known(subject)}
    rows = [table.raw(subject, row) for subject, row in changed.items() if row is not None]
    gone = [subject for subject, row in changed.items() if row is None]
    if rows:
        pen.write(table, target.generation, rows)
    if gone:
        pen.remove(table, target.generation, gone)


def _remembered(rows: Rows, subjects: Collection[str]) -> Rows:
    """The rows that were touched last."""
    present = {subject: row for subject, row in rows.items() if row is not None and subject not in subjects}
    present |= {subject: rows[subject] for subject in subjects if rows.get(subject) is not None}
    return dict(islice(present.items(), max(0, len(present) - REMEMBERED), None))


def _concerns(view: View[Any], error: MalformedEventError) -> bool:
    topic, _, _ = str(error.parameters["topic"]).partition("@")
    return topic in view.topics


def _problem(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:500]
