"""Petitions and initiatives: open, late, in time, how answered, of which kind, and a slow second opinion (R56, R59)."""

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civicflow.feedback.events import (
    InitiativeDecided,
    InitiativeDecision,
    InitiativeRecorded,
    InitiativeResultReported,
    PetitionKind,
    PetitionOutcome,
)
from civicflow.views.among import Part
from civicflow.views.petition_record import PetitionLine, PetitionRecord
from tests.views.administration import administration, appointed, relieved
from tests.views.november import counts
from tests.views.overseen import SAID, dealt_with, received
from tests.views.past import ZONE, Past, at

NOW = "2023-11-30T12:00"


@pytest.fixture
def past() -> Past:
    """The agency of two units."""
    return administration(Past())


def total(past: Past, now: str = NOW, **asked) -> PetitionLine:
    """The line of all that is asked for."""
    return past.ask(PetitionRecord(**asked), now).lines[0]


def test_a_petition_is_open_late_or_answered_in_time(past):
    """At the due itself it is not late; what waits after its term counts against the unit (R56, K25)."""
    for number in range(4):
        received(past, "2023-11-01T08:00", f"D-{number}")
    in_time = dealt_with(past, "2023-11-15T17:00", "answered", "D-0")
    dealt_with(past, "2023-11-15T17:01", "answered", "D-1", outcome=PetitionOutcome.REJECTED)
    dealt_with(past, "2023-11-16T08:00", "withdrawn", "D-2")

    before, line = total(past, "2023-11-15T17:00", period="2023-11"), total(past, with_events=True)

    assert (before.petitions, before.overdue) == (4, 0)
    assert (line.petitions, line.open, line.overdue, line.withdrawn) == (4, 1, 1, 1)
    assert (counts(line.answered_in_time), counts(line.upheld)) == ((1, 3), (1, 2))
    assert line.answered_in_time.events[-1] == in_time


def test_a_petition_without_a_term_is_neither_in_time_nor_late(past):
    """Nothing on record set one."""
    received(past, "2023-11-01T08:00", "D-1", due=None)
    received(past, "2023-11-01T08:00", "D-2", due=None)
    dealt_with(past, "2023-11-02T08:00", "answered", "D-2")

    line = total(past)

    assert (line.open, line.overdue, counts(line.answered_in_time)) == (1, 0, (0, 0))


def test_r59_complaints_about_attitude_are_counted(past):
    """How somebody behaved, or that they harassed people; of all that came in (R59)."""
    for number, kind in enumerate(PetitionKind):
        received(past, "2023-11-01T08:00", f"D-{number}", kind=kind)
    received(past, "2023-11-01T08:00", "D-9", kind=PetitionKind.ATTITUDE)

    line = total(past)

    assert counts(line.attitude) == (3, 7)
    assert (line.kinds[0].kind, line.kinds[0].petitions) == (PetitionKind.ATTITUDE, 2)


def test_petitions_are_told_by_unit_head_and_period(past):
    """A forwarded one belongs to the unit that has it; the head is whoever was accountable when it came in (R79)."""
    received(past, "2023-10-31T08:00", "D-1")
    received(past, "2023-11-01T08:00", "D-2")
    dealt_with(past, "2023-11-02T08:00", "forwarded", "D-2")
    relieved(past, "U-12", "E-101", "2023-11-02T08:00")
    appointed(past, "U-12", "E-105", recorded="2023-11-02T08:00")
    received(past, "2023-11-03T08:00", "D-3")

    by_unit = past.ask(PetitionRecord(by=Part.UNIT), NOW).lines
    by_head = past.ask(PetitionRecord(by=Part.HEAD), NOW).lines

    assert {line.of: line.petitions for line in by_unit} == {None: 3, "U-12": 2, "U-13": 1}
    assert {line.of: line.petitions for line in by_head} == {None: 3, "E-101": 1, "E-102": 1, "E-105": 1}
    assert total(past, period="2023-11").petitions == 2
    assert total(past, unit="A-1", with_subunits=True, head="E-105").petitions == 1


def test_r56_what_became_of_initiatives(past):
    """Recorded, adopted or declined, and with what result (R56)."""
    for number in range(4):
        past.add(
            "2023-11-01T08:00",
            InitiativeRecorded(initiative=f"I-{number}", unit="U-12", person="E-204", text=SAID),
        )
    for number, decision in enumerate(
        (InitiativeDecision.ADOPTED, InitiativeDecision.ADOPTED, InitiativeDecision.DECLINED)
    ):
        event = InitiativeDecided(
            initiative=f"I-{number}",
            unit="U-12",
            person="E-204",
            decision=decision,
            decided_by="E-101",
            reason=SAID,
        )
        past.add("2023-11-02T08:00", event)
    reported = InitiativeResultReported(
        initiative="I-0", unit="U-12", person="E-204", reported_by="E-101", result=SAID
    )
    past.add("2023-11-20T08:00", reported)

    line = total(past, unit="U-12")

    assert (line.initiatives, counts(line.taken_up), counts(line.with_results)) == (4, (2, 3), (1, 2))
    assert total(past, unit="U-13").initiatives == total(past, period="2023-10").initiatives == 0


happenings = st.lists(
    st.tuples(
        st.sampled_from(("received", "assigned", "answered", "withdrawn", "forwarded")),
        st.sampled_from(("D-1", "D-2", "D-3")),
        st.integers(0, 40),
    ),
    max_size=16,
)


@given(happenings)
def test_petitions_equal_a_slow_reading_of_the_log(written):
    """Whatever happened, in whatever order: the last coming in counts, and what came after it."""
    past = Past()
    hours = sorted(hour for _, _, hour in written)
    acts = [(deed, petition, hour) for (deed, petition, _), hour in zip(written, hours, strict=True)]
    for deed, petition, hour in acts:
        recorded = f"{at('2023-11-01T08:00').astimezone(ZONE) + timedelta(hours=12 * hour):%Y-%m-%dT%H:%M}"
        if deed == "received":
            received(past, recorded, petition)
        else:
            dealt_with(past, recorded, deed, petition)
    due, now = 28, 58
    stands: Counter[str] = Counter()
    for petition in ("D-1", "D-2", "D-3"):
        own = [(deed, hour) for deed, each, hour in acts if each == petition]
        comings = [number for number, (deed, _) in enumerate(own) if deed == "received"]
        if comings:
            deed, hour = own[comings[-1] :][-1]
            stands["received"] += 1
            stands["withdrawn"] += deed == "withdrawn"
            stands["answered"] += deed == "answered"
            stands["in_time"] += deed == "answered" and hour <= due
            stands["open"] += deed in {"received", "assigned", "forwarded"}

    line = total(past, "2023-11-30T12:00")

    assert now > due
    assert (line.petitions, line.withdrawn, line.open) == (
        *(stands["received"], stands["withdrawn"], stands["open"]),
    )
    assert counts(line.answered_in_time) == (stands["in_time"], stands["answered"] + stands["open"])
    assert line.overdue == line.open
