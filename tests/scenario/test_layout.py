"""A city is made up at any scale: everybody counted once, with somebody above them."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civicflow.errors import InvalidInputError
from civicflow.scenario.city import City
from civicflow.scenario.city.layout import CHAIR, LEAST_DIVISION


@st.composite
def cities(draw):
    """Cities of a few bodies."""
    units = draw(st.integers(1, 6))
    employees = draw(st.integers((1 + LEAST_DIVISION) * units, 400))
    return City(employees=employees, units=units, seed=draw(st.integers(0, 99)))


@given(city=cities())
def test_everybody_is_counted_once_and_led_by_somebody_else(city):
    """As many people as were asked for, spread evenly; whoever is above them leads their unit or their body."""
    people = {person.id: person for person in city.people}
    sizes = Counter(person.body.id for person in city.people)
    heads = {person.unit: person.id for person in city.people if person.rank <= 0}

    assert len(people) == len(city.people) == city.employees
    assert max(sizes.values()) - min(sizes.values()) <= 1
    for person in city.people:
        expected = {-1: CHAIR, 0: person.body.director}.get(person.rank, heads[person.unit])
        assert person.superior == expected != person.id


@given(city=cities())
def test_every_division_has_its_people(city):
    """A head, a manager, some who may ask for days at home, some who serve citizens."""
    for body in city.bodies:
        for unit in city.divisions(body):
            ranks = [person.rank for person in city.people if person.unit == unit]
            assert ranks == list(range(len(ranks)))
            assert len(ranks) >= LEAST_DIVISION
            assert any(person.serves_citizens for person in city.people if person.unit == unit)


def test_the_whole_city_has_a_hundred_people_in_each_unit():
    """50,000 employees in 500 units, a hundred in each."""
    city = City(employees=50_000, units=500, months=12, seed=1)

    assert (len(city.bodies), {city.size(body) for body in city.bodies}) == (500, {100})
    assert (city.begins, city.until) == (date(2023, 9, 21), date(2024, 9, 30))


@pytest.mark.parametrize(
    "numbers,field",
    [
        ({"employees": 17, "units": 2}, "employees"),
        ({"units": 0}, "units"),
        ({"months": 25}, "months"),
        ({"seed": -1}, "seed"),
        ({"since": "2023-10-02"}, "since"),
    ],
)
def test_numbers_that_make_no_city_are_refused_by_name(numbers, field):
    """With what would do."""
    with pytest.raises(InvalidInputError) as refused:
        City(**numbers)

    assert refused.value.parameters["field"] == field
