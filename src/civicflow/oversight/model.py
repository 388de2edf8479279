"""Where an inspection stands, and a finding on its way to closure."""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import ClassVar, Self, TypeVar

from attrs import evolve, frozen

from civicflow.core.event import At, Event
from civicflow.oversight.events import (
    FindingAnswerAccepted,
    FindingAnswered,
    FindingAnswerRejected,
    FindingClosed,
    FindingOpened,
    FindingReopened,
    InspectionClosed,
    InspectionOpened,
    Severity,
)

F = TypeVar("F", bound="Finding")


@frozen(kw_only=True)
class Inspection:
    """
    An inspection as it stands.

    Args:
        id: Its id.
        unit: The unit that is inspected, with all below it.
        team: The inspectors.
        is_closed: Whether the team has reported.
    """

    kind: ClassVar[str] = "inspection"
    id: str
    unit: str
    team: tuple[str, ...]
    is_closed: bool = False

    @classmethod
    def evolve(cls, state: Self | None, event: Event, at: At) -> Self | None:
        """The inspection after an event."""
        match event:
            case InspectionOpened(inspection=id, unit=unit, team=team):
                return cls(id=id, unit=unit, team=team)
            case InspectionClosed() if state is not None:
                return evolve(state, is_closed=True)
            case _:
                return state


class Stage(Enum):
    """How far a finding has come."""

    OPEN = "open"
    ANSWERED = "answered"
    ACCEPTED = "accepted"
    CLOSED = "closed"


@frozen(kw_only=True)
class Finding:
    """
    A finding as it stands.

    Args:
        id: Its id.
        unit: The unit that answers it.
        person: The person whom it concerns.
        severity: How grave it is.
        stage: How far it has come.
        opened_by: Who found it.
        opened_at: When the record took that.
        answered_by: Who gave the answer that counts.
        answered_at: When the record took that.
        due: Until when it is to be answered.
    """

    kind: ClassVar[str] = "finding"
    id: str
    unit: str
    person: str | None
    severity: Severity
    stage: Stage
    opened_by: str
    opened_at: datetime | None = None
    answered_by: str | None
    answered_at: datetime | None = None
    due: datetime | None

    @classmethod
    def evolve(cls, state: Self | None, event: Event, at: At) -> Self | None:
        """The finding after an event."""
        if isinstance(event, FindingOpened):
            return cls(
                id=event.finding,
                unit=event.unit,
                person=event.person,
                severity=event.severity,
                stage=Stage.OPEN,
                opened_by=event.opened_by,
                opened_at=at.recorded_at,
                answered_by=None,
                due=event.due,
            )
        return None if state is None else _changed(state, event, at)


def _changed(finding: F, event: Event, at: At) -> F:
    match event:
        case FindingAnswered(answered_by=person):
            return evolve(finding, stage=Stage.ANSWERED, answered_by=person, answered_at=at.recorded_at)
        case FindingAnswerRejected(due=due) | FindingReopened(due=due):
            return evolve(finding, stage=Stage.OPEN, due=due)
        case _:
            return evolve(finding, stage=STAGES.get(type(event), finding.stage))


STAGES: Mapping[type[Event], Stage] = {
    FindingAnswerAccepted: Stage.ACCEPTED,
    FindingClosed: Stage.CLOSED,
}
"""The stage to which an event brings a finding that changes nothing else."""

STATES = (Inspection, Finding)
