"""Where a pilot stands: whom it covers, with how many places, since when, and what may happen next; and a survey."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from typing import ClassVar, Protocol, Self, TypeVar

from attrs import evolve, field, frozen

from civicflow.core.event import At, Event
from civicflow.organization.model import Position, Term
from civicflow.pilot_record.events import (
    BaselineRecorded,
    Course,
    PilotApproved,
    PilotCompleted,
    PilotDecided,
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
    SurveyRecorded,
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
    IN_REVIEW = "in_review"
    PAUSED = "paused"
    STOPPED = "stopped"
    COMPLETED = "completed"


UNDER_WAY = frozenset({Stage.RUNNING, Stage.IN_REVIEW, Stage.PAUSED})
"""The stages in which there are results to report and to weigh."""

DECIDED = UNDER_WAY | {Stage.APPROVED}
"""The stages in which a decision holds the places of a body."""


@frozen(kw_only=True)
class Scope:
    """
    How far a pilot may reach.

    Args:
        quota: The places of each body that takes part (R6, K14).
        units: The units whose parts may be taken in (R2).
        groups: The groups of positions it is open to (R2).
        positions: The positions it is open to besides (R2).
    """

    quota: Mapping[str, int]
    units: tuple[str, ...]
    groups: tuple[str, ...]
    positions: tuple[str, ...]

    def is_open_to(self, position: Position, on: date) -> bool:
        """Whether it names a position that stands on a day, or the group that the position has then."""
        described = position.on(on)
        return described is not None and (position.id in self.positions or described.group in self.groups)


@frozen(kw_only=True)
class Ending:
    """
    By whose decision a pilot is over.

    Args:
        by: Who decided.
        instrument: By which document.
        position: Where the decision stands in the log.
    """

    by: str
    instrument: str
    position: int


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
        scope: How far it may reach.
        term: Its first and its last day.
        indicators: What it is judged by, each with its target.
        baselines: By which instrument each indicator was measured before the start (R10).
        taken_in: What takes part now: a unit and, when it is only one position of it, that position.
        reporters: Everybody who measured or reported results; none of them holds the review (K10).
        reported: Whether results were reported since the start (R8).
        started_at: When it started (UTC).
        resting: Whether it rests, also while it is reviewed.
        recommended: What the last review recommends, until it is decided.
        decided: What was decided last.
        ending: By whose decision it is over; None while it is not.
    """

    kind: ClassVar[str] = "pilot_record"
    id: str
    type: PilotType
    unit: str
    authors: tuple[str, ...]
    stage: Stage
    scope: Scope
    term: Term
    indicators: Mapping[str, str]
    baselines: Mapping[str, str] = field(factory=dict)
    taken_in: tuple[tuple[str, str | None], ...] = ()
    reporters: tuple[str, ...] = ()
    reported: bool = False
    started_at: datetime | None = None
    resting: bool = False
    recommended: Course | None = None
    decided: Course | None = None
    ending: Ending | None = None

    def runs(self, on: date) -> bool:
        """Whether it runs on a day: started, not at rest, not stopped, and within its term; a review lets it run."""
        return self.stage in {Stage.RUNNING, Stage.IN_REVIEW} and not self.resting and self.term.covers(on)

    def covers(self, position: Position, on: date) -> bool:
        """
        Whether a position, as it is on a day, takes part.

        Its unit or the position itself is taken in, and the scope is open to it.
        """
        taken = {(position.unit, None), (position.unit, position.id)}
        return self.scope.is_open_to(position, on) and not taken.isdisjoint(self.taken_in)

    def places(self, body: str) -> int:
        """How many places a body has; none when it takes no part."""
        return self.scope.quota.get(body, 0)

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
                scope=Scope(
                    quota=event.quota,
                    units=event.units,
                    groups=event.groups,
                    positions=event.positions,
                ),
                term=Term(event.since, event.until),
                indicators=event.indicators,
            )
        return None if state is None else _changed(state, event, at)


def _changed(pilot: P, event: Event, at: At) -> P:
    match event:
        case UnitAssigned(unit=unit, position=position):
            return evolve(pilot, taken_in=(*pilot.taken_in, (unit, position)))
        case UnitWithdrawn(unit=unit, position=position):
            left = tuple(each for each in pilot.taken_in if each != (unit, position))
            return evolve(pilot, taken_in=left)
        case PilotReported(reporters=persons):
            return evolve(pilot, reporters=(*pilot.reporters, *persons), reported=True)
        case BaselineRecorded(indicator=indicator, instrument=instrument, recorders=persons):
            baselines = {**pilot.baselines, indicator: instrument}
            return evolve(pilot, baselines=baselines, reporters=(*pilot.reporters, *persons))
        case PilotStarted():
            return evolve(pilot, stage=Stage.RUNNING, started_at=at.occurred_at)
        case PilotEvaluated(recommended=course):
            return evolve(pilot, stage=Stage.IN_REVIEW, recommended=course)
        case PilotDecided():
            return _decided(pilot, event, at)
        case PilotCompleted(completed_by=person, instrument=instrument):
            ending = Ending(by=person, instrument=instrument, position=at.position)
            return evolve(pilot, stage=Stage.COMPLETED, ending=ending)
        case PilotPaused():
            return evolve(pilot, stage=Stage.PAUSED, resting=True)
        case PilotResumed():
            return evolve(pilot, stage=Stage.RUNNING, resting=False)
        case _:
            return evolve(pilot, stage=STAGES.get(type(event), pilot.stage))


def _decided(pilot: P, event: PilotDecided, at: At) -> P:
    ending = Ending(by=event.decided_by, instrument=event.instrument, position=at.position)
    return evolve(
        pilot,
        stage=AFTER.get(event.decided, Stage.RUNNING),
        scope=changed(pilot.scope, event),
        term=pilot.term if event.until is None else Term(pilot.term.since, event.until),
        resting=event.decided is Course.PAUSE,
        recommended=None,
        decided=event.decided,
        ending=ending if event.decided is Course.STOP else None,
    )


class ChangesScope(Protocol):
    """A decision that may change how far a pilot reaches; what it leaves out stays."""

    @property
    def quota(self) -> Mapping[str, int] | None:
        """The places of each body from now on."""

    @property
    def units(self) -> tuple[str, ...] | None:
        """The units whose parts may be taken in from now on."""

    @property
    def groups(self) -> tuple[str, ...] | None:
        """The groups of positions it is open to from now on."""

    @property
    def positions(self) -> tuple[str, ...] | None:
        """The positions it is open to besides from now on."""


def changed(scope: Scope, by: ChangesScope) -> Scope:
    """How far a pilot reaches after a decision."""
    return Scope(
        quota=scope.quota if by.quota is None else by.quota,
        units=scope.units if by.units is None else by.units,
        groups=scope.groups if by.groups is None else by.groups,
        positions=scope.positions if by.positions is None else by.positions,
    )


AFTER: Mapping[Course, Stage] = {Course.PAUSE: Stage.PAUSED, Course.STOP: Stage.STOPPED}
"""The stage to which a decision brings a pilot; any other lets it run."""

STAGES: Mapping[type[Event], Stage] = {
    PilotSubmitted: Stage.SUBMITTED,
    PilotReturned: Stage.RETURNED,
    PilotRejected: Stage.REJECTED,
    PilotApproved: Stage.APPROVED,
}
"""The stage to which an event brings a pilot that changes nothing else."""


@frozen(kw_only=True)
class Survey:
    """
    A wave of a survey: of which pilot it is, and who recorded it.

    Args:
        id: Its id.
        pilot: The pilot.
        recorders: Everybody who had a hand in recording it; none of them holds the review (K10).
    """

    kind: ClassVar[str] = "survey"
    id: str
    pilot: str
    recorders: tuple[str, ...]

    @classmethod
    def evolve(cls, state: Self | None, event: Event, at: At) -> Self | None:
        """The survey after an event; what was recorded first stands."""
        if state is not None or not isinstance(event, SurveyRecorded):
            return state
        return cls(id=event.survey, pilot=event.pilot, recorders=event.recorders)


STATES = (PilotRecord, Survey)
