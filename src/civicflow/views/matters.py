"""What is open today and waits for somebody: for the person whose work it is, or for an office to decide."""

from collections.abc import Iterator, Mapping
from enum import Enum
from operator import attrgetter

from attrs import frozen

from civicflow.calendars import Length
from civicflow.core.event import micros
from civicflow.core.question import Evidence, View
from civicflow.home_work.events import (
    HomeWorkActivated,
    HomeWorkApproved,
    HomeWorkEnded,
    HomeWorkRefused,
    HomeWorkRequested,
    HomeWorkResumed,
    HomeWorkSuspended,
    RequestWithdrawn,
)
from civicflow.home_work.model import HomeWork, Stage
from civicflow.organization.model import Unit
from civicflow.regulations import Parameter, parameters
from civicflow.views import asking, incidents, task_history
from civicflow.views.task_course import Course, Standing, course
from civicflow.views.task_history import Step, TaskHistory

HOUR = 3_600_000_000

HOME_WORK: View[HomeWork] = View(
    name="home_work",
    version=1,
    row=HomeWork,
    subjects=dict.fromkeys(
        (
            HomeWorkRequested,
            RequestWithdrawn,
            HomeWorkApproved,
            HomeWorkRefused,
            HomeWorkActivated,
            HomeWorkSuspended,
            HomeWorkResumed,
            HomeWorkEnded,
        ),
        attrgetter("person"),
    ),
    fold=HomeWork.evolve,
)
"""The home arrangement of each person."""


class Need(Enum):
    """What somebody must do."""

    ACKNOWLEDGE = "acknowledge"
    WORK = "work"
    REWORK = "rework"
    DECIDE_RESULT = "decide_result"
    EVALUATE = "evaluate"
    CONFIRM_HOLD = "confirm_hold"
    REVIEW_HOLD = "review_hold"
    FOLLOW_UP = "follow_up"
    DECIDE_HOME_WORK = "decide_home_work"
    CONFIRM_INCIDENT = "confirm_incident"


OWN = frozenset({Need.ACKNOWLEDGE, Need.WORK, Need.REWORK})
"""What waits for the person whose work it is; all else waits for an office."""


class Alert(Enum):
    """How pressing a due is (V17): soon, late, or so late that the head of the agency must know."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


@frozen(kw_only=True)
class Matter:
    """
    One open matter.

    Args:
        need: What must be done.
        subject: The stream it is about, such as ``task:T-17``.
        unit: The unit it belongs to.
        concerns: The person whom a decision would concern, who therefore does not take it (K10, K11).
        person: Whose work or request it is.
        since: Since when it waits, in microseconds since 1970 UTC.
        due: Until when it is to be done, likewise; None where nothing says so.
        alert: How pressing the due of a task is.
    """

    need: Need
    subject: str
    unit: str | None
    concerns: str | None
    person: str | None
    since: int
    due: int | None
    alert: Alert | None = None


def alert(due: int | None, now: int, *, ahead: int, late: int) -> Alert | None:
    """
    How pressing a due is, by the clock on the wall; at the due itself nothing is late (E25, K25).

    Args:
        due: The due, in microseconds since 1970 UTC.
        now: The present, likewise.
        ahead: From how many hours before it.
        late: From how many hours after it the head of the agency must know.
    """
    if due is None or now < due - ahead * HOUR:
        return None
    if now <= due:
        return Alert.GREEN
    return Alert.YELLOW if now < due + late * HOUR else Alert.RED


class OpenMatters:
    """
    All that is open.

    Args:
        evidence: What is on record.
        units: The units by id.
    """

    def __init__(self, evidence: Evidence, units: Mapping[str, Unit]) -> None:
        self._evidence = evidence
        self._units = units
        self._now = micros(evidence.now)
        self._figures: dict[tuple[str, str, str], int | None] = {}

    def all(self) -> Iterator[Matter]:
        """Every open matter of every unit."""
        for task in self._evidence.rows(task_history.VIEW):
            if task.history[-1].deed not in CLOSING:
                yield from self._of_task(task, course(task))
        for arrangement in self._evidence.rows(HOME_WORK):
            if arrangement.stage is Stage.REQUESTED:
                yield self._request(arrangement)
        for incident in self._evidence.rows(incidents.VIEW):
            if incident.confirmed is None:
                yield self._incident(incident)

    def _of_task(self, task: TaskHistory, told: Course) -> Iterator[Matter]:
        last = task.history[-1]
        match told.standing:
            case Standing.AT_WORK:
                yield from self._at_work(task, told, last)
            case Standing.AWAITING_DECISION:
                due = self._term(parameters.RESULT_DECIDED_WITHIN, last.recorded, task.unit)
                yield _matter(Need.DECIDE_RESULT, task, last.recorded, due)
            case Standing.COMPLETED if not told.evaluated:
                due = self._term(parameters.TASK_EVALUATED_WITHIN, last.recorded, task.unit)
                yield _matter(Need.EVALUATE, task, last.recorded, due)
            case Standing.ON_HOLD if told.hold is not None:
                step = told.hold.step
                yield _matter(Need.REVIEW_HOLD, task, step.recorded, step.moment)
                if not told.hold.confirmed:
                    yield _matter(Need.CONFIRM_HOLD, task, step.recorded, step.moment, concerns=step.by)

    def _at_work(self, task: TaskHistory, told: Course, last: Step) -> Iterator[Matter]:
        due, locality = told.excused, self._locality(task.unit)
        how = alert(
            due,
            self._now,
            ahead=self._figure(parameters.ALERT_HOURS_AHEAD, locality),
            late=self._figure(parameters.ALERT_HOURS_LATE, locality),
        )
        if task.assignee is not None:
            need = Need.WORK if told.acknowledged else Need.ACKNOWLEDGE
            need = Need.REWORK if last.deed == "returned" else need
            yield _matter(need, task, last.recorded, due, alert=how)
        if due is not None and how in {Alert.YELLOW, Alert.RED}:
            yield _matter(Need.FOLLOW_UP, task, due, due, alert=how)

    def _request(self, asked: HomeWork) -> Matter:
        since = micros(asked.requests[-1])
        return Matter(
            need=Need.DECIDE_HOME_WORK,
            subject=f"home_work:{asked.id}",
            unit=asked.unit,
            concerns=asked.id,
            person=asked.id,
            since=since,
            due=self._term(parameters.HOME_WORK_DECIDED_WITHIN, since, asked.unit),
        )

    def _incident(self, incident: incidents.IncidentOnRecord) -> Matter:
        return Matter(
            need=Need.CONFIRM_INCIDENT,
            subject=f"incident:{incident.incident}",
            unit=incident.unit,
            concerns=incident.person,
            person=incident.person,
            since=incident.recorded,
            due=None,
        )

    def _locality(self, unit: str | None) -> str:
        found = self._units.get(unit or "")
        return "" if found is None else found.locality

    def _figure(self, parameter: Parameter[int], locality: str) -> int:
        place = (parameter.subject, parameter.field, locality)
        if place not in self._figures:
            self._figures[place] = asking.on_record(self._evidence, parameter, locality=locality)
        return self._figures[place] or 0

    def _term(self, length: Parameter[Length], since: int, unit: str | None) -> int | None:
        return asking.end_of_term(self._evidence, length, since, locality=self._locality(unit))


CLOSING = frozenset({"evaluated", "cancelled", "cancelled_from_above"})
"""After these nothing is open about a task."""


def _matter(
    need: Need,
    task: TaskHistory,
    since: int,
    due: int | None,
    *,
    concerns: str | None = None,
    alert: Alert | None = None,
) -> Matter:
    return Matter(
        need=need,
        subject=f"task:{task.task}",
        unit=task.unit,
        concerns=concerns or task.assignee,
        person=task.assignee,
        since=since,
        due=due,
        alert=alert,
    )
