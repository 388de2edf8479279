"""Assignments that say who, what, until when and with what result, and those that do not: E20."""

from civicflow.core.fields import FreeText
from civicflow.views.four_clears import FourClears
from tests.task.tasks import CLEAR, task_given
from tests.views.past import Past, at


def assigned(past: Past, task: str, *, due: str | None = "2023-11-20T17:00", **said: object) -> None:
    """An assignment of which all is said but for this."""
    fields = {"assignee": "E-204", "unit": "U-12", "due": None if due is None else at(due), **CLEAR}
    past.add("2023-11-01T08:00", task_given(task, **fields | said))


def test_e20_four_tasks_of_which_two_are_clear():
    """E20: one without a criterion of acceptance, one without due: 2 of 4 complete, mean score 0.875 (V3)."""
    past = Past()
    assigned(past, "T-1")
    assigned(past, "T-2")
    assigned(past, "T-3", acceptance=None)
    assigned(past, "T-4", due=None)

    answer = past.ask(FourClears(period="2023-11", with_events=True), "2023-12-01T08:00")

    assert (answer.complete.numerator, answer.complete.denominator) == (2, 4)
    assert answer.score.share is not None
    assert answer.score.share * 1000 == 875
    assert (answer.without_result, answer.without_time, answer.complete.events) == (1, 1, (3, 4))


def test_what_departs_from_the_catalogue_is_counted():
    """K12: an assignment that counts for more than the catalogue says, or is done elsewhere, gave a reason."""
    past = Past()
    assigned(past, "T-1")
    assigned(past, "T-2", departure=FreeText(v="Hồ sơ nhiều tập"))

    departures = past.ask(FourClears(with_events=True), "2023-12-01T08:00").departures

    assert (departures.numerator, departures.denominator, departures.events) == (1, 2, (2,))


def test_a_due_before_the_assignment_is_no_clear_time():
    """V3: the due lies after the assignment."""
    past = Past()
    assigned(past, "T-1", due="2023-10-20T17:00")

    assert past.ask(FourClears(), "2023-12-01T08:00").without_time == 1


def test_what_was_never_assigned_has_no_share():
    """An empty denominator is nothing, never all or none."""
    answer = Past().ask(FourClears(unit="U-12", source="receipt"), "2023-12-01T08:00")

    assert answer.complete.share is answer.score.share is None
