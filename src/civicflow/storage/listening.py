"""Hearing from a PostgreSQL server that the log has grown, and looking all the same in case a word was lost."""

from contextlib import suppress
from threading import Event
from time import monotonic

import psycopg

from civicflow.errors import StoreError
from civicflow.storage.following import TICK
from civicflow.storage.postgresql import Connection, LogServer
from civicflow.storage.postgresql_layout import CHANNEL

HEED = 0.5
"""So many seconds pass at most until somebody who waits sees that they are to stop."""


class Listener:
    """
    A connection of its own that listens; one that breaks is made anew.

    Args:
        server: The database of the log.
    """

    def __init__(self, server: LogServer) -> None:
        self._server = server
        self._ear: Connection | None = self._listening()

    def wait(self, seconds: float, stop: Event) -> None:
        """Come back when the log has grown, or may have, when it is time to look again, or when one is to stop."""
        patience = monotonic() + seconds
        while not stop.is_set() and (left := patience - monotonic()) > 0:
            if self.heard(min(left, HEED)):
                return

    def heard(self, seconds: float) -> bool:
        """Whether a word came in that time, or the connection was made anew, so that one may have been lost."""
        try:
            if self._ear is None:
                self._ear = self._listening()
                return True
            return any(True for _ in self._ear.notifies(timeout=seconds, stop_after=1))
        except (psycopg.OperationalError, StoreError):
            self.close()
            Event().wait(min(seconds, TICK))
            return False

    def _listening(self) -> Connection:
        connection = self._server.connect()
        connection.execute(f"LISTEN {CHANNEL}".encode())
        return connection

    def close(self) -> None:
        """Listen no more."""
        ear, self._ear = self._ear, None
        if ear is not None:
            with suppress(psycopg.Error):
                ear.close()
