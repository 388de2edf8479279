"""The days that people are at home by the roster, as the head set it right, with the leave taken out (R38, K13)."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from civicflow.core.question import AnyView, Evidence
from civicflow.employee.events import Place, Session
from civicflow.employee.model import Employee
from civicflow.views import days, employees
from civicflow.views.period import Period

VIEWS: tuple[AnyView, ...] = (days.VIEW, employees.VIEW)
"""What must be up to date before it is asked who is where."""


class WorkedDay(NamedTuple):
    """
    A person's day by the roster.

    Args:
        person: The person.
        on: The day.
        sessions: Where they are in each session that no leave takes.
        bookings: The positions of what was booked and set right.
    """

    person: str
    on: date
    sessions: Mapping[Session, Place]
    bookings: tuple[int, ...]

    def at(self, place: Place) -> int:
        """How many sessions they are at a place."""
        return sum(each is place for each in self.sessions.values())


def worked_days(evidence: Evidence, period: Period) -> list[WorkedDay]:
    """
    Each day of each person in a period on which a session is left to work in, in order of day and person.

    Half a day of leave is no day of leave (E21b).
    """
    staff = {each.id: each for each in evidence.rows(employees.VIEW)}
    sessions: defaultdict[tuple[date, str], dict[Session, Place]] = defaultdict(dict)
    bookings: defaultdict[tuple[date, str], list[int]] = defaultdict(list)
    for row in evidence.rows(days.VIEW):
        if period.first <= row.on <= period.last:
            for (person, half), booking in row.bookings():
                if booking.place is not None and not _on_leave(staff.get(person), row.on, half):
                    sessions[row.on, person][half] = booking.place
            for act in row.acts:
                bookings[row.on, act.person].append(act.position)
    return [
        WorkedDay(person, on, sessions[on, person], tuple(sorted(bookings[on, person])))
        for on, person in sorted(sessions)
    ]


def _on_leave(employee: Employee | None, on: date, half: Session) -> bool:
    return employee is not None and employee.is_on_leave(on, half)
