"""The terms that run in an evaluation: to petition against a grade, and to answer (R44)."""

from datetime import datetime

from civicflow.calendars import Derivation, Length, WorkingCalendar
from civicflow.core.facts import Facts
from civicflow.evaluation.model import Proposal
from civicflow.organization.model import Unit
from civicflow.regulations import NotOnRecord, Parameter, regulated_term


def term_of(
    facts: Facts, length: Parameter[Length], known: Proposal
) -> tuple[datetime | None, Derivation | None]:
    """
    When a term ends that begins now for a person, and what that was derived from; nothing where nothing on record sets one.

    Args:
        facts: The window on the world.
        length: The parameter that sets its length, by personnel category.
        known: The person's agency and category, as they were proposed.

    Raises:
        OutsideCalendarError: When the term reaches beyond the calendar.
    """
    term = regulated_term(
        length,
        facts.regulations,
        facts.calendar(WorkingCalendar),
        facts.zone,
        start=facts.act.now,
        locality=facts.of(Unit, known.agency).locality,
        category=known.category.value,
    )
    return (None, None) if isinstance(term, NotOnRecord) else (term.end, term.derivation)
