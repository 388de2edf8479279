"""Which days are worked, and which day lies so many of them after another."""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Self

import attrs

from civicflow.calendars.year import Year, read_year
from civicflow.errors import CalendarError, InvalidInputError, OutsideCalendarError


@attrs.frozen(eq=False)
class WorkingCalendar:
    """
    The working days of the administration over a run of years; all dates are local.

    Saturdays worked in exchange for a day off count as working days unless ``make_up=False`` asks otherwise.

    Args:
        version: Its name, such as ``vn-2026.1``; what it says never changes once released.
        years: The years it covers, one after another without a hole.

    Attributes:
        first: The first day it covers.
        last: The last day it covers.
    """

    version: str
    years: tuple[Year, ...] = attrs.field(repr=False)
    first: date = attrs.field(init=False)
    last: date = attrs.field(init=False)
    _worked: Sequence[int] = attrs.field(init=False, repr=False)
    _worked_without_make_up: Sequence[int] = attrs.field(init=False, repr=False)
    _projected: frozenset[int] = attrs.field(init=False, repr=False)

    def __attrs_pre_init__(self, version: str, years: tuple[Year, ...]) -> None:
        covered = [year.year for year in years]
        if not covered or covered != list(range(covered[0], covered[0] + len(covered))):
            raise CalendarError(version=version, problem="years")

    @first.default
    def _first_day(self) -> date:
        return date(self.years[0].year, 1, 1)

    @last.default
    def _last_day(self) -> date:
        return date(self.years[-1].year, 12, 31)

    @_worked.default
    def _with_make_up(self) -> Sequence[int]:
        return _ordinals(self.years, make_up=True)

    @_worked_without_make_up.default
    def _without_make_up(self) -> Sequence[int]:
        return _ordinals(self.years, make_up=False)

    @_projected.default
    def _years_projected(self) -> frozenset[int]:
        return frozenset(year.year for year in self.years if year.status == "projected")

    @classmethod
    def parse(cls, text: str) -> Self:
        """
        A calendar from its JSON form, as shipped in ``calendars/data``.

        Raises:
            CalendarError: When it cannot be read, or its years leave a hole.
        """
        try:
            written = json.loads(text)
        except ValueError:
            raise CalendarError(problem="json") from None
        match written:
            case {"version": str(version), "about": str(), "years": dict(years), **others} if not others:
                return cls(version, tuple(read_year(year, days) for year, days in sorted(years.items())))
            case _:
                raise CalendarError(problem="fields")

    def is_working_day(self, day: date, *, make_up: bool = True) -> bool:
        """
        Whether the administration works on a day.

        Raises:
            OutsideCalendarError: When the calendar does not cover the day.
        """
        return self._until(day, make_up) > self._before(day, make_up)

    def nth_working_day(self, start: date, number: int, *, make_up: bool = True) -> date:
        """
        The n-th working day after a day.

        Args:
            start: The day of the fact; not counted.
            number: How many working days, at least 1.
            make_up: Whether Saturdays worked in exchange for a day off count.

        Raises:
            InvalidInputError: When the number is less than 1.
            OutsideCalendarError: When it lies beyond the calendar.
        """
        worked = self._table(make_up)
        place = self._until(start, make_up) + _at_least_one(number) - 1
        if place >= len(worked):
            raise OutsideCalendarError(calendar=self.version, start=start.isoformat(), working_days=number)
        return date.fromordinal(worked[place])

    def rolled(self, start: date, number: int, *, make_up: bool = True) -> date:
        """
        The n-th calendar day after a day, or the next working day when that one is a day off (Civil Code 2015, Art 148).

        Args:
            start: The day of the fact; not counted.
            number: How many calendar days, at least 1.
            make_up: Whether a Saturday worked in exchange for a day off may end it.

        Raises:
            InvalidInputError: When the number is less than 1.
            OutsideCalendarError: When it lies beyond the calendar.
        """
        worked = self._table(make_up)
        place = self._before(self._days_after(start, number), make_up)
        if place >= len(worked):
            raise OutsideCalendarError(calendar=self.version, start=start.isoformat(), calendar_days=number)
        return date.fromordinal(worked[place])

    def working_days_between(self, earlier: date, later: date, *, make_up: bool = True) -> int:
        """
        How many working days lie after one day, up to and with another; negative when they stand the other way round.

        Raises:
            OutsideCalendarError: When the calendar does not cover both days.
        """
        return self._until(later, make_up) - self._until(earlier, make_up)

    def working_days_before(self, day: date) -> int:
        """
        How many working days lie before a day, since the first that the calendar covers.

        Raises:
            OutsideCalendarError: When the calendar does not cover the day.
        """
        return self._before(day, make_up=True)

    def working_day_at(self, place: int) -> date | None:
        """The working day before which so many others lie; None beyond the calendar."""
        return date.fromordinal(self._worked[place]) if place < len(self._worked) else None

    def reaches_projected(self, first: date, last: date) -> bool:
        """Whether the days from one to another reach a year whose order has not been issued yet."""
        return not self._projected.isdisjoint(range(first.year, last.year + 1))

    def _table(self, make_up: bool) -> Sequence[int]:
        return self._worked if make_up else self._worked_without_make_up

    def _until(self, day: date, make_up: bool) -> int:
        return bisect_right(self._table(make_up), self._covered(day))

    def _before(self, day: date, make_up: bool) -> int:
        return bisect_left(self._table(make_up), self._covered(day))

    def _covered(self, day: date) -> int:
        if not self.first <= day <= self.last:
            raise OutsideCalendarError(calendar=self.version, date=day.isoformat())
        return day.toordinal()

    def _days_after(self, start: date, number: int) -> date:
        self._covered(start)
        try:
            return start + timedelta(days=_at_least_one(number))
        except OverflowError:
            raise OutsideCalendarError(calendar=self.version, start=start.isoformat()) from None


def _ordinals(years: Sequence[Year], *, make_up: bool) -> Sequence[int]:
    return [day.toordinal() for year in years for day in year.working_days(make_up=make_up)]


def _at_least_one(number: int) -> int:
    if number < 1:
        raise InvalidInputError(field="length", problem="positive", value=number)
    return number
