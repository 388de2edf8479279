"""Offices and memberships last from a day to a day: what begins later is not forgotten by what begins earlier."""

from datetime import date

import pytest

from civicflow import organization
from civicflow.core.fields import FreeText
from civicflow.organization.events import Appointed, MemberJoined, MemberLeft, Office, Relieved
from civicflow.testing import Given
from tests.organization.offices import DEPARTMENT, delegated, unit

LATER = date(2023, 12, 1)


def appointed(person: str, since: date, until: date | None = None) -> Appointed:
    """A head of U-9."""
    return Appointed(
        unit="U-9", person=person, office=Office.HEAD, since=since, until=until, instrument="QĐ 11"
    )


def founded(*events):
    """The department, with a division that has no head."""
    return Given(*DEPARTMENT, unit("U-9", "A-1"), *events)


@pytest.mark.parametrize(
    "since, until, refused",
    [
        ("2023-10-01", None, True),
        ("2023-10-01", "2023-12-01", True),
        ("2023-10-01", "2023-11-30", False),
        ("2023-12-31", "2024-01-31", True),
        ("2024-01-01", None, False),
    ],
)
def test_a_head_does_not_reach_into_the_term_of_another(since, until, refused):
    """Another head is appointed for December; whoever comes before is gone by then."""
    given = founded(appointed("P-1", LATER, date(2023, 12, 31)))
    command = organization.Appoint(
        unit="U-9", person="P-2", office="head", since=since, until=until, instrument="QĐ 12"
    )

    outcome = given.when(command, by="DIRECTOR")
    assert outcome.refusals == (("one_head_at_a_time",) if refused else ())


@pytest.mark.parametrize(
    "joined, primary, rules",
    [
        ("U-1", True, {"one_primary_unit"}),
        ("U-1", False, set()),
        ("U-2", True, {"one_primary_unit", "person_is_no_member_yet"}),
        ("U-2", False, {"person_is_no_member_yet"}),
    ],
)
def test_a_membership_does_not_reach_into_a_later_one(joined, primary, rules):
    """Whoever joins U-2 in December as the primary unit cannot join in October for good (K18)."""
    given = Given(*DEPARTMENT, MemberJoined(unit="U-2", person="E-9", primary=True, since=LATER))
    command = organization.JoinUnit(unit=joined, person="E-9", primary=primary, since="2023-10-01")

    assert set(given.when(command, by="ADMIN").refusals) == rules


def test_nobody_leaves_before_they_came_and_an_earlier_membership_stays_as_it_was():
    """Only the membership that lasts is ended; the one that is over keeps its last day."""
    twice = (
        MemberJoined(unit="U-2", person="E-9", primary=True, since=date(2023, 1, 1)),
        MemberLeft(unit="U-2", person="E-9", until=date(2023, 3, 31), reason=FreeText(v="Biệt phái")),
        MemberJoined(unit="U-2", person="E-9", primary=True, since=date(2023, 5, 1)),
    )
    given = Given(*DEPARTMENT, *twice)
    leave = {"unit": "U-2", "person": "E-9", "reason": "Nghỉ việc"}

    given.when(organization.LeaveUnit(until="2023-02-15", **leave), by="ADMIN").refused_by(
        "person_is_a_member"
    )
    given.when(organization.LeaveUnit(until="2023-10-15", **leave), by="ADMIN").then(
        MemberLeft(unit="U-2", person="E-9", until=date(2023, 10, 15), reason=FreeText(v="Nghỉ việc"))
    )


def test_an_office_is_given_up_on_a_day_on_which_it_is_held():
    """A head who comes in December may be called off from then on, not before."""
    given = founded(appointed("P-1", LATER))
    relieve = {"unit": "U-9", "person": "P-1", "office": "head", "instrument": "QĐ 13"}

    given.when(organization.Relieve(until="2023-11-30", **relieve), by="DIRECTOR").refused_by(
        "office_is_held"
    )
    given.when(organization.Relieve(until="2023-12-15", **relieve), by="DIRECTOR").then(
        Relieved(unit="U-9", person="P-1", office=Office.HEAD, until=date(2023, 12, 15), instrument="QĐ 13")
    )


@pytest.mark.parametrize("changes", [{"to": "E-2"}, {"unit": "U-2"}, {"delegation": "D-9"}])
def test_a_delegation_is_withdrawn_from_whom_it_was_given_to(changes):
    """The event names the person who acted under it; nobody else is named."""
    given = Given(*DEPARTMENT, delegated("HEAD-1", to="MANAGER-1", unit="U-1"))
    fields = {"delegation": "D-1", "to": "MANAGER-1", "unit": "U-1", "until": "2023-10-31"} | changes

    given.when(organization.WithdrawDelegation(**fields), by="HEAD-1").refused_by("delegation_is_own")


def test_nobody_acts_for_the_superior_of_a_root_unit_without_being_lent_it():
    """To say for whom one acts is not to be allowed to: the head of a root unit is appointed by whom it answers to."""
    command = organization.Appoint(
        unit="A-1", person="P-1", office="manager", since="2023-10-02", instrument="QĐ 14"
    )
    given = Given(*DEPARTMENT)

    assert given.when(command, by="CHAIR").authority == "superior@unit:A-1"
    given.when(command, by="E-1", on_behalf_of="CHAIR").refused_by("office_one_level_up")
