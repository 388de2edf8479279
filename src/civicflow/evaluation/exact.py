"""Points, weights and shares as exact numbers: never binary fractions, never rounded."""

from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from civicflow.errors import InvalidInputError

Exact: TypeAlias = Fraction | Decimal | int | str
"""An exact number as it is given: whole, decimal, a fraction, or the text of one, such as ``"89.99"`` or ``"2/3"``."""


def exact(value: Exact, field: str) -> Fraction:
    """
    Take an exact number that is not negative.

    Args:
        value: The number; a binary fraction (``float``) is none.
        field: What it is, for the error.

    Raises:
        InvalidInputError: When it is no exact number, or less than 0.
    """
    number = _number(value, field)
    if number < 0:
        raise InvalidInputError(field=field, problem="negative", value=str(number)[:100])
    return number


def _number(value: object, field: str) -> Fraction:
    if isinstance(value, Fraction):
        return value
    try:
        if isinstance(value, int | Decimal | str) and not isinstance(value, bool):
            return Fraction(value)
    except (ValueError, ZeroDivisionError, OverflowError):
        pass
    raise InvalidInputError(field=field, problem="number", value=str(value)[:100])


def exact_at_most(value: Exact, most: Fraction | int, field: str) -> Fraction:
    """
    Take an exact number from 0 to a limit; the arguments are those of ``exact``.

    Raises:
        InvalidInputError: When it is none, or exceeds the limit.
    """
    number = exact(value, field)
    if number > most:
        raise InvalidInputError(
            field=field, problem="above-the-most", value=str(number)[:100], most=str(most)
        )
    return number
