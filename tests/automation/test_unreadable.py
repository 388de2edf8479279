"""Events that this release cannot read: parked where a reaction would have been asked about them, and no hindrance otherwise."""

import json
import sqlite3
from contextlib import closing

import pytest

import civicflow.flow
from civicflow.core.recording import Claim
from tests.automation import post_office
from tests.automation.post_office import PutIn
from tests.automation.test_engine import forget, tried_in_vain
from tests.organization.offices import DEPARTMENT
from tests.stores import taken


@pytest.fixture
def flow(tmp_path, clock):
    """A post office in a folder."""
    with civicflow.flow.open(tmp_path, modules=(post_office.MODULE,), clock=clock) as found:
        claims = (
            Claim(event=event, occurred_at=clock.now(), id=f"c-{number}")
            for number, event in enumerate(DEPARTMENT)
        )
        taken(found, claims)
        yield found


def written_by_a_newer_release(folder, stream, topic, **fields):
    """Add a line to the log as a release to come would, and give its position."""
    with closing(sqlite3.connect(folder / "log.db")) as database, database:
        (position, recorded) = database.execute(
            "SELECT max(position) + 1, max(recorded_at) FROM log"
        ).fetchone()
        (version,) = database.execute(
            "SELECT coalesce(max(version), 0) + 1 FROM log WHERE stream = ?", (stream,)
        ).fetchone()
        body = json.dumps(fields, separators=(",", ":")).encode()
        row = (position, stream, version, topic, recorded, recorded, body, b"{}")
        database.execute("INSERT INTO log VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
    return position


@pytest.mark.unguarded
def test_an_event_of_a_newer_release_is_parked_and_other_streams_go_on(flow, tmp_path, clock):
    """With the code that says so; the letters behind it wait for the release that reads it."""
    position = written_by_a_newer_release(
        tmp_path, "box:B-1", "box.put_in@2", box="B-1", letter="L-1", weight=3
    )
    flow.execute(PutIn(box="B-2", letter="L-2"), by="E-1")
    tried_in_vain(flow, clock)

    (found,) = parked(flow)
    assert (found.position, found.about, found.error) == (position, "box:B-1", "newer-schema")
    assert stamped_in(tmp_path) == ["L-2"]


def parked(flow):
    """What was parked; the stream of the reaction can be read."""
    return [each.event for each in flow.entries(stream="reaction:stamping")]


def stamped_in(folder):
    """The letters that were stamped, read without civicflow."""
    with closing(sqlite3.connect(folder / "log.db")) as database:
        bodies = database.execute(
            "SELECT body FROM log WHERE topic = 'box.stamped' ORDER BY position"
        ).fetchall()
    return [json.loads(body)["letter"] for (body,) in bodies]


@pytest.mark.unguarded
def test_a_box_whose_record_cannot_be_read_is_parked_and_other_streams_go_on(flow, tmp_path, clock):
    """What a reaction looks up is unreadable: that is no trouble of the store that would be over by itself."""
    flow.execute(PutIn(box="B-1", letter="L-1"), by="E-1")
    written_by_a_newer_release(tmp_path, "box:B-1", "box.burnt", box="B-1")
    flow.execute(PutIn(box="B-2", letter="L-2"), by="E-1")
    tried_in_vain(flow, clock)

    (found,) = parked(flow)
    assert (found.about, found.error, found.command) == ("box:B-1", "unknown-topic", None)
    assert stamped_in(tmp_path) == ["L-2"]


@pytest.mark.unguarded
def test_an_event_of_a_kind_that_nobody_knows_hinders_nothing(flow, tmp_path):
    """No reaction of this release can be meant by it."""
    written_by_a_newer_release(tmp_path, "parcel:P-1", "parcel.sent", parcel="P-1")
    flow.execute(PutIn(box="B-2", letter="L-2"), by="E-1")
    flow.react()
    forget(flow)
    flow.react()

    assert stamped_in(tmp_path) == ["L-2"]
