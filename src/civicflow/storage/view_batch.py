"""Events folded into the rows of one view inside one transaction; each row that changed is written once."""

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import chain, islice
from typing import Any, TypeAlias

import attrs

from civicflow.core.event import At, Event
from civicflow.errors import UnreadableEventError
from civicflow.storage.refolding import Corrected, Passing
from civicflow.storage.view_tables import Pen, Target

REMEMBERED = 1_000
"""So many rows of a view a process keeps between two batches; others are read back when they are touched.

With five times as many a long log took a quarter longer: rows that rest are costly to let go of again.
"""

Rows: TypeAlias = dict[str, Any]
"""Rows by subject; None where it is known that there is none."""

Touched: TypeAlias = str | tuple[str, ...]
"""The subject of an event, or its subjects."""

Events: TypeAlias = Sequence[tuple[At, Event]]


@attrs.frozen
class Remembered:
    """
    The rows of a generation that a process keeps between two batches.

    Args:
        rows: The rows.
        complete: Whether the generation has no others.
    """

    rows: Rows
    complete: bool


class Batch:
    """
    What one view takes in within one transaction.

    Args:
        pen: The tables, locked.
        target: The generation, standing just before the batch.
        remembered: Rows of this generation; carried on here, and lost if the batch is.
        passing: How corrections are taken into account.
    """

    def __init__(self, pen: Pen, target: Target, remembered: Remembered, passing: Passing) -> None:
        self.rows = remembered.rows
        self._passing = passing
        self._complete = remembered.complete
        self._pen = pen
        self._target = target
        self._changed: set[str] = set()
        self._stopped: tuple[int, Exception] | None = None

    def take(self, events: Events) -> None:
        """Fold some events; none after one that cannot be folded."""
        if self._stopped is not None:
            return
        touched = self._touched(events)
        try:
            self._read_back(_subjects(touched) - self.rows.keys())
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one view stops that view alone
            self._stopped = (events[0][0].position, error)
            return
        rows, changed, step = self.rows, self._changed.add, self._target.view.fold
        at = events[0][0]
        try:
            for (at, event), subject in zip(events, touched, strict=False):
                if type(subject) is str:
                    before = rows[subject]
                    after = rows[subject] = step(before, event, at)
                    if after is not before:
                        changed(subject)
                elif subject:
                    self._take_together(subject, event, at)
        except Exception as error:  # noqa: BLE001 - a fold that is not total must not stop the others
            self._stopped = (at.position, error)

    def _take_together(self, subjects: Collection[str], event: Event, at: At) -> None:
        """Fold one event into the rows of several subjects, or into none of them."""
        after = {subject: self.rows[subject] for subject in subjects}
        for subject in subjects:
            after[subject] = self._target.view.fold(after[subject], event, at)
        self.rows.update(after)
        self._changed.update(after)

    def _touched(self, events: Events) -> list[Touched]:
        """For each event the subjects that it touches, up to one that does not say."""
        find: Callable[..., Callable[[Event], Touched]] = self._target.view.subjects.get
        touched: list[Touched] = []
        try:
            touched.extend(find(type(event), _nobody)(event) for _, event in events)
        except Exception as error:  # noqa: BLE001 - a view of another application may do anything
            self._stopped = (events[len(touched)][0].position, error)
        return touched

    def _read_back(self, subjects: Collection[str]) -> None:
        if subjects:
            table, found = self._target.table, dict.fromkeys(subjects)
            there = () if self._complete else self._pen.pick(table, self._target.generation, subjects)
            for raw in there:
                found[raw[0]] = table.row(raw)
            self.rows.update(found)

    def write(
        self, until: int, unreadable: UnreadableEventError | None, corrections: Sequence[Corrected] = ()
    ) -> Target:
        """
        Put the changed rows in their table, each once.

        Args:
            until: The last position that was taken in.
            unreadable: Why the event after it cannot be read, if that is so.
            corrections: Those that were met on the way; the rows that they touch are folded anew.

        Returns:
            Where the generation stands now, and why it stopped there if it did.
        """
        try:
            with self._pen.attempt():
                if corrections:
                    self._refold(corrections, until if self._stopped is None else self._stopped[0] - 1)
                self._put(sorted(self._changed))
        except Exception as error:  # noqa: BLE001 - a row that no table can keep must not stop the others
            return self._target.at(self._target.generation.position, _problem(error))
        if self._stopped is not None:
            position, reason = self._stopped
            return self._target.at(position - 1, _problem(reason))
        if unreadable is not None and self._passing.stops(unreadable, self._target.view):
            return self._target.at(until, _problem(unreadable))
        return self._target.at(until)

    def _refold(self, corrections: Sequence[Corrected], until: int) -> None:
        rows = self._passing.refolded(self._target.view, corrections, until)
        self.rows.update(rows)
        self._changed.update(rows)

    def _put(self, changed: Sequence[str]) -> None:
        table, generation, rows = self._target.table, self._target.generation, self.rows
        there = [table.raw(subject, rows[subject]) for subject in changed if rows[subject] is not None]
        gone = [subject for subject in changed if rows[subject] is None]
        if there:
            self._pen.write(table, generation, there)
        if gone:
            self._pen.remove(table, generation, gone)

    def remembered(self) -> Remembered:
        """The rows that are kept for the next batch: those that changed last."""
        rows = self.rows
        if len(rows) <= REMEMBERED:
            return Remembered(rows, self._complete)
        for subject in self._changed:
            rows[subject] = rows.pop(subject)
        return Remembered(dict(islice(rows.items(), len(rows) - REMEMBERED, None)), complete=False)


def _nobody(event: Event) -> Touched:
    return ()


def _subjects(touched: Iterable[Touched]) -> set[str]:
    found = set(touched)
    together = [subjects for subjects in found if type(subjects) is not str]
    return {*found.difference(together), *chain.from_iterable(together)}  # type: ignore[arg-type]  # texts were told from tuples above


def _problem(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:500]
