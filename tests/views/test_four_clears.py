"""Assignments that say who, what, until when and with what result, and those that do not: E20."""

from civicflow.core.fields import FreeText
from civicflow.task.events import TaskAssigned
from civicflow.views.four_clears import FourClears
from tests.views.past import Past, at


def assigned(past: Past, task: str, *, due: str | None, result: str | None) -> None:
    """An assignment as another system may record it."""
    event = TaskAssigned(
        task=task,
        assignee="E-204",
        unit="U-12",
        assigned_by=None,
        work=FreeText(v="Thẩm định hồ sơ"),
        due=None if due is None else at(due),
        result=None if result is None else FreeText(v=result),
        at_home=False,
        work_units=1,
        replaces=None,
    )
    past.add("2023-11-01T08:00", event)


def test_e20_four_tasks_of_which_two_are_clear():
    """E20: one without a result to check, one without due: 2 of 4 complete, mean score 0.875."""
    past = Past()
    assigned(past, "T-1", due="2023-11-20T17:00", result="Tờ trình")
    assigned(past, "T-2", due="2023-11-20T17:00", result="Tờ trình")
    assigned(past, "T-3", due="2023-11-20T17:00", result=None)
    assigned(past, "T-4", due=None, result="Tờ trình")

    answer = past.ask(FourClears(period="2023-11", with_events=True), "2023-12-01T08:00")

    assert (answer.complete.numerator, answer.complete.denominator) == (2, 4)
    assert answer.score.share is not None
    assert answer.score.share * 1000 == 875
    assert (answer.without_result, answer.without_time, answer.complete.events) == (1, 1, (3, 4))


def test_a_due_before_the_assignment_is_no_clear_time():
    """V3: the due lies after the assignment."""
    past = Past()
    assigned(past, "T-1", due="2023-10-20T17:00", result="Tờ trình")

    assert past.ask(FourClears(), "2023-12-01T08:00").without_time == 1


def test_what_was_never_assigned_has_no_share():
    """An empty denominator is nothing, never all or none."""
    answer = Past().ask(FourClears(unit="U-12", source="receipt"), "2023-12-01T08:00")

    assert answer.complete.share is answer.score.share is None
