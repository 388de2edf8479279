"""One per cent of the city, told once for all tests of a run, whichever worker comes first."""

import fcntl
import json
import os
from pathlib import Path

import pytest
from attrs import frozen

import civicflow as cf
from civicflow.core.clock import FixedClock
from civicflow.flow import MODULES
from civicflow.scenario.city import City, story
from civicflow.scenario.telling import tell_in
from civicflow.storage.backup import back_up, restore

MONTHS = 12 if os.environ.get("CIVICFLOW_HYPOTHESIS") == "soak" else 3
CITY = City(employees=500, units=5, months=MONTHS, seed=7)
"""A hundredth of the people; three months, since twelve take half a minute of a processor; these in the soak."""


@frozen
class ToldCity:
    """
    What was told.

    Args:
        store: The folder, for reading.
        backup: A copy of it, from which a store that may be changed is restored.
        refused: How often which rule refused.
    """

    store: Path
    backup: Path
    refused: dict[str, int]


@pytest.fixture(scope="session", name="told_city")
def told_city(tmp_path_factory: pytest.TempPathFactory) -> ToldCity:
    """The city, told in memory if no other worker has, since two thousand moments are as many waits for a disk."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    store, backup, summary = (shared / name for name in ("city", "city.zip", "city.json"))
    with (shared / "city.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not summary.exists():
            clock = FixedClock(story(CITY).begins)
            with cf.open(":memory:", clock=clock) as flow:
                refused = tell_in(flow, clock, story(CITY)).refused
                back_up(flow.store, backup, release=flow.setting.code)
            restore(backup, str(store), MODULES)
            with cf.open(store) as flow:
                assert flow.store.views is not None
                assert flow.store.views.catch_up()
            summary.write_text(json.dumps(refused))
    return ToldCity(store, backup, json.loads(summary.read_text()))
