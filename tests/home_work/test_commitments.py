"""The commitment: signed by the employee, countersigned by the office, looked at again, and signed anew while work goes on (R28)."""

from datetime import date, time, timedelta

import pytest
from attrs import evolve

from civicflow import home_work
from civicflow.calendars.months import months_before
from civicflow.core.event import At, Event
from civicflow.core.fields import FreeText
from civicflow.home_work.events import CommitmentReviewed
from civicflow.home_work.model import WITH_A_PLACE, HomeWork, Stage
from civicflow.regulations import parameters
from civicflow.testing import Given
from tests.employee.staff import (
    PILOT,
    REVIEW_ON,
    TEXT,
    approved,
    at_home,
    committed,
    countersigned,
    laid_down,
    requested,
    signed,
    suspended,
)
from tests.home_work.arrangements import ACTIVATE, COUNTERSIGN, REVIEW, SIGN
from tests.organization.offices import delegated

TODAY = date(2023, 10, 2)
LATEST = months_before(TODAY, -laid_down(parameters.COMMITMENT_REVIEW_MONTHS))
OLD = "2000-1"
APPROVED = (*PILOT, requested(), approved())


def sign(**changes: object) -> home_work.SignCommitment:
    """The commitment of the tests, changed."""
    return evolve(SIGN, **changes)  # type: ignore[arg-type]


def test_an_employee_commits_to_progress_volume_and_quality():
    """With the text laid down, when and where they are reached, and when it is looked at again (R28)."""
    Given(*APPROVED).when(SIGN, by="E-1").then(signed())


@pytest.mark.parametrize("by", ["HEAD-1", "E-3", "STRANGER", "ADMIN"])
def test_nobody_signs_for_another(by: str):
    """A commitment is the employee's own."""
    Given(*APPROVED).when(SIGN, by=by).refused_by("employee_acts_in_person")


def test_nobody_signs_through_a_delegation():
    """Not even who acts for the person."""
    given = Given(*PILOT, requested("HEAD-1"), approved("HEAD-1"), delegated("HEAD-1", "E-1", "U-1"))
    given.when(sign(person="HEAD-1"), by="E-1", on_behalf_of="HEAD-1").refused_by("employee_acts_in_person")


@pytest.mark.parametrize(
    "changes, rule",
    [
        ({"text_version": OLD}, "text_to_sign_is_the_current_one"),
        ({"reach_from": "17:00"}, "reachable_from_before_until"),
        ({"review_on": TODAY}, "review_is_near_enough"),
        ({"review_on": LATEST + timedelta(days=1)}, "review_is_near_enough"),
    ],
)
def test_what_is_signed_is_laid_down(changes: dict[str, object], rule: str):
    """The text in force, a window that has a length, a review that comes and does not come too late."""
    Given(*APPROVED).when(sign(**changes), by="E-1").refused_by(rule)


@pytest.mark.parametrize("review_on", [TODAY + timedelta(days=1), LATEST])
def test_the_first_and_the_last_day_on_which_a_commitment_may_be_looked_at_again(review_on: date):
    """From tomorrow on, and as many months ahead as are laid down, to the day."""
    Given(*APPROVED).when(sign(review_on=review_on), by="E-1").then(evolve(signed(), review_on=review_on))


@pytest.mark.parametrize("by", ["HEAD-1", "MANAGER-1", "DIRECTOR"])
def test_the_office_that_decides_countersigns_and_looks_again(by: str):
    """Whoever holds it; its word is added to the employee's, and later what was found (K17)."""
    Given(*APPROVED, signed()).when(COUNTERSIGN, by=by).then(evolve(countersigned(), countersigned_by=by))
    Given(*PILOT, *committed()).when(REVIEW, by=by).then(
        CommitmentReviewed(
            person="E-1",
            unit="U-1",
            reviewed_by=by,
            remark=FreeText(v="Thực hiện tốt"),
            review_on=REVIEW_ON,
        )
    )


def test_a_commitment_under_an_old_text_is_signed_anew():
    """A text that was replaced meanwhile is neither countersigned nor begun under; a new signature heals it (R28)."""
    waiting = Given(*APPROVED, signed(text=OLD))
    waiting.when(COUNTERSIGN, by="HEAD-1").refused_by("signed_text_is_still_the_current_one")
    waiting.and_then(signed(), at="2023-10-02T08:05+07:00").when(COUNTERSIGN, by="HEAD-1").then(
        countersigned()
    )

    agreed = Given(*APPROVED, signed(text=OLD), countersigned(text=OLD))
    agreed.when(ACTIVATE, by="HEAD-1").refused_by("signed_text_is_still_the_current_one")
    assert agreed.when(SIGN, by="E-1").events


@pytest.mark.parametrize("running", [at_home(), (*at_home(), suspended())], ids=["active", "suspended"])
def test_a_commitment_is_signed_anew_while_work_goes_on(running: tuple[Event, ...]):
    """Stage and place are kept; what was agreed before is in force until the office countersigns (R28)."""
    earlier = evolve(signed(), reach_from=time(9), review_on=date(2023, 11, 1))
    begun = tuple(earlier if event == signed() else event for event in running)
    before, waiting = folded(*begun), folded(*begun, signed())
    after = folded(*begun, signed(), countersigned())

    assert before.stage is waiting.stage is after.stage
    assert {before.stage, waiting.stage, after.stage} <= WITH_A_PLACE
    assert waiting.commitment == before.commitment
    assert after.signed is None
    assert after.commitment is not None
    assert after.commitment.review_on == REVIEW_ON

    given = Given(*PILOT, *begun)
    given.when(COUNTERSIGN, by="HEAD-1").refused_by("commitment_waits_to_be_countersigned")
    given.and_then(signed(), at="2023-10-02T08:05+07:00").when(COUNTERSIGN, by="HEAD-1").then(countersigned())


def test_a_new_signature_before_the_beginning_waits_for_the_office_again():
    """What is countersigned is what is begun under."""
    assert folded(*committed()).stage is Stage.COUNTERSIGNED
    assert folded(*committed(), signed()).stage is Stage.COMMITTED
    assert folded(*committed(), signed(), countersigned()).stage is Stage.COUNTERSIGNED


def test_a_review_sets_the_next_one():
    """The date of the commitment in force moves on (K17)."""
    again = CommitmentReviewed(
        person="E-1", unit="U-1", reviewed_by="HEAD-1", remark=FreeText(v="Tốt"), review_on=date(2024, 3, 1)
    )
    reviewed = folded(*committed(), again)

    assert reviewed.commitment is not None
    assert reviewed.commitment.review_on == date(2024, 3, 1)
    assert reviewed.commitment.text_version == TEXT
    assert folded(requested(), again) == folded(requested())


def test_a_review_comes_in_time_as_well():
    """Nobody puts off looking at it for ever."""
    late = evolve(REVIEW, review_on=LATEST + timedelta(days=1))
    Given(*PILOT, *committed()).when(late, by="HEAD-1").refused_by("review_is_near_enough")


def folded(*events: Event) -> HomeWork:
    """The arrangement after events."""
    state: HomeWork | None = None
    for number, event in enumerate(events, start=1):
        state = HomeWork.evolve(state, event, At(number, 0, 0))
    assert state is not None
    return state
