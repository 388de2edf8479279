"""The working calendar from the command line: when a term ends, and which days are worked."""

from datetime import date, datetime, time, tzinfo
from typing import Annotated, TypeAlias

import attrs
from cyclopts import App, Parameter

from civicflow.cli.regulations import at_hand
from civicflow.cli.terminal import Terminal
from civicflow.cli.values import read
from civicflow.errors import InvalidInputError

CALENDAR = App(name="calendar", help="Count terms and working days.")

Version: TypeAlias = Annotated[str | None, Parameter(env_var="CIVICFLOW_CALENDAR", show_default=False)]


@attrs.frozen(kw_only=True)
class DayOff:
    """
    A day from Monday to Friday that is not worked.

    Args:
        day: The day.
        name: Why.
    """

    day: date
    name: str


@attrs.frozen(kw_only=True)
class Days:
    """
    The days from one to another.

    Args:
        calendar: The version of the calendar.
        first: The first day.
        last: The last one.
        working_days: How many of them are worked.
        projected: Whether they reach a year whose order has not been issued yet.
        worked: Saturdays and Sundays that are worked in exchange for a day off.
        off: Days from Monday to Friday that are not worked.
    """

    calendar: str
    first: date
    last: date
    working_days: int
    projected: bool
    worked: tuple[date, ...]
    off: tuple[DayOff, ...]


@CALENDAR.command
def add(
    start: str, length: str, /, *, locality: str = "vn", calendar: Version = None, terminal: Terminal
) -> int:
    """
    Print when a term ends, and what that was derived from.

    Args:
        start: The moment that sets it running, such as 2026-02-13T10:00+07:00; or the local day.
        length: How long it is, such as "5 working_days"; also working_hours, sessions, calendar_days.
        locality: The place whose office hours count.
        calendar: The version of the working calendar; vn-2026.1 when left out.
        terminal: Where the result goes.
    """
    from civicflow.calendars import Length, WorkingTime
    from civicflow.flow import working_calendar
    from civicflow.regulations.clauses import OFFICE_HOURS

    begins = _local(start, terminal.zone)
    hours = OFFICE_HOURS.required(at_hand(terminal), on=begins.date(), locality=locality)
    counted = WorkingTime(working_calendar(calendar), hours, terminal.zone)
    terminal.show(counted.term(begins, read(Length.parse, "LENGTH", length)))
    return 0


@CALENDAR.command
def days(first: str, last: str, /, *, calendar: Version = None, terminal: Terminal) -> int:
    """
    Print how many of the days from one to another are worked, and which are not as the week would have them.

    Args:
        first: The first local day, such as 2026-02-01.
        last: The last one.
        calendar: The version of the working calendar; vn-2026.1 when left out.
        terminal: Where the result goes.
    """
    from civicflow.calendars.year import is_weekend
    from civicflow.core.fields import day
    from civicflow.flow import working_calendar

    since, until = read(day, "FIRST", first), read(day, "LAST", last)
    if until < since:
        raise InvalidInputError(field="LAST", problem="before-first", value=last)
    counted = working_calendar(calendar)
    worked = counted.working_days_between(since, until) + counted.is_working_day(since)
    off = (each for year in counted.years for each in year.off.items() if since <= each[0] <= until)
    made_up = (each for year in counted.years for each in sorted(year.worked) if since <= each <= until)
    terminal.show(
        Days(
            calendar=counted.version,
            first=since,
            last=until,
            working_days=worked,
            projected=counted.reaches_projected(since, until),
            worked=tuple(made_up),
            off=tuple(DayOff(day=on, name=name) for on, name in off if not is_weekend(on)),
        )
    )
    return 0


def _local(start: str, zone: tzinfo) -> datetime:
    """A moment by the local clock; a day stands for its beginning."""
    from civicflow.core.fields import day, instant

    if len(start) <= len("2026-02-13"):
        return datetime.combine(read(day, "START", start), time(), zone)
    return read(instant, "START", start).astimezone(zone)
