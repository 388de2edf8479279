"""Duties that must lie apart: in recorded cases by activity, in tasks by what was done, and who approves whom (K10)."""

from typing import Any

import pytest

from civicflow.errors import InvalidInputError
from civicflow.views.separation_of_duties import Reciprocal, SeparationOfDuties
from tests.views.lives import Life
from tests.views.past import Past
from tests.views.recorded import case

LATER = "2024-02-01T08:00"
RECEIPT = SeparationOfDuties(first="receive", second="check", with_events=True)


def test_the_first_to_do_each_are_compared_and_anybody_who_did_both_is_shown():
    """One case by one person, one by two, one in which the second checker had received, one without a check."""
    past = Past()
    case(past, "r/1", ("receive", "E-1"), ("check", "E-1"))
    case(past, "r/2", ("receive", "E-1"), ("check", "E-2"))
    case(past, "r/3", ("receive", "E-1"), ("check", "E-2"), ("check", "E-1"))
    case(past, "r/4", ("receive", "E-1"))
    case(past, "r/5", ("receive", "E-1"), ("check", None))

    duties = past.ask(RECEIPT, LATER).activities

    assert duties is not None
    assert (duties.same.numerator, duties.same.denominator, duties.same.events) == (1, 3, (1, 2))
    assert (duties.shared.numerator, duties.shared.events) == (2, (1, 2, 5, 6, 7))
    assert [(each.person, each.times) for each in duties.persons] == [("E-1", 1)]


def test_steps_are_compared_in_order_of_time_and_not_of_the_record():
    """A row that was recorded later may have happened earlier."""
    past = Past()
    case(past, "r/1", ("check", "E-2"), ("receive", "E-1"), ("check", "E-1"))
    past.lines[0], past.lines[2] = past.lines[2], past.lines[0]

    duties = past.ask(RECEIPT, LATER).activities

    assert duties is not None
    assert duties.same.numerator == 0


def test_only_cases_of_the_system_asked_for_count():
    """Two logs in one store are told apart by their source."""
    past = Past()
    case(past, "r/1", ("receive", "E-1"), ("check", "E-1"))
    case(past, "other/1", ("receive", "E-1"), ("check", "E-1"))
    question = SeparationOfDuties(first="receive", second="check", source="other")

    duties = past.ask(question, LATER).activities

    assert duties is not None
    assert duties.same.denominator == 1


def test_nobody_judges_their_own_work_in_tasks_done_by_command():
    """Each pair of duties with both done, and none of them in one hand; nothing was offered."""
    past = Past()
    life = Life(past).assigned().held("2023-11-10T08:00").confirmed("2023-11-10T09:00")
    life.released("2023-11-13T08:00").submitted("2023-11-14T08:00").returned("2023-11-15T08:00")
    life.submitted("2023-11-16T08:00").completed("2023-11-17T08:00").evaluated("2023-11-20T08:00")

    answer = past.ask(SeparationOfDuties(), LATER)

    assert answer.activities is None
    assert [(each.same.numerator, each.same.denominator) for each in answer.tasks] == [*[(0, 1)] * 5, (0, 0)]


def test_what_another_system_let_one_person_do_is_shown():
    """Recorded facts are under no rule; the view shows what breaks it."""
    past = Past()
    Life(past).assigned().submitted("2023-11-14T08:00").completed("2023-11-17T08:00", by="E-204")

    (own,) = (
        each
        for each in past.ask(SeparationOfDuties(), LATER).tasks
        if (each.first, each.second) == ("submitted", "completed")
    )

    assert (own.same.numerator, own.persons[0].person) == (1, "E-204")


def test_two_who_accept_each_others_results_are_listed():
    """K10: reciprocal approvals are no offence, and are shown."""
    past = Past()
    for number, (assignee, approver) in enumerate(
        [("E-1", "E-2"), ("E-1", "E-2"), ("E-2", "E-1"), ("E-1", "E-3")]
    ):
        life = Life(past, f"T-{number}", assignee=assignee).assigned()
        life.submitted("2023-11-14T08:00").completed("2023-11-17T08:00", by=approver)

    assert past.ask(SeparationOfDuties(), LATER).reciprocal == (
        Reciprocal(one="E-1", other="E-2", one_for_other=1, other_for_one=2),
    )


@pytest.mark.parametrize("field, missing", [("first", "second"), ("second", "first")])
def test_one_activity_alone_is_no_question(field, missing):
    """The field that is missing is named."""
    asked: dict[str, Any] = {field: "receive"}
    with pytest.raises(InvalidInputError) as refused:
        SeparationOfDuties(**asked)

    assert refused.value.parameters["field"] == missing
