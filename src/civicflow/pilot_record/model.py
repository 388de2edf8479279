"""Where a pilot stands: whom it covers, with how many places, since when, and what may happen next."""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import ClassVar, Self, TypeVar

from attrs import evolve, frozen

from civicflow.core.event import At, Event
from civicflow.organization.model import Position, Term
from civicflow.pilot_record.events import (
    Course,
    PilotApproved,
    PilotCompleted,
    PilotDrafted,
    PilotEvaluated,
    PilotPaused,
    PilotRejected,
    PilotReported,
    PilotResumed,
    PilotReturned,
    PilotStarted,
    PilotSubmitted,
    PilotType,
    UnitAssigned,
    UnitWithdrawn,
)

P = TypeVar("P", bound="PilotRecord")


class Stage(Enum):
    """How far a pilot has come."""

    DRAFTED = "drafted"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    REJECTED = "rejected"
    APPROVED = "approved"
    RUNNING = "running"
    PAUSED = "paused"
    COMPLETED = "completed"


DECIDED = frozenset({Stage.APPROVED, Stage.RUNNING, Stage.PAUSED})
"""The stages in which a decision holds the places of a body."""

UNDER_WAY = frozenset({Stage.RUNNING, Stage.PAUSED})
"""The stages in which there are results to report and to weigh."""


@frozen(kw_only=True)
class PilotRecord:
    """
    A pilot as it stands.

    Args:
        id: Its id.
        type: What is tried.
        unit: The unit that drafted it and keeps it.
        authors: Everybody who had a hand in the draft; none of them decides on it (K10).
        stage: How far it has come.
        quota: The places of each body that takes part (R6, K14).
        units: The units whose parts may be taken in (R2).
        groups: The groups of positions it is open to (R2).
        positions: The positions it is open to besides (R2).
        term: Its first and its last day.
        indicators: What it is judged by, each with its target.
        taken_in: What takes part now: a unit and, when it is only one position of it, that position.
        reporters: Everybody who reported results; none of them holds the review (K10).
        recommended: What the last review recommends.
    """

    kind: ClassVar[str] = "pilot_record"
    id: str
    type: PilotType
    unit: str
    authors: tuple[str, ...]
    stage: Stage
    quota: Mapping[str, int]
    units: tuple[str, ...]
    groups: tuple[str, ...]
    positions: tuple[str, ...]
    term: Term
    indicators: Mapping[str, str]
    taken_in: tuple[tuple[str, str | None], ...] = ()
    reporters: tuple[str, ...] = ()
    recommended: Course | None = None

    def runs(self, on: date) -> bool:
        """Whether it runs on a day: started, not at rest, and within its term."""
        return self.stage is Stage.RUNNING and self.term.covers(on)

    def is_open_to(self, position: Position) -> bool:
        """Whether its scope names a position or the group of the position."""
        return position.id in self.positions or position.group in self.groups

    def covers(self, position: Position) -> bool:
        """Whether a position takes part: its unit or the position itself is taken in, and the scope is open to it."""
        taken = {(position.unit, None), (position.unit, position.id)}
        return self.is_open_to(position) and not taken.isdisjoint(self.taken_in)

    def places(self, body: str) -> int:
        """How many places a body has; none when it takes no part."""
        return self.quota.get(body, 0)

    @classmethod
    def evolve(cls, state: Self | None, event: Event, at: At) -> Self | None:
        """The pilot after an event."""
        if isinstance(event, PilotDrafted):
            return cls(
                id=event.pilot,
                type=event.type,
                unit=event.unit,
                authors=event.authors,
                stage=Stage.DRAFTED,
                quota=event.quota,
                units=event.units,
                groups=event.groups,
                positions=event.positions,
                term=Term(event.since, event.until),
                indicators=event.indicators,
            )
        return None if state is None else _changed(state, event)


def _changed(pilot: P, event: Event) -> P:
    match event:
        case UnitAssigned(unit=unit, position=position):
            return evolve(pilot, taken_in=(*pilot.taken_in, (unit, position)))
        case UnitWithdrawn(unit=unit, position=position):
            left = tuple(each for each in pilot.taken_in if each != (unit, position))
            return evolve(pilot, taken_in=left)
        case PilotReported(reporters=persons):
            return evolve(pilot, reporters=(*pilot.reporters, *persons))
        case PilotEvaluated(recommended=course):
            return evolve(pilot, recommended=course)
        case _:
            return evolve(pilot, stage=STAGES.get(type(event), pilot.stage))


STAGES: Mapping[type[Event], Stage] = {
    PilotSubmitted: Stage.SUBMITTED,
    PilotReturned: Stage.RETURNED,
    PilotRejected: Stage.REJECTED,
    PilotApproved: Stage.APPROVED,
    PilotStarted: Stage.RUNNING,
    PilotPaused: Stage.PAUSED,
    PilotResumed: Stage.RUNNING,
    PilotCompleted: Stage.COMPLETED,
}
"""The stage to which an event brings a pilot."""

STATES = (PilotRecord,)
