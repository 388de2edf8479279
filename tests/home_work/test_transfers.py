"""A transfer is one decision: the membership moves, the position is left, the arrangement ends and its place is free (K18)."""

from datetime import date

import pytest
from attrs import evolve

from civicflow import home_work
from civicflow.core.event import At, Event
from civicflow.core.fields import FreeText
from civicflow.employee.events import EmployeeTransferred
from civicflow.employee.model import Employee
from civicflow.home_work.events import HomeWorkEnded
from civicflow.home_work.model import WITH_A_PLACE, Stage
from civicflow.organization.events import MemberJoined, MemberLeft
from civicflow.testing import Given
from tests.employee.staff import OFFICE, PILOT, at_home, committed, placed, registered, requested
from tests.home_work.arrangements import APPROVE, STAGES
from tests.home_work.arrangements import request as asked
from tests.organization.offices import appointed, delegated, joined, unit

TODAY = date(2023, 10, 2)
ORDER = FreeText(v="QĐ 77")
TRANSFER = home_work.TransferEmployee(
    person="E-1", from_unit="U-1", to_unit="U-2", on=TODAY, instrument="QĐ 77"
)


def moved(by: str, on: date = TODAY) -> tuple[Event, ...]:
    """E-1 goes from U-1 to U-2."""
    eve = date.fromordinal(on.toordinal() - 1)
    return (
        EmployeeTransferred(
            person="E-1", from_unit="U-1", to_unit="U-2", on=on, instrument="QĐ 77", transferred_by=by
        ),
        MemberLeft(unit="U-1", person="E-1", until=eve, reason=ORDER),
        MemberJoined(unit="U-2", person="E-1", primary=True, since=on),
    )


def over(by: str) -> HomeWorkEnded:
    """The arrangement that ends with it."""
    return HomeWorkEnded(person="E-1", unit="U-1", body="A-1", ended_by=by, reason=ORDER)


@pytest.mark.parametrize("by", ["ADMIN", "DIRECTOR"])
def test_the_administrator_or_an_office_above_both_units_transfers(by: str):
    """One decision for all that follows (K18)."""
    Given(*OFFICE).when(TRANSFER, by=by).then(*moved(by))
    Given(*PILOT, *at_home()).when(TRANSFER, by=by).then(*moved(by), over(by))


@pytest.mark.parametrize("by", ["E-1", "HEAD-1", "HEAD-2", "CLERK-1"])
def test_nobody_else_transfers(by: str):
    """Not who leads one of the units alone."""
    Given(*OFFICE).when(TRANSFER, by=by).refused_by("administrator_or_office_that_leads_both_units")


def test_whoever_leads_both_units_transfers_but_for_themselves():
    """A head of two units may move their people, and is moved from above (K11)."""
    given = Given(*OFFICE, unit("U-3", "A-1"), appointed("U-3", "HEAD-1"))
    transfer = evolve(TRANSFER, to_unit="U-3")

    assert given.when(transfer, by="HEAD-1").events
    given.when(evolve(transfer, person="HEAD-1"), by="HEAD-1").refused_by(
        "administrator_or_office_that_leads_both_units"
    )


def test_nobody_transfers_themselves():
    """Not even who acts for the head of both (K10)."""
    given = Given(*OFFICE, delegated("DIRECTOR", "E-1", "A-1"))
    given.when(TRANSFER, by="E-1", on_behalf_of="DIRECTOR").refused_by("actor_is_not_the_employee")


@pytest.mark.parametrize("on, come", [("2023-10-03", False), ("2023-10-02", True), ("2023-09-01", True)])
def test_a_transfer_is_recorded_when_its_day_has_come(on: str, come: bool):
    """What ends with it ends at once."""
    outcome = Given(*OFFICE).when(evolve(TRANSFER, on=on), by="ADMIN")
    assert outcome.refusals == (() if come else ("transfer_has_come",))
    assert outcome.events == (moved("ADMIN", date.fromisoformat(on)) if come else ())


@pytest.mark.parametrize(
    "changes, events, rule",
    [
        ({"person": "MANAGER-1"}, (), "employee_is_registered"),
        ({"person": "E-2"}, (), "person_belongs_first_to_the_unit_they_leave"),
        ({"on": date(2023, 1, 1)}, (), "person_belongs_first_to_the_unit_they_leave"),
        ({"to_unit": "U-1"}, (), "person_does_not_belong_to_the_other_unit_yet"),
        ({}, (joined("U-2", "E-1", primary=False),), "person_does_not_belong_to_the_other_unit_yet"),
        ({}, (joined("A-1", "E-1"),), "no_third_unit_comes_first"),
    ],
    ids=["unregistered", "of-another-unit", "not-yet-there", "nowhere", "there-already", "a-third-unit"],
)
def test_a_transfer_leads_from_the_one_primary_unit_to_another(
    changes: dict[str, object], events: tuple[Event, ...], rule: str
):
    """Two primary units stay impossible (K18)."""
    transfer: home_work.TransferEmployee = evolve(TRANSFER, **changes)  # type: ignore[arg-type]
    assert rule in Given(*OFFICE, *events).when(transfer, by="ADMIN").refusals


def test_a_double_post_elsewhere_stays():
    """A secondary membership in a third unit is no obstacle, and is kept (K18)."""
    given = Given(*OFFICE, joined("A-1", "E-1", primary=False))
    given.when(TRANSFER, by="ADMIN").then(*moved("ADMIN"))


def test_what_is_not_agreed_yet_does_not_end_with_it():
    """A request waits on for whoever decides; it can no longer be approved, and the place is not given."""
    given = Given(*PILOT, requested()).and_then(*moved("ADMIN"), at="2023-10-02T08:05+07:00")

    assert "position_takes_part_in_a_running_pilot" in given.when(APPROVE, by="HEAD-1").refusals


@pytest.mark.parametrize("stage", [each for each in Stage if each in WITH_A_PLACE])
def test_every_arrangement_that_takes_a_place_ends(stage: Stage):
    """From the approval on, whether it has begun or rests (K14)."""
    given = Given(*PILOT, *STAGES[stage])
    given.when(TRANSFER, by="ADMIN").then(*moved("ADMIN"), over("ADMIN"))


def test_its_place_is_free_for_somebody_else():
    """K14: the only place of the body is given anew."""
    given = Given(*PILOT, *committed(), requested("E-3"))
    approve = home_work.ApproveHomeWork(person="E-3")

    given.when(approve, by="HEAD-1").refused_by("remote_place_is_free")
    given.and_then(*moved("ADMIN"), over("ADMIN"), at="2023-10-02T08:05+07:00")
    assert given.when(approve, by="HEAD-1").events


def test_the_old_position_is_left_and_another_one_is_given():
    """In between they hold none, and have nothing to ask for (K18)."""
    person: Employee | None = None
    for event in (registered("E-1"), placed("E-1"), moved("ADMIN")[0]):
        person = Employee.evolve(person, event, At(1, 0, 0))
    assert person is not None
    assert person.position_on(date(2023, 10, 1)) == "P-1"
    assert person.position_on(TODAY) is None

    given = Given(*PILOT).and_then(*moved("ADMIN"), at="2023-10-02T08:05+07:00")
    given.when(asked(), by="E-1").refused_by("position_takes_part_in_a_running_pilot")
