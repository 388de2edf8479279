"""From hand to hand: between persons and between units, in recorded cases and in tasks."""

from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civicflow.errors import InvalidInputError
from civicflow.views.cases import Cases, Party
from civicflow.views.handovers import Handovers
from tests.views.lives import Life
from tests.views.past import Past
from tests.views.recorded import MONDAY, case, step

LATER = "2024-02-01T08:00"


def test_a_hand_over_is_from_one_known_person_straight_to_another():
    """Where a step names nobody, nothing is handed over to or from it."""
    past = Past()
    case(past, "r/1", ("a", "E-1"), ("b", "E-1"), ("c", "E-2"), ("d", None), ("e", "E-1"))
    case(past, "r/2", ("a", "E-1"), ("b", "E-2"))

    answer = past.ask(Handovers(with_events=True), LATER)

    assert (answer.handovers.numerator, answer.handovers.denominator) == (2, 3)
    assert answer.handovers.events == (3, 7)
    assert [(each.giver, each.taker, each.times) for each in answer.pairs] == [("E-1", "E-2", 2)]
    assert [(each.name, each.steps, each.cases) for each in answer.participants] == [
        ("E-1", 4, 2),
        ("E-2", 2, 2),
        (None, 1, 1),
    ]


def test_hand_overs_between_units():
    """By unit the persons do not matter."""
    past = Past()
    step(past, "r/1", "a", "E-1", MONDAY, unit="G-1")
    step(past, "r/1", "b", "E-2", MONDAY, unit="G-1")
    step(past, "r/1", "c", "E-2", MONDAY, unit="G-2")

    answer = past.ask(Handovers(by=Party.UNIT), LATER)

    assert (answer.handovers.numerator, answer.handovers.denominator) == (1, 2)


def test_a_task_of_ours_passes_from_the_head_to_the_assignee_and_back():
    """A task without recorded steps is told by its own."""
    past = Past()
    Life(past).assigned().submitted("2023-11-14T08:00").completed("2023-11-17T08:00")
    case(past, "r/1", ("a", "E-1"))

    answer = past.ask(Handovers(), LATER)

    assert [(each.giver, each.taker) for each in answer.pairs] == [("E-101", "E-204"), ("E-204", "E-101")]
    assert past.ask(Handovers(source="r"), LATER).handovers.share is None


@pytest.mark.parametrize("by", ["office", ""])
def test_hand_overs_are_between_persons_or_between_units(by):
    """Anything else names the field."""
    with pytest.raises(InvalidInputError) as refused:
        Handovers(by=by)

    assert refused.value.parameters["field"] == "by"


steps = st.lists(
    st.tuples(
        st.sampled_from(("r/1", "r/2")),
        st.sampled_from((None, "E-1", "E-2", "E-3")),
        st.integers(0, 5),
    ),
    max_size=20,
)


@given(steps)
def test_hand_overs_equal_a_count_step_by_step(told):
    """In order of time, those of one instant in the order of the record."""
    past = Past()
    for task, person, hour in told:
        step(past, task, "a", person, MONDAY + timedelta(hours=hour))
    expected = same = 0
    for task in ("r/1", "r/2"):
        walk = [(hour, number, person) for number, (each, person, hour) in enumerate(told) if each == task]
        people = [person for _, _, person in sorted(walk, key=lambda each: each[:2])]
        for giver, taker in pairwise(people):
            known = giver is not None and taker is not None
            expected += known and giver != taker
            same += known and giver == taker

    answer = past.ask(Handovers(), LATER)

    assert (answer.handovers.numerator, answer.handovers.denominator) == (expected, expected + same)
    assert sum(each.times for each in answer.pairs) == expected
    assert sum(each.steps for each in answer.participants) == len(told)


def test_a_case_is_told_in_order_of_time():
    """Its first and last step, the names of all, and how many persons."""
    past = Past()
    step(past, "r/1", "b", "E-1", MONDAY + timedelta(hours=1))
    step(past, "r/1", "c", None, MONDAY + timedelta(hours=1))
    step(past, "r/1", "a", "E-2", MONDAY)

    (line,) = past.ask(Cases(source="r"), LATER)

    assert (line.steps, line.persons) == (("a", "b", "c"), 2)
    assert line.ended_at - line.started_at == timedelta(hours=1)
    assert past.ask(Cases(source="s"), LATER) == ()
