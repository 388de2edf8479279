"""What is on record about the grades that an agency has decided on together, and whether it is outstanding (R44, K24)."""

from attrs import evolve, frozen

from civicflow.core.event import At, Event
from civicflow.core.question import View
from civicflow.employee.events import Category, Grade
from civicflow.evaluation.rating_events import (
    AgencyRecognized,
    RatingRevised,
    RatingsApproved,
    RatingsPublished,
)
from civicflow.regulations.evaluation_clauses import Scheme


@frozen(kw_only=True)
class Rated:
    """
    A person and the grade that stands.

    Args:
        person: Who is rated.
        group: Their group of positions; None while they hold none.
        category: Their personnel category.
        scheme: By what their regime comes to a grade.
        grade: The grade.
        position: Where the act that gave it stands in the log.
    """

    person: str
    group: str | None
    category: Category
    scheme: Scheme
    grade: Grade
    position: int


@frozen(kw_only=True)
class RatingsOnRecord:
    """
    What an agency has decided on the grades of its people in a period, over all acts.

    Args:
        id: Agency and period, as ``A-1:2026-01``.
        agency: The agency.
        period: The period, as it is written.
        rated: Everybody who was rated.
        unpublished: Those of them whose grade was not made known yet.
        approved_at: When the last of them was decided on, in microseconds since 1970 UTC.
        outstanding: The decision by which the agency is on record as outstanding.
        recognized: Where that stands in the log.
    """

    id: str
    agency: str
    period: str
    rated: tuple[Rated, ...] = ()
    unpublished: tuple[str, ...] = ()
    approved_at: int | None = None
    outstanding: str | None = None
    recognized: int | None = None


Rating = AgencyRecognized | RatingsApproved | RatingRevised | RatingsPublished


def _subject(event: Rating) -> str:
    return f"{event.agency}:{event.period}"


def _fold(row: RatingsOnRecord | None, event: Event, at: At) -> RatingsOnRecord | None:
    if not isinstance(event, Rating):
        return row
    known = row or RatingsOnRecord(id=_subject(event), agency=event.agency, period=event.period)
    match event:
        case AgencyRecognized(instrument=instrument):
            return evolve(known, outstanding=instrument, recognized=at.position)
        case RatingsApproved():
            return _approved(known, event, at)
        case RatingRevised(person=person, grade=grade):
            rated = (
                evolve(each, grade=grade, position=at.position) if each.person == person else each
                for each in known.rated
            )
            return evolve(known, rated=tuple(rated))
        case RatingsPublished(persons=persons):
            left = tuple(each for each in known.unpublished if each not in persons)
            return evolve(known, unpublished=left)


def _approved(known: RatingsOnRecord, event: RatingsApproved, at: At) -> RatingsOnRecord:
    new = {
        each.person: Rated(
            person=each.person,
            group=each.group,
            category=each.category,
            scheme=each.scheme,
            grade=each.grade,
            position=at.position,
        )
        for each in event.grades
    }
    rated = {each.person: each for each in known.rated} | new
    return evolve(
        known,
        rated=tuple(rated.values()),
        unpublished=tuple(dict.fromkeys((*known.unpublished, *new))),
        approved_at=at.occurred,
    )


VIEW: View[RatingsOnRecord] = View(
    name="ratings",
    version=1,
    row=RatingsOnRecord,
    subjects=dict.fromkeys((AgencyRecognized, RatingsApproved, RatingRevised, RatingsPublished), _subject),
    fold=_fold,
)
"""What each agency has decided on, by period."""
