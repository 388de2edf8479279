"""How pressing a due is, by which clock: soon, late, or so late that the head of the agency must know (V17, K25)."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from civicflow.core.event import HOUR
from civicflow.core.question import Evidence
from civicflow.deadline.events import Alert
from civicflow.regulations.parameters import ALERT_CLOCK
from civicflow.views import asking

Clock: TypeAlias = Callable[[int, int], int]
"""How much time passes from one moment to another, in microseconds."""


def on_the_wall(earlier: int, later: int) -> int:
    """By the clock on the wall."""
    return later - earlier


def alert(due: int | None, now: int, *, ahead: int, late: int, clock: Clock = on_the_wall) -> Alert | None:
    """
    How pressing a due is; at the due itself nothing is late (E25, K25).

    Args:
        due: The due, in microseconds since 1970 UTC.
        now: The present, likewise.
        ahead: From how many hours before it.
        late: From how many hours after it the head of the agency must know.
        clock: By which clock hours are counted.
    """
    if due is None:
        return None
    if now <= due:
        return Alert.GREEN if clock(now, due) <= ahead * HOUR else None
    return Alert.YELLOW if clock(due, now) < late * HOUR else Alert.RED


CLOCKS: Mapping[str, Callable[[Evidence, str], Clock | None]] = {
    "wall": lambda _evidence, _locality: on_the_wall,
    "working": asking.working_clock,
}
"""The clocks that a regulation may name, and where each is found."""


def clock_of(evidence: Evidence, locality: str) -> Clock | None:
    """The clock that the regulations of a place name; None where they name none, or one that nothing says how to read (K25)."""
    named = asking.on_record(evidence, ALERT_CLOCK, locality=locality)
    found = CLOCKS.get(named or "")
    return None if found is None else found(evidence, locality)
