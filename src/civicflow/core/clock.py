"""The time of day as the library sees it: the system's, or one that a test or a demonstration sets."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol

import attrs

from civicflow.core.fields import instant


class Clock(Protocol):
    """Tells the present moment, aware and in UTC."""

    def now(self) -> datetime:
        """The present moment."""


@attrs.frozen
class SystemClock:
    """
    The machine's clock.

    Args:
        read: Where the time comes from; ``open()`` passes the system's.
    """

    read: Callable[[], datetime]

    def now(self) -> datetime:
        """The present moment of the machine, in UTC."""
        return self.read().astimezone(UTC)


class FixedClock:
    """
    A clock that stands still until it is moved; for tests, demonstrations and what-if runs.

    Args:
        at: Where it stands, an aware moment or ISO 8601 text with an offset.
    """

    def __init__(self, at: datetime | str) -> None:
        self._at = instant(at)

    def now(self) -> datetime:
        """The moment at which it stands."""
        return self._at

    def move_to(self, at: datetime | str) -> None:
        """Set it to another moment."""
        self._at = instant(at)

    def advance(self, **amount: float) -> None:
        """Move it on, by the arguments of ``timedelta``: ``advance(days=1, hours=2)``."""
        self._at += timedelta(**amount)
