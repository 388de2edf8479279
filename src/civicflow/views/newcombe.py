"""By how much a share has changed, and how sure that is: Newcombe's interval at 95 per cent (V16, K15)."""

from collections.abc import Iterator
from fractions import Fraction

from civicflow.core.interval import interval
from civicflow.core.question import Change, Figure
from civicflow.core.working import NUMBER, Operation, Part, reckoned, remembering

MOST = 10_000_000
"""More answers than there are people in the city; a margin that needs more is never reached (R77)."""


def change(earlier: Figure, later: Figure) -> Change | None:
    """
    By how much a share has changed, with its 95 per cent interval; None when one of them counts nothing.

    Args:
        earlier: So many of so many before.
        later: So many of so many after.
    """
    before, after = earlier.share, later.share
    if before is None or after is None:
        return None
    lower, upper = interval(before, earlier.denominator, after, later.denominator)
    explains = remembering(earlier.denominator, later.denominator)
    numbers = (earlier.numerator, earlier.denominator, later.numerator, later.denominator)

    def parts() -> Iterator[Part]:
        return (
            Part(of=NUMBER, adds=number, because=why) for number, why in zip(numbers, COUNTED, strict=True)
        )

    def shares() -> Iterator[Part]:
        for share, figure, why in ((after, later, COUNTED[2]), (before, earlier, COUNTED[0])):
            yield Part(of=NUMBER, adds=share_of(share, figure), because=why)

    return Change(
        difference=reckoned(explains, after - before, Operation.DIFFERENCE, shares),
        lower=reckoned(explains, lower, Operation.INTERVAL_BEGINS, parts),
        upper=reckoned(explains, upper, Operation.INTERVAL_ENDS, parts),
    )


COUNTED = ("counted_before", "of_all_before", "counted_since", "of_all_since")
"""What the four numbers of a change are."""


def share_of(share: Fraction, figure: Figure) -> Fraction:
    """A share as a number of its own, which remembers what it was divided by what."""
    numbers = {"numerator": figure.numerator, "denominator": figure.denominator}
    return reckoned(
        remembering(figure.denominator),
        share,
        Operation.QUOTIENT,
        lambda: (Part(of=NUMBER, adds=number, because=why) for why, number in numbers.items()),
    )


def answers_needed(share: Fraction, margin: Fraction) -> int:
    """
    How many answers two waves need each, so that a share that has not changed is seen not to have fallen by a margin (K15).

    The least number at which the interval of no change lies above the margin; at 86 per cent 375 for five points, 1,033
    for three and 2,317 for two.

    Args:
        share: The share before, and so after.
        margin: By how much it may fall, above 0.
    """
    enough, short = MOST, 0
    while enough - short > 1:
        tried = (enough + short) // 2
        lower, _ = interval(share, tried, share, tried)
        if Fraction(lower) > -margin:
            enough = tried
        else:
            short = tried
    return enough
