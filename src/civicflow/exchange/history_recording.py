"""Recording the history of an office while it works: each order, where the clock stood, and what it was decided to."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import RLock

import attrs

from civicflow.core.clock import Clock
from civicflow.core.command import Order
from civicflow.core.execution import Execution
from civicflow.core.filing import Receipt, Setting
from civicflow.core.log import Log
from civicflow.errors import CivicflowError, StoreError
from civicflow.exchange.history import (
    Decided,
    HistoryError,
    HistoryLine,
    Opening,
    Others,
    decided,
    history_line,
    history_lines,
)


class HeldClock:
    """
    A clock that stands still while an order is decided, so that the order can be decided again at the same moment.

    Args:
        clock: The clock that goes on.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._held: datetime | None = None

    def now(self) -> datetime:
        """The present moment, or the one at which it is held."""
        return self._held or self._clock.now()

    @contextmanager
    def hold(self) -> Iterator[datetime]:
        """Let it stand still for the length of a block."""
        self._held = self._clock.now()
        try:
            yield self._held
        finally:
            self._held = None


class RecordedExecution(Execution):
    """
    Takes orders for one log, one at a time, and writes down each with what it was decided to.

    What could not be decided, because the store or the connection failed, is not written down.

    Args:
        log: Where orders are filed.
        setting: What is the same for every order.
        path: The history; what stands there already is continued.
        zone: The zone of local dates, by its name.
        strict: Whether provisions that are only from memory or corroborated are refused.
    """

    def __init__(self, log: Log, setting: Setting, path: Path, *, zone: str, strict: bool) -> None:
        self._held = HeldClock(setting.clock)
        super().__init__(log, attrs.evolve(setting, clock=self._held))
        self._path = path
        self._turn = RLock()
        self._opening = Opening(
            release=setting.code, calendar=setting.calendar.version, zone=zone, strict=strict
        )
        self._number: int | None = None
        self._head = 0

    def execute(self, order: Order) -> Receipt:
        """As every execution does; the history is one line longer."""
        with self._turn:
            self._begin()
            with self._held.hold() as at:
                result = self._result(order)
            self._write(decided(order, self._next(), at, result, self._log))
        if isinstance(result, CivicflowError):
            raise result
        return result

    def execute_many(self, orders: Iterable[Order]) -> Iterator[Receipt | CivicflowError]:
        """Decide orders one after another; a result for each, in order."""
        for order in orders:
            try:
                yield self.execute(order)
            except StoreError:
                raise
            except CivicflowError as error:
                yield error

    def _result(self, order: Order) -> Receipt | CivicflowError:
        try:
            return super().execute(order)
        except StoreError:
            raise
        except CivicflowError as error:
            return error

    def _begin(self) -> None:
        """Read what was recorded before, and write down that others were at work meanwhile."""
        if self._number is None:
            self._read()
        head = self._log.head()
        if head != self._head:
            self._write(Others(first=self._head + 1, last=head))
            self._head = head

    def _read(self) -> None:
        self._number = 0
        if not self._path.exists() or not self._path.stat().st_size:
            self._write(self._opening)
            return
        for line in history_lines(self._path):
            if isinstance(line, Decided):
                self._number, self._head = line.number, line.head
            elif isinstance(line, Others):
                self._head = line.last

    def _next(self) -> int:
        assert self._number is not None
        self._number += 1
        return self._number

    def _write(self, line: HistoryLine) -> None:
        if isinstance(line, Decided):
            self._head = line.head
        try:
            with open(self._path, "a", encoding="utf-8", opener=_for_its_owner) as file:
                file.write(history_line(line))
        except OSError as error:
            raise HistoryError(
                file=str(self._path), problem="cannot-be-written", detail=str(error.strerror)
            ) from None


def _for_its_owner(path: str, flags: int) -> int:
    """It may hold what people wrote in their own words."""
    return os.open(path, flags, 0o600)
