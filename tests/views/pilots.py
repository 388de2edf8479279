"""A pilot of the agency A-1 as events: drafted, approved, measured before its start, and under way."""

from datetime import date
from typing import Any

from civicflow.pilot_record.events import Audience, BaselineRecorded, SurveyRecorded
from tests.pilot_record.offices import APPROVED, STARTED, SUBMITTED, drafted
from tests.views.administration import administration
from tests.views.past import Past

STARTED_ON = "2023-10-01"


def under_way(past: Past | None = None, *, until: date = date(2025, 12, 31), **scope: Any) -> Past:
    """The agency with its pilot, started on the first of October 2023."""
    found = administration(past or Past())
    draft: dict[str, Any] = {
        "units": ("A-1",),
        "until": until,
        "indicators": {"satisfaction": "43/50", "on_time": "9/10"},
    }
    found.add("2023-09-01T08:00", drafted(**draft | scope))
    found.add("2023-09-04T08:00", SUBMITTED)
    found.add("2023-09-11T08:00", APPROVED)
    found.add(f"{STARTED_ON}T08:00", STARTED)
    return found


def counted_before(
    past: Past,
    numerator: int,
    denominator: int,
    *,
    indicator: str = "satisfaction",
    instrument: str = "citizens_2023",
    recorded: str = "2023-09-20T08:00",
) -> int:
    """The baseline of an indicator; its position."""
    event = BaselineRecorded(
        pilot="P",
        indicator=indicator,
        numerator=numerator,
        denominator=denominator,
        since=date(2023, 6, 1),
        until=date(2023, 8, 31),
        instrument=instrument,
        recorders=("HEAD-1",),
    )
    return past.add(recorded, event)


def surveyed(past: Past, survey: str, numerator: int, denominator: int, **other: Any) -> int:
    """A wave of citizens, of March 2024 unless something else is said; its position."""
    recorded = other.pop("recorded", "2024-04-02T08:00")
    said: dict[str, Any] = {
        "audience": Audience.CITIZENS,
        "indicator": "satisfaction",
        "instrument": "citizens_2023",
        "since": date(2024, 3, 1),
        "until": date(2024, 3, 29),
        "unit": None,
        "recorders": ("HEAD-1",),
    }
    event = SurveyRecorded(
        survey=survey, pilot="P", numerator=numerator, denominator=denominator, **said | other
    )
    return past.add(recorded, event)
