"""Offices that give work without a pause, each in a process of its own, until they are killed."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from multiprocessing.connection import Connection
from time import monotonic

import civicflow.flow
from civicflow.core.clock import FixedClock
from civicflow.core.command import Order
from civicflow.core.filing import Receipt
from tests.faults import scenes
from tests.faults.racing import NOW
from tests.processes import PROCESSES

BULK = 40
"""So many commands stand under one lock, and are there all or not at all."""

PATIENCE = 60
"""Seconds to wait for receipts."""


def assign_for_ever(line: Connection, address: str, number: int) -> None:
    """Give E-1 work, one task and then many at once, and tell of each receipt before the next command."""
    with civicflow.flow.open(address, clock=FixedClock(NOW)) as flow:
        for round_ in count():
            name = f"{number}-{round_}"
            receipt = flow.execute(scenes.home_task(f"single-{name}"), by="HEAD-1")
            line.send((f"task:single-{name}", receipt.first))
            tasks = [f"bulk-{name}-{each}" for each in range(BULK)]
            orders = [Order(command=scenes.home_task(each), by="HEAD-1") for each in tasks]
            for task, result in zip(tasks, flow.execute_many(orders), strict=True):
                assert isinstance(result, Receipt)
                line.send((f"task:{task}", result.first))


class AtWork:
    """
    Offices that are at work.

    Args:
        lines: The line from each of them.

    Attributes:
        told: The receipts that were told of: each stream and the position of its first event.
    """

    def __init__(self, lines: list[Connection]) -> None:
        self._lines = lines
        self.told: dict[str, int] = {}

    def wait_for(self, receipts: int) -> None:
        """Wait until so many receipts were told of altogether."""
        patience = monotonic() + PATIENCE
        while len(self.told) < receipts and monotonic() < patience:
            for line in self._lines:
                if line.poll(0.01):
                    self.told |= [line.recv()]

    def end(self) -> None:
        """Take what an office had still told before it was killed; a message cut off in the middle is none."""
        for line in self._lines:
            try:
                while line.poll():
                    self.told |= [line.recv()]
            except (EOFError, OSError):
                pass
            finally:
                line.close()


@contextmanager
def at_work(address: str, offices: int) -> Iterator[AtWork]:
    """So many offices at work on a store, all killed at once at the end of the block."""
    pipes = [PROCESSES.Pipe(duplex=False) for _ in range(offices)]
    processes = [
        PROCESSES.Process(target=assign_for_ever, args=(theirs, address, number), daemon=True)
        for number, (_, theirs) in enumerate(pipes)
    ]
    for process in processes:
        process.start()
    work = AtWork([ours for ours, _ in pipes])
    try:
        yield work
    finally:
        for process in processes:
            process.kill()
        for process in processes:
            process.join()
        for _, theirs in pipes:
            theirs.close()
        work.end()
