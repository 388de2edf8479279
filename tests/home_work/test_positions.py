"""A position that changes under those who hold it: judged as it is today, while what was agreed stays (K12)."""

from datetime import date

from attrs import evolve

from civicflow import employee, home_work
from civicflow.core.event import Event
from civicflow.core.fields import FreeText
from civicflow.employee.events import PositionAssigned
from civicflow.organization.events import PositionAbolished, PositionEstablished, PositionRevised
from civicflow.testing import Given
from tests.employee.staff import OFFICE, STAFF, assessed, at_home, pilot, placed, position
from tests.home_work.arrangements import request

REASON = FreeText(v="Sắp xếp lại đơn vị")
NOON = "2023-10-03T12:00+07:00"
CALLED = home_work.RecordFailedContact(
    contact="C-1", person="E-1", at="2023-10-03T10:00+07:00", channel="phone"
)


def revised(**changes: object) -> PositionRevised:
    """P-1, another one from 3 October 2023 on."""
    fields = {
        "position": "P-1",
        "unit": "U-1",
        "since": date(2023, 10, 3),
        "title": "Chuyên viên",
        "duties": "Soạn thảo văn bản",
        "group": "drafting",
        "citizen_contact": False,
        "handles_procedures": False,
        "work_types": (),
        "reason": REASON,
    }
    return PositionRevised(**(fields | changes))  # type: ignore[arg-type]


def abolished(until: date = date(2023, 10, 2)) -> PositionAbolished:
    """P-1, which ends."""
    return PositionAbolished(position="P-1", unit="U-1", until=until, reason=REASON)


def asked(*events: Event, at: str) -> tuple[str, ...]:
    """By which rules the request of E-1 is refused."""
    judged = (*OFFICE, *pilot(), assessed())
    return Given(*judged, *events).when(request(), by="E-1", at=at).refusals


def test_a_position_is_judged_as_it_is_on_the_day():
    """Citizens come to it from tomorrow on: today it may still be asked for, tomorrow no longer (R3, R4)."""
    today = "2023-10-02T12:00+07:00"

    assert asked(revised(citizen_contact=True), at=today) == ()
    assert asked(revised(citizen_contact=True), at=NOON) == ("position_meets_no_citizens",)
    assert asked(revised(handles_procedures=True), at=NOON) == ("position_handles_no_procedures",)
    assert asked(revised(group="other"), at=NOON) == ("position_takes_part_in_a_running_pilot",)
    assert asked(abolished(), at=NOON) == ("position_takes_part_in_a_running_pilot",)


def test_what_was_agreed_for_a_position_stays_until_somebody_decides():
    """Neither a revision nor the end of a position ends an arrangement silently: E-1 still has to be reachable (R24)."""
    running = (*OFFICE, *pilot(), *at_home())

    for change in (revised(citizen_contact=True), revised(group="other"), abolished()):
        assert Given(*running, change).when(CALLED, by="HEAD-1", at=NOON).events


def test_an_abolished_position_is_given_to_nobody():
    """Neither from a day after its end on, nor for days gone by once it is over (K12)."""
    given = Given(*STAFF, position("P-1"), abolished())

    def place(since: str) -> employee.AssignPosition:
        return employee.AssignPosition(person="E-1", position="P-1", since=since)

    given.when(place("2023-10-03"), by="HEAD-1", at=NOON).refused_by("position_stands")
    given.when(place("2023-10-01"), by="HEAD-1", at=NOON).refused_by("position_stands")
    assert given.when(place("2023-10-01"), by="HEAD-1").events


def test_a_position_is_given_from_its_first_day_on():
    """Nobody holds it before it stands."""
    established = position("P-1")
    assert isinstance(established, PositionEstablished)
    given = Given(*STAFF, evolve(established, since=date(2023, 10, 2)))

    command = employee.AssignPosition(person="E-1", position="P-1", since="2023-10-01")
    given.when(command, by="HEAD-1").refused_by("position_stands")
    expected = evolve(placed("E-1"), since=date(2023, 10, 2))
    assert isinstance(expected, PositionAssigned)
    given.when(employee.AssignPosition(person="E-1", position="P-1", since="2023-10-02"), by="HEAD-1").then(
        expected
    )
