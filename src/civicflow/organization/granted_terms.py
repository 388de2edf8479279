"""Terms that a regulation grants to a unit, with what their end was derived from."""

from datetime import date, datetime, time

from civicflow.calendars import Length, Term, WorkingCalendar
from civicflow.core.facts import Facts
from civicflow.organization.model import Unit
from civicflow.regulations import NotOnRecord, Parameter, regulated_term


def granted_term(facts: Facts, length: Parameter[Length], unit: str, start: datetime) -> Term | None:
    """
    The term that a unit has from a moment on; None where nothing on record sets one.

    Args:
        facts: The window on the world.
        length: The parameter that sets its length.
        unit: The unit, whose place says which rules hold.
        start: What sets the term running.

    Raises:
        OutsideCalendarError: When the term reaches beyond the calendar.
    """
    found = regulated_term(
        length,
        facts.regulations,
        facts.calendar(WorkingCalendar),
        facts.zone,
        start=start,
        locality=facts.of(Unit, unit).locality,
    )
    return None if isinstance(found, NotOnRecord) else found


def beginning_of(facts: Facts, on: date) -> datetime:
    """The first moment of a local day."""
    return datetime.combine(on, time.min, facts.zone)
