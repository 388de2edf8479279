"""Figures, and how they are measured: variants in turn, so that whatever else the machine does falls on all of them."""

import gc
from collections.abc import Callable, Mapping
from statistics import median
from time import perf_counter

import attrs

NOISE = 0.9
"""A goal counts as reached from nine tenths of it on: shared machines are that noisy."""


@attrs.frozen(kw_only=True)
class Goal:
    """
    What a path must reach.

    Args:
        times_plain: How many times as quick as plain eventsourcing.
        share_of_raw: Which share of the bare database's speed, in percent.
    """

    times_plain: float | None = None
    share_of_raw: float | None = None


@attrs.frozen(kw_only=True)
class Figure:
    """
    One line of the benchmark.

    Args:
        path: What was measured.
        unit: What the speeds count, such as ``commands/s`` or ``ms``.
        civicflow: Our speed.
        plain: That of plain eventsourcing.
        raw: That of the bare database.
        goal: What must be reached.
        reached: Whether it was, for goals that are not ratios.
        durability: What survives a power cut.
        bytes_an_event: The size on disk.
        note: What else was seen.
    """

    path: str
    unit: str
    civicflow: float
    plain: float | None = None
    raw: float | None = None
    goal: Goal = Goal()
    reached: bool | None = None
    durability: str = ""
    bytes_an_event: int | None = None
    note: str = ""

    @property
    def times_plain(self) -> float | None:
        """Our speed by that of plain."""
        return self.civicflow / self.plain if self.plain else None

    @property
    def share_of_raw(self) -> float | None:
        """Our speed in percent of the bare one's."""
        return 100 * self.civicflow / self.raw if self.raw else None

    @property
    def ok(self) -> bool:
        """Whether every goal was reached."""
        ratios = ((self.goal.times_plain, self.times_plain), (self.goal.share_of_raw, self.share_of_raw))
        return self.reached is not False and all(
            goal is None or (seen is not None and seen >= goal * NOISE) for goal, seen in ratios
        )


def seconds(work: Callable[[], object]) -> float:
    """How long a piece of work takes, the garbage of others collected before."""
    gc.collect()
    start = perf_counter()
    work()
    return perf_counter() - start


def in_turn(variants: Mapping[str, Callable[[], Callable[[], object]]], rounds: int) -> dict[str, float]:
    """
    The median time of each variant, measured round by round in turn after one round that does not count.

    Args:
        variants: For each name what prepares a round and returns the work to be timed.
        rounds: How many rounds.
    """
    times: dict[str, list[float]] = {name: [] for name in variants}
    for _ in range(1 + rounds):
        for name, prepare in variants.items():
            times[name].append(seconds(prepare()))
    return {name: median(counted) for name, (_, *counted) in times.items()}
