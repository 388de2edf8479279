"""The calendars of the package, and the working time of an office that keeps the national hours."""

from datetime import date, datetime
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from civicflow.calendars import OfficeHours, WorkingCalendar, WorkingTime
from civicflow.core.fields import instant

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def text(version: str = "vn-2026.1") -> str:
    """A shipped calendar as text."""
    return (files("civicflow.calendars") / "data" / f"{version}.json").read_text("utf-8")


@cache
def vietnam(version: str = "vn-2026.1") -> WorkingCalendar:
    """A shipped calendar."""
    return WorkingCalendar.parse(text(version))


def hours(*times: str, provision: str | None = None) -> OfficeHours:
    """Office hours by their four times; half past seven to five when none is said."""
    said = [datetime.strptime(each, "%H:%M").time() for each in times or ("07:30", "11:30", "13:00", "17:00")]
    morning_from, morning_to, afternoon_from, afternoon_to = said
    return OfficeHours(
        morning_from=morning_from,
        morning_to=morning_to,
        afternoon_from=afternoon_from,
        afternoon_to=afternoon_to,
        provision=provision,
    )


def office(*times: str, version: str = "vn-2026.1") -> WorkingTime:
    """The working time of an office in Vietnam."""
    return WorkingTime(vietnam(version), hours(*times), ZONE)


def at(written: str) -> datetime:
    """A moment of Vietnamese local time."""
    return instant(f"{written}+07:00")


def day(written: str) -> date:
    """A date in ISO form."""
    return date.fromisoformat(written)
