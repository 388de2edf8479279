"""One open matter: what must be done, about what, since and until when, and against what that is measured."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from functools import cached_property
from typing import TypeAlias

from attrs import frozen

from civicflow.calendars import Length
from civicflow.core.event import HOUR, micros
from civicflow.core.question import Evidence
from civicflow.organization.model import Unit
from civicflow.regulations import Parameter, parameters
from civicflow.views import asking


class Need(Enum):
    """What somebody must do."""

    ASSIGN_DRAFT = "assign_draft"
    ACKNOWLEDGE = "acknowledge"
    WORK = "work"
    REWORK = "rework"
    RESOLVE_DISPUTE = "resolve_dispute"
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
    READ_REPORT = "read_report"
    PLACE_ANEW = "place_anew"
    REVIEW_HOME_WORK = "review_home_work"
    CLOSE_TARGET = "close_target"
    ASSIGN_PETITION = "assign_petition"
    ANSWER_PETITION = "answer_petition"
    DECIDE_INITIATIVE = "decide_initiative"
    ANSWER_FINDING = "answer_finding"
    DECIDE_ANSWER = "decide_answer"
    CLOSE_FINDING = "close_finding"


OWN = frozenset({Need.ACKNOWLEDGE, Need.WORK, Need.REWORK, Need.SIGN_COMMITMENT, Need.ANSWER_PETITION})
"""What waits for the person whose work it is; all else waits for an office."""

INSPECTING = frozenset({Need.DECIDE_ANSWER, Need.CLOSE_FINDING})
"""What waits for an inspector; what else waits for an office waits for one that leads."""


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
        laid_before: Before whom the decision was laid, in place of ``instead_of``.
        instead_of: Who would decide.
    """

    need: Need
    subject: str
    unit: str | None
    concerns: str | None
    person: str | None
    since: int
    due: int | None
    alert: Alert | None = None
    laid_before: str | None = None
    instead_of: str | None = None


Clock: TypeAlias = Callable[[int, int], int]
"""How much time passes from one moment to another, in microseconds."""


def on_the_wall(earlier: int, later: int) -> int:
    """By the clock on the wall."""
    return later - earlier


def alert(due: int | None, now: int, *, ahead: int, late: int, clock: Clock = on_the_wall) -> Alert | None:
    """
    How pressing a due is; at the due itself nothing is late (E25, K25).

    Args:
        due: The due, in microseconds since 1970 UTC.
        now: The present, likewise.
        ahead: From how many hours before it.
        late: From how many hours after it the head of the agency must know.
        clock: By which clock hours are counted.
    """
    if due is None:
        return None
    if now <= due:
        return Alert.GREEN if clock(now, due) <= ahead * HOUR else None
    return Alert.YELLOW if clock(due, now) < late * HOUR else Alert.RED


class Circumstances:
    """
    Against what open matters are measured: the present, the units, and the terms of their places.

    Args:
        evidence: What is on record.
        units: The units by id.
    """

    def __init__(self, evidence: Evidence, units: Mapping[str, Unit]) -> None:
        self.evidence = evidence
        self.units = units
        self.now = micros(evidence.now)
        self._figures: dict[tuple[str, str, str], int | None] = {}
        self._clocks: dict[str, Clock | None] = {}

    @cached_property
    def today(self) -> date:
        """The local date for which the question is asked."""
        return asking.today(self.evidence)

    @cached_property
    def primary_units(self) -> Mapping[str, str]:
        """The unit in which each person is counted today."""
        return {
            person: unit.id
            for unit in self.units.values()
            for person in unit.members(self.today, primary_only=True)
        }

    def locality(self, unit: str | None) -> str:
        """Where a unit is; empty for one that is not on record."""
        found = self.units.get(unit or "")
        return "" if found is None else found.locality

    def figure(self, parameter: Parameter[int], locality: str) -> int:
        """A number that is set for a place; none when it is not on record."""
        place = (parameter.subject, parameter.field, locality)
        if place not in self._figures:
            self._figures[place] = asking.on_record(self.evidence, parameter, locality=locality)
        return self._figures[place] or 0

    def alert(self, due: int | None, unit: str | None) -> Alert | None:
        """How pressing a due of a unit is; None where no regulation says when it presses, or by which clock (K25)."""
        locality = self.locality(unit)
        clock = self._clock(locality)
        return clock and alert(
            due,
            self.now,
            ahead=self.figure(parameters.ALERT_HOURS_AHEAD, locality),
            late=self.figure(parameters.ALERT_HOURS_LATE, locality),
            clock=clock,
        )

    def _clock(self, locality: str) -> Clock | None:
        if locality not in self._clocks:
            named = asking.on_record(self.evidence, parameters.ALERT_CLOCK, locality=locality)
            self._clocks[locality] = CLOCKS.get(named or "", _none)(self.evidence, locality)
        return self._clocks[locality]

    def term(self, length: Parameter[Length], since: int, unit: str | None) -> int | None:
        """When a term of a unit ends that runs from a moment; None where nothing says so."""
        return asking.end_of_term(self.evidence, length, since, locality=self.locality(unit))


def _none(_evidence: Evidence, _locality: str) -> None:
    """No clock."""


CLOCKS: Mapping[str, Callable[[Evidence, str], Clock | None]] = {
    "wall": lambda _evidence, _locality: on_the_wall,
    "working": asking.working_clock,
}
"""The clocks that a regulation may name, and where each is found."""


def about_person(
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
