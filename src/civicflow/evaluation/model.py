"""Where the evaluation of a person's period stands, and what an agency has decided on the grades of its people together."""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import ClassVar, Self, TypeVar

from attrs import evolve, field, frozen

from civicflow.core.event import At, Event
from civicflow.employee.events import Category, Grade
from civicflow.evaluation.events import (
    CountedProduct,
    GradeApproved,
    GradePetitionAnswered,
    GradePetitioned,
    GradeProposed,
    GradePublished,
    LeadersYear,
    PeriodScore,
    ScoresForwarded,
    SelfAssessed,
)
from civicflow.evaluation.grades import Ground
from civicflow.evaluation.rating_events import (
    AgencyRecognized,
    RatedPerson,
    RatingRevised,
    RatingsApproved,
    RatingsPublished,
)
from civicflow.regulations.evaluation_clauses import Scheme
from civicflow.regulations.rating_clauses import Conduct

V = TypeVar("V", bound="Evaluation")


class Stage(Enum):
    """How far the evaluation of a period has come; once a petition is answered, its grade is final."""

    SCORES_FORWARDED = "scores_forwarded"
    SELF_ASSESSED = "self_assessed"
    PROPOSED = "proposed"
    APPROVED = "approved"
    PUBLISHED = "published"
    PETITIONED = "petitioned"
    ANSWERED = "answered"


UNDECIDED = frozenset({Stage.SCORES_FORWARDED, Stage.SELF_ASSESSED, Stage.PROPOSED})
"""The stages in which no grade is decided yet."""


@frozen(kw_only=True)
class Proposal:
    """
    The last proposal of a grade, as a decision on it needs it.

    Args:
        unit: The unit that the person belonged to first on the last day of the period.
        agency: The agency of that unit.
        category: The personnel category.
        group: The positions with similar tasks that theirs belonged to; None where they held none.
        scheme: By what the regime comes to a grade.
        regime: The record that says so.
        total: All points, as exact text; None where the regime has none.
        grade: What points or tests lead to; None where they leave it open (K9).
        most: The best grade that may be given; None where nothing bounds it.
        undetermined: The tests that leave it open.
        overrides: What sets the grade aside.
        conduct: Where grades go by tests: how what is asked of everybody is met.
        leading: Likewise, of a leader.
        products: The products that count.
        hands: Who proposed it and who acted for them (K10).
        position: Where it stands in the log.
        recorded: When the record took it, in microseconds since 1970 UTC.
    """

    unit: str
    agency: str
    category: Category
    group: str | None
    scheme: Scheme
    regime: str
    total: str | None
    grade: Grade | None
    most: Grade | None
    undetermined: tuple[str, ...]
    overrides: tuple[Ground, ...]
    conduct: Conduct | None
    leading: LeadersYear | None
    products: tuple[CountedProduct, ...]
    hands: frozenset[str]
    position: int
    recorded: int


@frozen(kw_only=True)
class Evaluation:
    """
    The evaluation of one person's period.

    Args:
        id: Person and period, as ``E-204:2026-01``.
        person: The person.
        period: The period, as it is written.
        stage: How far it has come.
        proposal: The last proposal.
        grade: The grade that was decided, and stands.
        total: The points of it, as exact text.
        hands: Everybody who proposed or decided the grade, and who acted for them (K10).
        answerers: Who answered the petition about it, and who acted for them (K10).
        approved: Where the decision stands in the log.
        petition_until: Until when the person may petition; None where nothing on record sets a term.
        forwarded: The scores that other agencies have sent for the year, by agency.
    """

    kind: ClassVar[str] = "evaluation"
    id: str
    person: str
    period: str
    stage: Stage
    proposal: Proposal | None = None
    grade: Grade | None = None
    total: str | None = None
    hands: frozenset[str] = frozenset()
    answerers: frozenset[str] = frozenset()
    approved: int | None = None
    petition_until: datetime | None = None
    forwarded: tuple[tuple[str, tuple[PeriodScore, ...]], ...] = ()

    @property
    def is_decided(self) -> bool:
        """Whether a grade was decided."""
        return self.stage not in UNDECIDED

    @classmethod
    def evolve(cls, state: Self | None, event: Event, at: At) -> Self | None:
        """The evaluation after an event."""
        match event:
            case SelfAssessed() | ScoresForwarded() | GradeProposed():
                known = state or _opened(cls, event)
                return _prepared(known, event, at)
            case _:
                return None if state is None else _decided(state, event, at)


def _opened(kind: type[V], event: SelfAssessed | ScoresForwarded | GradeProposed) -> V:
    return kind(
        id=f"{event.person}:{event.period}",
        person=event.person,
        period=event.period,
        stage=Stage.SCORES_FORWARDED,
    )


def _prepared(found: V, event: SelfAssessed | ScoresForwarded | GradeProposed, at: At) -> V:
    match event:
        case SelfAssessed() if found.stage is Stage.SCORES_FORWARDED:
            return evolve(found, stage=Stage.SELF_ASSESSED)
        case ScoresForwarded(agency=agency, scores=scores):
            others = tuple(each for each in found.forwarded if each[0] != agency)
            return evolve(found, forwarded=(*others, (agency, scores)))
        case GradeProposed() if not found.is_decided:
            proposal = _proposed(event, at)
            return evolve(found, stage=Stage.PROPOSED, proposal=proposal, hands=found.hands | proposal.hands)
        case _:
            return found


def _proposed(event: GradeProposed, at: At) -> Proposal:
    return Proposal(
        unit=event.unit,
        agency=event.agency,
        category=event.category,
        group=event.group,
        scheme=event.scheme,
        regime=event.regime,
        total=event.total,
        grade=event.grade,
        most=event.most,
        undetermined=event.undetermined,
        overrides=event.overrides,
        conduct=event.conduct,
        leading=event.leading,
        products=event.products,
        hands=frozenset({event.proposed_by, event.signed_by}),
        position=at.position,
        recorded=at.recorded,
    )


def _decided(found: V, event: Event, at: At) -> V:
    match event:
        case GradeApproved(grade=grade, total=total, approved_by=by, signed_by=signer):
            return evolve(
                found,
                stage=Stage.APPROVED,
                grade=grade,
                total=total,
                hands=found.hands | {by, signer},
                approved=at.position,
            )
        case GradePublished(petition_until=until):
            return evolve(found, stage=Stage.PUBLISHED, petition_until=until)
        case GradePetitioned():
            return evolve(found, stage=Stage.PETITIONED)
        case GradePetitionAnswered(grade=grade, total=total, answered_by=by, signed_by=signer):
            return evolve(
                found,
                stage=Stage.ANSWERED,
                grade=grade or found.grade,
                total=total or found.total,
                answerers=frozenset({by, signer}),
                approved=found.approved if grade is None else at.position,
            )
        case _:
            return found


@frozen(kw_only=True)
class Ratings:
    """
    What an agency has decided on the grades of its people in a period, over all acts (K24).

    Args:
        id: Agency and period, as ``A-1:2026-01``.
        rated: Everybody who was rated, with the grade that stands, by person.
        unpublished: Those of them whose grade was not made known yet.
        outstanding: The decision by which the agency is on record as outstanding.
    """

    kind: ClassVar[str] = "ratings"
    id: str
    rated: Mapping[str, RatedPerson] = field(factory=dict)
    unpublished: frozenset[str] = frozenset()
    outstanding: str | None = None

    @classmethod
    def evolve(cls, state: Self | None, event: Event, at: At) -> Self | None:
        """The ratings after an event."""
        match event:
            case AgencyRecognized(instrument=instrument):
                known = state or cls(id=f"{event.agency}:{event.period}")
                return evolve(known, outstanding=instrument)
            case RatingsApproved(grades=grades):
                known = state or cls(id=f"{event.agency}:{event.period}")
                new = {each.person: each for each in grades}
                return evolve(known, rated={**known.rated, **new}, unpublished=known.unpublished | new.keys())
            case RatingRevised(person=person, grade=grade) if state is not None and person in state.rated:
                revised = evolve(state.rated[person], grade=grade)
                return evolve(state, rated={**state.rated, person: revised})
            case RatingsPublished(persons=persons) if state is not None:
                return evolve(state, unpublished=state.unpublished - set(persons))
            case _:
                return state


STATES = (Evaluation, Ratings)
