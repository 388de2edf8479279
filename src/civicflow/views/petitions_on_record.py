"""What people turned to the office with, and how it was answered: one row a petition (R56)."""

from datetime import date
from operator import attrgetter

from attrs import evolve, frozen

from civicflow.calendars import Derivation
from civicflow.core.event import At, Event, Instant, micros
from civicflow.core.question import View
from civicflow.feedback.events import (
    PetitionAnswered,
    PetitionAssigned,
    PetitionForwarded,
    PetitionKind,
    PetitionOutcome,
    PetitionReceived,
    PetitionWithdrawn,
)
from civicflow.feedback.model import Stage


@frozen
class PetitionOnRecord:
    """
    A petition and where it stands in the log.

    Args:
        petition: Its id.
        unit: The unit that has it now.
        kind: What it is about.
        about: The person whom it is about.
        decided_by: Who decided what it is against.
        received_on: The day on which it came in.
        due: Until when it is to be answered, in microseconds since 1970 UTC.
        derivation: What that was derived from; None when nothing is on record.
        received_in: The unit that received it, by the rules of whose place the term was set.
        stage: How far it has come.
        reached: When it came there, likewise.
        assignee: Who answers it.
        outcome: How it was answered.
        positions: What happened to it, in order of the log.
    """

    petition: str
    unit: str
    kind: PetitionKind
    about: str | None
    decided_by: str | None
    received_on: date
    due: Instant | None
    derivation: Derivation | None
    received_in: str
    stage: Stage
    reached: Instant
    assignee: str | None
    outcome: PetitionOutcome | None
    positions: tuple[int, ...]

    @property
    def concerned(self) -> tuple[str, ...]:
        """Whom it is about, and who decided what it is against (K10)."""
        return tuple(each for each in (self.about, self.decided_by) if each is not None)


def fold(row: PetitionOnRecord | None, event: Event, at: At) -> PetitionOnRecord | None:
    """The petition after an event."""
    if isinstance(event, PetitionReceived):
        return PetitionOnRecord(
            event.petition,
            event.unit,
            event.kind,
            event.about,
            event.decided_by,
            event.received_on,
            None if event.due is None else micros(event.due),
            event.derivation,
            event.unit,
            Stage.RECEIVED,
            at.recorded,
            None,
            None,
            (at.position,),
        )
    return None if row is None else _after(row, event, at)


def _after(row: PetitionOnRecord, event: Event, at: At) -> PetitionOnRecord:
    row = evolve(row, positions=(*row.positions, at.position), reached=at.recorded)
    match event:
        case PetitionAssigned(to=person):
            return evolve(row, stage=Stage.ASSIGNED, assignee=person)
        case PetitionForwarded(to_unit=unit):
            return evolve(row, stage=Stage.RECEIVED, unit=unit, assignee=None)
        case PetitionAnswered(outcome=outcome):
            return evolve(row, stage=Stage.ANSWERED, outcome=outcome)
        case PetitionWithdrawn():
            return evolve(row, stage=Stage.WITHDRAWN)
        case _:
            return row


VIEW: View[PetitionOnRecord] = View(
    name="petitions",
    version=2,
    row=PetitionOnRecord,
    subjects=dict.fromkeys(
        (PetitionReceived, PetitionAssigned, PetitionForwarded, PetitionAnswered, PetitionWithdrawn),
        attrgetter("petition"),
    ),
    fold=fold,
)
