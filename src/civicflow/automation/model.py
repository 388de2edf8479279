"""What is known of a reaction that could not deal with some events."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar, Self

from attrs import evolve, field, frozen

from civicflow.automation.events import ParkedDismissed, ReactionParked, ReactionResumed
from civicflow.core.event import At, Event


@frozen(kw_only=True)
class ParkedEvent:
    """
    An event that waits for a person.

    Args:
        position: Where it stands in the log.
        about: Its stream.
        error: What went wrong.
        command: What was refused; None when it came to no command.
        rules: By which rules.
        parked_at: Since when it waits (UTC).
    """

    position: int
    about: str
    error: str
    command: str | None
    rules: tuple[str, ...]
    parked_at: datetime


@frozen(kw_only=True)
class Parking:
    """
    What of a reaction waits for a person, and what a person has decided it need not do.

    Args:
        parked: By position, the events that wait.
        dismissed: The positions of those that need no reaction: each a person's decision, so they are few.
    """

    kind: ClassVar[str] = "reaction"

    parked: Mapping[int, ParkedEvent] = field(factory=dict)
    dismissed: frozenset[int] = frozenset()

    @classmethod
    def evolve(cls, state: Self | None, event: Event, at: At) -> Self | None:
        """What waits after an event."""
        known = state or cls()
        match event:
            case ReactionParked():
                return evolve(known, parked={**known.parked, event.position: _parked(event, at)})
            case ReactionResumed():
                return evolve(known, parked=_without(known.parked, event.position))
            case ParkedDismissed():
                left, dismissed = _without(known.parked, event.position), known.dismissed | {event.position}
                return evolve(known, parked=left, dismissed=dismissed)
            case _:
                return state

    def wants(self, position: int) -> bool:
        """Whether a reaction may still be tried for an event by itself."""
        return position not in self.parked and position not in self.dismissed


def _parked(event: ReactionParked, at: At) -> ParkedEvent:
    return ParkedEvent(
        position=event.position,
        about=event.about,
        error=event.error,
        command=event.command,
        rules=event.rules,
        parked_at=at.recorded_at,
    )


def _without(parked: Mapping[int, ParkedEvent], position: int) -> Mapping[int, ParkedEvent]:
    return {each: event for each, event in parked.items() if each != position}


STATES = (Parking,)
