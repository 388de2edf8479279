"""A request to work at home and its decision, each rule both ways, and the places of the body (R1-R6, K14)."""

from datetime import date

import pytest
from attrs import evolve

from civicflow import home_work
from civicflow.calendars.months import months_before
from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.home_work.events import Weekday
from civicflow.testing import Given
from tests.employee.staff import (
    OFFICE,
    PILOT,
    READY,
    activated,
    approved,
    assessed,
    at_home,
    ended,
    pilot,
    piloting,
    placed,
    requested,
    suspended,
)
from tests.home_work.arrangements import (
    APPROVE,
    PAUSED,
    REFUSE,
    REFUSED,
    WITHDRAW,
    WITHDRAWN,
    request,
)
from tests.organization.offices import delegated


def test_whoever_was_found_ineligible_may_not_ask():
    """Nothing is open, and yet there is nothing to ask for until they are judged anew (R4, K17)."""
    given = Given(*PILOT, assessed(eligible=False))
    given.when(request(), by="E-1").refused_by("person_is_found_eligible")
    assert given.and_then(assessed(), at="2023-10-02T08:05+07:00").when(request(), by="E-1").events


def test_an_employee_asks_for_certain_weekdays():
    """For the position held, by oneself, for a reason (R5)."""
    Given(*PILOT).when(request(), by="E-1").then(requested())


@pytest.mark.parametrize("by", ["HEAD-1", "E-3", "STRANGER", "ADMIN"])
@pytest.mark.parametrize("command", [request(), WITHDRAW])
def test_nobody_asks_or_withdraws_for_another(command: Command, by: str):
    """Registration is voluntary (R5)."""
    Given(*PILOT, requested()).when(command, by=by).refused_by("employee_acts_in_person")


def test_nobody_asks_through_a_delegation():
    """A head's delegate does not ask for the head."""
    given = Given(*PILOT, delegated("HEAD-1", "E-1", "U-1"))
    ask = request(person="HEAD-1")
    given.when(ask, by="E-1", on_behalf_of="HEAD-1").refused_by("employee_acts_in_person")


@pytest.mark.parametrize(
    "held, rules",
    [
        ("P-2", {"position_meets_no_citizens", "person_is_found_eligible"}),
        ("P-3", {"position_handles_no_procedures", "person_is_found_eligible"}),
        (
            "P-4",
            {
                "position_takes_part_in_a_running_pilot",
                "person_belongs_to_the_unit",
                "person_is_found_eligible",
            },
        ),
    ],
)
def test_the_position_decides_who_may_work_at_home(held: str, rules: set[str]):
    """No citizen contact (R4), no procedures (R3), within the pilot (R2), of one's own unit (K18), found eligible for it."""
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
    outcome = Given(*OFFICE, *READY, *events).when(request(), by="E-1")
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

    given = Given(*piloting(until=date(2025, 12, 31)), requested(), WITHDRAWN, requested(), REFUSED)
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
        ("2023-10-31", -4, "2024-02-29"),
        ("0001-03-01", 3, "0001-01-01"),
        ("9999-12-01", -1, "9999-12-31"),
    ],
)
def test_months_are_counted_by_the_calendar(day: str, months: int, before: str):
    """The same day of the earlier month, or its last; forwards likewise, and never beyond the days there are."""
    assert months_before(date.fromisoformat(day), months) == date.fromisoformat(before)


@pytest.mark.parametrize("by", ["HEAD-1", "MANAGER-1", "DIRECTOR"])
def test_an_office_that_leads_the_unit_decides(by: str):
    """It approves under the pilot, or refuses and says why (R26, R17)."""
    given = Given(*PILOT, requested())
    given.when(APPROVE, by=by).then(approved(by=by))
    given.when(REFUSE, by=by).then(evolve(REFUSED, decided_by=by))


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
    given = Given(*piloting(places=places), *at_home("E-3"), requested())
    assert given.when(APPROVE, by="HEAD-1").refusals == (() if free else ("remote_place_is_free",))


def test_a_place_is_taken_from_the_body_and_not_from_the_unit():
    """K14: an arrangement in another unit of the department takes a place of the same body."""
    elsewhere = evolve(requested("E-2", "P-4"), unit="U-2"), approved("E-2", unit="U-2", by="HEAD-2")
    given = Given(*piloting(units=("U-1", "U-2")), *elsewhere, requested())
    given.when(APPROVE, by="HEAD-1").refused_by("remote_place_is_free")
