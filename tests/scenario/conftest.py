"""The city that was told, open for questions."""

from collections.abc import Iterator

import pytest

import civicflow as cf
from civicflow.core.log import Entry
from civicflow.flow import Flow
from tests.told_city import ToldCity, told_city

__all__ = ["told_city"]


@pytest.fixture(scope="session", name="city")
def _city(told_city: ToldCity) -> Iterator[Flow]:
    """The store, open for all tests."""
    with cf.open(told_city.store) as flow:
        yield flow


@pytest.fixture(scope="session", name="entries")
def _entries(city: Flow) -> list[Entry]:
    """All that stands on record."""
    return list(city.entries())
