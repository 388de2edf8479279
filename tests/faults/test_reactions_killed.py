"""Workers that are killed between an event and what follows from it, and workers that are at it together: once, and in order."""

from contextlib import contextmanager
from threading import Event, Thread

import psycopg
import pytest

from civicflow.automation.engine import engine
from civicflow.testing import violations
from tests.faults.reacting import (
    LETTERS,
    PostOffice,
    nothing_is_lost_and_nothing_doubled,
    opened,
    times,
    workers,
)

STORES = ["sqlite", "postgresql"]


@pytest.mark.parametrize("kind", STORES)
def test_a_worker_that_is_killed_in_the_middle_loses_nothing_and_doubles_nothing(fresh_store, kind):
    """Killed at a random place of its work, with a random delay; the next one takes over when the lease is out."""
    with fresh_store(kind) as address, opened(address) as flow:
        office, in_the_middle = PostOffice(flow), 0
        for _ in times(6, 200):
            office.put_in()
            with workers(address, lease=0.1):
                office.wait_for(office.chance.randrange(1, 2 * LETTERS))
                Event().wait(office.chance.uniform(0, 0.003))
            in_the_middle += office.left() > 0
        with workers(address, lease=0.1):
            office.wait_for_all()
        entries = list(flow.entries())

    assert in_the_middle >= 2
    nothing_is_lost_and_nothing_doubled(entries)
    assert list(violations(entries)) == []


@pytest.mark.parametrize("kind", STORES)
def test_workers_whose_leases_overlap_do_nothing_twice(fresh_store, kind):
    """Leases that are out as soon as they are taken: both are at the same letters, again and again."""
    with fresh_store(kind) as address, opened(address) as flow:
        office, owners = PostOffice(flow), set()
        progress = flow.store.progress
        assert progress is not None
        with workers(address, lease=0.001, number=2):
            for _ in times(5, 50):
                office.put_in()
                while office.left():
                    owners |= {each.owner for each in progress.standings()}
        entries = list(flow.entries())

    assert len(owners - {""}) == 2
    nothing_is_lost_and_nothing_doubled(entries)
    assert list(violations(entries)) == []


def test_whoever_holds_a_lease_and_dies_is_followed_by_another_when_it_is_out(fresh_store):
    """Not before: a worker that lives is left alone."""
    with fresh_store("sqlite") as address, opened(address) as flow:
        office = PostOffice(flow)
        office.put_in()
        with workers(address, lease=1.0):
            office.wait_for(1)
        progress = flow.store.progress
        assert progress is not None
        standing = {each.reaction: each for each in progress.standings()}
        claimed = progress.claim("counting", "ANOTHER", 1.0)
        Event().wait(1.1)
        flow.react()
        entries = list(flow.entries())

    assert standing["counting"].owner
    assert claimed is None
    nothing_is_lost_and_nothing_doubled(entries)


def test_a_worker_whose_connections_are_cut_goes_on_by_itself(fresh_store):
    """Also the one on which it listens; what comes in meanwhile is not forgotten."""
    with fresh_store("postgresql") as address, opened(address) as flow, opened(address) as own:
        office = PostOffice(flow)
        with at_work(engine(own.store, own.setting, own._execution, lease=1.0)) as worker:
            for _ in range(3):
                office.put_in()
                cut_every_connection(address, flow)
                office.put_in()
                office.wait_for_all()
        entries = list(flow.entries())

    assert not worker.is_alive()
    nothing_is_lost_and_nothing_doubled(entries)


@contextmanager
def at_work(its_engine):
    """A worker in a thread, told to stop at the end of the block."""
    worker = Thread(target=its_engine.run, daemon=True)
    worker.start()
    try:
        yield worker
    finally:
        its_engine.worker.stop.set()
        worker.join(10)


def cut_every_connection(address, flow):
    """End whatever listens, notes progress, files or reads on the server; whoever needs a connection makes it anew."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    assert flow.store.log.head()


def test_a_word_that_is_lost_costs_a_second_and_not_an_event(fresh_store, monkeypatch):
    """Whoever hears nothing looks all the same."""
    monkeypatch.setattr("civicflow.storage.listening.Listener.heard", deaf)
    with fresh_store("postgresql") as address, opened(address) as flow:
        office = PostOffice(flow)
        with at_work(engine(flow.store, flow.setting, flow._execution)):
            Event().wait(0.2)
            office.put_in()
            office.wait_for_all()
        entries = list(flow.entries())

    nothing_is_lost_and_nothing_doubled(entries)


def deaf(_self, seconds):
    """Wait, and hear nothing."""
    Event().wait(seconds)
    return False
