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


def act(at: datetime, by: str, *commands: Command, on_behalf_of: str | None = None) -> Step:
    """What one person orders at one moment."""
    return Step(at, [Order(command=each, by=by, on_behalf_of=on_behalf_of) for each in commands])


class Agenda:
    """All lives that have begun, by the moment of their next step; of one moment, in the order in which they came to it."""

    def __init__(self) -> None:
        self._waiting: list[tuple[datetime, int, Life, Sequence[Order]]] = []
        self._numbers = count()

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
            at = self._waiting[0][0]
            together = []
            while self._waiting and self._waiting[0][0] == at:
                _, _, life, orders = heappop(self._waiting)
                together.append((life, orders))
            yield at, together

    def _put(self, life: Life, step: Step | None) -> None:
        if step is not None:
            heappush(self._waiting, (step.at, next(self._numbers), life, step.orders))
