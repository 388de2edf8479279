"""On time cannot be lifted: the worked examples E19, E27 and E28, and every trick that today's acts allow (K3, K4)."""

from typing import Any

import pytest

from civicflow.core.question import Figure
from civicflow.views.on_time import OnTime, OnTimeAnswer
from civicflow.views.timeliness import Timeliness
from civicflow.views.verdicts import Verdict
from tests.views.lives import Life, incident
from tests.views.past import Past

NOVEMBER = "2023-11"
LATER = "2024-01-15T08:00"


def november(past: Past, now: str = LATER, **asked: Any) -> OnTimeAnswer:
    """November 2023, asked in the new year."""
    return past.ask(OnTime(period=NOVEMBER, **asked), now)


def counts(figure: Figure) -> tuple[int, int]:
    """Numerator and denominator."""
    return figure.numerator, figure.denominator


def left(reading: Timeliness) -> dict[str, int]:
    """The remainders that are not empty."""
    return {each.verdict.value: each.tasks for each in reading.remainders if each.tasks}


def intervened(reading: Timeliness) -> dict[str, int]:
    """The interventions that took place."""
    return {each.deed: each.tasks for each in reading.interventions if each.tasks}


def in_time(past: Past, number: int, **assigned: Any) -> None:
    """A task that is done in time without further ado."""
    life = Life(past, f"T-{number}").assigned(**assigned)
    life.submitted("2023-11-17T10:00").completed("2023-11-17T15:00")


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
