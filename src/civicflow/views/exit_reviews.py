"""Whose grades call for a review of whether they stay in the service, and where the reviews on record stand (R49, V15)."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from operator import attrgetter
from typing import Any, ClassVar

from attrs import field, frozen

from civicflow.calendars.period import PeriodKind
from civicflow.core.event import from_micros, micros
from civicflow.core.fields import PersonId, UnitId
from civicflow.core.question import Evidence, Question, View
from civicflow.employee.events import Grade
from civicflow.employee.model import Employee
from civicflow.exit_review.events import ExitOutcome, ExitReviewConcluded, ExitReviewOpened
from civicflow.exit_review.law import Trigger
from civicflow.exit_review.model import ExitReview, Stage
from civicflow.exit_review.triggers import Called, called_for
from civicflow.organization.model import Unit
from civicflow.regulations import NotOnRecord
from civicflow.regulations.evaluation_parameters import EXIT_REVIEW_WITHIN
from civicflow.regulations.income_clauses import Consequence
from civicflow.views import asking, employees, units
from civicflow.views.granted import Granted

VIEW: View[ExitReview] = View(
    name="exit_reviews",
    version=1,
    row=ExitReview,
    subjects=dict.fromkeys((ExitReviewOpened, ExitReviewConcluded), attrgetter("review")),
    fold=ExitReview.evolve,
)
"""The reviews, as they stand."""


@frozen(kw_only=True)
class CalledFor:
    """
    A person whose grades call for a review that nobody has opened yet; nothing follows by itself.

    Args:
        person: The person.
        unit: The unit they belong to first.
        trigger: What makes it necessary.
        consequence: What the law of the day makes of these grades.
        periods: The periods whose grades call for it.
        provision: The record that says so.
        events: The positions of these grades; empty unless asked for.
    """

    person: str
    unit: str
    trigger: Trigger
    consequence: Consequence
    periods: tuple[str, ...]
    provision: str
    events: tuple[int, ...] = ()


@frozen(kw_only=True)
class ReviewStanding:
    """
    Where a review stands.

    Args:
        review: The review.
        person: Whose it is.
        unit: The unit they belonged to first when it was opened.
        trigger: What made it necessary.
        consequence: What the law of the day of its opening made of these grades.
        periods: The periods whose grades called for it.
        stage: How far it has come.
        opened_at: When it was opened (UTC).
        due: Until when it is to be concluded (UTC); None where nothing on record sets a term.
        overdue: Whether it was not concluded by then.
        outcome: To what it came; None while it is open.
        events: The positions of its events and of the grades behind it; empty unless asked for.
    """

    review: str
    person: str
    unit: str
    trigger: Trigger
    consequence: Consequence
    periods: tuple[str, ...]
    stage: Stage
    opened_at: datetime
    due: datetime | None
    overdue: bool
    outcome: ExitOutcome | None
    events: tuple[int, ...] = ()


@frozen(kw_only=True)
class ExitReviewsAnswer:
    """
    The exit reviews of an administration.

    Args:
        called_for: Whose grades call for a review by the law of today, and who has none by these grades.
        not_on_record: Who has a last annual grade of not completed, and a category of which no law of today is on record.
        reviews: The reviews on record.
    """

    called_for: tuple[CalledFor, ...]
    not_on_record: tuple[str, ...]
    reviews: tuple[ReviewStanding, ...]


@frozen(kw_only=True)
class ExitReviews(Question[ExitReviewsAnswer]):
    """
    Whose grades call for a review of whether they stay in the service, and where the reviews on record stand (R49, V15).

    Args:
        unit: Only people of this unit.
        with_subunits: Those of the units below it as well.
        person: Only this person.
        with_events: Name the events behind each.
    """

    views: ClassVar[tuple[View[Any], ...]] = (VIEW, employees.VIEW, units.VIEW)

    unit: UnitId | None = None
    with_subunits: bool = field(default=False)
    person: PersonId | None = None
    with_events: bool = False

    def answer(self, evidence: Evidence) -> ExitReviewsAnswer:
        """The reviews asked for, by person."""
        chart = units.chart(evidence)
        reviews = sorted(evidence.rows(VIEW), key=attrgetter("person", "opened"))
        now = micros(evidence.now)
        until = dues(evidence, reviews)
        standing = (_standing(each, until[each.id], now, with_events=self.with_events) for each in reviews)
        found = [
            (employee, unit, called)
            for employee, unit, called in calls(evidence, chart, reviews)
            if self._asked(chart, employee.id, unit.id)
        ]
        return ExitReviewsAnswer(
            called_for=tuple(
                _told(called, employee.id, unit.id, with_events=self.with_events)
                for employee, unit, called in found
                if not isinstance(called, NotOnRecord)
            ),
            not_on_record=tuple(
                employee.id
                for employee, _, called in found
                if isinstance(called, NotOnRecord) and _failed_last(employee)
            ),
            reviews=tuple(each for each in standing if self._asked(chart, each.person, each.unit)),
        )

    def _asked(self, chart: Mapping[str, Unit], person: str, unit: str) -> bool:
        if self.person not in {None, person}:
            return False
        if self.unit in {None, unit}:
            return True
        return self.with_subunits and unit in units.subtree(chart, str(self.unit))


def calls(
    evidence: Evidence, chart: Mapping[str, Unit], reviews: list[ExitReview]
) -> Iterator[tuple[Employee, Unit, Called | NotOnRecord]]:
    """
    Whoever serves today and whose grades call for a review that was not opened, or may, since no law is on record.

    Args:
        evidence: What is on record.
        chart: The units by id.
        reviews: All reviews.
    """
    on = asking.today(evidence)
    belongs = {person: each for each in chart.values() for person in each.members(on, primary_only=True)}
    reviewed: dict[str, set[int]] = {}
    for each in reviews:
        reviewed.setdefault(each.person, set()).update(each.grades)
    for employee in sorted(evidence.rows(employees.VIEW), key=attrgetter("id")):
        unit = belongs.get(employee.id)
        if unit is None or not employee.serves(on):
            continue
        known = asking.known_on(evidence) or on
        called = called_for(evidence.regulations, employee, locality=unit.locality, on=on, known=known)
        done = isinstance(called, Called) and reviewed.get(employee.id, set()).issuperset(called.positions)
        if called is not None and not done:
            yield employee, unit, called


def _failed_last(employee: Employee) -> bool:
    annual = {each.period: each.grade for each in employee.grades if each.kind is PeriodKind.YEAR}
    return bool(annual) and annual[max(annual)] is Grade.NOT_COMPLETED


def _told(called: Called, person: str, unit: str, *, with_events: bool) -> CalledFor:
    return CalledFor(
        person=person,
        unit=unit,
        trigger=called.trigger,
        consequence=called.consequence,
        periods=called.periods,
        provision=called.provision,
        events=called.positions if with_events else (),
    )


def dues(evidence: Evidence, reviews: list[ExitReview]) -> Mapping[str, int | None]:
    """Until when each review is to be concluded, under the regulations that are asked."""
    granted = Granted(evidence)
    categories = {each.id: each.category.value for each in evidence.rows(employees.VIEW)}
    return {
        each.id: granted.end(
            EXIT_REVIEW_WITHIN,
            None if each.due is None else micros(each.due),
            each.derivation,
            each.unit,
            categories.get(each.person),
        )
        for each in reviews
    }


def _standing(review: ExitReview, due: int | None, now: int, *, with_events: bool) -> ReviewStanding:
    ended = now if review.concluded is None else review.concluded
    return ReviewStanding(
        review=review.id,
        person=review.person,
        unit=review.unit,
        trigger=review.trigger,
        consequence=review.consequence,
        periods=review.periods,
        stage=review.stage,
        opened_at=from_micros(review.opened),
        due=None if due is None else from_micros(due),
        overdue=due is not None and ended > due,
        outcome=review.outcome,
        events=(*review.events, *review.grades) if with_events else (),
    )
