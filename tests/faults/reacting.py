"""Workers that react in processes of their own: killed in the middle of it, or with leases that overlap."""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from random import Random
from time import monotonic, sleep

import civicflow.flow
from civicflow.automation.engine import engine
from civicflow.core.clock import FixedClock
from civicflow.core.command import Order
from civicflow.core.event import Event
from civicflow.core.filing import Receipt
from civicflow.core.log import Entry
from civicflow.flow import Flow
from tests.automation.post_office import CARELESS, LetterCounted, LetterPutIn, LetterStamped, PutIn
from tests.faults.racing import NOW

SOAKING = os.environ.get("CIVICFLOW_HYPOTHESIS") == "soak"

BOXES, LETTERS = ("B-1", "B-2", "B-3"), 12
"""So many letters are put in at once, box by box in turn."""

PATIENCE = 30
"""Seconds to wait for workers."""

CONTEXT = get_context("forkserver")
CONTEXT.set_forkserver_preload([__name__])


def opened(address: str) -> Flow:
    """The post office that counts carelessly."""
    return civicflow.flow.open(address, modules=(CARELESS,), clock=FixedClock(NOW))


def react_for_ever(address: str, lease: float) -> None:
    """React to whatever comes, until one is killed."""
    with opened(address) as flow:
        engine(flow.store, flow.setting, flow._execution, lease=lease).run()


@contextmanager
def workers(address: str, lease: float, number: int = 1) -> Iterator[Sequence[BaseProcess]]:
    """So many workers, killed with no time to say a word at the end of the block."""
    processes = [
        CONTEXT.Process(target=react_for_ever, args=(address, lease), daemon=True) for _ in range(number)
    ]
    for process in processes:
        process.start()
    try:
        yield processes
    finally:
        for process in processes:
            process.kill()
        for process in processes:
            process.join()


class PostOffice:
    """
    An office into which letters come.

    Args:
        flow: Its record.

    Attributes:
        chance: What is left to chance, the same in every run.
    """

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.chance = Random(0)
        self._numbers = count()
        self._found = Counter[type[Event]]()
        self._seen = 0

    def put_in(self) -> None:
        """Some letters come at once."""
        numbers = [next(self._numbers) for _ in range(LETTERS)]
        letters = ((BOXES[number % len(BOXES)], f"L-{number}") for number in numbers)
        orders = [Order(command=PutIn(box=box, letter=letter), by="E-1") for box, letter in letters]
        assert all(isinstance(each, Receipt) for each in self.flow.execute_many(orders))

    def wait_for(self, events: int) -> None:
        """Wait until so many events more stand in the log."""
        wanted, patience = self.flow.store.log.head() + events, monotonic() + PATIENCE
        while self.flow.store.log.head() < wanted:
            assert monotonic() < patience, "nobody reacts"
            sleep(0.0005)

    def wait_for_all(self) -> None:
        """Wait until all that follows is done, as long as it goes on."""
        left, patience = self.left(), monotonic() + PATIENCE
        while left:
            sleep(0.01)
            before, left = left, self.left()
            patience = monotonic() + PATIENCE if left < before else patience
            assert monotonic() < patience, left

    def left(self) -> int:
        """How many letters are still to be stamped or counted."""
        for at, event in self.flow.store.log.read(self._seen, self.flow.store.log.head()):
            self._seen = at.position
            self._found[type(event)] += 1
        return 2 * self._found[LetterPutIn] - self._found[LetterStamped] - self._found[LetterCounted]


def nothing_is_lost_and_nothing_doubled(entries: Sequence[Entry]) -> None:
    """Each letter is stamped once and counted once, in the order in which it came into its box, because it came."""
    came = [(stream, letter, at) for stream, letter, at, _ in _of(entries, LetterPutIn)]
    for kind in (LetterStamped, LetterCounted):
        done = [(stream, letter, cause) for stream, letter, _, cause in _of(entries, kind)]
        for box in BOXES:
            assert _in(box, done) == _in(box, came), kind
    acts = [entry.envelope for entry in entries if entry.envelope.causation is not None]
    assert len(acts) == len({each.command_id for each in acts})


def _in(box: str, lines: Sequence[tuple[str, str, int | None]]) -> list[tuple[str, str, int | None]]:
    return [each for each in lines if each[0] == f"box:{box}"]


def _of(
    entries: Sequence[Entry], kind: type[LetterPutIn | LetterStamped | LetterCounted]
) -> list[tuple[str, str, int | None, int | None]]:
    """Box, letter, position and cause of each event of a kind."""
    return [
        (entry.stream, entry.event.letter, entry.at.position, entry.envelope.causation)
        for entry in entries
        if isinstance(entry.event, kind)
    ]


def times(short: int, long: int) -> range:
    """How often something is tried: a few times in every run, very often in a soak."""
    return range(long if SOAKING else short)
