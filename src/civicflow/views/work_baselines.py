"""With how much work at the office work at home is compared: the person's own before it began, else that of their group (K16)."""

from collections.abc import Iterator
from datetime import date, timedelta
from enum import Enum
from fractions import Fraction

from attrs import frozen

from civicflow.calendars.months import months_before
from civicflow.calendars.period import Period
from civicflow.core.operation import Operation
from civicflow.core.question import Evidence
from civicflow.core.working import made, reckoned
from civicflow.regulations import parameters
from civicflow.views import asking, employees, participants
from civicflow.views.among import Among
from civicflow.views.home_days import Roster
from civicflow.views.office_sessions import OfficeSessions
from civicflow.views.participants import Step
from civicflow.views.sessions import WorkingSessions, of_people
from civicflow.views.task_history import TaskHistory
from civicflow.views.work_spans import Span, before, span, units_in


class BaselineOf(Enum):
    """Whose work at the office work at home is compared with (K16)."""

    PERSON = "person"
    GROUP = "group"


@frozen
class Baseline:
    """
    How much work there was at the office.

    Args:
        of: Whose.
        units: How much in converted units, exact.
        sessions: In how many sessions at the office.
    """

    of: BaselineOf
    units: Fraction
    sessions: int

    @property
    def a_session(self) -> Fraction:
        """How much a session."""
        return made(
            self.units / self.sessions,
            Operation.QUOTIENT,
            units_at_office=self.units,
            sessions_at_office=self.sessions,
        )


@frozen
class Window:
    """
    The months that make a baseline, as the record stood on the morning of the day on which work at home began.

    Args:
        days: The days.
        frozen_at: That morning, in microseconds since 1970 UTC: what was recorded of tasks before it counts.
    """

    days: Period
    frozen_at: int


class WorkBaselines:
    """
    The baselines of people.

    Args:
        evidence: What is on record.
        among: Who belonged where.
        roster: Who was where.
        sessions: The sessions of the calendar.
        tasks: The tasks of each person.
    """

    def __init__(
        self,
        evidence: Evidence,
        among: Among,
        roster: Roster,
        sessions: WorkingSessions,
        tasks: dict[str, list[TaskHistory]],
    ) -> None:
        self._evidence = evidence
        self._among = among
        self._at_office = OfficeSessions(evidence, among, roster, sessions)
        self._sessions = sessions
        self._tasks = tasks
        self._steps = {row.person: row.steps for row in evidence.rows(participants.VIEW)}
        self._staff = [each.id for each in evidence.rows(employees.VIEW)]
        self._of_group: dict[tuple[str, Window], Baseline | None] = {}

    def of(self, person: str, on: date, locality: str) -> Baseline | None:
        """
        With what the work of a person at home is compared on a day; None where nothing is on record to compare it with.

        Args:
            person: The person.
            on: The last day of the work at home.
            locality: The place whose regulations say how many months count.
        """
        window = self._window(person, on, locality)
        if window is None:
            return None
        own = self._found(BaselineOf.PERSON, window, [person], None)
        group = self._among.group(person, on)
        return own if own is not None or group is None else self._group(group, window)

    def _window(self, person: str, on: date, locality: str) -> Window | None:
        begun = self._begun(person, on)
        if begun is None:
            return None
        day = asking.local_day(self._evidence, begun.occurred)
        months = asking.on_record(
            self._evidence, parameters.WORKLOAD_BASELINE_MONTHS, locality=locality, on=day
        )
        first = day if months is None else months_before(day, months)
        if first >= day:
            return None
        return Window(Period(first, day - timedelta(days=1)), asking.beginning(self._evidence, day))

    def _begun(self, person: str, on: date) -> Step | None:
        """When the work at home of that day began: the last activation by then."""
        begun = [step for step in self._steps.get(person, ()) if step.deed == "activated"]
        by_then = [step for step in begun if asking.local_day(self._evidence, step.occurred) <= on]
        return by_then[-1] if by_then else None

    def _group(self, group: str, window: Window) -> Baseline | None:
        place = group, window
        if place not in self._of_group:
            self._of_group[place] = self._found(BaselineOf.GROUP, window, self._staff, group)
        return self._of_group[place]

    def _found(self, of: BaselineOf, window: Window, people: list[str], group: str | None) -> Baseline | None:
        units, count = Fraction(), 0
        worked: list[tuple[str, list[int]]] = []
        for person in people:
            numbers = self._at_office.of(person, group, window.days)
            if numbers:
                units += units_in(self._spans(person, window), numbers)
                count += len(numbers)
                worked.append((person, numbers))
        return (
            Baseline(
                of,
                self._units(units, window, worked),
                of_people(self._evidence, count, window.days, worked, "sessions_at_office"),
            )
            if units
            else None
        )

    def _units(self, units: Fraction, window: Window, worked: list[tuple[str, list[int]]]) -> Fraction:
        """The work at the office, task by task."""
        return reckoned(
            self._evidence,
            units,
            Operation.SUM,
            lambda: (
                each.part(self._evidence, numbers, "units_at_office")
                for person, numbers in worked
                for each in self._spans(person, window)
                if each.units_in(numbers)
            ),
        )

    def _spans(self, person: str, window: Window) -> Iterator[Span]:
        for task in self._tasks.get(person, ()):
            then = before(task, window.frozen_at)
            if then is not None:
                found = span(then, self._sessions, self._among.locality_of(task.unit), window.frozen_at)
                if found is not None:
                    yield found
