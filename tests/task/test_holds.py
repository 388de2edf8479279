"""Work that rests is looked at again, and its cause is found objective or not one level up (K4)."""

from datetime import UTC, datetime

from attrs import evolve

from civicflow import task
from civicflow.core.fields import FreeText
from civicflow.task.events import HoldConfirmed, HoldRejected, HoldReviewed
from tests.task.test_commands import LATER, after, assigned, held, of

MONDAY = datetime(2023, 10, 9, 10, 0, tzinfo=UTC)
WHY = FreeText(v="Bên thứ ba chưa trả lời")
REJECT = task.RejectHold(task="T-1", reason=WHY)
REVIEW = task.ReviewHold(task="T-1", reason=WHY)


def test_when_a_hold_is_looked_at_again_is_chosen_or_follows_from_the_regulations():
    """Five working days by the shipped design, kept with what that was derived from (K4)."""
    hold = task.HoldTask(task="T-1", cause="third_party", reason="xin dời lịch")

    (event,) = after(assigned()).when(hold, by="HEAD-1").events
    assert event.review_on == MONDAY  # type: ignore[attr-defined]
    assert event.derivation.regulation == "hold_review/2000-01-01"  # type: ignore[attr-defined]
    after(assigned()).when(evolve(hold, review_on=LATER), by="HEAD-1").then(held())


def test_a_hold_is_looked_at_again_and_goes_on():
    """By the office, with a reason and the next date; what does not rest is not reviewed (K4)."""
    given = after(assigned(), held())

    given.when(evolve(REVIEW, review_on=LATER), by="HEAD-1").then(
        HoldReviewed(**of(), reviewed_by="HEAD-1", reason=WHY, review_on=LATER, derivation=None)
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
    after(assigned(), held(), confirmed).when(REJECT, by="DIRECTOR").refused_by("cause_is_not_confirmed_yet")
    over = after(assigned(), held(), rejected)
    over.when(REJECT, by="DIRECTOR").refused_by("task_is_on_hold")
    assert over.when(task.SubmitResult(task="T-1", output="Tờ trình"), by="E-1").events
