"""Of how few people nothing is told: groups too small, and as many others as hide them in the total as well (K25)."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import TypeVar

from civicflow.core.question import Evidence
from civicflow.core.working import regulated
from civicflow.regulations.parameters import SMALLEST_GROUP
from civicflow.views import asking

K = TypeVar("K")


def smallest_group(evidence: Evidence, locality: str) -> int | None:
    """How many people a group has at least of which something is told; None where no regulation says it."""
    found = asking.on_record(evidence, SMALLEST_GROUP, locality=locality)
    if found is None or not evidence.explaining:
        return found
    return regulated(evidence, found, asking.provision(evidence, SMALLEST_GROUP, locality=locality))


def may_be_told(groups: Mapping[K, tuple[AbstractSet[str], ...]], smallest: int) -> tuple[bool, frozenset[K]]:
    """
    Whether the total may be told, and which groups beside it, so that no figure of fewer people can be computed (K25).

    A group with too few people on any side is not told. What the total says beyond the groups that are told is a figure of
    those that are not, together: while these are too few on a side, the next smallest group is not told either.

    Args:
        groups: The people of each group, by side, such as those at home and those at the office.
        smallest: How many people a side has at least, when it has any.
    """
    told = {name: sides for name, sides in groups.items() if not _any_too_few(sides, smallest)}
    hidden = [sides for name, sides in groups.items() if name not in told]
    while _any_too_few(_together(hidden), smallest):
        if not any(map(any, told.values())):
            return False, frozenset()
        name = min((name for name, sides in told.items() if any(sides)), key=lambda name: _size(told[name]))
        hidden.append(told.pop(name))
    return True, frozenset(told)


def _together(groups: Iterable[tuple[AbstractSet[str], ...]]) -> tuple[AbstractSet[str], ...]:
    return tuple(frozenset().union(*side) for side in zip(*groups, strict=True))


def _any_too_few(sides: Iterable[AbstractSet[str]], smallest: int) -> bool:
    return any(0 < len(side) < smallest for side in sides)


def _size(sides: tuple[AbstractSet[str], ...]) -> int:
    return sum(map(len, sides))
