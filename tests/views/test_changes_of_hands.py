"""What disputes, holds that were not objective, other hands and second openings are to the on-time figures (K4, K18)."""

import pytest

from civicflow.views.on_time import OnTime, OnTimeAnswer
from civicflow.views.timeliness import Interference, Timeliness
from civicflow.views.verdicts import Verdict
from tests.views.lives import Life
from tests.views.past import Past

NOVEMBER, LATER = "2023-11", "2023-12-15T08:00"


@pytest.fixture
def past() -> Past:
    """Nothing has happened yet."""
    return Past()


def figures(past: Past, now: str = LATER, **asked: object) -> OnTimeAnswer:
    """The answer for November."""
    return past.ask(OnTime(period=NOVEMBER, **asked), now)  # type: ignore[arg-type]


def counted(reading: Timeliness) -> tuple[int, int]:
    """On time, of those on time or late."""
    return reading.figure.numerator, reading.figure.denominator


def remaining(reading: Timeliness) -> dict[Verdict, int]:
    """The remainders that there are."""
    return {each.verdict: each.tasks for each in reading.remainders if each.tasks}


def intervened(reading: Timeliness) -> dict[Interference, int]:
    """What was done to the dates, and to how many tasks."""
    return {each.deed: each.tasks for each in reading.interventions if each.tasks}


def test_a_dispute_moves_the_due_when_the_clock_did_not_run(past):
    """Four days of dispute, four days more; by the first due it is late all the same (K4, K17)."""
    Life(past).assigned(acknowledged=False).disputed("2023-11-02T08:00").resolved(
        "2023-11-06T08:00", clock_ran=False
    ).submitted("2023-11-24T09:00").completed("2023-11-24T10:00")

    answer = figures(past)

    assert counted(answer.on_time) == (1, 1)
    assert counted(answer.raw) == (0, 1)


def test_a_dispute_moves_nothing_when_the_clock_ran(past):
    """Whoever decides says so (K17)."""
    Life(past).assigned(acknowledged=False).disputed("2023-11-02T08:00").resolved(
        "2023-11-06T08:00", clock_ran=True
    ).submitted("2023-11-24T09:00").completed("2023-11-24T10:00")

    assert counted(figures(past).on_time) == (0, 1)


def test_a_dispute_that_nobody_decides_makes_nobody_late(past):
    """It stands beside the figure; one that was raised after the due excuses nothing (K4)."""
    Life(past, "T-1").assigned(acknowledged=False).disputed("2023-11-02T08:00")
    Life(past, "T-2").assigned(acknowledged=False).disputed("2023-11-21T08:00")

    answer = figures(past)

    assert (counted(answer.on_time), remaining(answer.on_time)) == ((0, 1), {Verdict.DISPUTED: 1})
    assert counted(answer.raw) == (0, 2)


def test_a_due_that_is_changed_in_a_dispute_is_an_extension(past):
    """Counted like any other, by whoever decided; after the due in force it changes no verdict (K4)."""
    Life(past, "T-1").assigned(acknowledged=False).disputed("2023-11-02T08:00").resolved(
        "2023-11-06T08:00", clock_ran=True, due="2023-11-29T17:00"
    ).submitted("2023-11-28T09:00").completed("2023-11-28T10:00")
    Life(past, "T-2").assigned(acknowledged=False).disputed("2023-11-20T16:00").resolved(
        "2023-11-21T08:00", clock_ran=True, due="2023-11-29T17:00"
    ).submitted("2023-11-28T09:00").completed("2023-11-28T10:00")

    answer = figures(past)

    assert counted(answer.on_time) == (1, 2)
    assert intervened(answer.on_time) == {Interference.EXTENDED: 2}


@pytest.mark.parametrize("clock_ran, share", [(True, (0, 1)), (False, (1, 1))])
def test_a_due_that_is_changed_after_the_due_counts_where_the_clock_did_not_run(past, clock_ran, share):
    """The dispute was raised in time; that its decision came late is not the assignee's doing (K4, K17)."""
    Life(past).assigned(acknowledged=False).disputed("2023-11-20T16:00").resolved(
        "2023-11-21T08:00", clock_ran=clock_ran, due="2023-11-29T17:00"
    ).submitted("2023-11-28T09:00").completed("2023-11-28T10:00")

    assert counted(figures(past).on_time) == share


def test_a_hold_that_was_not_objective_excuses_nothing(past):
    """Neither its time nor the task itself, which is no longer on hold (K4)."""
    Life(past, "T-1").assigned().held("2023-11-10T08:00").hold_rejected("2023-11-30T08:00")

    answer = figures(past)

    assert (counted(answer.on_time), remaining(answer.on_time)) == ((0, 1), {})
    assert answer.open_holds == ()
    assert intervened(answer.on_time) == {Interference.HELD: 1}


def test_an_open_hold_names_its_next_review(past):
    """As it was set last (K4)."""
    Life(past).assigned().held("2023-11-10T08:00").hold_reviewed("2023-11-17T08:00", "2023-12-20T17:00")

    (hold,) = figures(past).open_holds
    assert hold.review_on is not None
    assert hold.review_on.isoformat() == "2023-12-20T10:00:00+00:00"


def test_lateness_before_other_hands_stays_with_the_earlier_person(past):
    """K18: given on after the due it was late; given on before, it stands beside the earlier person's figure."""
    Life(past, "T-1").assigned().reassigned(
        "2023-11-22T08:00", Life(past, "T-2", assignee="E-205"), due="2023-11-30T17:00"
    )
    Life(past, "T-3").assigned().reassigned(
        "2023-11-10T08:00", Life(past, "T-4", assignee="E-205"), due="2023-11-30T17:00"
    )

    first = figures(past, "2023-11-25T08:00", person="E-204")

    assert (counted(first.on_time), remaining(first.on_time)) == ((0, 1), {Verdict.REASSIGNED: 1})
    assert intervened(first.on_time) == {Interference.REASSIGNED: 1}


def test_by_the_first_due_the_work_goes_on_in_other_hands(past):
    """The replaced task is judged by the first due, whoever does it in the end, and the work is counted once (K4)."""
    second = Life(past, "T-2", assignee="E-205")
    Life(past, "T-1").assigned().reassigned("2023-11-10T08:00", second, due="2023-11-30T17:00")
    second.submitted("2023-11-24T09:00").completed("2023-11-24T10:00")

    answer = figures(past)

    assert (counted(answer.raw), remaining(answer.raw)) == ((0, 1), {Verdict.IN_PLACE: 1})
    assert counted(figures(past, person="E-205").raw) == (1, 1)
    assert (counted(answer.on_time), remaining(answer.on_time)) == ((1, 1), {Verdict.REASSIGNED: 1})


def test_a_reopened_task_counts_by_its_last_completion(past):
    """Handed in in time, taken back, handed in late (K4)."""
    life = Life(past).assigned().submitted("2023-11-15T09:00").completed("2023-11-15T10:00")
    assert counted(figures(past).on_time) == (1, 1)

    life.reopened("2023-11-16T09:00")
    assert counted(figures(past, "2023-11-17T08:00").on_time) == (0, 0)
    life.submitted("2023-11-22T09:00").completed("2023-11-22T10:00")

    assert (
        counted(figures(past).raw)
        == counted(figures(past).on_time)
        == counted(figures(past).closed)
        == (0, 1)
    )


@pytest.mark.parametrize("when, share", [("2023-11-16T09:00", (1, 1)), ("2023-11-21T09:00", (0, 1))])
def test_a_new_due_of_reopened_work_is_an_extension(past, when, share):
    """Set before the due in force it counts, after it it changes nothing (K4)."""
    Life(past).assigned().submitted("2023-11-15T09:00").completed("2023-11-15T10:00").reopened(
        when, due="2023-11-29T17:00"
    ).submitted("2023-11-28T09:00").completed("2023-11-28T10:00")

    answer = figures(past, review_stops_the_clock=False)

    assert counted(answer.on_time) == share
    assert intervened(answer.on_time) == {Interference.EXTENDED: 1, Interference.REOPENED: 1}


def test_the_time_an_acceptance_stood_is_the_offices_own(past):
    """Where review stops the clock, what was accepted for ten days does not make the employee late (K4)."""
    Life(past).assigned().submitted("2023-11-15T09:00").completed("2023-11-15T10:00").reopened(
        "2023-11-25T09:00"
    ).submitted("2023-11-28T09:00").completed("2023-11-28T10:00")

    assert counted(figures(past, review_stops_the_clock=True).on_time) == (1, 1)
    assert counted(figures(past, review_stops_the_clock=False).on_time) == (0, 1)
