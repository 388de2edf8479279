"""Days of bodies as events: opened, booked, set right; with the people of the agency."""

from datetime import date
from typing import Any

from civicflow.core.fields import FreeText
from civicflow.employee.events import Category, Place, Session
from civicflow.organization.events import MemberJoined
from civicflow.regulations import NotOnRecord
from civicflow.roster.cap import cap_under
from civicflow.roster.events import DayOpened, PlaceBooked, PlaceReleased, PresenceCorrected
from tests.views.past import Past

NOTHING = cap_under(NotOnRecord(subject="on_site_cap", locality="vn/hcmc", on=date(2023, 10, 2)), ())
WHY = FreeText(v="Theo thực tế")


def joined(past: Past, unit: str, *people: str) -> None:
    """People of a unit."""
    for person in people:
        past.add(
            "2023-01-02T08:00", MemberJoined(unit=unit, person=person, primary=True, since=date(2023, 1, 2))
        )


def opened(past: Past, day: str, *people: str, body: str = "A-1") -> None:
    """A working day of a body, with the people that were counted."""
    event = DayOpened(
        body=body,
        day=date.fromisoformat(day),
        locality="vn/hcmc",
        counted=people,
        besides=(),
        cap=NOTHING,
        opened_by="E-001",
    )
    past.add(f"{day}T07:00", event)


def booked(
    past: Past,
    day: str,
    person: str,
    place: Place | None,
    session: Session = Session.BOTH,
    *,
    purpose: str = "ordinary",
    body: str = "A-1",
    corrected: bool = False,
) -> int:
    """A place of a person, or where the head set right that they were; its position."""
    of: dict[str, Any] = {
        "body": body,
        "day": date.fromisoformat(day),
        "person": person,
        "unit": None,
        "category": Category.CIVIL_SERVANT,
        "session": session,
        "place": place,
        "purpose": purpose,
    }
    if corrected:
        return past.add(f"{day}T17:00", PresenceCorrected(**of, corrected_by="E-001", reason=WHY))
    return past.add(f"{day}T07:30", PlaceBooked(**of, destination=None))


def released(past: Past, day: str, at: str, person: str, *, body: str = "A-1") -> int:
    """A place is given back at a time of that day; the position."""
    event = PlaceReleased(
        body=body, day=date.fromisoformat(day), person=person, unit=None, session=Session.BOTH
    )
    return past.add(f"{day}T{at}", event)
