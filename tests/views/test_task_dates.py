"""The first, the agreed and the excused due of a task, and who moved one to the other (K4)."""

from itertools import pairwise

from hypothesis import given

from civicflow.task.course import Standing
from civicflow.views.task_dates import Move, TaskDates, TaskDatesAnswer
from tests.views import slow
from tests.views.lives import Life
from tests.views.november import LATER
from tests.views.past import Past, at
from tests.views.test_on_time_oracle import acts, instant, past


def dates(past: Past, task: str = "T-17") -> TaskDatesAnswer:
    """The dates of a task, asked for in the new year."""
    return past.ask(TaskDates(task=task), LATER)


def test_a_confirmed_hold_moves_the_excused_due_alone():
    """R39, K4: two days of rest are added to what was agreed; the first due stays."""
    past = Past()
    life = Life(past).assigned().extended("2023-11-02T08:00", "2023-11-22T17:00")
    life.held("2023-11-13T09:00").confirmed("2023-11-13T10:00").released("2023-11-15T09:00")
    life.submitted("2023-11-23T09:00").completed("2023-11-23T10:00")

    found = dates(past)

    assert (found.first_due, found.agreed_due, found.excused_due) == (
        at("2023-11-20T17:00"),
        at("2023-11-22T17:00"),
        at("2023-11-24T17:00"),
    )
    assert (found.assignee, found.unit, found.standing) == ("E-204", "U-12", Standing.COMPLETED)
    assert found.submitted == at("2023-11-23T09:00")
    assert [(each.move, each.by, each.moved) for each in found.changes] == [
        (Move.ASSIGNED, "E-101", True),
        (Move.EXTENDED, "E-101", True),
        (Move.HELD, "E-101", False),
        (Move.HOLD_CONFIRMED, "E-001", False),
        (Move.RELEASED, "E-101", True),
    ]
    assert found.changes[-1].at == at("2023-11-15T09:00")
    assert [each.position for each in found.changes] == [1, 3, 4, 5, 6]


def test_a_hold_whose_cause_nobody_confirmed_excuses_nothing():
    """K4: the person who holds does not confirm the cause."""
    past = Past()
    Life(past).assigned().held("2023-11-13T09:00").released("2023-11-15T09:00")

    found = dates(past)

    assert found.first_due == found.agreed_due == found.excused_due
    assert not any(each.moved for each in found.changes[1:])


def test_a_cause_that_is_confirmed_after_the_release_excuses_the_time_of_the_rest():
    """K3, K4: nobody is late because the next level took its time; who knew less at the time sees the due without it."""
    past = Past()
    life = Life(past).assigned().held("2023-11-13T09:00").released("2023-11-15T09:00")
    life.extended("2023-11-21T09:00", "2023-11-24T17:00").submitted("2023-11-25T09:00")
    life.completed("2023-11-25T10:00").confirmed("2023-11-28T09:00")

    found = dates(past)

    assert (found.agreed_due, found.excused_due) == (at("2023-11-24T17:00"), at("2023-11-26T17:00"))
    before = past.ask(TaskDates(task="T-17"), LATER, known="2023-11-27T09:00")
    assert (before.agreed_due, before.excused_due) == (at("2023-11-20T17:00"), at("2023-11-20T17:00"))


def test_of_two_holds_that_wait_the_earlier_is_decided_on_first():
    """K4: a rejection of the earlier neither ends the hold that is open nor takes its time away."""
    past = Past()
    life = Life(past).assigned().held("2023-11-06T09:00").released("2023-11-07T09:00")
    life.held("2023-11-13T09:00").hold_rejected("2023-11-13T10:00")

    assert dates(past).standing is Standing.ON_HOLD

    life.confirmed("2023-11-14T09:00").released("2023-11-15T09:00")

    assert dates(past).excused_due == at("2023-11-22T17:00")


def test_an_extension_after_the_due_is_shown_and_moves_nothing():
    """K4: it never changes the verdict."""
    past = Past()
    Life(past).assigned().extended("2023-11-21T08:00", "2023-11-30T17:00")

    found = dates(past)

    assert found.agreed_due == found.first_due
    assert [(each.move, each.moved) for each in found.changes] == [
        (Move.ASSIGNED, True),
        (Move.EXTENDED, False),
    ]


def test_a_result_that_is_handed_in_ends_the_hold():
    """The time until then is excused, and what ended the hold is named apart."""
    past = Past()
    life = Life(past).assigned().held("2023-11-13T09:00").confirmed("2023-11-13T10:00")
    life.submitted("2023-11-14T09:00")

    found = dates(past)

    assert found.excused_due == at("2023-11-21T17:00")
    assert (found.changes[-1].move, found.changes[-1].moved) == (Move.OTHERWISE_RELEASED, True)


def test_an_objection_whose_time_is_excused_moves_the_excused_due_by_name():
    """K17: whether the clock ran is decided with the objection; what moved the due is named, and by whom."""
    past = Past()
    Life(past).assigned(acknowledged=False).disputed("2023-11-02T08:00").resolved(
        "2023-11-03T08:00", clock_ran=False
    )

    found = dates(past)

    assert found.excused_due == at("2023-11-21T17:00")
    assert (found.changes[-1].move, found.changes[-1].moved) == (Move.DISPUTE_EXCUSED, True)


def test_of_a_task_that_is_not_on_record_nothing_is_said():
    """Neither dates nor where it stands."""
    found = dates(Past(), "T-99")

    assert (found.task, found.standing, found.first_due, found.changes) == ("T-99", None, None, ())


@given(acts())
def test_the_dates_equal_the_slow_computation(told):
    """For any past, lawful or not; the last change says the same, and whatever did not move the dates left them."""
    found = dates(past(told), "T-1")
    life = slow.with_decisions([act for task, act in told if task == "T-1"])
    expected = [slow.first_due(life), slow.agreed(life), slow.excused(life)]

    assert [found.first_due, found.agreed_due, found.excused_due] == [
        None if hour is None else instant(hour) for hour in expected
    ]
    told_of = [(None, None), *((each.agreed_due, each.excused_due) for each in found.changes)]
    assert [each.moved for each in found.changes] == [
        earlier != later for earlier, later in pairwise(told_of)
    ]
    assert told_of[-1] == (found.agreed_due, found.excused_due)
