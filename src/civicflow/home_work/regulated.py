"""What the dated rules say about work at home in a unit, and when its office works."""

from datetime import date, datetime
from typing import TypeVar

from civicflow.calendars import WorkingCalendar
from civicflow.core.facts import Facts
from civicflow.employee.events import Session
from civicflow.organization.authority import claimed_day
from civicflow.organization.model import Unit
from civicflow.regulations.clauses import OFFICE_HOURS
from civicflow.regulations.parameter import Subject

T = TypeVar("T")

PILOT, EMERGENCY = "pilot", "emergency"
"""The modes in which somebody works at home: under a pilot, or by order (K2)."""


def regulated(
    facts: Facts, parameter: Subject[T], unit: str, *, mode: str = PILOT, on: date | None = None
) -> T:
    """
    What a parameter says for the place of a unit.

    Args:
        facts: The window on the world.
        parameter: The parameter.
        unit: The unit.
        mode: The working mode.
        on: The local day; that of the act when left out.

    Raises:
        NotRegulatedError: When it is not on record.
    """
    locality = facts.of(Unit, unit).locality
    return parameter.required(facts.regulations, on=on or claimed_day(facts), locality=locality, mode=mode)


def opening(facts: Facts, unit: str, on: date) -> datetime:
    """When the office of a unit opens on a day."""
    return datetime.combine(on, regulated(facts, OFFICE_HOURS, unit, on=on).morning_from, facts.zone)


def session_at(facts: Facts, unit: str, moment: datetime) -> Session | None:
    """The session of a working day in which a moment lies; None outside office hours."""
    local = moment.astimezone(facts.zone)
    if not facts.calendar(WorkingCalendar).is_working_day(local.date()):
        return None
    hours = regulated(facts, OFFICE_HOURS, unit, on=local.date()).sessions
    named = zip(Session.BOTH.halves, hours, strict=True)
    return next((session for session, (opens, ends) in named if opens <= local.time() <= ends), None)
