"""Following a log as ``eventsourcing`` does: what is there already, then what comes, until it is stopped."""

from collections import deque
from collections.abc import Callable, Sequence
from threading import Event
from time import monotonic
from typing import Protocol

from eventsourcing.persistence import ApplicationRecorder, Notification, Subscription

TICK = 0.05
"""Seconds between two looks at a log that tells nobody when it grows."""

PAGE = 500


class Ear(Protocol):
    """Hears that a log has grown."""

    def wait(self, seconds: float, stop: Event) -> None:
        """Come back when the log has grown, or may have, when it is time to look again, or when one is to stop."""

    def close(self) -> None:
        """Let go of connections."""


class Looking:
    """
    Hears that a log has grown by looking at it now and then, where nobody tells.

    Args:
        head: Gives the last position of the log.
    """

    def __init__(self, head: Callable[[], int]) -> None:
        self._head = head
        self._seen = head()

    def wait(self, seconds: float, stop: Event) -> None:
        """Come back when the log has grown, when it is time to look again, or when one is to stop."""
        patience = monotonic() + seconds
        while monotonic() < patience and not stop.wait(TICK):
            before, self._seen = self._seen, self._head()
            if self._seen > before:
                return

    def close(self) -> None:
        """Nothing is held."""


class Following(Subscription[ApplicationRecorder]):
    """
    The notifications of a log as they come.

    It looks at the log from the thread that asks and holds no connection while it waits. Where only some topics are
    wanted it still moves on past the others, so that nothing is looked at twice.

    Args:
        recorder: The log.
        gt: The position to begin after.
        topics: The topics that are wanted; all when empty.
    """

    def __init__(
        self, recorder: ApplicationRecorder, gt: int | None = None, topics: Sequence[str] = ()
    ) -> None:
        super().__init__(recorder=recorder, gt=gt, topics=topics)
        self._found: deque[Notification] = deque()
        self._stopped = Event()

    def stop(self) -> None:
        """End the iteration, from whichever thread."""
        super().stop()
        self._stopped.set()

    def __next__(self) -> Notification:
        while not self._has_been_stopped:
            if self._found:
                return self._found.popleft()
            if not self._pull():
                self._wait()
        raise StopIteration

    def _pull(self) -> bool:
        after, head = self._last_notification_id or 0, self._recorder.max_notification_id() or 0
        if head <= after:
            return False
        self._found.extend(
            self._recorder.select_notifications(after, PAGE, head, self._topics, inclusive_of_start=False)
        )
        self._last_notification_id = self._found[-1].id if len(self._found) == PAGE else head
        return True

    def _wait(self) -> None:
        self._stopped.wait(TICK)
