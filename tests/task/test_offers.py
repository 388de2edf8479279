"""Work that is laid before several people, of whom one takes it on."""

from datetime import date

import pytest
from attrs import evolve

from civicflow import task
from civicflow.core.fields import FreeText
from civicflow.organization.events import MemberLeft, Office
from civicflow.task.events import Confidentiality
from civicflow.testing import Given
from tests.employee.staff import OFFICE, PILOT, at_home, emergency
from tests.organization.groups import COUNTER, DISSOLVED, let_go, taken_in
from tests.organization.offices import appointed, delegated, withdrawn
from tests.task.offered import claimed, offer, offered
from tests.task.test_commands import NOW, after, cancelled, completed, submitted
from tests.task.test_drafts import DRAFTED

CLAIM = task.ClaimTask(task="T-1")
LEFT = MemberLeft(unit="U-1", person="E-1", until=date(2023, 10, 1), reason=FreeText(v="Điều động"))


@pytest.mark.parametrize("by", ["HEAD-1", "MANAGER-1", "DIRECTOR"])
def test_an_office_offers_work_to_its_unit(by):
    """What, until when, with what result; who, says whoever takes it on (R26, R31)."""
    after().when(offer(), by=by).then(offered(offered_by=by))


@pytest.mark.parametrize("by", ["HEAD-2", "E-1", "CLERK-1", "ADMIN", "STRANGER"])
def test_nobody_else_offers_it(by):
    """Neither a neighbour's head nor a member leads the unit (K11)."""
    after().when(offer(), by=by).refused_by("office_that_leads_the_unit_of_the_offer")


def test_an_offer_is_as_clear_as_an_assignment():
    """The rules of whatever is given hold for it: dues, catalogue, departures, secrecy, what it follows from."""
    for changes, rule in (
        ({"due": "2023-10-01T17:00+07:00"}, "due_lies_ahead"),
        ({"work_type": "juggling"}, "work_type_is_in_the_catalogue"),
        ({"work_type": "report", "work_units": 9}, "departure_has_a_reason"),
        ({"confidentiality": "secret", "may_be_done_at_home": True}, "secret_work_is_not_given_home"),
        ({"channel": "paper"}, "other_channel_has_a_reason"),
        ({"because_of": "finding:F-9"}, "what_it_follows_from_is_on_record"),
        ({"replaces": "T-9"}, "replaced_task_is_cancelled"),
    ):
        after().when(offer(**changes), by="HEAD-1").refused_by(rule)
    after(offered()).when(offer(), by="HEAD-1").refused_by("task_is_new_or_drafted")


def test_an_offer_takes_up_a_draft_and_the_place_of_what_was_called_off():
    """As an assignment does (R15, K4)."""
    (taken_up,) = after(DRAFTED).when(offer(departure="Vụ việc nhạy cảm"), by="HEAD-1").events
    assert taken_up.confidentiality is Confidentiality.SECRET  # type: ignore[attr-defined]
    (anew,) = after(offered(), cancelled()).when(offer(task="T-2", replaces="T-1"), by="HEAD-1").events
    assert anew == offered(task="T-2", replaces="T-1")


def test_an_offer_reaches_somebody_besides_whoever_makes_it():
    """Work before an office that nobody holds, or held by the one who offers it, is before nobody (R31, K10)."""
    after().when(offer(office="deputy"), by="HEAD-1").refused_by("somebody_may_take_it_on")
    after().when(offer(office="head"), by="HEAD-1").refused_by("somebody_may_take_it_on")
    after().when(offer(office="head"), by="DIRECTOR").then(offered(office=Office.HEAD, offered_by="DIRECTOR"))


def test_a_member_of_the_unit_takes_it_on():
    """In person, on the day on which they belong to it; it is theirs and they have taken notice of it (R33, K18)."""
    after(offered()).when(CLAIM, by="E-1").then(claimed())
    for person in ("E-2", "MANAGER-1", "STRANGER"):
        after(offered()).when(CLAIM, by=person).refused_by("one_of_those_it_is_offered_to")
    after(offered(), LEFT).when(CLAIM, by="E-1").refused_by("one_of_those_it_is_offered_to")
    for_another = after(offered(), delegated("E-1", "HEAD-2", "U-1")).when(
        CLAIM, by="HEAD-2", on_behalf_of="E-1"
    )
    for_another.refused_by("one_of_those_it_is_offered_to")


def test_work_before_an_office_is_taken_on_by_whoever_holds_it():
    """Not by other members of the unit; only by somebody who is registered (R7, K11)."""
    clerks = (offered(office=Office.CLERK_OF_RECORD), appointed("U-1", "E-1", Office.CLERK_OF_RECORD))

    after(*clerks).when(CLAIM, by="E-1").then(claimed())
    after(*clerks).when(CLAIM, by="HEAD-1").refused_by("one_of_those_it_is_offered_to")
    after(*clerks).when(CLAIM, by="CLERK-1").refused_by("claimer_is_registered")


def test_one_of_them_takes_it_on_and_no_second_one():
    """Once it is somebody's it is offered no more."""
    given = Given(*OFFICE, offered(), claimed(), at=NOW)

    given.when(CLAIM, by="E-3").refused_by("task_is_offered")
    given.when(CLAIM, by="E-1").refused_by("task_is_offered")
    after(offered(), cancelled()).when(CLAIM, by="E-1").refused_by("task_is_offered")


def test_nobody_gives_work_to_themselves_by_offering_it():
    """Neither whoever offered it, nor who could act for them then (K10)."""
    after(offered()).when(CLAIM, by="HEAD-1").refused_by("claimer_did_not_offer_it")
    lent = delegated("HEAD-1", "E-1", "U-1")
    after(lent, offered()).when(CLAIM, by="E-1").refused_by("claimer_did_not_offer_it")
    gone = withdrawn("HEAD-1", "E-1")
    after(lent, offered(), gone).when(CLAIM, by="E-1").refused_by("claimer_did_not_offer_it")


def test_work_is_taken_home_where_the_offer_and_the_law_allow_it():
    """The office decides whether it may be done there, the arrangement whether they may (R16, R71, K2)."""
    home, may = task.ClaimTask(task="T-1", at_home=True), offered(may_be_done_at_home=True)

    Given(*PILOT, *at_home(), may).when(home, by="E-1").then(claimed(at_home=True))
    Given(*OFFICE, emergency(), may, at=NOW).when(home, by="E-1").then(claimed(at_home=True))
    Given(*OFFICE, may, at=NOW).when(home, by="E-1").refused_by("home_work_is_lawful_for_the_claimer")
    Given(*PILOT, *at_home(), offered()).when(home, by="E-1").refused_by("offer_allows_the_place")
    secret = evolve(may, confidentiality=Confidentiality.SECRET)
    Given(*PILOT, *at_home(), secret).when(home, by="E-1").refused_by("secret_work_is_not_taken_home")


def test_what_was_taken_on_is_worked_on_as_if_it_had_been_given():
    """Started, handed in, accepted by the office; not acknowledged again, and not disputed (R33, R34)."""
    given = after(offered(), claimed())

    assert given.when(task.StartTask(task="T-1"), by="E-1").events
    assert given.when(task.SubmitResult(task="T-1", output="Tờ trình"), by="E-1").events
    given.when(task.AcknowledgeTask(task="T-1"), by="E-1").refused_by("task_waits_for_acknowledgement")
    given.when(task.DisputeTask(task="T-1", objection="volume"), by="E-1").refused_by("task_was_not_taken_on")
    after(offered(), claimed(), submitted()).when(task.CompleteTask(task="T-1"), by="HEAD-1").then(
        completed()
    )


def test_an_office_disposes_of_what_nobody_has_taken_on():
    """It is extended, called off, or given to a person under an id of its own (K4)."""
    given = after(offered())

    for command in (
        task.ExtendDeadline(task="T-1", due="2023-11-30T17:00+07:00", reason="x"),
        task.CancelTask(task="T-1", reason="x"),
        task.ReassignTask(task="T-1", to="E-1", replacement="T-2", reason="x"),
    ):
        assert given.when(command, by="HEAD-1").events
        given.when(command, by="HEAD-2").refused_by("office_that_approves_the_task")
    given.when(task.StartTask(task="T-1"), by="E-1").refused_by("assignee")


def test_work_before_a_group_is_taken_on_by_one_of_its_members():
    """As long as they belong to it, and to the unit whose office leads it; not by others of the unit (K18)."""
    group, before = (COUNTER, taken_in()), offered(group="G-1")

    after(*group).when(offer(group="G-1"), by="HEAD-1").then(before)
    after(*group, before).when(CLAIM, by="E-1").then(claimed())
    after(*group, before).when(CLAIM, by="HEAD-1").refused_by("one_of_those_it_is_offered_to")
    for gone in (let_go(), DISSOLVED, LEFT):
        after(*group, before, gone).when(CLAIM, by="E-1").refused_by("one_of_those_it_is_offered_to")
    assert after(*group, before, claimed(), let_go()).when(task.StartTask(task="T-1"), by="E-1").events


def test_a_group_is_of_the_unit_and_has_somebody():
    """Not of a neighbour's; nor is it offered to a group and an office at once (R31, K18)."""
    after(COUNTER).when(offer(group="G-1"), by="HEAD-1").refused_by("somebody_may_take_it_on")
    after(COUNTER, taken_in()).when(offer(group="G-1", unit="U-2"), by="HEAD-2").refused_by(
        "group_is_of_the_unit"
    )
    after(COUNTER, taken_in()).when(offer(group="G-1", office="manager"), by="HEAD-1").refused_by(
        "it_is_offered_to_one_circle"
    )
