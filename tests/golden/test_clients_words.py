"""The words of the client exist as events, and a trail tells them in both languages (K1, R34, R43)."""

import pytest

from civicflow.core.clock import FixedClock
from civicflow.flow import open as open_flow
from tests.golden.clients_words import SILENCE, path_of, printed, topics, walked

WORDS = {
    *("task.assigned", "task.reported", "task.completed", "task.evaluated"),
    *("employee.assigned", "employee.evaluated", "pilot_record.assigned", "pilot_record.reported"),
    *("pilot_record.completed", "pilot_record.evaluated"),
}


@pytest.fixture(scope="module", name="trails")
def _trails():
    """The trails by language."""
    return dict(printed())


def test_a_task_an_employee_and_a_pilot_go_through_the_words_of_the_client():
    """Assigned, reported, completed, evaluated: a task, an employee by the grade of a year, a pilot (K1)."""
    clock = FixedClock("2023-10-02T08:00+07:00")
    with open_flow(":memory:", clock=clock, longest_silence=SILENCE) as flow:
        walked(flow, clock)
        found = topics(flow)

    assert found >= WORDS


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_printed_trail_is_the_one_that_was_looked_at(trails, language):
    """Sentence by sentence; ``./run python -m tests.golden.clients_words`` writes it anew, to be read before it is kept (K1)."""
    assert trails[language] == path_of(language).read_text("utf-8")
