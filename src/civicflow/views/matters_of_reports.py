"""What is open about daily reports: whoever leads reads them (R36, K19)."""

from collections.abc import Iterator

from civicflow.regulations import parameters
from civicflow.views import reports
from civicflow.views.matter import Matter, Need, about_person
from civicflow.views.surroundings import Surroundings


def of_reports(around: Surroundings) -> Iterator[Matter]:
    """Every report that nobody has read yet."""
    for row in around.evidence.rows(reports.VIEW):
        if row.reports and not row.reviews:
            since = row.reports[0].recorded
            unit = row.unit or around.primary_units.get(row.person)
            due = around.term(parameters.REPORT_READ_WITHIN, since, unit)
            yield about_person(Need.READ_REPORT, "presence", row.person, unit, since, due, id=row.id)
