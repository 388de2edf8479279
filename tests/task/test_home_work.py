"""Work given to do at home: only where an arrangement or an order lets the assignee work there (K2)."""

from datetime import date

import pytest

from civicflow import task
from civicflow.core.event import Event
from civicflow.core.fields import FreeText
from civicflow.organization.events import MemberLeft
from civicflow.pilot_record.events import PilotCompleted, PilotPaused, UnitWithdrawn
from civicflow.testing import Given
from tests.employee.staff import (
    PILOT,
    REASON,
    approved,
    at_home,
    emergency,
    ended,
    placed,
    position,
    requested,
    suspended,
)
from tests.organization.offices import DEPARTMENT, joined

AT_HOME = task.AssignTask(
    task="T-1",
    to="E-1",
    work="Thẩm định hồ sơ 1204",
    due="2023-11-20T17:00+07:00",
    result="Tờ trình có chữ ký số",
    acceptance="Có căn cứ và đề xuất",
    at_home=True,
)
COMPLETED = PilotCompleted(pilot="PR-1", completed_by="CHAIR", instrument="QĐ 31", note=None)
WITHDRAWN = UnitWithdrawn(pilot="PR-1", unit="U-1", position=None, withdrawn_by="DIRECTOR", reason=REASON)
LEFT = MemberLeft(unit="U-1", person="E-1", until=date(2023, 10, 1), reason=FreeText(v="Điều động"))


def test_an_assignee_is_a_registered_employee():
    """Work is given only to somebody whose category is on record (R7)."""
    Given(*DEPARTMENT).when(AT_HOME, by="HEAD-1").refused_by("assignee_is_registered")


@pytest.mark.parametrize(
    "events",
    [at_home(), (emergency(),), (emergency("vn"),), (*at_home(), suspended(), emergency())],
    ids=["arrangement", "emergency", "emergency-of-a-wider-place", "emergency-while-suspended"],
)
def test_work_at_home_under_an_arrangement_or_an_order(events: tuple[Event, ...]):
    """An active arrangement lets work be given at home; an emergency mode stands in its place (R16, K2)."""
    assert Given(*PILOT, *events).when(AT_HOME, by="HEAD-1").events


@pytest.mark.parametrize(
    "events",
    [
        (),
        (requested(),),
        (requested(), approved()),
        (*at_home(), suspended()),
        (*at_home(), ended()),
        (*at_home("E-3"),),
        (*at_home(), position("P-9"), placed("E-1", "P-9")),
        (*at_home(), LEFT, joined("U-2", "E-1", primary=False), joined("U-1", "E-1", primary=False)),
        (*at_home(), PilotPaused(pilot="PR-1", paused_by="CHAIR", instrument="QĐ 30", reason=REASON)),
        (*at_home(), COMPLETED),
        (*at_home(), WITHDRAWN),
        (emergency("vn/hanoi"),),
        (emergency(until=date(2023, 10, 1)),),
    ],
    ids=[
        "nothing",
        "requested",
        "approved",
        "suspended",
        "ended",
        "of-another",
        "for-another-position",
        "of-another-unit",
        "pilot-paused",
        "pilot-completed",
        "unit-withdrawn",
        "emergency-elsewhere",
        "emergency-over",
    ],
)
def test_no_work_at_home_without_either(events: tuple[Event, ...]):
    """
    A request, a suspension, an end, another's arrangement, a transfer or a past order give no right (K2, K18).

    Nor does an arrangement whose pilot rests, is over, or has let the unit go.
    """
    assign = task.AssignTask(
        task="T-1",
        to="E-1",
        work="a",
        due="2023-11-20T17:00+07:00",
        result="b",
        acceptance="c",
        unit="U-1",
        at_home=True,
    )
    given = Given(*PILOT, *events)

    given.when(assign, by="HEAD-1").refused_by("home_work_is_lawful_for_the_assignee")


@pytest.mark.parametrize("at", ["2023-12-30T08:00+07:00", "2024-01-02T08:00+07:00"])
def test_an_arrangement_gives_no_right_after_its_last_day(at: str):
    """The arrangement ended with 29 December; that nobody has ended it on record changes nothing."""
    given = Given(*PILOT, *at_home())
    due = "2024-02-01T17:00+07:00"
    assign = task.AssignTask(
        task="T-1", to="E-1", work="a", due=due, result="b", acceptance="c", at_home=True
    )

    given.when(assign, by="HEAD-1", at=at).refused_by("home_work_is_lawful_for_the_assignee")
