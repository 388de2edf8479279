"""One year of a working calendar as the yearly order lays it down, and how it is read."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Literal, TypeAlias, cast, get_args

import attrs

from civicflow.errors import CalendarError

Standing: TypeAlias = Literal["announced", "projected"]
"""Whether the yearly order has been issued, or the days off only follow from the general rule so far."""

FIELDS = frozenset({"status", "source", "off", "worked"})
SATURDAY = 6


@attrs.frozen(kw_only=True)
class Year:
    """
    The days off and the made-up days of one year.

    Args:
        year: The calendar year.
        status: ``announced`` by the yearly order, or ``projected`` from the general rule.
        source: Where it was read.
        off: Public holidays, days in lieu and exchanged days, with their names; those on a weekend too.
        worked: Saturdays and Sundays that are worked in exchange for a day off.
    """

    year: int
    status: Standing
    source: str
    off: Mapping[date, str]
    worked: frozenset[date]

    def __attrs_post_init__(self) -> None:
        for day in (*self.off, *self.worked):
            if day.year != self.year:
                raise CalendarError(year=self.year, problem="other-year", date=day.isoformat())
        for day in sorted(self.worked):
            if day in self.off or not is_weekend(day):
                raise CalendarError(year=self.year, problem="made-up-day", date=day.isoformat())

    def working_days(self, *, make_up: bool) -> Iterator[date]:
        """The working days in order; ``make_up`` adds the weekend days worked in exchange for a day off."""
        day = date(self.year, 1, 1)
        while day.year == self.year:
            if (make_up and day in self.worked) or not (is_weekend(day) or day in self.off):
                yield day
            day += timedelta(days=1)


def is_weekend(day: date) -> bool:
    """Saturday or Sunday: the administration works five days a week (Decision 188/1999)."""
    return day.isoweekday() >= SATURDAY


def read_year(year: str, written: object) -> Year:
    """
    One year from its JSON form.

    Raises:
        CalendarError: When a field is missing, unknown or not what it should be.
    """
    if not year.isdecimal() or not isinstance(written, dict) or set(written) != FIELDS:
        raise CalendarError(year=year, problem="fields")
    status, source, off, worked = (written[name] for name in ("status", "source", "off", "worked"))
    if status not in get_args(Standing) or not isinstance(source, str) or not source:
        raise CalendarError(year=year, problem="status-or-source")
    if not isinstance(off, dict) or not isinstance(worked, list):
        raise CalendarError(year=year, problem="days")
    return Year(
        year=int(year),
        status=cast("Standing", status),
        source=source,
        off={_day(year, day): str(name) for day, name in off.items()},
        worked=frozenset(_day(year, day) for day in worked),
    )


def _day(year: str, written: object) -> date:
    try:
        return date.fromisoformat(str(written))
    except ValueError:
        raise CalendarError(year=year, problem="date", date=str(written)[:20]) from None
