"""Who records the fund and sets the coefficients that additional income is paid from and by; each rule both ways."""

from datetime import date
from typing import Any

import pytest
from attrs import evolve

from civicflow.core.event import At
from civicflow.income.model import IncomeCoefficients
from civicflow.organization.events import AuthorityDelegated, Office
from civicflow.testing import Given
from tests.income.paid import (
    CITY,
    GRADED,
    OCTOBER,
    SINCE,
    calculate,
    employed,
    funded,
    heads,
    record_fund,
    unit,
    vote,
    voted,
)

NEW_YEAR_2020 = "2020-01-10T08:00+07:00"
AFTER_THE_DISPATCH = "2020-04-22T08:00+07:00"


def lent(person: str, to: str, unit: str) -> AuthorityDelegated:
    """What a head may do, lent until the end of 2025."""
    until = date(2025, 12, 31)
    return AuthorityDelegated(
        person=person, delegation="D-1", to=to, unit=unit, since=SINCE, until=until, instrument="GUQ 1"
    )


@pytest.mark.parametrize("by", ["MAYOR", "ADMIN"])
def test_a_fund_is_recorded_above_the_agency(by: str):
    """By the office above, or by the administrator, under the decision that grants it (K16)."""
    outcome = Given(*CITY, at=OCTOBER).when(record_fund(), by=by)
    outcome.then(evolve(funded(), recorded_by=by))


@pytest.mark.parametrize("by", ["DIRECTOR", "HEAD-1", "DIRECTOR-2", "CLERK-1"])
def test_no_agency_grants_its_own_fund(by: str):
    """Nor does a neighbour (K11)."""
    outcome = Given(*CITY, at=OCTOBER).when(record_fund(), by=by)
    outcome.refused_by("office_above_the_agency_or_administrator")


def test_who_leads_the_agency_takes_no_hand_in_its_fund():
    """Not by another office of theirs, nor acting for whoever stands above (K10)."""
    given = Given(*CITY, lent("MAYOR", "DIRECTOR", "C-1"), at=OCTOBER)
    outcome = given.when(record_fund(), by="DIRECTOR", on_behalf_of="MAYOR")
    outcome.refused_by("agency_takes_no_hand_in_its_fund")


@pytest.mark.parametrize(
    "changes, rule",
    [
        ({"period": "2025-07"}, "period_is_a_quarter"),
        ({"period": "2025"}, "period_is_a_quarter"),
        ({"period": "2025-07-01/2025-09-29"}, "period_is_a_quarter"),
        ({"amount": "0"}, "amount_is_an_exact_number"),
        ({"amount": "-1"}, "amount_is_an_exact_number"),
        ({"amount": "1 tỷ"}, "amount_is_an_exact_number"),
        ({"agency": "U-1"}, "fund_is_of_an_agency"),
    ],
)
def test_a_fund_is_an_exact_amount_of_an_agency_for_a_quarter(changes: dict[str, object], rule: str):
    """Nothing else is paid from (R46)."""
    Given(*CITY, at=OCTOBER).when(record_fund(**changes), by="ADMIN").refused_by(rule)


def test_a_fund_of_nobody_is_not_on_record():
    """An agency that does not exist is named."""
    Given(*CITY, at=OCTOBER).when(record_fund(agency="A-9"), by="ADMIN").not_on_record("unit:A-9")


def test_a_fund_is_not_cut_below_what_is_calculated():
    """Exactly what was calculated is enough; less is calculated anew first (R17)."""
    given = Given(*GRADED, at=OCTOBER)
    given.and_then(*given.when(calculate("E-1"), by="DIRECTOR").events, at="2025-10-21T08:00+07:00")

    assert given.when(record_fund(amount="52597350"), by="MAYOR").events
    given.when(record_fund(amount="52597349"), by="MAYOR").refused_by("fund_covers_what_is_calculated")


@pytest.mark.parametrize("by", ["CHAIR", "ADMIN"])
def test_a_coefficient_is_set_above_the_unit(by: str):
    """The administrator records what the council voted, or whoever stands above the city sets it (R46)."""
    Given(*CITY, at=OCTOBER).when(vote(), by=by).then(evolve(voted(), set_by=by))


@pytest.mark.parametrize("by", ["MAYOR", "DIRECTOR"])
def test_nobody_sets_their_own_coefficient(by: str):
    """Nor does anybody below (K10, K11)."""
    Given(*CITY, at=OCTOBER).when(vote(), by=by).refused_by("office_above_the_unit_or_administrator")


def test_who_leads_the_unit_takes_no_hand_in_its_coefficient():
    """A mayor who is also the administrator does not set it for the city (K10)."""
    given = Given(*CITY, heads("A-2", "ADMIN"), at=OCTOBER)
    given.when(vote(unit="A-2"), by="ADMIN").refused_by("unit_takes_no_hand_in_its_coefficient")


@pytest.mark.parametrize("number, within", [("9/5", True), ("1.8", True), ("0", True), ("1.801", False)])
def test_no_coefficient_is_above_the_maximum(number: str, within: bool):
    """1.8 since August 2023; the maximum itself is allowed."""
    outcome = Given(*CITY, at=OCTOBER).when(vote("1.2", number), by="ADMIN")
    assert outcome.refusals == (() if within else ("no_coefficient_exceeds_the_maximum",))


def test_a_month_without_a_maximum_refuses():
    """Nothing is on record for January to July 2023, and something from August on (K7)."""
    given = Given(*CITY, at="2023-11-01T08:00+07:00")
    year = vote(year=2023, fixed_sum=None)

    given.when(year, by="ADMIN").refused_by("no_coefficient_exceeds_the_maximum")
    assert given.when(evolve(year, since=date(2023, 8, 1)), by="ADMIN").events
    given.when(vote(year=2022, fixed_sum=None), by="ADMIN").refused_by(
        "every_band_has_its_exact_coefficient", "no_coefficient_exceeds_the_maximum"
    )


def test_law_that_reaches_back_judges_from_the_day_on_which_it_was_issued():
    """For 2020 the maximum was 1.8, and since 21 April 0.6 and 0.8, from the first of January (K7)."""
    full, cut = vote(year=2020, fixed_sum=None), vote("4/5", "3/5", year=2020, fixed_sum=None)

    assert Given(*CITY, at=NEW_YEAR_2020).when(full, by="ADMIN").events
    later = Given(*CITY, at=AFTER_THE_DISPATCH)
    later.when(full, by="ADMIN").refused_by("no_coefficient_exceeds_the_maximum")
    later.when(vote("4/5", "4/5", year=2020, fixed_sum=None), by="ADMIN").refused_by(
        "no_coefficient_exceeds_the_maximum"
    )
    assert later.when(cut, by="ADMIN").events


@pytest.mark.parametrize(
    "changes, rule",
    [
        ({"since": "2025-02-02"}, "coefficient_begins_with_a_month_of_its_year"),
        ({"since": "2024-02-01"}, "coefficient_begins_with_a_month_of_its_year"),
        ({"year": 20_250}, "coefficient_begins_with_a_month_of_its_year"),
        ({"coefficients": {"above_3_00": "1"}}, "every_band_has_its_exact_coefficient"),
        (
            {"coefficients": {"up_to_3_00": "1", "above_3_00": "một"}},
            "every_band_has_its_exact_coefficient",
        ),
        (
            {"coefficients": {"up_to_3_00": "1", "above_3_00": "-1"}},
            "every_band_has_its_exact_coefficient",
        ),
        ({"fixed_sum": "3000001"}, "fixed_sum_is_within_the_maximum"),
        ({"fixed_sum": "0"}, "fixed_sum_is_within_the_maximum"),
        ({"fixed_sum": "ba triệu"}, "fixed_sum_is_within_the_maximum"),
    ],
)
def test_what_is_set_is_exact_and_of_its_year(changes: dict[str, Any], rule: str):
    """Whole months, each band that is on record, a fixed sum within what is laid down."""
    assert rule in Given(*CITY, at=OCTOBER).when(vote(**changes), by="ADMIN").refusals


def test_a_fixed_sum_of_2020_is_a_third_of_that_of_the_quarter():
    """Dispatch 1456 laid down 3,000,000 a quarter: exactly a million a month."""
    given = Given(*CITY, at=AFTER_THE_DISPATCH)
    cut = vote("4/5", "3/5", year=2020, fixed_sum="1000000")

    assert given.when(cut, by="ADMIN").events
    given.when(evolve(cut, fixed_sum="1000001"), by="ADMIN").refused_by("fixed_sum_is_within_the_maximum")


def test_what_holds_in_a_month_is_the_last_vote_that_reaches_it():
    """A vote that reaches back takes the place of all before it; one that begins later leaves the months before."""
    votes = (voted(year=2020), voted("4/5", "3/5", 2020, date(2020, 4, 1)), voted("1/2", "1/2", 2020))
    state = None
    held: list[list[str | None]] = []
    for position, event in enumerate(votes, 1):
        state = IncomeCoefficients.evolve(state, event, At(position, 0, 0))
        assert state is not None
        found = [state.on(date(2020, month, 1)) for month in (3, 4)]
        held.append([each.coefficients["above_3_00"] if each else None for each in found])

    assert held == [["9/5", "9/5"], ["9/5", "3/5"], ["1/2", "1/2"]]
    assert state is not None
    assert state.on(date(2019, 12, 1)) is None


def test_a_place_without_bands_on_record_has_no_coefficient():
    """Outside the city no maximum is on record, and so nothing is set."""
    hanoi = evolve(unit("H-1", None, "H-1", answers_to="CHAIR"), locality="vn/hanoi")
    outcome = Given(*CITY, hanoi, at=OCTOBER).when(vote(unit="H-1", fixed_sum=None), by="ADMIN")
    outcome.refused_by("every_band_has_its_exact_coefficient", "no_coefficient_exceeds_the_maximum")


def test_whoever_is_paid_from_a_fund_does_not_set_it():
    """A member acting for the mayor, the deputy of the head, or who may also act for the head: neither fund nor coefficient (K10)."""
    both = (lent("MAYOR", "Z-1", "C-1"), evolve(lent("DIRECTOR", "Z-1", "A-1"), delegation="D-2"))
    hands = {
        "E-1": (*employed("E-1"), lent("MAYOR", "E-1", "C-1")),
        "V-1": (heads("A-1", "V-1", Office.DEPUTY), lent("MAYOR", "V-1", "C-1")),
        "Z-1": both,
    }
    for by, events in hands.items():
        given = Given(*CITY, *events, at=OCTOBER)
        fund = given.when(record_fund(), by=by, on_behalf_of="MAYOR")
        fund.refused_by("agency_takes_no_hand_in_its_fund")
        factor = given.when(vote(unit="A-1"), by=by, on_behalf_of="MAYOR")
        factor.refused_by("unit_takes_no_hand_in_its_coefficient")
    other = Given(*CITY, *employed("E-9", unit="A-2"), lent("MAYOR", "E-9", "C-1"), at=OCTOBER)
    assert other.when(record_fund(), by="E-9", on_behalf_of="MAYOR").events
