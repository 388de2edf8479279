"""What becomes of work at home when the pilot is reviewed, paused, stopped, adjusted or closed (R11, K2)."""

import pytest
from attrs import evolve

from civicflow import task
from civicflow.core.event import Event
from civicflow.pilot_record.events import Course, PilotCompleted
from civicflow.testing import Given
from tests.employee.staff import PILOT, at_home
from tests.pilot_record.offices import REPORTED, decided, evaluated

AT_HOME = task.AssignTask(
    task="T-1",
    to="E-1",
    work="Thẩm định",
    due="2023-11-20T17:00+07:00",
    result="Tờ trình",
    acceptance="Có chữ ký",
    at_home=True,
)
CLOSED = PilotCompleted(pilot="PR-1", completed_by="CHAIR", instrument="QĐ 14", note=None)


def of_the_pilot(*events: Event) -> tuple[Event, ...]:
    """The same steps of the pilot under which E-1 works at home."""
    return tuple(evolve(event, pilot="PR-1") for event in events)  # type: ignore[misc]


@pytest.mark.parametrize(
    "steps",
    [
        (REPORTED, evaluated()),
        (REPORTED, evaluated(), decided(Course.CONTINUE)),
        (REPORTED, evaluated(), decided(Course.ADJUST, quota={"A-1": 1})),
        (REPORTED, evaluated(), decided(Course.EXPAND, quota={"A-1": 9})),
        (REPORTED, evaluated(), decided(Course.PAUSE), evaluated(), decided(Course.CONTINUE)),
    ],
    ids=["reviewed", "continued", "adjusted", "expanded", "paused-and-continued"],
)
def test_people_go_on_working_at_home(steps):
    """While a pilot is reviewed, and whenever it is decided that it goes on."""
    given = Given(*PILOT, *at_home(), *of_the_pilot(*steps))

    assert given.when(AT_HOME, by="HEAD-1").events


@pytest.mark.parametrize(
    "steps",
    [
        (decided(Course.PAUSE),),
        (decided(Course.PAUSE), evaluated()),
        (decided(Course.STOP),),
        (decided(Course.STOP), CLOSED),
        (decided(Course.EXPAND), CLOSED),
        (decided(Course.ADJUST, groups=("drivers",)),),
    ],
    ids=["paused", "paused-and-reviewed", "stopped", "stopped-and-closed", "closed", "closed-to-the-group"],
)
def test_an_arrangement_gives_nothing_any_more(steps):
    """Once the pilot rests, was stopped or closed, or is open to the position no more; nobody ended the arrangement."""
    given = Given(*PILOT, *at_home(), *of_the_pilot(REPORTED, evaluated(), *steps))

    given.when(AT_HOME, by="HEAD-1").refused_by("home_work_is_lawful_for_the_assignee")
