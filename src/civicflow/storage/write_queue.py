"""Who waits to write, in the order of coming: SQLite alone lets writers try again and again, and some wait very long."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Lock, Thread

from civicflow.errors import LockTimeoutError, StoreError

if sys.platform != "win32":
    from fcntl import LOCK_EX, LOCK_NB, flock
else:  # pragma: no cover - there, writers take their chance with SQLite's own waiting
    LOCK_EX = LOCK_NB = 0

    def flock(fd: int, operation: int, /) -> None:
        """Everybody is at the head of the queue at once."""


@contextmanager
def turn(path: Path, patience: float) -> Iterator[None]:
    """
    Wait for one's turn among the processes that write a file, and let the next come at the end of the block.

    Nothing rests on it but fairness: whoever has come to the head still takes SQLite's own lock. Where eight processes
    write without a pause, the slowest waits 50 ms rather than two seconds.

    Args:
        path: A file beside the one that is written; made when first needed.
        patience: Seconds to wait.

    Raises:
        LockTimeoutError: When the turn does not come in time.
        StoreError: When the file beside cannot be made.
    """
    place = _Place(path)
    try:
        place.take(patience)
        yield
    finally:
        place.leave()


class _Place:
    """A place in the kernel's queue, which knows no time limit: a thread waits there, and gives up what comes too late."""

    def __init__(self, path: Path) -> None:
        try:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as error:
            raise StoreError(problem=str(error)) from error
        self._deciding = Lock()
        self._waits = self._given_up = False

    def take(self, patience: float) -> None:
        """Come to the head of the queue."""
        try:
            flock(self._file, LOCK_EX | LOCK_NB)
        except BlockingIOError:
            self._came, self._waits = Event(), True
            Thread(target=self._wait, name="civicflow-write-queue", daemon=True).start()
            if not self._came.wait(patience):
                raise LockTimeoutError(problem="another process writes") from None

    def _wait(self) -> None:
        flock(self._file, LOCK_EX)
        with self._deciding:
            self._waits = False
            if self._given_up:
                os.close(self._file)
            self._came.set()

    def leave(self) -> None:
        """Let the next come."""
        with self._deciding:
            self._given_up = self._waits
            if not self._waits:
                os.close(self._file)
