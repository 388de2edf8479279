"""
How sure it is that a share has changed: Newcombe's interval for the difference of two shares, at 95 per cent.

It is made of the two Wilson intervals (Newcombe 1998, method 10), and holds for small numbers and for shares near 0 and 1.
Everything is computed in decimals of 50 digits and kept to 28 places; what people see is rounded where it is shown.
"""

from decimal import ROUND_HALF_EVEN, Context, Decimal, localcontext
from fractions import Fraction

Z = Decimal("1.9599639845400542355245944305205515279555500778695")
"""What a normal quantity stays below in 97.5 of 100 cases, in standard deviations."""

EXACT = Context(prec=50, rounding=ROUND_HALF_EVEN)
PLACES = Decimal(1).scaleb(-28)


MOST = 10_000_000
"""More answers than there are people in the city; a margin that needs more is never reached (R77)."""


def interval(before: Fraction, earlier: int, after: Fraction, later: int) -> tuple[Decimal, Decimal]:
    """
    Between which shares the true difference lies in 95 of 100 cases.

    Args:
        before: The share before.
        earlier: Of how many.
        after: The share after.
        later: Of how many.
    """
    with localcontext(EXACT):
        one, other = _decimal(before), _decimal(after)
        one_low, one_high = _wilson(one, earlier)
        other_low, other_high = _wilson(other, later)
        down = ((other - other_low) ** 2 + (one_high - one) ** 2).sqrt()
        up = ((other_high - other) ** 2 + (one - one_low) ** 2).sqrt()
        return (other - one - down).quantize(PLACES), (other - one + up).quantize(PLACES)


def _wilson(share: Decimal, count: int) -> tuple[Decimal, Decimal]:
    """Wilson's interval of one share."""
    squared = Z * Z
    centre = share + squared / (2 * count)
    spread = Z * (share * (1 - share) / count + squared / (4 * count * count)).sqrt()
    whole = 1 + squared / count
    return (centre - spread) / whole, (centre + spread) / whole


def _decimal(share: Fraction) -> Decimal:
    return EXACT.divide(Decimal(share.numerator), Decimal(share.denominator))


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
