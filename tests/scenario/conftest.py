"""One per cent of the city, told once for all tests of a run, whichever worker comes first."""

import fcntl
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

import civicflow as cf
from civicflow.core.log import Entry
from civicflow.flow import Flow
from civicflow.scenario.city import City, tell_city

MONTHS = 12 if os.environ.get("CIVICFLOW_HYPOTHESIS") == "soak" else 3
CITY = City(employees=500, units=5, months=MONTHS, seed=7)
"""A hundredth of the people; three months, since twelve take half a minute of a processor; these in the soak."""


@pytest.fixture(scope="session", name="told")
def _told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, int]]:
    """The store, and how often which rule refused."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    store, summary = shared / "city", shared / "city.json"
    with (shared / "city.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not summary.exists():
            refused = tell_city(CITY, store).refused
            with cf.open(store) as flow:
                assert flow.store.views is not None
                flow.store.views.catch_up()
            summary.write_text(json.dumps(refused))
    refused = json.loads(summary.read_text())
    return store, refused


@pytest.fixture(scope="session", name="city")
def _city(told: tuple[Path, dict[str, int]]) -> Iterator[Flow]:
    """The store, open for all tests."""
    with cf.open(told[0]) as flow:
        yield flow


@pytest.fixture(scope="session", name="entries")
def _entries(city: Flow) -> list[Entry]:
    """All that stands on record."""
    return list(city.entries())
