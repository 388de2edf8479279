"""What must be in place before work at home begins: equipment of unit and law, training of both sides, a place (R19-R22, R76)."""

from datetime import date

import pytest
from attrs import evolve

from civicflow import home_work
from civicflow.core.event import At, Event
from civicflow.core.fields import FreeText
from civicflow.home_work.events import EquipmentDeclared, EquipmentRequired, EquipmentVerified
from civicflow.home_work.model import Equipment, EquipmentList
from civicflow.organization.events import MemberLeft
from civicflow.regulations import parameters
from civicflow.testing import Given
from tests.employee.staff import (
    ITEMS,
    OFFICE,
    PILOT,
    activated,
    approved,
    assessed,
    committed,
    equipped,
    laid_down,
    pilot,
    piloting,
    requested,
    trained,
)
from tests.home_work.arrangements import ACTIVATE
from tests.organization.offices import delegated

EMPLOYEES, MANAGERS = (laid_down(each) for each in (parameters.EMPLOYEE_COURSES, parameters.MANAGER_COURSES))
LAPTOP = EquipmentDeclared(
    person="E-1", unit="U-1", item="computer", specification=FreeText(v="Máy xách tay của cơ quan")
)
FOUND = EquipmentVerified(
    person="E-1",
    unit="U-1",
    item="computer",
    usable=True,
    expires_on=date(2023, 12, 31),
    verified_by="HEAD-1",
)
DECLARE = home_work.DeclareEquipment(item="computer", specification="Máy xách tay của cơ quan")
VERIFY = home_work.VerifyEquipment(person="E-1", item="computer", usable=True, expires_on="2023-12-31")
LEFT = MemberLeft(unit="U-1", person="E-1", until=date(2023, 10, 1), reason=FreeText(v="Điều động"))


def required(unit: str, *items: str, by: str = "HEAD-1") -> EquipmentRequired:
    """What a unit needs besides."""
    return EquipmentRequired(unit=unit, items=items, required_by=by)


@pytest.mark.parametrize("by", ["HEAD-1", "MANAGER-1", "DIRECTOR"])
def test_a_unit_says_what_its_people_need_besides(by: str):
    """Each item once; an empty list takes an earlier one back (R22)."""
    require = home_work.RequireEquipment(unit="U-1", items=["scanner", "scanner", "headset"])
    Given(*OFFICE).when(require, by=by).then(required("U-1", "scanner", "headset", by=by))
    assert Given(*OFFICE).when(evolve(require, items=[]), by=by).events


@pytest.mark.parametrize("by", ["E-1", "CLERK-1", "HEAD-2", "ADMIN"])
def test_nobody_else_says_what_a_unit_needs(by: str):
    """Only an office that leads it."""
    require = home_work.RequireEquipment(unit="U-1", items=["scanner"])
    Given(*OFFICE).when(require, by=by).refused_by("office_that_leads_the_unit")


def test_an_employee_declares_what_is_asked_for():
    """By law, by the unit, or by a unit above it; and nothing else (R19-R22)."""
    Given(*OFFICE).when(DECLARE, by="E-1").then(LAPTOP)
    for unit in ("U-1", "A-1"):
        given = Given(*OFFICE, required(unit, "scanner"))
        assert given.when(evolve(DECLARE, item="scanner"), by="E-1").events
    for events in ((), (required("U-2", "scanner"),), (required("U-1", "scanner"), required("U-1"))):
        Given(*OFFICE, *events).when(evolve(DECLARE, item="scanner"), by="E-1").refused_by(
            "item_is_asked_for"
        )


def test_only_an_employee_of_a_unit_declares_and_in_person():
    """Nobody else knows what they work with; and somebody must be able to look at it (K18)."""
    Given(*OFFICE).when(DECLARE, by="STRANGER").refused_by("in_person")
    Given(*OFFICE, delegated("HEAD-1", "E-1", "U-1")).when(
        DECLARE, by="E-1", on_behalf_of="HEAD-1"
    ).refused_by("in_person")
    Given(*OFFICE, LEFT).when(DECLARE, by="E-1").refused_by("actor_belongs_to_a_unit", "item_is_asked_for")


@pytest.mark.parametrize("by", ["HEAD-1", "MANAGER-1", "DIRECTOR"])
def test_an_office_that_leads_the_person_looks_at_what_was_declared(by: str):
    """It is usable until a day, or it is not."""
    given = Given(*OFFICE, LAPTOP)

    given.when(VERIFY, by=by).then(evolve(FOUND, verified_by=by))
    given.when(evolve(VERIFY, usable=False, expires_on=None), by=by).then(
        evolve(FOUND, verified_by=by, usable=False, expires_on=None)
    )


@pytest.mark.parametrize("by", ["E-1", "E-3", "HEAD-2", "CLERK-1", "ADMIN"])
def test_nobody_else_looks_at_it(by: str):
    """Neither the person nor who does not lead them."""
    Given(*OFFICE, LAPTOP).when(VERIFY, by=by).refused_by("office_that_leads_the_user")
    Given(*OFFICE, LAPTOP, LEFT).when(VERIFY, by=by).refused_by("office_that_leads_the_user")


def test_nobody_looks_at_their_own_equipment():
    """Neither through a delegation nor as the head (K10, K11)."""
    given = Given(*OFFICE, LAPTOP, evolve(LAPTOP, person="HEAD-1"), delegated("HEAD-1", "E-1", "U-1"))
    of_the_head = evolve(VERIFY, person="HEAD-1")

    given.when(VERIFY, by="E-1", on_behalf_of="HEAD-1").refused_by("actor_is_not_the_employee")
    given.when(of_the_head, by="HEAD-1").refused_by("office_that_leads_the_user")
    assert given.when(of_the_head, by="DIRECTOR").events


def test_only_what_was_declared_is_looked_at_and_until_a_day_to_come():
    """What is usable is looked at again; today is too late to say so."""
    given = Given(*OFFICE, LAPTOP)

    given.when(evolve(VERIFY, item="printer"), by="HEAD-1").refused_by("item_is_declared")
    given.when(evolve(VERIFY, expires_on=None), by="HEAD-1").refused_by("usable_item_is_looked_at_again")
    given.when(evolve(VERIFY, expires_on="2023-10-02"), by="HEAD-1").refused_by(
        "usable_item_is_looked_at_again"
    )
    assert given.when(evolve(VERIFY, expires_on="2023-10-03"), by="HEAD-1").events


def test_another_thing_of_the_same_kind_is_looked_at_anew():
    """What was found of the old one says nothing of the new one."""
    assert not equipment(LAPTOP).is_ready("computer", date(2023, 12, 31))
    assert equipment(LAPTOP, FOUND).is_ready("computer", date(2023, 12, 31))
    assert not equipment(LAPTOP, FOUND).is_ready("computer", date(2024, 1, 1))
    assert not equipment(LAPTOP, FOUND, LAPTOP).is_ready("computer", date(2023, 12, 31))
    assert not equipment(LAPTOP, evolve(FOUND, usable=False)).is_ready("computer", date(2023, 12, 31))


def test_e22_three_of_four_items_are_not_ready():
    """E22: telephone, computer and internet verified, the printer expired: 3/4, and so nothing begins."""
    expired = tuple(
        evolve(each, expires_on=date(2023, 10, 1))
        if isinstance(each, EquipmentVerified) and each.item == "printer"
        else each
        for each in equipped("E-1")
    )
    assert equipment(*expired).lacks(ITEMS, date(2023, 10, 2)) == ("printer",)
    Given(*PILOT, *committed(), *expired).when(ACTIVATE, by="HEAD-1").refused_by(
        "every_required_item_is_ready"
    )


def test_nothing_begins_until_all_is_in_place():
    """Equipment, the employee's training and that of whoever decides: all that is missing is said at once (R19-R22, R76)."""
    bare = Given(*OFFICE, *pilot(), assessed(), *committed())
    bare.when(ACTIVATE, by="HEAD-1").refused_by(
        "every_required_item_is_ready", "employee_is_trained", "deciding_person_is_trained"
    )
    Given(*PILOT, *committed()).when(ACTIVATE, by="HEAD-1").then(activated())


@pytest.mark.parametrize("unit", ["U-1", "A-1"])
def test_what_a_unit_needs_besides_must_be_ready_as_well(unit: str):
    """Its own list, and that of a unit above it (R22)."""
    given = Given(*PILOT, *committed(), required(unit, "scanner"))

    given.when(ACTIVATE, by="HEAD-1").refused_by("every_required_item_is_ready")
    given.and_then(*equipped("E-1", ("scanner",)), at="2023-10-02T08:05+07:00")
    assert given.when(ACTIVATE, by="HEAD-1").events


@pytest.mark.parametrize(
    "events, by, rule",
    [
        ((*trained("E-1", EMPLOYEES[1:]), *trained("HEAD-1", MANAGERS)), "HEAD-1", "employee_is_trained"),
        (trained("E-1", EMPLOYEES), "HEAD-1", "deciding_person_is_trained"),
        (
            (*trained("E-1", EMPLOYEES), *trained("HEAD-1", MANAGERS)),
            "DIRECTOR",
            "deciding_person_is_trained",
        ),
    ],
    ids=["one-course-of-the-employee", "the-head", "another-who-decides"],
)
def test_both_sides_are_trained(events: tuple[Event, ...], by: str, rule: str):
    """The employee in every course that is laid down, and whoever decides in theirs (R76)."""
    given = Given(*OFFICE, *pilot(), assessed(), *equipped(), *committed(), *events)
    given.when(ACTIVATE, by=by).refused_by(rule)


def test_a_quota_that_was_cut_lets_nobody_begin_until_it_is_kept():
    """R6, K14: two places are taken and the pilot gives one now."""
    both = (*committed(), requested("E-3"), approved("E-3"))

    Given(*piloting(places=1), *both).when(ACTIVATE, by="HEAD-1").refused_by(
        "remote_places_keep_to_their_number"
    )
    assert Given(*piloting(places=2), *both).when(ACTIVATE, by="HEAD-1").events


def test_what_is_found_of_nothing_leaves_nothing():
    """The folds are total."""
    at = At(1, 0, 0)
    assert Equipment.evolve(None, FOUND, at) is None
    assert equipment(LAPTOP, evolve(FOUND, item="printer")) == equipment(LAPTOP)
    assert EquipmentList.evolve(None, LAPTOP, at) is None
    assert Equipment.evolve(None, required("U-1"), at) is None


def equipment(*events: Event) -> Equipment:
    """What E-1 works with after events."""
    state: Equipment | None = None
    for number, event in enumerate(events, start=1):
        state = Equipment.evolve(state, event, At(number, 0, 0))
    assert state is not None
    return state
