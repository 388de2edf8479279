"""Work that rests is looked at again, and its cause is found objective or not one level up (K4)."""

from datetime import UTC, date, datetime

import pytest
from attrs import evolve

from civicflow import task
from civicflow.core.fields import FreeText
from civicflow.organization.events import Office, Relieved
from civicflow.task.events import HoldConfirmed, HoldRejected, HoldReviewed, TaskReleased
from tests.organization.offices import appointed, delegated, withdrawn
from tests.task.test_commands import (
    FRIDAY,
    LATER,
    RETURNED,
    after,
    assigned,
    cancelled,
    completed,
    held,
    of,
    submitted,
)

MONDAY = datetime(2023, 10, 9, 10, 0, tzinfo=UTC)
WHY = FreeText(v="Bên thứ ba chưa trả lời")
HOLD = task.HoldTask(task="T-1", cause="third_party", reason="xin dời lịch")
REJECT = task.RejectHold(task="T-1", reason=WHY)
RELEASED = TaskReleased(**of(), released_by="HEAD-1")
REVIEW = task.ReviewHold(task="T-1", reason=WHY)


def test_when_a_hold_is_looked_at_again_is_chosen_or_follows_from_the_regulations():
    """Five working days by the shipped design, kept with what that was derived from (K4)."""
    (event,) = after(assigned()).when(HOLD, by="HEAD-1").events
    assert event.review_on == MONDAY  # type: ignore[attr-defined]
    assert event.derivation.regulation == "hold_review/2000-01-01"  # type: ignore[attr-defined]
    after(assigned()).when(evolve(HOLD, review_on=FRIDAY), by="HEAD-1").then(held())


@pytest.mark.parametrize("command", [HOLD, REVIEW])
def test_no_review_is_put_off_beyond_what_the_regulations_grant(command):
    """Whoever holds cannot choose a day on which nobody asks any more (K4, K19)."""
    given = after(assigned(), *([held()] if command is REVIEW else []))

    assert given.when(evolve(command, review_on=MONDAY), by="HEAD-1").events
    given.when(evolve(command, review_on=LATER), by="HEAD-1").refused_by("review_is_not_put_off")


def test_whoever_acts_for_the_holder_and_for_the_office_above_confirms_nothing():
    """One person under two delegations would hold with one hand and confirm with the other (K4, K10)."""
    given = after(assigned(), held(), delegated("HEAD-1", "E-9", "U-1"), delegated("DIRECTOR", "E-9", "A-1"))

    for command in (task.ConfirmHold(task="T-1"), REJECT):
        given.when(command, by="E-9", on_behalf_of="DIRECTOR").refused_by("actor_did_not_put_it_on_hold")
        assert given.when(command, by="DIRECTOR").events


def test_a_delegation_withdrawn_since_hides_nobodys_hand():
    """Whoever could act for the holder when the work was held may have held it, though they act in their own right now (K10)."""
    above = (appointed("A-1", each, Office.MANAGER) for each in ("E-9", "MANAGER-2"))
    given = after(delegated("HEAD-1", "E-9", "U-1"), assigned(), held(), withdrawn("HEAD-1", "E-9"), *above)

    for command in (task.ConfirmHold(task="T-1"), REJECT):
        given.when(command, by="E-9").refused_by("actor_did_not_put_it_on_hold")
        assert given.when(command, by="MANAGER-2").events


def test_a_delegation_that_had_ended_before_is_no_hand():
    """Who acted for the head some time before the work was held has no part in it (K10)."""
    ended = (delegated("HEAD-1", "E-9", "U-1"), withdrawn("HEAD-1", "E-9", date(2023, 9, 30)))
    given = after(*ended, assigned(), held(), appointed("A-1", "E-9", Office.MANAGER))

    assert given.when(task.ConfirmHold(task="T-1"), by="E-9").events


def test_the_hold_of_a_heads_work_is_never_confirmed_below_that_head():
    """Though whoever put it on hold has left, and stands above nobody any more (K11)."""
    own = (assigned("HEAD-1", by="DIRECTOR"), evolve(held("DIRECTOR"), assignee="HEAD-1"))
    left = Relieved(
        unit="A-1", person="DIRECTOR", office=Office.HEAD, until=date(2023, 9, 30), instrument="QĐ 9"
    )
    given = after(*own, left, appointed("A-1", "MANAGER-2", Office.MANAGER))

    given.when(task.ConfirmHold(task="T-1"), by="MANAGER-1").refused_by("office_above_the_holder")
    assert given.when(task.ConfirmHold(task="T-1"), by="MANAGER-2").events


def test_a_manager_above_is_not_confirmed_by_the_manager_beside():
    """Both managers of the department: the director confirms (K4, K11)."""
    beside = (appointed("A-1", each, Office.MANAGER) for each in ("MANAGER-2", "MANAGER-3"))
    given = after(*beside, assigned(), held("MANAGER-2"))

    given.when(task.ConfirmHold(task="T-1"), by="MANAGER-3").refused_by("office_above_the_holder")
    assert given.when(task.ConfirmHold(task="T-1"), by="DIRECTOR").events


def test_a_hold_is_looked_at_again_and_goes_on():
    """By the office, with a reason and the next date; what does not rest is not reviewed (K4)."""
    given = after(assigned(), held())

    given.when(evolve(REVIEW, review_on=FRIDAY), by="HEAD-1").then(
        HoldReviewed(**of(), reviewed_by="HEAD-1", reason=WHY, review_on=FRIDAY, derivation=None)
    )
    (event,) = given.when(REVIEW, by="HEAD-1").events
    assert event.review_on == MONDAY  # type: ignore[attr-defined]
    given.when(REVIEW, by="E-1").refused_by("office_that_approves_the_task")
    after(assigned()).when(REVIEW, by="HEAD-1").refused_by("task_is_on_hold")
    given.when(evolve(REVIEW, review_on="2023-10-02T07:00+07:00"), by="HEAD-1").refused_by(
        "review_lies_ahead"
    )


def test_a_cause_that_is_not_objective_is_rejected_one_level_up():
    """Not by whoever holds; what is decided is decided, and the work goes on (K4)."""
    rejected = HoldRejected(**of(), rejected_by="DIRECTOR", reason=WHY)
    confirmed = HoldConfirmed(**of(), confirmed_by="DIRECTOR")
    given = after(assigned(), held())

    given.when(REJECT, by="DIRECTOR").then(rejected)
    given.when(REJECT, by="HEAD-1").refused_by("office_above_the_holder")
    after(assigned(), held(), confirmed).when(REJECT, by="DIRECTOR").refused_by("cause_waits_for_a_decision")
    over = after(assigned(), held(), rejected)
    over.when(REJECT, by="DIRECTOR").refused_by("cause_waits_for_a_decision")
    assert over.when(task.SubmitResult(task="T-1", output="Tờ trình"), by="E-1").events


@pytest.mark.parametrize("since", [(RELEASED,), (RELEASED, submitted(), completed()), (cancelled(),)])
def test_the_cause_of_a_hold_that_ended_is_still_decided_on(since):
    """A slow superior is no fault of the employee; who held decides as little as before, nor anyone for them (K4, K10)."""
    given = after(assigned(), held(), *since, delegated("HEAD-1", "E-9", "U-1"))

    given.when(task.ConfirmHold(task="T-1"), by="DIRECTOR").then(
        HoldConfirmed(**of(), confirmed_by="DIRECTOR")
    )
    given.when(REJECT, by="DIRECTOR").then(HoldRejected(**of(), rejected_by="DIRECTOR", reason=WHY))
    for by, behalf in (("HEAD-1", None), ("E-9", "HEAD-1"), ("E-1", None)):
        given.when(REJECT, by=by, on_behalf_of=behalf).refused_by("office_above_the_holder")


def test_of_several_holds_the_earliest_is_decided_on_first():
    """By whoever stands above the one who held then; the hold that is open meanwhile rests on (K4)."""
    rejected = HoldRejected(**of(), rejected_by="DIRECTOR", reason=WHY)
    given = after(assigned(), held("DIRECTOR"), RELEASED, held())

    given.when(REJECT, by="DIRECTOR").refused_by("office_above_the_holder")
    given = after(assigned(), held(), RELEASED, held(), rejected)
    given.when(task.SubmitResult(task="T-1", output="Tờ trình"), by="E-1").refused_by("task_is_not_on_hold")
    given.and_then(rejected, at="2023-10-02T09:00+07:00")
    assert given.when(task.SubmitResult(task="T-1", output="Tờ trình"), by="E-1").events
    given.when(REJECT, by="DIRECTOR").refused_by("cause_waits_for_a_decision")


def test_what_was_handed_in_rests_no_more():
    """By proof of another system, though nobody released it: a returned result is worked on at once (K3, K4)."""
    given = after(assigned(), held(), evolve(submitted(), receipt="VB-17"))

    given.when(task.ReleaseTask(task="T-1"), by="HEAD-1").refused_by("task_is_on_hold")
    given.and_then(RETURNED, at="2023-10-02T09:00+07:00")
    assert given.when(task.SubmitResult(task="T-1", output="Tờ trình"), by="E-1").events
