"""How much work each person was given for their sessions at home, and with what it is compared (V8, K16, R27)."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from enum import Enum
from fractions import Fraction

from attrs import frozen

from civicflow.calendars.period import Period
from civicflow.core.event import micros
from civicflow.core.operation import Operation
from civicflow.core.question import AnyView, Evidence
from civicflow.core.working import Part, reckoned
from civicflow.employee.events import Place
from civicflow.regulations import parameters
from civicflow.views import asking, four_clears, home_days, participants, task_history
from civicflow.views.among import Among
from civicflow.views.home_days import Roster, WorkedDay
from civicflow.views.sessions import WorkingSessions
from civicflow.views.work_baselines import Baseline, WorkBaselines
from civicflow.views.work_spans import Span, span, units_in

VIEWS: tuple[AnyView, ...] = (*home_days.VIEWS, participants.VIEW, task_history.VIEW, four_clears.VIEW)
"""What must be up to date before workloads are compared."""


class Equivalence(Enum):
    """Whether work at home is as much as at the office (R27)."""

    UNDER_ASSIGNED = "under_assigned"
    IN_BAND = "in_band"
    OVER_ASSIGNED = "over_assigned"
    NOT_COMPARABLE = "not_comparable"


@frozen
class HomeWorkload:
    """
    The work of a person in their sessions at home.

    Args:
        person: The person.
        unit: The unit they belonged to first on the last of these days (K18).
        on: The last of these days.
        noon: Its noon, in microseconds since 1970 UTC.
        sessions: How many sessions on working days.
        assigned: How much work falls into them, in converted units, exact.
        completed: How much of it was accepted.
        outside: How much of it is of no kind in the catalogue of work types, or departs from it (K12).
        baseline: With what it is compared.
        equivalence: What the comparison says of the work assigned.
        tasks: The assignments behind it.
        days: The days on which they were at home.
    """

    person: str
    unit: str | None
    on: date
    noon: int
    sessions: int
    assigned: Fraction
    completed: Fraction
    outside: Fraction
    baseline: Baseline | None
    equivalence: Equivalence
    tasks: tuple[int, ...]
    days: tuple[WorkedDay, ...]


class HomeWorkloads:
    """
    The work of people at home.

    Args:
        evidence: What is on record.
        among: Who belonged where.
        period: Which days.
    """

    def __init__(self, evidence: Evidence, among: Among, period: Period) -> None:
        self._evidence = evidence
        self._among = among
        self._period = period
        self._now = micros(evidence.now)
        self._roster = Roster(evidence)
        self._sessions = WorkingSessions(evidence)
        self._tasks = task_history.tasks_by_person(evidence.rows(task_history.VIEW))
        self._outside = {
            each.task for each in evidence.rows(four_clears.VIEW) if each.departs or not each.typed
        }
        self._baselines = WorkBaselines(evidence, among, self._roster, self._sessions, self._tasks)

    def all(self, person: str | None = None) -> Iterator[HomeWorkload]:
        """Those of everybody asked for, or of one person, who was at home in the period, on days that have come, by person."""
        by_person: defaultdict[str, list[WorkedDay]] = defaultdict(list)
        today = asking.today(self._evidence)
        for day in self._roster.worked_days(self._period, person):
            if day.at(Place.HOME) and day.on <= today:
                by_person[day.person].append(day)
        for each in sorted(by_person):
            found = self._of(each, by_person[each])
            if found is not None and found.sessions:
                yield found

    def _of(self, person: str, days: list[WorkedDay]) -> HomeWorkload | None:
        on = days[-1].on
        noon = asking.noon(self._evidence, on)
        unit = self._among.primary_unit(person, on)
        if not self._among.includes(unit, person, noon):
            return None
        at_home = sorted(self._at_home(days))
        spans = [each for each in self._spans(person) if each.units_in(at_home)]
        assigned = self._units(spans, at_home, "assigned")
        baseline = self._baselines.of(person, on, self._among.locality_of(unit))
        return HomeWorkload(
            person,
            unit,
            on,
            noon,
            self._counted(at_home, days),
            assigned,
            self._units([each for each in spans if each.completed], at_home, "completed"),
            self._units([each for each in spans if each.task in self._outside], at_home, "outside_catalogue"),
            baseline,
            self._equivalence(assigned, len(at_home), baseline, on, self._among.locality_of(unit)),
            tuple(sorted(each.position for each in spans)),
            tuple(days),
        )

    def _counted(self, at_home: list[int], days: list[WorkedDay]) -> int:
        """How many sessions at home, each day by what was booked and set right for it."""
        return reckoned(
            self._evidence,
            len(at_home),
            Operation.SUM,
            lambda: (
                Part(
                    of=f"day:{day.on}",
                    adds=sum(1 for _ in self._at_home([day])),
                    because="sessions_at_home",
                    events=day.bookings,
                )
                for day in days
            ),
        )

    def _units(self, spans: list[Span], sessions: list[int], because: str) -> Fraction:
        """How much of some tasks falls into sessions, task by task."""
        return reckoned(
            self._evidence,
            units_in(spans, sessions),
            Operation.SUM,
            lambda: (each.part(self._evidence, sessions, because) for each in spans),
        )

    def _at_home(self, days: list[WorkedDay]) -> Iterator[int]:
        for day in days:
            for half, place in day.sessions.items():
                number = self._sessions.number(day.on, half) if place is Place.HOME else None
                if number is not None:
                    yield number

    def _spans(self, person: str) -> Iterator[Span]:
        for task in self._tasks.get(person, ()):
            found = span(task, self._sessions, self._among.locality_of(task.unit), self._now)
            if found is not None:
                yield found

    def _equivalence(
        self, assigned: Fraction, sessions: int, baseline: Baseline | None, on: date, locality: str
    ) -> Equivalence:
        lowest, highest = (
            asking.on_record(self._evidence, each, locality=locality, on=on)
            for each in (parameters.WORKLOAD_LOWEST, parameters.WORKLOAD_HIGHEST)
        )
        if baseline is None or lowest is None or highest is None or not sessions:
            return Equivalence.NOT_COMPARABLE
        ratio = assigned / (sessions * baseline.a_session)
        if ratio < lowest:
            return Equivalence.UNDER_ASSIGNED
        return Equivalence.IN_BAND if ratio <= highest else Equivalence.OVER_ASSIGNED
