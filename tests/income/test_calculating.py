"""Additional income follows from the grade, month by month, by one act of the head; each rule both ways."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from attrs import evolve

from civicflow.core.event import Event
from civicflow.core.fields import FreeText
from civicflow.core.module import Module
from civicflow.employee.events import Category, Grade, LeaveKind, LeaveRecorded, Session
from civicflow.employee.standing_events import EmployeeSeparated, SeparationKind
from civicflow.errors import NotRegulatedError
from civicflow.income.events import AdditionalIncomeCalculated
from civicflow.organization.events import MemberLeft
from civicflow.testing import Given, Outcome
from tests.employee.test_standing import DISCIPLINED
from tests.income.paid import (
    GRADED,
    OCTOBER,
    STAFF,
    calculate,
    coefficient,
    employed,
    evaluated,
    funded,
    joined,
    voted,
)
from tests.income.test_funds import lent

LATER = "2025-10-21T08:00+07:00"
E11 = {"E-1": 42_077_880, "E-2": 30_326_400, "E-3": 0, "HEAD-1": 44_478_720, "K-1": 9_000_000}
"""3.33 excellent, 3.00 good at four fifths, 2.67 completed, 4.40 good at four fifths, a fixed sum."""


def amounts(outcome: Outcome) -> dict[str, Fraction]:
    """What each person has."""
    assert outcome.refusals == ()
    events = [each for each in outcome.events if isinstance(each, AdditionalIncomeCalculated)]
    return {each.person: Fraction(each.amount) for each in events}


def without(*kinds: type[Event]) -> tuple[Event, ...]:
    """All that is on record but for some kinds of events."""
    return tuple(each for each in GRADED if not isinstance(each, kinds))


def test_one_act_of_the_head_calculates_for_all_who_are_named():
    """E11: 42,077,880 for excellent; the good have four fifths, the others nothing; a fixed sum follows from no grade (R46)."""
    outcome = Given(*GRADED, at=OCTOBER).when(calculate(*E11), by="DIRECTOR")

    assert amounts(outcome) == E11
    assert outcome.authority.startswith("head@unit:A-1")


def test_the_whole_arithmetic_is_kept():
    """Coefficient, base, factor and share of each month, the records, and the positions of what it rests on."""
    (found,) = Given(*GRADED, at=OCTOBER).when(calculate("E-2"), by="DIRECTOR").events
    assert isinstance(found, AdditionalIncomeCalculated)
    (july, *_) = found.months

    said = (july.month, july.coefficient, july.band, july.base, july.factor, july.share, july.amount)
    assert said == ("2025-07", "3.00", "up_to_3_00", "2340000", "9/5", "4/5", "10108800")
    assert [each.month for each in found.months] == ["2025-07", "2025-08", "2025-09"]
    places = [number for number, each in enumerate(GRADED, 1) if each in _behind("E-2")]
    assert sorted(found.events) == places
    assert set(found.provisions) == {
        "vn.base_salary/2024-07-01",
        "vn.hcmc.additional_income/up_to_3_00/2023-08-01",
        "vn.hcmc.income_band/2018-04-01",
        "vn.hcmc.income_share/2024-05-12",
    }


def _behind(person: str) -> tuple[Event, ...]:
    return voted(), coefficient(person, "3.00"), evaluated(person, Grade.GOOD)


@pytest.mark.parametrize("by", ["HEAD-1", "MANAGER-1", "CLERK-1", "DIRECTOR-2", "E-1", "ADMIN"])
def test_nobody_else_calculates(by: str):
    """Not the head of a division, nor who keeps the record, nor a neighbour."""
    Given(*GRADED, at=OCTOBER).when(calculate(), by=by).refused_by("head_above_everybody_named")


def test_the_income_of_the_head_is_calculated_above():
    """Nobody computes their own pay, by themselves or through another; above them it may be one act with the others (K10, K11)."""
    given = Given(*GRADED, lent("MAYOR", "DIRECTOR", "C-1"), lent("DIRECTOR", "E-1", "A-1"), at=OCTOBER)
    both = calculate("DIRECTOR", "E-1")

    given.when(both, by="DIRECTOR").refused_by("head_above_everybody_named")
    given.when(both, by="DIRECTOR", on_behalf_of="MAYOR").refused_by("nobody_calculates_their_own_income")
    given.when(calculate("E-1"), by="E-1", on_behalf_of="DIRECTOR").refused_by(
        "nobody_calculates_their_own_income"
    )
    assert amounts(given.when(both, by="MAYOR"))["DIRECTOR"] == Fraction("5.08") * 2_340_000 * 9 / 5 * 3


@pytest.mark.parametrize(
    "changes, rule",
    [
        ({"quarter": "2025-09"}, "quarter_is_over"),
        ({"quarter": "2025-Q4"}, "quarter_is_over"),
        ({"people": ()}, "somebody_is_named_and_each_once"),
        ({"people": ("E-1", "E-1")}, "somebody_is_named_and_each_once"),
        ({"people": ("E-9",)}, "everybody_is_paid_by_the_agency"),
        ({"shares": {"excellent": "1", "good": "81/100"}}, "shares_are_within_what_is_laid_down"),
        ({"shares": {"excellent": "11/10"}}, "shares_are_within_what_is_laid_down"),
        ({"shares": {"completed": "1/100"}}, "shares_are_within_what_is_laid_down"),
        ({"shares": {"excellent": "tất cả"}}, "shares_are_within_what_is_laid_down"),
        ({"shares": {"A": "1"}}, "shares_are_within_what_is_laid_down"),
    ],
)
def test_an_act_names_whom_and_what_it_gives(changes: dict[str, object], rule: str):
    """A quarter that is over, people of the agency once each, shares within what is laid down (R46)."""
    assert rule in Given(*GRADED, at=OCTOBER).when(calculate(**changes), by="DIRECTOR").refusals


def test_a_division_pays_nobody():
    """The act is the agency's."""
    given = Given(*GRADED, at=OCTOBER)
    assert "income_is_of_an_agency" in given.when(calculate(agency="U-1"), by="DIRECTOR").refusals


@pytest.mark.parametrize(
    "missing, rule",
    [
        (type(evaluated("E-1")), "everybody_has_a_final_grade"),
        (type(coefficient("E-1")), "everybody_has_a_salary_coefficient"),
        (type(voted()), "what_is_paid_is_voted_for_every_month"),
    ],
)
def test_what_is_not_on_record_refuses_and_is_named(missing: type[Event], rule: str):
    """A grade, a salary coefficient, the coefficient that was voted (R46)."""
    Given(*without(missing), at=OCTOBER).when(calculate(), by="DIRECTOR").refused_by(rule)


def test_a_fund_that_is_not_on_record_is_named():
    """The sum cannot be kept within what nobody granted (K16)."""
    outcome = Given(*without(type(funded())), at=OCTOBER).when(calculate(), by="DIRECTOR")
    outcome.refused_by("salary_fund_is_on_record")


def test_a_base_salary_that_is_not_on_record_is_named():
    """What it is in 2026 was not seen: the act is not decided, and the parameter is named."""
    events = (*STAFF, voted(year=2026), funded(period="2026-Q1"), evaluated("E-1", period="2026-Q1"))
    with pytest.raises(NotRegulatedError) as missing:
        Given(*events, at="2026-04-20T08:00+07:00").when(calculate(quarter="2026-Q1"), by="DIRECTOR")

    assert missing.value.parameters["subject"] == "base_salary"
    assert missing.value.parameters["on"] == "2026-01-01"


def test_a_contract_worker_needs_the_fixed_sum_that_was_voted():
    """Their salary is not multiplied, and nothing takes the place of what was not voted."""
    events = (*without(type(voted())), voted(fixed_sum=None))
    outcome = Given(*events, at=OCTOBER).when(calculate("K-1"), by="DIRECTOR")
    outcome.refused_by("what_is_paid_is_voted_for_every_month")


def test_the_nearest_vote_above_counts():
    """What the agency itself was given goes before what the city voted for all; a raise within the quarter counts by month."""
    given = Given(*GRADED, voted("1", "1", unit="A-1", since=date(2025, 8, 1)), at=OCTOBER)
    monthly = Fraction("3.33") * 2_340_000

    assert amounts(given.when(calculate("E-1"), by="DIRECTOR")) == {
        "E-1": monthly * (Fraction("1.8") + 1 + 1)
    }


def test_the_salary_of_a_month_is_that_of_its_first_day():
    """A raise on the first of August counts from August on, one on the second from September on."""
    base = 2_340_000 * Fraction("1.8")
    for day, months in ((1, 2), (2, 1)):
        raised = coefficient("E-1", "3.66", date(2025, 8, day))
        found = amounts(Given(*GRADED, raised, at=OCTOBER).when(calculate("E-1"), by="DIRECTOR"))
        assert found == {"E-1": base * (Fraction("3.66") * months + Fraction("3.33") * (3 - months))}


def test_a_month_is_paid_by_the_agency_to_which_a_person_belongs_on_its_first_day():
    """Whoever moves or leaves within a quarter is paid for each month once (K18)."""
    reason = FreeText(v="QĐ 77")
    left = MemberLeft(unit="U-1", person="E-1", until=date(2025, 8, 14), reason=reason)
    moved = (left, joined("A-2", "E-1", date(2025, 8, 15)), funded(agency="A-2"))
    given = Given(*GRADED, *moved, at=OCTOBER)
    monthly = Fraction("3.33") * 2_340_000 * 9 / 5

    assert amounts(given.when(calculate("E-1"), by="DIRECTOR")) == {"E-1": 2 * monthly}
    other = given.when(calculate("E-1", agency="A-2"), by="DIRECTOR-2")
    assert amounts(other) == {"E-1": monthly}


def test_a_move_that_is_recorded_late_pays_no_month_twice():
    """The agency that paid calculates anew first, down to nothing where no month is left to it (R17, K18)."""
    left = MemberLeft(unit="U-1", person="E-1", until=date(2025, 6, 30), reason=FreeText(v="QĐ 77"))
    given = Given(*GRADED, funded(agency="A-2"), at=OCTOBER)
    given.and_then(*given.when(calculate("E-1"), by="DIRECTOR").events, at=LATER)
    given.and_then(left, joined("A-2", "E-1", date(2025, 7, 1)), at=LATER)
    there = calculate("E-1", agency="A-2")

    given.when(there, by="DIRECTOR-2").refused_by("no_month_is_paid_by_another_agency")
    back = given.when(calculate("E-1", calculation="TN-2", reason="QĐ 77"), by="DIRECTOR")
    assert amounts(back) == {"E-1": 0}
    given.and_then(*back.events, at=LATER)
    assert amounts(given.when(there, by="DIRECTOR-2")) == {"E-1": 42_077_880}


def test_whoever_has_left_is_paid_for_the_months_that_they_began():
    """And nobody for months before they were taken on."""
    gone = EmployeeSeparated(
        person="E-1",
        unit="U-1",
        kind=SeparationKind.RETIREMENT,
        until=date(2025, 8, 1),
        instrument="QĐ 88",
        separated_by="ADMIN",
    )
    new = (*employed("E-8", hired_on=date(2025, 8, 2)), coefficient("E-8", "2.34"), evaluated("E-8"))
    found = amounts(Given(*GRADED, gone, *new, at=OCTOBER).when(calculate("E-1", "E-8"), by="DIRECTOR"))

    assert found["E-1"] == 2 * Fraction("3.33") * 2_340_000 * 9 / 5
    assert found["E-8"] == Fraction("2.34") * 2_340_000 * 9 / 5


def test_all_acts_together_stay_within_the_fund():
    """Four fifths of 100 million are 80 million: the second act is refused that would pass them by one đồng (R46)."""
    first = Given(*without(type(funded())), funded("90505350"), at=OCTOBER)
    outcome = first.when(calculate("E-1"), by="DIRECTOR")
    second = calculate("E-2", calculation="TN-2")

    first.and_then(*outcome.events, at=LATER)
    assert first.when(second, by="DIRECTOR").events
    first.and_then(funded("90505349"), at=LATER)
    first.when(second, by="DIRECTOR").refused_by("sum_stays_within_the_fund")


def test_where_no_law_says_which_share_of_the_fund_nothing_bounds_it():
    """For 2020 it is not on record, and what is not on record forbids nothing (ADR 0007)."""
    events = (*STAFF, voted("4/5", "3/5", 2020), evaluated("E-1", period="2020-Q1"))
    given = Given(*events, at="2020-04-22T08:00+07:00")
    outcome = given.when(calculate("E-1", quarter="2020-Q1", shares={"excellent": "1"}), by="DIRECTOR")

    assert amounts(outcome) == {"E-1": 8_931_060}


def test_what_was_calculated_is_calculated_anew_only_for_a_reason():
    """And the new act takes the place of the first in the sum (R17)."""
    given = Given(*GRADED, at=OCTOBER)
    given.and_then(*given.when(calculate("E-1"), by="DIRECTOR").events, at=LATER)
    given.and_then(evaluated("E-1", Grade.GOOD, by="MAYOR"), at=LATER)
    again = calculate("E-1", calculation="TN-2")

    given.when(again, by="DIRECTOR").refused_by("income_is_calculated_anew_for_a_reason")
    outcome = given.when(evolve(again, reason=FreeText(v="Kiến nghị được chấp nhận")), by="DIRECTOR")
    assert amounts(outcome) == {"E-1": 33_662_304}


def test_a_grade_brings_everybody_the_same_share():
    """What another was given before binds later acts; whoever has the fixed sum binds nobody (R17)."""
    given = Given(*GRADED, at=OCTOBER)
    given.and_then(*given.when(calculate("E-2", "K-1"), by="DIRECTOR").events, at=LATER)
    other = {"excellent": "1", "good": "3/4"}

    given.when(calculate("HEAD-1", shares=other), by="DIRECTOR").refused_by(
        "everybody_is_given_the_same_shares"
    )
    assert given.when(
        calculate("HEAD-1", shares={"excellent": "1", "good": "0.8", "completed": "0"}), by="DIRECTOR"
    ).events
    all_anew = calculate("E-2", "HEAD-1", shares=other, reason="Quy chế mới")
    assert given.when(all_anew, by="DIRECTOR").events


def test_a_vote_above_a_maximum_that_was_issued_since_is_set_anew_first():
    """After Dispatch 1456 nobody is paid by the 1.8 of January (K7)."""
    events = (*STAFF, voted(year=2020, fixed_sum="1000001"), evaluated("E-1", period="2020-Q1"))
    act = calculate("E-1", quarter="2020-Q1", shares={"excellent": "1"})
    fixed = calculate("K-1", quarter="2020-Q1", shares={})

    assert Given(*events, at="2020-04-15T08:00+07:00").when(act, by="DIRECTOR").events
    later = Given(*events, at="2020-04-22T08:00+07:00")
    later.when(act, by="DIRECTOR").refused_by("what_was_voted_is_still_within_the_maximum")
    later.when(fixed, by="DIRECTOR").refused_by(
        "what_was_voted_is_still_within_the_maximum", "fixed_sum_is_still_within_the_maximum"
    )


def excluding(folder: Path, ground: str) -> Module:
    """A place that pays nothing for a ground."""
    text = (
        'about = "Trường hợp không chi"\n[fields]\ngrounds = "words"\n[[record]]\neffective_from = 2000-01-01\n'
        f'instrument = "NQ"\nstatus = "design"\n[record.value]\ngrounds = ["{ground}"]\n'
    )
    (folder / "vn.hcmc.income_exclusion.toml").write_text(text, "utf-8")
    return Module(name="own", regulations=folder)


@pytest.mark.parametrize(
    "ground, event",
    [
        ("discipline", evolve(DISCIPLINED, on=date(2025, 7, 15))),
        (
            "unpaid",
            LeaveRecorded(
                person="E-1",
                leave="L-1",
                kind=LeaveKind.UNPAID,
                since=date(2025, 7, 15),
                until=date(2025, 9, 30),
                session=Session.BOTH,
            ),
        ),
    ],
)
def test_a_place_may_pay_nothing_for_a_month_of_discipline_or_leave(
    tmp_path: Path, ground: str, event: Event
):
    """Nothing excludes by default; where a place says so, how somebody stood on the first of a month counts (R46)."""
    month = Fraction("3.33") * 2_340_000 * 9 / 5
    plain = Given(*GRADED, event, at=OCTOBER).when(calculate("E-1"), by="DIRECTOR")
    there = Given(*GRADED, event, at=OCTOBER, modules=(excluding(tmp_path, ground),)).when(
        calculate("E-1"), by="DIRECTOR"
    )

    assert (amounts(plain), amounts(there)) == ({"E-1": 3 * month}, {"E-1": month})


def test_a_ground_that_the_record_cannot_tell_is_named(tmp_path: Path):
    """Nothing is paid by a rule that nobody can follow."""
    given = Given(*GRADED, at=OCTOBER, modules=(excluding(tmp_path, "suspension"),))
    given.when(calculate("E-1"), by="DIRECTOR").refused_by("grounds_of_exclusion_are_understood")


def test_those_who_work_under_a_labour_contract_are_paid_by_their_salary():
    """Only support contracts have the fixed sum."""
    events = (*employed("W-1", category=Category.WORKER), coefficient("W-1", "2.00"), evaluated("W-1"))
    found = amounts(Given(*GRADED, *events, at=OCTOBER).when(calculate("W-1"), by="DIRECTOR"))
    assert found == {"W-1": 2 * 2_340_000 * Fraction(9, 5) * 3}


def test_who_may_act_for_a_person_does_not_calculate_their_income_under_another_delegation():
    """Z-1 acts for the head of E-1, and could act for the director: for the mayor they do not say what the director has (K10)."""
    own = evolve(lent("DIRECTOR", "Z-1", "A-1"), delegation="D-2")
    given = Given(*GRADED, lent("MAYOR", "Z-1", "C-1"), own, at=OCTOBER)

    outcome = given.when(calculate("DIRECTOR"), by="Z-1", on_behalf_of="MAYOR")
    outcome.refused_by("nobody_calculates_their_own_income")
    assert amounts(given.when(calculate("E-1"), by="Z-1", on_behalf_of="MAYOR"))


@pytest.mark.parametrize("said", ["1e999999999", "1e-1", "9" * 200])
def test_a_share_with_an_exponent_is_refused_at_once(said: str):
    """It is no exact share, and no rule that reckons with it is kept waiting (R46)."""
    outcome = Given(*GRADED, at=OCTOBER).when(calculate(shares={"excellent": said}), by="DIRECTOR")
    assert "shares_are_within_what_is_laid_down" in outcome.refusals
