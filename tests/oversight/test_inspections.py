"""Inspections: ordered from above, by inspectors from outside, as the measures of an emergency allow (R59, R60)."""

from datetime import date
from pathlib import Path

import pytest
from attrs import evolve

from civicflow.core.module import Module
from civicflow.organization.events import Appointed, Office, Relieved, UnitEstablished
from civicflow.testing import Given
from tests.employee.staff import emergency
from tests.organization.offices import appointed, delegated, joined
from tests.oversight.inspected import PEOPLE, REPORT, REPORTED, inspect, inspection

LIMITED = """
about = "Inspections in the town"
about_vi = "Kiểm tra tại thị xã"

[fields]
answer = ["paused", "limited"]

[fields.limited]
people = "count"

[[record]]
effective_from = 2023-01-01
issued_on = 2023-01-01
mode = "emergency"
instrument = "QĐ 99"
status = "design"
note = "For the test."

[record.value]
answer = "limited"
people = 1
"""


IN_2021 = [evolve(each, since=date(2021, 1, 1)) if isinstance(each, Appointed) else each for each in PEOPLE]
"""The same offices, two years earlier."""


def test_the_head_above_sends_a_team():
    """Not the head of the unit itself (K11); a root unit is inspected at the order of whom it answers to."""
    given = Given(*PEOPLE)

    given.when(inspect(), by="DIRECTOR").then(inspection())
    given.when(inspect(), by="HEAD-1").refused_by("leadership_above_the_unit")
    given.when(inspect(unit="A-1"), by="DIRECTOR").refused_by("leadership_above_the_unit")
    assert given.when(inspect(unit="A-1"), by="CHAIR").events
    Given(*PEOPLE, inspection()).when(inspect(), by="DIRECTOR").refused_by("inspection_is_new")


def test_a_team_consists_of_inspectors_of_the_unit_or_above():
    """On its first day: one whose term was over, of another unit, or of no office, is none (R59)."""
    given = Given(
        *PEOPLE,
        appointed("U-2", "OTHER", Office.INSPECTOR),
        appointed("A-1", "FORMER", Office.INSPECTOR, until=date(2023, 10, 1)),
    )

    for team in ((), ("INSPECTOR-1", "E-2"), ("OTHER",), ("FORMER",)):
        given.when(inspect(team=team), by="DIRECTOR").refused_by("team_consists_of_inspectors")


@pytest.mark.parametrize(
    "inside", [joined("U-1", "INSPECTOR-1"), appointed("U-1", "INSPECTOR-1", Office.MANAGER)]
)
def test_nobody_inspects_their_own_unit(inside):
    """Neither a member nor whoever leads it (K10)."""
    Given(*PEOPLE, inside).when(inspect(), by="DIRECTOR").refused_by("inspectors_come_from_outside")


@pytest.mark.parametrize(
    "since,paused",
    [("2021-06-02", False), ("2021-06-03", True), ("2021-07-08", True), ("2021-07-09", False)],
)
def test_r60_inspections_rest_while_the_measure_of_june_2021_stands(since, paused):
    """From 3 June to 8 July 2021, where an emergency mode is declared (R60); later nothing is on record, which forbids nothing."""
    given = Given(
        *IN_2021, emergency("vn/hcmc", date(2021, 6, 1), date(2021, 12, 31)), at="2021-06-01T08:00+07:00"
    )

    outcome = given.when(inspect(since=date.fromisoformat(since)), by="DIRECTOR")

    assert outcome.refusals == (("inspections_are_not_paused",) if paused else ())


def test_without_a_measure_that_stands_inspections_take_place():
    """The rule speaks of a measure; where none was declared, none stands (R60)."""
    elsewhere = emergency("vn/hanoi", date(2021, 6, 1), date(2021, 12, 31))
    given = Given(*IN_2021, elsewhere, at="2021-06-03T08:00+07:00")

    assert given.when(inspect(since=date(2021, 6, 3)), by="DIRECTOR").events


def test_r60_no_earlier_day_takes_a_team_round_a_measure():
    """On 5 June 2021 inspections rest since the 3rd, and none that is ordered then began on the 2nd (R60)."""
    measure = emergency("vn/hcmc", date(2021, 6, 1), date(2021, 12, 31))
    given = Given(*IN_2021, measure, at="2021-06-05T08:00+07:00")

    given.when(inspect(since=date(2021, 6, 2)), by="DIRECTOR").refused_by(
        "inspection_begins_no_earlier_than_ordered"
    )


def test_r60_a_measure_may_limit_the_team(tmp_path: Path):
    """One inspector may go where two may not, as long as the measure stands (R60)."""
    (tmp_path / "vn.hcmc.town.inspection_team.toml").write_text(LIMITED, "utf-8")
    town = [
        evolve(each, locality="vn/hcmc/town") if isinstance(each, UnitEstablished) else each
        for each in PEOPLE
    ]
    measure = emergency("vn/hcmc/town", date(2023, 10, 1), date(2023, 10, 31))
    given = Given(*town, measure, modules=(Module(name="town", regulations=tmp_path),))

    given.when(inspect(), by="DIRECTOR").refused_by("team_is_small_enough")
    assert given.when(inspect(team=("INSPECTOR-1",)), by="DIRECTOR").events
    assert given.when(inspect(since=date(2023, 11, 1)), by="DIRECTOR").events


def test_the_team_reports_once():
    """One of the team, in person; whoever acts for them does not (R59)."""
    given = Given(*PEOPLE, delegated("INSPECTOR-1", "E-2", "A-1"), inspection())

    given.when(REPORT, by="INSPECTOR-1").then(REPORTED)
    given.when(REPORT, by="DIRECTOR").refused_by("member_of_the_team")
    given.when(REPORT, by="E-2", on_behalf_of="INSPECTOR-1").refused_by("member_of_the_team")
    Given(*PEOPLE, inspection(), REPORTED).when(REPORT, by="INSPECTOR-2").refused_by("inspection_is_open")


def test_when_nobody_of_the_team_is_left_another_inspector_reports():
    """The right belongs to the office, and no inspection stays open for ever (K11, K17)."""
    gone = Relieved(
        unit="A-1", person="INSPECTOR-1", office=Office.INSPECTOR, until=date(2023, 9, 30), instrument="QĐ 9"
    )
    alone = inspection(team=("INSPECTOR-1",))
    still = Given(*PEOPLE, alone)
    still.when(REPORT, by="INSPECTOR-2").refused_by("member_of_the_team")

    given = Given(*PEOPLE, alone, gone)

    given.when(REPORT, by="INSPECTOR-1").refused_by("member_of_the_team")
    given.when(REPORT, by="INSPECTOR-2").then(evolve(REPORTED, closed_by="INSPECTOR-2"))
    inside = Given(*PEOPLE, alone, gone, joined("U-1", "INSPECTOR-2"))
    inside.when(REPORT, by="INSPECTOR-2").refused_by("member_of_the_team")
