"""What became of each person's wish to work at home: one row a person, one step an event (V20)."""

from collections.abc import Callable, Mapping
from datetime import date
from operator import attrgetter
from typing import Literal, NamedTuple, Protocol, TypeAlias, cast

from attrs import frozen

from civicflow.core.event import At, Event, Instant
from civicflow.core.question import View
from civicflow.home_work.events import (
    CommitmentReviewed,
    CommitmentSigned,
    EligibilityAssessed,
    HomeWorkActivated,
    HomeWorkApproved,
    HomeWorkEnded,
    HomeWorkRefused,
    HomeWorkRequested,
    HomeWorkResumed,
    HomeWorkSuspended,
    RequestWithdrawn,
)

Deed: TypeAlias = Literal[
    "found_eligible",
    "found_ineligible",
    "requested",
    "withdrawn",
    "approved",
    "refused",
    "committed",
    "reviewed",
    "activated",
    "suspended",
    "resumed",
    "ended",
]


class Step(NamedTuple):
    """
    One thing that happened to a person's arrangement.

    Args:
        deed: What.
        position: Where it stands in the log.
        occurred: When it is said to have happened, in microseconds since 1970 UTC.
        recorded: When the store took it, likewise.
        unit: The unit whose office decides on it.
        reason: On what grounds a request was refused, by whom an arrangement was ended; None where nothing says it.
        day: When a commitment is looked at again.
    """

    deed: Deed
    position: int
    occurred: Instant
    recorded: Instant
    unit: str
    reason: str | None = None
    day: date | None = None


@frozen
class Participant:
    """
    A person who may work at home, or wished to.

    Args:
        person: The person.
        steps: What happened, in order of the log.
    """

    person: str
    steps: tuple[Step, ...]


Told: TypeAlias = tuple[Deed, str | None, date | None]
"""What an event says of itself: the deed, the reason, the day on which it is looked at again."""


def _assessed(event: EligibilityAssessed) -> Told:
    return "found_eligible" if event.eligible else "found_ineligible", None, None


def _ended(event: HomeWorkEnded) -> Told:
    return "ended", "employee" if event.ended_by == event.person else "office", None


TELLING: Mapping[type[Event], Callable[..., Told]] = {
    EligibilityAssessed: _assessed,
    HomeWorkRequested: lambda _: ("requested", None, None),
    RequestWithdrawn: lambda _: ("withdrawn", None, None),
    HomeWorkApproved: lambda _: ("approved", None, None),
    HomeWorkRefused: lambda event: ("refused", event.reason_code.value, None),
    CommitmentSigned: lambda event: ("committed", None, event.review_on),
    CommitmentReviewed: lambda event: ("reviewed", None, event.review_on),
    HomeWorkActivated: lambda _: ("activated", None, None),
    HomeWorkSuspended: lambda _: ("suspended", None, None),
    HomeWorkResumed: lambda _: ("resumed", None, None),
    HomeWorkEnded: _ended,
}
"""What each event is to an arrangement; an event that is added to home work is one line here."""


class _OfPerson(Protocol):
    person: str
    unit: str


def fold(row: Participant | None, event: Event, at: At) -> Participant:
    """The person after an event: one step more."""
    deed, reason, day = TELLING[type(event)](event)
    known = cast("_OfPerson", event)
    step = Step(deed, at.position, at.occurred, at.recorded, known.unit, reason, day)
    return Participant(known.person, (*(() if row is None else row.steps), step))


AT_WORK: Mapping[Deed, bool] = {"activated": True, "resumed": True, "suspended": False, "ended": False}
"""The steps after which somebody works at home, or does so no longer."""


def works_at_home(row: Participant, until: int) -> bool:
    """Whether somebody works at home after what happened before a moment in microseconds since 1970 UTC."""
    works = [AT_WORK[step.deed] for step in row.steps if step.occurred < until and step.deed in AT_WORK]
    return bool(works) and works[-1]


VIEW: View[Participant] = View(
    name="participants",
    version=2,
    row=Participant,
    subjects=dict.fromkeys(TELLING, attrgetter("person")),
    fold=fold,
)
