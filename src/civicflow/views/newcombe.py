"""By how much a share has changed, and how sure that is: Newcombe's interval at 95 per cent (V16, K15)."""

from fractions import Fraction

from civicflow.core.interval import interval
from civicflow.core.operation import Operation
from civicflow.core.question import Change, Figure
from civicflow.core.working import made


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
    numbers = dict(zip(COUNTED, _numbers(earlier, later), strict=True))
    return Change(
        difference=made(
            after - before,
            Operation.DIFFERENCE,
            share_since=share_of(later),
            share_before=share_of(earlier),
        ),
        lower=made(lower, Operation.INTERVAL_BEGINS, **numbers),
        upper=made(upper, Operation.INTERVAL_ENDS, **numbers),
    )


COUNTED = ("counted_before", "of_all_before", "counted_since", "of_all_since")
"""What the four numbers of a change are."""


def _numbers(earlier: Figure, later: Figure) -> tuple[int, ...]:
    return earlier.numerator, earlier.denominator, later.numerator, later.denominator


def share_of(figure: Figure) -> Fraction:
    """A share as a number of its own, which remembers what it was divided by what; there is something to divide by."""
    share = Fraction(figure.numerator, figure.denominator)
    return made(share, Operation.QUOTIENT, numerator=figure.numerator, denominator=figure.denominator)
