"""The city that was told, open on the last day that is told."""

from collections.abc import Iterator

import pytest

import civicflow as cf
from civicflow.core.clock import FixedClock
from civicflow.core.log import Entry
from civicflow.flow import Flow
from tests.scenario.test_city import END
from tests.told_city import ToldCity, told_city

__all__ = ["told_city"]


@pytest.fixture(scope="session", name="city")
def _city(told_city: ToldCity) -> Iterator[Flow]:
    """The store, open for all tests."""
    with cf.open(told_city.store, clock=FixedClock(END)) as flow:
        yield flow


@pytest.fixture(scope="session", name="lines")
def _lines(city: Flow) -> dict[int, Entry]:
    """The log of the city by position."""
    return {line.at.position: line for line in city.entries()}
