"""The end of a person's service is one decision: they leave every unit, their arrangement ends; open tasks are listed (K17)."""

from datetime import date, timedelta

import pytest
from attrs import evolve

import civicflow as cf
from civicflow import employee, home_work, organization, task
from civicflow.core.event import At, Event
from civicflow.core.fields import FreeText
from civicflow.employee.events import EmployeeRegistered
from civicflow.employee.model import Employee
from civicflow.employee.standing_events import EmployeeSeparated, SeparationKind
from civicflow.home_work.events import HomeWorkEnded
from civicflow.organization.events import MemberLeft, Office, Relieved
from civicflow.testing import FixedClock, Given, numbered_ids
from civicflow.views.matter import Need
from tests.employee.staff import OFFICE, PILOT, at_home, registered
from tests.organization.offices import appointed, delegated, joined

ORDER = FreeText(v="QĐ 88")
LAST = date(2023, 10, 1)


def separate(**changes: object) -> home_work.SeparateEmployee:
    """E-1 leaves on their own wish, with the first of October as the last day."""
    fields = {"person": "E-1", "kind": "resignation", "until": "2023-10-01", "instrument": "QĐ 88"}
    return home_work.SeparateEmployee(**(fields | changes))  # type: ignore[arg-type]


def gone(by: str, until: date = LAST) -> tuple[Event, ...]:
    """The service of E-1 is over, and they have left U-1."""
    return (
        EmployeeSeparated(
            person="E-1",
            unit="U-1",
            kind=SeparationKind.RESIGNATION,
            until=until,
            instrument="QĐ 88",
            separated_by=by,
        ),
        MemberLeft(unit="U-1", person="E-1", until=until, reason=ORDER),
    )


def over(by: str) -> HomeWorkEnded:
    """The arrangement that ends with it."""
    return HomeWorkEnded(person="E-1", unit="U-1", body="A-1", ended_by=by, reason=ORDER)


@pytest.mark.parametrize("by", ["ADMIN", "HEAD-1", "DIRECTOR"])
def test_the_administrator_or_a_head_records_the_end(by: str):
    """One decision for all that follows at once: memberships, the arrangement and its place (K14, K18)."""
    Given(*OFFICE).when(separate(), by=by).then(*gone(by))
    Given(*PILOT, *at_home()).when(separate(), by=by).then(*gone(by), over(by))


@pytest.mark.parametrize("by", ["E-1", "MANAGER-1", "CLERK-1", "HEAD-2"])
def test_nobody_else_records_the_end(by: str):
    """Not a manager below the head, nor the person."""
    Given(*OFFICE).when(separate(), by=by).refused_by("administrator_or_head_above_the_person")


def test_nobody_ends_their_own_service_through_another():
    """Whoever wishes to leave asks, and the office decides (K10)."""
    given = Given(*OFFICE, delegated("HEAD-1", "E-1", "U-1", until=LAST))
    given.and_then(delegated("HEAD-1", "E-1", "U-1"), at="2023-10-02T08:05+07:00")
    refused = given.when(separate(), by="E-1", on_behalf_of="HEAD-1").refusals
    assert "actor_is_not_the_employee" in refused


def test_a_second_membership_ends_as_well():
    """Whoever has left belongs nowhere (K18)."""
    outcome = Given(*OFFICE, joined("U-2", "E-1", primary=False)).when(separate(), by="ADMIN")
    assert {each.unit for each in outcome.events if isinstance(each, MemberLeft)} == {"U-1", "U-2"}


@pytest.mark.parametrize(
    "changes, events, rule",
    [
        ({"person": "MANAGER-1"}, (), "employee_is_registered"),
        ({"until": "2022-12-31"}, (), "person_is_in_service"),
        ({"until": "2023-10-02"}, gone("ADMIN"), "person_is_in_service"),
        ({"until": "2023-10-03"}, (), "last_day_has_come"),
        ({}, (appointed("U-1", "E-1", Office.DEPUTY),), "authority_of_the_person_is_over"),
        ({}, (delegated("HEAD-1", "E-1", "U-1"),), "authority_of_the_person_is_over"),
        ({}, (evolve(joined("U-2", "E-1"), since=date(2023, 10, 2)),), "person_joins_no_unit_later"),
    ],
    ids=["unregistered", "before", "again", "to-come", "office", "delegation", "joins-later"],
)
def test_whoever_leaves_is_in_service_and_holds_nothing(
    changes: dict[str, object], events: tuple[Event, ...], rule: str
):
    """Their last day has come; offices and what was lent to them are over before, so that a successor is named (K11)."""
    assert rule in Given(*OFFICE, *events).when(separate(**changes), by="ADMIN").refusals


def test_an_office_that_ends_with_the_service_is_no_obstacle():
    """Relieved, or lent until the last day."""
    relieved = Relieved(unit="U-1", person="E-1", office=Office.DEPUTY, until=LAST, instrument="QĐ 87")
    given = Given(
        *OFFICE,
        appointed("U-1", "E-1", Office.DEPUTY),
        relieved,
        delegated("HEAD-1", "E-1", "U-1", until=LAST),
    )
    given.when(separate(), by="ADMIN").then(*gone("ADMIN"))


def test_whoever_has_left_may_come_back():
    """They are registered again; what is on record of the time before stays (K17)."""
    back = employee.RegisterEmployee(
        person="E-1", unit="U-1", category="public_employee", hired_on="2023-10-02"
    )
    Given(*OFFICE).when(back, by="ADMIN").refused_by("employee_is_new")
    outcome = Given(*OFFICE, *gone("ADMIN")).when(back, by="ADMIN")

    state = None
    for position, event in enumerate((registered("E-1"), gone("ADMIN")[0], *outcome.events), 1):
        state = Employee.evolve(state, event, At(position, 0, 0))
    assert state is not None
    assert (state.hired_on, state.separated_on) == (date(2023, 10, 2), None)


@pytest.mark.parametrize(
    "day, serves", [("2022-12-31", False), ("2023-01-01", True), ("2023-10-01", True), ("2023-10-02", False)]
)
def test_somebody_serves_from_their_first_day_to_their_last(day: str, serves: bool):
    """Both included."""
    begun = Employee.evolve(None, registered("E-1"), At(1, 0, 0))
    ended = Employee.evolve(begun, gone("ADMIN")[0], At(2, 0, 0))
    assert ended is not None
    assert ended.serves(date.fromisoformat(day)) is serves


def test_open_tasks_of_whoever_left_are_listed_and_stay_as_they_are():
    """The head sees what is to be given to another; nothing is taken from anybody silently (K13, K17)."""
    clock = FixedClock("2023-10-02T08:00+07:00")
    with cf.open(":memory:", clock=clock, ids=numbered_ids()) as flow:
        for command, by in founding():
            flow.execute(command, by=by)
        before = needs(flow)
        flow.execute(separate(until="2023-10-02"), by="HEAD-1")
        clock.move_to("2023-10-03T08:00+07:00")

        assert Need.REASSIGN not in {need for need, _ in before}
        assert [subject for need, subject in needs(flow) if need is Need.REASSIGN] == ["task:T-1"]
        flow.execute(
            task.ReassignTask(task="T-1", to="E-2", replacement="T-2", reason="Thôi việc"), by="HEAD-1"
        )
        assert Need.REASSIGN not in {need for need, _ in needs(flow)}


def needs(flow: cf.Flow) -> list[tuple[Need, str]]:
    """What waits for HEAD-1."""
    answer = flow.ask(cf.Worklist(person="HEAD-1")).answer
    return [(item.need, item.subject) for item in answer]


def founding():
    """A unit with a head and two people, one of whom has a task."""
    yield organization.Found(administrator="ADMIN", instrument="QĐ 1"), "ADMIN"
    yield (
        organization.EstablishUnit(
            unit="U-1", title="Phòng", answers_to="CHAIR", locality="vn/hcmc", instrument="QĐ 2"
        ),
        "ADMIN",
    )
    head = {"person": "HEAD-1", "office": "head", "instrument": "QĐ 3"}
    yield organization.Appoint(unit="U-1", since="2023-01-01", **head), "ADMIN"
    for person in ("E-1", "E-2"):
        yield organization.JoinUnit(unit="U-1", person=person, since="2023-01-01"), "HEAD-1"
        yield (
            employee.RegisterEmployee(
                person=person, unit="U-1", category="civil_servant", hired_on="2023-01-01"
            ),
            "HEAD-1",
        )
    yield (
        task.AssignTask(
            task="T-1",
            to="E-1",
            due="2023-11-20T17:00+07:00",
            work="Thẩm định",
            result="Tờ trình",
            acceptance="Có căn cứ",
        ),
        "HEAD-1",
    )


def put_right(*, until: str = "2023-10-01", kind: str = "retirement") -> home_work.CorrectSeparation:
    """The end of the service of E-1, first on record after the office, was another one."""
    return home_work.CorrectSeparation(
        person="E-1", kind=kind, until=until, instrument="QĐ 88", corrects=len(OFFICE) + 1, because="Ghi sai"
    )


def test_a_separation_is_not_corrected_into_a_dismissal_without_review():
    """What a review must come to before somebody is dismissed is not recorded by way of a correction (R49)."""
    given = Given(*OFFICE, *gone("HEAD-1"))

    given.when(put_right(kind="exit_review"), by="ADMIN").refused_by("dismissal_after_a_review_was_concluded")
    assert given.when(put_right(), by="ADMIN").events


def test_the_last_day_is_corrected_within_the_service_that_ended():
    """Not before the person was taken on, nor after they came back (K17)."""
    hired = next(each for each in OFFICE if isinstance(each, EmployeeRegistered) and each.person == "E-1")
    back = evolve(hired, hired_on=date(2023, 10, 9))
    given = Given(*OFFICE, *gone("HEAD-1"), at="2023-10-20T08:00+07:00")
    again = Given(*OFFICE, *gone("HEAD-1"), back, at="2023-10-20T08:00+07:00")

    for until in ("2001-10-10", str(hired.hired_on - timedelta(days=1))):
        given.when(put_right(until=until), by="ADMIN").refused_by("last_day_lies_in_that_service")
        again.when(put_right(until=until), by="ADMIN").refused_by("last_day_lies_in_that_service")
    again.when(put_right(until="2023-10-09"), by="ADMIN").refused_by("last_day_lies_in_that_service")
    assert given.when(put_right(until="2023-10-09"), by="ADMIN").events
    assert again.when(put_right(until="2023-10-08"), by="ADMIN").events
