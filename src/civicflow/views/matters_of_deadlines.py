"""What is open about work that was taken to an office above: whoever holds that office takes it up (R53, K11)."""

from collections.abc import Iterator

from civicflow.views import deadlines
from civicflow.views.matter import Matter, Need
from civicflow.views.surroundings import Surroundings


def of_deadlines(around: Surroundings) -> Iterator[Matter]:
    """
    Overdue work that was escalated and is not done, for the office that it went to last.

    It is over as soon as the due runs no more: the work is handed in, called off, or has another due.
    """
    for row in around.evidence.rows(deadlines.VIEW):
        last = row.escalated
        if last is not None and row.due is not None:
            yield Matter(
                need=Need.TAKE_UP_ESCALATION,
                subject=row.subject,
                unit=last.office_of,
                concerns=row.assignee,
                person=row.assignee,
                since=last.at,
                due=row.due,
            )
