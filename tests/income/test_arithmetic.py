"""Additional income: the worked examples E11 and E12, E12b as it was known, and the cap of the fund."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civicflow.calendars.period import Period
from civicflow.errors import InvalidInputError
from civicflow.evaluation.grades import Grade
from civicflow.income.arithmetic import (
    IncomeOfPeriod,
    Payee,
    additional_income,
    band_of,
    fixed_income,
)
from civicflow.regulations import Lawbook, NotOnRecord
from civicflow.regulations.evaluation_parameters import (
    BASE_SALARY,
    INCOME_EXCLUSIONS,
    INCOME_FUND_SHARE,
)
from civicflow.regulations.parameters import ADDITIONAL_INCOME_MAXIMUM
from tests.regulations.shipped import day, shipped, texts

Q2_2025, Q1_2020 = Period.parse("2025-Q2"), Period.parse("2020-Q1")
VOTED = {"above_3_00": "1.8", "up_to_3_00": "1.8"}
CUT = {"above_3_00": "0.6", "up_to_3_00": "0.8"}


def payee(coefficient: str, *, known: str | None = None, category: str = "civil_servant") -> Payee:
    """Somebody of the city."""
    return Payee(
        coefficient=coefficient,
        locality="vn/hcmc/district-1",
        category=category,
        known=day(known) if known else None,
    )


def amount(found: IncomeOfPeriod | NotOnRecord) -> Fraction:
    """The sum of a period."""
    assert isinstance(found, IncomeOfPeriod)
    return found.amount


@pytest.mark.parametrize(
    "grade, expected",
    [
        (Grade.EXCELLENT, 42_077_880),
        (Grade.GOOD, 33_662_304),
        (Grade.COMPLETED, 0),
        (Grade.NOT_COMPLETED, 0),
    ],
)
def test_e11_a_quarter_of_additional_income(grade: Grade, expected: int) -> None:
    """E11: 3.33 times 2,340,000 times 1.8 times three months; four fifths of it for good, nothing below (R46)."""
    found = additional_income(shipped(), payee("3.33"), Q2_2025, grade, k=VOTED)
    assert amount(found) == expected
    assert isinstance(found, IncomeOfPeriod)
    assert [month.month for month in found.months] == list(Q2_2025.months)
    assert (
        amount(additional_income(shipped(), payee("3.33"), Period.parse("2025-06"), grade, k=VOTED)) * 3
        == expected
    )


@pytest.mark.parametrize("coefficient, expected", [("3.00", 10_728_000), ("3.33", 8_931_060)])
def test_e12_the_cut_of_2020_is_not_monotone_at_its_edge(coefficient: str, expected: int) -> None:
    """E12: 3.00 is paid with 0.8 and 3.33 with 0.6, so that the higher salary earns less (R46)."""
    found = additional_income(shipped(), payee(coefficient), Q1_2020, Grade.EXCELLENT, k=CUT, share=1)
    assert amount(found) == expected


@pytest.mark.parametrize(
    "known, k, expected", [("2020-04-15", "1.8", 26_793_180), ("2020-04-22", "0.6", 8_931_060)]
)
def test_e12b_the_first_quarter_of_2020_as_it_was_known(known: str, k: str, expected: int) -> None:
    """E12b: the dispatch of 21 April cut a quarter that was over; before, the highest K was 1.8 (K7)."""
    who = payee("3.33", known=known)
    asked = who.asked(Q1_2020.months[0])
    assert ADDITIONAL_INCOME_MAXIMUM.at(shipped(), code="above_3_00", **asked) == Fraction(k)
    found = additional_income(shipped(), who, Q1_2020, Grade.EXCELLENT, k={"above_3_00": k}, share=1)
    assert amount(found) == expected


@pytest.mark.parametrize(
    "coefficient, band", [("2.99", "up_to_3_00"), ("3", "up_to_3_00"), ("3.01", "above_3_00")]
)
def test_the_edge_belongs_to_the_lower_band(coefficient: str, band: str) -> None:
    """Dispatch 1456: "above 3.00" and "up to it"."""
    assert band_of(Fraction(coefficient), Fraction(3)) == band


def test_no_more_is_paid_than_the_law_allows() -> None:
    """K above the maximum, a share above that of the grade, and a band for which nothing was voted are refused."""
    for wrong, field in (
        ({"k": {"above_3_00": "1.81"}}, "k"),
        ({"k": {"up_to_3_00": "1.8"}}, "k"),
        ({"k": VOTED, "share": "0.81"}, "share"),
        ({"k": VOTED, "share": -1}, "share"),
    ):
        with pytest.raises(InvalidInputError) as refused:
            additional_income(shipped(), payee("3.33"), Q2_2025, Grade.GOOD, **wrong)
        assert refused.value.parameters["field"] == field
    lower = additional_income(shipped(), payee("3.33"), Q2_2025, Grade.GOOD, k=VOTED, share="0.7")
    assert amount(lower) == Fraction(42_077_880) * Fraction(7, 10)


@pytest.mark.parametrize(
    "period, grade, more, subject",
    [
        ("2025-Q2", Grade.GOOD, {}, "voted_coefficient"),
        ("2026-Q1", Grade.GOOD, {"k": VOTED}, "base_salary"),
        ("2022-Q1", Grade.GOOD, {"k": VOTED, "share": 1}, "additional_income"),
        ("2023-Q3", Grade.GOOD, {"k": VOTED}, "additional_income"),
        ("2023-Q4", Grade.GOOD, {"k": VOTED}, "income_share"),
        ("2018-Q2", Grade.GOOD, {"k": VOTED}, "base_salary"),
    ],
)
def test_what_is_not_on_record_is_named_and_nothing_is_invented(period, grade, more, subject) -> None:
    """The K that was voted, the base salary of 2026, the years between two resolutions: not on record is the answer."""
    found = additional_income(shipped(), payee("3.33"), Period.parse(period), grade, **more)
    assert isinstance(found, NotOnRecord)
    assert found.subject == subject


def test_where_no_band_is_laid_down_no_income_is_reckoned() -> None:
    """The bands are the city's; what Hanoi pays by is not on record, with a K that is stated or without."""
    who = Payee(coefficient="3.33", locality="vn/hanoi", category="civil_servant")
    for k in (None, VOTED):
        found = additional_income(shipped(), who, Q2_2025, Grade.GOOD, k=k)
        assert isinstance(found, NotOnRecord)
        assert found.subject == "income_band"


def test_a_k_that_was_voted_can_be_laid_down_in_a_file() -> None:
    """A place that knows its decision adds the record, and then nobody needs to state it."""
    head = texts()["vn.hcmc.voted_coefficient.toml"]
    record = (
        '\n[[record]]\ncode = "above_3_00"\neffective_from = 2025-01-01\neffective_to = 2025-12-31\n'
        'instrument = "A decision"\nstatus = "design"\n[record.value]\nk = "3/2"\n'
    )
    book = Lawbook.parse(texts() | {"vn.hcmc.voted_coefficient.toml": head + record})
    found = additional_income(book, payee("3.33"), Q2_2025, Grade.EXCELLENT)
    assert amount(found) == Fraction("3.33") * 2_340_000 * Fraction(3, 2) * 3


def test_strict_reckons_what_was_read() -> None:
    """The decrees on the base salary, the maximum and the shares were all read, so that E11 stands under strict."""
    found = additional_income(shipped(strict=True), payee("3.33"), Q2_2025, Grade.GOOD, k=VOTED)
    assert amount(found) == 33_662_304


@pytest.mark.parametrize(
    "on, base",
    [
        ("2019-06-30", None),
        ("2019-07-01", 1_490_000),
        ("2023-06-30", 1_490_000),
        ("2023-07-01", 1_800_000),
        ("2024-06-30", 1_800_000),
        ("2024-07-01", 2_340_000),
        ("2025-12-31", 2_340_000),
        ("2026-01-01", None),
    ],
)
def test_the_base_salary_by_date(on: str, base: int | None) -> None:
    """Decrees of 2019, 2023 and 2024; that of 2026 is left open."""
    found = BASE_SALARY.at(shipped(), on=day(on), locality="vn/hanoi")
    assert (None if isinstance(found, NotOnRecord) else found) == base


@pytest.mark.parametrize(
    "period, known, expected",
    [
        ("2020-Q1", None, 3_000_000),
        ("2020-02", None, 1_000_000),
        ("2020-Q1", "2020-04-20", None),
        ("2021-Q1", None, None),
        ("2023-Q4", None, 9_000_000),
        ("2024-02", None, 3_000_000),
        ("2026-Q1", None, 9_000_000),
        ("2023-Q3", None, None),
    ],
)
def test_contract_staff_are_paid_a_fixed_sum(period: str, known: str | None, expected: int | None) -> None:
    """3,000,000 dong a quarter in 2020, at most as much a month from August 2023 on (R46)."""
    who = payee("0", known=known, category="contract_worker")
    found = fixed_income(shipped(strict=True), who, Period.parse(period))
    assert (None if isinstance(found, NotOnRecord) else found) == expected
    assert isinstance(fixed_income(shipped(), payee("3.33"), Period.parse(period)), NotOnRecord)


def test_a_period_of_income_is_made_of_whole_months() -> None:
    """Half a month is no month."""
    for half in ("2025-04-01/2025-04-15", "2025-04-10"):
        with pytest.raises(InvalidInputError):
            additional_income(shipped(), payee("3.33"), Period.parse(half), Grade.GOOD, k=VOTED)


@pytest.mark.parametrize(
    "locality, on, share",
    [
        ("vn/hcmc", "2023-07-31", None),
        ("vn/hcmc", "2023-08-01", "4/5"),
        ("vn/hcmc", "2026-06-30", "4/5"),
        ("vn/hanoi", "2024-12-31", None),
        ("vn/hanoi", "2025-06-30", "4/5"),
        ("vn/hanoi", "2026-06-30", "4/5"),
    ],
)
def test_the_share_of_the_salary_fund(locality: str, on: str, share: str | None) -> None:
    """At most 0.8 of the basic salary fund."""
    found = INCOME_FUND_SHARE.at(shipped(strict=True), on=day(on), locality=locality)
    assert (None if isinstance(found, NotOnRecord) else found) == (share and Fraction(share))


def test_nobody_is_left_out_by_default() -> None:
    """Which absences and measures exclude somebody is remembered faintly only: the list is empty until a place fills it."""
    assert INCOME_EXCLUSIONS.at(shipped(strict=True), on=day("2025-04-01"), locality="vn/hcmc") == ()


@given(
    st.fractions(min_value=0, max_value=10, max_denominator=100),
    st.sampled_from(Grade),
    st.fractions(min_value=0, max_value=Fraction(9, 5), max_denominator=1000),
)
def test_an_amount_is_exact_and_a_better_grade_never_earns_less(coefficient, grade, k) -> None:
    """The product of what it is made of, over any coefficient and K."""
    voted = {"above_3_00": k, "up_to_3_00": k}
    who = Payee(coefficient=coefficient, locality="vn/hcmc", category="civil_servant")
    found = additional_income(shipped(), who, Q2_2025, grade, k=voted)
    full = additional_income(shipped(), who, Q2_2025, Grade.EXCELLENT, k=voted)
    shares = {Grade.EXCELLENT: Fraction(1), Grade.GOOD: Fraction(4, 5)}
    assert amount(full) == coefficient * 2_340_000 * k * 3
    assert amount(found) == amount(full) * shares.get(grade, 0)
