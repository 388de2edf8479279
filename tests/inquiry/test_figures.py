"""The paths that name the figures of an answer."""

from datetime import date
from enum import Enum
from fractions import Fraction
from typing import ClassVar

from attrs import frozen

from civicflow.core.question import Figure
from civicflow.inquiry.figures import figures


class Colour(Enum):
    """How urgent something is."""

    RED = "red"


@frozen
class Line:
    """A line that its first field names."""

    of: str | None
    share: Figure
    most: int | None = None
    position: int = 7
    late: bool = True
    events: tuple[int, ...] = (1, 2)


@frozen
class Day:
    """A line that two fields name."""

    named_by: ClassVar[tuple[str, ...]] = ("unit", "day", "colour")

    unit: str
    day: date
    colour: Colour
    days: Fraction


@frozen
class Answer:
    """An answer of both."""

    total: int
    by: tuple[Line, ...]
    days: tuple[Day, ...] = ()
    names: tuple[str, ...] = ("E-1",)


def shared(numerator: int, denominator: int) -> Figure:
    """So many of so many."""
    return Figure(numerator=numerator, denominator=denominator)


def test_fields_are_joined_by_dots_and_lines_named_by_their_first_field():
    """A share stands before its two numbers; positions, truths and texts are no figures."""
    found = figures(Answer(3, (Line("U-1", shared(1, 2)),)))

    assert found == {
        "total": 3,
        "by[U-1].share": shared(1, 2),
        "by[U-1].share.numerator": 1,
        "by[U-1].share.denominator": 2,
        "by[U-1].most": None,
    }


def test_the_line_of_all_and_that_of_nobody_knows_which_have_names():
    """All, and the part of which no record says the name."""
    names = [path for path in figures((Line(None, shared(0, 0)), Line("", shared(0, 0)))) if "most" in path]

    assert names == ["[-].most", "[?].most"]


def test_a_line_can_be_named_by_several_fields():
    """Days as dates, words of a set as they are written."""
    day = Day("U-1", date(2023, 10, 2), Colour.RED, Fraction(1, 2))

    assert figures(Answer(0, (), (day,))) == {
        "total": 0,
        "days[U-1,2023-10-02,red].days": Fraction(1, 2),
    }


def test_no_path_leads_to_two_figures():
    """A second line of one name is told apart all the same."""
    lines = (Line("U-1", shared(0, 1), most=1), Line("U-1", shared(0, 1), most=2))
    found = figures(lines)

    assert (found["[U-1].most"], found["[U-1#2].most"]) == (1, 2)


def test_a_number_alone_is_a_figure_without_a_name():
    """So is nothing at all of an answer without numbers."""
    assert figures(3) == {"": 3}
    assert figures(("E-1",)) == {}
