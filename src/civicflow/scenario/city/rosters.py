"""Days of a body: opened every morning, with duty, hotline and field work; corrected by heads who know better."""

from datetime import date

from civicflow import roster
from civicflow.scenario.agenda import Life, Step, act
from civicflow.scenario.chance import Chance
from civicflow.scenario.city import home_days
from civicflow.scenario.city.layout import Body, Person
from civicflow.scenario.city.town import Town

OPENS, BOOKS = 7, 7.25


def opened(town: Town, body: Body, on: date, chance: Chance) -> Life:
    """The day of a body is opened, and its watches are taken: one on duty, two at the hotline by half days."""
    yield act(town.at(on, OPENS), body.director, roster.OpenDay(body=body.id, day=on))
    people = [each for each in town.of(body) if not town.is_away(each, on) and not town.is_at_home(each, on)]
    watches = (("duty", "both"), ("hotline", "morning"), ("hotline", "afternoon"))
    for (purpose, session), number in zip(watches, _different(chance, len(people), 3), strict=False):
        yield _booked(town, people[number], on, purpose=purpose, session=session)


def _different(chance: Chance, several: int, number: int) -> list[int]:
    first = chance.number(0, max(0, several - 1))
    return [(first + each) % several for each in range(min(number, several))]


def _booked(
    town: Town, person: Person, on: date, *, place: str = "office", purpose: str = "ordinary", session: str
) -> Step:
    booking = roster.BookPlace(
        body=person.body.id,
        day=on,
        person=person.id,
        session=session,
        place=place,
        purpose=purpose,
        destination="kiểm tra thực địa" if place == "field" else None,
    )
    return act(town.at(on, BOOKS), person.superior if purpose != "ordinary" else person.id, booking)


def in_the_field(town: Town, person: Person, on: date, chance: Chance) -> Life:
    """Half a day outside; now and then it is called off."""
    session = chance.one(("morning", "afternoon"))
    if not (yield _booked(town, person, on, place="field", session=session)):
        return
    if chance.happens(0.1):
        release = roster.ReleasePlace(body=person.body.id, day=on, person=person.id, session=session)
        yield act(town.at(on, 8), person.id, release)


def set_right(town: Town, person: Person, on: date, chance: Chance) -> Life:
    """A head knows that somebody was not where the roster has them."""
    place = chance.one(("office", "field", None))
    correction = roster.CorrectPresence(
        body=person.body.id, day=on, person=person.id, place=place, reason="đã xác minh trực tiếp"
    )
    yield act(town.at(on, 17), person.superior, correction)


def by_order(town: Town, person: Person, on: date, chance: Chance) -> Life:
    """While an order holds, some come in for half a day until the cap is met; whoever is not let in works at home."""
    comes = chance.happens(0.6)
    session = chance.one(("morning", "afternoon", "both"))
    if comes and (yield _booked(town, person, on, session=session)):
        return
    home = roster.BookPlace(body=person.body.id, day=on, person=person.id, place="home")
    if (yield act(town.at(on, BOOKS + 0.25), person.id, home)):
        yield from home_days.worked(town, person, on, chance)
