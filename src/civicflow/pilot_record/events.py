"""What can have happened to a pilot, from its draft to its end, in the words of the office (K1)."""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import ClassVar

from attrs import frozen

from civicflow.core.event import Event, Keys
from civicflow.core.fields import FreeText, PersonId, ShortText, SubjectId, UnitId

_STREAM = ("pilot_record", "pilot")


class PilotType(Enum):
    """What is tried: work from home, or managers hired from outside (R73)."""

    REMOTE_WORK = "remote_work"
    HIRED_MANAGERS = "hired_managers"


class Course(Enum):
    """How a pilot may go on once its results are weighed (R11, K15)."""

    CONTINUE = "continue"
    ADJUST = "adjust"
    EXPAND = "expand"
    STOP = "stop"


@frozen(kw_only=True, eq=False, repr=False)
class PilotDrafted(Event):
    """
    A pilot is proposed: what is tried, where at three levels (R2), with how many places a body (R6), when, and by
    which indicators it is judged. A returned draft is drafted anew.
    """

    topic: ClassVar[str] = "pilot_record.drafted"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (
        ("person", "authors"),
        ("unit", "unit"),
        ("pilot_of", "bodies"),
        ("pilot_of", "units"),
    )

    pilot: SubjectId
    type: PilotType
    title: ShortText
    unit: UnitId
    authors: tuple[PersonId, ...]
    quota: Mapping[str, int]
    units: tuple[UnitId, ...]
    groups: tuple[str, ...]
    positions: tuple[SubjectId, ...]
    since: date
    until: date
    indicators: Mapping[str, str]

    @property
    def bodies(self) -> tuple[str, ...]:
        """The bodies that take part: those with a quota."""
        return tuple(self.quota)


@frozen(kw_only=True, eq=False, repr=False)
class PilotSubmitted(Event):
    """The draft is laid before those who decide on it."""

    topic: ClassVar[str] = "pilot_record.submitted"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (("person", "submitted_by"),)

    pilot: SubjectId
    submitted_by: PersonId


@frozen(kw_only=True, eq=False, repr=False)
class PilotReturned(Event):
    """The draft goes back to its authors, with what is wrong (K17)."""

    topic: ClassVar[str] = "pilot_record.returned"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (("person", "returned_by"),)

    pilot: SubjectId
    returned_by: PersonId
    reason: FreeText


@frozen(kw_only=True, eq=False, repr=False)
class PilotRejected(Event):
    """The draft is turned down for good (K17)."""

    topic: ClassVar[str] = "pilot_record.rejected"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (("person", "rejected_by"),)

    pilot: SubjectId
    rejected_by: PersonId
    reason: FreeText


@frozen(kw_only=True, eq=False, repr=False)
class PilotApproved(Event):
    """The leadership above every body that takes part decides that the pilot may be held."""

    topic: ClassVar[str] = "pilot_record.approved"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (("person", "approver"),)

    pilot: SubjectId
    approver: PersonId
    instrument: ShortText


@frozen(kw_only=True, eq=False, repr=False)
class PilotStarted(Event):
    """The approved pilot runs (K17)."""

    topic: ClassVar[str] = "pilot_record.started"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (("person", "started_by"),)

    pilot: SubjectId
    started_by: PersonId


@frozen(kw_only=True, eq=False, repr=False)
class UnitAssigned(Event):
    """A unit, or one position of it, is taken into the pilot (R2, K1)."""

    topic: ClassVar[str] = "pilot_record.assigned"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (("person", "assigned_by"), ("unit", "unit"), ("pilot_of", "unit"))

    pilot: SubjectId
    unit: UnitId
    position: SubjectId | None
    assigned_by: PersonId


@frozen(kw_only=True, eq=False, repr=False)
class UnitWithdrawn(Event):
    """A unit, or one position of it, leaves the pilot."""

    topic: ClassVar[str] = "pilot_record.withdrawn"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (("person", "withdrawn_by"), ("unit", "unit"), ("pilot_of", "unit"))

    pilot: SubjectId
    unit: UnitId
    position: SubjectId | None
    withdrawn_by: PersonId
    reason: FreeText


@frozen(kw_only=True, eq=False, repr=False)
class PilotReported(Event):
    """An interim report: what the indicators show up to a day (R8, K1)."""

    topic: ClassVar[str] = "pilot_record.reported"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (("person", "reporters"),)

    pilot: SubjectId
    reporters: tuple[PersonId, ...]
    until: date
    results: Mapping[str, str]
    note: FreeText | None


@frozen(kw_only=True, eq=False, repr=False)
class PilotEvaluated(Event):
    """A review of the pilot was held, and recommends how to go on (R8, R9, K1)."""

    topic: ClassVar[str] = "pilot_record.evaluated"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (("person", "evaluator"),)

    pilot: SubjectId
    evaluator: PersonId
    recommended: Course
    assessment: FreeText


@frozen(kw_only=True, eq=False, repr=False)
class PilotPaused(Event):
    """The pilot rests by decision."""

    topic: ClassVar[str] = "pilot_record.paused"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (("person", "paused_by"),)

    pilot: SubjectId
    paused_by: PersonId
    instrument: ShortText
    reason: FreeText


@frozen(kw_only=True, eq=False, repr=False)
class PilotResumed(Event):
    """A paused pilot runs again (K17)."""

    topic: ClassVar[str] = "pilot_record.resumed"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (("person", "resumed_by"),)

    pilot: SubjectId
    resumed_by: PersonId
    instrument: ShortText


@frozen(kw_only=True, eq=False, repr=False)
class PilotCompleted(Event):
    """The pilot is closed, and it is decided what follows from it (R11, K1)."""

    topic: ClassVar[str] = "pilot_record.completed"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (("person", "completed_by"),)

    pilot: SubjectId
    completed_by: PersonId
    decided: Course
    instrument: ShortText
    reason: FreeText | None


EVENTS = (
    PilotDrafted,
    PilotSubmitted,
    PilotReturned,
    PilotRejected,
    PilotApproved,
    PilotStarted,
    UnitAssigned,
    UnitWithdrawn,
    PilotReported,
    PilotEvaluated,
    PilotPaused,
    PilotResumed,
    PilotCompleted,
)
