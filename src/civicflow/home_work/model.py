"""How far a person's home arrangement has come and what it gives; with what they work at home; who could not be reached."""

from collections.abc import Mapping
from datetime import date, datetime, time
from enum import Enum
from typing import ClassVar, Self, TypeVar

from attrs import evolve, frozen

from civicflow.core.event import At, Event
from civicflow.home_work.events import (
    CommitmentCountersigned,
    CommitmentReviewed,
    CommitmentSigned,
    ContactFailed,
    ContactReplied,
    EligibilityAssessed,
    EquipmentDeclared,
    EquipmentRequired,
    EquipmentVerified,
    HomeWorkActivated,
    HomeWorkApproved,
    HomeWorkEnded,
    HomeWorkRefused,
    HomeWorkRequested,
    HomeWorkResumed,
    HomeWorkSuspended,
    RecalledToOffice,
    RecallWithdrawn,
    RequestWithdrawn,
    Weekday,
)
from civicflow.organization.model import Term

H = TypeVar("H", bound="HomeWork")


class Stage(Enum):
    """How far a home arrangement has come."""

    INELIGIBLE = "ineligible"
    ELIGIBLE = "eligible"
    REQUESTED = "requested"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"
    APPROVED = "approved"
    COMMITTED = "committed"
    COUNTERSIGNED = "countersigned"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    ENDED = "ended"


WITH_A_PLACE = frozenset(
    {Stage.APPROVED, Stage.COMMITTED, Stage.COUNTERSIGNED, Stage.ACTIVE, Stage.SUSPENDED}
)
"""The stages in which an arrangement takes one of the body's remote places (K14)."""

NOT_BEGUN = frozenset({Stage.APPROVED, Stage.COMMITTED, Stage.COUNTERSIGNED})
"""The stages in which a signature brings an arrangement nearer to its beginning."""

NOTHING_OPEN = frozenset({Stage.INELIGIBLE, Stage.ELIGIBLE, Stage.WITHDRAWN, Stage.REFUSED, Stage.ENDED})
"""The stages in which a person may ask, as far as they are found eligible."""


@frozen(kw_only=True)
class Assessment:
    """
    Whether a person was found eligible to work at home, and for which position.

    Args:
        eligible: Whether they were.
        position: The position they held then.
    """

    eligible: bool
    position: str


@frozen(kw_only=True)
class Commitment:
    """
    What a person signed, as far as rules ask for it.

    Args:
        text_version: Which text.
        reach_from: From when they can be reached, by local time.
        reach_until: Until when.
        review_on: The day on which it is looked at again.
        signed_at: When the record took the signature.
    """

    text_version: str
    reach_from: time
    reach_until: time
    review_on: date
    signed_at: datetime


@frozen(kw_only=True)
class HomeWork:
    """
    A person's arrangement to work at home: the last one they asked for, else whether they may ask.

    Args:
        id: The person.
        stage: How far it has come.
        reached_at: When the record took what brought it there.
        unit: The unit whose office decides on it.
        position: The position it is for.
        assessment: What was found last of their eligibility; it stands beside the stage, whatever becomes of a request.
        requests: When the record took each request of the person, all arrangements together.
        weekdays: The weekdays at home.
        term: Its first and last day; None before anything was asked.
        body: The body whose remote place it takes, once approved.
        pilot: The pilot that it was approved under.
        signed: The commitment that waits to be countersigned.
        commitment: The commitment in force, which stands until another one is countersigned.
        recalls: The days at home on which they are to come in all the same.
        refused_by: Who refused a request last; that person answers no petition against it (K10).
        refused_at: When the record took that (UTC).
    """

    kind: ClassVar[str] = "home_work"
    id: str
    stage: Stage
    reached_at: datetime
    unit: str
    position: str
    assessment: Assessment | None = None
    requests: tuple[datetime, ...] = ()
    weekdays: tuple[Weekday, ...] = ()
    term: Term | None = None
    body: str | None = None
    pilot: str | None = None
    signed: Commitment | None = None
    commitment: Commitment | None = None
    recalls: tuple[date, ...] = ()
    refused_by: str | None = None
    refused_at: datetime | None = None

    def is_found_eligible(self, position: str) -> bool:
        """Whether the last assessment found the person eligible for a position."""
        return self.assessment == Assessment(eligible=True, position=position)

    def is_in_force(self, on: date) -> bool:
        """Whether it lets the person work at home at all on a day."""
        return (
            self.stage is Stage.ACTIVE
            and self.covers(on)
            and on not in self.recalls
            and self.is_found_eligible(self.position)
        )

    def covers(self, on: date) -> bool:
        """Whether a day lies between its first and its last."""
        return self.term is not None and self.term.covers(on)

    def is_over(self, on: date) -> bool:
        """Whether its last day has passed on a day."""
        return self.term is not None and self.term.until is not None and self.term.until < on

    def names_day(self, on: date) -> bool:
        """Whether the weekday of a day was agreed upon."""
        return on.weekday() in {list(Weekday).index(each) for each in self.weekdays}

    @classmethod
    def evolve(cls, state: Self | None, event: Event, at: At) -> Self | None:
        """The arrangement after an event."""
        match event:
            case EligibilityAssessed():
                return _assessed(cls, state, event, at)
            case HomeWorkRequested():
                return cls(
                    id=event.person,
                    stage=Stage.REQUESTED,
                    reached_at=at.recorded_at,
                    unit=event.unit,
                    position=event.position,
                    assessment=None if state is None else state.assessment,
                    requests=(*(() if state is None else state.requests), at.recorded_at),
                    weekdays=event.weekdays,
                    term=Term(event.since, event.until),
                    refused_by=None if state is None else state.refused_by,
                    refused_at=None if state is None else state.refused_at,
                )
            case _:
                return None if state is None else _arranged(state, event, at)


def _assessed(kind: type[H], before: H | None, event: EligibilityAssessed, at: At) -> H:
    """What is open stays open, and is decided by somebody; else the person now may ask, or may not."""
    found = Assessment(eligible=event.eligible, position=event.position)
    if before is not None and before.stage not in NOTHING_OPEN:
        return evolve(before, assessment=found)
    return kind(
        id=event.person,
        stage=Stage.ELIGIBLE if event.eligible else Stage.INELIGIBLE,
        reached_at=at.recorded_at,
        unit=event.unit,
        position=event.position,
        assessment=found,
        requests=() if before is None else before.requests,
        refused_by=None if before is None else before.refused_by,
        refused_at=None if before is None else before.refused_at,
    )


def _arranged(arrangement: H, event: Event, at: At) -> H:
    match event:
        case HomeWorkApproved(body=body, pilot=pilot):
            return _moved(evolve(arrangement, body=body, pilot=pilot), Stage.APPROVED, at)
        case HomeWorkRefused(decided_by=person):
            return _moved(
                evolve(arrangement, refused_by=person, refused_at=at.recorded_at), Stage.REFUSED, at
            )
        case CommitmentSigned():
            return _signed(arrangement, event, at)
        case CommitmentCountersigned():
            return _countersigned(arrangement, at)
        case CommitmentReviewed(review_on=day) if arrangement.commitment is not None:
            return evolve(arrangement, commitment=evolve(arrangement.commitment, review_on=day))
        case RecalledToOffice(day=day):
            return evolve(arrangement, recalls=(*arrangement.recalls, day))
        case RecallWithdrawn(day=day):
            return evolve(arrangement, recalls=tuple(each for each in arrangement.recalls if each != day))
        case _:
            stage = STAGES.get(type(event))
            return arrangement if stage is None else _moved(arrangement, stage, at)


STAGES: Mapping[type[Event], Stage] = {
    RequestWithdrawn: Stage.WITHDRAWN,
    HomeWorkActivated: Stage.ACTIVE,
    HomeWorkSuspended: Stage.SUSPENDED,
    HomeWorkResumed: Stage.ACTIVE,
    HomeWorkEnded: Stage.ENDED,
}
"""The stage to which an event brings an arrangement."""


def _moved(arrangement: H, stage: Stage, at: At) -> H:
    return evolve(arrangement, stage=stage, reached_at=at.recorded_at)


def _signed(arrangement: H, event: CommitmentSigned, at: At) -> H:
    signed = Commitment(
        text_version=event.text_version,
        reach_from=event.reach_from,
        reach_until=event.reach_until,
        review_on=event.review_on,
        signed_at=at.recorded_at,
    )
    committed = evolve(arrangement, signed=signed)
    return _moved(committed, Stage.COMMITTED, at) if arrangement.stage in NOT_BEGUN else committed


def _countersigned(arrangement: H, at: At) -> H:
    """The commitment signed last is in force; of an arrangement that runs already, the stage stays."""
    agreed = evolve(arrangement, commitment=arrangement.signed or arrangement.commitment, signed=None)
    return _moved(agreed, Stage.COUNTERSIGNED, at) if arrangement.stage in NOT_BEGUN else agreed


@frozen(kw_only=True)
class EquipmentList:
    """What the people of a unit need at home besides what all must have (R22)."""

    kind: ClassVar[str] = "equipment_list"
    items: tuple[str, ...]

    @classmethod
    def evolve(cls, state: Self | None, event: Event, at: At) -> Self | None:
        """The list after an event."""
        return cls(items=event.items) if isinstance(event, EquipmentRequired) else state


@frozen(kw_only=True)
class Piece:
    """
    One thing with which somebody works at home.

    Args:
        item: What it is, such as ``printer``.
        declared_at: When the record took what they said of it.
        usable: What was found; None while nobody has looked at it.
        expires_on: The last day on which that counts.
    """

    item: str
    declared_at: datetime
    usable: bool | None = None
    expires_on: date | None = None

    def is_ready(self, on: date) -> bool:
        """Whether it was found usable, and that still counts on a day."""
        return self.usable is True and self.expires_on is not None and on <= self.expires_on


@frozen(kw_only=True)
class Equipment:
    """
    With what a person works at home (R19-R22).

    Args:
        id: The person.
        pieces: What they declared, each item once.
    """

    kind: ClassVar[str] = "equipment"
    id: str
    pieces: tuple[Piece, ...]

    def lacks(self, items: tuple[str, ...], on: date) -> tuple[str, ...]:
        """The items of a list that are not ready on a day."""
        return tuple(item for item in items if not self.is_ready(item, on))

    def is_ready(self, item: str, on: date) -> bool:
        """Whether an item was declared, found usable, and that still counts on a day."""
        return any(piece.item == item and piece.is_ready(on) for piece in self.pieces)

    def is_declared(self, item: str) -> bool:
        """Whether they said that they have an item."""
        return any(piece.item == item for piece in self.pieces)

    @classmethod
    def evolve(cls, state: Self | None, event: Event, at: At) -> Self | None:
        """The equipment after an event."""
        match event:
            case EquipmentDeclared(person=person, item=item):
                before = () if state is None else state.pieces
                others = tuple(piece for piece in before if piece.item != item)
                return cls(id=person, pieces=(*others, Piece(item=item, declared_at=at.recorded_at)))
            case EquipmentVerified(item=item) if state is not None:
                found = tuple(
                    evolve(piece, usable=event.usable, expires_on=event.expires_on)
                    if piece.item == item
                    else piece
                    for piece in state.pieces
                )
                return evolve(state, pieces=found)
            case _:
                return state


@frozen(kw_only=True)
class Contact:
    """An attempt to reach a person that failed, and whether they have replied (R24)."""

    kind: ClassVar[str] = "contact"
    id: str
    person: str
    unit: str
    replied: bool = False

    @classmethod
    def evolve(cls, state: Self | None, event: Event, at: At) -> Self | None:
        """The attempt after an event."""
        match event:
            case ContactFailed(contact=id, person=person, unit=unit):
                return cls(id=id, person=person, unit=unit)
            case ContactReplied() if state is not None:
                return evolve(state, replied=True)
            case _:
                return state


STATES = (HomeWork, EquipmentList, Equipment, Contact)
