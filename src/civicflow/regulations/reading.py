"""What the fields of a record say, as exact values; which field holds what was checked when its file was read."""

from datetime import time
from fractions import Fraction

from civicflow.calendars import Length
from civicflow.core.provision import Stipulation


def count(stipulation: Stipulation) -> int:
    """A whole number."""
    assert isinstance(stipulation, int)
    return stipulation


def flag(stipulation: Stipulation) -> bool:
    """Yes or no."""
    assert isinstance(stipulation, bool)
    return stipulation


def text(stipulation: Stipulation) -> str:
    """One text, or the word that was chosen."""
    assert isinstance(stipulation, str)
    return stipulation


def words(stipulation: Stipulation) -> tuple[str, ...]:
    """Several words."""
    assert isinstance(stipulation, tuple)
    return stipulation


def ratio(stipulation: Stipulation) -> Fraction:
    """An exact share."""
    return Fraction(text(stipulation))


def factor(stipulation: Stipulation) -> Fraction:
    """An exact number by which something is multiplied; it may exceed 1."""
    return Fraction(text(stipulation))


def term(stipulation: Stipulation) -> Length:
    """A length of time."""
    return Length.parse(text(stipulation))


def terms(stipulation: Stipulation) -> tuple[Length, ...]:
    """Several lengths of time, in the order in which they are written."""
    return tuple(map(Length.parse, words(stipulation)))


def time_of_day(stipulation: Stipulation) -> time:
    """A local time of day."""
    return time.fromisoformat(text(stipulation))
