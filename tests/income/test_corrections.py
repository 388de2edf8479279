"""A salary fund is corrected from above the agency, and never below what is calculated from it already (K16, R46)."""

from civicflow import income
from civicflow.core.fields import FreeText
from civicflow.testing import Given
from tests.income.paid import GRADED, OCTOBER, calculate

WHY = FreeText(v="Ghi nhầm số tiền trong quyết định")
FUND = next(number for number, event in enumerate(GRADED, start=1) if event.topic == "salary_fund.recorded")


def correct(amount: str) -> income.CorrectSalaryFund:
    """The fund is another one."""
    return income.CorrectSalaryFund(
        agency="A-1", period="2025-Q3", amount=amount, instrument="QĐ 90", corrects=FUND, because=WHY
    )


def test_a_fund_that_is_calculated_from_is_not_corrected_below_that():
    """What is calculated is calculated anew first, for a reason; before it is, any exact amount will do (R17, R46)."""
    before = Given(*GRADED, at=OCTOBER)
    calculated = before.when(calculate("E-1"), by="DIRECTOR").events
    after = Given(*GRADED, *calculated, at=OCTOBER)

    assert calculated
    assert before.when(correct("1000000"), by="MAYOR").events
    assert after.when(correct("190000000"), by="MAYOR").events
    after.when(correct("1000000"), by="MAYOR").refused_by("fund_covers_what_is_calculated")
    before.when(correct("0"), by="MAYOR").refused_by("amount_is_an_exact_number")
