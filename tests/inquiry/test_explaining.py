"""How a figure is told from a store: what was known then, what stands below a number, which rules made it."""

from fractions import Fraction

import pytest

import civicflow as cf
from civicflow.core.clock import FixedClock
from civicflow.core.operation import Operation
from civicflow.errors import InvalidInputError, UnknownNameError
from tests.cli.conftest import OCTOBER, set_up

RAW = "raw.figure"


@pytest.fixture(name="flow")
def _flow():
    """A division with one task that is late, asked a month later."""
    clock = FixedClock(OCTOBER)
    with cf.open(":memory:", clock=clock) as flow:
        set_up(flow)
        clock.move_to("2023-11-30T08:00+07:00")
        yield flow


def test_a_share_is_told_by_its_two_numbers_and_each_of_them_thing_by_thing(flow):
    """None of one: the late task stands below the number of which it is one."""
    found = flow.explain(cf.OnTime(), figure=RAW)

    assert (found.value, found.recomputed, found.operation) == (Fraction(0), Fraction(0), Operation.QUOTIENT)
    assert [(part.level, part.because, part.adds) for part in found.parts] == [
        (1, "numerator", 0),
        (1, "denominator", 1),
        (2, "late", 1),
    ]
    assert [line.topic for line in found.events] == ["task.assigned"]
    assert found.head == flow.ask(cf.OnTime()).head


def test_what_is_no_share_of_anything_is_told_as_nothing(flow):
    """There is nothing to divide by, and so nothing to be reckoned."""
    found = flow.explain(cf.OnTime(), figure=RAW, known="2023-10-01")

    assert (found.value, found.recomputed, found.operation, found.parts, found.events) == (
        None,
        None,
        None,
        (),
        (),
    )


def test_the_standpoint_is_that_of_the_answer(flow):
    """By position, by knowledge and by what had happened."""
    for seen in ({"position": 5}, {"known": "2023-10-01"}, {"as_of": "2023-10-01"}):
        assert flow.figures(cf.OnTime(), **seen)[f"{RAW}.denominator"] == 0
    with pytest.raises(InvalidInputError):
        flow.explain(cf.OnTime(), figure=RAW, position=99)


def test_the_rules_that_an_answer_used_stand_beside_it(flow):
    """As records, with instrument and attestation; those that the figure is made of first."""
    found = flow.explain(cf.OnTime(), figure=RAW)

    assert tuple(each.id for each in found.provisions) == found.head.provisions
    assert all(each.instrument for each in found.provisions)


def test_a_figure_that_there_is_not_names_those_that_are_near(flow):
    """So that a slip of the pen costs one more try."""
    with pytest.raises(UnknownNameError) as missed:
        flow.explain(cf.OnTime(), figure="raw.figur.numerator")

    assert missed.value.parameters["field"] == "figure"
    assert "raw.figure.numerator" in str(missed.value.parameters["near"])
