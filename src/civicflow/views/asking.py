"""What answers ask of their evidence again and again: local days, dated parameters, working days, terms."""

from collections.abc import Callable, Collection
from datetime import date, datetime, time
from typing import TypeVar

from civicflow.calendars import Length, WorkingCalendar, WorkingTime
from civicflow.calendars.period import Period
from civicflow.core.event import MINUTE, Event, from_micros, micros
from civicflow.core.question import Evidence
from civicflow.errors import OutsideCalendarError
from civicflow.regulations import NotOnRecord, Parameter, regulated_term
from civicflow.regulations.clauses import OFFICE_HOURS
from civicflow.regulations.parameter import Subject

T = TypeVar("T")

ALL_TIME = range(-(2**63), 2**63)
"""Every moment that can be stored, in microseconds since 1970 UTC."""


def local_day(evidence: Evidence, moment: int) -> date:
    """The local date of a moment in microseconds since 1970 UTC."""
    return from_micros(moment).astimezone(evidence.zone).date()


def beginning(evidence: Evidence, on: date) -> int:
    """The first moment of a local day, in microseconds since 1970 UTC."""
    return micros(datetime.combine(on, time.min, evidence.zone))


def noon(evidence: Evidence, on: date) -> int:
    """The noon of a local day, likewise: the moment for which it is said who belonged where on that day."""
    return micros(datetime.combine(on, time(12), evidence.zone))


def moments(evidence: Evidence, period: Period | None) -> range:
    """The moments of a period, likewise; all time when none is named."""
    return ALL_TIME if period is None else period.moments(evidence.zone)


def today(evidence: Evidence) -> date:
    """The local date for which the question is asked."""
    return local_day(evidence, micros(evidence.now))


def known_on(evidence: Evidence) -> date | None:
    """The local date whose knowledge of the regulations counts; None for the present."""
    return None if evidence.known is None else local_day(evidence, micros(evidence.known))


def told_in(evidence: Evidence, stream: str) -> tuple[int, ...]:
    """All that is told in a stream, by its positions; read from the log, so only where a figure is explained."""
    return tuple(line.at.position for line in evidence.entries(stream=stream))


def said_in(evidence: Evidence, stream: str, among: Collection[int], *kinds: type[Event]) -> tuple[int, ...]:
    """
    Which events of a stream say something, by their positions; read from the log, so only where a figure is explained.

    Args:
        evidence: The log.
        stream: The stream, such as ``target:S-1``.
        among: The positions that count, as a row keeps them.
        kinds: What kind of events say it.
    """
    lines = evidence.entries(stream=stream)
    return tuple(
        line.at.position for line in lines if line.at.position in among and isinstance(line.event, kinds)
    )


def on_record(
    evidence: Evidence,
    parameter: Subject[T],
    *,
    locality: str = "",
    on: date | None = None,
    mode: str | None = None,
) -> T | None:
    """A parameter in a place on a day, today when none is named; None when it is not on record."""
    found = parameter.at(
        evidence.regulations,
        on=on or today(evidence),
        locality=locality,
        mode=mode,
        known=known_on(evidence),
    )
    return None if isinstance(found, NotOnRecord) else found


def provision(
    evidence: Evidence,
    parameter: Subject[T],
    *,
    locality: str = "",
    on: date | None = None,
    mode: str | None = None,
) -> str:
    """The id of the record that a parameter is read from, for the working of a figure; the arguments are those of ``on_record``."""
    found = evidence.regulations.find(
        parameter.subject,
        on=on or today(evidence),
        locality=locality,
        mode=mode,
        known=known_on(evidence),
    )
    return parameter.subject if found is None else found.id


def working_days_between(evidence: Evidence, earlier: int, later: int) -> int | None:
    """How many working days lie after the day of one moment up to that of another; None outside the calendar."""
    calendar = evidence.calendar
    if not isinstance(calendar, WorkingCalendar):
        return None
    try:
        return calendar.working_days_between(local_day(evidence, earlier), local_day(evidence, later))
    except (OutsideCalendarError, OverflowError):
        return None


def working_minutes(evidence: Evidence, earlier: int, later: int, *, locality: str = "") -> int | None:
    """
    How many whole minutes of office hours pass from one moment to another; None where no regulation or no calendar says it.

    Args:
        evidence: The regulations and the calendar.
        earlier: From when, in microseconds since 1970 UTC; the office hours are those of its day.
        later: Until when, likewise.
        locality: The place.
    """
    calendar = evidence.calendar
    hours = on_record(evidence, OFFICE_HOURS, locality=locality, on=local_day(evidence, earlier))
    if hours is None or not isinstance(calendar, WorkingCalendar):
        return None
    time = WorkingTime(calendar, hours, evidence.zone)
    try:
        return time.working_minutes_between(from_micros(earlier), from_micros(later))
    except (OutsideCalendarError, OverflowError):
        return None


def end_of_term(
    evidence: Evidence,
    length: Parameter[Length],
    since: int,
    *,
    locality: str = "",
    category: str | None = None,
) -> int | None:
    """
    When a term that a regulation sets ends; None where no regulation or no calendar says it.

    Args:
        evidence: The regulations and the calendar.
        length: The parameter that sets its length.
        since: When it begins to run, in microseconds since 1970 UTC; so is its end.
        locality: The place.
        category: The personnel category of the person whom the term concerns, where it depends on that.
    """
    calendar = evidence.calendar
    if not isinstance(calendar, WorkingCalendar):
        return None
    try:
        term = regulated_term(
            length,
            evidence.regulations,
            calendar,
            evidence.zone,
            start=from_micros(since),
            locality=locality,
            category=category,
            known=known_on(evidence),
        )
    except (OutsideCalendarError, OverflowError):
        return None
    return None if isinstance(term, NotOnRecord) else micros(term.end)


def working_clock(evidence: Evidence, locality: str) -> Callable[[int, int], int] | None:
    """
    How much office time of a place passes from one moment to another, in microseconds; None where nothing says when it works.

    As for ``working_minutes``; where those are not on record, beyond the calendar for one, time passes as on the wall.
    """
    hours = on_record(evidence, OFFICE_HOURS, locality=locality)
    if hours is None or not isinstance(evidence.calendar, WorkingCalendar):
        return None

    def passed(earlier: int, later: int) -> int:
        minutes = working_minutes(evidence, earlier, later, locality=locality)
        return later - earlier if minutes is None else minutes * MINUTE

    return passed
