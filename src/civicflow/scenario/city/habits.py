"""What happens in a city, as a table: whose habit it is, on how many of their days it begins, and how it goes on."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from attrs import frozen

from civicflow.scenario.agenda import Life
from civicflow.scenario.chance import Chance
from civicflow.scenario.city import (
    absences,
    changes,
    emergencies,
    feedback,
    home_days,
    homes,
    oversight,
    rosters,
    shared_work,
    steering,
    tasks,
)
from civicflow.scenario.city.layout import Body, Person
from civicflow.scenario.city.town import Town


def present(town: Town, on: date) -> Iterable[Person]:
    """Everybody who is not on leave."""
    return (each for each in town.people.values() if not town.is_away(each, on))


def below_the_directors(town: Town, on: date) -> Iterable[Person]:
    """Everybody there who holds no office of a division."""
    return (each for each in present(town, on) if each.rank > 1)


def arranged(town: Town, on: date) -> Iterable[Person]:
    """Everybody there whose arrangement is active."""
    people = (town.people[person] for person in tuple(town.at_home))
    return (each for each in people if not town.is_away(each, on))


def at_home(town: Town, on: date) -> Iterable[Person]:
    """Everybody whose day at home it is, but where an order holds."""
    return (
        each
        for each in arranged(town, on)
        if town.is_at_home(each, on) and each.body.number not in town.by_order
    )


def at_the_office(town: Town, on: date) -> Iterable[Person]:
    """Everybody else who is there, but where an order holds."""
    return (
        each
        for each in present(town, on)
        if not town.is_at_home(each, on) and each.body.number not in town.by_order
    )


def under_an_order(town: Town, on: date) -> Iterable[Person]:
    """Everybody there where an order holds."""
    bodies = (body for body in town.city.bodies if body.number in town.by_order)
    return (each for body in bodies for each in town.of(body) if not town.is_away(each, on))


def asking_again(town: Town, on: date) -> Iterable[Person]:
    """Those who may work at home, take part in a pilot, and do not."""
    return (
        each
        for each in below_the_directors(town, on)
        if each.rank > 8 and not each.serves_citizens and each.id not in town.at_home
    )


def bodies(town: Town, _on: date) -> Iterable[Body]:
    """Every department and district."""
    return town.city.bodies


@frozen
class Habit:
    """
    Something that people do again and again.

    Args:
        life: How it goes, for one of them, from the day on which it begins.
        of: Whose habit it is on a day.
        rate: On which share of their days it begins.
    """

    life: Callable[[Town, Any, date, Chance], Life]
    of: Callable[[Town, date], Iterable[Person] | Iterable[Body]]
    rate: float


@frozen
class Occasion:
    """
    Something that happens once in every body, on a day that is left to chance.

    Args:
        life: How it goes, from that day on.
    """

    life: Callable[[Town, Body, date, Chance], Life]


HABITS = (
    Habit(rosters.opened, bodies, 1),
    Habit(home_days.spent, at_home, 1),
    Habit(rosters.by_order, under_an_order, 1),
    Habit(tasks.given, present, 1 / 12),
    Habit(absences.leave, present, 1 / 80),
    Habit(rosters.in_the_field, at_the_office, 1 / 60),
    Habit(rosters.set_right, at_the_office, 1 / 400),
    Habit(home_days.disturbed, at_home, 1 / 60),
    Habit(homes.not_reached, at_home, 1 / 100),
    Habit(homes.recalled, arranged, 1 / 100),
    Habit(homes.rested, arranged, 1 / 500),
    Habit(homes.given_up, arranged, 1 / 1000),
    Habit(homes.equipped_anew, arranged, 1 / 300),
    Habit(homes.asked_for, asking_again, 1 / 2000),
    Habit(feedback.turned_to, bodies, 1 / 8),
    Habit(feedback.proposed, below_the_directors, 1 / 2000),
    Habit(changes.moved, below_the_directors, 1 / 4000),
)

OCCASIONS = (
    Occasion(emergencies.ordered),
    Occasion(changes.acted_for),
    Occasion(changes.helps_out),
    Occasion(changes.followed),
    Occasion(changes.tried_out),
    Occasion(homes.required),
    Occasion(oversight.inspected),
    Occasion(steering.aimed_at),
    Occasion(steering.judged_by),
    Occasion(shared_work.shared),
)


def begin(town: Town, on: date) -> None:
    """Let the habits of a day begin."""
    for habit in HABITS:
        name = _name(habit.life)
        draws = town.chance(name, on)
        for subject in habit.of(town, on):
            if habit.rate == 1 or draws.happens(habit.rate):
                town.begin(habit.life(town, subject, on, town.chance(name, on, subject.id)))


def begin_once(town: Town) -> None:
    """Let every occasion come on its day, none in the first days or the last weeks."""
    for occasion in OCCASIONS:
        for body in town.city.bodies:
            chance = town.chance(_name(occasion.life), body.id)
            town.begin(occasion.life(town, body, town.day(0.1 + 0.6 * chance.share()), chance))


def _name(life: Callable[..., Life]) -> str:
    return f"{life.__module__}.{life.__name__}"
