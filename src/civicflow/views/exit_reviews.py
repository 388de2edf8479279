"""Whose grades call for a review of whether they stay in the service, and where the reviews on record stand (R49, V15)."""

from collections.abc import Iterator
from datetime import datetime
from operator import attrgetter
from typing import Any, ClassVar

from attrs import field, frozen

from civicflow.core.event import from_micros, micros
from civicflow.core.fields import PersonId, UnitId
from civicflow.core.question import Evidence, Question, View
from civicflow.exit_review.events import ExitReviewConcluded, ExitReviewOpened, ExitOutcome
from civicflow.exit_review.model import ExitReview, Stage
from civicflow.exit_review.triggers import Called, called_for
from civicflow.organization.model import Unit
from civicflow.views import asking, employees, units

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
        trigger: What the law of the day asks for.
        periods: The periods whose grades call for it.
        provision: The record that says so.
        events: The positions of these grades; empty unless asked for.
    """

    person: str
    unit: str
    trigger: str
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
        trigger: What the law of the day of its opening asked for.
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
    trigger: str
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
        called_for: Whose grades call for a review by the law of today, and who has none of these grades.
        reviews: The reviews on record.
    """

    called_for: tuple[CalledFor, ...]
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
        return ExitReviewsAnswer(
            called_for=tuple(
                each for each in self._called(evidence, chart, reviews) if self._asked(chart, each)
            ),
            reviews=tuple(
                each
                for each in (_standing(one, now, with_events=self.with_events) for one in reviews)
                if self._asked(chart, each)
            ),
        )

    def _asked(self, chart: dict[str, Unit], found: CalledFor | ReviewStanding) -> bool:
        if self.person not in {None, found.person}:
            return False
        if self.unit is None or found.unit == self.unit:
            return True
        return self.with_subunits and found.unit in units.subtree(chart, self.unit)

    def _called(
        self, evidence: Evidence, chart: dict[str, Unit], reviews: list[ExitReview]
    ) -> Iterator[CalledFor]:
        on, known = asking.today(evidence), asking.known_on(evidence)
        belongs = {person: each for each in chart.values() for person in each.members(on, primary_only=True)}
        reviewed: dict[str, set[int]] = {}
        for each in reviews:
            reviewed.setdefault(each.person, set()).update(each.grades)
        for employee in sorted(evidence.rows(employees.VIEW), key=attrgetter("id")):
            unit = belongs.get(employee.id)
            if unit is None or not employee.serves(on):
                continue
            called = called_for(
                evidence.regulations, employee, locality=unit.locality, on=on, known=known or on
            )
            if called is not None and not reviewed.get(employee.id, set()).issuperset(called.positions):
                yield _told(called, employee.id, unit.id, with_events=self.with_events)


def _told(called: Called, person: str, unit: str, *, with_events: bool) -> CalledFor:
    return CalledFor(
        person=person,
        unit=unit,
        trigger=called.trigger,
        periods=called.periods,
        provision=called.provision,
        events=called.positions if with_events else (),
    )


def _standing(review: ExitReview, now: int, *, with_events: bool) -> ReviewStanding:
    due = None if review.due is None else micros(review.due)
    ended = now if review.concluded is None else review.concluded
    return ReviewStanding(
        review=review.id,
        person=review.person,
        unit=review.unit,
        trigger=review.trigger,
        periods=review.periods,
        stage=review.stage,
        opened_at=from_micros(review.opened),
        due=review.due,
        overdue=due is not None and ended > due,
        outcome=review.outcome,
        events=(*review.events, *review.grades) if with_events else (),
    )
