"""Setting up and changing an administration, each rule both ways."""

from datetime import date

import pytest

from civicflow import organization
from civicflow.core.fields import FreeText
from civicflow.organization.events import (
    Appointed,
    AuthorityDelegated,
    DelegationWithdrawn,
    EmergencyModeDeclared,
    EmergencyModeLifted,
    ExemptCount,
    Founded,
    MemberJoined,
    MemberLeft,
    Office,
    Relieved,
    UnitEstablished,
)
from civicflow.testing import Given
from tests.organization.offices import DEPARTMENT, SINCE, appointed, delegated, joined, unit


def test_a_record_is_founded_once():
    """The first to come founds it; nobody founds it again."""
    found = organization.Found(instrument="QĐ 1", administrator="ADMIN")

    Given().when(found, by="ANYONE").then(
        Founded(administration="main", instrument="QĐ 1", administrator="ADMIN")
    )
    Given(*DEPARTMENT).when(found, by="ADMIN").refused_by("everybody_while_nothing_is_recorded")


def establish(**changes: str | None) -> organization.EstablishUnit:
    """A new division of the department."""
    fields = {"unit": "U-3", "title": "Phòng 3", "superior": "A-1", "instrument": "QĐ 12"} | changes
    return organization.EstablishUnit(**fields)  # type: ignore[arg-type]


@pytest.mark.parametrize("by", ["ADMIN", "DIRECTOR"])
def test_a_unit_takes_body_and_place_from_the_unit_above(by):
    """The administrator or the office above establishes it; the cap binds the agency (K5)."""
    Given(*DEPARTMENT).when(establish(), by=by).then(
        UnitEstablished(
            unit="U-3",
            title="Phòng 3",
            superior="A-1",
            answers_to=None,
            body="A-1",
            locality="vn/hcmc",
            instrument="QĐ 12",
        )
    )


@pytest.mark.parametrize(
    "changes, rules",
    [
        ({"unit": "U-1"}, ["unit_is_new"]),
        ({"answers_to": "CHAIR"}, ["somebody_stands_above"]),
        ({"body": "U-2"}, ["body_stands_above"]),
        ({"superior": None}, ["somebody_stands_above"]),
        ({"superior": None, "answers_to": "CHAIR", "body": "A-1"}, ["body_stands_above"]),
    ],
)
def test_a_unit_stands_in_one_place(changes, rules):
    """It is new, has a unit or a person above it, and counts to its own body or that above (K5, K11)."""
    Given(*DEPARTMENT).when(establish(**changes), by="ADMIN").refused_by(*rules)


def test_a_unit_is_not_under_itself():
    """The unit above must exist, and be another one."""
    given = Given(*DEPARTMENT)

    given.when(establish(superior="U-3"), by="ADMIN").refused_by("superior_exists")
    given.when(establish(superior="U-9"), by="DIRECTOR").not_on_record("unit:U-9")


def test_only_the_administrator_or_the_office_above_establishes_units():
    """The head of a neighbour does not, and neither does the head of the city for a root unit."""
    Given(*DEPARTMENT).when(establish(), by="HEAD-2").refused_by("administrator_or_head_above")
    root = establish(superior=None, answers_to="CHAIR")
    Given(*DEPARTMENT).when(root, by="DIRECTOR").refused_by("administrator_or_head_above")


def appoint(**changes: object) -> organization.Appoint:
    """A deputy for U-1."""
    fields = {
        "unit": "U-1",
        "person": "E-1",
        "office": "deputy",
        "since": "2023-10-02",
        "instrument": "QĐ 13",
    }
    return organization.Appoint(**(fields | changes))  # type: ignore[arg-type]


def test_an_office_is_filled_one_level_up():
    """The director fills the offices of a division, the chair those of the department (K11)."""
    given = Given(*DEPARTMENT)

    given.when(appoint(), by="DIRECTOR").then(
        Appointed(
            unit="U-1",
            person="E-1",
            office=Office.DEPUTY,
            since=date(2023, 10, 2),
            until=None,
            instrument="QĐ 13",
        )
    )
    given.when(appoint(), by="HEAD-1").refused_by("office_one_level_up")
    assert given.when(appoint(unit="A-1"), by="CHAIR").events
    given.when(appoint(unit="A-1"), by="DIRECTOR").refused_by("office_one_level_up")


def test_a_unit_has_one_head_at_a_time():
    """The next head begins after the earlier one was relieved; a term does not end before it begins."""
    given = Given(*DEPARTMENT)
    relieved = Relieved(
        unit="U-1", person="HEAD-1", office=Office.HEAD, until=date(2023, 10, 1), instrument="QĐ 14"
    )

    given.when(appoint(office="head"), by="DIRECTOR").refused_by("one_head_at_a_time")
    given.when(appoint(until="2023-01-01"), by="DIRECTOR").refused_by("term_begins_before_it_ends")
    assert Given(*DEPARTMENT, relieved).when(appoint(office="head"), by="DIRECTOR").events


def test_a_person_is_relieved_of_an_office_they_hold():
    """What one does not hold cannot be taken away."""
    relieve = organization.Relieve(
        unit="U-1", person="HEAD-1", office="head", until="2023-10-31", instrument="QĐ 14"
    )
    other = organization.Relieve(
        unit="U-1", person="E-1", office="head", until="2023-10-31", instrument="QĐ 14"
    )

    Given(*DEPARTMENT).when(relieve, by="DIRECTOR").then(
        Relieved(
            unit="U-1", person="HEAD-1", office=Office.HEAD, until=date(2023, 10, 31), instrument="QĐ 14"
        )
    )
    Given(*DEPARTMENT).when(other, by="DIRECTOR").refused_by("office_is_held")


def delegate(**changes: object) -> organization.Delegate:
    """HEAD-1 lets E-1 act for U-1."""
    fields = {
        "delegation": "D-1",
        "to": "E-1",
        "unit": "U-1",
        "since": "2023-10-02",
        "until": "2023-10-06",
        "instrument": "GUQ 1",
    }
    return organization.Delegate(**(fields | changes))  # type: ignore[arg-type]


def test_a_head_delegates_what_the_head_holds():
    """To another person, for a unit one leads, between two days; each delegation has its own id."""
    given = Given(*DEPARTMENT)

    given.when(delegate(), by="HEAD-1").then(
        AuthorityDelegated(
            person="HEAD-1",
            delegation="D-1",
            to="E-1",
            unit="U-1",
            since=date(2023, 10, 2),
            until=date(2023, 10, 6),
            instrument="GUQ 1",
        )
    )
    given.when(delegate(to="HEAD-1"), by="HEAD-1").refused_by("delegate_is_another_person")
    given.when(delegate(unit="U-2"), by="HEAD-1").refused_by("delegator_holds_an_office_there")
    given.when(delegate(until="2023-10-01"), by="HEAD-1").refused_by("term_begins_before_it_ends")
    held = Given(*DEPARTMENT, delegated("HEAD-1", "E-1", "U-1"))
    held.when(delegate(), by="HEAD-1").refused_by("delegation_is_new")


def test_a_delegation_is_not_passed_on():
    """Who acts for another lends nothing further (design 3)."""
    given = Given(*DEPARTMENT, delegated("HEAD-1", "E-1", "U-1"))

    given.when(delegate(delegation="D-2", to="E-2"), by="E-1", on_behalf_of="HEAD-1").refused_by(
        "person_acts_for_themselves"
    )


def test_a_delegation_is_withdrawn_by_who_gave_it():
    """Nobody withdraws another person's delegation."""
    withdraw = organization.WithdrawDelegation(delegation="D-1", to="E-1", unit="U-1", until="2023-10-03")
    given = Given(*DEPARTMENT, delegated("HEAD-1", "E-1", "U-1"))

    given.when(withdraw, by="HEAD-1").then(
        DelegationWithdrawn(person="HEAD-1", delegation="D-1", to="E-1", until=date(2023, 10, 3))
    )
    given.when(withdraw, by="DIRECTOR").refused_by("delegation_is_own")


def test_a_delegation_is_not_withdrawn_for_days_that_have_gone_by():
    """Since yesterday at the earliest: whoever acted under it before did so by right, and remains known for it (K10)."""
    given = Given(*DEPARTMENT, delegated("HEAD-1", "E-1", "U-1"))
    fields = {"delegation": "D-1", "to": "E-1", "unit": "U-1"}

    given.when(organization.WithdrawDelegation(**fields, until="2023-09-30"), by="HEAD-1").refused_by(
        "days_gone_by_stay_as_they_were"
    )
    assert given.when(organization.WithdrawDelegation(**fields, until="2023-10-01"), by="HEAD-1").events


def join(**changes: object) -> organization.JoinUnit:
    """E-3 joins U-1."""
    return organization.JoinUnit(**({"unit": "U-1", "person": "E-3", "since": "2023-10-02"} | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize("by", ["ADMIN", "HEAD-1", "MANAGER-1", "CLERK-1", "DIRECTOR"])
def test_a_person_joins_a_unit(by):
    """The administrator, the clerk of record or an office that leads the unit records it."""
    Given(*DEPARTMENT).when(join(), by=by).then(
        MemberJoined(unit="U-1", person="E-3", primary=True, since=date(2023, 10, 2))
    )


def test_a_person_has_one_primary_unit():
    """Any number of secondary ones, but headcount, cap and rating belong to one (K18)."""
    given = Given(*DEPARTMENT)

    given.when(join(person="E-2"), by="HEAD-1").refused_by("one_primary_unit")
    assert given.when(join(person="E-2", primary=False), by="HEAD-1").events
    given.when(join(person="E-1"), by="HEAD-1").refused_by("person_is_no_member_yet", "one_primary_unit")
    given.when(join(), by="HEAD-2").refused_by("administrator_or_leader_of_the_unit")


def test_a_person_leaves_a_unit_and_may_join_another():
    """After the last day the primary unit is free (K18)."""
    leave = organization.LeaveUnit(unit="U-1", person="E-1", until="2023-10-01", reason="điều động")
    left = MemberLeft(unit="U-1", person="E-1", until=date(2023, 10, 1), reason=FreeText(v="điều động"))

    Given(*DEPARTMENT).when(leave, by="HEAD-1").then(left)
    Given(*DEPARTMENT, left).when(leave, by="HEAD-1").refused_by("person_is_a_member")
    assert Given(*DEPARTMENT, left).when(join(unit="U-2", person="E-1"), by="HEAD-2").events


DECLARED = EmergencyModeDeclared(
    mode="M-1",
    locality="vn/hcmc",
    instrument="CV 1749",
    since=date(2023, 10, 2),
    until=None,
    cap="1/2",
    minimum_on_site=0,
    counted_categories=("cadre", "civil_servant"),
    leave_counts=True,
    exempt_codes=("medical",),
    exempt_count=ExemptCount.NONE,
    suspended_services=("citizen_reception", "inspection"),
    urgent_procedures=("birth_registration",),
    service_channels=("online", "post"),
    phones_on_all_day=False,
)


def declare(**changes: object) -> organization.DeclareEmergencyMode:
    """An emergency mode from the second of October."""
    fields = {
        "mode": "M-1",
        "locality": "vn/hcmc",
        "instrument": "CV 1749",
        "since": "2023-10-02",
        "cap": "1/2",
        "counted_categories": ["cadre", "civil_servant"],
        "leave_counts": True,
        "exempt_codes": ["medical"],
        "exempt_count": "none",
        "suspended_services": ["citizen_reception", "inspection"],
        "urgent_procedures": ["birth_registration"],
        "service_channels": ["online", "post"],
        "phones_on_all_day": False,
    }
    return organization.DeclareEmergencyMode(**(fields | changes))  # type: ignore[arg-type]


def test_an_order_does_not_suspend_what_it_calls_urgent():
    """Receiving citizens and inspections rest (R66, R60); what is urgent is served all the same, by other ways (R67, R68)."""
    command = declare(suspended_services=["citizen_reception", "birth_registration"])
    Given(*DEPARTMENT).when(command, by="CHAIR").refused_by("nothing_urgent_is_suspended")


@pytest.mark.parametrize("by", ["CHAIR", "DIRECTOR", "ADMIN"])
def test_an_emergency_mode_is_declared_by_the_leadership(by):
    """The head of a root unit, the person above it, or the administrator for them (K2)."""
    Given(*DEPARTMENT).when(declare(), by=by).then(DECLARED)


@pytest.mark.parametrize("cap", ["1/2", "1/1", "essential-only", None])
def test_the_cap_of_an_order_is_a_share_or_essential_duties_alone(cap):
    """K6: an exact share of at most one, essential duties only, or none of its own."""
    assert Given(*DEPARTMENT).when(declare(cap=cap), by="CHAIR").events


@pytest.mark.parametrize("cap", ["half", "0.5", "3/2", "-1/2", "1/0"])
def test_a_cap_that_cannot_be_counted_is_refused(cap):
    """A share is exact and at most one."""
    refused = Given(*DEPARTMENT).when(declare(cap=cap), by="CHAIR")
    refused.refused_by("cap_is_a_share_or_essential_only")


@pytest.mark.parametrize(
    "silent",
    [
        {"counted_categories": []},
        {"counted_categories": ["officials"]},
        {"leave_counts": None},
        {"minimum_on_site": -1},
    ],
)
def test_an_order_that_sets_a_share_says_whom_it_counts(silent):
    """K5: categories and leave are the order's to say and have no default; essential duties need neither."""
    Given(*DEPARTMENT).when(declare(**silent), by="CHAIR").refused_by("share_says_whom_it_counts")
    assert Given(*DEPARTMENT).when(declare(**silent | {"cap": "essential-only"}), by="CHAIR").events


def test_an_emergency_mode_is_declared_once_and_not_by_a_division():
    """Its id is new, its term begins before it ends, and a head of division has no say."""
    Given(*DEPARTMENT).when(declare(), by="HEAD-1").refused_by("city_leadership")
    Given(*DEPARTMENT, DECLARED).when(declare(), by="CHAIR").refused_by("mode_is_new")
    Given(*DEPARTMENT).when(declare(until="2023-10-01"), by="CHAIR").refused_by("term_begins_before_it_ends")


def test_an_emergency_mode_is_lifted_while_it_lasts():
    """Its last day is set once (K2)."""
    lift = organization.LiftEmergencyMode(mode="M-1", until="2023-10-02", instrument="CV 2000")
    lifted = EmergencyModeLifted(
        mode="M-1", locality="vn/hcmc", until=date(2023, 10, 2), instrument="CV 2000"
    )

    Given(*DEPARTMENT, DECLARED).when(lift, by="CHAIR").then(lifted)
    later = Given(*DEPARTMENT, DECLARED, lifted, at="2023-10-10T08:00+07:00")
    again = organization.LiftEmergencyMode(mode="M-1", until="2023-10-10", instrument="CV 2000")
    later.when(again, by="CHAIR").refused_by("mode_is_in_force")
    Given(*DEPARTMENT).when(lift, by="CHAIR").not_on_record("emergency_mode:M-1")


def test_a_deputy_acts_for_the_head_only_under_a_delegation():
    """The office alone gives a deputy no authority; a delegation for the unit, within its days, does."""
    deputy = appointed("U-1", "DEPUTY-1", Office.DEPUTY)
    given = Given(*DEPARTMENT, deputy)

    given.when(join(), by="DEPUTY-1").refused_by("administrator_or_leader_of_the_unit")
    given.when(join(), by="DEPUTY-1", on_behalf_of="HEAD-1").refused_by("administrator_or_leader_of_the_unit")
    lent = Given(*DEPARTMENT, deputy, delegated("HEAD-1", "DEPUTY-1", "U-1"))
    assert lent.when(join(), by="DEPUTY-1", on_behalf_of="HEAD-1").authority == "head@unit:U-1#6"
    over = Given(*DEPARTMENT, deputy, delegated("HEAD-1", "DEPUTY-1", "U-1", until=date(2023, 9, 30)))
    over.when(join(), by="DEPUTY-1", on_behalf_of="HEAD-1").refused_by("administrator_or_leader_of_the_unit")


def test_authority_belongs_to_the_office():
    """When the head changes, the successor decides and the predecessor does not (K11)."""
    changed = (
        *DEPARTMENT,
        Relieved(
            unit="U-1", person="HEAD-1", office=Office.HEAD, until=date(2023, 9, 30), instrument="QĐ 15"
        ),
        Appointed(
            unit="U-1",
            person="NEW",
            office=Office.HEAD,
            since=date(2023, 10, 1),
            until=None,
            instrument="QĐ 16",
        ),
    )

    assert Given(*changed).when(join(), by="NEW").events
    Given(*changed).when(join(), by="HEAD-1").refused_by("administrator_or_leader_of_the_unit")


def test_events_that_fit_nothing_change_nothing():
    """What another log claims about unknown units or delegations does not raise."""
    given = Given(
        joined("U-9", "E-1"), appointed("U-9", "E-1"), unit("U-8", "U-9"), at=f"{SINCE}T08:00+07:00"
    )

    given.when(join(unit="U-9"), by="ADMIN").not_on_record("administration:main")
