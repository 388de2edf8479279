"""What the law on record says of additional income on the day of an act: maxima, shares, and what the fund allows (R46, K7)."""

from datetime import date
from fractions import Fraction
from typing import Unpack

from civicflow.calendars.period import Period
from civicflow.core.facts import Facts
from civicflow.core.provision import Circumstances, Regulations
from civicflow.employee.events import Category, Grade
from civicflow.income.arithmetic import Payee, fixed_income, share_of
from civicflow.organization.authority import claimed_day
from civicflow.organization.model import Unit
from civicflow.regulations.evaluation_parameters import INCOME_FUND_SHARE
from civicflow.regulations.income_clauses import INCOME_SHARES
from civicflow.regulations.parameter import NotOnRecord
from civicflow.regulations.parameters import ADDITIONAL_INCOME_MAXIMUM


def looked_up(facts: Facts, unit: str, on: date) -> Circumstances:
    """
    By what the law of a day and a unit is looked up: as it had been issued on the day of the act.

    Law that reaches back is normal here; what was decided before it was issued was decided by the law before it (K7).
    """
    return Circumstances(on=on, locality=facts.of(Unit, unit).locality, known=claimed_day(facts))


def maxima(facts: Facts, unit: str, month: Period) -> dict[str, Fraction]:
    """By what salary is multiplied at most in a month, by band of the salary coefficient."""
    return ADDITIONAL_INCOME_MAXIMUM.entries(facts.regulations, **looked_up(facts, unit, month.first))


def most_of_the_fixed_sum(
    regulations: Regulations, month: Period, **asked: Unpack[Circumstances]
) -> Fraction | None:
    """The highest fixed sum of a month in đồng; None when none is on record."""
    payee = Payee(
        coefficient=1,
        locality=asked["locality"],
        category=Category.CONTRACT_WORKER.value,
        known=asked.get("known"),
    )
    found = fixed_income(regulations, payee, month)
    return None if isinstance(found, NotOnRecord) else found


def highest_share(facts: Facts, agency: str, quarter: Period, grade: Grade) -> Fraction | None:
    """Which share a grade brings at most in a quarter; None when nothing on record says it."""
    shares = INCOME_SHARES.at(facts.regulations, **looked_up(facts, agency, quarter.first))
    return None if isinstance(shares, NotOnRecord) else share_of(grade, shares)


def most_of_the_fund(facts: Facts, agency: str, quarter: Period) -> Fraction | None:
    """Which share of the salary fund may be paid in a quarter; None when nothing on record bounds it."""
    found = INCOME_FUND_SHARE.at(facts.regulations, **looked_up(facts, agency, quarter.last))
    return None if isinstance(found, NotOnRecord) else found
