"""What is open about exit reviews: those that are opened wait for whoever stands above the agency to conclude them (R49, K17)."""

from collections.abc import Iterator

from civicflow.exit_review.model import Stage
from civicflow.organization.events import Office
from civicflow.organization.model import Unit
from civicflow.views import exit_reviews
from civicflow.views.matter import Matter, Need
from civicflow.views.surroundings import Surroundings


def of_exit_reviews(around: Surroundings) -> Iterator[Matter]:
    """Every open review; the agency gave the grades, so it is concluded above it (K10)."""
    reviews = list(around.evidence.rows(exit_reviews.VIEW))
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
