"""Every event of the catalogue survives its storage, whatever its fields say."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import civicflow.flow
from civicflow.core.event import Event, keys_of, stream_of
from civicflow.core.recording import Claim, Recorded
from civicflow.flow import MODULES
from civicflow.organization.events import EmergencyModeLifted
from civicflow.storage.catalogue import Catalogue, stored_topic
from civicflow.storage.codec import EventCodec
from civicflow.testing import FixedClock, events, violations
from tests.stores import STORES, taken

CATALOGUE = Catalogue(MODULES)
KINDS = tuple(CATALOGUE.events.values())
CODEC = EventCodec(CATALOGUE)
NOW = "2023-10-02T08:00+07:00"
PARTS = [KINDS[first::8] for first in range(8)]
"""The catalogue in parts, each of which Hypothesis can fill at once."""


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.topic)
@settings(max_examples=25)
@given(data=st.data())
def test_an_event_is_read_as_it_was_written(kind, data):
    """Bytes say all of the event, and the same event is always the same bytes."""
    event = data.draw(events(kind))
    body = CODEC.encode(event)

    read = CODEC.decode(stored_topic(kind), body, 1, stream_of(event))
    assert read == event
    assert CODEC.encode(read) == body
    assert (stream_of(read), keys_of(read)) == (stream_of(event), keys_of(event))


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part[0].topic)
@pytest.mark.parametrize("kind", STORES)
@settings(max_examples=2)
@given(data=st.data())
def test_the_whole_catalogue_stands_in_a_log(fresh_store, kind, part, data):
    """One event of every kind, recorded in a real store, comes back in order, by its stream and by its keys."""
    each_once = [data.draw(events(each)) for each in part]
    with fresh_store(kind) as address, civicflow.flow.open(address, clock=FixedClock(NOW)) as flow:
        claims = [Claim(event=event, occurred_at=NOW, id=f"c-{kind}") for kind, event in enumerate(each_once)]
        assert taken(flow, claims) == [Recorded.NEW] * len(claims)

        entries = list(flow.entries())
        assert [entry.event for entry in entries] == each_once
        assert [event for _, event in flow.store.log.read(0, len(claims))] == each_once
        for entry in entries:
            assert entry in list(flow.entries(stream=entry.stream))
            assert all(entry in list(flow.entries(key=key)) for key in keys_of(entry.event))
        assert list(violations(entries)) == []


@pytest.mark.parametrize("kind", STORES)
def test_a_name_that_one_store_could_not_hold_none_takes(fresh_store, kind):
    """Zero bytes and overlong keys are refused alike, with the claim that brings them and no other."""
    localities = ["vn/hcmc", "a\0b", "x" * 501, "vn/hanoi"]
    lifted = [
        EmergencyModeLifted(mode="M-1", locality=each, until=date(2023, 1, 1), instrument="QĐ 1")
        for each in localities
    ]
    claims = [Claim(event=event, occurred_at=NOW, id=f"c-{each}") for each, event in enumerate(lifted)]
    claims.append(Claim(event=lifted[0], occurred_at=NOW, id="c\0"))

    with fresh_store(kind) as address, civicflow.flow.open(address, clock=FixedClock(NOW)) as flow:
        results = taken(flow, claims)
        found = [entry.event for entry in flow.entries()]

    assert [getattr(each, "code", each) for each in results] == [
        Recorded.NEW,
        "invalid-input",
        "invalid-input",
        Recorded.NEW,
        "invalid-input",
    ]
    assert found == [lifted[0], lifted[3]]


def test_a_field_of_a_type_that_no_event_has_is_refused():
    """A float is no figure: there is no strategy for one, so it is noticed before anything is stored."""

    class Measured(Event):
        value: float

    with pytest.raises(TypeError):
        events(Measured)
