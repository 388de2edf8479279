"""What can have been told about a due that runs: whoever has the work is reminded, offices are alerted, those above are told."""

from datetime import datetime
from enum import Enum
from typing import ClassVar

from attrs import frozen

from civicflow.core.event import Event, Keys
from civicflow.core.fields import PersonId, ShortText, UnitId
from civicflow.deadline.moments import Counted


class Alert(Enum):
    """How pressing a due is (V17): soon, late, or so late that the head of the agency must know."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


_STREAM = ("deadline", "subject")
_KEYS: Keys = (("person", "assignee"), ("person", "to"), ("told", "to"), ("unit", "unit"))


@frozen(kw_only=True, eq=False, repr=False)
class DeadlineReminded(Event):
    """
    Whoever has work to do is reminded of its due, so long before (R53).

    ``subject`` is the stream of the work; ``fell_due_at`` is when the reminder was to be given, ``late`` says that it came
    after the term in which it was in time; ``to`` names who is told, nobody where no office is filled.
    """

    topic: ClassVar[str] = "deadline.reminded"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = _KEYS

    subject: ShortText
    assignee: PersonId | None
    unit: UnitId | None
    due: datetime
    fell_due_at: datetime
    counted: Counted
    late: bool
    to: tuple[PersonId, ...]


@frozen(kw_only=True, eq=False, repr=False)
class DeadlineAlerted(Event):
    """
    A due presses: it comes soon, has passed, or has passed so long ago that the head of the agency must know (V17, K25).

    The other fields are as in a reminder.
    """

    topic: ClassVar[str] = "deadline.alerted"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = _KEYS

    subject: ShortText
    assignee: PersonId | None
    unit: UnitId | None
    due: datetime
    colour: Alert
    fell_due_at: datetime
    counted: Counted
    late: bool
    to: tuple[PersonId, ...]


@frozen(kw_only=True, eq=False, repr=False)
class DeadlineEscalated(Event):
    """
    Work that is not done is taken to an office above the one that decides on it: one level up, later another (R53, K11).

    ``level`` says how many levels up, ``office_of`` the unit whose office it is, the highest where there are no more levels;
    the other fields are as in a reminder.
    """

    topic: ClassVar[str] = "deadline.escalated"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (*_KEYS, ("unit", "office_of"))

    subject: ShortText
    assignee: PersonId | None
    unit: UnitId | None
    due: datetime
    level: int
    fell_due_at: datetime
    counted: Counted
    late: bool
    office_of: UnitId | None
    to: tuple[PersonId, ...]


EVENTS = (DeadlineReminded, DeadlineAlerted, DeadlineEscalated)
