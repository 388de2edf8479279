"""How far the review of whether a person stays in the service has come (R49)."""

from datetime import datetime
from enum import Enum
from typing import ClassVar, Self

from attrs import evolve, frozen

from civicflow.calendars import Derivation
from civicflow.core.event import At, Event
from civicflow.exit_review.events import ExitOutcome, ExitReviewConcluded, ExitReviewOpened
from civicflow.exit_review.law import Trigger
from civicflow.regulations.income_clauses import Consequence


class Stage(Enum):
    """How far a review has come."""

    OPEN = "open"
    CONCLUDED = "concluded"


@frozen(kw_only=True)
class ExitReview:
    """
    The review of whether a person stays in the service.

    Args:
        id: Its id.
        person: Whose it is.
        unit: The unit they belonged to first when it was opened.
        trigger: What made it necessary.
        consequence: What the law of the day makes of these grades.
        periods: The periods whose grades called for it.
        provision: The record that says so.
        grades: The positions of these grades.
        due: Until when it is concluded; None where nothing on record sets a term.
        derivation: What the due was derived from.
        opened: When it was opened, in microseconds since 1970 UTC.
        stage: How far it has come.
        outcome: To what it came; None while it is open.
        instrument: The decision that concluded it.
        concluded: When it was concluded, likewise.
        events: The positions of its own events.
    """

    kind: ClassVar[str] = "exit_review"
    id: str
    person: str
    unit: str
    trigger: Trigger
    consequence: Consequence
    periods: tuple[str, ...]
    provision: str
    grades: tuple[int, ...]
    due: datetime | None
    derivation: Derivation | None
    opened: int
    stage: Stage = Stage.OPEN
    outcome: ExitOutcome | None = None
    instrument: str | None = None
    concluded: int | None = None
    events: tuple[int, ...] = ()

    @classmethod
    def evolve(cls, state: Self | None, event: Event, at: At) -> Self | None:
        """The review after an event."""
        match event:
            case ExitReviewOpened():
                return cls(
                    id=event.review,
                    person=event.person,
                    unit=event.unit,
                    trigger=event.trigger,
                    consequence=event.consequence,
                    periods=event.periods,
                    provision=event.provision,
                    grades=event.events,
                    due=event.due,
                    derivation=event.derivation,
                    opened=at.recorded,
                    events=(at.position,),
                )
            case ExitReviewConcluded(outcome=outcome, instrument=instrument) if state is not None:
                return evolve(
                    state,
                    stage=Stage.CONCLUDED,
                    outcome=outcome,
                    instrument=instrument,
                    concluded=at.recorded,
                    events=(*state.events, at.position),
                )
            case _:
                return state


STATES = (ExitReview,)
