"""What can have happened to an inspection, and to a finding from its opening to its closure (R59)."""

from datetime import date, datetime
from enum import Enum
from typing import ClassVar

from attrs import frozen

from civicflow.calendars import Derivation
from civicflow.core.event import Event, Keys
from civicflow.core.fields import FreeText, PersonId, ShortText, SubjectId, UnitId
from civicflow.core.frozen_answer import FrozenAnswer

_INSPECTION = ("inspection", "inspection")
_FINDING = ("finding", "finding")


class Severity(Enum):
    """How grave a finding is; while a critical one is open a pilot should rest (K15)."""

    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"


class Resolution(Enum):
    """Why a finding is closed."""

    REMEDIED = "remedied"
    WITHDRAWN = "withdrawn"


@frozen(kw_only=True, eq=False, repr=False)
class InspectionOpened(Event):
    """A team of inspectors is sent to a unit under a mandate (R59, R60)."""

    topic: ClassVar[str] = "inspection.opened"
    stream: ClassVar[tuple[str, ...]] = _INSPECTION
    keys: ClassVar[Keys] = (("unit", "unit"), ("person", "team"), ("person", "ordered_by"))

    inspection: SubjectId
    unit: UnitId
    team: tuple[PersonId, ...]
    instrument: ShortText
    since: date
    ordered_by: PersonId


@frozen(kw_only=True, eq=False, repr=False)
class InspectionClosed(Event):
    """The team has reported; what it found is carried on until it is closed (R59)."""

    topic: ClassVar[str] = "inspection.closed"
    stream: ClassVar[tuple[str, ...]] = _INSPECTION
    keys: ClassVar[Keys] = (("unit", "unit"), ("person", "closed_by"))

    inspection: SubjectId
    unit: UnitId
    closed_by: PersonId
    report: FreeText


@frozen(kw_only=True, eq=False, repr=False)
class FindingOpened(Event):
    """Something is found wrong in a unit: against which rule, resting on which events and figures (R59, S4)."""

    topic: ClassVar[str] = "finding.opened"
    stream: ClassVar[tuple[str, ...]] = _FINDING
    keys: ClassVar[Keys] = (
        ("unit", "unit"),
        ("person", "person"),
        ("person", "opened_by"),
        ("finding_of", "inspection"),
    )

    finding: SubjectId
    inspection: SubjectId | None
    unit: UnitId
    person: PersonId | None
    severity: Severity
    provision: ShortText
    refs: tuple[int, ...]
    figures: tuple[FrozenAnswer, ...]
    text: FreeText
    opened_by: PersonId
    due: datetime | None
    derivation: Derivation | None


@frozen(kw_only=True, eq=False, repr=False)
class FindingAnswered(Event):
    """The head of the unit says how it came to be, and what is done about it (R59, R79)."""

    topic: ClassVar[str] = "finding.answered"
    stream: ClassVar[tuple[str, ...]] = _FINDING
    keys: ClassVar[Keys] = (("unit", "unit"), ("person", "answered_by"))

    finding: SubjectId
    unit: UnitId
    answered_by: PersonId
    answer: FreeText
    measures: FreeText


@frozen(kw_only=True, eq=False, repr=False)
class FindingAnswerAccepted(Event):
    """The side that inspects is content with the answer; the finding stays open until it is remedied."""

    topic: ClassVar[str] = "finding.answer_accepted"
    stream: ClassVar[tuple[str, ...]] = _FINDING
    keys: ClassVar[Keys] = (("unit", "unit"), ("person", "accepted_by"))

    finding: SubjectId
    unit: UnitId
    accepted_by: PersonId


@frozen(kw_only=True, eq=False, repr=False)
class FindingAnswerRejected(Event):
    """The answer does not do: another one is to be given, within a new term."""

    topic: ClassVar[str] = "finding.answer_rejected"
    stream: ClassVar[tuple[str, ...]] = _FINDING
    keys: ClassVar[Keys] = (("unit", "unit"), ("person", "rejected_by"))

    finding: SubjectId
    unit: UnitId
    rejected_by: PersonId
    reason: FreeText
    due: datetime | None
    derivation: Derivation | None


@frozen(kw_only=True, eq=False, repr=False)
class FindingClosed(Event):
    """A finding is closed: remedied, or withdrawn because it did not hold."""

    topic: ClassVar[str] = "finding.closed"
    stream: ClassVar[tuple[str, ...]] = _FINDING
    keys: ClassVar[Keys] = (("unit", "unit"), ("person", "closed_by"))

    finding: SubjectId
    unit: UnitId
    closed_by: PersonId
    resolution: Resolution
    note: FreeText


@frozen(kw_only=True, eq=False, repr=False)
class FindingReopened(Event):
    """What was closed stands again, and is to be answered within a new term."""

    topic: ClassVar[str] = "finding.reopened"
    stream: ClassVar[tuple[str, ...]] = _FINDING
    keys: ClassVar[Keys] = (("unit", "unit"), ("person", "reopened_by"))

    finding: SubjectId
    unit: UnitId
    reopened_by: PersonId
    reason: FreeText
    due: datetime | None
    derivation: Derivation | None


EVENTS = (
    InspectionOpened,
    InspectionClosed,
    FindingOpened,
    FindingAnswered,
    FindingAnswerAccepted,
    FindingAnswerRejected,
    FindingClosed,
    FindingReopened,
)
