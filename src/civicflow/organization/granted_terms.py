"""Terms that a regulation grants to a unit, with what their end was derived from."""

from datetime import date, datetime, time

from civicflow.calendars import Derivation, Length, WorkingCalendar
from civicflow.core.facts import Facts
from civicflow.organization.model import Unit
from civicflow.regulations import NotOnRecord, Parameter, regulated_term


def granted_end(
    facts: Facts,
    length: Parameter[Length],
    unit: str,
    start: datetime,
    *,
    category: str | None = None,
    known: date | None = None,
) -> tuple[datetime | None, Derivation | None]:
    """
    When a term ends that a unit has from a moment on, and what that was derived from; nothing where nothing on record sets one.

    Args:
        facts: The window on the world.
        length: The parameter that sets its length.
        unit: The unit, whose place says which rules hold.
        start: What sets the term running.
        category: The personnel category whose rules hold; only those for everybody when left out.
        known: With the law known on which day; all that is known now when left out.

    Raises:
        OutsideCalendarError: When the term reaches beyond the calendar.
    """
    term = regulated_term(
        length,
        facts.regulations,
        facts.calendar(WorkingCalendar),
        facts.zone,
        start=start,
        locality=facts.of(Unit, unit).locality,
        category=category,
        known=known,
    )
    return (None, None) if isinstance(term, NotOnRecord) else (term.end, term.derivation)


def beginning_of(facts: Facts, on: date) -> datetime:
    """The first moment of a local day."""
    return datetime.combine(on, time.min, facts.zone)
