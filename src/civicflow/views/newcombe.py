"""By how much a share has changed, and how sure that is: Newcombe's interval at 95 per cent (V16, K15)."""

from fractions import Fraction

from civicflow.core.interval import interval
from civicflow.core.question import Change, Figure

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
    return Change(difference=after - before, lower=lower, upper=upper)


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
