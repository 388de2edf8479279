"""The engine: asks every reaction about every event, at once where something comes in, and again until it is dealt with."""

import os
import socket
from collections.abc import Callable, Sequence
from threading import Event as Signal
from time import monotonic

import attrs

from civicflow.automation.events import ReactionParked
from civicflow.automation.turn import LeaseLostError, Told, Turn, Worker, is_trouble
from civicflow.core.execution import Execution
from civicflow.core.filing import Setting
from civicflow.core.reaction import Reaction
from civicflow.errors import CivicflowError, ReadOnlyError
from civicflow.storage.progress import Standing
from civicflow.storage.stores import Store

LEASE = 10.0
"""So many seconds after its last sign of life the reactions of a worker are taken over by another."""

LOOK = 1.0
"""So many seconds pass at most until the log is looked at, though nobody told that it has grown."""

NAP = 0.05
"""Seconds between two looks at a reaction that another worker has."""

SHORTEST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
"""Seconds until the next try while the store cannot be reached, twice as many each time."""


def untold(_of: ReactionParked | CivicflowError) -> None:
    """Nobody listens."""


def nothing() -> None:
    """Nothing besides."""


def engine(
    store: Store,
    setting: Setting,
    execution: Execution,
    *,
    stop: Signal | None = None,
    told: Told = untold,
    lease: float = LEASE,
    beside: Callable[[], object] = nothing,
) -> "Engine":
    """
    A worker of its own name for every reaction of a store.

    Args:
        store: The store.
        setting: Clock and ids.
        execution: Takes the commands.
        stop: Set when it is to stop.
        told: Told of what is parked, and of trouble with the store.
        lease: So many seconds a reaction is left to it without a sign of life.
        beside: What it does about once a second besides, while it runs.

    Raises:
        ReadOnlyError: When the store was opened for reading.
    """
    if store.progress is None:
        raise ReadOnlyError(problem="opened for reading")
    worker = Worker(
        store=store,
        setting=setting,
        execution=execution,
        progress=store.progress,
        owner=f"{socket.gethostname()}:{os.getpid()}:{os.urandom(4).hex()}",
        lease=lease,
        told=told,
        stop=stop or Signal(),
    )
    return Engine(worker=worker, reactions=store.catalogue.reactions, beside=beside)


@attrs.frozen(kw_only=True)
class Engine:
    """
    A worker and the reactions that it looks after.

    Args:
        worker: The worker.
        reactions: Every reaction of the store.
        beside: What a worker that runs does about once a second besides.
    """

    worker: Worker
    reactions: Sequence[Reaction]
    beside: Callable[[], object]

    def react(self) -> int:
        """
        Deal with everything that is due, until nothing more follows; what is put off or parked stays so.

        Returns:
            How many events were dealt with.

        Raises:
            StoreError: When the store cannot do what was asked.
        """
        count = 0
        try:
            while not self.worker.stop.is_set():
                dealt_with, waits = self._round()
                count += dealt_with
                if not dealt_with and not waits:
                    break
                if not dealt_with:
                    self.worker.stop.wait(NAP)
        finally:
            self.worker.progress.release(self.worker.owner)
        return count

    def run(self) -> None:
        """Deal with what comes, until it is to stop; while the store cannot be reached, try again and again."""
        pause = SHORTEST_PAUSE
        while not self.worker.stop.is_set():
            since = monotonic()
            try:
                self._attend()
            except CivicflowError as error:
                if not is_trouble(error):
                    raise
                lasted = monotonic() - since
                pause = SHORTEST_PAUSE if lasted > pause else min(2 * pause, LONGEST_PAUSE)
                self.worker.told(error)
                self.worker.stop.wait(pause)

    def _attend(self) -> None:
        """Listen before the first look, so that nothing falls between."""
        ear, looked = self.worker.store.log.ear(), -LOOK
        try:
            while not self.worker.stop.is_set():
                if monotonic() - looked >= LOOK:
                    looked = monotonic()
                    self._do_beside()
                dealt_with, _ = self._round()
                if not dealt_with:
                    ear.wait(LOOK, self.worker.stop)
        finally:
            ear.close()
            self.worker.progress.release(self.worker.owner)

    def _do_beside(self) -> None:
        """What goes wrong there stops no reaction, and is told each time."""
        try:
            self.beside()
        except CivicflowError as error:
            if is_trouble(error):
                raise
            self.worker.told(error)

    def _round(self) -> tuple[int, bool]:
        """A turn at every reaction: how many events were dealt with, and whether another worker is still behind."""
        standings = {each.reaction: each for each in self.worker.progress.standings()}
        head = self.worker.store.log.head()
        dealt_with, waits, trouble = 0, False, None
        for reaction in self.reactions:
            standing = standings.get(reaction.name, Standing(reaction=reaction.name))
            if standing.position == head and not standing.holds:
                continue
            try:
                found = self._turn(reaction, head)
            except CivicflowError as error:
                trouble = trouble or error
                continue
            waits = waits or (found is None and standing.position < head)
            dealt_with += found or 0
        if trouble is not None:
            raise trouble
        return dealt_with, waits

    def _turn(self, reaction: Reaction, head: int) -> int | None:
        """How many events were dealt with; None while another worker has the reaction."""
        worker = self.worker
        standing = worker.progress.claim(reaction.name, worker.owner, worker.lease)
        if standing is None:
            return None
        turn = Turn(worker, reaction, standing)
        try:
            turn.take(head)
        except LeaseLostError:
            return None
        return turn.dealt_with
