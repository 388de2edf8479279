"""What an event is to a task: one step that bears on its dates and its decisions, by whom, and the date it speaks of."""

from collections.abc import Callable
from datetime import datetime
from typing import Literal, NamedTuple, TypeAlias

from civicflow.calendars import Derivation
from civicflow.core.event import At, Event, Instant, micros
from civicflow.task.assignment_events import (
    TaskDisputed,
    TaskDisputeResolved,
    TaskDraftDiscarded,
    TaskDrafted,
    TaskReassigned,
    TaskReopened,
)
from civicflow.task.events import (
    DeadlineExtended,
    HoldConfirmed,
    HoldRejected,
    HoldReviewed,
    ResultReturned,
    ResultSubmitted,
    TaskAcknowledged,
    TaskAssigned,
    TaskCancelled,
    TaskCompleted,
    TaskEvaluated,
    TaskHeld,
    TaskReleased,
    TaskStarted,
)
from civicflow.task.offering_events import (
    TaskClaimed,
    TaskClaimReleased,
    TaskOffered,
    TaskReturnedToPrevious,
    TaskTransferred,
)

Deed: TypeAlias = Literal[
    "drafted",
    "draft_discarded",
    "assigned",
    "offered",
    "claimed",
    "claim_released",
    "transferred",
    "offered_back",
    "given_back",
    "disputed",
    "dispute_resolved",
    "dispute_resolved_and_excused",
    "acknowledged",
    "started",
    "submitted",
    "returned",
    "completed",
    "evaluated",
    "extended",
    "held",
    "hold_reviewed",
    "hold_confirmed",
    "hold_rejected",
    "released",
    "reopened",
    "reassigned",
    "cancelled",
    "cancelled_from_above",
]


GIVING: frozenset[Deed] = frozenset({"assigned", "offered"})
"""By which deeds work is given: to one person, or to several of whom one takes it on."""


class Step(NamedTuple):
    """
    One thing that happened to a task.

    Args:
        deed: What.
        position: Where it stands in the log.
        occurred: When it is said to have happened, in microseconds since 1970 UTC.
        recorded: When the store took it, likewise.
        by: The person whose act it is; None when another system does not say.
        moment: The date it speaks of, likewise: the due, the new due, when a hold is reviewed, until when a dispute is
            decided, when what is completed was handed in.
        proven: Whether an outside record proves when it happened (K3).
        derivation: What that date was derived from; None when somebody chose it.
        hand: Whose hand it was, where somebody acts for the assignee.
    """

    deed: Deed
    position: int
    occurred: Instant
    recorded: Instant
    by: str | None = None
    moment: Instant | None = None
    proven: bool = False
    derivation: Derivation | None = None
    hand: str | None = None


Told: TypeAlias = tuple[Deed, str | None, int | None, bool]
"""What an event says of itself: the deed, by whom, the date it speaks of, whether it is proven."""


def _moment(when: datetime | None) -> int | None:
    return None if when is None else micros(when)


def _assigned(event: TaskAssigned) -> Told:
    return "assigned", event.assigned_by, _moment(event.due), False


def _resolved(event: TaskDisputeResolved) -> Told:
    deed: Deed = "dispute_resolved" if event.clock_ran else "dispute_resolved_and_excused"
    return deed, event.resolved_by, _moment(event.due), False


def _submitted(event: ResultSubmitted) -> Told:
    return "submitted", event.assignee, None, event.receipt is not None


def _completed(event: TaskCompleted) -> Told:
    return "completed", event.approver, micros(event.submitted_at), event.receipt is not None


def _cancelled(event: TaskCancelled) -> Told:
    deed: Deed = "cancelled_from_above" if event.from_above else "cancelled"
    return deed, event.cancelled_by, None, event.receipt is not None


def _went_back(event: TaskReturnedToPrevious) -> Told:
    deed: Deed = "offered_back" if event.to is None else "given_back"
    return deed, event.returned_by, None, False


TELLING: dict[type[Event], Callable[..., Told]] = {
    TaskDrafted: lambda event: ("drafted", event.drafted_by, None, False),
    TaskDraftDiscarded: lambda event: ("draft_discarded", event.discarded_by, None, False),
    TaskAssigned: _assigned,
    TaskOffered: lambda event: ("offered", event.offered_by, micros(event.due), False),
    TaskClaimed: lambda event: ("claimed", event.assignee, None, False),
    TaskClaimReleased: lambda event: ("claim_released", event.released_by, None, False),
    TaskTransferred: lambda event: ("transferred", event.transferred_by, None, False),
    TaskReturnedToPrevious: _went_back,
    TaskDisputed: lambda event: ("disputed", event.assignee, _moment(event.decide_by), False),
    TaskDisputeResolved: _resolved,
    TaskAcknowledged: lambda event: ("acknowledged", event.assignee, None, False),
    TaskStarted: lambda event: ("started", event.assignee, None, False),
    ResultSubmitted: _submitted,
    ResultReturned: lambda event: ("returned", event.approver, None, False),
    TaskCompleted: _completed,
    TaskEvaluated: lambda event: ("evaluated", event.evaluator, None, False),
    DeadlineExtended: lambda event: ("extended", event.extended_by, micros(event.new_due), False),
    TaskHeld: lambda event: ("held", event.held_by, micros(event.review_on), False),
    HoldReviewed: lambda event: ("hold_reviewed", event.reviewed_by, micros(event.review_on), False),
    HoldRejected: lambda event: ("hold_rejected", event.rejected_by, None, False),
    HoldConfirmed: lambda event: ("hold_confirmed", event.confirmed_by, None, False),
    TaskReleased: lambda event: ("released", event.released_by, None, False),
    TaskReopened: lambda event: ("reopened", event.reopened_by, _moment(event.due), False),
    TaskReassigned: lambda event: ("reassigned", event.reassigned_by, None, False),
    TaskCancelled: _cancelled,
}
"""What each event is to a task."""


DERIVED = (TaskDisputed, TaskHeld, HoldReviewed)
"""The events that keep what their date was derived from."""

HANDED = (TaskStarted, ResultSubmitted)
"""The events that keep whose hand they were."""

_new = tuple.__new__  # makes a step in two thirds of the time that its own constructor takes


def step_of(event: Event, at: At) -> Step:
    """
    What happened, as one step.

    Args:
        event: One of those that ``TELLING`` names.
        at: Where it stands in the log.
    """
    deed, by, moment, proven = TELLING[type(event)](event)
    derivation = event.derivation if isinstance(event, DERIVED) else None
    hand = event.delegate if isinstance(event, HANDED) else None
    return _new(Step, (deed, *at, by, moment, proven, derivation, hand))


def is_concluded(step: Step) -> bool:
    """Whether work was completed without an office that accepts it: the next step of its procedure judges it (K1, K10)."""
    return step.deed == "completed" and step.by is None and not step.proven
