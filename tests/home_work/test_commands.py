"""The home arrangement from the request to its end, each rule both ways, and the places of the body (R1-R6, K14)."""

from datetime import date

import pytest
from attrs import evolve

from civicflow import home_work
from civicflow.core.command import Command
from civicflow.core.event import At, Event
from civicflow.core.fields import FreeText
from civicflow.home_work.events import (
    HomeWorkEnded,
    HomeWorkRefused,
    HomeWorkRequested,
    HomeWorkResumed,
    RequestWithdrawn,
    Weekday,
)
from civicflow.home_work.model import (
    OVER,
    WITH_A_PLACE,
    HomeWork,
    Stage,
)
from civicflow.home_work.rules import months_before
from civicflow.organization.events import MemberLeft
from civicflow.pilot_record.events import Course as PilotCourse
from civicflow.pilot_record.events import PilotCompleted, PilotPaused
from civicflow.testing import Given
from tests.employee.staff import (
    OFFICE,
    PILOT,
    REASON,
    activated,
    approved,
    at_home,
    ended,
    pilot,
    placed,
    position,
    requested,
    suspended,
)
from tests.organization.offices import delegated, joined

APPROVE = home_work.ApproveHomeWork(person="E-1")
REFUSE = home_work.RefuseHomeWork(person="E-1", reason=REASON)
ACTIVATE = home_work.ActivateHomeWork(person="E-1")
SUSPEND = home_work.SuspendHomeWork(person="E-1", reason=REASON)
RESUME = home_work.ResumeHomeWork(person="E-1")
END = home_work.EndHomeWork(person="E-1", reason=REASON)
WITHDRAW = home_work.WithdrawRequest(person="E-1")

WITHDRAWN = RequestWithdrawn(person="E-1", unit="U-1")
REFUSED = HomeWorkRefused(person="E-1", unit="U-1", decided_by="HEAD-1", reason=REASON)
RESUMED = HomeWorkResumed(person="E-1", unit="U-1", resumed_by="HEAD-1")
PAUSED = PilotPaused(pilot="PR-1", paused_by="CHAIR", instrument="QĐ 30", reason=REASON)


def request(**changes: object) -> home_work.RequestHomeWork:
    """Tuesdays and Thursdays until the end of the year."""
    fields = {
        "person": "E-1",
        "weekdays": ["tuesday", "thursday"],
        "since": "2023-10-02",
        "until": "2023-12-29",
        "reason": REASON,
    }
    return home_work.RequestHomeWork(**(fields | changes))  # type: ignore[arg-type]


STAGES: dict[Stage, tuple[Event, ...]] = {
    Stage.REQUESTED: (requested(),),
    Stage.WITHDRAWN: (requested(), WITHDRAWN),
    Stage.REFUSED: (requested(), REFUSED),
    Stage.APPROVED: (requested(), approved()),
    Stage.ACTIVE: at_home(),
    Stage.SUSPENDED: (*at_home(), suspended()),
    Stage.ENDED: (*at_home(), ended()),
}
"""How each stage is reached (K17)."""

MOVES: tuple[tuple[Command, str, set[Stage], str], ...] = (
    (request(), "E-1", set(OVER), "no_arrangement_is_open"),
    (WITHDRAW, "E-1", {Stage.REQUESTED}, "request_waits_for_a_decision"),
    (APPROVE, "HEAD-1", {Stage.REQUESTED}, "request_waits_for_a_decision"),
    (REFUSE, "HEAD-1", {Stage.REQUESTED}, "request_waits_for_a_decision"),
    (ACTIVATE, "HEAD-1", {Stage.APPROVED}, "arrangement_is_approved"),
    (SUSPEND, "HEAD-1", {Stage.ACTIVE}, "arrangement_is_active"),
    (RESUME, "HEAD-1", {Stage.SUSPENDED}, "arrangement_is_suspended"),
    (END, "HEAD-1", set(WITH_A_PLACE), "arrangement_takes_a_place"),
    (END, "E-1", set(WITH_A_PLACE), "arrangement_takes_a_place"),
)
"""Each command with who gives it, the stages in which it is possible, and the rule that says so."""


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("command, by, stages, rule", MOVES)
def test_each_step_is_possible_at_its_own_stages_alone(
    stage: Stage, command: Command, by: str, stages: set[Stage], rule: str
):
    """Every stage is reached, and left again unless it is over, after which one may ask anew (K17)."""
    state = None
    for event in STAGES[stage]:
        state = HomeWork.evolve(state, event, At(1, 0, 0))
    assert state is not None
    assert state.stage is stage

    outcome = Given(*OFFICE, *pilot(places=2), *STAGES[stage]).when(command, by=by)
    if stage in stages:
        assert outcome.events
    else:
        assert rule in outcome.refusals


def test_an_employee_asks_for_certain_weekdays():
    """For the position held, by oneself, for a reason (R5)."""
    Given(*PILOT).when(request(), by="E-1").then(requested())


@pytest.mark.parametrize("by", ["HEAD-1", "E-3", "STRANGER", "ADMIN"])
@pytest.mark.parametrize("command", [request(), WITHDRAW])
def test_nobody_asks_or_withdraws_for_another(command: Command, by: str):
    """Registration is voluntary (R5)."""
    Given(*PILOT, requested()).when(command, by=by).refused_by("employee_who_asks")


def test_nobody_asks_through_a_delegation():
    """A head's delegate does not ask for the head."""
    given = Given(*PILOT, delegated("HEAD-1", "E-1", "U-1"))
    ask = request(person="HEAD-1")
    given.when(ask, by="E-1", on_behalf_of="HEAD-1").refused_by("employee_who_asks")


@pytest.mark.parametrize(
    "held, rules",
    [
        ("P-2", {"position_meets_no_citizens"}),
        ("P-3", {"position_handles_no_procedures"}),
        ("P-4", {"position_takes_part_in_a_running_pilot", "person_belongs_to_the_unit"}),
    ],
)
def test_the_position_decides_who_may_work_at_home(held: str, rules: set[str]):
    """No citizen contact (R4), no administrative procedures (R3), within the pilot (R2), of one's own unit (K18)."""
    now_held = placed("E-1", held, unit="U-2" if held == "P-4" else "U-1")
    given = Given(*PILOT, now_held)
    given.when(request(), by="E-1").refused_by(*rules)

    moved = Given(*PILOT, requested(position=held), now_held)
    moved.when(APPROVE, by="HEAD-1").refused_by(*rules)


def test_without_a_position_nobody_works_at_home():
    """A pilot takes in positions; who holds none is in no pilot (R2)."""
    given = Given(*PILOT)
    given.when(request(person="E-2"), by="E-2").refused_by("position_takes_part_in_a_running_pilot")


@pytest.mark.parametrize(
    "events",
    [(), pilot()[:-2], pilot(units=("U-2",)), (*pilot(), PAUSED)],
    ids=["no-pilot", "not-started", "another-unit", "paused"],
)
def test_only_a_running_pilot_lets_people_ask(events: tuple[Event, ...]):
    """R2: a pilot that is not started, rests, or takes in another unit gives no right."""
    outcome = Given(*OFFICE, *events).when(request(), by="E-1")
    outcome.refused_by("position_takes_part_in_a_running_pilot")


@pytest.mark.parametrize("at", ["2023-09-30T08:00+07:00", "2024-01-01T08:00+07:00"])
def test_a_pilot_gives_no_right_outside_its_term(at: str):
    """The pilot of the tests runs from October to December."""
    given = Given(*PILOT)
    given.when(request(), by="E-1", at=at).refused_by("position_takes_part_in_a_running_pilot")


@pytest.mark.parametrize(
    "weekdays, rules",
    [
        (["monday", "tuesday", "wednesday", "thursday"], []),
        (list(Weekday), ["office_days_remain"]),
        ([], ["some_weekday_is_named"]),
        (["monday", "monday"], ["some_weekday_is_named"]),
    ],
)
def test_an_office_day_remains_in_every_week(weekdays: list[str], rules: list[str]):
    """K20, R1: at least one weekday at the office, of the five; and one at home, or there is nothing to ask for."""
    outcome = Given(*PILOT).when(request(weekdays=weekdays), by="E-1")
    assert list(outcome.refusals) == rules


def test_a_request_begins_before_it_ends():
    """Its last day is not before its first."""
    Given(*PILOT).when(request(until="2023-10-01"), by="E-1").refused_by("term_begins_before_it_ends")


def test_two_requests_within_twelve_months():
    """R5: a third one waits until the first is a year old, to the day."""
    twice = Given(*PILOT, requested(), WITHDRAWN, requested(), REFUSED)
    twice.when(request(), by="E-1").refused_by("requests_stay_within_their_number")
    twice.when(request(), by="E-1", at="2023-12-29T08:00+07:00").refused_by(
        "requests_stay_within_their_number"
    )

    given = Given(*OFFICE, *pilot(until=date(2025, 12, 31)), requested(), WITHDRAWN, requested(), REFUSED)
    renewed = request(since="2024-10-02", until="2024-12-29")
    given.when(renewed, by="E-1", at="2024-10-01T23:59+07:00").refused_by("requests_stay_within_their_number")
    assert given.when(renewed, by="E-1", at="2024-10-02T00:01+07:00").events


@pytest.mark.parametrize(
    "day, months, before",
    [
        ("2024-10-02", 12, "2023-10-02"),
        ("2024-02-29", 12, "2023-02-28"),
        ("2024-01-31", 1, "2023-12-31"),
        ("2024-03-31", 1, "2024-02-29"),
        ("2024-12-31", 24, "2022-12-31"),
    ],
)
def test_months_are_counted_by_the_calendar(day: str, months: int, before: str):
    """The same day of the earlier month, or its last."""
    assert months_before(date.fromisoformat(day), months) == date.fromisoformat(before)


@pytest.mark.parametrize("by", ["HEAD-1", "MANAGER-1", "DIRECTOR"])
def test_an_office_that_leads_the_unit_decides(by: str):
    """It approves under the pilot, or refuses and says why (R26, R17)."""
    given = Given(*PILOT, requested())
    given.when(APPROVE, by=by).then(approved(by=by))
    given.when(REFUSE, by=by).then(evolve(REFUSED, decided_by=by))


@pytest.mark.parametrize("command", [APPROVE, REFUSE, ACTIVATE, SUSPEND, RESUME])
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
        (ACTIVATE, Stage.APPROVED),
        (SUSPEND, Stage.ACTIVE),
        (RESUME, Stage.SUSPENDED),
    ],
)
def test_nobody_decides_about_themselves(command: Command, stage: Stage):
    """Whoever acts for the head decides nothing about their own arrangement (K10)."""
    given = Given(*OFFICE, *pilot(places=2), *STAGES[stage], delegated("HEAD-1", "E-1", "U-1"))
    given.when(command, by="E-1", on_behalf_of="HEAD-1").refused_by("actor_is_not_the_employee")


def test_a_heads_own_request_is_decided_above():
    """By the department, not by the head or a manager of the unit (K11)."""
    given = Given(*PILOT, requested("HEAD-1"))
    approve = home_work.ApproveHomeWork(person="HEAD-1")
    for by in ("HEAD-1", "MANAGER-1"):
        given.when(approve, by=by).refused_by("office_that_decides_on_home_work")
    given.when(approve, by="DIRECTOR").then(approved("HEAD-1", by="DIRECTOR"))


def test_the_last_remote_place_is_given_once():
    """K14: the pilot gives the department one place; it is taken from the approval to the end."""
    other = home_work.ApproveHomeWork(person="E-3")
    waiting = (requested(), requested("E-3"))

    assert Given(*PILOT, *waiting).when(other, by="HEAD-1").events
    for taken in ((approved(),), (approved(), activated()), (approved(), activated(), suspended())):
        Given(*PILOT, *waiting, *taken).when(other, by="HEAD-1").refused_by("remote_place_is_free")
    assert Given(*PILOT, *waiting, approved(), ended()).when(other, by="HEAD-1").events


@pytest.mark.parametrize("until, free", [(date(2023, 10, 3), False), (date(2023, 10, 2), True)])
def test_an_arrangement_whose_last_day_has_passed_takes_no_place(until: date, free: bool):
    """K14: the place is free with its end, though nobody has ended it on record."""
    given = Given(
        *PILOT, evolve(requested("E-3"), until=until), approved("E-3"), activated("E-3"), requested()
    )

    outcome = given.when(APPROVE, by="HEAD-1", at="2023-10-03T08:00+07:00")
    assert outcome.refusals == (() if free else ("remote_place_is_free",))


@pytest.mark.parametrize("places, free", [(0, False), (1, False), (2, True)])
def test_the_pilot_says_how_many_places_there_are(places: int, free: bool):
    """R6: the number comes from the approved pilot and from nowhere else."""
    given = Given(*OFFICE, *pilot(places=places), *at_home("E-3"), requested())
    assert given.when(APPROVE, by="HEAD-1").refusals == (() if free else ("remote_place_is_free",))


def test_a_place_is_taken_from_the_body_and_not_from_the_unit():
    """K14: an arrangement in another unit of the department takes a place of the same body."""
    elsewhere = evolve(requested("E-2", "P-4"), unit="U-2"), approved("E-2", unit="U-2", by="HEAD-2")
    given = Given(*OFFICE, *pilot(units=("U-1", "U-2")), *elsewhere, requested())
    given.when(APPROVE, by="HEAD-1").refused_by("remote_place_is_free")


def test_an_arrangement_is_for_the_position_it_was_asked_for():
    """Who was given another position asks again (K18)."""
    for stage, command in ((Stage.REQUESTED, APPROVE), (Stage.APPROVED, ACTIVATE), (Stage.SUSPENDED, RESUME)):
        another = position("P-5"), placed("E-1", "P-5")
        given = Given(*OFFICE, *pilot(places=2), *STAGES[stage], *another)
        given.when(command, by="HEAD-1").refused_by("arrangement_is_for_the_position_held")


def test_a_transfer_leaves_nothing_to_begin_or_resume():
    """An arrangement of the old unit is ended, not carried along (K18)."""
    left = MemberLeft(unit="U-1", person="E-1", until=date(2023, 10, 1), reason=FreeText(v="Điều động"))
    for stage, command in ((Stage.APPROVED, ACTIVATE), (Stage.SUSPENDED, RESUME)):
        given = Given(*PILOT, *STAGES[stage], left, joined("U-2", "E-1"))
        given.when(command, by="HEAD-1").refused_by("person_belongs_to_the_unit")
        assert given.when(END, by="HEAD-1").events


@pytest.mark.parametrize("command, stage", [(ACTIVATE, Stage.APPROVED), (RESUME, Stage.SUSPENDED)])
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
    Given(*PILOT, *STAGES[Stage.APPROVED]).when(ACTIVATE, by="HEAD-1").then(activated())
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
    Given(*PILOT).when(APPROVE, by="HEAD-1").not_on_record("home_work:E-1")


@pytest.mark.parametrize("day, at_home_then", [("2023-10-02", False), ("2023-10-03", True)])
def test_an_arrangement_names_its_weekdays(day: str, at_home_then: bool):
    """Tuesday is agreed upon, Monday is not."""
    arrangement = HomeWork.evolve(None, requested(), At(1, 0, 0))
    assert arrangement is not None
    assert arrangement.names_day(date.fromisoformat(day)) is at_home_then


def test_steps_without_a_request_leave_no_arrangement():
    """The fold is total."""
    assert HomeWork.evolve(None, approved(), At(1, 0, 0)) is None
    state = HomeWork.evolve(None, requested(), At(1, 0, 0))
    assert HomeWork.evolve(state, PAUSED, At(2, 0, 0)) is state
    assert HomeWorkRequested.topic == "home_work.requested"
