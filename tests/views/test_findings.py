"""Findings: how they stand, for how long, of whom, and what a slow reading of the whole log says of them (R59, R79)."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civicflow.core.event import DAY, micros
from civicflow.oversight.events import Severity
from civicflow.views.among import Part
from civicflow.views.findings import Findings, FindingsAnswer, FindingStanding, critical
from tests.views.administration import administration, appointed, relieved
from tests.views.november import counts
from tests.views.overseen import opened, told
from tests.views.past import ZONE, Past, at

NOW = "2023-11-30T12:00"
DEEDS = ("answered", "accepted", "rejected", "closed", "reopened")


@pytest.fixture
def past() -> Past:
    """The agency of two units."""
    return administration(Past())


def standings(answer: FindingsAnswer) -> dict[str, FindingStanding]:
    """How each finding stands."""
    return {each.finding: each.standing for each in answer.findings}


def test_a_finding_stands_as_far_as_it_has_come(past):
    """To be answered, late at the end of its term and not at the due itself, answered, accepted, closed (K25)."""
    opened(past, "2023-11-01T08:00")
    ask = Findings(with_closed=True)

    assert standings(past.ask(ask, "2023-11-15T17:00")) == {"F-1": FindingStanding.OPEN}
    assert standings(past.ask(ask, "2023-11-15T17:01")) == {"F-1": FindingStanding.OVERDUE}
    for deed, expected in (
        ("answered", FindingStanding.ANSWERED),
        ("rejected", FindingStanding.OVERDUE),
        ("answered", FindingStanding.ANSWERED),
        ("accepted", FindingStanding.ACCEPTED),
        ("closed", FindingStanding.CLOSED),
        ("reopened", FindingStanding.OVERDUE),
    ):
        told(past, "2023-11-16T08:00", deed)
        assert standings(past.ask(ask, NOW)) == {"F-1": expected}
    assert standings(past.ask(ask, "2023-11-20T17:00")) == {"F-1": FindingStanding.OPEN}


def test_closed_findings_are_counted_and_told_on_request(past):
    """What is open is what an office looks for."""
    opened(past, "2023-11-01T08:00")
    told(past, "2023-11-03T08:00", "closed")

    answer = past.ask(Findings(), NOW)

    assert (answer.findings, answer.lines[0].settled) == ((), 1)


def test_how_long_a_finding_has_stood_and_on_what_it_rests(past):
    """Up to today, or until it was closed; opened again it begins anew."""
    position = opened(past, "2023-11-01T08:00", refs=(3, 4), severity=Severity.CRITICAL)
    (line,) = past.ask(Findings(with_events=True), "2023-11-11T07:59").findings

    assert (line.days, line.refs, line.events, line.accountable) == (9, (3, 4), (position,), "E-101")
    told(past, "2023-11-05T08:00", "closed")
    (line,) = past.ask(Findings(with_closed=True), NOW).findings
    assert line.days == 4
    told(past, "2023-11-20T08:00", "reopened")
    (line,) = past.ask(Findings(), NOW).findings
    assert line.days == 10


def test_answers_in_time_are_counted_of_those_that_had_a_term(past):
    """One in time, one late, one without a term, one without an answer."""
    for number, due in enumerate(("2023-11-15T17:00", "2023-11-05T17:00", None, "2023-11-15T17:00")):
        opened(past, "2023-11-01T08:00", f"F-{number}", due=due)
    behind = [told(past, "2023-11-10T08:00", "answered", f"F-{number}") for number in range(3)]

    figure = past.ask(Findings(with_events=True), NOW).lines[0].answered_in_time

    assert counts(figure) == (1, 2)
    assert figure.events[-1] == behind[0]


def test_findings_are_told_apart_by_unit_head_and_severity(past):
    """The head is whoever was accountable when it was opened (R79)."""
    opened(past, "2023-11-01T08:00", "F-1")
    relieved(past, "U-12", "E-101", "2023-11-02T08:00")
    appointed(past, "U-12", "E-105", recorded="2023-11-02T08:00")
    opened(past, "2023-11-03T08:00", "F-2")
    opened(past, "2023-11-03T08:00", "F-3", unit="U-13", severity=Severity.MINOR)

    assert set(standings(past.ask(Findings(head="E-105"), NOW))) == {"F-2"}
    assert set(standings(past.ask(Findings(unit="A-1", with_subunits=True), NOW))) == {"F-1", "F-2", "F-3"}
    assert set(standings(past.ask(Findings(unit="A-1"), NOW))) == set()
    assert set(standings(past.ask(Findings(severity="minor"), NOW))) == {"F-3"}
    lines = past.ask(Findings(by=Part.HEAD), NOW).lines
    assert {line.of: line.overdue for line in lines} == {None: 3, "E-101": 1, "E-102": 1, "E-105": 1}


def test_r59_an_open_critical_finding_is_known_to_the_pilot_with_its_age(past):
    """Those of the unit and below it that are not closed; a grave one of another sort is not among them (K15, R59)."""
    opened(past, "2023-11-01T08:00", "F-1", severity=Severity.CRITICAL)
    opened(past, "2023-11-10T08:00", "F-2", severity=Severity.CRITICAL)
    opened(past, "2023-11-10T08:00", "F-3", severity=Severity.CRITICAL)
    opened(past, "2023-11-01T08:00", "F-4", severity=Severity.MAJOR)
    told(past, "2023-11-11T08:00", "closed", "F-3")

    evidence = past.evidence(NOW)

    assert critical(evidence, "A-1") == critical(evidence, "U-12") == (29, 20)
    assert critical(evidence, "U-13") == ()


happenings = st.lists(
    st.tuples(st.sampled_from(("opened", *DEEDS)), st.sampled_from(("F-1", "F-2")), st.integers(1, 48)),
    max_size=14,
)


def slowly(told_of, finding, now):
    """Standing, age and whether the answer came in time, from all that happened to one finding."""
    acts = [(deed, hour) for deed, each, hour in told_of if each == finding]
    while acts and acts[0][0] != "opened":
        acts.pop(0)
    if not acts:
        return None
    last_opening = max(number for number, (deed, _) in enumerate(acts) if deed == "opened")
    acts = acts[last_opening:]
    demanding = [
        number for number, (deed, _) in enumerate(acts) if deed in {"opened", "rejected", "reopened"}
    ]
    since = max(
        hour
        for number, (deed, hour) in enumerate(acts)
        if deed in {"opened", "reopened"} and number in demanding
    )
    last, reached = acts[-1]
    due = at("2023-11-15T17:00") if demanding == [0] else at("2023-11-20T17:00")
    answers = [hour for deed, hour in acts[demanding[-1] :] if deed == "answered"]
    overdue = now > due
    names = {"answered": "answered", "accepted": "accepted", "closed": "closed"}
    standing = names.get(last, "overdue" if overdue else "open")
    until = hour_at(reached) if last == "closed" else now
    in_time = None if not answers else hour_at(answers[-1]) <= due
    return standing, (micros(until) - micros(hour_at(since))) // DAY, in_time


def hour_at(number):
    """Half a day after half a day, from 1 November on."""
    return at("2023-11-01T08:00") + timedelta(hours=12 * number)


@given(happenings)
def test_findings_equal_a_slow_reading_of_the_log(written):
    """Whatever happened, in whatever order."""
    past, now = Past(), at("2023-11-30T12:00")
    written = [
        (deed, finding, hour)
        for (deed, finding, _), hour in zip(written, sorted(each[2] for each in written), strict=True)
    ]
    for deed, finding, hour in written:
        recorded = f"{hour_at(hour).astimezone(ZONE):%Y-%m-%dT%H:%M}"
        if deed == "opened":
            opened(past, recorded, finding)
        else:
            told(past, recorded, deed, finding)

    answer = past.ask(Findings(with_closed=True), "2023-11-30T12:00")

    found = {
        each.finding: (each.standing.value, each.days, each.answered_in_time) for each in answer.findings
    }
    expected = {finding: slowly(written, finding, now) for finding in ("F-1", "F-2")}
    assert found == {finding: said for finding, said in expected.items() if said is not None}
    line = answer.lines[0]
    assert line.open + line.overdue + line.answered + line.accepted + line.settled == len(found)
