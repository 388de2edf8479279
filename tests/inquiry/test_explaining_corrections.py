"""A figure that rests on what was corrected shows both lines, and before the correction the one."""

from datetime import timedelta
from typing import Any

import pytest

import civicflow as cf
from civicflow.core.clock import FixedClock
from tests.cli.conftest import OCTOBER, set_up


@pytest.fixture(name="flow")
def _flow():
    """A division that took a petition down on the wrong day and corrected it."""
    clock = FixedClock(OCTOBER)
    said: dict[str, Any] = {
        "petition": "P-1",
        "unit": "U-1",
        "petitioner": "citizen",
        "kind": "delay",
        "channel": "post",
        "text": "Chưa có kết quả",
    }
    with cf.open(":memory:", clock=clock) as flow:
        set_up(flow)
        today = clock.now().date()
        receipt = flow.execute(cf.feedback.ReceivePetition(**said, received_on=today), by="E-101")
        clock.advance(minutes=1)
        right: dict[str, Any] = {
            "received_on": today - timedelta(days=3),
            "corrects": receipt.last,
            "because": "Dấu bưu điện",
        }
        flow.execute(cf.feedback.CorrectPetition(**said, **right), by="E-101")
        yield flow


def resting(flow, **seen):
    """The topics of what stands behind each figure of the record of petitions."""
    question = cf.PetitionRecord(unit="U-1", with_events=True)
    found = (flow.explain(question, figure=path, **seen).events for path in flow.figures(question, **seen))
    return {tuple(line.topic for line in events) for events in found if events}


def test_both_lines_stand_behind_a_figure_once_it_is_corrected(flow):
    """What was recorded, and what has put it right; as it was known before, only the first."""
    head = flow.store.position()

    assert resting(flow) == {("petition.received", "petition.corrected")}
    assert resting(flow, position=head - 1) == {("petition.received",)}
