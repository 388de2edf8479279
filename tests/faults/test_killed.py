"""Offices that are killed in the middle of their work: what was receipted is on record, and nothing is there by half."""

from collections import Counter

import pytest

import civicflow.flow
from civicflow.core.clock import FixedClock
from civicflow.testing import violations
from tests.faults import scenes
from tests.faults.at_work import BULK, at_work
from tests.faults.racing import NOW


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_what_was_receipted_is_on_record_and_nothing_is_there_by_half(fresh_store, kind):
    """After four offices were killed the log is dense, bulks are whole, and the next office works on at once."""
    with fresh_store(kind) as address:
        with civicflow.flow.open(address, clock=FixedClock(NOW)) as flow:
            scenes.with_an_arrangement(flow)
        with at_work(address, 4) as work:
            work.wait_for(150)
        with civicflow.flow.open(address, clock=FixedClock(NOW)) as flow:
            entries = list(flow.entries())
            receipt = flow.execute(scenes.home_task("T-after"), by="HEAD-1")

    standing = {entry.stream: entry.at.position for entry in entries}
    assert len(work.told) >= 150
    assert work.told.items() <= standing.items()
    assert [entry.at.position for entry in entries] == list(range(1, len(entries) + 1))
    bulks = Counter(stream.rpartition("-")[0] for stream in standing if stream.startswith("task:bulk-"))
    assert set(bulks.values()) == {BULK}
    assert list(violations(entries)) == []
    assert receipt.first == len(entries) + 1
