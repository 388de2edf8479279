"""What the fields of a record say, as exact values; which field holds what was checked when its file was read."""

from datetime import time
from fractions import Fraction

from civicflow.calendars import Length
from civicflow.core.provision import Setting


def count(setting: Setting) -> int:
    """A whole number."""
    assert isinstance(setting, int)
    return setting


def flag(setting: Setting) -> bool:
    """Yes or no."""
    assert isinstance(setting, bool)
    return setting


def text(setting: Setting) -> str:
    """One text, or the word that was chosen."""
    assert isinstance(setting, str)
    return setting


def words(setting: Setting) -> tuple[str, ...]:
    """Several words."""
    assert isinstance(setting, tuple)
    return setting


def ratio(setting: Setting) -> Fraction:
    """An exact share."""
    return Fraction(text(setting))


def factor(setting: Setting) -> Fraction:
    """An exact number by which something is multiplied; it may exceed 1."""
    return Fraction(text(setting))


def term(setting: Setting) -> Length:
    """A length of time."""
    return Length.parse(text(setting))


def time_of_day(setting: Setting) -> time:
    """A local time of day."""
    return time.fromisoformat(text(setting))
