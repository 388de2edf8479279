"""The home arrangement step by step: each possible at its own stages alone, taken by those who may (K10, K11, K17)."""

from collections.abc import Collection
from datetime import date

import pytest

from civicflow import home_work
from civicflow.core.command import Command
from civicflow.core.event import At
from civicflow.core.fields import FreeText
from civicflow.home_work.events import HomeWorkEnded, HomeWorkRequested
from civicflow.home_work.model import (
    NOTHING_OPEN,
    WITH_A_PLACE,
    HomeWork,
    Stage,
)
from civicflow.organization.events import MemberLeft
from civicflow.pilot_record.events import Course as PilotCourse
from civicflow.pilot_record.events import PilotCompleted
from civicflow.testing import Given
from tests.employee.staff import (
    PILOT,
    REASON,
    activated,
    approved,
    assessed,
    at_home,
    countersigned,
    ended,
    piloting,
    placed,
    position,
    requested,
    signed,
    suspended,
)
from tests.home_work.arrangements import (
    ACTIVATE,
    APPROVE,
    COUNTERSIGN,
    END,
    IN_FORCE,
    PAUSED,
    RECALL,
    REFUSE,
    RESUME,
    RESUMED,
    REVIEW,
    SIGN,
    STAGES,
    SUSPEND,
    WITHDRAW,
    WITHDRAW_RECALL,
    WITHDRAWN,
    request,
)
from tests.organization.offices import delegated, joined

MOVES: tuple[tuple[Command, str, Collection[Stage], set[str]], ...] = (
    (
        request(),
        "E-1",
        NOTHING_OPEN - {Stage.INELIGIBLE},
        {"no_arrangement_is_open", "person_is_found_eligible"},
    ),
    (WITHDRAW, "E-1", {Stage.REQUESTED}, {"request_waits_for_a_decision"}),
    (APPROVE, "HEAD-1", {Stage.REQUESTED}, {"request_waits_for_a_decision"}),
    (REFUSE, "HEAD-1", {Stage.REQUESTED}, {"request_waits_for_a_decision"}),
    (SIGN, "E-1", WITH_A_PLACE, {"arrangement_takes_a_place"}),
    (COUNTERSIGN, "HEAD-1", {Stage.COMMITTED}, {"commitment_waits_to_be_countersigned"}),
    (REVIEW, "HEAD-1", IN_FORCE, {"commitment_is_in_force"}),
    (ACTIVATE, "HEAD-1", {Stage.COUNTERSIGNED}, {"arrangement_is_countersigned"}),
    (RECALL, "HEAD-1", {Stage.ACTIVE}, {"arrangement_is_active"}),
    (SUSPEND, "HEAD-1", {Stage.ACTIVE}, {"arrangement_is_active"}),
    (RESUME, "HEAD-1", {Stage.SUSPENDED}, {"arrangement_is_suspended"}),
    (END, "HEAD-1", WITH_A_PLACE, {"arrangement_takes_a_place"}),
    (END, "E-1", WITH_A_PLACE, {"arrangement_takes_a_place"}),
)
"""Each command with who gives it, the stages in which it is possible, and the rules of which one says so."""


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("command, by, stages, rules", MOVES)
def test_each_step_is_possible_at_its_own_stages_alone(
    stage: Stage, command: Command, by: str, stages: Collection[Stage], rules: set[str]
):
    """Every stage is reached, and left again unless it is over, after which one may ask anew (K17)."""
    state = None
    for event in STAGES[stage]:
        state = HomeWork.evolve(state, event, At(1, 0, 0))
    assert state is not None
    assert state.stage is stage

    outcome = Given(*piloting(places=2), *STAGES[stage]).when(command, by=by)
    if stage in stages:
        assert outcome.events
    else:
        assert rules & set(outcome.refusals)


@pytest.mark.parametrize(
    "command",
    [APPROVE, REFUSE, COUNTERSIGN, REVIEW, ACTIVATE, RECALL, WITHDRAW_RECALL, SUSPEND, RESUME],
)
@pytest.mark.parametrize("by", ["E-1", "E-3", "HEAD-2", "CLERK-1", "ADMIN"])
def test_nobody_else_decides(command: Command, by: str):
    """Neither the employee, a colleague, a neighbour's head, a clerk nor the administrator."""
    given = Given(*PILOT, requested())
    given.when(command, by=by).refused_by("office_that_decides_on_home_work")


@pytest.mark.parametrize(
    "command, stage",
    [
        (APPROVE, Stage.REQUESTED),
        (REFUSE, Stage.REQUESTED),
        (COUNTERSIGN, Stage.COMMITTED),
        (REVIEW, Stage.COUNTERSIGNED),
        (ACTIVATE, Stage.COUNTERSIGNED),
        (RECALL, Stage.ACTIVE),
        (SUSPEND, Stage.ACTIVE),
        (RESUME, Stage.SUSPENDED),
    ],
)
def test_nobody_decides_about_themselves(command: Command, stage: Stage):
    """Whoever acts for the head decides nothing about their own arrangement (K10)."""
    given = Given(*piloting(places=2), *STAGES[stage], delegated("HEAD-1", "E-1", "U-1"))
    given.when(command, by="E-1", on_behalf_of="HEAD-1").refused_by("actor_is_not_the_employee")


def test_an_arrangement_is_for_the_position_it_was_asked_for():
    """Who was given another position asks again (K18)."""
    for stage, command in (
        (Stage.REQUESTED, APPROVE),
        (Stage.COUNTERSIGNED, ACTIVATE),
        (Stage.SUSPENDED, RESUME),
    ):
        another = position("P-5"), placed("E-1", "P-5"), assessed(position="P-5")
        given = Given(*piloting(places=2), *STAGES[stage], *another)
        given.when(command, by="HEAD-1").refused_by("arrangement_is_for_the_position_held")


def test_a_transfer_leaves_nothing_to_begin_or_resume():
    """An arrangement of the old unit is ended, not carried along (K18)."""
    left = MemberLeft(unit="U-1", person="E-1", until=date(2023, 10, 1), reason=FreeText(v="Điều động"))
    for stage, command in ((Stage.COUNTERSIGNED, ACTIVATE), (Stage.SUSPENDED, RESUME)):
        given = Given(*PILOT, *STAGES[stage], left, joined("U-2", "E-1"))
        given.when(command, by="HEAD-1").refused_by("person_belongs_to_the_unit")
        assert given.when(END, by="HEAD-1").events


@pytest.mark.parametrize("command, stage", [(ACTIVATE, Stage.COUNTERSIGNED), (RESUME, Stage.SUSPENDED)])
def test_an_arrangement_begins_and_resumes_within_its_days(command: Command, stage: Stage):
    """Neither before its first day nor after its last."""
    given = Given(*PILOT, *STAGES[stage], at="2023-10-01T08:00+07:00")
    given.when(command, by="HEAD-1").refused_by("today_lies_within_the_arrangement")
    assert given.when(command, by="HEAD-1", at="2023-12-29T23:59+07:00").events
    given.when(command, by="HEAD-1", at="2023-12-30T08:00+07:00").refused_by(
        "today_lies_within_the_arrangement"
    )


def test_the_steps_of_an_arrangement_are_recorded_with_who_took_them():
    """Activated, suspended with a reason, resumed."""
    Given(*PILOT, *STAGES[Stage.COUNTERSIGNED]).when(ACTIVATE, by="HEAD-1").then(activated())
    Given(*PILOT, *STAGES[Stage.ACTIVE]).when(SUSPEND, by="HEAD-1").then(suspended())
    Given(*PILOT, *STAGES[Stage.SUSPENDED]).when(RESUME, by="HEAD-1").then(RESUMED)
    Given(*PILOT, requested()).when(WITHDRAW, by="E-1").then(WITHDRAWN)


def test_the_employee_may_always_return():
    """By right and without a reason; an office says why, and nobody else ends it (R1, R17)."""
    given = Given(*PILOT, *at_home())
    silent = home_work.EndHomeWork(person="E-1")

    given.when(silent, by="E-1").then(ended())
    given.when(silent, by="HEAD-1").refused_by("office_gives_a_reason")
    given.when(END, by="HEAD-1").then(
        HomeWorkEnded(person="E-1", unit="U-1", body="A-1", ended_by="HEAD-1", reason=REASON)
    )
    for by in ("E-3", "HEAD-2", "ADMIN"):
        given.when(END, by=by).refused_by("employee_or_office_that_decides")


def test_who_acts_for_a_head_gives_a_reason_about_themselves_too():
    """Acting for the head is not acting in person."""
    given = Given(*PILOT, *at_home(), delegated("HEAD-1", "E-1", "U-1"))
    silent = home_work.EndHomeWork(person="E-1")
    given.when(silent, by="E-1", on_behalf_of="HEAD-1").refused_by("office_gives_a_reason")


def test_the_end_of_a_pilot_ends_no_arrangement_by_itself():
    """What no longer fits is ended by somebody's decision; it cannot be taken up again."""
    completed = PilotCompleted(
        pilot="PR-1", completed_by="CHAIR", decided=PilotCourse.STOP, instrument="QĐ 31", reason=None
    )
    given = Given(*PILOT, *at_home(), suspended(), completed)
    given.when(RESUME, by="HEAD-1").refused_by("position_takes_part_in_a_running_pilot")
    assert given.when(END, by="HEAD-1").events


def test_an_arrangement_that_nobody_asked_for_cannot_be_decided():
    """There must be a request on record."""
    approve = home_work.ApproveHomeWork(person="E-2")
    Given(*PILOT).when(approve, by="HEAD-2").not_on_record("home_work:E-2")
    Given(*PILOT).when(APPROVE, by="HEAD-1").refused_by("request_waits_for_a_decision")


@pytest.mark.parametrize("day, at_home_then", [("2023-10-02", False), ("2023-10-03", True)])
def test_an_arrangement_names_its_weekdays(day: str, at_home_then: bool):
    """Tuesday is agreed upon, Monday is not."""
    arrangement = HomeWork.evolve(None, requested(), At(1, 0, 0))
    assert arrangement is not None
    assert arrangement.names_day(date.fromisoformat(day)) is at_home_then


def test_steps_without_a_request_leave_no_arrangement():
    """The fold is total."""
    for event in (approved(), signed(), countersigned(), ended()):
        assert HomeWork.evolve(None, event, At(1, 0, 0)) is None
    state = HomeWork.evolve(None, requested(), At(1, 0, 0))
    assert HomeWork.evolve(state, PAUSED, At(2, 0, 0)) is state
    assert HomeWorkRequested.topic == "home_work.requested"
