"""Offices that are killed in the middle of their work: what was receipted is on record, and nothing is there by half."""

from collections import Counter
from itertools import count
from multiprocessing import get_context
from multiprocessing.connection import Connection
from time import monotonic

import pytest

import civicflow.flow
from civicflow.core.clock import FixedClock
from civicflow.core.command import Order
from civicflow.core.filing import Receipt
from civicflow.testing import violations
from tests.faults import scenes
from tests.faults.racing import NOW

BULK = 40
"""So many commands stand under one lock, and are there all or not at all."""


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


def receipted_until_killed(address: str, offices: int, receipts: int) -> dict[str, int]:
    """Let offices work until there are so many receipts, kill them all at once; the receipts that were told of."""
    context = get_context("spawn")
    pipes = [context.Pipe(duplex=False) for _ in range(offices)]
    processes = [
        context.Process(target=assign_for_ever, args=(theirs, address, number), daemon=True)
        for number, (_, theirs) in enumerate(pipes)
    ]
    for process in processes:
        process.start()
    told: dict[str, int] = {}
    patience = monotonic() + 60
    while len(told) < receipts and monotonic() < patience:
        for ours, _ in pipes:
            if ours.poll(0.01):
                told |= [ours.recv()]
    for process in processes:
        process.kill()
    for process in processes:
        process.join()
    for ours, theirs in pipes:
        theirs.close()
        told |= drained(ours)
    return told


def drained(line: Connection) -> dict[str, int]:
    """What an office had still told before it was killed; a message cut off in the middle is none."""
    told = {}
    try:
        while line.poll():
            stream, position = line.recv()
            told[stream] = position
    except (EOFError, OSError):
        pass
    finally:
        line.close()
    return told


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_what_was_receipted_is_on_record_and_nothing_is_there_by_half(fresh_store, kind):
    """After four offices were killed the log is dense, bulks are whole, and the next office works on at once."""
    with fresh_store(kind) as address:
        with civicflow.flow.open(address, clock=FixedClock(NOW)) as flow:
            scenes.with_an_arrangement(flow)
        told = receipted_until_killed(address, 4, 150)
        with civicflow.flow.open(address, clock=FixedClock(NOW)) as flow:
            entries = list(flow.entries())
            receipt = flow.execute(scenes.home_task("T-after"), by="HEAD-1")

    standing = {entry.stream: entry.at.position for entry in entries}
    assert len(told) >= 150
    assert told.items() <= standing.items()
    assert [entry.at.position for entry in entries] == list(range(1, len(entries) + 1))
    bulks = Counter(stream.rpartition("-")[0] for stream in standing if stream.startswith("task:bulk-"))
    assert set(bulks.values()) == {BULK}
    assert list(violations(entries)) == []
    assert receipt.first == len(entries) + 1
