"""One pilot from its draft to its end in a real store, in the words of the office (K1)."""

from civicflow.core.clock import FixedClock
from civicflow.flow import Flow
from civicflow.flow import open as open_flow
from civicflow.pilot_record import CompletePilot
from civicflow.testing import violations
from tests.pilot_record.walk import CHARTER, OFFICE, reviewed


def walked(flow: Flow) -> list[str]:
    """The words of the pilot's stream after its walk."""
    for by, command in (*OFFICE, *CHARTER):
        flow.execute(command, by=by, reason="Lập sổ ban đầu")
    for recommended, decided in (("adjust", "expand"), ("stop", "stop")):
        for by, command in reviewed(flow, recommended, decided):
            flow.execute(command, by=by)
    flow.execute(CompletePilot(pilot="P", instrument="QĐ 14"), by="CHAIR")
    return [entry.topic.removeprefix("pilot_record.") for entry in flow.entries(stream="pilot_record:P")]


def test_a_pilot_walks_through_the_words_of_the_office(tmp_path):
    """Drafted, returned, measured, held, reported, weighed, decided and closed; every decision on facts that stood."""
    with open_flow(tmp_path, clock=FixedClock("2023-10-02T08:00+07:00")) as flow:
        words = walked(flow)
        stale = list(violations(flow.entries()))
        people = [entry.topic for entry in flow.entries(key="person:HEAD-U")]
        surveys = [entry.topic for entry in flow.entries(key="survey_of:P")]

    assert words == [
        *("drafted", "submitted", "returned", "drafted", "submitted", "approved", "baseline_recorded"),
        *("started", "assigned", "withdrawn", "assigned", "paused", "resumed", "reported"),
        *("evaluated", "decided", "evaluated", "decided", "completed"),
    ]
    assert surveys == ["survey.recorded"]
    assert stale == []
    assert people == [
        *("unit.appointed", "pilot_record.assigned", "pilot_record.withdrawn", "pilot_record.assigned"),
    ]
