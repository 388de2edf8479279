"""What is on record about the grades of people's periods, and about those that an agency decides on together (R43, R44, K24)."""

from attrs import evolve, frozen

from civicflow.core.event import At, Event, micros
from civicflow.core.question import View
from civicflow.employee.events import Category, Grade
from civicflow.evaluation.events import (
    CountedProduct,
    GradeApproved,
    GradePetitionAnswered,
    GradePetitioned,
    GradeProposed,
    GradePublished,
    LeftOut,
    PeriodScore,
    PetitionResult,
    Publicity,
    SelfAssessed,
)
from civicflow.evaluation.grades import Ground
from civicflow.regulations.evaluation_clauses import Scheme


@frozen(kw_only=True)
class CriterionPoints:
    """
    The points that a person was given for one general criterion.

    Args:
        criterion: The criterion.
        points: How many, as exact text.
    """

    criterion: str
    points: str


@frozen(kw_only=True)
class GradeOnRecord:
    """
    What is on record about the grade of one person's period; moments are in microseconds since 1970 UTC.

    Args:
        id: Person and period, as ``E-204:2026-01``.
        person: The person.
        period: The period, as it is written.
        unit: The unit they belonged to first on its last day.
        agency: The agency of that unit; None before anything was proposed.
        assessed: Where what they last said of themselves stands in the log.
        assessed_at: When they said it.
        proposed: Where the last proposal stands in the log.
        proposed_at: When it was made.
        category: The personnel category; this and what follows is as it was proposed.
        leads: Whether they led a unit.
        scheme: By what the regime comes to a grade.
        regime: The record that says so.
        general: The points for each general criterion.
        products: Their tasks, as they count.
        left_out: The tasks that do not count, and why.
        periods: The months or quarters of which a year is made.
        a: The quantity of products in per cent, as exact text.
        b: Their quality.
        c: Their progress.
        d: Of a leader, the results of those led.
        dd: The ability to organise.
        e: The unity of those led.
        points_for_general: Points for general criteria, as exact text.
        points_for_tasks: Points for results of tasks.
        bonus: Points added.
        total_proposed: All points.
        grade_proposed: The grade; None where points or tests leave it open (K9).
        undetermined: What leaves it open.
        overrides: What sets it aside.
        decided: Where the decision on the grade stands in the log, or the answer that gave a better one.
        decided_at: When it was decided.
        grade: The grade that stands.
        total: The points that stand, as exact text.
        published: Where its publication stands in the log.
        scope: To whom it was made known.
        petition_until: Until when the person may petition against it.
        petitioned: Where the petition stands in the log.
        petitioned_at: When it was made.
        petition_due: Until when it is to be answered.
        answered: Where the answer stands in the log.
        answered_at: When it was given.
        result: What became of the petition.
    """

    id: str
    person: str
    period: str
    unit: str
    agency: str | None = None
    assessed: int | None = None
    assessed_at: int | None = None
    proposed: int | None = None
    proposed_at: int | None = None
    category: Category | None = None
    leads: bool = False
    scheme: Scheme | None = None
    regime: str | None = None
    general: tuple[CriterionPoints, ...] = ()
    products: tuple[CountedProduct, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    periods: tuple[PeriodScore, ...] = ()
    a: str | None = None
    b: str | None = None
    c: str | None = None
    d: str | None = None
    dd: str | None = None
    e: str | None = None
    points_for_general: str | None = None
    points_for_tasks: str | None = None
    bonus: str | None = None
    total_proposed: str | None = None
    grade_proposed: Grade | None = None
    undetermined: tuple[str, ...] = ()
    overrides: tuple[Ground, ...] = ()
    decided: int | None = None
    decided_at: int | None = None
    grade: Grade | None = None
    total: str | None = None
    published: int | None = None
    scope: Publicity | None = None
    petition_until: int | None = None
    petitioned: int | None = None
    petitioned_at: int | None = None
    petition_due: int | None = None
    answered: int | None = None
    answered_at: int | None = None
    result: PetitionResult | None = None

    @property
    def positions(self) -> tuple[int, ...]:
        """Where all of it stands in the log, in order."""
        told = (self.assessed, self.proposed, self.decided, self.published, self.petitioned, self.answered)
        return tuple(sorted({each for each in told if each is not None}))


AS_PROPOSED = (
    "category",
    "leads",
    "scheme",
    "regime",
    "products",
    "left_out",
    "periods",
    "a",
    "b",
    "c",
    "d",
    "dd",
    "e",
    "points_for_general",
    "points_for_tasks",
    "bonus",
    "undetermined",
    "overrides",
)
"""What a proposal says, under its own words."""

Evaluating = (
    SelfAssessed | GradeProposed | GradeApproved | GradePublished | GradePetitioned | GradePetitionAnswered
)


def _subject(event: Evaluating) -> str:
    return f"{event.person}:{event.period}"


def _fold(row: GradeOnRecord | None, event: Event, at: At) -> GradeOnRecord | None:
    if not isinstance(event, Evaluating):
        return row
    known = row or GradeOnRecord(
        id=_subject(event), person=event.person, period=event.period, unit=event.unit
    )
    match event:
        case SelfAssessed():
            return evolve(known, assessed=at.position, assessed_at=at.occurred)
        case GradeProposed():
            return _proposed(known, event, at)
        case GradeApproved():
            return evolve(
                known,
                agency=event.agency,
                decided=at.position,
                decided_at=at.occurred,
                grade=event.grade,
                total=event.total,
            )
        case GradePublished():
            until = event.petition_until
            return evolve(
                known,
                published=at.position,
                scope=event.scope,
                petition_until=None if until is None else micros(until),
            )
        case GradePetitioned():
            return evolve(
                known,
                petitioned=at.position,
                petitioned_at=at.occurred,
                petition_due=None if event.due is None else micros(event.due),
            )
        case GradePetitionAnswered():
            return _answered(known, event, at)


def _proposed(known: GradeOnRecord, event: GradeProposed, at: At) -> GradeOnRecord:
    return evolve(
        known,
        unit=event.unit,
        agency=event.agency,
        proposed=at.position,
        proposed_at=at.occurred,
        general=tuple(
            CriterionPoints(criterion=criterion, points=points)
            for criterion, points in sorted(event.general.items())
        ),
        total_proposed=event.total,
        grade_proposed=event.grade,
        **{name: getattr(event, name) for name in AS_PROPOSED},
    )


def _answered(known: GradeOnRecord, event: GradePetitionAnswered, at: At) -> GradeOnRecord:
    return evolve(
        known,
        answered=at.position,
        answered_at=at.occurred,
        result=event.result,
        grade=event.grade or known.grade,
        total=event.total or known.total,
        decided=known.decided if event.grade is None and event.total is None else at.position,
    )


VIEW: View[GradeOnRecord] = View(
    name="grades",
    version=1,
    row=GradeOnRecord,
    subjects=dict.fromkeys(
        (
            SelfAssessed,
            GradeProposed,
            GradeApproved,
            GradePublished,
            GradePetitioned,
            GradePetitionAnswered,
        ),
        _subject,
    ),
    fold=_fold,
)
"""The grade of each person's period, as it stands."""
