"""What can have happened in steering: a target assigned, revised, reported and closed; criteria published and replaced."""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import ClassVar

from attrs import field, frozen

from civicflow.core.event import Event, Keys
from civicflow.core.exact import readable
from civicflow.core.fields import Code, FreeText, PersonId, ShortText, SubjectId, UnitId


class Direction(Enum):
    """On which side of the value a target is met; the value itself meets it either way."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"


@frozen(kw_only=True, eq=False, repr=False)
class TargetAssigned(Event):
    """A unit is told what an indicator of its work is to reach in a period (R55, K16)."""

    topic: ClassVar[str] = "target.assigned"
    stream: ClassVar[tuple[str, ...]] = ("target", "target")
    keys: ClassVar[Keys] = (("unit", "unit"), ("targets_of", "unit"), ("person", "assigned_by"))

    target: SubjectId
    unit: UnitId
    indicator: Code
    since: date
    until: date
    value: str = field(validator=readable)
    direction: Direction
    instrument: ShortText | None
    assigned_by: PersonId


@frozen(kw_only=True, eq=False, repr=False)
class TargetRevised(Event):
    """What a target asks for is changed before its period ends, and why; what it asked for first stays on record (R55)."""

    topic: ClassVar[str] = "target.revised"
    stream: ClassVar[tuple[str, ...]] = ("target", "target")
    keys: ClassVar[Keys] = (("unit", "unit"), ("targets_of", "unit"), ("person", "revised_by"))

    target: SubjectId
    unit: UnitId
    value: str = field(validator=readable)
    reason: FreeText
    revised_by: PersonId


@frozen(kw_only=True, eq=False, repr=False)
class TargetReported(Event):
    """A unit says what the indicator of a target shows on a day (R55, K16)."""

    topic: ClassVar[str] = "target.reported"
    stream: ClassVar[tuple[str, ...]] = ("target", "target")
    keys: ClassVar[Keys] = (("unit", "unit"), ("targets_of", "unit"), ("person", "reported_by"))

    target: SubjectId
    unit: UnitId
    value: str = field(validator=readable)
    as_of: date
    note: FreeText | None
    reported_by: PersonId


@frozen(kw_only=True, eq=False, repr=False)
class TargetClosed(Event):
    """The office that set a target says, when its period is over, what was achieved (R55, K17)."""

    topic: ClassVar[str] = "target.closed"
    stream: ClassVar[tuple[str, ...]] = ("target", "target")
    keys: ClassVar[Keys] = (("unit", "unit"), ("targets_of", "unit"), ("person", "closed_by"))

    target: SubjectId
    unit: UnitId
    achieved: str = field(validator=readable)
    note: FreeText | None
    closed_by: PersonId


@frozen(kw_only=True, eq=False, repr=False)
class CriteriaPublished(Event):
    """By what the people of a unit and of those below it are judged in a period that has not begun (R44, K21)."""

    topic: ClassVar[str] = "criteria.published"
    stream: ClassVar[tuple[str, ...]] = ("criteria", "criteria")
    keys: ClassVar[Keys] = (("unit", "unit"), ("criteria_of", "unit"), ("person", "published_by"))

    criteria: SubjectId
    unit: UnitId
    since: date
    until: date
    version: ShortText
    reference: ShortText | None
    entries: Mapping[str, str]
    replaces: SubjectId | None
    published_by: PersonId


@frozen(kw_only=True, eq=False, repr=False)
class CriteriaReplaced(Event):
    """The last day of criteria in whose place others hold from the next day on (R44)."""

    topic: ClassVar[str] = "criteria.replaced"
    stream: ClassVar[tuple[str, ...]] = ("criteria", "criteria")
    keys: ClassVar[Keys] = (("unit", "unit"), ("criteria_of", "unit"), ("person", "replaced_by"))

    criteria: SubjectId
    unit: UnitId
    until: date
    successor: SubjectId
    reason: FreeText
    replaced_by: PersonId


TARGETS = (TargetAssigned, TargetRevised, TargetReported, TargetClosed)
"""What concerns a target."""

CRITERIA = (CriteriaPublished, CriteriaReplaced)
"""What concerns criteria."""

EVENTS = (*TARGETS, *CRITERIA)
