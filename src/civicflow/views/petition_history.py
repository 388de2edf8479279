"""Each petition with when it came in, until when it is to be answered, and when it was (R56)."""

from datetime import date
from operator import attrgetter
from typing import TypeVar

from attrs import evolve, frozen

from civicflow.core.event import At, Event, Instant, micros
from civicflow.core.question import View
from civicflow.feedback.events import (
    PetitionAnswered,
    PetitionForwarded,
    PetitionReceived,
    PetitionWithdrawn,
)

P = TypeVar("P", bound="PetitionHistory")


@frozen(kw_only=True)
class PetitionHistory:
    """
    How one petition went.

    Args:
        petition: The petition.
        unit: The unit that answers for it now.
        received_on: The day on which it came in.
        due: Until when it is to be answered, in microseconds since 1970 UTC; None where nothing on record says so.
        answered: When the record took the answer, likewise.
        withdrawn: Whether it was withdrawn.
        events: The positions of what happened to it.
    """

    petition: str
    unit: str
    received_on: date
    due: Instant | None
    answered: Instant | None = None
    withdrawn: bool = False
    events: tuple[int, ...]

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.answered is None and not self.withdrawn

    def is_late_at(self, moment: int) -> bool:
        """Whether it was answered after its due, or waits for an answer after it at a moment."""
        ended = moment if self.answered is None else self.answered
        return self.due is not None and not self.withdrawn and ended > self.due


def fold(row: PetitionHistory | None, event: Event, at: At) -> PetitionHistory | None:
    """The petition after an event."""
    if isinstance(event, PetitionReceived):
        return PetitionHistory(
            petition=event.petition,
            unit=event.unit,
            received_on=event.received_on,
            due=None if event.due is None else micros(event.due),
            events=(at.position,),
        )
    return None if row is None else _followed(row, event, at)


def _followed(row: P, event: Event, at: At) -> P:
    events = (*row.events, at.position)
    match event:
        case PetitionForwarded(to_unit=unit):
            return evolve(row, unit=unit, events=events)
        case PetitionAnswered():
            return evolve(row, answered=at.recorded, events=events)
        case PetitionWithdrawn():
            return evolve(row, withdrawn=True, events=events)
        case _:
            return row


VIEW: View[PetitionHistory] = View(
    name="petition_history",
    version=1,
    row=PetitionHistory,
    subjects=dict.fromkeys(
        (PetitionReceived, PetitionForwarded, PetitionAnswered, PetitionWithdrawn), attrgetter("petition")
    ),
    fold=fold,
)
