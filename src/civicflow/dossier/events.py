"""What can have happened to a dossier: opened, its steps entered and completed, closed with a result (R57)."""

from datetime import datetime
from typing import ClassVar

from attrs import frozen

from civicflow.calendars import Derivation
from civicflow.core.event import Event, Keys
from civicflow.core.fields import Code, FreeText, PersonId, ShortText, SubjectId, UnitId

_STREAM = ("dossier", "dossier")


@frozen(kw_only=True, eq=False, repr=False)
class DossierOpened(Event):
    """
    A file is dealt with from now on by the version of the procedure that holds on this day, and by that one to its end.

    ``derivation`` says what the due was derived from; nothing where the procedure sets no term for the whole.
    """

    topic: ClassVar[str] = "dossier.opened"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (("person", "opened_by"), ("procedure", "procedure"), ("opened_in", "unit"))

    dossier: SubjectId
    procedure: Code
    version: int
    unit: UnitId
    opened_by: PersonId
    reference: ShortText | None
    due: datetime | None
    derivation: Derivation | None


@frozen(kw_only=True, eq=False, repr=False)
class StepEntered(Event):
    """
    A dossier has come to a step: to work, to wait for something, or to let a term pass; ``round`` counts how often.

    ``due`` is when its term ends, else that of the dossier; ``derivation`` says what it was derived from. ``passes_to`` is the
    outcome that it comes to by itself when that has passed; nothing where it does not.
    """

    topic: ClassVar[str] = "dossier.step_entered"
    stream: ClassVar[tuple[str, ...]] = _STREAM

    dossier: SubjectId
    step: Code
    round: int
    due: datetime | None
    derivation: Derivation | None
    passes_to: Code | None


@frozen(kw_only=True, eq=False, repr=False)
class StepCompleted(Event):
    """
    A step has come to an outcome: by the work of a task, by what came in, or because its term has passed.

    ``hands`` are all who had a hand in it, so that a later step can ask for somebody else (K10).
    """

    topic: ClassVar[str] = "dossier.step_completed"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (("person", "hands"),)

    dossier: SubjectId
    step: Code
    round: int
    outcome: Code
    task: SubjectId | None
    hands: tuple[str, ...]


@frozen(kw_only=True, eq=False, repr=False)
class StepWithdrawn(Event):
    """An open step is called off by what another came to, or a join forgets the branches that had come to it."""

    topic: ClassVar[str] = "dossier.step_withdrawn"
    stream: ClassVar[tuple[str, ...]] = _STREAM

    dossier: SubjectId
    step: Code


@frozen(kw_only=True, eq=False, repr=False)
class BranchArrived(Event):
    """A branch has come to where branches meet: the how manieth, how many are needed, and how many there are."""

    topic: ClassVar[str] = "dossier.branch_arrived"
    stream: ClassVar[tuple[str, ...]] = _STREAM

    dossier: SubjectId
    join: Code
    origin: Code
    come: int
    needed: int
    of: int


@frozen(kw_only=True, eq=False, repr=False)
class MilestoneReached(Event):
    """A dossier has passed a point that other steps wait for."""

    topic: ClassVar[str] = "dossier.milestone_reached"
    stream: ClassVar[tuple[str, ...]] = _STREAM

    dossier: SubjectId
    milestone: Code


@frozen(kw_only=True, eq=False, repr=False)
class InstancesNamed(Event):
    """The units are named of which each does a step for itself, such as those whose opinion is asked for."""

    topic: ClassVar[str] = "dossier.instances_named"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (("person", "named_by"),)

    dossier: SubjectId
    step: Code
    round: int
    units: tuple[str, ...]
    named_by: PersonId


@frozen(kw_only=True, eq=False, repr=False)
class InstanceCompleted(Event):
    """One of the units that do a step for themselves has come to an outcome."""

    topic: ClassVar[str] = "dossier.instance_completed"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (("person", "hands"),)

    dossier: SubjectId
    step: Code
    round: int
    unit: UnitId
    outcome: Code
    task: SubjectId
    hands: tuple[str, ...]


@frozen(kw_only=True, eq=False, repr=False)
class ReplyReceived(Event):
    """What a step waits for has come from outside: a citizen's supplement, another office's answer, a bank's reply."""

    topic: ClassVar[str] = "dossier.reply_received"
    stream: ClassVar[tuple[str, ...]] = _STREAM
    keys: ClassVar[Keys] = (("person", "taken_down_by"),)

    dossier: SubjectId
    step: Code
    round: int
    outcome: Code
    taken_down_by: PersonId
    reference: ShortText | None
    note: FreeText | None


@frozen(kw_only=True, eq=False, repr=False)
class DossierClosed(Event):
    """A dossier is closed with a result of its procedure; nothing of it is open any more."""

    topic: ClassVar[str] = "dossier.closed"
    stream: ClassVar[tuple[str, ...]] = _STREAM

    dossier: SubjectId
    result: Code


STEP_EVENTS = (
    DossierOpened,
    StepEntered,
    StepCompleted,
    StepWithdrawn,
    BranchArrived,
    MilestoneReached,
    InstancesNamed,
    InstanceCompleted,
    ReplyReceived,
    DossierClosed,
)
