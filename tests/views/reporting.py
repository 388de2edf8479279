"""Days at home and what people report of them, as events."""

from datetime import date, timedelta
from typing import Any

from civicflow.core.fields import FreeText
from civicflow.employee.events import (
    Category,
    DayReported,
    EmployeeRegistered,
    LeaveKind,
    LeaveRecorded,
    Place,
    ReportReviewed,
    Session,
)
from civicflow.task.events import TaskReported
from tests.employee import staff
from tests.views.administration import administration
from tests.views.past import Past
from tests.views.roster import booked, joined

SAID = FreeText(v="Theo kế hoạch tuần")


def office() -> Past:
    """Two divisions with three people besides E-204, who is registered."""
    past = administration(Past())
    joined(past, "U-12", "E-1", "E-2")
    joined(past, "U-13", "E-3")
    for person, unit in (("E-204", "U-12"), ("E-1", "U-12"), ("E-2", "U-12"), ("E-3", "U-13")):
        past.add(
            "2023-01-02T08:30",
            EmployeeRegistered(
                person=person, unit=unit, category=Category.CIVIL_SERVANT, hired_on=date(2023, 1, 2)
            ),
        )
    return past


def placed(past: Past, *people: str) -> Past:
    """The same past, with some people of U-12 in positions of the group that drafts papers."""
    past.add("2023-01-03T08:00", staff.position("P-1", unit="U-12"))
    for person in people:
        past.add("2023-01-03T08:30", staff.placed(person, unit="U-12"))
    return past


def october(*days: int) -> tuple[str, ...]:
    """Days of October 2023."""
    return tuple(f"2023-10-{day:02}" for day in days)


def at_home(past: Past, *days: str, person: str = "E-204", session: Session = Session.BOTH) -> None:
    """A person is booked at home on some days."""
    for day in days:
        booked(past, day, person, Place.HOME, session)


def reported(
    past: Past,
    day: str,
    at: str = "15:30",
    *,
    person: str = "E-204",
    claimed: str | None = None,
    obstacle: bool = False,
) -> int:
    """A report of a day, made at a time of that day; its position."""
    event = DayReported(
        person=person,
        unit="U-12",
        day=date.fromisoformat(day),
        done=SAID,
        obstacles=SAID if obstacle else None,
    )
    return past.add(_moment(day, at), event, claimed=None if claimed is None else _moment(day, claimed))


def _moment(day: str, at: str) -> str:
    """A time of a day; after midnight when a plus sign stands before it."""
    if at.startswith("+"):
        return f"{date.fromisoformat(day) + timedelta(days=1)}T{at[1:]}"
    return f"{day}T{at}"


def progressed(past: Past, day: str, at: str = "11:00", *, person: str | None = "E-204") -> int:
    """A word on a task of a person; its position."""
    event = TaskReported(
        task="T-17", assignee=person, unit="U-12", delegate=None, percent=50, note=None, place=None
    )
    return past.add(f"{day}T{at}", event)


def reviewed(
    past: Past, day: str, when: str, *, substantive: bool = True, person: str = "E-204", by: str = "E-101"
) -> int:
    """A head has read a report; the position."""
    event = ReportReviewed(
        person=person,
        unit="U-12",
        day=date.fromisoformat(day),
        reviewed_by=by,
        substantive=substantive,
        remark=SAID,
    )
    return past.add(when, event)


def on_leave(past: Past, day: str, session: Session = Session.BOTH, *, person: str = "E-204") -> None:
    """A person is on leave for a day, or half of it."""
    on = date.fromisoformat(day)
    said: dict[str, Any] = {"kind": LeaveKind.ANNUAL, "since": on, "until": on, "session": session}
    past.add("2023-09-20T08:00", LeaveRecorded(person=person, leave=f"L-{day}-{session.value}", **said))
