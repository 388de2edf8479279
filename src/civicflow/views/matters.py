"""What is open today and waits for somebody: for the person whose work it is, or for an office to decide."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from civicflow.core.question import Evidence, View
from civicflow.organization.model import Unit
from civicflow.views import (
    arrangements,
    circles,
    deadlines,
    employees,
    exit_reviews,
    findings_on_record,
    grades_on_record,
    handed_reviews,
    incidents,
    income_record,
    initiatives,
    offers,
    petitions_on_record,
    pilots,
    positions,
    ratings_on_record,
    reports,
    targets,
    task_history,
)
from civicflow.views.matter import Matter
from civicflow.views.matters_of_deadlines import of_deadlines
from civicflow.views.matters_of_exit_reviews import of_exit_reviews
from civicflow.views.matters_of_feedback import of_initiatives, of_petitions
from civicflow.views.matters_of_grades import of_grades
from civicflow.views.matters_of_home_work import of_home_work, of_incidents
from civicflow.views.matters_of_income import of_income
from civicflow.views.matters_of_oversight import of_findings
from civicflow.views.matters_of_positions import of_positions
from civicflow.views.matters_of_reports import of_reports
from civicflow.views.matters_of_targets import of_targets
from civicflow.views.matters_of_tasks import of_tasks
from civicflow.views.surroundings import Surroundings

DOMAINS: tuple[Callable[[Surroundings], Iterator[Matter]], ...] = (
    of_tasks,
    of_deadlines,
    of_home_work,
    of_incidents,
    of_positions,
    of_targets,
    of_petitions,
    of_initiatives,
    of_findings,
    of_reports,
    of_grades,
    of_income,
    of_exit_reviews,
)
"""From where matters come."""

VIEWS: tuple[View[Any], ...] = (
    task_history.VIEW,
    deadlines.VIEW,
    offers.VIEW,
    circles.VIEW,
    handed_reviews.VIEW,
    incidents.VIEW,
    arrangements.VIEW,
    arrangements.EQUIPMENT,
    employees.VIEW,
    positions.VIEW,
    pilots.VIEW,
    targets.VIEW,
    petitions_on_record.VIEW,
    initiatives.VIEW,
    findings_on_record.VIEW,
    reports.VIEW,
    exit_reviews.VIEW,
    grades_on_record.VIEW,
    ratings_on_record.VIEW,
    income_record.INCOMES,
    income_record.FUNDS,
)
"""From what they are gathered."""


def open_matters(evidence: Evidence, units: Mapping[str, Unit]) -> Iterator[Matter]:
    """
    All that is open in every unit.

    Args:
        evidence: What is on record.
        units: The units by id.
    """
    around = Surroundings(evidence, units)
    for matters_of in DOMAINS:
        yield from matters_of(around)
