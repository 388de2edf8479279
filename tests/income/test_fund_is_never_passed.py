"""Whatever is calculated, recalculated, granted and cut, in any order and by several offices at once: the fund is not passed."""

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import civicflow as cf
from civicflow import income
from civicflow.core.rule import RefusedError
from civicflow.employee.events import Grade
from civicflow.income.events import AdditionalIncomeCalculated, SalaryFundRecorded
from civicflow.testing import FixedClock, Given, numbered_ids, violations
from tests.income import told
from tests.income.paid import GRADED, OCTOBER, calculate, coefficient, evaluated, record_fund, voted
from tests.income.told import Quarter, calculated
from tests.processes import PROCESSES

PEOPLE = ("E-1", "E-2", "E-3", "HEAD-1", "K-1")
STEPS = st.one_of(
    st.tuples(st.just("calculate"), st.lists(st.sampled_from(PEOPLE), min_size=1, unique=True)),
    st.tuples(st.just("fund"), st.integers(1, 200).map(lambda millions: f"{millions}000000")),
    st.tuples(st.just("grade"), st.sampled_from(PEOPLE[:4]), st.sampled_from(list(Grade))),
    st.tuples(st.just("vote"), st.sampled_from(["1/2", "1", "9/5"])),
)


class Ledger:
    """The same quarter on a sheet of paper: the fund, and what each person was last given."""

    def __init__(self) -> None:
        self.fund = Fraction(200_000_000)
        self.given: dict[str, Fraction] = {}

    def enter(self, event: Any) -> None:
        """Enter what has happened."""
        match event:
            case SalaryFundRecorded(amount=amount):
                self.fund = Fraction(amount)
            case AdditionalIncomeCalculated(person=person, months=months):
                lines = (
                    _multiplied(each) if each.fixed_sum is None else Fraction(each.fixed_sum)
                    for each in months
                )
                self.given[person] = sum(lines, Fraction())
            case _:
                pass

    @property
    def within(self) -> bool:
        """Whether all have at most four fifths of the fund."""
        return sum(self.given.values()) <= self.fund * 4 / 5


def _multiplied(month: Any) -> Fraction:
    return Fraction(month.coefficient) * int(month.base) * Fraction(month.factor) * Fraction(month.share)


@settings(max_examples=60, deadline=None)
@given(steps=st.lists(STEPS, min_size=4, max_size=12))
def test_the_sum_never_exceeds_the_share_of_the_fund(steps: list[tuple[Any, ...]]):
    """In every order of acts, petitions, votes and cuts; added up again by hand from the arithmetic that is kept (R46)."""
    known, ledger = Given(*GRADED, at=OCTOBER), Ledger()
    for number, step in enumerate(steps):
        match step:
            case ("calculate", people):
                act = calculate(*people, calculation=f"TN-{number}", reason="Tính lại")
                events = known.when(act, by="DIRECTOR").events
            case ("fund", amount):
                events = known.when(record_fund(amount=amount), by="MAYOR").events
            case ("grade", person, grade):
                events = (evaluated(person, grade, by="MAYOR"),)
            case _:
                events = (voted(step[1], step[1]),)
        for event in events:
            ledger.enter(event)
        known.and_then(*events, at=OCTOBER)
        assert ledger.within


@settings(max_examples=80, deadline=None)
@given(
    lower=st.fractions(1, 10, max_denominator=100),
    more=st.fractions(0, 3, max_denominator=100),
    grades=st.permutations(list(Grade)),
)
def test_income_does_not_fall_where_salary_and_grade_rise_under_one_coefficient(lower, more, grades):
    """With the same K for both bands, a higher salary coefficient and a better grade never bring less (R46)."""
    better, worse = sorted(grades[:2], key=list(Grade).index)
    assert paid(lower, worse, "1", "1") <= paid(lower + more, better, "1", "1")


@settings(max_examples=40, deadline=None)
@given(above=st.fractions(3, Fraction(399, 100), max_denominator=100))
def test_the_cut_of_2020_is_not_monotone_just_above_its_edge(above: Fraction):
    """Up to 4.00 whoever is above 3.00 has less than at 3.00 itself, and at 4.00 just as much: the law of 2020 is so (E12)."""
    at_the_edge = paid(Fraction(3), Grade.EXCELLENT, "4/5", "3/5")

    assert at_the_edge == 3 * 2_340_000 * Fraction(4, 5) * 3
    assert (paid(above, Grade.EXCELLENT, "4/5", "3/5") < at_the_edge) is (above > 3)
    assert paid(Fraction(4), Grade.EXCELLENT, "4/5", "3/5") == at_the_edge


def paid(number: Fraction, grade: Grade, up_to: str, above: str) -> Fraction:
    """What a salary coefficient brings in the third quarter of 2025."""
    events = (
        *(each for each in GRADED if each not in {coefficient("E-1"), evaluated("E-1")}),
        coefficient("E-1", str(number)),
        evaluated("E-1", grade),
        voted(up_to, above),
    )
    (found,) = Given(*events, at=OCTOBER).when(calculate("E-1"), by="DIRECTOR").events
    assert isinstance(found, AdditionalIncomeCalculated)
    return Fraction(found.amount)


STAFF = {f"E-{number}": ("3.33", "excellent") for number in range(1, 9)}
EIGHT = Quarter(written="2025-Q3", people=STAFF)
FUND = "157792050"
"""Four fifths of it are just three times 42,077,880."""

NOON = "2025-10-03T12:00+07:00"
A_YEAR = timedelta(days=366)


def opened(store: str, at: str = NOON) -> cf.Flow:
    """The store as an office has it."""
    return cf.open(store, clock=FixedClock(at), longest_silence=A_YEAR)


def an_office(store: str, people: tuple[str, ...], results: Any) -> None:
    """Calculate for one person after another, anew as well, in a process of its own."""
    taken = 0
    with opened(store) as flow:
        for time in range(3):
            for person in people:
                act = calculated(EIGHT, person, act=f"{person}-{time}", reason="Tính lại")
                taken += _is_taken(flow, act)
    results.put(taken)


def _is_taken(flow: cf.Flow, act: income.CalculateAdditionalIncome) -> bool:
    try:
        flow.execute(act, by="DIRECTOR")
    except RefusedError as refused:
        if [each.rule for each in refused.refusals] != ["sum_stays_within_the_fund"]:
            raise
        return False
    return True


def sums(flow: cf.Flow) -> Iterator[Fraction]:
    """What all had together after each act."""
    given: dict[str, Fraction] = {}
    for entry in flow.entries():
        if isinstance(entry.event, AdditionalIncomeCalculated):
            given[entry.event.person] = Fraction(entry.event.amount)
            yield sum(given.values(), Fraction())


def test_two_offices_at_once_do_not_pass_the_fund(tmp_path: Path):
    """Two processes calculate for eight people from a fund for three: just three have their income at the end (R46)."""
    store = str(tmp_path / "store")
    clock = FixedClock("2018-01-02T08:00+07:00")
    with cf.open(store, clock=clock, ids=numbered_ids(), longest_silence=A_YEAR) as flow:
        told.tell(flow, clock, EIGHT)
        flow.execute(told.voted(2025, "1.8", "1.8"), by="ADMIN")
        fund = income.RecordSalaryFund(agency="A-1", period="2025-Q3", amount=FUND, instrument="QĐ 9")
        flow.execute(fund, by="MAYOR")
    results = PROCESSES.Queue()
    halves = (tuple(STAFF)[:4], tuple(STAFF)[4:])
    offices = [PROCESSES.Process(target=an_office, args=(store, half, results)) for half in halves]
    for office in offices:
        office.start()
    taken = [results.get(timeout=120) for _ in offices]
    for office in offices:
        office.join(timeout=120)

    with opened(store) as flow:
        reached = list(sums(flow))
        entries = list(flow.entries())
    assert [office.exitcode for office in offices] == [0, 0]
    assert len(reached) == sum(taken) >= 3
    assert max(reached) == reached[-1] == 3 * 42_077_880
    assert list(violations(entries)) == []
