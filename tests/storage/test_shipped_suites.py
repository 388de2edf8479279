"""The suites that the eventsourcing library ships for recorders of others pass on our three stores."""

from typing import ClassVar
from unittest import TestCase
from uuid import uuid4

import pytest
from eventsourcing.tests import application, persistence, projection

from tests.storage.library_stores import FACTORY, Counters, recorder_at

pytestmark = pytest.mark.filterwarnings("always:'log' is deprecated:DeprecationWarning")


class OnOurStore(TestCase):
    """A new store for each test of a suite."""

    address: str
    env: ClassVar[dict[str, str]] = {"PERSISTENCE_MODULE": FACTORY}
    expected_factory_topic = FACTORY
    view_class = Counters

    @pytest.fixture(autouse=True)
    def _a_new_store(self, monkeypatch, new_address):
        monkeypatch.setenv("STORE", new_address)
        monkeypatch.setenv("PERSISTENCE_MODULE", FACTORY)
        self.address = new_address

    def create_recorder(self):
        """Our recorder for the store of this test; where the suite knows no order across streams, it keeps that to itself."""
        recorder = recorder_at(self.address)
        if hasattr(recorder, "datastore"):
            self.addCleanup(recorder.datastore.close)
        if isinstance(self, persistence.AggregateRecorderTestCase):
            insert = recorder.insert_events
            recorder.insert_events = lambda *events: (insert(*events), None)[1]
        return recorder

    def new_originator_id(self):
        """An id as ours are: text."""
        return f"task:{uuid4()}"


class InMemory(OnOurStore):
    """The store in memory."""

    @pytest.fixture(name="new_address")
    def _new_address(self):
        return ":memory:"


class OnSQLite(OnOurStore):
    """The store in a folder."""

    @pytest.fixture(name="new_address")
    def _new_address(self, tmp_path):
        return str(tmp_path)


class OnPostgreSQL(OnOurStore):
    """The store on a server."""

    @pytest.fixture(name="new_address")
    def _new_address(self, server_address):
        return server_address


class Log(persistence.ApplicationRecorderTestCase):
    """The suite of recorders with one order, the tests of its subscriptions among it."""

    def test_insert_subscribe(self):
        """What is subscribed to comes, and ends when it is stopped."""
        self.optional_test_insert_subscribe()


SUITES = {
    "Streams": persistence.AggregateRecorderTestCase,
    "Log": Log,
    "Order": persistence.NonInterleavingNotificationIDsBaseCase,
    "Application": application.ApplicationTestCase,
    "Example": application.ExampleApplicationTestCase,
    "Projection": projection.AggregateEventCountersProjectionTestCase,
    "EventSourcedProjection": projection.EventSourcedProjectionTestCase,
}

for store in (InMemory, OnSQLite, OnPostgreSQL):
    for name, suite in SUITES.items():
        globals()[f"{name}{store.__name__}"] = type(f"{name}{store.__name__}", (store, suite), {})

del Log, OnOurStore, InMemory, OnSQLite, OnPostgreSQL, store, suite
