"""The load at the beginning of each month: begun, finished, open, and open for too long."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civicflow.core.event import micros
from civicflow.errors import InvalidInputError
from civicflow.task.events import TaskCompleted
from civicflow.views.case_load import CaseLoad, MonthStart
from tests.task.tasks import task_given
from tests.views.lives import Life
from tests.views.past import ZONE, Past

NOW = "2024-02-15T08:00"


def row(start: MonthStart) -> tuple[int, ...]:
    """The numbers of a line."""
    return (start.started, start.finished, start.open, start.overdue, start.in_time)


def test_the_load_of_three_months():
    """One done in time, one done late, one called off, one that stays open."""
    past = Past()
    Life(past, "T-1").assigned("2023-11-02T08:00").submitted("2023-11-09T08:00").completed("2023-11-10T08:00")
    Life(past, "T-2").assigned("2023-11-02T08:00").submitted("2024-01-09T08:00").completed("2024-01-10T08:00")
    Life(past, "T-3").assigned("2023-11-20T08:00").cancelled("2023-11-21T08:00")
    Life(past, "T-4", unit="U-13").assigned("2024-01-20T08:00")

    table = past.ask(CaseLoad(), NOW)

    assert [start.at.astimezone(ZONE).date().isoformat() for start in table] == [
        "2023-11-01",
        "2023-12-01",
        "2024-01-01",
        "2024-02-01",
    ]
    assert [row(start) for start in table] == [
        (0, 0, 0, 0, 0),
        (3, 2, 1, 0, 1),
        (3, 2, 1, 1, 1),
        (4, 3, 1, 0, 1),
    ]
    assert [row(start) for start in past.ask(CaseLoad(unit="U-13", period="2024"), NOW)][1] == (1, 0, 1, 0, 0)
    assert past.ask(CaseLoad(source="r"), NOW) == ()


def test_months_are_those_that_begin_within_the_period():
    """A period that begins in the middle of a month begins with the next one."""
    table = Past().ask(CaseLoad(period="2023-11-15/2024-01-01"), NOW)

    assert [start.at.astimezone(ZONE).date().month for start in table] == [12, 1]


@pytest.mark.parametrize("days", [0, -1, 36_501])
def test_a_term_of_no_days_or_of_more_than_a_century_is_refused(days):
    """The field is named."""
    with pytest.raises(InvalidInputError) as refused:
        CaseLoad(days=days)

    assert refused.value.parameters["field"] == "days"


spans = st.lists(
    st.tuples(st.integers(0, 100), st.one_of(st.none(), st.integers(0, 60))), min_size=1, max_size=12
)


@given(spans, st.integers(1, 40))
def test_the_table_equals_a_count_of_days(told, days):
    """For any tasks, each month counted anew."""
    past, origin = Past(), datetime.combine(date(2023, 10, 10), time.min, ZONE)
    for number, (begun, length) in enumerate(told):
        record(past, f"T-{number}", origin, begun, length)

    for start in past.ask(CaseLoad(period="2023-10-01/2024-03-01", days=days), NOW):
        day = (start.at - origin) / timedelta(days=1)
        begun = [
            (since, None if length is None else since + length) for since, length in told if since <= day
        ]
        done = [(since, until) for since, until in begun if until is not None and until <= day]
        waiting = [since for since, until in begun if until is None or until > day]

        assert row(start) == (
            len(begun),
            len(done),
            len(waiting),
            sum(day > since + days for since in waiting),
            sum(until - since <= days for since, until in done),
        )


def record(past: Past, task: str, origin: datetime, begun: int, length: int | None) -> None:
    """A task that begins some days after the origin and is completed after some more, or never."""
    since = micros(origin + timedelta(days=begun))
    assigned = task_given(task)
    past.append(assigned, since, since)
    if length is not None:
        until = since + length * 86_400_000_000
        completed = TaskCompleted(
            task=task, assignee=None, unit=None, approver=None, round=1, submitted_at=origin, receipt=None
        )
        past.append(completed, until, until)
