"""A store opened by its address: a folder, a server, or memory."""

import os
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import attrs

from civicflow.core.event import from_micros, micros
from civicflow.core.log import Log
from civicflow.core.module import Module
from civicflow.core.question import AnyView
from civicflow.errors import InvalidInputError
from civicflow.storage.catalogue import Catalogue
from civicflow.storage.codec import EventCodec
from civicflow.storage.following import Ear
from civicflow.storage.layout import LAYOUT
from civicflow.storage.memory import MemoryLog
from civicflow.storage.parts import Blank, Original
from civicflow.storage.people import People
from civicflow.storage.progress import MemoryProgress, Progress
from civicflow.storage.progress_sqlite import SQLiteProgress
from civicflow.storage.readings import PastReading, PlacedReading
from civicflow.storage.sqlite import migrate_folder, open_datastore
from civicflow.storage.sqlite_copies import blank_folder
from civicflow.storage.sqlite_log import SQLiteLog
from civicflow.storage.view_tables import Tables
from civicflow.storage.view_tables_memory import MemoryTables
from civicflow.storage.view_tables_sqlite import SQLiteTables
from civicflow.storage.views import Views, ViewStatus

if TYPE_CHECKING:
    from eventsourcing.persistence import ApplicationRecorder

    from civicflow.storage.log import CivicflowApplication

MEMORY = ":memory:"


class StoredLog(Log, Protocol):
    """A log with what lies beside it."""

    def original(self) -> AbstractContextManager[Original]:
        """The log as it stands now, to be copied within a block while others go on writing."""

    def people(self) -> People:
        """The directory of people."""

    def recorder(self) -> "ApplicationRecorder":
        """The log in the terms of ``eventsourcing``."""

    def ear(self) -> Ear:
        """Hears that the log has grown, whoever wrote."""


@attrs.frozen(kw_only=True)
class Status:
    """
    How a store stands.

    Args:
        position: The last position of the log.
        recorded_at: When it was recorded (UTC); None when nothing has happened yet.
        layout: The version of its tables.
        views: How each view stands; none when the store was opened for reading.
    """

    position: int
    recorded_at: datetime | None
    layout: int
    views: tuple[ViewStatus, ...]


@attrs.frozen(kw_only=True)
class Store:
    """
    The parts of an open store.

    Args:
        log: The truth.
        catalogue: What may stand in it.
        codec: How it is written.
        people: Names and contacts by id.
        views: Their tables; None when the store was opened for reading, and views are folded in memory.
        progress: How far reactions have come; None when the store was opened for reading.
    """

    log: StoredLog
    catalogue: Catalogue
    codec: EventCodec
    people: People
    views: Views | None = None
    progress: Progress | None = None

    def reading(
        self,
        views: Sequence[AnyView],
        *,
        known: datetime | None,
        as_of: datetime | None,
        position: int | None = None,
    ) -> AbstractContextManager[PlacedReading]:
        """
        Where a question reads from, for the length of a block: the live views, or the past folded anew.

        Args:
            views: What it is answered from.
            known: Only what was on record at this instant.
            as_of: Only what had happened by this one.
            position: Just the log up to this position, whatever was recorded in the same instant.

        Raises:
            InvalidInputError: When the log has no such position.
        """
        if self.views is not None and views and known is None and as_of is None and position is None:
            return self.views.reading(views)
        if position is not None and not 0 <= position <= self.position():
            raise InvalidInputError(field="position", problem="position", value=position)
        until = self.position(known) if position is None else position
        return nullcontext(PastReading(self.log, until, None if as_of is None else micros(as_of)))

    def position(self, known: datetime | None = None) -> int:
        """The last position that was on record at an instant; at present when none is named."""
        return self.log.head() if known is None else self.log.position_at(micros(known))

    def status(self) -> Status:
        """How the store stands now."""
        position, recorded = self.log.last()
        return Status(
            position=position,
            recorded_at=from_micros(recorded) if position else None,
            layout=LAYOUT,
            views=() if self.views is None else self.views.status(),
        )

    def application(self) -> "CivicflowApplication":
        """The log as an application of ``eventsourcing``, for its readers and followers; closed with the store."""
        from civicflow.storage.log import CivicflowApplication

        return CivicflowApplication(self.log.recorder(), self.codec)

    def close(self) -> None:
        """Let go of files and connections."""
        if self.views is not None:
            self.views.close()
        if self.progress is not None:
            self.progress.close()
        self.people.close()
        self.log.close()


def open_store(
    address: str, modules: Iterable[Module], *, read_only: bool, longest_silence: timedelta
) -> Store:
    """
    Open a store by its address, laying it out if it is new.

    Args:
        address: A folder, ``postgresql://…`` or ``:memory:``.
        modules: What is plugged in.
        read_only: Write nothing.
        longest_silence: How far the clock may stand past the last record.
    """
    catalogue, codec = _plugged_in(tuple(modules))
    log = _open_log(address, codec, read_only=read_only, longest_silence=longest_silence)
    views = None if read_only else Views(log, catalogue.views, _view_tables(address))
    return Store(
        log=log,
        catalogue=catalogue,
        codec=codec,
        people=log.people(),
        views=views,
        progress=None if read_only else _progress(address),
    )


@lru_cache(maxsize=16)
def _plugged_in(modules: tuple[Module, ...]) -> tuple[Catalogue, EventCodec]:
    """What the same modules bring is the same in every store of a process, and costs as much as opening one."""
    catalogue = Catalogue(modules)
    return catalogue, EventCodec(catalogue)


def _view_tables(address: str) -> Tables:
    if address == MEMORY:
        return MemoryTables()
    if is_server(address):
        from civicflow.storage.view_tables_postgresql import PostgreSQLTables

        return PostgreSQLTables(address)
    return SQLiteTables(Path(address) / "views.db")


def _progress(address: str) -> Progress:
    if address == MEMORY:
        return MemoryProgress()
    if is_server(address):
        from civicflow.storage.progress_postgresql import PostgreSQLProgress

        return PostgreSQLProgress(address)
    return SQLiteProgress(Path(address) / "progress.db")


def _open_log(address: str, codec: EventCodec, *, read_only: bool, longest_silence: timedelta) -> StoredLog:
    patience = lock_timeout()
    if address == MEMORY:
        return MemoryLog(codec, longest_silence, lock_timeout=patience, read_only=read_only)
    if is_server(address):
        from civicflow.storage.postgresql import open_server
        from civicflow.storage.postgresql_log import PostgreSQLLog

        server = open_server(address, read_only=read_only, lock_timeout=patience)
        return PostgreSQLLog(server, codec, longest_silence)
    datastore = open_datastore(Path(address), read_only=read_only, lock_timeout=patience)
    return SQLiteLog(datastore, codec, longest_silence)


def migrate(address: str) -> None:
    """
    Bring a store to the layout of this release, making it if it is not there.

    Args:
        address: A folder or ``postgresql://…``; memory has no past.

    Raises:
        StoreVersionError: When a newer release laid it out.
    """
    if is_server(address):
        from civicflow.storage.postgresql import migrate_database

        migrate_database(address, lock_timeout=lock_timeout())
    elif address != MEMORY:
        migrate_folder(Path(address), lock_timeout=lock_timeout())


def open_blank(address: str) -> AbstractContextManager[Blank]:
    """
    An empty store to be filled within a block, as a whole or not at all; laid out if it is new.

    Args:
        address: A folder or ``postgresql://…``; of memory nothing would be left.

    Raises:
        InvalidInputError: When it is memory.
        StoreNotEmptyError: When it holds something.
        StoreVersionError: When another release laid it out.
        LockTimeoutError: When others do not let go of it.
    """
    if is_server(address):
        from civicflow.storage.postgresql_copies import blank_server

        return blank_server(address, lock_timeout=lock_timeout())
    if address == MEMORY:
        raise InvalidInputError(field="store", problem="not-allowed", value=MEMORY)
    return blank_folder(Path(address), lock_timeout=lock_timeout())


def is_server(address: str) -> bool:
    """Whether an address names a PostgreSQL server."""
    return address.startswith(("postgresql://", "postgres://"))


def lock_timeout() -> float:
    """
    Seconds to wait for another writer: ``CIVICFLOW_LOCK_TIMEOUT``, else 30.

    Raises:
        InvalidInputError: When it is not a number of seconds.
    """
    given = os.environ.get("CIVICFLOW_LOCK_TIMEOUT") or "30"
    try:
        return max(0.0, float(given))
    except ValueError:
        raise InvalidInputError(field="CIVICFLOW_LOCK_TIMEOUT", problem="seconds", value=given) from None
