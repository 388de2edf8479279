"""Our recorders where the suites of `eventsourcing` expect to find its own."""

from pathlib import Path
from threading import Lock
from typing import Any

from eventsourcing.persistence import ApplicationRecorder, Tracking
from eventsourcing.popo import POPOFactory, POPOTrackingRecorder
from eventsourcing.tests.projection import EventCountersView

from civicflow.storage.catalogue import Catalogue
from civicflow.storage.codec import EventCodec
from civicflow.storage.memory import MemoryLog
from civicflow.storage.memory_recorder import MemoryLogRecorder
from civicflow.storage.postgresql import open_server
from civicflow.storage.postgresql_recorder import PostgreSQLLogRecorder
from civicflow.storage.sqlite import open_datastore
from civicflow.storage.sqlite_recorder import SQLiteLogRecorder

FACTORY = "tests.storage.library_stores:Factory"
UUIDS: Any = "uuid"


def recorder_at(address: str, id_type: Any = "text") -> Any:
    """Our recorder for an address, whatever its topics; the suites use topics of their own."""
    if address == ":memory:":
        return MemoryLogRecorder(MemoryLog(EventCodec(Catalogue(()))), id_type=id_type)
    if address.startswith("postgresql:"):
        server = open_server(address)
        server.originator_id_type = id_type
        return PostgreSQLLogRecorder(server)
    datastore = open_datastore(Path(address))
    datastore.originator_id_type = id_type
    return SQLiteLogRecorder(datastore)


class Factory(POPOFactory):
    """Infrastructure of the library whose application recorder is ours, at the address in its environment."""

    def application_recorder(self) -> ApplicationRecorder:
        address = self.env.get("STORE")
        assert address
        self._recorder = recorder_at(address, UUIDS)
        return self._recorder  # type: ignore[no-any-return]

    def close(self) -> None:
        datastore = getattr(getattr(self, "_recorder", None), "datastore", None)
        if datastore is not None:
            datastore.close()


class Counters(POPOTrackingRecorder, EventCountersView):
    """The view of the library's projection suite."""

    def __init__(self) -> None:
        super().__init__()
        self._counting = Lock()
        self._created = self._subsequent = 0

    def get_created_event_counter(self) -> int:
        return self._created

    def get_subsequent_event_counter(self) -> int:
        return self._subsequent

    def incr_created_event_counter(self, tracking: Tracking) -> None:
        with self._counting:
            self.insert_tracking(tracking)
            self._created += 1

    def incr_subsequent_event_counter(self, tracking: Tracking) -> None:
        with self._counting:
            self.insert_tracking(tracking)
            self._subsequent += 1
