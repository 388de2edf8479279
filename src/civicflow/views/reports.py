"""The reports of each day, and what their heads found of them: one row a person and day (R36, K19)."""

from datetime import date
from typing import NamedTuple

from attrs import evolve, frozen

from civicflow.core.event import At, Event, Instant
from civicflow.core.question import View
from civicflow.employee.events import DayReported, ReportReviewed


class Report(NamedTuple):
    """
    A report of a day.

    Args:
        position: Where it stands in the log.
        occurred: When it is said to have been made, in microseconds since 1970 UTC.
        recorded: When the store took it, likewise.
        obstacle: Whether it names what stood in the way.
    """

    position: int
    occurred: Instant
    recorded: Instant
    obstacle: bool


class Review(NamedTuple):
    """
    What a head found of a report.

    Args:
        position: Where it stands in the log.
        recorded: When the store took it, in microseconds since 1970 UTC.
        by: The person in whose office it was read.
        substantive: Whether the head found that it tells what was done.
    """

    position: int
    recorded: Instant
    by: str
    substantive: bool


@frozen
class DayOfReport:
    """
    What a person reported of a day.

    Args:
        id: Person and date, such as ``E-204:2023-10-03``.
        person: The person.
        day: The date.
        unit: The unit in which they reported.
        reports: The reports, in order of the log; a command never makes a second one.
        reviews: What was found of them, likewise.
    """

    id: str
    person: str
    day: date
    unit: str | None
    reports: tuple[Report, ...] = ()
    reviews: tuple[Review, ...] = ()


def fold(row: DayOfReport | None, event: Event, at: At) -> DayOfReport | None:
    """The day after an event."""
    match event:
        case DayReported():
            report = Report(at.position, at.occurred, at.recorded, event.obstacles is not None)
            before = row or _new(event)
            return evolve(before, unit=event.unit or before.unit, reports=(*before.reports, report))
        case ReportReviewed():
            review = Review(at.position, at.recorded, event.reviewed_by, event.substantive)
            before = row or _new(event)
            return evolve(before, reviews=(*before.reviews, review))
        case _:
            return row


def _new(event: DayReported | ReportReviewed) -> DayOfReport:
    return DayOfReport(_id(event), event.person, event.day, event.unit)


def _id(event: DayReported | ReportReviewed) -> str:
    return f"{event.person}:{event.day}"


VIEW: View[DayOfReport] = View(
    name="day_reports",
    version=1,
    row=DayOfReport,
    subjects={DayReported: _id, ReportReviewed: _id},
    fold=fold,
)
