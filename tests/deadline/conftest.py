"""What tests of the tick ask for: a department on each kind of store."""

from collections.abc import Iterator

import pytest

from tests.deadline.agency import Agency, agency
from tests.stores import STORES


@pytest.fixture(params=STORES)
def address(request: pytest.FixtureRequest, fresh_store) -> Iterator[str]:
    """An empty store of each kind."""
    with fresh_store(request.param) as found:
        yield found


@pytest.fixture
def office(address: str) -> Iterator[Agency]:
    """The department, on each kind of store."""
    with agency(address) as found:
        yield found
