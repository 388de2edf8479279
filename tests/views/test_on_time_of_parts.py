"""The on-time figures of units, accountable heads, groups and persons, each as on the day of the first due (V1, R54, R79)."""

from datetime import date

import pytest

from civicflow.employee.events import Category, EmployeeRegistered, PositionAssigned
from civicflow.organization.events import PositionEstablished
from civicflow.views.on_time import OnTime, OnTimeAnswer, OnTimeOfPart
from tests.views.administration import FOUNDED, administration, appointed, relieved
from tests.views.lives import Life
from tests.views.past import Past

LATER = "2023-12-15T08:00"
MIDDLE = "2023-11-15T08:00"


@pytest.fixture(name="past")
def _past() -> Past:
    """Two units; the head of one changes in the middle of the month."""
    told = administration(Past())
    done(told, "T-1", due="2023-11-10T17:00", at="2023-11-09T09:00")
    relieved(told, "U-12", "E-101", MIDDLE)
    appointed(told, "U-12", "E-105", recorded=MIDDLE)
    done(told, "T-2", due="2023-11-20T17:00", at="2023-11-21T09:00")
    done(told, "T-3", due="2023-11-20T17:00", at="2023-11-17T09:00", assignee="E-300", unit="U-13")
    Life(told, "T-4", assignee="E-300", unit="U-13").assigned(due="2023-11-20T17:00")
    return told


def done(past: Past, task: str, *, due: str, at: str, assignee: str = "E-204", unit: str = "U-12") -> None:
    """A task of November, from its assignment to its completion."""
    life = Life(past, task, assignee=assignee, unit=unit).assigned(due=due)
    life.submitted(at).completed(at.replace("09:00", "10:00"))


def asked(past: Past, **said: object) -> OnTimeAnswer:
    """The answer for November."""
    return past.ask(OnTime(period="2023-11", **said), LATER)  # type: ignore[arg-type]


def shares(parts: tuple[OnTimeOfPart, ...]) -> dict[str, tuple[int, int]]:
    """On time by the excused due, of those on time or late, by part."""
    return {each.of: (each.on_time.figure.numerator, each.on_time.figure.denominator) for each in parts}


def test_each_unit_has_its_figures_beside_those_of_all(past):
    """Which unit is on time and which is late, at one look (R54)."""
    answer = asked(past, by="unit")

    assert shares(answer.by) == {"U-12": (1, 2), "U-13": (1, 2)}
    assert (answer.on_time.figure.numerator, answer.on_time.figure.denominator) == (2, 4)
    assert asked(past).by == ()


@pytest.mark.parametrize("by, name", [("unit", "unit"), ("head", "head"), ("person", "person")])
def test_a_part_has_the_figures_that_are_told_of_it_alone(past, by, name):
    """The line of a part is the answer to a question about that part (V1, R79)."""
    for part in asked(past, by=by, review_stops_the_clock=False).by:
        alone = asked(past, **{name: part.of}, review_stops_the_clock=False)
        assert (part.raw, part.on_time, part.closed) == (alone.raw, alone.on_time, alone.closed)


def test_a_head_answers_for_what_fell_due_in_their_time(past):
    """The first due says in whose time (R79, K18)."""
    assert shares(asked(past, by="head").by) == {"E-101": (1, 1), "E-105": (0, 1), "E-102": (1, 2)}
    assert shares(asked(past, by="unit", head="E-105").by) == {"U-12": (0, 1)}


def test_groups_are_those_of_the_positions_held_on_that_day(past):
    """Who held no position belongs to no group that is on record."""
    of_unit = {"person": "E-204", "unit": "U-12"}
    category = Category.CIVIL_SERVANT
    position = PositionEstablished(
        position="P-1",
        unit="U-12",
        title="Chuyên viên",
        group="desk",
        citizen_contact=False,
        handles_procedures=False,
        work_types=(),
        duties=None,
        since=date(2023, 1, 2),
    )
    held = PositionAssigned(**of_unit, position="P-1", since=date(2023, 2, 1), assigned_by="E-101")
    past.add(FOUNDED, EmployeeRegistered(**of_unit, category=category, hired_on=date(2023, 1, 2)))
    past.add(FOUNDED, position)
    past.add(FOUNDED, held)

    assert shares(asked(past, by="group").by) == {"": (1, 2), "desk": (1, 2)}
    assert shares(asked(past, by="person", group="desk").by) == {"E-204": (1, 2)}
