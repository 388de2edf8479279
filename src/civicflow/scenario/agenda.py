"""What happens next: lives that go on in turn, each to the moment at which somebody acts again."""

from collections.abc import Generator, Iterator, Sequence
from datetime import datetime
from heapq import heappop, heappush
from itertools import count
from typing import NamedTuple, TypeAlias

from civicflow.core.command import Command, Order


class Step(NamedTuple):
    """
    What is ordered at one moment; nothing, when a life only waits for it.

    Args:
        at: When.
        orders: What is ordered, one after another.
    """

    at: datetime
    orders: Sequence[Order] = ()


Life: TypeAlias = Generator[Step, int, None]
"""A task, an arrangement, a pilot: step by step; told after each how many of its orders were taken."""

Part: TypeAlias = Generator[Step, int, bool]
"""Some steps of a life, after which it knows whether they led to anything."""


def act(at: datetime, by: str, *commands: Command) -> Step:
    """What one person orders at one moment."""
    return Step(at, [Order(command=each, by=by) for each in commands])


class Agenda:
    """All lives that have begun, by the moment of their next step; of one moment, in the order in which they came to it."""

    def __init__(self) -> None:
        self._waiting: list[tuple[datetime, int, Life, Sequence[Order]]] = []
        self._numbers = count()
        self._now: datetime | None = None

    def begin(self, life: Life) -> None:
        """Let a life begin."""
        self._put(life, next(life, None))

    def go_on(self, life: Life, taken: int) -> None:
        """Let a life go on, once it is known how many of its orders were taken."""
        try:
            self._put(life, life.send(taken))
        except StopIteration:
            return

    def moments(self) -> Iterator[tuple[datetime, list[tuple[Life, Sequence[Order]]]]]:
        """Moment by moment, the lives that have come to it with what they order; more may begin meanwhile."""
        while self._waiting:
            at = self._now = self._waiting[0][0]
            together = []
            while self._waiting and self._waiting[0][0] == at:
                _, _, life, orders = heappop(self._waiting)
                together.append((life, orders))
            yield at, together

    def _put(self, life: Life, step: Step | None) -> None:
        """A step that its life would take in the past is taken now: nothing happens before what went before it."""
        if step is not None:
            at = step.at if self._now is None else max(step.at, self._now)
            heappush(self._waiting, (at, next(self._numbers), life, step.orders))
