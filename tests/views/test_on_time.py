"""On time by the worked examples E19, E27 and E28, in which period, of whom, and with which events (V1, K3)."""

import pytest

from civicflow.core.fields import FreeText
from civicflow.employee.events import IncidentRejected
from civicflow.views.on_time import OnTime
from civicflow.views.verdicts import Verdict
from tests.views.administration import administration
from tests.views.lives import Life, incident
from tests.views.november import LATER, counts, in_time, intervened, left, november
from tests.views.past import Past


def test_e19_a_cancelled_a_held_and_an_overdue_task():
    """E19: ten due, one cancelled before, seven in time, one excused by a hold, one overdue: 8/9, raw 7/9, closed 8/8."""
    past = Past()
    for number in range(7):
        in_time(past, number)
    Life(past, "T-cancelled").assigned(acknowledged=False).cancelled("2023-11-02T08:00")
    held = Life(past, "T-held").assigned().held("2023-11-15T08:00").confirmed("2023-11-16T08:00")
    held.released("2023-11-20T08:00").submitted("2023-11-22T10:00").completed("2023-11-23T10:00")
    Life(past, "T-overdue").assigned()

    answer = november(past)

    assert counts(answer.on_time.figure) == (8, 9)
    assert counts(answer.raw.figure) == (7, 9)
    assert counts(answer.closed.figure) == (8, 8)
    assert left(answer.on_time) == left(answer.raw) == {"cancelled": 1}
    assert left(answer.closed) == {"cancelled": 1, "open": 1}
    assert intervened(answer.on_time) == {"held": 1, "cancelled": 1}


def test_whoever_has_handed_something_in_has_taken_notice():
    """Work that was returned and called off an hour before due stays in raw, though nobody acknowledged it (K4)."""
    past = Past()
    life = Life(past).assigned(acknowledged=False).submitted("2023-11-20T08:00").returned("2023-11-20T09:00")
    life.cancelled("2023-11-20T16:00")
    Life(past, "T-18").assigned(acknowledged=False).cancelled("2023-11-20T16:00")

    answer = november(past)

    assert counts(answer.raw.figure) == (0, 1)
    assert left(answer.raw) == {"cancelled": 1}


@pytest.mark.parametrize(
    "reported, confirmed, figure",
    [(False, None, (0, 1)), (True, None, (0, 1)), (True, "2023-11-21T09:00", (1, 1))],
)
def test_e27_a_claim_counts_only_under_a_confirmed_incident(reported, confirmed, figure):
    """E27: claimed 16:50, recorded 18:20, due 17:00; only a confirmed incident from 16:30 to 18:15 makes it on time."""
    past = Past()
    life = Life(past).assigned()
    if reported:
        incident(past, "2023-11-20T16:30", "2023-11-20T18:15", confirmed=confirmed)
    life.submitted("2023-11-20T18:20", claimed="2023-11-20T16:50").completed("2023-11-22T08:00")

    answer = november(past)

    assert counts(answer.on_time.figure) == counts(answer.closed.figure) == figure
    assert counts(answer.raw.figure) == (0, 1)
    assert counts(answer.on_time.by_record) == (0, 1)
    assert counts(answer.on_time.by_claim) == (1, 1)
    (difference,) = answer.on_time.differences
    assert (difference.task, difference.by_record, difference.by_claim) == (
        "T-17",
        Verdict.LATE,
        Verdict.ON_TIME,
    )
    assert difference.verdict is (Verdict.ON_TIME if figure == (1, 1) else Verdict.LATE)


def test_a_rejected_incident_excuses_nothing():
    """K3, K17: whoever stands above did not find it; the claim counts for nothing, as without any incident."""
    past = Past()
    life = Life(past).assigned()
    incident(past, "2023-11-20T16:30", "2023-11-20T18:15", confirmed=None)
    past.add(
        "2023-11-21T08:00",
        IncidentRejected(
            incident="I-1", person="E-204", unit="U-12", rejected_by="E-001", reason=FreeText(v="Không có")
        ),
    )
    life.submitted("2023-11-20T18:20", claimed="2023-11-20T16:50").completed("2023-11-22T08:00")

    answer = november(past)

    assert counts(answer.on_time.figure) == counts(answer.on_time.by_record) == (0, 1)
    assert counts(answer.on_time.by_claim) == (1, 1)


def test_e28_ten_tasks_and_six_ways_out():
    """E28: four in time, three extended into December, two cancelled an hour before due, one held for good."""
    past = Past()
    for number in range(4):
        in_time(past, number)
    for number in range(4, 7):
        life = Life(past, f"T-{number}").assigned().extended("2023-11-20T10:00", "2023-12-15T17:00")
        life.submitted("2023-12-14T10:00").completed("2023-12-15T10:00")
    for number in range(7, 9):
        Life(past, f"T-{number}").assigned().cancelled("2023-11-20T16:00")
    Life(past, "T-9").assigned().held("2023-11-20T16:00")

    answer = november(past)

    assert counts(answer.raw.figure) == (4, 10)
    assert counts(answer.on_time.figure) == (4, 4)
    assert left(answer.on_time) == {"moved": 3, "cancelled": 2, "on_hold": 1}
    assert left(answer.raw) == {}
    assert intervened(answer.raw) == {"extended": 3, "cancelled": 2, "held": 1}
    (hold,) = answer.open_holds
    assert (hold.task, hold.held_by, hold.days, hold.confirmed) == ("T-9", "E-101", 55, False)


@pytest.mark.parametrize(
    "since, until, figure",
    [
        ("2023-11-20T16:50", "2023-11-20T18:20", (1, 1)),
        ("2023-11-20T16:51", "2023-11-20T18:20", (0, 1)),
        ("2023-11-20T16:30", "2023-11-20T17:50", (1, 1)),
        ("2023-11-20T16:30", "2023-11-20T17:49", (0, 1)),
    ],
)
def test_a_confirmed_incident_must_cover_the_whole_gap(since, until, figure):
    """K3: from the claim to the record, but for the half hour that it takes to send what was ready."""
    past = Past()
    life = Life(past).assigned()
    incident(past, since, until, confirmed="2023-11-21T09:00")
    life.submitted("2023-11-20T18:20", claimed="2023-11-20T16:50").completed("2023-11-22T08:00")

    assert counts(november(past).on_time.figure) == figure


def test_the_incident_of_another_person_excuses_nothing():
    """K3: of that person."""
    past = Past()
    life = Life(past).assigned()
    incident(past, "2023-11-20T16:30", "2023-11-20T18:15", confirmed="2023-11-21T09:00", person="E-205")
    life.submitted("2023-11-20T18:20", claimed="2023-11-20T16:50").completed("2023-11-22T08:00")

    assert counts(november(past).on_time.figure) == (0, 1)


def test_an_outside_receipt_proves_when_something_was_handed_in():
    """K3: recorded a year later from another system, it counts when its record says; so does its cancellation."""
    past = Past()
    life = (
        Life(past, "T-1").assigned().submitted("2024-11-20T10:00", claimed="2023-11-19T10:00", receipt="r/1")
    )
    life.completed("2024-11-20T10:00", claimed="2023-11-19T11:00", receipt="r/2")
    Life(past, "T-2").assigned().cancelled("2024-11-20T10:00", claimed="2023-11-19T10:00", receipt="r/3")
    Life(past, "T-3").assigned().completed("2024-11-20T10:00", claimed="2023-11-19T10:00", receipt="r/4")

    answer = november(past, "2024-12-01T08:00")

    assert counts(answer.on_time.figure) == (2, 2)
    assert left(answer.on_time) == {"cancelled": 1}
    assert answer.on_time.differences == ()


def test_a_result_that_another_system_returned_was_reviewed_until_then():
    """K4: the time of review ends when the other system says, not when its log was recorded."""
    past = Past()
    life = Life(past).assigned()
    life.submitted("2024-11-20T10:00", claimed="2023-11-19T10:00", receipt="r/1")
    life.returned("2024-11-20T10:00", claimed="2023-11-20T10:00")
    life.submitted("2024-11-20T10:00", claimed="2023-11-24T10:00", receipt="r/2")
    life.completed("2024-11-20T10:00", claimed="2023-11-24T11:00", receipt="r/3")

    assert counts(november(past, "2024-12-01T08:00", person="E-204").on_time.figure) == (0, 1)


def test_work_without_a_due_is_never_judged():
    """It stands beside the figures of all time, and in no period but as closed."""
    past = Past()
    Life(past, "T-1").assigned(due=None).submitted("2023-11-19T10:00").completed("2023-11-19T11:00")
    Life(past, "T-2").assigned(due=None)

    always = past.ask(OnTime(), LATER)

    assert left(always.raw) == left(always.on_time) == {"without_due": 2}
    assert left(always.closed) == {"without_due": 1, "open": 1}
    assert left(november(past).closed) == {"without_due": 1}
    assert left(november(past).on_time) == {}


def test_a_period_is_of_local_days():
    """Due at the last minute of November in Viet Nam, which is still the 30th at seven in the evening in London."""
    past = Past()
    Life(past, "T-1").assigned(due="2023-11-30T23:59")
    Life(past, "T-2").assigned(due="2023-12-01T00:00")

    assert counts(november(past).raw.figure) == (0, 1)
    assert counts(past.ask(OnTime(period="2023-12-01"), LATER).raw.figure) == (0, 1)


def test_figures_are_of_a_unit_of_the_units_below_it_or_of_a_person():
    """K18: by the unit and the assignee of the assignment."""
    past = administration(Past())
    Life(past, "T-1").assigned()
    Life(past, "T-2", unit="A-1", assignee="E-101").assigned()
    Life(past, "T-3", unit="U-13").assigned()

    assert counts(november(past, unit="A-1").raw.figure) == (0, 1)
    assert counts(november(past, unit="A-1", with_subunits=True).raw.figure) == (0, 3)
    assert counts(november(past, unit="U-12", with_subunits=True).raw.figure) == (0, 1)
    assert counts(november(past, person="E-204").raw.figure) == (0, 2)
    assert counts(november(past, person="E-204", unit="U-13").raw.figure) == (0, 1)
    assert counts(november(past, unit="U-99", with_subunits=True).raw.figure) == (0, 0)


def test_on_request_every_figure_names_its_events_and_its_late_tasks():
    """An inspector follows the figure to the log."""
    past = Past()
    Life(past, "T-1").assigned().submitted("2023-11-20T16:00").completed("2023-11-21T08:00")
    Life(past, "T-2").assigned()
    Life(past, "T-3").assigned().cancelled("2023-11-02T08:00")

    answer = november(past, with_events=True)

    assert answer.on_time.figure.events == (1, 2, 3, 4, 5, 6)
    assert answer.on_time.late == ("T-2",)
    assert [each.events for each in answer.on_time.remainders if each.tasks] == [(7, 8, 9)]
    assert [each.events for each in answer.on_time.interventions if each.tasks] == [(9,)]
    assert november(past).on_time.figure.events == ()
    assert november(past).on_time.late == ()
