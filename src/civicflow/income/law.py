"""What the law on record says of additional income for an act: maxima, shares, and what the fund allows (R46, K7)."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Unpack

from civicflow.calendars.period import Period
from civicflow.core.facts import Facts
from civicflow.core.provision import Circumstances, Regulations
from civicflow.employee.events import Category, Grade
from civicflow.income.arithmetic import Payee, fixed_income, share_of
from civicflow.organization.authority import days_of_the_act
from civicflow.organization.model import Unit
from civicflow.regulations.evaluation_parameters import INCOME_EXCLUSIONS, INCOME_FUND_SHARE
from civicflow.regulations.income_clauses import INCOME_SHARES
from civicflow.regulations.parameter import NotOnRecord
from civicflow.regulations.parameters import ADDITIONAL_INCOME_MAXIMUM


def looked_up(facts: Facts, unit: str, on: date) -> tuple[Circumstances, ...]:
    """
    By what the law of a day and a unit is looked up: as it had been issued on the day that the act claims, and at last today.

    Law that reaches back is normal here (K7). What is bounded is bounded under each: an act that claims an earlier day never
    gives more than what is known today allows.
    """
    locality = facts.of(Unit, unit).locality
    days = days_of_the_act(facts)
    return tuple(Circumstances(on=on, locality=locality, known=day) for day in days)


def looked_up_today(facts: Facts, unit: str, on: date) -> Circumstances:
    """By what the law of a day and a unit is looked up for what is reckoned: as it has been issued today."""
    return looked_up(facts, unit, on)[-1]


def maxima(facts: Facts, unit: str, month: Period) -> dict[str, Fraction]:
    """By what salary is multiplied at most in a month, by band of the salary coefficient: the lower of what is known then and now."""
    known = [
        ADDITIONAL_INCOME_MAXIMUM.entries(facts.regulations, **asked)
        for asked in looked_up(facts, unit, month.first)
    ]
    bands = (band for band in known[-1] if all(band in each for each in known))
    return {band: min(each[band] for each in known) for band in bands}


def most_of_the_fixed_sum(
    facts: Facts, regulations: Regulations, unit: str, month: Period
) -> Fraction | None:
    """The highest fixed sum of a month in đồng, the lower of what is known then and now; None when none is on record."""
    known = [_fixed_sum(regulations, month, **asked) for asked in looked_up(facts, unit, month.first)]
    found = [each for each in known if each is not None]
    return min(found) if len(found) == len(known) else None


def _fixed_sum(regulations: Regulations, month: Period, **asked: Unpack[Circumstances]) -> Fraction | None:
    payee = Payee(
        coefficient=1,
        locality=asked["locality"],
        category=Category.CONTRACT_WORKER.value,
        known=asked.get("known"),
    )
    found = fixed_income(regulations, payee, month)
    return None if isinstance(found, NotOnRecord) else found


def highest_share(facts: Facts, agency: str, quarter: Period, grade: Grade) -> Fraction | None:
    """Which share a grade brings at most in a quarter, the lower of what is known then and now; None when nothing says it."""
    asked = looked_up(facts, agency, quarter.first)
    known = (INCOME_SHARES.at(facts.regulations, **each) for each in asked)
    return min((share_of(grade, each) for each in known if not isinstance(each, NotOnRecord)), default=None)


def most_of_the_fund(facts: Facts, agency: str, quarter: Period) -> Fraction | None:
    """Which share of the salary fund may be paid in a quarter, the lower of what is known then and now; None when nothing bounds it."""
    asked = looked_up(facts, agency, quarter.last)
    known = (INCOME_FUND_SHARE.at(facts.regulations, **each) for each in asked)
    return min((each for each in known if not isinstance(each, NotOnRecord)), default=None)


def exclusions(facts: Facts, agency: str, month: Period) -> Iterator[str]:
    """For what nothing is paid in a month, by the record of the place as it is known then or now."""
    for asked in looked_up(facts, agency, month.first):
        found = INCOME_EXCLUSIONS.at(facts.regulations, **asked)
        yield from () if isinstance(found, NotOnRecord) else found
