"""Where a petition stands, whom it concerns and who answers it; and what became of an initiative."""

from datetime import datetime
from enum import Enum
from typing import ClassVar, Self, TypeVar

from attrs import evolve, frozen

from civicflow.core.event import At, Event
from civicflow.feedback.events import (
    InitiativeDecided,
    InitiativeDecision,
    InitiativeRecorded,
    InitiativeResultReported,
    PetitionAnswered,
    PetitionAssigned,
    PetitionForwarded,
    PetitionKind,
    PetitionReceived,
    PetitionWithdrawn,
)

P = TypeVar("P", bound="Petition")


class Stage(Enum):
    """How far a petition has come."""

    RECEIVED = "received"
    ASSIGNED = "assigned"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


OPEN = frozenset({Stage.RECEIVED, Stage.ASSIGNED})
"""The stages in which a petition waits for an answer."""


@frozen(kw_only=True)
class Petition:
    """
    A petition as it stands.

    Args:
        id: Its id.
        unit: The unit that it concerns now.
        kind_of: What it is about.
        stage: How far it has come.
        about: The person whom it is about.
        decided_by: Who decided what it is against.
        from_person: Who works in the office and turns to it.
        against: What it is against.
        assignee: Who answers it.
        due: Until when it is to be answered.
    """

    kind: ClassVar[str] = "petition"
    id: str
    unit: str
    kind_of: PetitionKind
    stage: Stage
    about: str | None
    decided_by: str | None
    from_person: str | None
    against: str | None
    assignee: str | None
    due: datetime | None

    @property
    def concerned(self) -> tuple[str, ...]:
        """The persons whom it concerns: whom it is about, and who decided what it is against (K10)."""
        return tuple(dict.fromkeys(filter(None, (self.about, self.decided_by))))

    @property
    def parties(self) -> frozenset[str]:
        """Everybody who takes no part in how it is dealt with: whom it concerns, and whom it comes from (K10)."""
        return frozenset(filter(None, (*self.concerned, self.from_person)))

    @classmethod
    def evolve(cls, state: Self | None, event: Event, at: At) -> Self | None:
        """The petition after an event."""
        if isinstance(event, PetitionReceived):
            return cls(
                id=event.petition,
                unit=event.unit,
                kind_of=event.kind,
                stage=Stage.RECEIVED,
                about=event.about,
                decided_by=event.decided_by,
                from_person=event.from_person,
                against=event.against,
                assignee=None,
                due=event.due,
            )
        return None if state is None else _changed(state, event)


def _changed(petition: P, event: Event) -> P:
    match event:
        case PetitionAssigned(to=person):
            return evolve(petition, stage=Stage.ASSIGNED, assignee=person)
        case PetitionForwarded(to_unit=unit):
            return evolve(petition, stage=Stage.RECEIVED, unit=unit, assignee=None)
        case PetitionAnswered():
            return evolve(petition, stage=Stage.ANSWERED)
        case PetitionWithdrawn():
            return evolve(petition, stage=Stage.WITHDRAWN)
        case _:
            return petition


class Progress(Enum):
    """How far an initiative has come."""

    RECORDED = "recorded"
    ADOPTED = "adopted"
    DECLINED = "declined"
    RESULT_REPORTED = "result_reported"


TAKEN_UP = frozenset({Progress.ADOPTED, Progress.RESULT_REPORTED})
"""The stages in which there is a result to report."""

AFTER = {
    InitiativeDecision.ADOPTED: Progress.ADOPTED,
    InitiativeDecision.DECLINED: Progress.DECLINED,
}
"""How far a decision brings an initiative."""


@frozen(kw_only=True)
class Initiative:
    """
    An initiative as it stands.

    Args:
        id: Its id.
        unit: The unit that decides on it.
        person: Whose it is.
        progress: How far it has come.
        recorded_at: When the record took it.
    """

    kind: ClassVar[str] = "initiative"
    id: str
    unit: str
    person: str
    progress: Progress
    recorded_at: datetime

    @classmethod
    def evolve(cls, state: Self | None, event: Event, at: At) -> Self | None:
        """The initiative after an event."""
        match event:
            case InitiativeRecorded():
                return cls(
                    id=event.initiative,
                    unit=event.unit,
                    person=event.person,
                    progress=Progress.RECORDED,
                    recorded_at=at.recorded_at,
                )
            case InitiativeDecided(decision=decision) if state is not None:
                return evolve(state, progress=AFTER[decision])
            case InitiativeResultReported() if state is not None:
                return evolve(state, progress=Progress.RESULT_REPORTED)
            case _:
                return state


STATES = (Petition, Initiative)
