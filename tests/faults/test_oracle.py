"""The oracle is worth its name: on every store it finds what was decided without guards, and nothing otherwise."""

from contextlib import closing, suppress

import pytest
from attrs import evolve

import civicflow.flow
from civicflow.core.command import Order
from civicflow.core.execution import Execution
from civicflow.core.log import Relied
from civicflow.core.rule import RefusedError
from civicflow.testing import FixedClock, Violation, violations
from tests.core.conftest import MODULE, Raise
from tests.stores import STORES

NOW = "2023-10-02T08:00+07:00"


def race(address, monkeypatch, *, guarded):
    """What the oracle finds when two offices raise the counters of a group up to two, one of them from memory."""
    with closing(civicflow.flow.open(address, modules=(MODULE,), clock=FixedClock(NOW))) as flow:
        log = flow.store.log
        if not guarded:
            append = log.append
            monkeypatch.setattr(
                log, "append", lambda filing, now: append(evolve(filing, relied=Relied()), now), raising=False
            )
        rival = Execution(log, flow.setting)
        flow.execute(Raise(counter="A", limit=2), by="E-1")
        rival.execute(Order(command=Raise(counter="B", limit=2), by="E-2"))
        with suppress(RefusedError):
            flow.execute(Raise(counter="C", limit=2), by="E-1")
        return list(violations(flow.entries()))


@pytest.mark.parametrize("kind", STORES)
def test_with_guards_the_limit_holds(fresh_store, kind, monkeypatch):
    """The third is refused and nothing is found."""
    with fresh_store(kind) as address:
        assert race(address, monkeypatch, guarded=True) == []


@pytest.mark.unguarded
@pytest.mark.parametrize("kind", STORES)
def test_without_guards_the_oracle_names_position_and_key(fresh_store, kind, monkeypatch):
    """The third passes the limit, since it relied on what stood before the second."""
    with fresh_store(kind) as address:
        found = race(address, monkeypatch, guarded=False)

    assert found == [Violation(position=3, relied_on="group:G", said=1, stood=2)]
