"""
Working days and the terms counted in them, from a calendar that is frozen, versioned and shipped.

``data/`` holds one file a version. A version never changes once released: a stored date names the calendar it was
computed with, and must come out the same for ever.
"""

from civicflow.calendars.working_calendar import Term, WorkingCalendar
from civicflow.calendars.year import Year

__all__ = ["Term", "WorkingCalendar", "Year"]
