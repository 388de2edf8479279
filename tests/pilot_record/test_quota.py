"""The quota of a pilot and the places taken, decided on in two processes at once (K14)."""

import pytest

from civicflow.core.clock import FixedClock
from civicflow.core.fields import instant
from civicflow.core.recording import Claim, Recorded
from civicflow.core.rule import RefusedError
from civicflow.flow import open as open_flow
from civicflow.home_work.events import HomeWorkApproved, HomeWorkRequested
from civicflow.pilot_record import DecidePilot
from tests.pilot_record.offices import WORDS
from tests.pilot_record.walk import CHARTER, OFFICE, reviewed
from tests.stores import taken

NOW = "2023-10-02T08:00+07:00"
FEWER = DecidePilot(
    pilot="P", decided="adjust", instrument="QĐ 15", quota={"A-1": 1}, reason="Theo nhu cầu thực tế"
)


def places_taken(*persons: str) -> list[Claim]:
    """Home work of the agency is asked for and granted, under the pilot."""
    events = [
        event
        for person in persons
        for event in (
            HomeWorkRequested(
                person=person,
                unit="U-1",
                position="P-1",
                weekdays=(),
                since=instant(NOW).date(),
                until=instant("2023-12-29T08:00+07:00").date(),
                reason=WORDS,
            ),
            HomeWorkApproved(person=person, unit="U-1", body="A-1", pilot="P", decided_by="HEAD-U"),
        )
    ]
    return [
        Claim(event=event, occurred_at=instant(NOW), id=f"c-{number}") for number, event in enumerate(events)
    ]


def test_a_place_that_another_process_gives_meanwhile_is_seen(tmp_path):
    """What was counted is guarded: the decision is not taken on an old count."""
    with (
        open_flow(tmp_path, clock=FixedClock(NOW)) as city,
        open_flow(tmp_path, clock=FixedClock(NOW)) as division,
    ):
        for by, command in (*OFFICE, *CHARTER):
            city.execute(command, by=by, reason="Lập sổ ban đầu")
        (by, review), _ = reviewed(city, "adjust", "adjust")
        city.execute(review, by=by)
        assert city.check(FEWER, by="CHAIR") == ()
        assert set(taken(division, places_taken("E-1", "E-2"))) == {Recorded.NEW}

        with pytest.raises(RefusedError) as refused:
            city.execute(FEWER, by="CHAIR")

    (refusal,) = refused.value.refusals
    assert (refusal.rule, refusal.parameters) == (
        "quota_covers_the_places_taken",
        {"body": "A-1", "taken": 2, "places": 1},
    )
