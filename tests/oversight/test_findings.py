"""Findings: tied to events and figures, answered with a term by the head, judged and closed by those who inspect (R59)."""

import pytest
from attrs import evolve

from civicflow.core.fields import instant
from civicflow.organization.events import Office
from civicflow.oversight.events import Resolution
from civicflow.oversight.model import Stage
from civicflow.testing import Given
from tests.organization.offices import appointed, delegated, joined, withdrawn
from tests.oversight.inspected import (
    ACCEPT,
    ACCEPTED,
    ANSWER,
    CLOSE,
    PEOPLE,
    REJECT,
    REJECTED,
    REOPEN,
    REOPENED,
    REPORTED,
    STAGES,
    WITHDRAW,
    answered,
    closed,
    find,
    found,
    inspection,
)
from tests.pilot_record.offices import FROZEN


def test_an_inspector_opens_a_finding_with_its_term():
    """Ten working days for the answer, with what that was derived from (R59)."""
    Given(*PEOPLE).when(find(), by="INSPECTOR-1").then(found())
    Given(*PEOPLE).when(find(), by="DIRECTOR").refused_by("inspector_over_the_unit")
    Given(*PEOPLE, found()).when(find(), by="INSPECTOR-1").refused_by("finding_is_new")


def test_a_finding_names_what_it_rests_on():
    """Events by their positions, or figures that can be asked again (R59, S4)."""
    given = Given(*PEOPLE)
    ahead = evolve(FROZEN, known=instant("2023-10-02T08:01+07:00"))

    given.when(find(refs=()), by="INSPECTOR-1").refused_by("finding_rests_on_something")
    assert given.when(find(refs=(), figures=(FROZEN,)), by="INSPECTOR-1").events
    for refs in ((0,), (7, 7)):
        given.when(find(refs=refs), by="INSPECTOR-1").refused_by("events_have_positions")
    for figure in (ahead, evolve(FROZEN, position=0)):
        given.when(find(figures=(FROZEN, figure)), by="INSPECTOR-1").refused_by("figures_were_given_by_now")


def test_what_an_inspection_finds_is_found_by_its_team_in_what_is_inspected():
    """While it is open: not after the report, elsewhere, or by another inspector (R59)."""
    of_it = find(inspection="I-1")
    given = Given(*PEOPLE, inspection(team=("INSPECTOR-1",)))

    given.when(of_it, by="INSPECTOR-1").then(found(inspection="I-1"))
    given.when(of_it, by="INSPECTOR-2").refused_by("finding_belongs_to_its_inspection")
    given.when(find(inspection="I-1", unit="U-2"), by="INSPECTOR-1").refused_by(
        "finding_belongs_to_its_inspection"
    )
    Given(*PEOPLE, inspection(), REPORTED).when(of_it, by="INSPECTOR-1").refused_by(
        "finding_belongs_to_its_inspection"
    )
    above = Given(*PEOPLE, inspection(unit="A-1"))
    assert above.when(of_it, by="INSPECTOR-1").events


def test_nobody_finds_fault_with_their_own_unit_or_themselves():
    """An inspector who belongs to it, or whom it is about (K10)."""
    Given(*PEOPLE, joined("U-1", "INSPECTOR-1")).when(find(), by="INSPECTOR-1").refused_by(
        "finder_comes_from_outside"
    )
    Given(*PEOPLE).when(find(person="INSPECTOR-1"), by="INSPECTOR-1").refused_by("finder_comes_from_outside")


def test_the_head_of_the_unit_answers():
    """What concerns the head is answered above; who found it does not answer (R79, K10, K11)."""
    Given(*PEOPLE, found()).when(ANSWER, by="HEAD-1").then(answered())
    Given(*PEOPLE, found()).when(ANSWER, by="E-1").refused_by("office_that_answers_the_finding")
    own = Given(*PEOPLE, found(person="HEAD-1"))
    own.when(ANSWER, by="HEAD-1").refused_by("office_that_answers_the_finding")
    own.when(ANSWER, by="DIRECTOR").then(answered("DIRECTOR"))
    lent = Given(*PEOPLE, delegated("HEAD-1", "INSPECTOR-1", "U-1"), found())
    lent.when(ANSWER, by="INSPECTOR-1", on_behalf_of="HEAD-1").refused_by("actor_did_not_find_it")


def test_nobody_answers_for_the_unit_what_concerns_themselves():
    """Neither a manager of it, nor whoever acts for its head (K10)."""
    manager = Given(*PEOPLE, found(person="MANAGER-1"))
    manager.when(ANSWER, by="MANAGER-1").refused_by("actor_is_not_whom_it_concerns")
    assert manager.when(ANSWER, by="HEAD-1").events
    lent = Given(*PEOPLE, delegated("HEAD-1", "E-1", "U-1"), found(person="E-1"))
    lent.when(ANSWER, by="E-1", on_behalf_of="HEAD-1").refused_by("actor_is_not_whom_it_concerns")


def test_an_inspector_who_acts_for_the_head_does_not_judge_the_answer():
    """Else they would accept what they wrote themselves (K10)."""
    given = Given(*PEOPLE, delegated("HEAD-1", "INSPECTOR-2", "U-1"), found(), answered())

    for command in (ACCEPT, REJECT, WITHDRAW):
        given.when(command, by="INSPECTOR-2").refused_by("actor_stands_outside_the_finding")
    assert given.when(ACCEPT, by="INSPECTOR-1").events
    over = (
        delegated("HEAD-1", "INSPECTOR-2", "U-1"),
        found(),
        answered(),
        withdrawn("HEAD-1", "INSPECTOR-2"),
    )
    Given(*PEOPLE, *over).when(ACCEPT, by="INSPECTOR-2").refused_by("actor_stands_outside_the_finding")


@pytest.mark.parametrize("stage", Stage)
def test_each_stage_is_left_by_its_own_acts_alone(stage):
    """Answered when open; judged when answered; remedied when accepted; withdrawn unless closed; reopened when closed (K17)."""
    given = Given(*PEOPLE, *STAGES[stage])
    outcomes = {
        "answer": given.when(ANSWER, by="HEAD-1"),
        "accept": given.when(ACCEPT, by="INSPECTOR-1"),
        "reject": given.when(REJECT, by="INSPECTOR-1"),
        "close": given.when(CLOSE, by="INSPECTOR-1"),
        "withdraw": given.when(WITHDRAW, by="INSPECTOR-1"),
        "reopen": given.when(REOPEN, by="INSPECTOR-1"),
    }
    may = {
        Stage.OPEN: {"answer", "withdraw"},
        Stage.ANSWERED: {"accept", "reject", "withdraw"},
        Stage.ACCEPTED: {"close", "withdraw"},
        Stage.CLOSED: {"reopen"},
    }

    assert {name for name, outcome in outcomes.items() if outcome.events} == may[stage]


def test_an_answer_is_accepted_or_rejected_with_a_new_term():
    """After a rejection another answer is due; the term begins anew (R59)."""
    given = Given(*PEOPLE, found(), answered())

    given.when(ACCEPT, by="INSPECTOR-1").then(ACCEPTED)
    given.when(REJECT, by="INSPECTOR-1").then(REJECTED)
    again = Given(*PEOPLE, found(), answered(), REJECTED)
    again.when(ANSWER, by="HEAD-1").then(answered())


def test_a_finding_is_closed_and_opened_again():
    """Remedied or withdrawn; whoever inspects may come back to it, with a new term (R59, K17)."""
    Given(*PEOPLE, *STAGES[Stage.ACCEPTED]).when(CLOSE, by="INSPECTOR-1").then(closed())
    Given(*PEOPLE, found()).when(WITHDRAW, by="INSPECTOR-1").then(closed(Resolution.WITHDRAWN))
    Given(*PEOPLE, *STAGES[Stage.CLOSED]).when(REOPEN, by="INSPECTOR-1").then(REOPENED)
    again = Given(*PEOPLE, *STAGES[Stage.CLOSED], REOPENED)
    again.when(ANSWER, by="HEAD-1").then(answered())


def test_another_inspector_carries_a_finding_on():
    """The right belongs to the office, not to who found it (K11)."""
    given = Given(*PEOPLE, found(), answered())

    assert given.when(ACCEPT, by="INSPECTOR-2").events
    given.when(ACCEPT, by="DIRECTOR").refused_by("inspector_over_the_finding")


@pytest.mark.parametrize(
    "path",
    [
        (found(person="INSPECTOR-2"), answered()),
        (found(), answered("INSPECTOR-2")),
        (joined("U-1", "INSPECTOR-2"), found(), answered()),
        (appointed("U-1", "INSPECTOR-2", Office.MANAGER), found(), answered()),
    ],
    ids=["whom it concerns", "who answered", "a member", "a manager"],
)
def test_nobody_inside_decides_on_a_finding(path):
    """Neither whom it concerns, nor who answered it, nor anybody of the unit, though they are inspectors (K10)."""
    given = Given(*PEOPLE, *path)

    for command in (ACCEPT, REJECT, WITHDRAW):
        given.when(command, by="INSPECTOR-2").refused_by("actor_stands_outside_the_finding")
    ended = Given(*PEOPLE, *path, ACCEPTED, closed())
    ended.when(REOPEN, by="INSPECTOR-2").refused_by("actor_stands_outside_the_finding")
