"""Whether those at home and those at the office are treated alike: groups by hand, and nothing about too few (V13, R17, K25)."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from civicflow.employee.events import PositionAssigned
from civicflow.regulations import Lawbook
from civicflow.views.equal_treatment import EqualTreatment, EqualTreatmentAnswer
from civicflow.views.participation import Participation
from tests.employee import staff
from tests.views.administration import administration
from tests.views.lives import Life
from tests.views.november import counts
from tests.views.past import Past
from tests.views.reporting import at_home
from tests.views.roster import joined
from tests.views.test_participation import steps

WEEK = "2023-10-02/2023-10-06"
LATER = "2023-11-01T08:00"


def group(
    past: Past, name: str, number: int, *, remote: int, unit: str = "U-12", units: int = 10
) -> list[str]:
    """A group of positions with so many people, the first of whom are at home on Monday; each has one task of a week."""
    people = [f"E-{name}{each}" for each in range(number)]
    position = staff.position(f"P-{name}", unit=unit)
    past.add("2023-01-03T08:00", type(position)(**_fields(position) | {"group": name}))
    joined(past, unit, *people)
    for place, person in enumerate(people):
        past.add("2023-01-03T08:00", staff.registered(person, unit=unit))
        assigned = PositionAssigned(
            person=person, unit=unit, position=f"P-{name}", since=date(2023, 1, 3), assigned_by="E-101"
        )
        past.add("2023-01-03T08:30", assigned)
        if place < remote:
            at_home(past, "2023-10-02", person=person)
        life = Life(past, f"T-{person}", assignee=person, unit=unit)
        life.assigned("2023-10-02T08:00", units=units + (place < remote)).submitted("2023-10-06T16:00")
    return people


def _fields(event: Any) -> dict[str, Any]:
    return {each.name: getattr(event, each.name) for each in type(event).__attrs_attrs__}


def asked(past: Past, **said: Any) -> EqualTreatmentAnswer:
    """One week."""
    return past.ask(EqualTreatment(**({"period": WEEK} | said)), LATER)


def shown(answer: EqualTreatmentAnswer) -> list[tuple[str | None, int, int]]:
    """Groups with their people at home and at the office."""
    return [(line.of, line.at_home.people, line.at_office.people) for line in answer.lines]


def test_two_large_groups_are_compared():
    """Eleven units a week at home, ten at the office; the first line is of all."""
    past = administration(Past())
    group(past, "desk", 12, remote=5)
    group(past, "field", 11, remote=6, units=5)

    answer = asked(past)

    assert shown(answer) == [(None, 11, 12), ("desk", 5, 7), ("field", 6, 5)]
    desk = answer.lines[1]
    assert [desk.at_home.days, desk.at_home.units_a_day] == [25, Fraction(11, 5)]
    assert [desk.at_office.days, desk.at_office.units_a_day] == [35, 2]
    assert (answer.smallest_group, answer.suppressed) == (5, ())


def test_refused_requests_stand_beside_it():
    """R17: of those decided in the period; fewer than five askers would be too few to be told."""
    past = administration(Past())
    for number, person in enumerate(group(past, "desk", 12, remote=5)[:6]):
        past.add("2023-10-03T09:00", steps(person)["requested"])
        past.add("2023-10-04T09:00", steps(person)["refused" if number < 2 else "approved"])

    assert [line.refused and counts(line.refused) for line in asked(past).lines] == [(2, 6), (2, 6)]


def test_refusals_of_too_few_who_asked_are_not_told():
    """K25: four who asked are four; that the groups are large enough for the rest changes nothing."""
    past = administration(Past())
    for person in group(past, "desk", 12, remote=5)[:4]:
        past.add("2023-10-03T09:00", steps(person)["requested"])
        past.add("2023-10-04T09:00", steps(person)["refused"])

    assert [(line.at_home.people, line.refused) for line in asked(past).lines] == [(5, None), (5, None)]


@pytest.mark.parametrize(
    "remote, expected",
    [(4, [(None, 16, 20)]), (5, [(None, 17, 19), ("desk", 5, 7), ("field", 6, 6), ("law", 6, 6)])],
)
def test_k25_a_side_of_four_is_not_told_nor_can_it_be_computed(remote, expected):
    """Four of the desk at home: the next group is not told either, for the total less the third would tell of the four."""
    past = administration(Past())
    group(past, "desk", 12, remote=remote)
    group(past, "field", 12, remote=6)
    group(past, "law", 12, remote=6)

    answer = asked(past)
    hidden = set(answer.suppressed)

    assert shown(answer)[0] == expected[0]
    if remote == 5:
        assert shown(answer) == expected
    else:
        assert "desk" in hidden
        assert len(hidden) == 2


def test_where_no_size_is_on_record_nothing_is_told():
    """Not on record is no licence to tell."""
    past = administration(Past())
    group(past, "desk", 12, remote=6)
    past.regulations = Lawbook(())

    assert asked(past) == EqualTreatmentAnswer(smallest_group=None, lines=(), suppressed=())


@pytest.mark.parametrize(
    "said, expected",
    [
        ({"unit": "U-13"}, [(None, 5, 5), ("field", 5, 5)]),
        ({"unit": "A-1", "with_subunits": True, "group": "desk"}, [(None, 6, 6), ("desk", 6, 6)]),
        ({"head": "E-102"}, [(None, 5, 5), ("field", 5, 5)]),
        ({"unit": "A-1"}, [(None, 0, 0)]),
        ({"period": "2024"}, [(None, 0, 22)]),
    ],
)
def test_of_whom_it_is_asked(said, expected):
    """A unit, a head, a group; of days that have not come there is nothing to compare."""
    past = administration(Past())
    group(past, "desk", 12, remote=6)
    group(past, "field", 10, remote=5, unit="U-13")

    assert shown(asked(past, **said))[: len(expected)] == expected


def test_what_is_published_of_participation_tells_of_nobody_in_particular():
    """K25: without units of fewer than five, and without what would give them away; whoever leads them sees them all."""
    past = administration(Past())
    for unit, number in (("U-12", 6), ("U-13", 3), ("A-1", 7)):
        for each in range(number):
            past.add("2023-10-03T09:00", steps(f"E-{unit}-{each}", unit)["requested"])

    full = past.ask(Participation(by="unit"), LATER)
    published = past.ask(Participation(by="unit", published=True), LATER)
    total = past.ask(Participation(unit="U-13", published=True), LATER)

    assert [(line.of, line.requested) for line in full] == [(None, 16), ("A-1", 7), ("U-12", 6), ("U-13", 3)]
    assert [(line.of, line.requested) for line in published] == [(None, 16), ("A-1", 7)]
    assert total == ()
    past.regulations = Lawbook(())
    assert past.ask(Participation(by="unit", published=True), LATER) == ()
