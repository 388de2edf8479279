"""What each group of positions was given and refused, of those at home and of those at the office (V13)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from fractions import Fraction

from attrs import Factory, define

from civicflow.calendars.period import Period
from civicflow.core.event import micros
from civicflow.core.question import Evidence
from civicflow.employee.events import Place, Session
from civicflow.views import asking, employees, participants, task_history
from civicflow.views.among import UNKNOWN, Among
from civicflow.views.body_days import working_days
from civicflow.views.home_days import Roster
from civicflow.views.participants import Step
from civicflow.views.sessions import WorkingSessions
from civicflow.views.work_spans import Span, span, units_in


@define
class Side:
    """
    The people of one side, what they worked and what they were given.

    Args:
        people: The people.
        sessions: How many sessions they worked, wherever.
        units: How much work falls into these, in converted units, exact.
        worked: Each person with the numbers of their sessions and their work; empty unless it is explained.
    """

    people: set[str] = Factory(set)
    sessions: int = 0
    units: Fraction = Fraction()
    worked: list[tuple[str, list[int], list[Span]]] = Factory(list)


@define
class Treated:
    """
    How a group was treated.

    Args:
        at_home: Those who worked at home on one day or more.
        at_office: All others.
        asked: Those whose requests to work at home were decided.
        decided: The decisions on their requests.
    """

    at_home: Side = Factory(Side)
    at_office: Side = Factory(Side)
    asked: set[str] = Factory(set)
    decided: list[tuple[str, Step]] = Factory(list)

    @property
    def sides(self) -> tuple[AbstractSet[str], ...]:
        """The people at home and those at the office."""
        return self.at_home.people, self.at_office.people


class Treatments:
    """
    How the groups of positions were treated.

    Args:
        evidence: What is on record.
        among: Who is asked for, and in which group they are.
        period: Which days.
    """

    def __init__(self, evidence: Evidence, among: Among, period: Period) -> None:
        self._evidence = evidence
        self._among = among
        self._period = period
        self._on = min(period.last, asking.today(evidence))
        self._roster = Roster(evidence)
        self._sessions = WorkingSessions(evidence)
        self._tasks = task_history.tasks_by_person(evidence.rows(task_history.VIEW))
        self._days = list(working_days(evidence, Period(period.first, self._on))) if self._has_begun else []

    @property
    def _has_begun(self) -> bool:
        return self._period.first <= self._on

    def by_group(self) -> dict[str, Treated]:
        """Each group with somebody in it."""
        found: defaultdict[str, Treated] = defaultdict(Treated)
        at_home = {
            day.person
            for day in (self._roster.worked_days(self._period) if self._has_begun else ())
            if day.at(Place.HOME) and day.on <= self._on
        }
        for employee in self._evidence.rows(employees.VIEW):
            if self._is_asked_for(employee.id):
                group = found[self._group(employee.id)]
                self._add(group.at_home if employee.id in at_home else group.at_office, employee.id)
        for row in self._evidence.rows(participants.VIEW):
            if self._is_asked_for(row.person):
                self._add_decisions(found[self._group(row.person)], row)
        return dict(found)

    def _is_asked_for(self, person: str) -> bool:
        unit = self._among.primary_unit(person, self._on)
        noon = asking.noon(self._evidence, self._on)
        return unit is not None and self._among.includes(unit, person, noon)

    def _group(self, person: str) -> str:
        return self._among.group(person, self._on) or UNKNOWN

    def _add(self, side: Side, person: str) -> None:
        sessions = list(self._worked(person))
        spans = (
            span(task, self._sessions, self._among.locality_of(task.unit), micros(self._evidence.now))
            for task in self._tasks.get(person, ())
        )
        side.people.add(person)
        side.sessions += len(sessions)
        found = [each for each in spans if each is not None]
        side.units += units_in(found, sessions)
        if self._evidence.explaining:
            side.worked.append((person, sessions, found))

    def _worked(self, person: str) -> Iterator[int]:
        for day in self._days:
            for half in Session.BOTH.halves:
                number = self._sessions.number(day, half)
                if number is not None and self._roster.is_at_work(person, day, half):
                    yield number

    def _add_decisions(self, group: Treated, row: participants.Participant) -> None:
        moments = self._period.moments(self._evidence.zone)
        decisions = [
            (row.person, step)
            for step in row.steps
            if step.deed in {"approved", "refused"} and step.occurred in moments
        ]
        if decisions:
            group.asked.add(row.person)
            group.decided += decisions


def together(groups: Iterable[Treated]) -> Treated:
    """All groups as one."""
    total = Treated()
    for each in groups:
        for side, part in ((total.at_home, each.at_home), (total.at_office, each.at_office)):
            side.people |= part.people
            side.sessions += part.sessions
            side.units += part.units
            side.worked += part.worked
        total.asked |= each.asked
        total.decided += each.decided
    return total
