"""What is asked for about the target T-1 of U-1, and about the criteria C-1 of the department; with what becomes of it."""

from datetime import date

from civicflow import steering
from civicflow.core.fields import FreeText
from civicflow.steering.events import (
    CriteriaPublished,
    Direction,
    TargetAssigned,
    TargetClosed,
    TargetReported,
    TargetRevised,
)

REASON = "Khối lượng hồ sơ tăng gấp đôi"
ASSIGNED = TargetAssigned(
    target="T-1",
    unit="U-1",
    indicator="on_time",
    since=date(2023, 10, 1),
    until=date(2023, 12, 31),
    value="19/20",
    direction=Direction.AT_LEAST,
    instrument="QĐ 30",
    assigned_by="DIRECTOR",
)
REVISED = TargetRevised(
    target="T-1", unit="U-1", value="9/10", reason=FreeText(v=REASON), revised_by="DIRECTOR"
)
REPORTED = TargetReported(
    target="T-1", unit="U-1", value="0.93", as_of=date(2023, 10, 2), note=None, reported_by="HEAD-1"
)
CLOSED = TargetClosed(target="T-1", unit="U-1", achieved="0.92", note=None, closed_by="DIRECTOR")
PUBLISHED = CriteriaPublished(
    criteria="C-1",
    unit="A-1",
    since=date(2024, 1, 1),
    until=date(2024, 12, 31),
    version="2024-1",
    reference="QĐ 40",
    entries={"on_time": "Tỷ lệ việc hoàn thành đúng hạn"},
    replaces=None,
    published_by="DIRECTOR",
)
NEW_YEAR = "2024-01-01T08:00+07:00"


def assign(**changes: object) -> steering.AssignTarget:
    """The target of U-1 for the last quarter of 2023."""
    fields = {
        "target": "T-1",
        "unit": "U-1",
        "indicator": "on_time",
        "since": "2023-10-01",
        "until": "2023-12-31",
        "value": "19/20",
        "instrument": "QĐ 30",
    }
    return steering.AssignTarget(**(fields | changes))  # type: ignore[arg-type]


def revise(value: str = "9/10") -> steering.ReviseTarget:
    """Another value of it."""
    return steering.ReviseTarget(target="T-1", value=value, reason=REASON)


def report(value: str = "0.93", as_of: str = "2023-10-02") -> steering.ReportTarget:
    """What it shows."""
    return steering.ReportTarget(target="T-1", value=value, as_of=as_of)


def close(achieved: str = "0.92") -> steering.CloseTarget:
    """What was achieved."""
    return steering.CloseTarget(target="T-1", achieved=achieved)


def publish(**changes: object) -> steering.PublishCriteria:
    """The criteria of the department for 2024."""
    fields = {
        "criteria": "C-1",
        "unit": "A-1",
        "since": "2024-01-01",
        "until": "2024-12-31",
        "version": "2024-1",
        "reference": "QĐ 40",
        "entries": {"on_time": "Tỷ lệ việc hoàn thành đúng hạn"},
    }
    return steering.PublishCriteria(**(fields | changes))  # type: ignore[arg-type]


def replace(**changes: object) -> steering.ReplaceCriteria:
    """Others from July on."""
    fields = {
        "replaces": "C-1",
        "criteria": "C-2",
        "since": "2024-07-01",
        "until": "2024-12-31",
        "version": "2024-2",
        "entries": {"on_time": "Tỷ lệ việc hoàn thành đúng hạn", "four_clears": "Giao việc rõ ràng"},
        "reason": "Bổ sung tiêu chí",
    }
    return steering.ReplaceCriteria(**(fields | changes))  # type: ignore[arg-type]
