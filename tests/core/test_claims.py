"""What another system may claim: what people did, and never a right to act."""

from datetime import UTC, datetime

import attrs
import pytest

import civicflow as cf
from civicflow.core.event import Event
from civicflow.core.recording import Claim, Recorded
from civicflow.errors import InvalidInputError
from civicflow.flow import MODULES
from civicflow.storage.catalogue import Catalogue
from civicflow.testing import FixedClock
from tests.organization.offices import DEPARTMENT, appointed, delegated, joined, unit
from tests.task.test_commands import assigned

NOW = "2023-10-02T08:00+07:00"
CATALOGUE = Catalogue(MODULES)


@pytest.fixture
def flow():
    """An empty store."""
    with cf.open(":memory:", clock=FixedClock(NOW)) as opened:
        yield opened


def claimed(flow: cf.flow.Flow, *events: Event) -> list[object]:
    """What becomes of what another system says."""
    claims = [Claim(event=event, occurred_at=NOW, id=f"c-{number}") for number, event in enumerate(events)]
    return list(flow.record(claims, source="register"))


@pytest.mark.parametrize(
    "event",
    [
        DEPARTMENT[0],
        unit("U-3", "U-3"),
        appointed("U-1", "STRANGER"),
        delegated("HEAD-1", "STRANGER", "U-1"),
        joined("U-1", "STRANGER"),
    ],
    ids=lambda event: event.topic,
)
def test_a_right_to_act_cannot_be_claimed(flow, event):
    """Authority comes from acts on record here, whatever another system says of offices, units and members."""
    (error,) = claimed(flow, event)

    assert isinstance(error, InvalidInputError)
    assert error.parameters == {"field": "event", "problem": "not-claimable", "value": event.topic}
    assert list(flow.entries()) == []


def test_what_may_not_be_claimed_keeps_nothing_else_out(flow):
    """A claim is turned away alone; those before and after it are recorded."""
    first, turned_away, last = claimed(
        flow, assigned(task="T-1"), appointed("U-1", "STRANGER"), assigned(task="T-2")
    )

    assert (first, last) == (Recorded.NEW, Recorded.NEW)
    assert isinstance(turned_away, InvalidInputError)
    assert [entry.stream for entry in flow.entries()] == ["task:T-1", "task:T-2"]


@pytest.mark.parametrize(
    "fields,field,problem",
    [
        ({"assignee": "Nguyễn Văn A"}, "assignee", "identifier"),
        ({"task": "T 1"}, "task", "identifier"),
        ({"due": datetime(9999, 12, 31, tzinfo=UTC)}, "due", "year"),
        ({"due": datetime(2023, 11, 20)}, "due", "zone"),
        ({"due": "2023-11-20T17:00+07:00"}, "due", "time"),
        ({"work_units": 2**63}, "work_units", "out-of-range"),
        ({"at_home": 1}, "at_home", "not-yes-or-no"),
    ],
)
def test_what_is_claimed_is_what_its_event_may_say(flow, fields, field, problem):
    """No name enters the log where an id belongs, no time that no zone can be applied to; nothing else is kept out."""
    wrong, right = claimed(flow, attrs.evolve(assigned(task="T-1"), **fields), assigned(task="T-2"))

    assert isinstance(wrong, InvalidInputError)
    assert (wrong.parameters["field"], wrong.parameters["problem"]) == (field, problem)
    assert right is Recorded.NEW
    assert [entry.stream for entry in flow.entries()] == ["task:T-2"]


def test_what_may_be_claimed_is_what_people_did():
    """A new kind of event is not claimable unless a module names it: this list grows by decision alone."""
    others = {kind.topic for kind in CATALOGUE.claims if not kind.topic.startswith("task.")}

    assert others == {"presence.checked_in", "presence.checked_out", "presence.day_reported"}
    assert {kind.topic for kind in CATALOGUE.claims} > {"task.assigned", "task.completed"}
