"""Who is registered, placed, trained and on leave, each rule both ways."""

from datetime import date

import pytest
from attrs import evolve

from civicflow import employee
from civicflow.core.event import At, Event
from civicflow.core.fields import FreeText
from civicflow.employee.events import (
    Category,
    EmployeeRegistered,
    LeaveEnded,
    LeaveKind,
    LeaveRecorded,
    PositionAssigned,
    Session,
    TrainingCompleted,
)
from civicflow.employee.model import Employee, Training
from civicflow.organization.events import MemberLeft, Office
from civicflow.testing import Given
from tests.employee.staff import OFFICE, STAFF, placed, registered
from tests.organization.offices import DEPARTMENT, appointed, delegated

REGISTER = employee.RegisterEmployee(
    person="E-1", unit="U-1", category="civil_servant", hired_on="2023-01-01"
)
LEAVE = LeaveRecorded(
    person="E-1",
    leave="L-1",
    kind=LeaveKind.ANNUAL,
    since=date(2023, 10, 2),
    until=date(2023, 10, 6),
    session=Session.BOTH,
)
COURSE = employee.CompleteTraining(person="E-1", course="home_work_rules", hours=4, on="2023-09-20")
COMPLETED = TrainingCompleted(
    person="E-1", course="home_work_rules", hours=4, on=date(2023, 9, 20), recorded_by="HEAD-1"
)
HALF = evolve(LEAVE, leave="L-2", until=LEAVE.since, session=Session.MORNING)


def record_leave(**changes: object) -> employee.RecordLeave:
    """A week of annual leave of E-1."""
    fields = {"person": "E-1", "leave": "L-1", "kind": "annual", "since": "2023-10-02", "until": "2023-10-06"}
    return employee.RecordLeave(**(fields | changes))  # type: ignore[arg-type]


def end_leave(until: str, leave: str = "L-1", person: str = "E-1") -> employee.EndLeave:
    """An earlier end."""
    return employee.EndLeave(person=person, leave=leave, until=until)


def assign(position: str = "P-1", person: str = "E-1", since: str = "2023-10-02") -> employee.AssignPosition:
    """A position from the second of October."""
    return employee.AssignPosition(person=person, position=position, since=since)


@pytest.mark.parametrize("by", ["ADMIN", "HEAD-1", "MANAGER-1", "CLERK-1", "DIRECTOR"])
def test_an_employee_is_registered_by_those_who_keep_the_record(by: str):
    """The administrator, or an office of the unit or above it, states the category of the law (R7)."""
    Given(*DEPARTMENT).when(REGISTER, by=by).then(registered("E-1"))


@pytest.mark.parametrize("by", ["E-1", "HEAD-2", "STRANGER"])
def test_nobody_else_registers_an_employee(by: str):
    """Neither the person nor a neighbour's head keeps the record of the unit."""
    Given(*DEPARTMENT).when(REGISTER, by=by).refused_by("administrator_or_leader_of_the_unit")


def test_an_employee_is_registered_once():
    """A category is not changed by registering again."""
    Given(*STAFF).when(REGISTER, by="ADMIN").refused_by("employee_is_new")


@pytest.mark.parametrize("category", list(Category))
def test_the_five_categories_of_the_law_are_told_apart(category: Category):
    """Cadres, civil servants, public employees, workers and contract workers (R7)."""
    register = evolve(REGISTER, category=category)
    Given(*DEPARTMENT).when(register, by="ADMIN").then(registered("E-1", category=category))


@pytest.mark.parametrize("by", ["HEAD-1", "MANAGER-1", "DIRECTOR"])
def test_a_position_is_assigned_by_an_office_that_leads_its_unit(by: str):
    """The client's word for it is employee.assigned (K1, R75)."""
    outcome = Given(*OFFICE).when(assign("P-2"), by=by)
    outcome.then(
        PositionAssigned(person="E-1", unit="U-1", position="P-2", since=date(2023, 10, 2), assigned_by=by)
    )
    assert PositionAssigned.topic == "employee.assigned"


@pytest.mark.parametrize("by", ["E-1", "HEAD-2", "CLERK-1", "ADMIN"])
def test_nobody_else_assigns_a_position(by: str):
    """Positions are given by who leads the unit."""
    Given(*OFFICE).when(assign(), by=by).refused_by("office_that_leads_the_position")


def test_a_position_is_assigned_to_a_registered_member_of_its_unit_by_another():
    """A person on record, of the unit on the first day; never oneself, in person or through another (K10, K18)."""
    given = Given(*OFFICE, delegated("HEAD-1", "E-1", "U-1"))

    given.when(assign("P-1", "MANAGER-1"), by="HEAD-1").refused_by(
        "employee_is_registered", "person_belongs_to_the_unit_of_the_position"
    )
    given.when(assign("P-4"), by="HEAD-2").refused_by("person_belongs_to_the_unit_of_the_position")
    given.when(assign(), by="E-1", on_behalf_of="HEAD-1").refused_by("actor_is_not_the_employee")
    given.when(assign(person="HEAD-1"), by="HEAD-1").refused_by("office_that_leads_the_position")
    given.when(assign("P-99"), by="HEAD-1").not_on_record("position:P-99")


def test_the_position_held_is_that_of_the_day():
    """A position holds from its first day until the next one's (K18)."""
    events = (registered("E-1"), placed("E-1"), evolve(placed("E-1", "P-2"), since=date(2023, 10, 2)))
    person = folded(*events)

    assert person.position_on(date(2022, 12, 31)) is None
    assert person.position_on(date(2023, 10, 1)) == "P-1"
    assert person.position_on(date(2023, 10, 2)) == "P-2"


@pytest.mark.parametrize("by", ["ADMIN", "HEAD-1", "MANAGER-1", "CLERK-1", "DIRECTOR"])
def test_a_course_is_recorded_by_those_who_keep_the_record(by: str):
    """Which, how long and when it ended (R76)."""
    Given(*OFFICE).when(COURSE, by=by).then(evolve(COMPLETED, recorded_by=by))


@pytest.mark.parametrize("by", ["E-1", "E-3", "HEAD-2"])
def test_nobody_else_records_a_course(by: str):
    """Neither the person nor a neighbour's head."""
    Given(*OFFICE).when(COURSE, by=by).refused_by("office_that_keeps_the_record")


def test_both_sides_are_trained_and_nobody_says_so_of_themselves():
    """A head's course is recorded above, that of whoever stands above all units by the administrator (R76, K10, K11)."""
    given = Given(*OFFICE, delegated("HEAD-1", "E-1", "U-1"))
    of_the_head, of_the_chair = evolve(COURSE, person="HEAD-1"), evolve(COURSE, person="CHAIR")

    given.when(COURSE, by="E-1", on_behalf_of="HEAD-1").refused_by("actor_is_not_the_employee")
    given.when(of_the_head, by="HEAD-1").refused_by("office_that_keeps_the_record")
    assert given.when(of_the_head, by="DIRECTOR").events
    given.when(of_the_chair, by="DIRECTOR").refused_by("office_that_keeps_the_record")
    assert given.when(of_the_chair, by="ADMIN").events


@pytest.mark.parametrize(
    "changes, rules",
    [
        ({"on": "2023-10-02"}, []),
        ({"on": "2023-10-03"}, ["course_is_over"]),
        ({"hours": 1_000}, []),
        ({"hours": 0}, ["course_takes_hours"]),
        ({"hours": 1_001}, ["course_takes_hours"]),
    ],
)
def test_a_course_is_over_and_took_its_time(changes: dict[str, object], rules: list[str]):
    """It may have ended today; absurd hours are a slip of the pen."""
    course: employee.CompleteTraining = evolve(COURSE, **changes)  # type: ignore[arg-type]
    assert list(Given(*OFFICE).when(course, by="HEAD-1").refusals) == rules


def test_training_keeps_what_was_completed():
    """Each course once, however often it was taken; other events leave it as it was."""
    at, state = At(1, 0, 0), Training.evolve(None, COMPLETED, At(1, 0, 0))

    assert Training.evolve(state, COMPLETED, at) == state
    assert Training.evolve(state, LEAVE, at) is state
    second = Training.evolve(state, evolve(COMPLETED, course="information_security"), at)
    assert second is not None
    assert second.courses == {"home_work_rules", "information_security"}


@pytest.mark.parametrize("by", ["ADMIN", "HEAD-1", "MANAGER-1", "CLERK-1", "DIRECTOR"])
def test_leave_is_recorded_by_those_who_keep_the_record(by: str):
    """Between two days, or one session of one day (K13)."""
    Given(*OFFICE).when(record_leave(), by=by).then(LEAVE)
    half = record_leave(leave="L-2", until="2023-10-02", session="morning")
    Given(*OFFICE).when(half, by=by).then(HALF)


def test_leave_of_somebody_without_a_unit_is_recorded_by_the_administrator():
    """Whoever is between two units is in the care of the administrator alone."""
    left = MemberLeft(unit="U-1", person="E-1", until=date(2023, 10, 1), reason=FreeText(v="Điều động"))
    given = Given(*OFFICE, left)

    given.when(record_leave(), by="HEAD-1").refused_by("office_that_keeps_the_record")
    given.when(record_leave(), by="ADMIN").then(LEAVE)


def test_leave_of_a_head_is_recorded_above_or_by_the_administrator():
    """A clerk of the unit has no say about its head (K11)."""
    of_the_head = record_leave(person="HEAD-1")

    Given(*OFFICE).when(of_the_head, by="CLERK-1").refused_by("office_that_keeps_the_record")
    Given(*OFFICE).when(of_the_head, by="DIRECTOR").then(evolve(LEAVE, person="HEAD-1"))


def test_leave_that_makes_no_sense_is_refused():
    """Half a day is one day; the last day is not before the first; an id is used once; the person is on record."""
    given = Given(*OFFICE, LEAVE)

    given.when(record_leave(leave="L-2", session="morning"), by="ADMIN").refused_by(
        "half_day_of_leave_is_one_day"
    )
    given.when(record_leave(leave="L-2", until="2023-10-01"), by="ADMIN").refused_by(
        "term_begins_before_it_ends"
    )
    given.when(record_leave(), by="ADMIN").refused_by("leave_is_new")
    given.when(record_leave(person="MANAGER-1"), by="ADMIN").refused_by("employee_is_registered")


def test_nobody_records_their_own_leave():
    """Neither a manager nor the person who acts for one (K10)."""
    given = Given(*OFFICE, appointed("U-1", "E-3", Office.MANAGER))

    given.when(record_leave(person="E-3"), by="E-3").refused_by("actor_is_not_the_employee")
    given.when(record_leave(person="E-1"), by="E-3").then(LEAVE)


@pytest.mark.parametrize("until", ["2023-10-01", "2023-10-02", "2023-10-05"])
def test_a_leave_ends_before_its_day(until: str):
    """On any day before the last, or on the eve of the first when it is called off (K13)."""
    ended = LeaveEnded(person="E-1", leave="L-1", until=date.fromisoformat(until))
    Given(*OFFICE, LEAVE).when(end_leave(until), by="CLERK-1").then(ended)


@pytest.mark.parametrize("until", ["2023-09-30", "2023-10-06", "2023-10-07"])
def test_a_leave_is_not_ended_later_than_it_says(until: str):
    """What is longer is another leave; what is earlier than its eve never was."""
    Given(*OFFICE, LEAVE).when(end_leave(until), by="CLERK-1").refused_by("leave_ends_before_its_day")


def test_only_a_leave_on_record_is_ended():
    """Its id is that of a leave of the person."""
    given = Given(*OFFICE, LEAVE)
    given.when(end_leave("2023-10-03", leave="L-9"), by="CLERK-1").refused_by("leave_ends_before_its_day")
    given.when(end_leave("2023-10-03", person="E-3"), by="CLERK-1").refused_by("leave_ends_before_its_day")


def test_half_a_day_of_leave_is_no_day_of_leave():
    """K13: leave in the morning leaves the afternoon; both halves together are a day."""
    day, morning, afternoon = LEAVE.since, Session.MORNING, Session.AFTERNOON
    half = folded(registered("E-1"), HALF)
    whole = folded(registered("E-1"), HALF, evolve(HALF, leave="L-3", session=afternoon))

    assert half.is_on_leave(day, morning)
    assert not half.is_on_leave(day, afternoon)
    assert not half.is_on_leave(day, Session.BOTH)
    assert whole.is_on_leave(day, Session.BOTH)
    assert not whole.is_on_leave(date(2023, 10, 3), morning)


def test_a_leave_that_was_called_off_takes_no_day():
    """Ended on its eve, it covers nothing."""
    person = folded(registered("E-1"), LEAVE, LeaveEnded(person="E-1", leave="L-1", until=date(2023, 10, 1)))
    assert not any(person.is_on_leave(date(2023, 10, day), Session.MORNING) for day in range(1, 8))


def test_what_happens_to_nobody_changes_nothing():
    """A leave of somebody who was never registered leaves no state; the fold is total."""
    assert Employee.evolve(None, LEAVE, At(1, 0, 0)) is None


def folded(*events: Event) -> Employee:
    """The employee after events."""
    assert isinstance(events[0], EmployeeRegistered)
    state: Employee | None = None
    for position, event in enumerate(events, start=1):
        state = Employee.evolve(state, event, At(position, 0, 0))
    assert state is not None
    return state
