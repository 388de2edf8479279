"""A store opened by its address: a folder, a server, or memory."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

import attrs

from civicflow.core.event import micros
from civicflow.core.log import Log
from civicflow.core.module import Module
from civicflow.core.question import View
from civicflow.storage.catalogue import Catalogue
from civicflow.storage.codec import EventCodec
from civicflow.storage.readings import PastReading
from civicflow.storage.sqlite import open_datastore
from civicflow.storage.sqlite_log import SQLiteLog


@attrs.frozen(kw_only=True)
class Store:
    """
    The parts of an open store.

    Args:
        log: The truth.
        catalogue: What may stand in it.
        codec: How it is written.
    """

    log: Log
    catalogue: Catalogue
    codec: EventCodec

    def reading(
        self, views: Iterable[View[object]], *, known: datetime | None, as_of: datetime | None
    ) -> PastReading:
        """Where a question reads from: the live views, or the past folded anew."""
        until = self.log.head() if known is None else self.log.position_at(micros(known))
        return PastReading(self.log, until, None if as_of is None else micros(as_of))

    def close(self) -> None:
        """Let go of files and connections."""
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
    catalogue = Catalogue(modules)
    codec = EventCodec(catalogue)
    log = SQLiteLog(open_datastore(Path(address), read_only=read_only), codec, longest_silence)
    return Store(log=log, catalogue=catalogue, codec=codec)
