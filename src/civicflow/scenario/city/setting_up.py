"""How a city is set up before its months begin: units, offices, positions and people."""

from collections.abc import Iterator
from datetime import timedelta

from civicflow import organization
from civicflow.calendars.months import months_before
from civicflow.core.command import Command, Order
from civicflow.scenario import home_acts
from civicflow.scenario.agenda import Life, Step
from civicflow.scenario.city.layout import (
    ADMINISTRATOR,
    CHAIR,
    COUNCIL,
    DATA_PROTECTION,
    INSPECTOR,
    ROOT,
    Body,
    City,
    Person,
)
from civicflow.scenario.city.town import Town
from civicflow.scenario.office_acts import AS_IT_STOOD, appointed, by, placed, positions, taken_on


def set_up(town: Town) -> Life:
    """Step by step, each resting on those before, ten days before the first month."""
    begins = town.at(town.city.begins, 8)
    for number, orders in enumerate(_steps(town.city)):
        yield Step(begins + timedelta(minutes=15 * number), orders)


def _steps(city: City) -> Iterator[list[Order]]:
    since = months_before(city.since, 1)
    yield by(ADMINISTRATOR, organization.Found(instrument="QĐ 01/QĐ-UBND", administrator=ADMINISTRATOR))
    yield by(ADMINISTRATOR, _root(), *map(_body, city.bodies), *_divisions(city))
    yield by(ADMINISTRATOR, *(appointed(*each, since, "QĐ 04/QĐ-UBND") for each in _offices(city)))
    established = (each for unit in _units(city) for each in positions(unit, since))
    yield by(ADMINISTRATOR, *established, reason=AS_IT_STOOD)
    yield by(
        ADMINISTRATOR,
        *(
            each
            for person in city.people
            for each in taken_on(person.id, person.unit, since, person.category)
        ),
    )
    members = [person for person in city.people if person.rank >= 0]
    yield [
        Order(
            command=placed(each.id, each.unit, since, meets_citizens=each.serves_citizens), by=each.superior
        )
        for each in members
    ]
    yield [order for each in members if each.rank == 0 for order in _taught(each, city)]


def _root() -> Command:
    return organization.EstablishUnit(
        unit=ROOT,
        title="Ủy ban nhân dân thành phố",
        answers_to=COUNCIL,
        locality="vn/hcmc",
        instrument="QĐ 02/QĐ-UBND",
    )


def _body(body: Body) -> Command:
    return organization.EstablishUnit(
        unit=body.id,
        title=body.title,
        superior=ROOT,
        body=body.id,
        locality=body.locality,
        instrument="QĐ 02/QĐ-UBND",
    )


def _divisions(city: City) -> Iterator[Command]:
    for body in city.bodies:
        for place, unit in enumerate(city.divisions(body)):
            yield organization.EstablishUnit(
                unit=unit, title=body.title_of(place), superior=body.id, instrument="QĐ 03/QĐ-UBND"
            )


def _units(city: City) -> Iterator[str]:
    return (unit for body in city.bodies for unit in city.divisions(body))


def _offices(city: City) -> Iterator[tuple[str, str, str]]:
    """Who holds which office of which unit."""
    yield ROOT, CHAIR, "head"
    yield ROOT, INSPECTOR, "inspector"
    yield ROOT, DATA_PROTECTION, "data_protection_officer"
    for person in city.people:
        yield from ((unit, person.id, office) for unit, office in _held(person))


def _held(person: Person) -> Iterator[tuple[str, str]]:
    match person.rank:
        case -1:
            yield person.body.id, "head"
        case 0:
            yield person.unit, "head"
            yield from ((person.body.id, "deputy") for _ in range(person.unit == person.body.division(0)))
        case 1:
            yield person.unit, "manager"
        case 2 if person.unit == person.body.division(0):
            yield person.body.id, "clerk_of_record"
        case 3 if person.unit == person.body.division(0):
            yield person.body.id, "inspector"


def _taught(head: Person, city: City) -> list[Order]:
    """Who leads people at home is trained for it."""
    courses = home_acts.trained(head.id, home_acts.COURSES_OF_HEADS, city.since - timedelta(days=30))
    return by(head.superior, *courses)
