"""Where a request for leave stands."""

from datetime import date, timedelta
from enum import Enum
from typing import ClassVar, Self

from attrs import evolve, frozen

from civicflow.core import At, Event
from leave_requests.events import LeaveDeclined, LeaveGranted, LeaveRequested, LeaveRequestWithdrawn


class Stage(Enum):
    """How far a request has come."""

    SUBMITTED = "submitted"
    GRANTED = "granted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


def days_between(since: date, until: date) -> tuple[date, ...]:
    """All days from one to another, both included."""
    return tuple(since + timedelta(days=day) for day in range((until - since).days + 1))


@frozen(kw_only=True)
class LeaveRequest:
    """
    A request for annual leave as it stands.

    Args:
        id: Its id.
        person: Who wants to be away.
        unit: The unit that would do without them.
        since: The first day.
        until: The last day.
        stage: How far it has come.
    """

    kind: ClassVar[str] = "leave_request"
    id: str
    person: str
    unit: str
    since: date
    until: date
    stage: Stage

    @property
    def is_open(self) -> bool:
        """Whether the person may be away because of it, now or once it is granted."""
        return self.stage in {Stage.SUBMITTED, Stage.GRANTED}

    @property
    def days(self) -> tuple[date, ...]:
        """The days asked for."""
        return days_between(self.since, self.until)

    @classmethod
    def evolve(cls, state: Self | None, event: Event, at: At) -> Self | None:
        """The request after an event."""
        match event:
            case LeaveRequested():
                return cls(
                    id=event.request,
                    person=event.person,
                    unit=event.unit,
                    since=event.since,
                    until=event.until,
                    stage=Stage.SUBMITTED,
                )
            case LeaveGranted() if state is not None:
                return evolve(state, stage=Stage.GRANTED)
            case LeaveDeclined() if state is not None:
                return evolve(state, stage=Stage.DECLINED)
            case LeaveRequestWithdrawn() if state is not None:
                return evolve(state, stage=Stage.WITHDRAWN)
            case _:
                return state


STATES = (LeaveRequest,)
