"""What has been told about the dues of some work, so that nothing is told twice."""

from datetime import datetime
from typing import ClassVar, Self

from attrs import evolve, frozen

from civicflow.core.event import At, Event
from civicflow.deadline.events import DeadlineAlerted, DeadlineEscalated, DeadlineReminded
from civicflow.deadline.notices import name_of_alert, name_of_escalation, name_of_reminder


@frozen
class Given:
    """
    A notice that was given.

    Args:
        due: Of which due.
        notice: Which, by its name.
    """

    due: datetime
    notice: str


@frozen(kw_only=True)
class Deadline:
    """
    What has been told about the dues of some work.

    Args:
        subject: The stream of the work.
        given: Each notice, in the order in which they were given.
    """

    kind: ClassVar[str] = "deadline"
    subject: str
    given: tuple[Given, ...] = ()

    @classmethod
    def evolve(cls, state: Self | None, event: Event, at: At) -> Self | None:
        """What has been told after an event."""
        found = given(event)
        if found is None:
            return state
        subject, notice = found
        told = state or cls(subject=subject)
        return evolve(told, given=(*told.given, notice))


def given(event: Event) -> tuple[str, Given] | None:
    """Which notice an event gave, of which work; None when it gave none."""
    match event:
        case DeadlineReminded(subject=subject, due=due, counted=counted):
            return subject, Given(due, name_of_reminder(counted.length))
        case DeadlineAlerted(subject=subject, due=due, colour=colour):
            return subject, Given(due, name_of_alert(colour))
        case DeadlineEscalated(subject=subject, due=due, level=level):
            return subject, Given(due, name_of_escalation(level))
        case _:
            return None


STATES = (Deadline,)
