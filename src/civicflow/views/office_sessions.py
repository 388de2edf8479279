"""In which sessions people worked at the office, counted once a month and read for any period (K16)."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from civicflow.calendars.months import months_before
from civicflow.calendars.period import Period
from civicflow.core.question import Evidence
from civicflow.employee.events import Session
from civicflow.views.among import Among
from civicflow.views.body_days import working_days
from civicflow.views.home_days import Roster
from civicflow.views.sessions import WorkingSessions


class Month(NamedTuple):
    """
    The sessions of a month, in order.

    Args:
        days: The day of each.
        numbers: The number of each.
    """

    days: list[date]
    numbers: list[int]


class OfficeSessions:
    """
    Who worked at the office in which sessions.

    Args:
        evidence: The calendar.
        among: Who belonged where.
        roster: Who was where.
        sessions: The sessions of the calendar.
    """

    def __init__(self, evidence: Evidence, among: Among, roster: Roster, sessions: WorkingSessions) -> None:
        self._evidence = evidence
        self._among = among
        self._roster = roster
        self._sessions = sessions
        self._worked: dict[date, list[tuple[date, Session, int]]] = {}
        self._months: dict[tuple[str, str | None, date], Month] = {}

    def of(self, person: str, group: str | None, days: Period) -> list[int]:
        """
        The numbers of a person's sessions at the office, of those in which they belonged to the administration, in order.

        Args:
            person: The person.
            group: Only those in which their position belonged to this group.
            days: Which days.
        """
        found: list[int] = []
        for first in _months(days):
            month = self._month(person, group, first)
            found += month.numbers[bisect_left(month.days, days.first) : bisect_right(month.days, days.last)]
        return found

    def _month(self, person: str, group: str | None, first: date) -> Month:
        place = person, group, first
        if place not in self._months:
            found = [
                (day, number)
                for day, half, number in self._sessions_of(first)
                if self._among.primary_unit(person, day) is not None
                and (group is None or self._among.group(person, day) == group)
                and self._roster.is_at_office(person, day, half)
            ]
            self._months[place] = Month([day for day, _ in found], [number for _, number in found])
        return self._months[place]

    def _sessions_of(self, first: date) -> list[tuple[date, Session, int]]:
        if first not in self._worked:
            month = Period(first, months_before(first, -1) - timedelta(days=1))
            halves = (
                (day, half) for day in working_days(self._evidence, month) for half in Session.BOTH.halves
            )
            found = ((day, half, self._sessions.number(day, half)) for day, half in halves)
            self._worked[first] = [(day, half, number) for day, half, number in found if number is not None]
        return self._worked[first]


def _months(days: Period) -> Iterator[date]:
    """The first day of each month that has a day in a period."""
    first = days.first.replace(day=1)
    while first <= days.last:
        yield first
        first = months_before(first, -1)
