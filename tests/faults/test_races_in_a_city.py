"""The races of eight offices once more, at the end of the months of a told city: what may be given once is given once."""

from contextlib import contextmanager

import pytest

import civicflow.flow
from civicflow.core.clock import FixedClock
from civicflow.home_work.model import HomeWork, Stage
from civicflow.roster.model import Day
from civicflow.storage.backup import restore
from civicflow.task import AssignTask
from civicflow.task.events import TaskAssigned
from tests.faults import city_scenes, scenes
from tests.faults.city_scenes import CAPPED, NEXT_DAY, NOW, PILOTED
from tests.faults.racing import offices
from tests.faults.test_races import ROUNDS, SHARED, concluded
from tests.told_city import CITY


@pytest.fixture(scope="module", name="eight")
def _eight():
    with offices(8) as eight:
        yield eight


@pytest.fixture(name="restored", params=SHARED)
def _restored(request, fresh_store, told_city):
    """A city of one's own on a store that several processes can open, and its kind."""
    with fresh_store(request.param) as address:
        restore(told_city.backup, address, civicflow.flow.MODULES)
        yield request.param, address


@contextmanager
def at_the_end(address):
    """The city as it stands when its months are over."""
    with civicflow.flow.open(address, clock=FixedClock(NOW)) as flow:
        yield flow


def test_the_last_remote_places_of_a_department_are_taken_once(eight, restored, record_property):
    """Five places are free and many ask: when all offices have approved, none is left and none was given twice (K14)."""
    kind, address = restored
    with at_the_end(address) as flow:
        asked = city_scenes.with_requests(flow)
    attempts = eight.play(address, city_scenes.approve, now=NOW)
    entries = concluded(address, attempts, record_property, f"{kind}: remote places of a city")

    places = CITY.places(PILOTED)
    assert asked > city_scenes.FREED
    taken = city_scenes.places_taken(entries, PILOTED.id)
    assert max(taken) == taken[-1] == places


def test_the_cap_of_a_district_is_met_exactly(eight, restored, record_property):
    """All come, some leave, all come again: a third of the district is in, and never one more (R65, K5)."""
    kind, address = restored
    with at_the_end(address) as flow:
        city_scenes.with_a_capped_day(flow)
    attempts = eight.play(address, city_scenes.come, rounds=ROUNDS, now=NOW)
    attempts += eight.play(address, city_scenes.come_to_stay, now=NOW)
    entries = concluded(address, attempts, record_property, f"{kind}: places of a district")

    stream = f"day:{CAPPED.id}:{NEXT_DAY}"
    days = [day for _, day in scenes.states(Day, entries, stream) if day is not None]
    assert max(len(day.on_site()) for day in days) == len(days[-1].on_site()) == days[-1].allowed()
    assert days[-1].allowed() == CITY.size(CAPPED) // 3


def test_nobody_of_a_city_is_given_work_at_home_while_suspended(eight, restored, record_property):
    """Four offices suspend and resume, four assign: where a home task stands in the log, the arrangement is active (K2)."""
    kind, address = restored
    with at_the_end(address) as flow:
        person = next(city_scenes.at_work(flow))
    before = played_from(address)
    attempts = eight.play(
        address, city_scenes.suspend_and_resume, city_scenes.assign_at_home, rounds=ROUNDS, now=NOW
    )
    entries = concluded(address, attempts, record_property, f"{kind}: suspend and assign in a city")

    stages = [
        arrangement and arrangement.stage
        for entry, arrangement in scenes.states(HomeWork, entries, f"home_work:{person.id}")
        if isinstance(entry.event, TaskAssigned) and entry.at.position > before
    ]
    assert set(stages) == {Stage.ACTIVE}
    assigned = [each for each in attempts if isinstance(each.command, AssignTask)]
    assert sum(each.outcome == "taken" for each in assigned) == len(stages)


def played_from(address):
    """The head of the log before a race."""
    with at_the_end(address) as flow:
        return flow.store.log.head()
