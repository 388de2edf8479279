"""How far leadership reaches: its own place, the days to come, and never oneself (K2, K5, K10)."""

from datetime import date

import pytest
from attrs import evolve

from civicflow import organization
from civicflow.testing import Given
from tests.organization.offices import DEPARTMENT, delegated, unit
from tests.organization.test_commands import DECLARED, declare


@pytest.mark.parametrize("place, allowed", [("vn/hcmc/district-1", True), ("vn", False), ("vn/hanoi", False)])
def test_leadership_declares_and_lifts_for_its_own_place_and_those_within(place, allowed):
    """A city's leadership orders nothing for the country, nor for another city (K2, K7)."""
    declared = evolve(DECLARED, locality=place)
    lift = organization.LiftEmergencyMode(mode="M-1", until="2023-10-02", instrument="CV 2000")

    for by in ("CHAIR", "DIRECTOR"):
        outcome = Given(*DEPARTMENT).when(declare(locality=place), by=by)
        assert outcome.refusals == (() if allowed else ("city_leadership",))
        outcome = Given(*DEPARTMENT, declared).when(lift, by=by)
        assert outcome.refusals == (() if allowed else ("leadership_of_the_place_in_emergency",))


def test_an_emergency_mode_is_not_lifted_for_days_gone_by():
    """Who was over the cap of a day is not made lawful by lifting it afterwards; yesterday may be its last day (K5)."""
    given = Given(*DEPARTMENT, DECLARED, at="2023-10-10T08:00+07:00")
    lift = organization.LiftEmergencyMode(mode="M-1", until="2023-10-08", instrument="CV 2000")

    given.when(lift, by="CHAIR").refused_by("days_gone_by_stay_as_they_were")
    assert given.when(evolve(lift, until=date(2023, 10, 9)), by="CHAIR").events


@pytest.mark.parametrize("by, behalf", [("CHAIR", None), ("ADMIN", None), ("P-1", "DIRECTOR")])
def test_nobody_appoints_themselves(by, behalf):
    """Neither the person above, nor the administrator, nor a delegate of the head above (K10)."""
    given = Given(
        *DEPARTMENT, delegated("DIRECTOR", "P-1", "A-1"), unit("U-9", "A-1"), unit("A-9", None, "CHAIR")
    )
    command = organization.Appoint(
        unit="U-9" if behalf else "A-9", person=by, office="head", since="2023-10-02", instrument="QĐ 12"
    )

    given.when(command, by=by, on_behalf_of=behalf).refused_by("nobody_appoints_themselves")
