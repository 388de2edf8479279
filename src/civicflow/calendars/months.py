"""The same day some months earlier or later."""

from calendar import monthrange
from datetime import date


def months_before(day: date, months: int) -> date:
    """
    The same day so many months earlier, or the last of a shorter month.

    Args:
        day: The day.
        months: How many; a negative number leads to a later day. None lies before the first day there is, or after the
            last.
    """
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if not date.min.year <= year <= date.max.year:
        return date.min if months > 0 else date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
