"""What no longer fits a position that was revised or abolished waits for somebody's decision (K12)."""

from datetime import date
from typing import Any

from attrs import evolve

from civicflow.core.event import Event, micros
from civicflow.core.fields import FreeText
from civicflow.employee.events import Category, EmployeeRegistered, PositionAssigned
from civicflow.organization.events import PositionAbolished, PositionEstablished, PositionRevised
from civicflow.views.matter import Need
from civicflow.views.worklist import Worklist
from tests.views.administration import FOUNDED, administration
from tests.views.past import Past, at
from tests.views.test_worklist_at_home import ENDED, RUNNING

REASON = FreeText(v="Sắp xếp lại đơn vị")
DESCRIBED: dict[str, Any] = {
    "position": "P-1",
    "unit": "U-12",
    "title": "Chuyên viên",
    "duties": "Soạn thảo văn bản",
    "group": "desk",
    "citizen_contact": False,
    "handles_procedures": False,
    "work_types": (),
}
REVISED = PositionRevised(**(DESCRIBED | {"citizen_contact": True}), since=date(2023, 11, 14), reason=REASON)
ABOLISHED = PositionAbolished(position="P-1", unit="U-12", until=date(2023, 11, 13), reason=REASON)


def past(*events: Event) -> Past:
    """E-204 holds P-1 of U-12."""
    told = administration(Past())
    told.add(FOUNDED, PositionEstablished(**DESCRIBED, since=date(2023, 1, 2)))
    registered = EmployeeRegistered(
        person="E-204", unit="U-12", category=Category.CIVIL_SERVANT, hired_on=date(2023, 1, 2)
    )
    told.add(FOUNDED, registered)
    held = PositionAssigned(
        person="E-204", unit="U-12", position="P-1", since=date(2023, 1, 2), assigned_by="E-101"
    )
    told.add(FOUNDED, held)
    for minute, event in enumerate(events):
        told.add(f"2023-11-10T09:{minute:02}", event)
    return told


def needs(told: Past, now: str) -> list[tuple[Need, str]]:
    """What the head of U-12 finds."""
    return [(item.need, item.subject) for item in told.ask(Worklist(person="E-101"), now)]


def test_whoever_holds_an_abolished_position_is_placed_anew():
    """From the day after its last one on, by the head of the unit; the person finds nothing to do."""
    told = past(ABOLISHED)

    assert needs(told, "2023-11-13T12:00") == []
    (item,) = told.ask(Worklist(person="E-101"), "2023-11-15T12:00")
    assert (item.need, item.subject, item.person) == (Need.PLACE_ANEW, "employee:E-204", "E-204")
    assert micros(item.since) == micros(at("2023-11-14T00:00"))
    assert told.ask(Worklist(person="E-204"), "2023-11-15T12:00") == ()

    elsewhere = PositionAssigned(
        person="E-204", unit="U-12", position="P-2", since=date(2023, 11, 15), assigned_by="E-101"
    )
    told.add("2023-11-14T09:00", elsewhere)
    assert needs(told, "2023-11-14T12:00") == [(Need.PLACE_ANEW, "employee:E-204")]
    assert needs(told, "2023-11-15T12:00") == []


def test_home_work_that_no_longer_fits_its_position_is_looked_at_again():
    """When citizens come to the position, when it handles procedures and when it is abolished; until it is ended (R3, R4)."""
    expected = [(Need.REVIEW_HOME_WORK, "home_work:E-204")]

    assert needs(past(*RUNNING), "2023-11-15T12:00") == []
    assert needs(past(*RUNNING, REVISED), "2023-11-13T12:00") == []
    assert needs(past(*RUNNING, REVISED), "2023-11-14T00:00") == expected
    procedures = evolve(REVISED, citizen_contact=False, handles_procedures=True)
    assert needs(past(*RUNNING, procedures), "2023-11-15T12:00") == expected
    assert needs(past(*RUNNING, REVISED, ENDED), "2023-11-15T12:00") == []
    both = [(Need.PLACE_ANEW, "employee:E-204"), *expected]
    assert sorted(needs(past(*RUNNING, ABOLISHED), "2023-11-15T12:00"), key=str) == sorted(both, key=str)
