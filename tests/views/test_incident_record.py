"""What kept people from working: how often, for how long, whether real, and what it moved; with a slow count (V19, R23)."""

from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civicflow.core.fields import FreeText
from civicflow.employee.events import (
    IncidentConfirmed,
    IncidentKind,
    IncidentRejected,
    IncidentReported,
)
from civicflow.views.among import Part
from civicflow.views.incident_record import IncidentLine, IncidentRecord
from tests.views.administration import administration
from tests.views.lives import Life, incident
from tests.views.november import counts
from tests.views.past import Past, at

NOW = "2023-11-30T12:00"


@pytest.fixture
def past() -> Past:
    """The agency of two units."""
    return administration(Past())


def total(past: Past, **asked: Any) -> IncidentLine:
    """The line of all that is asked for."""
    return past.ask(IncidentRecord(**asked), NOW).lines[0]


def reported(
    past: Past, kind: IncidentKind, since: str, until: str, *, id: str, person: str = "E-204"
) -> None:
    """Somebody reports what kept them from working."""
    event = IncidentReported(
        incident=id, person=person, unit="U-12", kind=kind, since=at(since), until=at(until), note=None
    )
    past.add(until, event)


def test_v19_hours_are_lost_only_to_what_is_confirmed(past):
    """Exactly, to the minute; what waits or was rejected takes none (V19)."""
    incident(past, "2023-11-01T08:00", "2023-11-01T09:20", confirmed="2023-11-01T10:00", id="I-1")
    incident(past, "2023-11-02T08:00", "2023-11-02T12:00", confirmed=None, id="I-2")
    incident(past, "2023-11-03T08:00", "2023-11-03T12:00", confirmed=None, id="I-3")
    rejected = IncidentRejected(
        incident="I-3", person="E-204", unit="U-12", rejected_by="E-101", reason=FreeText(v="Không có")
    )
    past.add("2023-11-04T08:00", rejected)

    told = total(past, with_events=True)

    assert (told.incidents, told.waiting, counts(told.confirmed)) == (3, 1, (1, 3))
    assert told.hours == Fraction(4, 3)
    assert [past.lines[each - 1].topic for each in told.confirmed.events] == ["incident.confirmed"]


def test_what_is_covered_twice_counts_once(past):
    """Two incidents of one person at the same time take the time of one; those of two people take both."""
    for named, since, until, person in (
        ("I-1", "2023-11-01T08:00", "2023-11-01T10:00", "E-204"),
        ("I-2", "2023-11-01T09:00", "2023-11-01T11:00", "E-204"),
        ("I-3", "2023-11-01T09:00", "2023-11-01T09:30", "E-204"),
        ("I-4", "2023-11-01T08:00", "2023-11-01T10:00", "E-205"),
    ):
        incident(past, since, until, confirmed="2023-11-02T08:00", person=person, id=named)

    assert total(past).hours == 5


def test_each_kind_is_told_apart(past):
    """In the order of their names."""
    reported(past, IncidentKind.POWER, "2023-11-01T08:00", "2023-11-01T09:00", id="I-1")
    reported(past, IncidentKind.CONNECTION, "2023-11-01T08:00", "2023-11-01T09:00", id="I-2")
    reported(past, IncidentKind.POWER, "2023-11-02T08:00", "2023-11-02T09:00", id="I-3")

    kinds = past.ask(IncidentRecord(), NOW).lines[1:]

    assert [(each.kind, each.incidents) for each in kinds] == [
        (IncidentKind.CONNECTION, 1),
        (IncidentKind.POWER, 2),
    ]


@pytest.mark.parametrize(
    "moved,shifted",
    [("07:59", 0), ("08:00", 1), ("09:30", 1), ("09:31", 0)],
)
def test_v19_a_task_is_shifted_while_an_incident_lasts_or_soon_after(past, moved, shifted):
    """Up to half an hour after its end; a task that is moved twice counts once (V19, K3)."""
    incident(past, "2023-11-01T08:00", "2023-11-01T09:00", confirmed="2023-11-02T08:00")
    life = Life(past).assigned("2023-10-20T08:00")
    life.extended(f"2023-11-01T{moved}", "2023-12-01T17:00").held(f"2023-11-01T{moved}")
    Life(past, "T-2", assignee="E-205").assigned("2023-10-20T08:00").held("2023-11-01T08:30")
    Life(past, "T-3").assigned("2023-11-01T08:30").submitted("2023-11-01T08:40")

    assert total(past).tasks_shifted == shifted


def test_incidents_are_told_by_unit_head_and_the_day_they_began(past):
    """Those of the period, of the units asked for (R79)."""
    incident(past, "2023-10-31T23:00", "2023-11-01T01:00", confirmed=None, id="I-1")
    incident(past, "2023-11-01T08:00", "2023-11-01T09:00", confirmed=None, id="I-2")

    assert total(past, period="2023-11").incidents == 1
    assert total(past, unit="U-13").incidents == 0
    lines = past.ask(IncidentRecord(by=Part.HEAD, unit="A-1", with_subunits=True), NOW).lines
    assert [(line.of, line.incidents) for line in lines if line.kind is None] == [(None, 2), ("E-101", 2)]


spans = st.lists(
    st.tuples(st.sampled_from(("E-1", "E-2")), st.integers(0, 60), st.integers(0, 20), st.booleans()),
    max_size=8,
)


@given(spans)
def test_hours_equal_a_count_minute_by_minute(written):
    """Every minute of every person that a confirmed incident covers, once."""
    past = Past()
    start = at("2023-11-01T08:00")
    minutes = set()
    for number, (person, begins, lasts, confirmed) in enumerate(written):
        of: dict[str, Any] = {
            "incident": f"I-{number}",
            "person": person,
            "unit": "U-12",
            "since": start + timedelta(minutes=begins),
            "until": start + timedelta(minutes=begins + lasts),
        }
        past.add("2023-11-02T08:00", IncidentReported(**of, kind=IncidentKind.POWER, note=None))
        if confirmed:
            past.add("2023-11-02T09:00", IncidentConfirmed(**of, confirmed_by="E-101"))
            minutes |= {(person, minute) for minute in range(begins, begins + lasts)}

    told = total(past)

    assert told.hours == Fraction(len(minutes), 60)
    assert counts(told.confirmed) == (sum(each[3] for each in written), len(written))
