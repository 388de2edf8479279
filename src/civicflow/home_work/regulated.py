"""What the dated rules say about work at home in a unit, and when its office works."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import TypeVar

from civicflow.calendars import WorkingCalendar
from civicflow.core.facts import Facts
from civicflow.employee.events import Session
from civicflow.organization.authority import claimed_day
from civicflow.organization.model import Unit
from civicflow.regulations.parameters import (
    AFTERNOON_FROM,
    AFTERNOON_TO,
    MORNING_FROM,
    MORNING_TO,
    Parameter,
)

T = TypeVar("T")

PILOT, EMERGENCY = "pilot", "emergency"
"""The modes in which somebody works at home: under a pilot, or by order (K2)."""


def regulated(
    facts: Facts, parameter: Parameter[T], unit: str, *, mode: str = PILOT, on: date | None = None
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


def office_hours(facts: Facts, unit: str, on: date) -> Mapping[Session, tuple[time, time]]:
    """From when to when the office of a unit works in each session of a day, by local time (R25)."""
    morning_from, morning_to, afternoon_from, afternoon_to = (
        regulated(facts, each, unit, on=on)
        for each in (MORNING_FROM, MORNING_TO, AFTERNOON_FROM, AFTERNOON_TO)
    )
    return {
        Session.MORNING: (morning_from, morning_to),
        Session.AFTERNOON: (afternoon_from, afternoon_to),
    }


def opening(facts: Facts, unit: str, on: date) -> datetime:
    """When the office of a unit opens on a day."""
    first, _ = office_hours(facts, unit, on)[Session.MORNING]
    return datetime.combine(on, first, facts.zone)


def session_at(facts: Facts, unit: str, moment: datetime) -> Session | None:
    """The session of a working day in which a moment lies; None outside office hours."""
    local = moment.astimezone(facts.zone)
    if not facts.calendar(WorkingCalendar).is_working_day(local.date()):
        return None
    hours = office_hours(facts, unit, local.date()).items()
    return next((session for session, (opens, ends) in hours if opens <= local.time() <= ends), None)
