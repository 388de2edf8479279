"""A period of local days, as offices name it: a year, a quarter, a month, a day, or from one day to another."""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from enum import Enum
from typing import ClassVar, Self

from attrs import frozen

from civicflow.core.event import micros
from civicflow.core.fields import DAY, MONTH, YEAR
from civicflow.errors import InvalidInputError

_MONTHS: Mapping[re.Pattern[str], Callable[..., tuple[int, int, int]]] = {
    re.compile(r"(\d{4})"): lambda year: (year, 1, 12),
    re.compile(r"(\d{4})-Q([1-4])"): lambda year, quarter: (year, 3 * quarter - 2, 3 * quarter),
    re.compile(r"(\d{4})-(\d\d)"): lambda year, month: (year, month, month),
}
"""How whole months are written, and which they are: the year, the first and the last."""


class PeriodKind(Enum):
    """The periods over which people are evaluated and paid: what an office calls a month, a quarter or a year (K8)."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


_KINDS = {1: PeriodKind.MONTH, 3: PeriodKind.QUARTER, 12: PeriodKind.YEAR}
"""Which it is, by the number of its months."""


@frozen
class Period:
    """
    A run of local days, both ends included.

    Args:
        first: The first day.
        last: The last day.

    Attributes:
        PATTERN: How it is written, as a regular expression.
    """

    PATTERN: ClassVar[str] = f"{YEAR}(-Q[1-4]|-{MONTH})?|{DAY.pattern}(/{DAY.pattern})?"

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
            if re.fullmatch(cls.PATTERN, written):
                return cls(*_days(written))
        except (ValueError, TypeError):
            pass
        raise InvalidInputError(field="period", problem="period", value=str(written)[:100])

    def __str__(self) -> str:
        return f"{self.first.isoformat()}/{self.last.isoformat()}"

    @property
    def kind(self) -> PeriodKind | None:
        """Which kind of period it is; None when it is no whole month, quarter or year of the calendar."""
        months = self.months
        kind = _KINDS.get(len(months))
        return kind if kind and (self.first.month - 1) % len(months) == 0 else None

    @property
    def months(self) -> "tuple[Period, ...]":
        """The months it is made of, in order; none when it begins or ends within one."""
        first, last = (12 * day.year + day.month - 1 for day in (self.first, self.last))
        months = tuple(_month(*divmod(number, 12)) for number in range(first, last + 1))
        whole = months[0].first == self.first and months[-1].last == self.last
        return months if whole else ()

    def covers(self, on: date) -> bool:
        """Whether a day belongs to it."""
        return self.first <= on <= self.last

    def moments(self, zone: tzinfo) -> range:
        """Its moments in a zone, in microseconds since 1970 UTC."""
        return range(_midnight(self.first, zone), _midnight(self.last + timedelta(days=1), zone))


def period(value: Period | str) -> Period:
    """Take a period as it is written."""
    return Period.parse(value) if isinstance(value, str) else value


def optional_period(value: Period | str | None) -> Period | None:
    """Take a period as it is written; nothing stays nothing."""
    return None if value is None else period(value)


def _days(written: str) -> tuple[date, date]:
    for pattern, months in _MONTHS.items():
        if named := pattern.fullmatch(written):
            year, first, last = months(*map(int, named.groups()))
            return _in_order(date(year, first, 1), date(year, last, monthrange(year, last)[1]))
    begin, slash, end = written.partition("/")
    return _in_order(date.fromisoformat(begin), date.fromisoformat(end if slash else begin))


def _month(year: int, month: int) -> Period:
    return Period(date(year, month + 1, 1), date(year, month + 1, monthrange(year, month + 1)[1]))


def _in_order(first: date, last: date) -> tuple[date, date]:
    if not first <= last:
        raise ValueError
    return first, last


def _midnight(day: date, zone: tzinfo) -> int:
    return micros(datetime.combine(day, time.min, zone))
