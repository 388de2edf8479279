"""Exact numbers as people write them, such as ``95``, ``3.33`` or ``19/20``: read without rounding, written as they are."""

from fractions import Fraction


def exact(written: str) -> Fraction | None:
    """
    An exact number as people write it, such as ``95``, ``9.5`` or ``19/20``; None when it is none.

    Args:
        written: The text, without spaces and without an exponent.
    """
    digits = written.removeprefix("-")
    if not digits.isascii() or not digits.replace("/", "").replace(".", "").isdigit():
        return None
    try:
        return Fraction(written)
    except (ValueError, ZeroDivisionError):
        return None


def readable(_event: object, _field: object, value: str) -> None:
    """
    Refuse, in a stored event, what is no exact number.

    Raises:
        ValueError: When it is none.
    """
    if exact(value) is None:
        raise ValueError(f"no exact number: {value}")
