"""What can have happened to a petition, and to an initiative: received, answered, taken up (R56, K21)."""

from datetime import date, datetime
from enum import Enum
from typing import ClassVar

from attrs import frozen

from civicflow.calendars import Derivation
from civicflow.core.event import Event, Keys
from civicflow.core.fields import FreeText, PersonId, SubjectId, UnitId

_PETITION = ("petition", "petition")
_INITIATIVE = ("initiative", "initiative")


class Petitioner(Enum):
    """Who turns to the office: somebody whom it serves, a business, or somebody who works in it (R56)."""

    CITIZEN = "citizen"
    BUSINESS = "business"
    STAFF = "staff"


class PetitionKind(Enum):
    """What a petition is about (R56, R59)."""

    SERVICE = "service"
    ATTITUDE = "attitude"
    DELAY = "delay"
    ABUSE = "abuse"
    HOME_WORK_REFUSAL = "home_work_refusal"
    OTHER = "other"


class PetitionChannel(Enum):
    """By which way a petition came in (R68)."""

    IN_PERSON = "in_person"
    POST = "post"
    PHONE = "phone"
    MESSAGE = "message"
    ONLINE = "online"


class PetitionOutcome(Enum):
    """How a petition was answered."""

    UPHELD = "upheld"
    PARTLY = "partly"
    REJECTED = "rejected"


class InitiativeDecision(Enum):
    """What the office decided on an initiative."""

    ADOPTED = "adopted"
    DECLINED = "declined"


@frozen(kw_only=True, eq=False, repr=False)
class PetitionReceived(Event):
    """A petition comes in, and the term for its answer begins to run (R56, K21)."""

    topic: ClassVar[str] = "petition.received"
    stream: ClassVar[tuple[str, ...]] = _PETITION
    keys: ClassVar[Keys] = (
        ("unit", "unit"),
        ("person", "about"),
        ("person", "decided_by"),
        ("person", "from_person"),
        ("person", "received_by"),
    )

    petition: SubjectId
    unit: UnitId
    petitioner: Petitioner
    from_person: PersonId | None
    kind: PetitionKind
    about: PersonId | None
    against: SubjectId | None
    decided_by: PersonId | None
    channel: PetitionChannel
    received_on: date
    text: FreeText
    received_by: PersonId
    due: datetime | None
    derivation: Derivation | None


@frozen(kw_only=True, eq=False, repr=False)
class PetitionAssigned(Event):
    """The office says who answers a petition, and is neither concerned nor decided what it is against (K10)."""

    topic: ClassVar[str] = "petition.assigned"
    stream: ClassVar[tuple[str, ...]] = _PETITION
    keys: ClassVar[Keys] = (("unit", "unit"), ("person", "to"), ("person", "assigned_by"))

    petition: SubjectId
    unit: UnitId
    to: PersonId
    assigned_by: PersonId


@frozen(kw_only=True, eq=False, repr=False)
class PetitionForwarded(Event):
    """A petition goes to the unit that it concerns in truth; its term goes on."""

    topic: ClassVar[str] = "petition.forwarded"
    stream: ClassVar[tuple[str, ...]] = _PETITION
    keys: ClassVar[Keys] = (("unit", "unit"), ("unit", "to_unit"), ("person", "forwarded_by"))

    petition: SubjectId
    unit: UnitId
    to_unit: UnitId
    forwarded_by: PersonId
    reason: FreeText


@frozen(kw_only=True, eq=False, repr=False)
class PetitionAnswered(Event):
    """A petition is answered: whether it was right, and what follows from it (R56)."""

    topic: ClassVar[str] = "petition.answered"
    stream: ClassVar[tuple[str, ...]] = _PETITION
    keys: ClassVar[Keys] = (("unit", "unit"), ("person", "answered_by"))

    petition: SubjectId
    unit: UnitId
    answered_by: PersonId
    outcome: PetitionOutcome
    answer: FreeText


@frozen(kw_only=True, eq=False, repr=False)
class PetitionWithdrawn(Event):
    """Whoever turned to the office takes the petition back."""

    topic: ClassVar[str] = "petition.withdrawn"
    stream: ClassVar[tuple[str, ...]] = _PETITION
    keys: ClassVar[Keys] = (("unit", "unit"), ("person", "recorded_by"))

    petition: SubjectId
    unit: UnitId
    recorded_by: PersonId
    reason: FreeText


@frozen(kw_only=True, eq=False, repr=False)
class InitiativeRecorded(Event):
    """Somebody proposes how work could be done better (R56, K21)."""

    topic: ClassVar[str] = "initiative.recorded"
    stream: ClassVar[tuple[str, ...]] = _INITIATIVE
    keys: ClassVar[Keys] = (("unit", "unit"), ("person", "person"))

    initiative: SubjectId
    unit: UnitId
    person: PersonId
    text: FreeText


@frozen(kw_only=True, eq=False, repr=False)
class InitiativeDecided(Event):
    """The office takes an initiative up, or says why it does not (R56)."""

    topic: ClassVar[str] = "initiative.decided"
    stream: ClassVar[tuple[str, ...]] = _INITIATIVE
    keys: ClassVar[Keys] = (("unit", "unit"), ("person", "person"), ("person", "decided_by"))

    initiative: SubjectId
    unit: UnitId
    person: PersonId
    decision: InitiativeDecision
    decided_by: PersonId
    reason: FreeText


@frozen(kw_only=True, eq=False, repr=False)
class InitiativeResultReported(Event):
    """The office says what an initiative that it took up has brought (R56)."""

    topic: ClassVar[str] = "initiative.result_reported"
    stream: ClassVar[tuple[str, ...]] = _INITIATIVE
    keys: ClassVar[Keys] = (("unit", "unit"), ("person", "person"), ("person", "reported_by"))

    initiative: SubjectId
    unit: UnitId
    person: PersonId
    reported_by: PersonId
    result: FreeText


EVENTS = (
    PetitionReceived,
    PetitionAssigned,
    PetitionForwarded,
    PetitionAnswered,
    PetitionWithdrawn,
    InitiativeRecorded,
    InitiativeDecided,
    InitiativeResultReported,
)
