"""One flow shared by eight threads: what one of them remembers misleads none of the others."""

import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier

import pytest

import civicflow.flow
from civicflow.core.clock import FixedClock
from civicflow.testing import violations
from tests.evaluation import rated_agency
from tests.faults import scenes
from tests.faults.racing import NOW, Office
from tests.stores import STORES

THREADS = 8


@pytest.fixture(autouse=True)
def _impatient_threads():
    """Threads take turns a thousand times as often as usual."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(5e-6)
    yield
    sys.setswitchinterval(interval)


@contextmanager
def shared(address, setting):
    """A store that is set up for a scene, opened once."""
    with civicflow.flow.open(address, clock=FixedClock(NOW)) as flow:
        setting(flow)
        yield flow


def play(flow, *each):
    """Let threads play scenes in turn on one flow; the outcomes, how often each."""
    start = Barrier(THREADS)

    def played(number):
        office = Office(flow, number, 1)
        start.wait(30)
        each[number % len(each)](office)
        return [attempt.outcome for attempt in office.attempts]

    with ThreadPoolExecutor(THREADS) as threads:
        return Counter(outcome for outcomes in threads.map(played, range(THREADS)) for outcome in outcomes)


@pytest.mark.parametrize("kind", STORES)
def test_the_cap_of_a_day_is_met_exactly_by_threads(fresh_store, kind):
    """All come and go, then all come: no place more than a third, and none left (R65)."""
    with fresh_store(kind) as address, shared(address, scenes.with_an_open_day) as flow:
        outcomes = play(flow, scenes.come_and_go) + play(flow, scenes.come)
        on_site = [len(day.on_site()) for day in scenes.days(flow.entries())]

        assert outcomes.keys() <= {"taken", "refused"}
        assert max(on_site) == on_site[-1] == scenes.CAP
        assert list(violations(flow.entries())) == []


@pytest.mark.parametrize("kind", STORES)
def test_the_last_remote_place_is_taken_once_by_threads(fresh_store, kind):
    """Places that are counted over many people's streams, through a key that every thread remembers (K14)."""
    with fresh_store(kind) as address, shared(address, scenes.with_requests) as flow:
        outcomes = play(flow, scenes.approve_and_end) + play(flow, scenes.approve)
        taken = scenes.places_taken(flow.entries())

        assert outcomes.keys() <= {"taken", "refused"}
        assert max(taken) == taken[-1] == scenes.PLACES
        assert list(violations(flow.entries())) == []


@pytest.mark.parametrize("kind", STORES)
def test_commands_in_bulk_beside_single_ones(fresh_store, kind):
    """While some threads hold the lock for many commands, others suspend and assign: nothing in between is believed."""
    with fresh_store(kind) as address, shared(address, scenes.with_an_arrangement) as flow:
        outcomes = play(flow, scenes.suspend_and_resume, scenes.assign_at_home, scenes.assign_in_bulk)

        assert outcomes.keys() <= {"taken", "refused"}
        assert outcomes["taken"] > 0
        assert list(violations(flow.entries())) == []


@pytest.mark.parametrize("kind", STORES)
def test_the_last_excellent_grade_is_given_once_by_threads(fresh_store, kind):
    """All decide on the same agency at once; there is one collective truth, and it keeps the ceiling (K24)."""
    with fresh_store(kind) as address, shared(address, scenes.with_proposals) as flow:
        outcomes = play(flow, scenes.approve_the_best)
        entries = list(flow.entries())

        assert outcomes.keys() <= {"taken", "refused"}
        assert list(rated_agency.standing(entries).values()).count("excellent") == outcomes["taken"] == 1
        assert list(violations(entries)) == []
