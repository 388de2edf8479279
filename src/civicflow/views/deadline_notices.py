"""What was told to a person about dues: reminders, alerts and escalations, as they were given (R53)."""

from datetime import datetime
from enum import Enum
from typing import assert_never

from attrs import frozen

from civicflow.core.fields import PersonId
from civicflow.core.log import Entry
from civicflow.core.question import Evidence, Question
from civicflow.deadline.events import Alert, DeadlineAlerted, DeadlineEscalated, DeadlineReminded
from civicflow.deadline.moments import CountedIn


class NoticeKind(Enum):
    """What a notice about a due is."""

    REMINDER = "reminder"
    ALERT = "alert"
    ESCALATION = "escalation"


@frozen(kw_only=True)
class DeadlineNotice:
    """
    A notice that was given.

    Args:
        kind: What it is.
        subject: The stream of the work, such as ``task:T-17``.
        due: The due that it is about (UTC).
        colour: How much it presses; None for reminders and escalations.
        level: How many levels up it went; None for what is no escalation.
        number: How far from the due it fell due, in ``counted_in``.
        counted_in: In what that is counted.
        fell_due_at: When it was to be given (UTC).
        given_at: When it was given (UTC).
        late: Whether it came later than in time.
        assignee: Whose work it is.
        to: Who was told.
        position: Where it stands in the log.
    """

    kind: NoticeKind
    subject: str
    due: datetime
    colour: Alert | None
    level: int | None
    number: int
    counted_in: CountedIn
    fell_due_at: datetime
    given_at: datetime
    late: bool
    assignee: str | None
    to: tuple[str, ...]
    position: int


@frozen(kw_only=True)
class DeadlineNotices(Question[tuple[DeadlineNotice, ...]]):
    """
    What was told to a person about dues, the last first (R53): what ``civicflow tick`` gave when it fell due.

    Args:
        person: The person.
        late: Only what came late, or only what came in time.
    """

    person: PersonId
    late: bool | None = None

    def answer(self, evidence: Evidence) -> tuple[DeadlineNotice, ...]:
        """The notices."""
        found = (notice(each) for each in evidence.entries(key=f"told:{self.person}"))
        wanted = (each for each in found if each is not None and self.late in {None, each.late})
        return tuple(sorted(wanted, key=lambda each: -each.position))


def notice(entry: Entry) -> DeadlineNotice | None:
    """What a line of the log told about a due; None when it told nothing of the kind."""
    event = entry.event
    if not isinstance(event, DeadlineReminded | DeadlineAlerted | DeadlineEscalated):
        return None
    return DeadlineNotice(
        kind=_kind(event),
        subject=event.subject,
        due=event.due,
        colour=event.colour if isinstance(event, DeadlineAlerted) else None,
        level=event.level if isinstance(event, DeadlineEscalated) else None,
        number=event.counted.number,
        counted_in=event.counted.unit,
        fell_due_at=event.fell_due_at,
        given_at=entry.at.recorded_at,
        late=event.late,
        assignee=event.assignee,
        to=event.to,
        position=entry.at.position,
    )


def _kind(event: DeadlineReminded | DeadlineAlerted | DeadlineEscalated) -> NoticeKind:
    match event:
        case DeadlineReminded():
            return NoticeKind.REMINDER
        case DeadlineAlerted():
            return NoticeKind.ALERT
        case DeadlineEscalated():
            return NoticeKind.ESCALATION
        case _ as unreachable:
            assert_never(unreachable)
