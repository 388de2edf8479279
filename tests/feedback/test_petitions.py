"""Petitions: taken down with a term, given to somebody who has no part in them, answered, forwarded, taken back."""

from datetime import date

import pytest

from civicflow import feedback
from civicflow.core.clock import FixedClock
from civicflow.feedback.events import PetitionKind, PetitionReceived
from civicflow.feedback.model import OPEN, Stage
from civicflow.flow import open as open_flow
from civicflow.organization.events import MemberLeft, Office
from civicflow.regulations import Lawbook
from civicflow.testing import Given
from tests.feedback.sent_in import (
    ANSWER,
    ANSWERED,
    ASSIGN,
    FORWARD,
    FORWARDED,
    STAGES,
    TEXT,
    WITHDRAW,
    WITHDRAWN,
    assigned,
    receive,
    received,
)
from tests.organization.offices import DEPARTMENT, appointed, delegated, joined, unit, withdrawn
from tests.pilot_record.walk import OFFICE
from tests.regulations.shipped import texts

PEOPLE = (*DEPARTMENT, joined("U-1", "E-3"))


def assign(to: str) -> feedback.AssignPetition:
    """Give the petition to somebody else."""
    return feedback.AssignPetition(petition="P-1", to=to)


def test_whoever_keeps_the_record_takes_a_petition_down_with_its_term():
    """Ten working days from the day on which it came in, with what that was derived from (R56, K21)."""
    Given(*PEOPLE).when(receive(), by="CLERK-1").then(received())
    Given(*PEOPLE).when(receive(), by="E-1").refused_by("office_of_record_of_the_unit")


def test_a_term_that_nothing_sets_is_left_open():
    """Not on record forbids nothing: the petition comes in without a due."""
    sheets = Lawbook.parse({name: text for name, text in texts().items() if name != "petition_answer.toml"})
    clock = FixedClock("2023-10-02T08:00+07:00")
    with open_flow(":memory:", regulations=sheets, clock=clock) as flow:
        for by, command in OFFICE:
            flow.execute(command, by=by, reason="Lập sổ ban đầu")
        flow.execute(receive(unit="A-1"), by="HEAD-1")
        *_, last = flow.entries(stream="petition:P-1")

    assert isinstance(last.event, PetitionReceived)
    assert (last.event.due, last.event.derivation) == (None, None)


def test_what_is_taken_down_makes_sense():
    """It has come in, is new, names nobody from outside (R63), and says whose request was refused."""
    given = Given(*PEOPLE, received())

    given.when(receive(), by="CLERK-1").refused_by("petition_is_new")
    given.when(receive(petition="P-2", received_on="2023-10-03"), by="CLERK-1").refused_by(
        "petition_came_in_by_today"
    )
    given.when(receive(petition="P-2", from_person="E-1"), by="CLERK-1").refused_by("only_staff_are_named")
    given.when(receive(petition="P-2", kind="home_work_refusal"), by="CLERK-1").refused_by("refusal_is_named")


@pytest.mark.parametrize("stage", Stage)
def test_a_petition_that_is_open_moves_on_and_no_other(stage):
    """Received or assigned it is assigned, forwarded or taken back; answered only once it is assigned (K17)."""
    given = Given(*PEOPLE, *STAGES[stage])

    for command in (ASSIGN, FORWARD, WITHDRAW):
        outcome = given.when(command, by="HEAD-1")
        assert bool(outcome.events) is (stage in OPEN)
        assert ("petition_is_open" in outcome.refusals) is (stage not in OPEN)
    answer = given.when(ANSWER, by="E-1")
    assert bool(answer.events) is (stage is Stage.ASSIGNED)


def test_a_petition_is_given_to_somebody_and_answered_by_them_alone():
    """In person: not by the head who gave it to them, nor by a colleague (R56)."""
    Given(*PEOPLE, received()).when(ASSIGN, by="HEAD-1").then(assigned())
    given = Given(*PEOPLE, received(), assigned(), delegated("E-1", "E-3", "U-1"))

    given.when(ANSWER, by="E-1").then(ANSWERED)
    given.when(ANSWER, by="HEAD-1").refused_by("person_who_answers_the_petition")
    given.when(ANSWER, by="E-3", on_behalf_of="E-1").refused_by("person_who_answers_the_petition")
    given.and_then(assigned("E-3"), at="2023-10-03T08:00+07:00")
    given.when(ANSWER, by="E-1").refused_by("person_who_answers_the_petition")


def test_what_is_answered_only_when_assigned():
    """A petition that was forwarded waits to be assigned anew, though somebody had it before."""
    given = Given(*PEOPLE, received(), assigned(), FORWARDED)

    given.when(ANSWER, by="E-1").refused_by("person_who_answers_the_petition")
    assert Given(*PEOPLE, *STAGES[Stage.ANSWERED]).when(ANSWER, by="E-1").refusals == (
        "petition_is_assigned",
    )


@pytest.mark.parametrize("party", ["about", "decided_by", "from_person"])
def test_no_party_answers_a_petition(party):
    """Neither whom it is about, nor who decided what it is against, nor whom it comes from (K10)."""
    given = Given(*PEOPLE, received(**{party: "E-1"}))

    given.when(ASSIGN, by="HEAD-1").refused_by("answerer_is_no_party")
    assert given.when(assign("E-3"), by="HEAD-1").events


def test_what_is_about_a_head_falls_to_the_unit_above():
    """The head neither hands it out nor has it answered from below (K11)."""
    given = Given(*PEOPLE, joined("A-1", "E-9"), received(about="HEAD-1"))

    given.when(assign("E-3"), by="HEAD-1").refused_by("office_that_handles_the_petition")
    given.when(assign("E-3"), by="DIRECTOR").refused_by("answerer_stands_in_the_line")
    assert given.when(assign("E-9"), by="DIRECTOR").events
    assert given.when(assign("DIRECTOR"), by="DIRECTOR").events


def test_what_is_about_a_manager_is_answered_by_no_subordinate():
    """The head of the unit answers, or somebody above it (K11)."""
    given = Given(*PEOPLE, joined("A-1", "E-9"), received(about="MANAGER-1"))

    given.when(assign("E-3"), by="HEAD-1").refused_by("answerer_stands_in_the_line")
    for to in ("HEAD-1", "E-9"):
        assert given.when(assign(to), by="HEAD-1").events


def test_what_a_head_decided_is_answered_above_though_it_is_about_another():
    """About a clerk, against what the head decided: both are concerned (K10, K11)."""
    given = Given(*PEOPLE, received(about="E-1", decided_by="HEAD-1"))

    given.when(assign("E-3"), by="HEAD-1").refused_by("office_that_handles_the_petition")
    assert given.when(assign("DIRECTOR"), by="DIRECTOR").events


def test_nobody_below_a_head_disposes_of_what_is_against_that_head():
    """Neither a manager nor the clerk of the unit, though it is about a colleague of theirs as well (K11)."""
    given = Given(*PEOPLE, received(about="E-1", decided_by="HEAD-1"))

    given.when(FORWARD, by="MANAGER-1").refused_by("office_that_forwards_the_petition")
    given.when(assign("DIRECTOR"), by="MANAGER-1").refused_by("office_that_handles_the_petition")
    given.when(WITHDRAW, by="CLERK-1").refused_by("office_of_record_or_petitioner")
    for command in (FORWARD, WITHDRAW, assign("DIRECTOR")):
        assert given.when(command, by="DIRECTOR").events


def test_what_is_about_two_who_lead_goes_above_both():
    """About the head of a division, against what the head of the department decided (K11)."""
    given = Given(*PEOPLE, received(about="HEAD-1", decided_by="DIRECTOR"))

    given.when(FORWARD, by="DIRECTOR").refused_by("office_that_forwards_the_petition")
    assert given.when(FORWARD, by="CHAIR").events


def test_whoever_acts_for_the_one_who_decided_does_not_answer():
    """Under a delegation they may have decided it themselves; the office gives it to somebody else (K10)."""
    lent = delegated("HEAD-1", "E-9", "U-1")
    given = Given(
        *PEOPLE, joined("A-1", "E-9"), received(decided_by="HEAD-1"), assigned("E-9", by="DIRECTOR"), lent
    )

    given.when(ANSWER, by="E-9").refused_by("actor_is_no_party")
    assert given.when(assign("DIRECTOR"), by="DIRECTOR").events
    both = Given(*PEOPLE, received(decided_by="HEAD-1"), lent, delegated("DIRECTOR", "E-9", "A-1"))
    both.when(FORWARD, by="E-9", on_behalf_of="DIRECTOR").refused_by("actor_is_no_party")


def test_whoever_has_left_answers_no_more():
    """What they leave behind is assigned anew by the office (K11)."""
    left = MemberLeft(unit="U-1", person="E-3", until=date(2023, 10, 1), reason=TEXT)
    given = Given(*PEOPLE, received(), assigned("E-3"), left)

    given.when(ANSWER, by="E-3").refused_by("answerer_still_stands_in_the_line")
    assert given.when(ASSIGN, by="HEAD-1").events


def test_what_is_about_the_head_of_all_is_answered_by_whom_that_head_answers_to():
    """Nobody in the administration stands above (K11)."""
    given = Given(*PEOPLE, received(unit="A-1", about="DIRECTOR"))

    given.when(assign("E-3"), by="DIRECTOR").refused_by("office_that_handles_the_petition")
    given.when(assign("E-3"), by="CHAIR").refused_by("answerer_stands_in_the_line")
    assert given.when(assign("CHAIR"), by="CHAIR").events
    other = Given(*PEOPLE, received(unit="A-1", about="E-3"))
    other.when(assign("CHAIR"), by="DIRECTOR").refused_by("answerer_stands_in_the_line")


OUTSIDE = unit("INSPECTORATE", None, answers_to="MINISTER")
"""An authority above the person whom the department answers to."""


@pytest.mark.parametrize("by", ["DIRECTOR", "MANAGER-2", "CLERK-2"])
def test_what_is_about_whom_all_units_answer_to_is_forwarded_outside(by):
    """Nobody here decides on it, so an office of record of the highest unit hands it on, and does nothing else with it (K11)."""
    offices = (
        appointed("A-1", "MANAGER-2", Office.MANAGER),
        appointed("A-1", "CLERK-2", Office.CLERK_OF_RECORD),
    )
    given = Given(*PEOPLE, *offices, OUTSIDE, received(about="CHAIR"))
    outside = feedback.ForwardPetition(petition="P-1", to_unit="INSPECTORATE", reason=TEXT)

    (event,) = given.when(outside, by=by).events
    assert event.to_unit == "INSPECTORATE"  # type: ignore[attr-defined]
    given.when(assign("E-1"), by=by).refused_by("office_that_handles_the_petition")
    given.when(FORWARD, by=by).refused_by("somebody_else_stands_above_the_unit")
    for other in ("HEAD-1", "CHAIR", "CLERK-1"):
        given.when(outside, by=other).refused_by("office_that_forwards_the_petition")


def test_what_the_highest_head_decided_with_whom_they_answer_to_is_forwarded_by_another_office():
    """Whoever is concerned forwards nothing, nor anyone acting for them (K10)."""
    clerk = appointed("A-1", "CLERK-2", Office.CLERK_OF_RECORD)
    given = Given(*PEOPLE, clerk, OUTSIDE, received(about="CHAIR", decided_by="DIRECTOR"))
    outside = feedback.ForwardPetition(petition="P-1", to_unit="INSPECTORATE", reason=TEXT)

    given.when(outside, by="DIRECTOR").refused_by("actor_is_no_party")
    assert given.when(outside, by="CLERK-2").events


@pytest.mark.parametrize("party", ["about", "decided_by"])
def test_a_petition_is_given_to_nobody_who_may_act_for_a_party(party):
    """The answer would be that party's; once the delegation is over, it may be given to them (K10)."""
    lent = delegated("HEAD-2", "E-3", "U-2")
    given = Given(*PEOPLE, lent, received(**{party: "HEAD-2"}))

    given.when(assign("E-3"), by="HEAD-1").refused_by("answerer_is_no_party")
    assert given.when(assign("E-1"), by="HEAD-1").events
    over = Given(*PEOPLE, lent, withdrawn("HEAD-2", "E-3"), received(**{party: "HEAD-2"}))
    assert over.when(assign("E-3"), by="HEAD-1").events


def test_nobody_decides_on_a_petition_through_another():
    """A deputy acting for the head does not hand out what is about the deputy (K10)."""
    given = Given(*PEOPLE, delegated("HEAD-1", "E-3", "U-1"), received(about="E-3"))

    given.when(ASSIGN, by="E-3", on_behalf_of="HEAD-1").refused_by("actor_is_no_party")
    given.when(FORWARD, by="E-3", on_behalf_of="HEAD-1").refused_by("actor_is_no_party")
    given.when(WITHDRAW, by="E-3", on_behalf_of="HEAD-1").refused_by("actor_is_not_concerned")


def test_a_stranger_does_not_answer():
    """Who answers stands in the unit or above it; an office there is enough."""
    given = Given(*PEOPLE, appointed("A-1", "INSPECTOR", Office.INSPECTOR), received())

    given.when(assign("E-2"), by="HEAD-1").refused_by("answerer_stands_in_the_line")
    assert given.when(assign("INSPECTOR"), by="HEAD-1").events


def test_a_petition_is_forwarded_to_another_unit_and_its_term_goes_on():
    """The unit that gets it hands it out; the one that had it does so no more."""
    Given(*PEOPLE, received()).when(FORWARD, by="HEAD-1").then(FORWARDED)
    given = Given(*PEOPLE, received(), FORWARDED)

    given.when(ASSIGN, by="HEAD-1").refused_by("office_that_handles_the_petition")
    given.when(assign("E-2"), by="HEAD-2").then(assigned("E-2", "U-2", "HEAD-2"))
    given.when(FORWARD, by="HEAD-2").refused_by("unit_is_another")
    nowhere = feedback.ForwardPetition(petition="P-1", to_unit="U-9", reason="Không thuộc thẩm quyền")
    given.when(nowhere, by="HEAD-2").not_on_record("unit:U-9")


def test_a_petition_is_taken_back_by_whom_it_comes_from():
    """By a colleague in person, or taken down by the office of record; never by whom it is about (K10, K17)."""
    own = Given(*PEOPLE, received(from_person="E-1", about="E-3"))

    assert own.when(WITHDRAW, by="E-1").authority == "petitioner"
    own.when(WITHDRAW, by="E-3").refused_by("office_of_record_or_petitioner")
    Given(*PEOPLE, received()).when(WITHDRAW, by="CLERK-1").then(WITHDRAWN)
    Given(*PEOPLE, received(about="CLERK-1")).when(WITHDRAW, by="CLERK-1").refused_by(
        "actor_is_not_concerned"
    )


def test_the_day_it_came_in_sets_the_term_running_not_the_day_it_was_taken_down():
    """A clerk who is slow takes nothing from whoever waits for an answer."""
    late = Given(*PEOPLE).when(receive(), by="CLERK-1", at="2023-10-05T08:00+07:00")

    late.then(received())


def test_kinds_are_words_of_a_list():
    """Attitude is counted apart (R59)."""
    assert {each.value for each in PetitionKind} == {
        *("service", "attitude", "delay", "abuse", "home_work_refusal", "other")
    }
