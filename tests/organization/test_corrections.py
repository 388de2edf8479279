"""The days of a membership are corrected as long as they are in order, and the title of a unit by whoever stands above (K18)."""

from datetime import date

from attrs import evolve

from civicflow import organization
from civicflow.core.fields import FreeText
from civicflow.organization.events import MemberLeft
from civicflow.testing import Given
from tests.organization.offices import DEPARTMENT, joined

WHY = FreeText(v="Ghi không đúng quyết định")
FIRST = joined("U-1", "E-5")
LEFT = MemberLeft(unit="U-1", person="E-5", until=date(2023, 6, 30), reason=WHY)
SECOND = evolve(joined("U-2", "E-5"), since=date(2023, 7, 1))
GIVEN = Given(*DEPARTMENT, FIRST, LEFT, SECOND)
PLACE = len(DEPARTMENT) + 1


def begins(on: str, unit: str = "U-2", corrects: int = PLACE + 2) -> organization.CorrectMembership:
    """The first day in a unit is another one."""
    return organization.CorrectMembership(unit=unit, person="E-5", since=on, corrects=corrects, because=WHY)


def ends(on: str) -> organization.CorrectDeparture:
    """The last day in U-1 is another one."""
    return organization.CorrectDeparture(
        unit="U-1", person="E-5", until=on, reason=WHY, corrects=PLACE + 1, because=WHY
    )


def test_a_person_never_belongs_first_to_two_units_by_a_correction():
    """Neither by the first day of the later unit nor by the last one of the earlier; a gap between them may be (K18)."""
    assert GIVEN.when(begins("2023-07-03"), by="HEAD-2").events
    GIVEN.when(begins("2023-06-30"), by="HEAD-2").refused_by("membership_keeps_its_order")
    assert GIVEN.when(ends("2023-06-29"), by="HEAD-1").events
    GIVEN.when(ends("2023-07-01"), by="HEAD-1").refused_by("membership_keeps_its_order")


def test_a_membership_does_not_end_before_it_begins():
    """One day is enough."""
    assert GIVEN.when(ends("2023-01-01"), by="HEAD-1").events
    GIVEN.when(ends("2022-12-31"), by="HEAD-1").refused_by("membership_keeps_its_order")
    assert GIVEN.when(begins("2023-06-30", "U-1", PLACE), by="HEAD-1").events
    GIVEN.when(begins("2023-07-01", "U-1", PLACE), by="HEAD-1").refused_by("membership_keeps_its_order")


def test_another_unit_beside_the_first_one_stands_in_no_way():
    """A secondary membership may lie on the same days (K18)."""
    beside = evolve(SECOND, primary=False)
    given = Given(*DEPARTMENT, FIRST, LEFT, beside)

    assert given.when(begins("2023-05-01"), by="HEAD-2").events
    assert given.when(ends("2023-07-15"), by="HEAD-1").events
