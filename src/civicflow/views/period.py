"""A period of local days, as offices name it: a year, a quarter, a month, a day, or from one day to another."""

import re
from calendar import monthrange
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Self

from attrs import frozen

from civicflow.core.event import micros
from civicflow.errors import InvalidInputError

_NAMED = re.compile(r"(?P<year>\d{4})(?:-(?:Q(?P<quarter>[1-4])|(?P<month>\d\d)))?")


@frozen
class Period:
    """
    A run of local days, both ends included.

    Args:
        first: The first day.
        last: The last day.
    """

    first: date
    last: date

    @classmethod
    def parse(cls, written: str) -> Self:
        """
        A period as it is written: ``2023``, ``2023-Q4``, ``2023-11``, ``2023-11-20`` or ``2023-10-01/2023-11-15``.

        Raises:
            InvalidInputError: When it is none of these, or ends before it begins.
        """
        try:
            return cls(*_days(written))
        except (ValueError, TypeError, OverflowError):
            raise InvalidInputError(field="period", problem="period", value=str(written)[:100]) from None

    def __str__(self) -> str:
        return f"{self.first.isoformat()}/{self.last.isoformat()}"

    def moments(self, zone: tzinfo) -> range:
        """Its moments in a zone, in microseconds since 1970 UTC."""
        return range(_midnight(self.first, zone), _midnight(self.last + timedelta(days=1), zone))


def optional_period(value: Period | str | None) -> Period | None:
    """Take a period as it is written; nothing stays nothing."""
    return Period.parse(value) if isinstance(value, str) else value


def _days(written: str) -> tuple[date, date]:
    named = _NAMED.fullmatch(written)
    if named is None:
        first, _, last = written.partition("/")
        return _in_order(date.fromisoformat(first), date.fromisoformat(last or first))
    year, quarter, month = (int(part) if part else None for part in named.groups())
    assert year is not None
    begin = 3 * quarter - 2 if quarter else month or 1
    end = 3 * quarter if quarter else month or 12
    return _in_order(date(year, begin, 1), date(year, end, monthrange(year, end)[1]))


def _in_order(first: date, last: date) -> tuple[date, date]:
    if not first <= last < date.max:
        raise ValueError
    return first, last


def _midnight(day: date, zone: tzinfo) -> int:
    return micros(datetime.combine(day, time.min, zone))
