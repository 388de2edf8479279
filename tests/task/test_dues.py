"""Until when work may be due: no later than anybody knows which days are worked (R31)."""

import pytest

from civicflow import task
from tests.task.test_commands import after, assign, assigned, completed, submitted

BEYOND = "2028-01-03T17:00+07:00"
"""A due that the shipped calendar does not reach."""


@pytest.mark.parametrize(
    "past, command, by",
    [
        ((), lambda: assign(due=BEYOND), "HEAD-1"),
        ((assigned(),), lambda: task.ExtendDeadline(task="T-1", due=BEYOND, reason="khó"), "HEAD-1"),
        (
            (assigned(), submitted(), completed()),
            lambda: task.ReopenTask(task="T-1", due=BEYOND, reason="sai"),
            "HEAD-1",
        ),
    ],
    ids=["assigned", "extended", "reopened"],
)
def test_no_due_lies_beyond_the_calendar(past, command, by):
    """Alerts and terms are counted in working days, which nobody knows there (R31)."""
    after(*past).when(command(), by=by).refused_by("due_lies_within_the_calendar")


def test_a_due_on_the_last_day_of_the_calendar_is_taken():
    """Its end is the end of the calendar."""
    assert after().when(assign(due="2027-12-31T17:00+07:00"), by="HEAD-1").events
