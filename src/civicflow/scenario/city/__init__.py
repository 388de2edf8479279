"""A city of any size: the same numbers and the same seed tell the same months, byte for byte."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from civicflow.flow import ZONE, Flow
from civicflow.scenario.agenda import Agenda, Life, Step
from civicflow.scenario.city import habits, pilots
from civicflow.scenario.city.layout import City
from civicflow.scenario.city.setting_up import set_up
from civicflow.scenario.city.town import Town
from civicflow.scenario.telling import Progress, Story, Told, tell

__all__ = ["City", "story", "tell_city"]


def tell_city(city: City, store: str | Path, progress: Progress = lambda _: None) -> Told:
    """
    Let the months of a city happen in an empty store, as large as the whole city if need be (R77).

    Args:
        city: How large it is, how many months are told, and the seed.
        store: A folder, a server or ``:memory:``.
        progress: Told at which moment the telling is.

    Raises:
        CivicflowError: When something goes wrong that is no refusal.
    """
    return tell(story(city), store, progress)


def story(city: City) -> Story:
    """
    The months of a city, as a story that can be told.

    Args:
        city: How large it is, how many months are told, and the seed.
    """

    def lives(flow: Flow, agenda: Agenda) -> Iterator[Life]:
        town = Town(city, flow, agenda)
        yield set_up(town)
        for number, bodies in enumerate(pilots.groups(town), start=1):
            yield pilots.held(town, number, bodies)
        yield pilots.closed(town, city.bodies[-1])
        yield pilots.turned_down(town, city.bodies[-1])
        yield _days(town)

    begins, ends = (datetime.combine(on, time(), ZoneInfo(ZONE)) for on in (city.begins, city.until))
    return Story(name="city", begins=begins, ends=ends + timedelta(days=1), lives=lives, names=city.names())


def _days(town: Town) -> Life:
    """Every morning begins what people are used to."""
    habits.begin_once(town)
    for on in town.days:
        yield Step(town.at(on, 5.75))
        habits.begin(town, on)
