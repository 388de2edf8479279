"""What is open today and waits for somebody: for the person whose work it is, or for an office to decide."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, time
from enum import Enum
from functools import cached_property
from operator import attrgetter

from attrs import frozen

from civicflow.calendars import Length
from civicflow.core.event import micros
from civicflow.core.question import Evidence, View
from civicflow.home_work.events import ARRANGEMENT, EquipmentDeclared, EquipmentVerified
from civicflow.home_work.model import WITH_A_PLACE, Equipment, HomeWork, Stage
from civicflow.organization.model import Unit
from civicflow.regulations import Parameter, parameters
from civicflow.views import asking, incidents, task_history
from civicflow.views.misfits import Misfits
from civicflow.views.task_course import Course, Standing, course
from civicflow.views.task_history import Step, TaskHistory

HOUR = 3_600_000_000
DAY = 24 * HOUR

HOME_WORK: View[HomeWork] = View(
    name="home_work",
    version=1,
    row=HomeWork,
    subjects=dict.fromkeys(ARRANGEMENT, attrgetter("person")),
    fold=HomeWork.evolve,
)
"""The home arrangement of each person."""

EQUIPMENT: View[Equipment] = View(
    name="equipment",
    version=1,
    row=Equipment,
    subjects=dict.fromkeys((EquipmentDeclared, EquipmentVerified), attrgetter("person")),
    fold=Equipment.evolve,
)
"""With what each person works at home."""


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
    SIGN_COMMITMENT = "sign_commitment"
    COUNTERSIGN_COMMITMENT = "countersign_commitment"
    ACTIVATE_HOME_WORK = "activate_home_work"
    REVIEW_COMMITMENT = "review_commitment"
    VERIFY_EQUIPMENT = "verify_equipment"
    CONFIRM_INCIDENT = "confirm_incident"
    PLACE_ANEW = "place_anew"
    REVIEW_HOME_WORK = "review_home_work"


OWN = frozenset({Need.ACKNOWLEDGE, Need.WORK, Need.REWORK, Need.SIGN_COMMITMENT})
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
        arrangements = {each.id: each for each in self._evidence.rows(HOME_WORK)}
        for arrangement in arrangements.values():
            yield from self._of_arrangement(arrangement)
        for equipment in self._evidence.rows(EQUIPMENT):
            yield from self._of_equipment(equipment, arrangements.get(equipment.id))
        yield from self._of_positions(arrangements.values())
        for incident in self._evidence.rows(incidents.VIEW):
            if incident.waits:
                person, unit = incident.person, incident.unit
                yield _about(
                    Need.CONFIRM_INCIDENT, "incident", person, unit, incident.recorded, id=incident.incident
                )

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

    def _of_arrangement(self, arrangement: HomeWork) -> Iterator[Matter]:
        if arrangement.stage is Stage.REQUESTED:
            since = micros(arrangement.reached_at)
            due = self._term(parameters.HOME_WORK_DECIDED_WITHIN, since, arrangement.unit)
            yield _of_home_work(Need.DECIDE_HOME_WORK, arrangement, since, due)
        elif arrangement.stage in WITH_A_PLACE and not arrangement.is_over(asking.today(self._evidence)):
            yield from self._of_commitment(arrangement)

    def _of_commitment(self, arrangement: HomeWork) -> Iterator[Matter]:
        signed, commitment = arrangement.signed, arrangement.commitment
        if arrangement.stage in NEXT:
            yield _of_home_work(NEXT[arrangement.stage], arrangement, micros(arrangement.reached_at))
        if signed is not None:
            yield _of_home_work(Need.COUNTERSIGN_COMMITMENT, arrangement, micros(signed.signed_at))
        if commitment is not None and commitment.review_on <= asking.today(self._evidence):
            falls_due = micros(datetime.combine(commitment.review_on, time.min, self._evidence.zone))
            yield _of_home_work(Need.REVIEW_COMMITMENT, arrangement, falls_due, falls_due + DAY)

    def _of_equipment(self, equipment: Equipment, arrangement: HomeWork | None) -> Iterator[Matter]:
        """What nobody has looked at, and for whoever has a place what was looked at too long ago: one matter a person."""
        on = asking.today(self._evidence)
        has_a_place = arrangement is not None and arrangement.stage in WITH_A_PLACE
        waiting = (
            each.declared_at
            for each in equipment.pieces
            if each.usable is None or (has_a_place and each.usable and not each.is_ready(on))
        )
        first = min(waiting, default=None)
        if first is not None:
            unit = self._primary_units.get(equipment.id)
            yield _about(Need.VERIFY_EQUIPMENT, "equipment", equipment.id, unit, micros(first))

    def _of_positions(self, arrangements: Iterable[HomeWork]) -> Iterator[Matter]:
        """What no longer fits a position that was revised or abolished (K12)."""
        misfits = Misfits(self._evidence)
        for employee, position, since in misfits.holders():
            yield _about(Need.PLACE_ANEW, "employee", employee.id, position.unit, since)
        for arrangement in arrangements:
            outgrown = misfits.outgrown(arrangement)
            if outgrown is not None:
                yield _of_home_work(Need.REVIEW_HOME_WORK, arrangement, outgrown)

    @cached_property
    def _primary_units(self) -> Mapping[str, str]:
        on = asking.today(self._evidence)
        return {
            person: unit.id for unit in self._units.values() for person in unit.members(on, primary_only=True)
        }

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


NEXT: Mapping[Stage, Need] = {
    Stage.APPROVED: Need.SIGN_COMMITMENT,
    Stage.COUNTERSIGNED: Need.ACTIVATE_HOME_WORK,
}
"""What brings an arrangement that is granted nearer to its beginning."""

CLOSING = frozenset({"evaluated", "cancelled", "cancelled_from_above"})
"""After these nothing is open about a task."""


def _of_home_work(need: Need, of: HomeWork, since: int, due: int | None = None) -> Matter:
    return _about(need, "home_work", of.id, of.unit, since, due)


def _about(
    need: Need,
    kind: str,
    person: str,
    unit: str | None,
    since: int,
    due: int | None = None,
    *,
    id: str | None = None,
) -> Matter:
    """A matter of a person, in a stream that bears their id unless it has one of its own."""
    return Matter(
        need=need,
        subject=f"{kind}:{id or person}",
        unit=unit,
        concerns=person,
        person=person,
        since=since,
        due=due,
    )


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
