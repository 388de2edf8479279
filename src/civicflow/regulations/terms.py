"""Terms that a regulation sets, counted in the working time of the place."""

from datetime import date, datetime, tzinfo
from typing import Unpack

from civicflow.calendars import Length, Term, WorkingCalendar, WorkingTime
from civicflow.core.fields import instant
from civicflow.core.provision import Circumstances, Regulations
from civicflow.regulations.clauses import OFFICE_HOURS
from civicflow.regulations.parameter import NotOnRecord, Parameter, answering


def working_time(
    regulations: Regulations, calendar: WorkingCalendar, zone: tzinfo, **asked: Unpack[Circumstances]
) -> WorkingTime | NotOnRecord:
    """
    The working time of a place by the office hours of a day.

    Args:
        regulations: Where the office hours are looked up.
        calendar: Which days are worked.
        zone: The zone of local dates.
        asked: Day, place, mode, category and knowledge, as ``Circumstances`` says.
    """
    hours = OFFICE_HOURS.at(regulations, **asked)
    return hours if isinstance(hours, NotOnRecord) else WorkingTime(calendar, hours, zone)


def regulated_term(
    length: Parameter[Length],
    regulations: Regulations,
    calendar: WorkingCalendar,
    zone: tzinfo,
    *,
    start: datetime,
    locality: str,
    mode: str | None = None,
    category: str | None = None,
    code: str | None = None,
    known: date | None = None,
) -> Term | NotOnRecord:
    """
    The term that a regulation sets, by the law and the office hours of the local day on which it begins to run.

    Args:
        length: The parameter that sets its length.
        regulations: Where length and office hours are looked up.
        calendar: The working calendar.
        zone: The zone of local dates.
        start: The moment that sets it running, aware.
        locality: The place.
        mode: The working mode; without one, only records for every mode are seen.
        category: The personnel category; without one, only records for everybody are seen.
        code: The entry of a catalogue.
        known: As known on that day; None for all that is known now.

    Raises:
        InvalidInputError: When the start has no zone.
        OutsideCalendarError: When the term reaches beyond the calendar.
    """
    asked = Circumstances(
        on=instant(start).astimezone(zone).date(),
        locality=locality,
        mode=mode,
        category=category,
        known=known,
    )
    found = answering(regulations, length.subject, code=code, **asked)
    if isinstance(found, NotOnRecord):
        return found
    time = working_time(regulations, calendar, zone, **asked)
    return time if isinstance(time, NotOnRecord) else time.term(start, length.of(found), regulation=found.id)
