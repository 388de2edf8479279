"""What can have happened to the evaluation of one person's period, from their own word to the answer to their petition (K1)."""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import ClassVar

from attrs import frozen

from civicflow.calendars import Derivation
from civicflow.core.event import Event, Keys
from civicflow.core.fields import Code, FreeText, PersonId, ShortText, SubjectId, UnitId
from civicflow.employee.events import Category, Grade
from civicflow.evaluation.grades import Ground
from civicflow.regulations.evaluation_clauses import Scheme
from civicflow.regulations.rating_clauses import Conduct


class Publicity(Enum):
    """Who may read the grades of an agency: its own unit, the whole agency, or everybody (R44, R47, K25)."""

    UNIT = "unit"
    AGENCY = "agency"
    PUBLIC = "public"


class PetitionResult(Enum):
    """What became of a petition against a grade."""

    UPHELD = "upheld"
    REJECTED = "rejected"


class Omission(Enum):
    """Why a task that was first due in a period is no product of it (K4, K16)."""

    MOVED = "moved"
    EXCUSED = "excused"
    CANCELLED = "cancelled"
    REASSIGNED = "reassigned"
    DUE_LATER = "due_later"


@frozen(kw_only=True)
class CountedProduct:
    """
    A task as it counts in the score of a period: what it weighs, and what was found of it (K16).

    Args:
        task: The task.
        weight: Its converted units.
        finished: Whether its result was handed in by the end of the period and accepted.
        major_errors: How many reviews failed for a major error.
        delays: How often it was late, without what a confirmed objective cause excuses.
        excused: How many delays such a cause excuses.
        above_level: Whether it was better than asked for.
        events: The positions of the events that say so.
    """

    task: SubjectId
    weight: int
    finished: bool
    major_errors: int
    delays: int
    excused: int
    above_level: bool
    events: tuple[int, ...]


@frozen(kw_only=True)
class LeftOut:
    """
    A task that was first due in a period and does not count in it.

    Args:
        task: The task.
        why: Why.
        events: The positions of the events that say so.
    """

    task: SubjectId
    why: Omission
    events: tuple[int, ...]


@frozen(kw_only=True)
class PeriodScore:
    """
    The score of a month or a quarter, as it counts in that of the year (R48).

    Args:
        period: The period, as it is written.
        agency: The agency that rated it.
        total: All points, as exact text.
        grade: The grade.
        event: The position of the approval.
    """

    period: Code
    agency: UnitId
    total: ShortText | None
    grade: Grade
    event: int


@frozen(kw_only=True)
class GradeOfOneLed:
    """
    The grade of somebody whom a leader leads, on which a part of the leader's own score rests.

    Args:
        person: Who is led.
        grade: Their grade of the same period.
    """

    person: PersonId
    grade: Grade


@frozen(kw_only=True)
class LeadersYear:
    """
    What counts for a leader besides their own tasks, where grades go by tests (Decree 90/2020).

    Args:
        targets: How many targets the unit had for the year.
        done: How many of them were done.
        targets_assured: How many in time and of quality.
        exceeded: How many were exceeded.
        led: How many units are led.
        led_completed: How many of them completed their tasks or better.
        led_good: How many completed them well or better.
    """

    targets: int
    done: int
    targets_assured: int
    exceeded: int
    led: int = 0
    led_completed: int = 0
    led_good: int = 0


_EVALUATION = ("evaluation", "person", "period")
_OF_PERSON: Keys = (("person", "person"), ("unit", "unit"), ("evaluations_of", "person"))


@frozen(kw_only=True, eq=False, repr=False)
class SelfAssessed(Event):
    """A person says how they see their own work of a period, by the published criteria (R43, R44)."""

    topic: ClassVar[str] = "evaluation.self_assessed"
    stream: ClassVar[tuple[str, ...]] = _EVALUATION
    keys: ClassVar[Keys] = _OF_PERSON

    person: PersonId
    unit: UnitId
    period: Code
    general: Mapping[Code, str]
    grade: Grade | None
    text: FreeText


@frozen(kw_only=True, eq=False, repr=False)
class GradeProposed(Event):
    """
    An office proposes the grade of a person's period, with all that it was reckoned from (R43, R44, K8, K16).

    ``grade`` is what points or tests lead to, before the ceiling; nothing where the regime gives none, and ``undetermined``
    then says which tests leave it open (K9). ``most`` bounds it where long leave does, or where it is left open.
    """

    topic: ClassVar[str] = "evaluation.grade_proposed"
    stream: ClassVar[tuple[str, ...]] = _EVALUATION
    keys: ClassVar[Keys] = (
        *_OF_PERSON,
        ("ratings_of", "rating"),
        ("person", "proposed_by"),
        ("person", "signed_by"),
    )

    person: PersonId
    unit: UnitId
    agency: UnitId
    period: Code
    category: Category
    group: ShortText | None
    leads: bool
    scheme: Scheme
    regime: ShortText
    criteria: SubjectId
    general: Mapping[Code, str]
    products: tuple[CountedProduct, ...]
    left_out: tuple[LeftOut, ...]
    led: tuple[GradeOfOneLed, ...]
    periods: tuple[PeriodScore, ...]
    conduct: Conduct | None
    leading: LeadersYear | None
    a: ShortText | None
    b: ShortText | None
    c: ShortText | None
    d: ShortText | None
    dd: ShortText | None
    e: ShortText | None
    points_for_general: ShortText | None
    points_for_tasks: ShortText | None
    bonus: ShortText | None
    total: ShortText | None
    grade: Grade | None
    most: Grade | None
    undetermined: tuple[Code, ...]
    overrides: tuple[Ground, ...]
    reason: FreeText | None
    proposed_by: PersonId
    signed_by: PersonId

    @property
    def rating(self) -> str:
        """The collective rating that it goes into: the agency and the period."""
        return f"{self.agency}:{self.period}"


@frozen(kw_only=True, eq=False, repr=False)
class GradeApproved(Event):
    """The grade of a person's period is decided, in one collective act with those of others (R43, K24)."""

    topic: ClassVar[str] = "evaluation.grade_approved"
    stream: ClassVar[tuple[str, ...]] = _EVALUATION
    keys: ClassVar[Keys] = (*_OF_PERSON, ("person", "approved_by"), ("person", "signed_by"))

    person: PersonId
    unit: UnitId
    agency: UnitId
    period: Code
    grade: Grade
    proposed: Grade | None
    total: ShortText | None
    regime: ShortText
    overrides: tuple[Ground, ...]
    reason: FreeText | None
    approved_by: PersonId
    signed_by: PersonId


@frozen(kw_only=True, eq=False, repr=False)
class GradePublished(Event):
    """A grade is made known to those whom the scope names; from then on the person may petition against it (R44, K25)."""

    topic: ClassVar[str] = "evaluation.grade_published"
    stream: ClassVar[tuple[str, ...]] = _EVALUATION
    keys: ClassVar[Keys] = (*_OF_PERSON, ("person", "published_by"))

    person: PersonId
    unit: UnitId
    agency: UnitId
    period: Code
    grade: Grade
    scope: Publicity
    petition_until: datetime | None
    derivation: Derivation | None
    published_by: PersonId


@frozen(kw_only=True, eq=False, repr=False)
class GradePetitioned(Event):
    """A person turns against the grade of their period, and says why (R44, K10)."""

    topic: ClassVar[str] = "evaluation.grade_petitioned"
    stream: ClassVar[tuple[str, ...]] = _EVALUATION
    keys: ClassVar[Keys] = _OF_PERSON

    person: PersonId
    unit: UnitId
    agency: UnitId
    period: Code
    text: FreeText
    due: datetime | None
    derivation: Derivation | None


@frozen(kw_only=True, eq=False, repr=False)
class GradePetitionAnswered(Event):
    """
    Somebody who had no part in a grade answers the petition against it; upheld, it gives a better one (K10).

    ``total`` is the score as the answer corrects it; nothing where the score stands. ``set_aside`` names the grounds and the tests
    that the answer finds to be wrong.
    """

    topic: ClassVar[str] = "evaluation.grade_petition_answered"
    stream: ClassVar[tuple[str, ...]] = _EVALUATION
    keys: ClassVar[Keys] = (*_OF_PERSON, ("person", "answered_by"), ("person", "signed_by"))

    person: PersonId
    unit: UnitId
    agency: UnitId
    period: Code
    result: PetitionResult
    grade: Grade | None
    total: ShortText | None
    set_aside: tuple[Code, ...]
    answer: FreeText
    answered_by: PersonId
    signed_by: PersonId


@frozen(kw_only=True, eq=False, repr=False)
class ScoresForwarded(Event):
    """The agency that a person has left sends its scores of the year, and its opinion where they were there long (R48, K18)."""

    topic: ClassVar[str] = "evaluation.scores_forwarded"
    stream: ClassVar[tuple[str, ...]] = _EVALUATION
    keys: ClassVar[Keys] = (
        ("person", "person"),
        ("unit", "agency"),
        ("unit", "to_agency"),
        ("person", "forwarded_by"),
    )

    person: PersonId
    agency: UnitId
    to_agency: UnitId
    period: Code
    scores: tuple[PeriodScore, ...]
    opinion: FreeText | None
    forwarded_by: PersonId


EVENTS = (
    SelfAssessed,
    GradeProposed,
    GradeApproved,
    GradePublished,
    GradePetitioned,
    GradePetitionAnswered,
    ScoresForwarded,
)
"""What concerns one person's period."""
