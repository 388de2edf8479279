"""What tests of reactions ask for: an administration with a post office, on each kind of store."""

from collections.abc import Callable, Iterator

import pytest

import civicflow.flow
from civicflow.core.clock import FixedClock
from civicflow.core.recording import Claim
from civicflow.flow import Flow
from tests.automation import post_office
from tests.organization.offices import DEPARTMENT
from tests.stores import STORES, taken

NOW = "2023-10-02T08:00+07:00"


@pytest.fixture
def clock() -> FixedClock:
    """A clock that stands at eight in the morning."""
    return FixedClock(NOW)


@pytest.fixture(params=STORES)
def address(request: pytest.FixtureRequest, fresh_store) -> Iterator[str]:
    """An empty store of each kind."""
    with fresh_store(request.param) as found:
        yield found


@pytest.fixture
def opened(address: str, clock: FixedClock) -> Iterator[Callable[[], Flow]]:
    """Opens the store, as a process of its own would; closed at the end."""
    flows: list[Flow] = []

    def open_it() -> Flow:
        flows.append(civicflow.flow.open(address, modules=(post_office.MODULE,), clock=clock))
        return flows[-1]

    yield open_it
    for flow in flows:
        flow.close()


@pytest.fixture
def flow(opened: Callable[[], Flow], clock: FixedClock) -> Flow:
    """The store with a department."""
    found = opened()
    claims = (
        Claim(event=event, occurred_at=clock.now(), id=f"c-{number}")
        for number, event in enumerate(DEPARTMENT)
    )
    taken(found, claims)
    return found
