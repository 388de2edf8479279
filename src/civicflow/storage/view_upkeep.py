"""How generations of views are brought up to date, and how a new one takes the place of the old."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from typing import Any

import attrs

from civicflow.core.correction import CORRECTIONS
from civicflow.core.event import At, Event
from civicflow.core.log import Log, Relied
from civicflow.core.question import View
from civicflow.errors import LockTimeoutError, UnreadableEventError
from civicflow.storage.columns import Table
from civicflow.storage.refolding import Corrected, Passing, at_once, in_turn
from civicflow.storage.view_batch import Batch, Remembered
from civicflow.storage.view_tables import Generation, Pen, Tables, Target

BATCH = 5_000
"""So many events are folded into a view in one transaction."""

CHUNK = 100
"""So many of them are held in memory at once: few enough that they are gone before anyone collects garbage."""

Progress = Callable[[int, int], None]
"""Told after each batch: the position that was reached, and the one to reach."""


def untold(position: int, until: int) -> None:
    """Tell nobody."""


class Upkeep:
    """
    Carries the views of one store from position to position, a batch a transaction, together with other processes.

    Nothing is kept between two batches but what the tables say, so whoever comes next goes on where another, or one
    that was killed, has stopped.

    Args:
        log: What happened.
        tables: Where the rows lie.
        batch: How many events go into one transaction.
    """

    def __init__(self, log: Log, tables: Tables, batch: int = BATCH) -> None:
        self._log = log
        self._tables = tables
        self._size = batch
        self._head = 0
        self._laid: dict[View[Any], Table[Any]] = {}
        self._remembered: dict[str, tuple[Generation, Remembered]] = {}

    def table(self, view: View[Any]) -> Table[Any]:
        """The table of a view."""
        if view not in self._laid:
            self._laid[view] = Table(view, self._tables.forms)
        return self._laid[view]

    def target(self, view: View[Any], standing: Sequence[Generation]) -> Target | None:
        """The generation of a view that was built by this very fold: the live one, or one that is being built."""
        table = self.table(view)
        fitting = [
            each
            for each in standing
            if (each.view, each.version, each.layout) == (view.name, view.version, table.layout)
            and not self._is_ahead(each)
        ]
        best = max(fitting, key=lambda each: (each.live, each.number), default=None)
        return None if best is None else Target(view=view, table=table, generation=best)

    def catch_up(self, views: Sequence[View[Any]], progress: Progress = untold) -> bool:
        """
        Bring views up to what the log says now, building those that are new or have changed.

        Returns:
            Whether all of them stand there; not when one has stopped, or another process is at work for long.
        """
        try:
            targets = self._targets(views)
            arrived = self._advance(targets, self._log.head(), progress)
            finished = [self._finish(target, progress) for target in targets if not target.generation.live]
        except LockTimeoutError:
            return False
        return arrived and all(finished) and len(targets) == len(views)

    def rebuild(self, view: View[Any], progress: Progress = untold) -> bool:
        """
        Build a view anew from the first event, while what there is goes on answering.

        Returns:
            Whether the new generation answers now; not when it stopped at an event it could not take.

        Raises:
            LockTimeoutError: When another process does not let go of the views.
        """
        with self._tables.writing() as pen:
            for generation in pen.generations():
                if generation.view == view.name and not generation.live:
                    pen.drop(generation)
            target = self._begin(pen, view)
        return self._finish(target, progress)

    def _last_correction(self) -> int:
        last = self._log.changed(Relied(keys={CORRECTIONS: 0})).keys
        return last.get(CORRECTIONS, 0)

    def _is_ahead(self, generation: Generation) -> bool:
        """Whether the log has been put back to an earlier state since; looked up only where that may be."""
        if generation.position > self._head:
            self._head = self._log.head()
        return generation.position > self._head

    def _targets(self, views: Sequence[View[Any]]) -> list[Target]:
        with self._tables.reading() as page:
            standing = page.generations()
        found = [self.target(view, standing) for view in views]
        if None in found:
            with self._tables.writing() as pen:
                found = [self._ensured(pen, view) for view in views]
        return [each for each in found if each is not None]

    def _ensured(self, pen: Pen, view: View[Any]) -> Target | None:
        """The generation to carry on; none when a later release already answers with a later version."""
        standing = [each for each in pen.generations() if each.view == view.name]
        target = self.target(view, standing)
        if target is not None or any(each.live and each.version > view.version for each in standing):
            return target
        for left in standing:
            if not left.live:
                pen.drop(left)
        return self._begin(pen, view)

    def _begin(self, pen: Pen, view: View[Any]) -> Target:
        table = self.table(view)
        number = max((each.number for each in pen.generations() if each.view == view.name), default=0) + 1
        generation = Generation(view.name, number, view.version, table.layout, position=0, live=False)
        pen.begin(table, generation)
        return Target(view=view, table=table, generation=generation)

    def _advance(self, targets: Sequence[Target], until: int, progress: Progress) -> bool:
        """Bring generations up to a position, those that stand together in one pass; False when one stopped."""
        stopped: frozenset[str] = frozenset()
        while True:
            with self._tables.reading() as page:
                standing = page.generations()
            going = [
                each
                for each in _current(targets, standing)
                if each.generation.position < until and each.view.name not in stopped
            ]
            if not going:
                return not stopped
            start, *further = sorted({each.generation.position for each in going})
            level = [each for each in going if each.generation.position == start]
            together = [each for each in level if each.generation.live] or level
            stopped |= self._pass(together, min([*further, until]), progress)

    def _pass(self, targets: Sequence[Target], until: int, progress: Progress) -> frozenset[str]:
        """
        Carry generations that stand at one position over the log, until one stops or another process steps in.

        Returns:
            The names of the views that stopped.
        """
        first = targets[0].generation
        start, log = first.position, self._log
        topics = tuple(dict.fromkeys(topic for target in targets for topic in target.view.topics))
        passing = in_turn(log, start, topics) if first.live else at_once(log, start, until, topics)
        events = passing.read(until)
        while start < until:
            reached = self._batch(targets, events, start, until, passing)
            if reached is None:
                break
            progress(max(each.position for each in reached), until)
            if stopped := frozenset(each.view for each in reached if each.error is not None):
                return stopped
            start = reached[0].position
        return frozenset()

    def _batch(
        self,
        targets: Sequence[Target],
        events: Iterator[tuple[At, Event]],
        start: int,
        until: int,
        passing: Passing,
    ) -> list[Generation] | None:
        """Take in one batch; None when another process has meanwhile carried one of the generations on."""
        with self._tables.writing() as pen:
            current = _current(targets, pen.generations())
            if [each.generation.position for each in current] != [start] * len(targets):
                return None
            batches = [Batch(pen, each, self._known(each), passing) for each in current]
            met: list[Corrected] = []
            end, unreadable = self._take(batches, events, until, passing, met)
            reached = [batch.write(end, unreadable, met).generation for batch in batches]
            for generation in reached:
                pen.place(generation)
        for generation, batch in zip(reached, batches, strict=True):
            if generation.error is None:
                self._remembered[generation.view] = (generation, batch.remembered())
        return reached

    def _take(
        self,
        batches: Sequence[Batch],
        events: Iterator[tuple[At, Event]],
        until: int,
        passing: Passing,
        met: list[Corrected],
    ) -> tuple[int, UnreadableEventError | None]:
        """Let batches take in the next events; up to which position, and why not further; what is corrected is gathered."""
        left = self._size
        while left > 0:
            taken, unreadable = _taken(events, min(CHUNK, left))
            for batch in batches if taken else ():
                batch.take(taken)
            met += passing.overtaking(taken)
            if unreadable is not None:
                return int(unreadable.parameters["position"]) - 1, unreadable
            if len(taken) < min(CHUNK, left):
                return until, None
            left -= len(taken)
        return taken[-1][0].position, None

    def _known(self, target: Target) -> Remembered:
        """The rows that this process remembers, as long as nobody else has written since; at first there are none."""
        nothing = Remembered({}, complete=target.generation.position == 0)
        generation, remembered = self._remembered.pop(target.view.name, (None, nothing))
        return remembered if generation == target.generation else nothing

    def _finish(self, target: Target, progress: Progress) -> bool:
        """
        Carry a new generation on until it stands where the old one does, and let it answer.

        It has taken corrections into account that came later than where it stood: not before it has passed all of them.
        """
        while self._advance([target], self._log.head(), progress):
            with self._tables.writing() as pen:
                standing = [each for each in pen.generations() if each.view == target.view.name]
                mine = next((each.generation for each in _current([target], standing)), None)
                if mine is None or mine.live:
                    return mine is not None
                live = next((each for each in standing if each.live), None)
                behind = live is not None and not self._is_ahead(live) and mine.position < live.position
                if not behind and mine.position >= self._last_correction():
                    pen.switch(target.table, mine)
                    break
        else:
            return False
        self._clear(target.view.name, target.generation.number)
        return True

    def _clear(self, name: str, live: int) -> None:
        """Drop what answers no longer; what others are still reading is left for the next time."""
        with suppress(LockTimeoutError), self._tables.writing() as pen:
            for generation in pen.generations():
                if generation.view == name and not generation.live and generation.number < live:
                    pen.drop(generation)


def _current(targets: Sequence[Target], standing: Sequence[Generation]) -> list[Target]:
    """Where generations stand now; those that are gone are left out."""
    found = {(each.view, each.number, each.version, each.layout): each for each in standing}
    keys = ((target, target.generation) for target in targets)
    now = ((target, found.get((mine.view, mine.number, mine.version, mine.layout))) for target, mine in keys)
    return [attrs.evolve(target, generation=each._replace(error=None)) for target, each in now if each]


def _taken(
    events: Iterator[tuple[At, Event]], size: int
) -> tuple[list[tuple[At, Event]], UnreadableEventError | None]:
    """The next events, up to one that cannot be read."""
    taken: list[tuple[At, Event]] = []
    try:
        taken.extend(islice(events, size))
    except UnreadableEventError as error:
        return taken, error
    return taken, None
