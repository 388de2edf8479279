"""Positions with a history: established, revised from a day on, abolished; decided one level up (K12)."""

from datetime import date, timedelta

import pytest
from attrs import evolve
from hypothesis import given as drawn
from hypothesis import strategies as st

from civicflow import organization
from civicflow.core.event import At
from civicflow.core.fields import FreeText
from civicflow.organization.events import PositionAbolished, PositionEstablished, PositionRevised
from civicflow.organization.model import Position
from civicflow.testing import Given
from tests.organization.offices import DEPARTMENT

TODAY = date(2023, 10, 2)
REASON = FreeText(v="Sắp xếp lại đơn vị")
ESTABLISHED = PositionEstablished(
    position="P-1",
    unit="U-1",
    since=date(2023, 1, 1),
    title="Chuyên viên",
    duties="Thẩm định hồ sơ",
    group="G-1",
    citizen_contact=False,
    handles_procedures=False,
    work_types=("W-1",),
)
REVISED = PositionRevised(
    position="P-1",
    unit="U-1",
    since=TODAY,
    title="Chuyên viên tiếp nhận",
    duties="Thẩm định hồ sơ",
    group="G-1",
    citizen_contact=True,
    handles_procedures=False,
    work_types=("W-1",),
    reason=REASON,
)
ABOLISHED = PositionAbolished(position="P-1", unit="U-1", until=date(2023, 10, 1), reason=REASON)
STANDING = (*DEPARTMENT, ESTABLISHED)


def establish(**changes: object) -> organization.EstablishPosition:
    """A position of U-1."""
    fields = {
        "position": "P-1",
        "unit": "U-1",
        "title": "Chuyên viên",
        "duties": "Thẩm định hồ sơ",
        "group": "G-1",
        "citizen_contact": False,
        "handles_procedures": False,
        "work_types": ["W-1"],
        "since": "2023-01-01",
    }
    return organization.EstablishPosition(**(fields | changes))  # type: ignore[arg-type]


def revise(**changes: object) -> organization.RevisePosition:
    """A revision of P-1."""
    return organization.RevisePosition(**({"position": "P-1", "reason": "Sắp xếp lại đơn vị"} | changes))  # type: ignore[arg-type]


def abolish(until: str = "2023-10-01") -> organization.AbolishPosition:
    """The end of P-1."""
    return organization.AbolishPosition(position="P-1", until=until, reason="Sắp xếp lại đơn vị")


def test_a_position_is_decided_one_level_up():
    """The director decides the positions of a division; its own head does not (K12)."""
    given = Given(*DEPARTMENT)

    given.when(establish(), by="DIRECTOR", reason=REASON).then(ESTABLISHED)
    given.when(establish(), by="HEAD-1").refused_by("office_one_level_up")
    Given(*STANDING).when(establish(), by="DIRECTOR", reason=REASON).refused_by("position_is_new")
    for command in (revise(citizen_contact=True), abolish()):
        Given(*STANDING).when(command, by="HEAD-1").refused_by("office_above_the_unit_of_the_position")
        assert Given(*STANDING).when(command, by="DIRECTOR").events


def test_a_position_stands_from_today_on_unless_another_day_is_named():
    """Nothing is said of days before."""
    Given(*DEPARTMENT).when(establish(since=None), by="DIRECTOR").then(evolve(ESTABLISHED, since=TODAY))


@pytest.mark.parametrize(
    "since, allowed", [("2023-09-30", True), ("2023-09-29", False), ("2015-01-01", False)]
)
def test_a_position_that_is_to_have_stood_for_long_says_why(since: str, allowed: bool):
    """K3: as late as any act may be claimed without a reason, else with one, which the envelope keeps."""
    given = Given(*DEPARTMENT)

    refused = given.when(establish(since=since), by="DIRECTOR", at="2023-10-02T23:00+07:00").refusals
    assert refused == (() if allowed else ("position_established_late_says_why",))
    assert given.when(establish(since=since), by="DIRECTOR", reason=REASON).events


@pytest.mark.parametrize(
    "said, allowed",
    [
        ({"duties": None}, True),
        ({"work_types": ()}, True),
        ({"duties": None, "work_types": ()}, False),
    ],
)
def test_each_position_knows_what_to_do(said: dict[str, object], allowed: bool):
    """R75: in words or by the codes of its work; a position that says neither is not established."""
    outcome = Given(*DEPARTMENT).when(establish(**said), by="DIRECTOR", reason=REASON)

    assert outcome.refusals == (() if allowed else ("position_says_what_to_do",))


def test_a_revision_keeps_what_it_leaves_out():
    """What is stored is all that the position is from then on (K12)."""
    command = revise(title="Chuyên viên tiếp nhận", citizen_contact=True)

    Given(*STANDING).when(command, by="DIRECTOR").then(REVISED)


@pytest.mark.parametrize(
    "said, rules",
    [
        ({"group": "G-2", "since": "2023-10-01"}, ["revision_holds_from_today_on"]),
        ({"group": "G-1"}, ["revision_changes_something"]),
        ({}, ["revision_changes_something"]),
        ({"group": "G-2", "since": "2023-12-01"}, []),
    ],
)
def test_a_revision_changes_something_and_nothing_of_days_gone_by(said: dict[str, object], rules: list[str]):
    """What the position was until yesterday stays as it was, so that no figure of the past moves (K12)."""
    assert list(Given(*STANDING).when(revise(**said), by="DIRECTOR").refusals) == rules


def test_a_revision_that_leaves_nothing_to_do_is_refused():
    """R75 holds after a revision as well."""
    wordless = Given(*DEPARTMENT, evolve(ESTABLISHED, duties=None))
    wordless.when(revise(work_types=()), by="DIRECTOR").refused_by("revised_position_says_what_to_do")


def test_revisions_follow_one_another():
    """One that is decided for a later day is not overtaken by another that begins before it."""
    later = evolve(REVISED, since=date(2023, 12, 1))
    given = Given(*STANDING, later)

    given.when(revise(group="G-2"), by="DIRECTOR").refused_by("revision_is_the_latest")
    assert given.when(revise(group="G-2", since="2023-12-01"), by="DIRECTOR").events


def test_an_abolished_position_is_over():
    """It ends yesterday at the earliest, once; and it is neither revised nor abolished again (K12, K17)."""
    Given(*STANDING).when(abolish(), by="DIRECTOR").then(ABOLISHED)
    Given(*STANDING).when(abolish("2023-09-30"), by="DIRECTOR").refused_by("days_gone_by_stay_as_they_were")
    over = Given(*STANDING, ABOLISHED)
    over.when(abolish(), by="DIRECTOR").refused_by("position_is_not_abolished")
    over.when(revise(group="G-2"), by="DIRECTOR").refused_by("position_is_not_abolished")


DAYS = st.integers(0, 40).map(lambda days: date(2023, 1, 1) + timedelta(days=days))


@drawn(
    revisions=st.lists(st.tuples(DAYS, st.sampled_from("ABC")), max_size=6), until=st.none() | DAYS, day=DAYS
)
def test_what_a_position_was_on_a_day_is_what_was_said_last_of_that_day(
    revisions: list[tuple[date, str]], until: date | None, day: date
):
    """In whatever order revisions are recorded, the one that begins last by that day holds, and of two such the later (K12)."""
    events = [ESTABLISHED, *(evolve(REVISED, since=since, group=group) for since, group in revisions)]
    if until is not None:
        events.append(evolve(ABOLISHED, until=until))
    state = None
    for event in events:
        state = Position.evolve(state, event, At(1, 0, 0))

    said = "G-1"
    for back in range(41):
        begun = [group for since, group in revisions if since == day - timedelta(days=back)]
        if begun:
            said = begun[-1]
            break
    assert state is not None
    described = state.on(day)
    assert (described and described.group) == (said if until is None or day <= until else None)
