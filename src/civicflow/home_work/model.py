"""How far a person's home arrangement has come, what it gives, and for how long."""

from datetime import date, datetime
from enum import Enum
from typing import ClassVar, Self, TypeVar

from attrs import evolve, frozen

from civicflow.core.event import At, Event
from civicflow.home_work.events import (
    HomeWorkActivated,
    HomeWorkApproved,
    HomeWorkEnded,
    HomeWorkRefused,
    HomeWorkRequested,
    HomeWorkResumed,
    HomeWorkSuspended,
    RequestWithdrawn,
    Weekday,
)
from civicflow.organization.model import Term

H = TypeVar("H", bound="HomeWork")


class Stage(Enum):
    """How far a home arrangement has come."""

    REQUESTED = "requested"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"
    APPROVED = "approved"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    ENDED = "ended"


WITH_A_PLACE = frozenset({Stage.APPROVED, Stage.ACTIVE, Stage.SUSPENDED})
"""The stages in which an arrangement takes one of the body's remote places (K14)."""

OVER = frozenset({Stage.WITHDRAWN, Stage.REFUSED, Stage.ENDED})
"""The stages after which a person may ask again."""


@frozen(kw_only=True)
class HomeWork:
    """
    A person's arrangement to work at home: the last one they asked for.

    Args:
        id: The person.
        stage: How far it has come.
        unit: The unit whose office decides on it.
        position: The position it was asked for.
        weekdays: The weekdays at home.
        term: Its first and last day.
        requests: When the record took each request of the person, all arrangements together.
        body: The body whose remote place it takes, once approved.
        pilot: The pilot that it was approved under.
    """

    kind: ClassVar[str] = "home_work"
    id: str
    stage: Stage
    unit: str
    position: str
    weekdays: tuple[Weekday, ...]
    term: Term
    requests: tuple[datetime, ...]
    body: str | None = None
    pilot: str | None = None

    def is_in_force(self, on: date) -> bool:
        """Whether it lets the person work at home at all on a day."""
        return self.stage is Stage.ACTIVE and self.term.covers(on)

    def is_over(self, on: date) -> bool:
        """Whether its last day has passed on a day."""
        return self.term.until is not None and self.term.until < on

    def names_day(self, on: date) -> bool:
        """Whether the weekday of a day was agreed upon."""
        return on.weekday() in {list(Weekday).index(each) for each in self.weekdays}

    @classmethod
    def evolve(cls, state: Self | None, event: Event, at: At) -> Self | None:
        """The arrangement after an event."""
        if isinstance(event, HomeWorkRequested):
            return cls(
                id=event.person,
                stage=Stage.REQUESTED,
                unit=event.unit,
                position=event.position,
                weekdays=event.weekdays,
                term=Term(event.since, event.until),
                requests=(*(() if state is None else state.requests), at.recorded_at),
            )
        return None if state is None else _arranged(state, event)


def _arranged(arrangement: H, event: Event) -> H:
    match event:
        case RequestWithdrawn():
            return evolve(arrangement, stage=Stage.WITHDRAWN)
        case HomeWorkRefused():
            return evolve(arrangement, stage=Stage.REFUSED)
        case HomeWorkApproved(body=body, pilot=pilot):
            return evolve(arrangement, stage=Stage.APPROVED, body=body, pilot=pilot)
        case HomeWorkActivated() | HomeWorkResumed():
            return evolve(arrangement, stage=Stage.ACTIVE)
        case HomeWorkSuspended():
            return evolve(arrangement, stage=Stage.SUSPENDED)
        case HomeWorkEnded():
            return evolve(arrangement, stage=Stage.ENDED)
        case _:
            return arrangement


STATES = (HomeWork,)
