"""Work that is offered, taken on, let go, sent on and done by another's hand: whose it is in each figure (K4, K10)."""

from datetime import date
from typing import Any

import pytest
from attrs import evolve

from civicflow.core.event import Event
from civicflow.core.fields import FreeText
from civicflow.employee.events import Place
from civicflow.organization.events import MemberJoined
from civicflow.task.events import Confidentiality, ResultSubmitted, TaskReported, TaskStarted
from civicflow.task.offering_events import (
    TaskClaimed,
    TaskClaimReleased,
    TaskReturnedToPrevious,
    TaskTransferred,
)
from civicflow.views.case_load import CaseLoad
from civicflow.views.channels import Channels
from civicflow.views.four_clears import FourClears
from civicflow.views.irregularities import Irregularities, Irregularity
from civicflow.views.matter import Need
from civicflow.views.on_time import OnTime
from civicflow.views.secret_work import SecretWork
from civicflow.views.separation_of_duties import SeparationOfDuties
from civicflow.views.task_dates import Move, TaskDates
from tests.task.offered import offered
from tests.views.administration import FOUNDED, administration
from tests.views.lives import Life
from tests.views.past import Past, at
from tests.views.test_worklist import needs

WHY = FreeText(v="Không đúng chức năng")
LATER = "2023-12-15T08:00"
OF: dict[str, Any] = {"task": "T-17", "assignee": "E-204", "unit": "U-12"}
OFFERED = evolve(offered(), task="T-17", unit="U-12", offered_by="E-101", due=at("2023-11-20T17:00"))
CLAIMED = TaskClaimed(**OF, at_home=False)
RELEASED = TaskClaimReleased(**OF, released_by="E-204", reason=WHY)
SENT = TaskTransferred(
    task="T-17",
    assignee=None,
    unit="U-12",
    transferred_by="E-101",
    to_unit="U-13",
    group=None,
    reason=WHY,
)
BACK = TaskReturnedToPrevious(
    task="T-17",
    assignee=None,
    unit="U-13",
    returned_by="E-102",
    to_unit="U-12",
    group=None,
    office=None,
    to="E-204",
    reason=WHY,
)


def handed_in(person: str = "E-204", unit: str = "U-12", **said: Any) -> ResultSubmitted:
    """A result of it."""
    fields: dict[str, Any] = {
        "task": "T-17",
        "assignee": person,
        "unit": unit,
        "delegate": None,
        "round": 1,
        "output": None,
        "outcome": None,
        "signature": None,
        "paper_file": None,
        "place": Place.OFFICE,
        "receipt": None,
    }
    return ResultSubmitted(**fields | said)


@pytest.fixture(name="past")
def _past() -> Past:
    """Two units; E-204 and E-205 are of U-12, E-300 is of U-13."""
    past = administration(Past())
    for unit, person in (("U-12", "E-205"), ("U-13", "E-300")):
        past.add(FOUNDED, MemberJoined(unit=unit, person=person, primary=True, since=date(2023, 1, 2)))
    return past


def told(past: Past, *events: tuple[str, Event]) -> Past:
    """What happened, each with its moment."""
    for moment, event in events:
        past.add(moment, event)
    return past


def shares(past: Past, by: str) -> dict[str, tuple[int, int]]:
    """On time by the excused due, of those on time or late, by part."""
    answer = past.ask(OnTime(period="2023-11", by=by), LATER)
    return {each.of: (each.on_time.figure.numerator, each.on_time.figure.denominator) for each in answer.by}


def test_what_was_taken_on_in_time_is_the_figure_of_whoever_took_it_on(past):
    """From the due of the offer, which does not move (K4)."""
    told(past, ("2023-11-01T08:00", OFFERED), ("2023-11-20T16:59", CLAIMED))

    assert shares(past, "person") == {"E-204": (0, 1)}
    dates = past.ask(TaskDates(task="T-17"), LATER)
    assert (dates.first_due, dates.assignee) == (at("2023-11-20T17:00"), "E-204")
    assert [each.move for each in dates.changes] == [Move.OFFERED]


def test_what_was_late_when_it_was_taken_on_is_the_figure_of_the_unit_alone(past):
    """It stays in its unit as late, and burdens nobody who helped out (K4)."""
    told(
        past, ("2023-11-01T08:00", OFFERED), ("2023-11-20T17:00", CLAIMED), ("2023-11-21T08:00", handed_in())
    )

    assert shares(past, "unit") == {"U-12": (0, 1)}
    assert "E-204" not in shares(past, "person")
    of_person = past.ask(OnTime(period="2023-11", person="E-204"), LATER)
    assert of_person.on_time.figure.denominator == 0
    assert past.ask(OnTime(period="2023-11", unit="U-12"), LATER).raw.figure.denominator == 1


def test_what_nobody_took_on_is_late_in_its_unit(past):
    """The due runs from the offer (K4)."""
    told(past, ("2023-11-01T08:00", OFFERED))

    assert shares(past, "unit") == {"U-12": (0, 1)}


def test_work_that_was_let_go_is_nobodys_until_another_takes_it_on(past):
    """Then it is that one's; whoever let it go in time has nothing to answer for (K4)."""
    told(past, ("2023-11-01T08:00", OFFERED), ("2023-11-02T08:00", CLAIMED), ("2023-11-03T08:00", RELEASED))

    assert needs(past, "E-204") == needs(past, "E-205") == [(Need.TAKE_ON, "task:T-17")]
    told(past, ("2023-11-06T08:00", evolve(CLAIMED, assignee="E-205")))
    assert (needs(past, "E-204"), needs(past, "E-205")) == ([], [(Need.WORK, "task:T-17")])
    assert shares(past, "person") == {"E-205": (0, 1)}


def test_work_that_was_sent_on_is_the_work_of_the_other_unit(past):
    """It waits there for whoever takes it on, and counts there; the head explains it (R79, K4)."""
    told(past, ("2023-11-01T08:00", OFFERED), ("2023-11-02T08:00", SENT))

    assert (needs(past, "E-204"), needs(past, "E-300")) == ([], [(Need.TAKE_ON, "task:T-17")])
    assert shares(past, "unit") == {"U-13": (0, 1)}
    (line,) = past.ask(Irregularities(), LATER).lines
    assert (line.accountable, line.irregularity, line.times) == ("E-101", Irregularity.REASSIGNMENT, 1)


def test_work_that_went_back_waits_for_the_person_from_whom_it_came(past):
    """To be taken notice of anew."""
    Life(past).assigned("2023-11-01T08:00")
    told(past, ("2023-11-02T08:00", evolve(SENT, assignee="E-204")), ("2023-11-03T08:00", BACK))

    assert (needs(past, "E-204"), needs(past, "E-300")) == ([(Need.ACKNOWLEDGE, "task:T-17")], [])
    assert shares(past, "unit") == {"U-12": (0, 1)}


def test_an_offer_is_clear_once_somebody_has_taken_it_on(past):
    """Until then it names no person; by which way it was given is known from the start (R29, R31)."""
    told(past, ("2023-11-01T08:00", OFFERED))

    before = past.ask(FourClears(), LATER)
    assert (before.complete.numerator, before.complete.denominator, before.without_person) == (0, 1, 1)
    told(past, ("2023-11-02T08:00", CLAIMED))
    after = past.ask(FourClears(), LATER)
    assert (after.complete.numerator, after.without_person) == (1, 0)
    (channels,) = past.ask(Channels(), LATER)
    assert (channels.e_office.numerator, channels.e_office.denominator) == (1, 1)
    assert [each.started for each in past.ask(CaseLoad(period="2023-12"), LATER)] == [1]


def test_nobody_gives_work_to_themselves_by_offering_it_in_any_record(past):
    """Another system may say so; it is shown (K10)."""
    told(
        past,
        ("2023-11-01T08:00", evolve(OFFERED, offered_by="E-204")),
        ("2023-11-02T08:00", CLAIMED),
        ("2023-11-03T08:00", handed_in()),
    )

    (pair,) = (
        each
        for each in past.ask(SeparationOfDuties(), LATER).tasks
        if (each.first, each.second) == ("offered", "submitted")
    )
    assert (pair.same.numerator, pair.same.denominator) == (1, 1)


@pytest.mark.parametrize("by, shared", [("E-205", 1), ("E-204", 1), ("E-101", 0)])
def test_the_hand_of_an_assignee_never_counts_as_another_person(past, by, shared):
    """A record in which it accepts what it handed in is shown as one hand, and so is one in which the assignee does (K10)."""
    Life(past).assigned("2023-11-01T08:00")
    past.add("2023-11-10T08:00", handed_in(delegate="E-205"))
    Life(past).completed("2023-11-11T08:00", by=by)

    (pair,) = (
        each
        for each in past.ask(SeparationOfDuties(), LATER).tasks
        if (each.first, each.second) == ("submitted", "completed")
    )
    assert (pair.shared.numerator, pair.shared.denominator) == (shared, 1)


def test_secret_work_that_another_did_at_home_is_theirs(past):
    """Whoever acts for the assignee is named, not the assignee (V10, R71)."""
    Life(past).assigned("2023-11-01T08:00", confidentiality=Confidentiality.SECRET)
    of = {**OF, "delegate": "E-205"}
    told(
        past,
        ("2023-11-02T10:00", TaskStarted(**of)),
        ("2023-11-03T10:00", TaskReported(**of, percent=40, note=None, place=Place.HOME)),
        ("2023-11-06T10:00", handed_in(delegate="E-205", place=Place.HOME)),
    )

    answer = past.ask(SecretWork(), LATER)
    assert [each.person for each in answer.breaches] == ["E-205", "E-205"]
    assert answer.lines[0].at_home.numerator == 1
