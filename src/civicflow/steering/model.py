"""What a unit is to reach in a period and what it says it has; by what its people are judged."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from fractions import Fraction
from typing import ClassVar, Self, TypeVar

from attrs import evolve, frozen

from civicflow.core.event import At, Event
from civicflow.organization.model import Term
from civicflow.steering.events import (
    CriteriaPublished,
    CriteriaReplaced,
    Direction,
    TargetAssigned,
    TargetClosed,
    TargetReported,
    TargetRevised,
)

T = TypeVar("T", bound="Target")


class Stage(Enum):
    """How far a target has come; a closed one is final."""

    OPEN = "open"
    CLOSED = "closed"


@frozen(kw_only=True)
class Report:
    """
    What a unit said of a target.

    Args:
        value: What the indicator showed, as exact text.
        as_of: On which day.
        position: Where the report stands in the log.
        reported_by: Who said it.
        recorded_at: When the record took it (UTC).
    """

    value: str
    as_of: date
    position: int
    reported_by: str
    recorded_at: datetime


@frozen(kw_only=True)
class Target:
    """
    What an indicator of a unit is to reach in a period (R55).

    Args:
        id: Its id.
        unit: The unit.
        indicator: The indicator.
        term: The period.
        direction: On which side of the value it is met.
        first: What it asked for when it was assigned, as exact text.
        value: What it asks for now.
        revisions: How often that was changed.
        reports: All reports, in the order of the log.
        reporters: Everybody who reported; none of them closes it (K10).
        stage: How far it has come.
        achieved: What was found when it was closed.
        assigned_at: When the record took the assignment (UTC).
        events: Where all that concerns it stands in the log.
    """

    kind: ClassVar[str] = "target"
    id: str
    unit: str
    indicator: str
    term: Term
    direction: Direction
    first: str
    value: str
    revisions: int = 0
    reports: tuple[Report, ...] = ()
    reporters: tuple[str, ...] = ()
    stage: Stage = Stage.OPEN
    achieved: str | None = None
    assigned_at: datetime
    events: tuple[int, ...]

    @property
    def last_report(self) -> Report | None:
        """The report of the latest day; of two of one day the later one."""
        return max(self.reports, key=lambda each: (each.as_of, each.position), default=None)

    def is_met_by(self, actual: Fraction, asked: Fraction) -> bool:
        """
        Whether a number is on the right side of another.

        Args:
            actual: What was reached.
            asked: What was asked for.
        """
        return actual >= asked if self.direction is Direction.AT_LEAST else actual <= asked

    @classmethod
    def evolve(cls, state: Self | None, event: Event, at: At) -> Self | None:
        """The target after an event."""
        if isinstance(event, TargetAssigned):
            return cls(
                id=event.target,
                unit=event.unit,
                indicator=event.indicator,
                term=Term(event.since, event.until),
                direction=event.direction,
                first=event.value,
                value=event.value,
                assigned_at=at.recorded_at,
                events=(at.position,),
            )
        return None if state is None else _followed(state, event, at)


def _followed(target: T, event: Event, at: At) -> T:
    events = (*target.events, at.position)
    match event:
        case TargetRevised(value=value):
            return evolve(target, value=value, revisions=target.revisions + 1, events=events)
        case TargetReported(value=value, as_of=as_of, reported_by=person):
            said = Report(
                value=value,
                as_of=as_of,
                position=at.position,
                reported_by=person,
                recorded_at=at.recorded_at,
            )
            reporters = tuple(dict.fromkeys((*target.reporters, person)))
            return evolve(target, reports=(*target.reports, said), reporters=reporters, events=events)
        case TargetClosed(achieved=achieved):
            return evolve(target, stage=Stage.CLOSED, achieved=achieved, events=events)
        case _:
            return target


@frozen(kw_only=True)
class Criteria:
    """
    By what the people of a unit, and of those below it, are judged in a period (R44, K21).

    Args:
        id: Their id.
        unit: The unit.
        term: The period; it ends earlier when others take their place.
        version: Which text.
        entries: What is judged, by its code.
        successor: The criteria that took their place; None while they stand.
    """

    kind: ClassVar[str] = "criteria"
    id: str
    unit: str
    term: Term
    version: str
    entries: Mapping[str, str]
    successor: str | None = None

    @classmethod
    def evolve(cls, state: Self | None, event: Event, at: At) -> Self | None:
        """The criteria after an event."""
        match event:
            case CriteriaPublished():
                return cls(
                    id=event.criteria,
                    unit=event.unit,
                    term=Term(event.since, event.until),
                    version=event.version,
                    entries=event.entries,
                )
            case CriteriaReplaced(until=until, successor=successor) if state is not None:
                return evolve(state, term=state.term.ending(until), successor=successor)
            case _:
                return state


STATES = (Target, Criteria)
