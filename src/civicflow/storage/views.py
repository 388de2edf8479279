"""The views beside a log: brought up to date by whoever asks, rebuilt when they change, compared with a replay."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import attrs

from civicflow.core.log import Log
from civicflow.core.question import View
from civicflow.errors import UnknownNameError
from civicflow.storage.comparing import Difference, compared
from civicflow.storage.readings import LiveReading, PastReading, PlacedReading
from civicflow.storage.view_tables import Generation, Page, Tables, Target
from civicflow.storage.view_upkeep import BATCH, Progress, Upkeep, untold

TRIES = 4
"""So often a question waits for its views to stand at one position before it folds the log itself."""


@attrs.frozen(kw_only=True)
class ViewStatus:
    """
    How a view stands.

    Args:
        name: Its name.
        version: The version of its fold in this release.
        generation: The number of the generation that answers; 0 while none does.
        position: The last position it takes into account.
        lag: How many events it is behind the log.
        rows: How many rows it has.
        building: The position of the generation that is being built; None while none is.
        last_error: Why it, or the one that is being built, has stopped.
    """

    name: str
    version: int
    generation: int
    position: int
    lag: int
    rows: int
    building: int | None
    last_error: str | None


class Views:
    """
    The tables of all views of a store.

    Args:
        log: What happened.
        views: The views of the modules that are plugged in.
        tables: Where their rows lie.
        batch: How many events go into one transaction.
    """

    def __init__(self, log: Log, views: Iterable[View[Any]], tables: Tables, *, batch: int = BATCH) -> None:
        self._log = log
        self._views = {view.name: view for view in views}
        self._tables = tables
        self._upkeep = Upkeep(log, tables, batch)

    @contextmanager
    def reading(self, views: Sequence[View[Any]]) -> Iterator[PlacedReading]:
        """
        Rows of views and lines of the log, all up to the same position, for the length of a block.

        The views are brought up to date first. While another process is at that for long, the position that they have
        is answered for. When there is no one position at which all of them stand, the log is folded.
        """
        head = self._log.head()
        for _ in range(TRIES):
            with self._tables.reading() as page:
                if reading := self._live(page, views, head, at_least=head):
                    yield reading
                    return
            if not self._upkeep.catch_up(views):
                break
        with self._tables.reading() as page:
            if reading := self._live(page, views, head, at_least=0):
                yield reading
                return
            stopped = [
                each.generation.position for each in self._targets(page, views) if each.generation.error
            ]
        until = min(stopped, default=head)
        yield PastReading(self._log, until, None, lag=head - until)

    def _live(
        self, page: Page, views: Sequence[View[Any]], head: int, *, at_least: int
    ) -> LiveReading | None:
        """The tables as they stand, if all answer for one position that is late enough."""
        targets = self._targets(page, views)
        live = [each for each in targets if each.generation.live]
        positions = {each.generation.position for each in live}
        if len(live) < len(views) or len(positions) != 1 or min(positions) < at_least:
            return None
        if not all(page.hold(each.generation) for each in live):
            return None
        position = positions.pop()
        return LiveReading(self._log, page, live, position, lag=max(0, head - position))

    def _targets(self, page: Page, views: Iterable[View[Any]]) -> list[Target]:
        standing = page.generations()
        found = (self._upkeep.target(view, standing) for view in views)
        return [each for each in found if each is not None]

    def rebuild(self, name: str, progress: Progress = untold) -> bool:
        """
        Build a view anew from the first event, while what there is goes on answering.

        Args:
            name: The name of the view.
            progress: Told after each batch which position was reached, and which is to be.

        Returns:
            Whether the new generation answers now; not when it stopped at an event that it could not take.

        Raises:
            UnknownNameError: When there is no such view.
            LockTimeoutError: When another process does not let go of the views.
        """
        if name not in self._views:
            raise UnknownNameError(field="view", problem="name", value=name[:100])
        return self._upkeep.rebuild(self._views[name], progress)

    def catch_up(self, progress: Progress = untold, views: Sequence[View[Any]] | None = None) -> bool:
        """
        Bring views up to what the log says now; whether all stand there.

        Args:
            progress: Told after each batch which position was reached, and which is to be.
            views: Those that are wanted; every view when left out.
        """
        wanted = self._views.values() if views is None else views
        return self._upkeep.catch_up(tuple(wanted), progress)

    def compare(self) -> Iterator[Difference]:
        """
        What stands in the tables and is not what the log says, view by view and row by row.

        Each view is folded anew up to the position at which it stands. A view that has no table by this release yet
        has nothing to compare: ``status`` shows its generation as 0.
        """
        for view in self._views.values():
            with self._tables.reading() as page:
                for target in self._targets(page, (view,)):
                    if target.generation.live and page.hold(target.generation):
                        yield from compared(self._log, page, target)

    def status(self) -> tuple[ViewStatus, ...]:
        """How every view stands."""
        head = self._log.head()
        while True:
            with self._tables.reading() as page:
                standing = page.generations()
                if all(page.hold(each) for each in standing if each.live):
                    return tuple(_status(page, view, standing, head) for view in self._views.values())

    def close(self) -> None:
        """Let go of files and connections."""
        self._tables.close()


def _status(page: Page, view: View[Any], standing: Sequence[Generation], head: int) -> ViewStatus:
    mine = [each for each in standing if each.view == view.name]
    live = next((each for each in mine if each.live), None)
    building = next((each for each in mine if live is None or each.number > live.number), None)
    position = live.position if live else 0
    return ViewStatus(
        name=view.name,
        version=view.version,
        generation=live.number if live else 0,
        position=position,
        lag=max(0, head - position),
        rows=page.count(live) if live else 0,
        building=building.position if building else None,
        last_error=next((each.error for each in (building, live) if each and each.error), None),
    )
