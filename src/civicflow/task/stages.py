"""How far a task can have come, and what stands beside its stage: holds to decide on, documents, where it came from."""

from datetime import datetime
from enum import Enum

from attrs import frozen

from civicflow.organization.events import Office


class Stage(Enum):
    """How far a task has come; "overdue" is never stored, it follows from the dates."""

    DRAFTED = "drafted"
    OFFERED = "offered"
    ASSIGNED = "assigned"
    DISPUTED = "disputed"
    ACKNOWLEDGED = "acknowledged"
    IN_PROGRESS = "in_progress"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    COMPLETED = "completed"
    EVALUATED = "evaluated"
    REASSIGNED = "reassigned"
    CANCELLED = "cancelled"
    DISCARDED = "discarded"


AT_WORK = frozenset({Stage.ASSIGNED, Stage.ACKNOWLEDGED, Stage.IN_PROGRESS, Stage.RETURNED})
"""The stages in which the assignee is at work."""

TO_CHANGE_HANDS = AT_WORK | {Stage.OFFERED, Stage.DISPUTED}
"""The stages in which work may be given to another: of a result that waits, somebody decides first."""

OPEN = AT_WORK | {Stage.OFFERED, Stage.DISPUTED, Stage.SUBMITTED}
"""The stages in which something is still to be done."""

UNACKNOWLEDGED = frozenset({Stage.ASSIGNED, Stage.DISPUTED})
"""The stages in which the assignee has not yet taken the work on."""

TO_BE_STARTED = frozenset({Stage.ACKNOWLEDGED, Stage.RETURNED})
"""The stages from which work begins, or begins again."""


@frozen
class UndecidedHold:
    """
    A hold of which nobody has said yet whether its cause was objective, though the work may go on by now (K4).

    Args:
        held_by: Who put the task on hold.
        held_at: When the record took that.
    """

    held_by: str | None
    held_at: datetime


@frozen(kw_only=True)
class Judgement:
    """
    How a completed task was judged by its result (R43).

    Args:
        quality_met: Whether the expected result was reached.
        major_errors: How many serious errors were found.
        delays: How often it was late.
        above_level: Whether it was better than asked for.
        position: Where the judgement stands in the log.
    """

    quality_met: bool
    major_errors: int
    delays: int
    above_level: bool
    position: int


@frozen
class Attachment:
    """
    A document that belongs to a task.

    Args:
        digest: Its SHA-256: what it is known by.
        title: Its title.
        attached_by: Who attached it.
    """

    digest: str
    title: str
    attached_by: str


@frozen
class Desk:
    """
    Where a task lay: with a person, or before several people of whom none had taken it on.

    Args:
        unit: The unit it belonged to.
        group: The group that it was laid before.
        office: The office whose holders it was laid before.
        person: Whose work it was; None while nobody had it.
        offered: Whether it was laid before several people, whoever had taken it on since.
    """

    unit: str
    group: str | None
    office: Office | None
    person: str | None
    offered: bool
