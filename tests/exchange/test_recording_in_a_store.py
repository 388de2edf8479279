"""A foreign log in a real store: recorded once, found again, and never stopped by one row."""

from typing import Any

import pytest

from civicflow import flow as front
from civicflow.exchange.mapping_file import load_mapping, mapping_of
from civicflow.exchange.recording import record_log
from tests.exchange.register import EXAMPLES, recorded
from tests.exchange.written_logs import attribute, event, trace, written, xes

LOG = {"format": "xes", "case": "concept:name", "activity": "concept:name", "time": "time:timestamp"}
TASK = {"work": "text:Application", "assigned": {"at": "first event"}, "closed": {"at": "last event"}}
MAPPING: dict[str, Any] = {
    "source": "register",
    "zone": "UTC",
    "log": LOG,
    "task": TASK,
    "activity": {"keep": ["note"]},
}


def test_a_row_that_the_store_will_not_take_does_not_stop_the_others(tmp_path):
    """A body over the limit is listed like any other reject."""
    long = event("a", "2023-01-02T08:00:00Z", attribute("note", "x" * 100_000))
    fine = event("b", "2023-01-03T08:00:00Z", attribute("note", "y"))

    with front.open(tmp_path / "store") as flow:
        summary = record_log(written(tmp_path, xes(trace("A", long, fine))), mapping_of(MAPPING), flow.record)
        entries = list(flow.entries(stream="task:register/A"))

    assert (summary.new, summary.refused, summary.reasons) == (3, 1, {"too-large": 1})
    assert [entry.topic for entry in entries] == ["task.assigned", "task.activity_recorded", "task.completed"]


def test_every_line_of_the_log_names_the_system_it_came_from(tmp_path):
    """Provenance stands in the envelope; nobody of ours acted and no command was given."""
    with front.open(tmp_path / "store") as flow:
        record_log(
            written(tmp_path, xes(trace("A", event("a", "2023-01-02T08:00:00Z")))),
            mapping_of(MAPPING),
            flow.record,
        )
        envelopes = [entry.envelope for entry in flow.entries()]

    assert {(envelope.source, envelope.by, envelope.command) for envelope in envelopes} == {
        ("register", "", "")
    }
    assert all(envelope.command_id for envelope in envelopes)


@pytest.mark.parametrize(
    "file, mapping", [("receipt.xes.gz", "receipt"), ("BPIC2015_1.xes.gz", "bpic2015_1")]
)
def test_a_public_log_in_a_store_is_what_was_claimed_and_a_second_time_adds_nothing(
    logs, tmp_path, file, mapping
):
    """Every event comes back from the store as it was claimed, in the same order, and once."""
    log, how = logs / "logs" / file, load_mapping(EXAMPLES / f"{mapping}.toml")
    claimed, _ = recorded(log, mapping)

    with front.open(tmp_path / "store") as flow:
        first = record_log(log, how, flow.record)
        second = record_log(log, how, flow.record)
        stored = [(entry.event, entry.at.occurred_at) for entry in flow.entries()]

    assert stored == list(claimed.kept.values())
    assert (first.new, first.known, first.refused) == (len(stored), 0, 0)
    assert (second.new, second.known, second.refused) == (0, len(stored), 0)
