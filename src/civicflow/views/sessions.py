"""The sessions of working days, numbered one after another through the calendar (K13, K16)."""

from collections.abc import Iterable, Sequence
from datetime import date

from civicflow.calendars import WorkingCalendar
from civicflow.calendars.office_hours import OfficeHours, since_midnight
from civicflow.calendars.period import Period
from civicflow.core.event import from_micros
from civicflow.core.operation import Operation
from civicflow.core.question import Evidence
from civicflow.core.working import Part, reckoned
from civicflow.employee.events import Session
from civicflow.regulations.clauses import OFFICE_HOURS
from civicflow.views import asking

A_DAY = 2
"""How many sessions a working day has."""


def of_people(
    evidence: Evidence, count: int, days: Period, worked: Iterable[tuple[str, Sequence[int]]], because: str
) -> int:
    """
    How many sessions several people worked, person by person; they follow from the calendar, leaves and bookings of the days.

    Args:
        evidence: That of the answer.
        count: How many.
        days: Which days.
        worked: Each person with the numbers of their sessions; read only where it is explained.
        because: What the sessions are, in one word.
    """

    def of_one(numbers: Sequence[int]) -> int:
        part = Part(of=f"day:{days}", adds=len(numbers), because=because)
        return reckoned(evidence, len(numbers), Operation.SUM, lambda: (part,))

    return reckoned(
        evidence,
        count,
        Operation.SUM,
        lambda: (
            Part(of=f"person:{person}", adds=of_one(numbers), because=because) for person, numbers in worked
        ),
    )


class WorkingSessions:
    """
    The mornings and afternoons that are worked; nothing is said of days beyond the calendar.

    Args:
        evidence: The calendar, and the regulations that set office hours.
    """

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._hours: dict[tuple[str, date], OfficeHours | None] = {}

    def number(self, on: date, half: Session) -> int | None:
        """The number of a session; None on a day off."""
        before, worked = self._days(on)
        return A_DAY * before + Session.BOTH.halves.index(half) if worked else None

    def first_from(self, moment: int, locality: str) -> int | None:
        """The session into which a moment falls, else the next; None where no regulation says when an office works."""
        on, at, hours = self._local(moment, locality)
        if hours is None:
            return None
        before, worked = self._days(on)
        passed = sum(since_midnight(end) < at for _, end in hours.sessions) if worked else 0
        return A_DAY * before + passed

    def last_until(self, moment: int, locality: str) -> int | None:
        """The session into which a moment falls, else the one before; None as for ``first_from``."""
        on, at, hours = self._local(moment, locality)
        if hours is None:
            return None
        before, worked = self._days(on)
        begun = sum(since_midnight(begin) <= at for begin, _ in hours.sessions) if worked else 0
        return A_DAY * before + begun - 1

    def _days(self, on: date) -> tuple[int, bool]:
        """How many working days lie before a day, and whether it is one itself."""
        calendar = self._evidence.calendar
        if not isinstance(calendar, WorkingCalendar):
            return 0, False
        within = min(max(on, calendar.first), calendar.last)
        return calendar.working_days_before(within), on == within and calendar.is_working_day(within)

    def _local(self, moment: int, locality: str) -> tuple[date, int, OfficeHours | None]:
        local = from_micros(moment).astimezone(self._evidence.zone)
        place = locality, local.date()
        if place not in self._hours:
            self._hours[place] = asking.on_record(
                self._evidence, OFFICE_HOURS, locality=locality, on=local.date()
            )
        return local.date(), since_midnight(local.time()), self._hours[place]
