"""Chance that follows from a seed and a name alone: whoever draws first changes nothing for anybody else."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")

_MASK = 2**64 - 1
_STRIDE = 0x9E3779B97F4A7C15


class Chance:
    """
    A line of draws, the same in every run, on every machine and in every release of Python.

    Args:
        seed: The number from which everything follows.
        names: Whose draws they are, such as a habit, a day and a person.
    """

    def __init__(self, seed: int, *names: object) -> None:
        self._seed = seed
        named = blake2b(repr((seed, *names)).encode(), digest_size=8).digest()
        self._state = int.from_bytes(named)

    def share(self) -> float:
        """A draw between 0 and 1, by splitmix64; 1 is never reached."""
        self._state = (self._state + _STRIDE) & _MASK
        mixed = self._state
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9 & _MASK
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB & _MASK
        return ((mixed ^ (mixed >> 31)) >> 11) / 2**53

    def happens(self, share: float) -> bool:
        """Whether something comes to pass that does so in such a share of cases."""
        return self.share() < share

    def number(self, first: int, last: int) -> int:
        """A whole number from the first to the last."""
        return first + int(self.share() * (last - first + 1))

    def one(self, several: Sequence[T]) -> T:
        """One of several, each as likely as any other."""
        return several[int(self.share() * len(several))]

    def weighed(self, several: Sequence[tuple[float, T]]) -> T:
        """One of several, as likely as its share says; the last when the shares do not add up to 1."""
        left = self.share()
        for share, each in several:
            left -= share
            if left < 0:
                return each
        return several[-1][1]
