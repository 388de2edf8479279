"""Points, weights and shares as exact numbers: never binary fractions, never rounded."""

from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from civicflow.core import exact as text
from civicflow.errors import InvalidInputError

Exact: TypeAlias = Fraction | Decimal | int | str
"""An exact number as it is given: whole, decimal, a fraction, or the text of one, such as ``"89.99"`` or ``"2/3"``."""

LONGEST = 100
"""How many characters a number has at most: what is longer, or has a greater exponent, is no number of an office."""

_BEYOND: int = 10**LONGEST


def exact_number(value: Exact, field: str) -> Fraction:
    """
    Take an exact number that is not negative.

    Args:
        value: The number; a binary fraction (``float``) is none.
        field: What it is, for the error.

    Raises:
        InvalidInputError: When it is no exact number of at most a hundred digits, has an exponent, or is less than 0.
    """
    number = _number(value, field)
    if number < 0:
        raise InvalidInputError(field=field, problem="negative", value=str(number)[:100])
    return number


def read_exact(written: str) -> Fraction | None:
    """
    An exact number as somebody states it in an act; None when it is none, or one of more digits than an office writes.

    Args:
        written: The text, such as ``1.8`` or ``4/5``.
    """
    return text.exact(written) if len(written) <= LONGEST else None


def _number(value: object, field: str) -> Fraction:
    if isinstance(value, Fraction):
        return value
    number = _read(value)
    if number is None:
        shown = "" if isinstance(value, int) and not _is_short(value) else str(value)[:LONGEST]
        raise InvalidInputError(field=field, problem="number", value=shown)
    return number


def _read(value: object) -> Fraction | None:
    match value:
        case bool():
            return None
        case str():
            return read_exact(value)
        case int():
            return Fraction(value) if _is_short(value) else None
        case Decimal():
            return Fraction(value) if value.is_finite() and _is_plain(value) else None
        case _:
            return None


def _is_short(value: int) -> bool:
    return abs(value) < _BEYOND


def _is_plain(value: Decimal) -> bool:
    digits: int = len(value.as_tuple().digits)
    return digits <= LONGEST and abs(value.adjusted()) <= LONGEST


def exact_at_most(value: Exact, most: Fraction | int, field: str) -> Fraction:
    """
    Take an exact number from 0 to a limit; the arguments are those of ``exact_number``.

    Raises:
        InvalidInputError: When it is none, or exceeds the limit.
    """
    number = exact_number(value, field)
    if number > most:
        raise InvalidInputError(
            field=field, problem="above-the-most", value=str(number)[:100], most=str(most)
        )
    return number
