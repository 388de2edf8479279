"""The days of bodies that somebody asks about: those on record, and the working days that nobody has opened yet."""

from collections.abc import Iterator, Mapping
from datetime import date

from civicflow.calendars import WorkingCalendar
from civicflow.calendars.period import Period
from civicflow.core.question import Evidence
from civicflow.organization.model import Unit
from civicflow.views import asking, days
from civicflow.views.days import Count, DayOnRecord


def days_of(
    evidence: Evidence, chart: Mapping[str, Unit], body: str | None, period: Period | None
) -> Iterator[DayOnRecord]:
    """
    Each day of a body, or of every body, in order; one that is not opened has the members of that day, and no booking.

    Args:
        evidence: What is on record.
        chart: The units.
        body: The body; every body when left out.
        period: Which days; today when left out.
    """
    on = asking.today(evidence)
    asked = Period(on, on) if period is None else period
    opened = {(row.on, row.body): row for row in evidence.rows(days.VIEW) if _asks_for(row, body, asked)}
    bodies = [unit.id for unit in chart.values() if unit.body == unit.id and body in {None, unit.id}]
    coming = {(day, each) for day in working_days(evidence, asked) for each in bodies}
    for day, each in sorted(opened.keys() | coming):
        yield opened.get((day, each)) or _unopened(chart, each, day)


def _asks_for(row: DayOnRecord, body: str | None, period: Period) -> bool:
    return body in {None, row.body} and period.covers(row.on)


def _unopened(chart: Mapping[str, Unit], body: str, on: date) -> DayOnRecord:
    units = (unit for unit in chart.values() if unit.body == body)
    members = sorted({person for unit in units for person in unit.members(on, primary_only=True)})
    return DayOnRecord(f"{body}:{on}", body, on, None, Count(0, tuple(members), (), (), None), ())


def working_days(evidence: Evidence, period: Period) -> Iterator[date]:
    """The working days of a period, as far as the calendar reaches."""
    calendar = evidence.calendar
    if not isinstance(calendar, WorkingCalendar):
        return
    first, last = max(period.first, calendar.first), min(period.last, calendar.last)
    for number in range(first.toordinal(), last.toordinal() + 1):
        day = date.fromordinal(number)
        if calendar.is_working_day(day):
            yield day
