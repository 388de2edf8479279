"""Somebody is called to the office on a day that was agreed to be at home, with notice or urgently (R38)."""

from datetime import date

import pytest
from attrs import evolve

from civicflow import home_work, roster, task
from civicflow.home_work.events import RecallWithdrawn
from civicflow.organization.events import EmergencyModeDeclared
from civicflow.testing import Given
from tests.employee.staff import PILOT, REASON, at_home, emergency, recalled
from tests.organization.offices import delegated

TUESDAY, THURSDAY = date(2023, 10, 3), date(2023, 10, 5)
AT_HOME = (*PILOT, *at_home())
BACK = RecallWithdrawn(person="E-1", unit="U-1", day=THURSDAY, withdrawn_by="HEAD-1", reason=REASON)
WITHDRAW = home_work.WithdrawRecall(person="E-1", day=THURSDAY, reason=REASON)


def recall(day: date, *, urgent: bool = False) -> home_work.RecallToOffice:
    """E-1 is to come in."""
    return home_work.RecallToOffice(person="E-1", day=day, reason=REASON, urgent=urgent)


@pytest.mark.parametrize("by", ["HEAD-1", "MANAGER-1", "DIRECTOR"])
def test_an_office_that_leads_the_unit_calls_somebody_in(by: str):
    """On a day of the arrangement, for a reason."""
    Given(*AT_HOME).when(recall(THURSDAY), by=by).then(evolve(recalled(THURSDAY), recalled_by=by))


@pytest.mark.parametrize("at, in_time", [("2023-10-02T07:30+07:00", True), ("2023-10-02T07:31+07:00", False)])
def test_notice_is_counted_to_the_opening_of_the_office(at: str, in_time: bool):
    """R38: a whole day before half past seven; later only what is urgent."""
    given = Given(*AT_HOME)
    outcome = given.when(recall(TUESDAY), by="HEAD-1", at=at)

    assert outcome.refusals == (() if in_time else ("notice_is_given_in_time",))
    given.when(recall(TUESDAY, urgent=True), by="HEAD-1", at=at).then(recalled(TUESDAY, urgent=True))


def test_what_is_urgent_may_be_said_on_the_day_itself():
    """And no later."""
    given = Given(*AT_HOME)

    assert given.when(recall(TUESDAY, urgent=True), by="HEAD-1", at="2023-10-03T14:00+07:00").events
    given.when(recall(TUESDAY, urgent=True), by="HEAD-1", at="2023-10-04T08:00+07:00").refused_by(
        "day_was_agreed_to_be_at_home"
    )


@pytest.mark.parametrize("day", [date(2023, 10, 4), date(2024, 1, 2)], ids=["a-wednesday", "after-the-end"])
def test_only_from_a_day_at_home_is_somebody_called_in(day: date):
    """On other days they are at the office anyway."""
    Given(*AT_HOME).when(recall(day), by="HEAD-1").refused_by("day_was_agreed_to_be_at_home")


def test_somebody_is_called_in_once():
    """To say it twice says nothing new."""
    given = Given(*AT_HOME, recalled(THURSDAY))
    given.when(recall(THURSDAY), by="HEAD-1").refused_by("person_is_not_recalled_yet")


def test_on_a_recalled_day_no_place_at_home_is_booked():
    """R38: the day is at the office; other days stay at home."""
    booking = roster.BookPlace(body="A-1", day=THURSDAY, person="E-1", place="home")
    days = roster.OpenDay(body="A-1", day=THURSDAY)
    given = Given(*AT_HOME, recalled(THURSDAY))
    (opened,) = given.when(days, by="DIRECTOR").events
    given.and_then(opened, at="2023-10-02T08:05+07:00")

    given.when(booking, by="E-1").refused_by("home_place_is_lawful")
    assert given.when(evolve(booking, place="office"), by="E-1").events
    assert given.and_then(BACK, at="2023-10-02T08:10+07:00").when(booking, by="E-1").events


def test_on_a_recalled_day_no_work_is_given_to_do_at_home():
    """R38: from the morning of that day to its end."""
    due = "2023-11-20T17:00+07:00"
    assign = task.AssignTask(
        task="T-1", to="E-1", work="a", due=due, result="b", acceptance="c", at_home=True
    )
    given = Given(*AT_HOME, recalled(TUESDAY))

    assert given.when(assign, by="HEAD-1", at="2023-10-02T09:00+07:00").events
    given.when(assign, by="HEAD-1", at="2023-10-03T09:00+07:00").refused_by(
        "home_work_is_lawful_for_the_assignee"
    )
    assert given.when(assign, by="HEAD-1", at="2023-10-04T09:00+07:00").events


def test_an_order_to_work_at_home_stands_above_a_recall():
    """In an emergency everybody works at home by order, whatever was said before (K2)."""
    order: EmergencyModeDeclared = emergency()
    due = "2023-11-20T17:00+07:00"
    assign = task.AssignTask(
        task="T-1", to="E-1", work="a", due=due, result="b", acceptance="c", at_home=True
    )

    given = Given(*AT_HOME, recalled(TUESDAY), order)
    assert given.when(assign, by="HEAD-1", at="2023-10-03T09:00+07:00").events


@pytest.mark.parametrize("by", ["HEAD-1", "MANAGER-1", "DIRECTOR"])
def test_a_recall_is_taken_back(by: str):
    """By the office, while the day is not over (K17)."""
    given = Given(*AT_HOME, recalled(THURSDAY))

    given.when(WITHDRAW, by=by).then(evolve(BACK, withdrawn_by=by))
    given.when(WITHDRAW, by=by, at="2023-10-06T08:00+07:00").refused_by("person_is_recalled")
    Given(*AT_HOME).when(WITHDRAW, by=by).refused_by("person_is_recalled")
    Given(*AT_HOME, recalled(THURSDAY), BACK).when(WITHDRAW, by=by).refused_by("person_is_recalled")


def test_nobody_takes_back_their_own_recall():
    """Neither in person nor through a delegation (K10)."""
    given = Given(*AT_HOME, recalled(THURSDAY), delegated("HEAD-1", "E-1", "U-1"))

    given.when(WITHDRAW, by="E-1").refused_by("office_that_decides_on_home_work")
    given.when(WITHDRAW, by="E-1", on_behalf_of="HEAD-1").refused_by("actor_is_not_the_employee")
