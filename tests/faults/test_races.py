"""Eight offices on one store at once: what may be given once is given once, and nobody is told what is not so."""

import os
from collections import Counter
from collections.abc import Iterator

import pytest

import civicflow.flow
from civicflow.core.clock import FixedClock
from civicflow.core.log import Entry
from civicflow.home_work.model import HomeWork, Stage
from civicflow.task import AssignTask
from civicflow.task.events import TaskAssigned
from civicflow.testing import violations
from tests.evaluation import rated_agency
from tests.faults import scenes
from tests.faults.racing import NOW, Attempt, Offices, offices, p99

ROUNDS = 20 if os.environ.get("CIVICFLOW_HYPOTHESIS") == "soak" else 1
SHARED = ("sqlite", "postgresql")
"""The stores that several processes can open."""


@pytest.fixture(scope="module", name="eight")
def _eight() -> Iterator[Offices]:
    with offices(8) as eight:
        yield eight


@pytest.fixture(scope="module", name="two")
def _two() -> Iterator[Offices]:
    with offices(2) as two:
        yield two


def opened(address):
    """The store as the tests see it."""
    return civicflow.flow.open(address, clock=FixedClock(NOW))


def concluded(address, attempts: list[Attempt], record_property, name: str) -> list[Entry]:
    """The log after a race in which nobody met a conflict, a lock or anything else than yes or no; nothing is stale in it."""
    with opened(address) as flow:
        entries = list(flow.entries())
    record_property("race", (name, f"{p99(attempts):.0f} ms"))

    assert Counter(each.outcome for each in attempts).keys() <= {"taken", "refused"}
    assert list(violations(entries)) == []
    assert [entry.at.position for entry in entries] == list(range(1, len(entries) + 1))
    return entries


@pytest.mark.parametrize("kind", SHARED)
def test_the_cap_of_a_day_is_met_exactly(eight, fresh_store, kind, record_property):
    """While all come and go nobody is let in above the cap; when all have come, not one place is left (R65, K5)."""
    with fresh_store(kind) as address:
        with opened(address) as flow:
            scenes.with_an_open_day(flow)
        attempts = eight.play(address, scenes.come_and_go, rounds=ROUNDS)
        attempts += eight.play(address, scenes.come)
        entries = concluded(address, attempts, record_property, f"{kind}: places of a day")

    days = scenes.days(entries)
    assert max(len(day.on_site()) for day in days) == scenes.CAP
    assert len(days[-1].on_site()) == days[-1].allowed() == scenes.CAP
    assert len(days[-1].counted) == scenes.HEADCOUNT


@pytest.mark.parametrize("kind", SHARED)
def test_the_last_remote_place_is_taken_once(eight, fresh_store, kind, record_property):
    """Places are counted over many people's streams: five are given, given back and given again, never a sixth (K14)."""
    with fresh_store(kind) as address:
        with opened(address) as flow:
            scenes.with_requests(flow)
        attempts = eight.play(address, scenes.approve_and_end, rounds=ROUNDS)
        attempts += eight.play(address, scenes.approve)
        entries = concluded(address, attempts, record_property, f"{kind}: remote places")

    taken = scenes.places_taken(entries)
    assert max(taken) == taken[-1] == scenes.PLACES


@pytest.mark.parametrize("kind", SHARED)
def test_nobody_is_given_work_at_home_while_suspended(eight, fresh_store, kind, record_property):
    """Four offices suspend and resume, four assign: where a home task stands in the log, the arrangement is active (K2)."""
    with fresh_store(kind) as address:
        with opened(address) as flow:
            scenes.with_an_arrangement(flow)
        attempts = eight.play(address, scenes.suspend_and_resume, scenes.assign_at_home, rounds=ROUNDS)
        entries = concluded(address, attempts, record_property, f"{kind}: suspend and assign")

    stages = [
        arrangement and arrangement.stage
        for entry, arrangement in scenes.states(HomeWork, entries, "home_work:E-1")
        if isinstance(entry.event, TaskAssigned)
    ]
    assert set(stages) == {Stage.ACTIVE}
    assigned = [each for each in attempts if isinstance(each.command, AssignTask)]
    assert Counter(each.outcome for each in assigned)["taken"] == len(stages)


@pytest.mark.parametrize("kind", SHARED)
def test_a_refusal_is_never_older_than_the_log(two, fresh_store, kind, record_property):
    """
    One process suspends and resumes, another assigns from what it remembers: for each refusal there is an instant
    between its beginning and its end at which the log justifies it.
    """
    with fresh_store(kind) as address:
        with opened(address) as flow:
            scenes.with_an_arrangement(flow)
        attempts = two.play(address, scenes.suspend_at_times, scenes.assign_at_times, rounds=ROUNDS)
        attempts += two.play(address, scenes.assign_once_more)
        entries = concluded(address, attempts, record_property, f"{kind}: remembered refusals")

    stages = [
        None,
        *(state and state.stage for _, state in scenes.states(HomeWork, entries, "home_work:E-1")),
    ]
    refused = [each for each in attempts if each.outcome == "refused"]
    assert len(refused) > 5
    for each in refused:
        assert each.rules == ("home_work_is_lawful_for_the_assignee",)
        assert set(stages[each.before : each.after + 1]) - {Stage.ACTIVE}
    assert all(each.outcome == "taken" for each in attempts[-2:])


@pytest.mark.parametrize("kind", SHARED)
def test_the_last_excellent_grade_is_given_once(eight, fresh_store, kind, record_property):
    """Two acts for one agency at once do not both find room under the ceiling (K24)."""
    with fresh_store(kind) as address:
        with opened(address) as flow:
            scenes.with_proposals(flow)
        attempts = eight.play(address, scenes.approve_the_best)
        entries = concluded(address, attempts, record_property, "excellent grades")

        assert list(rated_agency.standing(entries).values()).count("excellent") == 1
        assert sum(each.outcome == "taken" for each in attempts) == 1
