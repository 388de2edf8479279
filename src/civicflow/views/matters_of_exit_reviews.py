"""What is open about exit reviews: who is called for waits for the head, what is opened for whoever stands above (R49, K17)."""

from collections.abc import Iterator

from civicflow.core.event import micros
from civicflow.exit_review.model import Stage
from civicflow.organization.events import Office
from civicflow.organization.model import Unit
from civicflow.regulations import NotOnRecord
from civicflow.views import exit_reviews
from civicflow.views.matter import Matter, Need, about_person
from civicflow.views.surroundings import Surroundings


def of_exit_reviews(around: Surroundings) -> Iterator[Matter]:
    """Everybody whose grades call for a review; every open review, which is concluded above who gave the grades (K10)."""
    reviews = list(around.evidence.rows(exit_reviews.VIEW))
    dues = exit_reviews.dues(around.evidence, reviews)
    for employee, at, called in exit_reviews.calls(around.evidence, around.units, reviews):
        if not isinstance(called, NotOnRecord):
            since = micros(called.rated_at)
            yield about_person(Need.OPEN_EXIT_REVIEW, "employee", employee.id, at.id, since)
    dues = exit_reviews.dues(around.evidence, reviews)
    for review in reviews:
        unit = around.units.get(review.unit)
        agency = None if unit is None else around.units.get(unit.body)
        if review.stage is Stage.OPEN and agency is not None:
            yield Matter(
                need=Need.CONCLUDE_EXIT_REVIEW,
                subject=f"exit_review:{review.id}",
                unit=agency.superior or agency.id,
                concerns=review.person if agency.superior else _head(around, agency),
                person=review.person,
                since=review.opened,
                due=dues[review.id],
            )


def _head(around: Surroundings, agency: Unit) -> str | None:
    return next((each.person for each in agency.holders(Office.HEAD, around.today)), None)
