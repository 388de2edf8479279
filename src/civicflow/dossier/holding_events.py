"""What can have happened to the clock of a dossier: it stands still, by an office's act or while a reply is awaited, and goes on (R57, K4)."""

from datetime import datetime
from typing import ClassVar

from attrs import field, frozen

from civicflow.core.event import Event, Keys
from civicflow.core.fields import Code, FreeText, PersonId, ShortText, SubjectId, instant, texts

_STREAM = ("dossier", "dossier")


@frozen(kw_only=True)
class Standstill:
    """
    How long a clock stood still, and what that was counted in.

    Args:
        start: From when (UTC).
        end: Until when (UTC).
        working_minutes: How many minutes of office hours passed meanwhile.
        calendar: The version of the working calendar.
        office_hours: The provision that sets the office hours; None when they rest on none.
    """

    start: datetime = field(converter=instant)
    end: datetime = field(converter=instant)
    working_minutes: int
    calendar: ShortText
    office_hours: ShortText | None


@frozen(kw_only=True, eq=False, repr=False)
class DossierHeld(Event):
    """
    A dossier rests for a cause outside the office: its clock and those of its steps stand still; nothing new is given out.

    ``tasks`` are those of its tasks that are held with it; the cause of each is confirmed one level up like any other (K4).
    """

    topic: ClassVar[str] = "dossier.held"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (("person", "held_by"),)

    dossier: SubjectId
    cause: ShortText
    reason: FreeText
    held_by: PersonId
    tasks: tuple[str, ...] = field(converter=texts)


@frozen(kw_only=True, eq=False, repr=False)
class DossierReleased(Event):
    """A dossier that rested goes on."""

    topic: ClassVar[str] = "dossier.released"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (("person", "released_by"),)

    dossier: SubjectId
    released_by: PersonId


@frozen(kw_only=True, eq=False, repr=False)
class StepDueMoved(Event):
    """The due of an open step moves on by the working time that passed while the dossier rested."""

    topic: ClassVar[str] = "dossier.step_due_moved"
    stream: ClassVar[tuple[str, ...]] = _STREAM

    dossier: SubjectId
    step: Code
    round: int
    old_due: datetime
    new_due: datetime
    standstill: Standstill


@frozen(kw_only=True, eq=False, repr=False)
class TermStopped(Event):
    """The term of a dossier stands still: an office lets it rest, or it is at a step during which it does not run."""

    topic: ClassVar[str] = "dossier.term_stopped"
    stream: ClassVar[tuple[str, ...]] = _STREAM

    dossier: SubjectId


@frozen(kw_only=True, eq=False, repr=False)
class TermResumed(Event):
    """
    The term of a dossier runs again; its due has moved on by the working time that passed meanwhile.

    No dues and no standstill where the procedure sets no term for the whole, or where no office hours are on record.
    """

    topic: ClassVar[str] = "dossier.term_resumed"
    stream: ClassVar[tuple[str, ...]] = _STREAM

    dossier: SubjectId
    old_due: datetime | None
    new_due: datetime | None
    standstill: Standstill | None


HOLDING_EVENTS = (DossierHeld, DossierReleased, StepDueMoved, TermStopped, TermResumed)
