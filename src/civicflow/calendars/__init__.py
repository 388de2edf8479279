"""
Working days, office hours and the terms counted in them, from a calendar that is frozen, versioned and shipped.

``data/`` holds one file a version. A version never changes once released: a stored date names the calendar it was
computed with, and must come out the same for ever.
"""

from civicflow.calendars.office_hours import OfficeHours
from civicflow.calendars.terms import Derivation, Length, Term, TermUnit
from civicflow.calendars.working_calendar import WorkingCalendar
from civicflow.calendars.working_time import WorkingTime
from civicflow.calendars.year import Year

__all__ = [
    "Derivation",
    "Length",
    "OfficeHours",
    "Term",
    "TermUnit",
    "WorkingCalendar",
    "WorkingTime",
    "Year",
]
