"""Where people work in each session, by the roster as the head set it right, with the leave taken out (R38, K13)."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from civicflow.calendars.period import Period
from civicflow.core.question import AnyView, Evidence
from civicflow.employee.events import Place, Session
from civicflow.views import days, employees
from civicflow.views.days import Act

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


class Roster:
    """
    Who is where.

    Args:
        evidence: Bookings and leaves.
    """

    def __init__(self, evidence: Evidence) -> None:
        self._staff = {each.id: each for each in evidence.rows(employees.VIEW)}
        self._acts: defaultdict[tuple[date, str], list[Act]] = defaultdict(list)
        for row in evidence.rows(days.VIEW):
            for act in row.acts:
                self._acts[row.on, act.person].append(act)

    def worked_days(self, period: Period, person: str | None = None) -> list[WorkedDay]:
        """
        Each day of each person in a period on which a session is left to work in, in order of day and person.

        Half a day of leave is no day of leave (E21b).

        Args:
            period: Which days.
            person: Only this person.
        """
        found = (self.worked(each, on) for on, each in self.booked(period, person))
        return [day for day in found if day.sessions]

    def booked(self, period: Period, person: str | None = None) -> list[tuple[date, str]]:
        """Each day of a period for which something was booked or set right, with the person; in order."""
        return sorted(each for each in self._acts if period.covers(each[0]) and person in {None, each[1]})

    def worked(self, person: str, on: date, *, given_back_by: int | None = None) -> WorkedDay:
        """
        A person's day.

        Args:
            person: The person.
            on: The day.
            given_back_by: A place that was given back after this moment, in microseconds since 1970 UTC, counts as kept: what
                was owed for it by then is owed; the head may still set it right.
        """
        places = {
            half: self.place(person, on, half, given_back_by=given_back_by) for half in Session.BOTH.halves
        }
        sessions = {half: place for half, place in places.items() if place is not None}
        return WorkedDay(person, on, sessions, tuple(sorted(act.position for act in self._acts[on, person])))

    def place(
        self, person: str, on: date, half: Session, *, given_back_by: int | None = None
    ) -> Place | None:
        """
        Where somebody is in a session; None where nothing is booked, on leave, and of whoever was nowhere at work.

        The arguments are those of ``worked``.
        """
        act = None if self._is_on_leave(person, on, half) else self._last(person, on, half, given_back_by)
        return None if act is None else act.place

    def is_at_office(self, person: str, on: date, half: Session) -> bool:
        """Whether somebody works at the office in a session of a working day: no leave takes it, and nothing else is booked."""
        if self._is_on_leave(person, on, half):
            return False
        act = self._last(person, on, half)
        return act is None or act.deed == "released" or act.place is Place.OFFICE

    def is_at_work(self, person: str, on: date, half: Session) -> bool:
        """Whether somebody works in a session of a working day, wherever: no leave takes it, and no head set it right."""
        act = self._last(person, on, half)
        return not self._is_on_leave(person, on, half) and (
            act is None or act.deed != "corrected" or act.place is not None
        )

    def _last(self, person: str, on: date, half: Session, given_back_by: int | None = None) -> Act | None:
        acts = (
            act
            for act in reversed(self._acts.get((on, person), ()))
            if half in act.session.halves
            and not (act.deed == "released" and given_back_by is not None and act.recorded > given_back_by)
        )
        return next(acts, None)

    def _is_on_leave(self, person: str, on: date, half: Session) -> bool:
        employee = self._staff.get(person)
        return employee is not None and employee.is_on_leave(on, half)
