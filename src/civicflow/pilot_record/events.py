"""What can have happened to a pilot, from its draft to its end, and to what was measured, in the words of the office (K1)."""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import ClassVar

from attrs import frozen

from civicflow.core.event import Event, Keys
from civicflow.core.fields import FreeText, PersonId, ShortText, SubjectId, UnitId
from civicflow.core.frozen_answer import FrozenAnswer

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
    PAUSE = "pause"
    STOP = "stop"


class Audience(Enum):
    """Who is asked in a survey: those whom the office serves, or those who work in it (R10, R14)."""

    CITIZENS = "citizens"
    STAFF = "staff"


class Obstacle(Enum):
    """What stood in the way, as a review puts it (R85)."""

    MINDSET = "mindset"
    OUTDATED_GUIDANCE = "outdated_guidance"
    RELUCTANCE_TO_CHANGE = "reluctance_to_change"
    CONNECTION = "connection"
    EQUIPMENT = "equipment"
    OTHER = "other"


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
class BaselineRecorded(Event):
    """
    What an indicator showed before the pilot started: so many of so many, in a span of days, by an instrument (R10).

    A later wave is compared with it when it was taken by the same instrument.
    """

    topic: ClassVar[str] = "pilot_record.baseline_recorded"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (("person", "recorders"),)

    pilot: SubjectId
    indicator: SubjectId
    numerator: int
    denominator: int
    since: date
    until: date
    instrument: SubjectId
    recorders: tuple[PersonId, ...]


@frozen(kw_only=True, eq=False, repr=False)
class SurveyRecorded(Event):
    """
    A wave of a survey while the pilot is held: citizens or staff, so many of so many, by an instrument (R10, R14, R52).

    Without a unit it is a survey of all that take part.
    """

    topic: ClassVar[str] = "survey.recorded"
    stream: ClassVar[tuple[str, ...]] = ("survey", "survey")
    keys: ClassVar[Keys] = (("survey_of", "pilot"), ("person", "recorders"), ("unit", "unit"))

    survey: SubjectId
    pilot: SubjectId
    audience: Audience
    indicator: SubjectId
    instrument: SubjectId
    numerator: int
    denominator: int
    since: date
    until: date
    unit: UnitId | None
    recorders: tuple[PersonId, ...]


@frozen(kw_only=True, eq=False, repr=False)
class PilotEvaluated(Event):
    """
    A review of the pilot was held, and recommends how to go on (R8, R9, K1).

    What it rests on is frozen: each answer can be asked again. What stood in the way is named (R85).
    """

    topic: ClassVar[str] = "pilot_record.evaluated"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (("person", "evaluator"),)

    pilot: SubjectId
    evaluator: PersonId
    recommended: Course
    answers: tuple[FrozenAnswer, ...]
    assessment: FreeText
    obstacles: tuple[Obstacle, ...]
    obstacles_note: FreeText | None


@frozen(kw_only=True, eq=False, repr=False)
class PilotDecided(Event):
    """
    The leadership decides how the pilot goes on after a review (R11); what of its scope and term changes is said.

    Who departs from what the review recommends says why (R17).
    """

    topic: ClassVar[str] = "pilot_record.decided"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (
        ("person", "decided_by"),
        ("pilot_of", "bodies"),
        ("pilot_of", "units"),
    )

    pilot: SubjectId
    decided_by: PersonId
    decided: Course
    instrument: ShortText
    reason: FreeText | None
    quota: Mapping[str, int] | None
    units: tuple[UnitId, ...] | None
    groups: tuple[str, ...] | None
    positions: tuple[SubjectId, ...] | None
    until: date | None

    @property
    def bodies(self) -> tuple[str, ...]:
        """The bodies that take part from now on, where that changes."""
        return tuple(self.quota or ())


@frozen(kw_only=True, eq=False, repr=False)
class PilotPaused(Event):
    """The pilot rests at once, by decision of the leadership and before any review (K15)."""

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
    """The pilot is closed: it was stopped, its term is over, or what it tried has become regular work (R11, K1)."""

    topic: ClassVar[str] = "pilot_record.completed"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (("person", "completed_by"),)

    pilot: SubjectId
    completed_by: PersonId
    instrument: ShortText
    note: FreeText | None


EVENTS = (
    PilotDrafted,
    PilotSubmitted,
    PilotReturned,
    PilotRejected,
    PilotApproved,
    PilotStarted,
    UnitAssigned,
    UnitWithdrawn,
    BaselineRecorded,
    PilotReported,
    SurveyRecorded,
    PilotEvaluated,
    PilotDecided,
    PilotPaused,
    PilotResumed,
    PilotCompleted,
)
