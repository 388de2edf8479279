"""The worked examples by commands and questions, as a city would tell them: E11, E12, E12b."""

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction

import pytest

import civicflow as cf
from civicflow import income
from civicflow.core.rule import RefusedError
from civicflow.errors import InvalidInputError
from civicflow.testing import FixedClock, numbered_ids
from civicflow.views.additional_income import Changed, IncomeOfAgency
from tests.income import told
from tests.income.told import Quarter, calculated, voted

SUMMER = Quarter(
    written="2025-Q3",
    people={"E-1": ("3.33", "excellent"), "E-2": ("3.33", "good"), "E-3": ("3.33", "completed")},
)
SPRING = Quarter(written="2020-Q1", people={"E-1": ("3.33", "excellent"), "E-2": ("3.00", "excellent")})
CUT = "2020-04-22T08:00+07:00"
A_YEAR = timedelta(days=366)


@pytest.fixture(name="clock")
def _clock() -> FixedClock:
    return FixedClock("2018-01-02T08:00+07:00")


@pytest.fixture(name="flow")
def _flow(clock: FixedClock) -> Iterator[cf.Flow]:
    with cf.open(":memory:", clock=clock, ids=numbered_ids(), longest_silence=A_YEAR) as flow:
        yield flow


def asked(flow: cf.Flow, quarter: Quarter, known: str | None = None) -> IncomeOfAgency:
    """What the agency's people have, as known at any instant."""
    (agency,) = flow.ask(cf.AdditionalIncome(quarter=quarter.written), known=known).answer
    return agency


def amounts(found: IncomeOfAgency) -> dict[str, Fraction]:
    """What each person has."""
    return {each.person: each.amount for each in found.people}


def test_e11_a_quarter_at_the_full_coefficient(flow, clock):
    """42,077,880 for excellent, 33,662,304 for good, nothing for completed; two thirds of the fund are left."""
    told.tell(flow, clock, SUMMER)
    flow.execute(voted(2025, "1.8", "1.8"), by="ADMIN")
    fund = income.RecordSalaryFund(agency="A-1", period="2025-Q3", amount="284025690", instrument="QĐ 9")
    flow.execute(fund, by="MAYOR")

    before = asked(flow, SUMMER)
    assert (amounts(before), before.waiting, before.room) == ({}, ("E-1", "E-2", "E-3"), before.most)
    flow.execute(calculated(SUMMER), by="DIRECTOR")
    found = asked(flow, SUMMER)

    assert amounts(found) == {"E-1": 42_077_880, "E-2": 33_662_304, "E-3": 0}
    assert found.fund == 284_025_690
    assert found.most == 227_220_552
    assert found.total == 75_740_184
    assert found.room == 2 * 75_740_184
    assert found.waiting == ()
    first = found.people[0].months[0]
    assert first.coefficient == Fraction("3.33")
    assert first.base == 2_340_000
    assert first.factor == Fraction("1.8")
    assert first.amount == 14_025_960


def test_an_amount_is_explained_down_to_salary_vote_and_grade(flow, clock):
    """What all have together is the sum of people, theirs of months, and a month the product of four numbers (R58)."""
    told.tell(flow, clock, SPRING)
    clock.move_to(CUT)
    flow.execute(voted(2020, "0.8", "0.6"), by="ADMIN")
    flow.execute(calculated(SPRING), by="DIRECTOR")
    question = cf.AdditionalIncome(quarter="2020-Q1")
    total = flow.explain(question, figure="[A-1].total")
    month = flow.explain(question, figure="[A-1].people[E-1].months[2020-02].amount")

    assert [part.adds for part in total.parts if part.level == 1] == [8_931_060, 10_728_000]
    assert month.value == 2_977_020
    assert [part.adds for part in month.parts if part.level == 1] == [
        Fraction("3.33"),
        1_490_000,
        Fraction("0.6"),
        1,
    ]


def test_e12_the_cut_of_2020_is_not_monotone_at_its_edge(flow, clock):
    """3.00 is paid by 0.8 and has 10,728,000; 3.33 is paid by 0.6 and has less: 8,931,060."""
    told.tell(flow, clock, SPRING)
    clock.move_to(CUT)
    flow.execute(voted(2020, "0.8", "0.6"), by="ADMIN")
    flow.execute(calculated(SPRING), by="DIRECTOR")

    assert amounts(asked(flow, SPRING)) == {"E-1": 8_931_060, "E-2": 10_728_000}


def test_e12b_what_was_known_before_the_dispatch_stays_known(flow, clock):
    """Known on 15 April 1.8 and 26,793,180; on 22 April the law is another, which is listed and calculated anew by an act (K7)."""
    told.tell(flow, clock, SPRING)
    clock.move_to("2020-04-10T08:00+07:00")
    flow.execute(voted(2020, "1.8", "1.8"), by="ADMIN")
    flow.execute(calculated(SPRING), by="DIRECTOR")
    clock.move_to(CUT)
    listed = asked(flow, SPRING)
    with pytest.raises(RefusedError) as refused:
        flow.execute(calculated(SPRING, act="TN-2", reason="Công văn 1456"), by="DIRECTOR")
    flow.execute(voted(2020, "0.8", "0.6"), by="ADMIN")
    flow.execute(calculated(SPRING, act="TN-2", reason="Công văn 1456"), by="DIRECTOR")

    assert amounts(listed)["E-1"] == 26_793_180
    assert {each.changed for each in listed.people} == {(Changed.MAXIMUM,)}
    assert [each.rule for each in refused.value.refusals] == ["what_was_voted_is_still_within_the_maximum"]
    assert amounts(asked(flow, SPRING))["E-1"] == 8_931_060
    earlier = asked(flow, SPRING, known="2020-04-15T12:00+07:00")
    assert amounts(earlier)["E-1"] == 26_793_180
    assert {each.changed for each in earlier.people} == {()}
    assert {(each.times, each.changed) for each in asked(flow, SPRING).people} == {(2, ())}


@pytest.mark.parametrize("day", ["2020-04-15", "2020-06-22"])
def test_no_day_that_an_act_claims_chooses_the_law(flow, clock, day):
    """In June the cut of 21 April is known: 1.8 is neither set nor paid, whatever day the act claims (K7)."""
    told.tell(flow, clock, SPRING)
    clock.move_to("2020-04-10T08:00+07:00")
    flow.execute(voted(2020, "1.8", "1.8"), by="ADMIN")
    clock.move_to("2020-06-22T08:00+07:00")
    late = {"occurred_at": f"{day}T08:00+07:00", "reason": "Hồ sơ đến muộn"}
    with pytest.raises(RefusedError) as vote:
        flow.execute(voted(2020, "1.8", "1.8"), by="ADMIN", **late)
    with pytest.raises(RefusedError) as pay:
        flow.execute(calculated(SPRING), by="DIRECTOR", **late)

    assert [each.rule for each in vote.value.refusals] == ["no_coefficient_exceeds_the_maximum"]
    assert [each.rule for each in pay.value.refusals] == ["what_was_voted_is_still_within_the_maximum"]
    flow.execute(voted(2020, "0.8", "0.6"), by="ADMIN", **late)
    flow.execute(calculated(SPRING), by="DIRECTOR", **late)
    assert amounts(asked(flow, SPRING)) == {"E-1": 8_931_060, "E-2": 10_728_000}


def test_what_has_changed_since_is_listed_and_never_carried_over(flow, clock):
    """A raise recorded late and another vote are listed; the amounts stay until an act calculates anew (R17, R46)."""
    told.tell(flow, clock, SPRING)
    clock.move_to("2020-04-10T08:00+07:00")
    flow.execute(voted(2020, "1.8", "1.8"), by="ADMIN")
    flow.execute(calculated(SPRING), by="DIRECTOR")
    before = amounts(asked(flow, SPRING))
    raised = cf.employee.RecordSalaryCoefficient(
        person="E-1", coefficient="3.66", since="2020-03-01", instrument="QĐ 6"
    )
    flow.execute(raised, by="HEAD-1")
    flow.execute(voted(2020, "1.7", "1.7"), by="ADMIN")
    found = asked(flow, SPRING)

    assert amounts(found) == before
    assert {each.person: each.changed for each in found.people} == {
        "E-1": (Changed.VOTED_COEFFICIENT, Changed.SALARY_COEFFICIENT),
        "E-2": (Changed.VOTED_COEFFICIENT,),
    }


def test_one_person_and_the_events_behind_them_can_be_asked_for(flow, clock):
    """The sum stays that of the agency; the positions are those of grade, salary, vote and calculation."""
    told.tell(flow, clock, SPRING)
    clock.move_to(CUT)
    flow.execute(voted(2020, "0.8", "0.6"), by="ADMIN")
    receipt = flow.execute(calculated(SPRING, "E-1"), by="DIRECTOR")
    question = cf.AdditionalIncome(quarter="2020-Q1", agency="A-1", person="E-1", with_events=True)
    (found,) = flow.ask(question).answer
    topics = [entry.topic for entry in flow.entries() if entry.at.position in found.people[0].events]

    assert found.waiting == ()
    assert asked(flow, SPRING).waiting == ("E-2",)
    assert receipt.first in found.people[0].events
    assert sorted(topics) == [
        "employee.evaluated",
        "income.calculated",
        "income.coefficient_set",
        "salary.coefficient_recorded",
    ]


def test_only_a_quarter_can_be_asked_for(flow):
    """A month or a year has no additional income of its own."""
    with pytest.raises(InvalidInputError):
        flow.ask(cf.AdditionalIncome(quarter="2025-07"))
    assert flow.ask(cf.AdditionalIncome(quarter="2025-Q3")).answer == ()
