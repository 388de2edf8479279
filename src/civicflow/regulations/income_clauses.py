"""Records about what a grade leads to: shares of additional income, fixed sums, exit reviews (R46, R49, K25)."""

from enum import Enum
from fractions import Fraction

import attrs

from civicflow.calendars.period import PeriodKind
from civicflow.errors import InvalidInputError
from civicflow.regulations.composing import said
from civicflow.regulations.parameter import Clause
from civicflow.regulations.reading import count, ratio


class Consequence(Enum):
    """What a law makes of grades that were not completed; it is never carried out here: a review is opened (R49)."""

    DISMISSAL = "dismissal"
    """The law says that the person is dismissed: the review is a duty."""

    CONSIDERATION = "consideration"
    """The law lets the authority consider a lower position or dismissal."""


@attrs.frozen(kw_only=True)
class IncomeShares:
    """
    Which share of the full additional income each grade earns at most (R46).

    Args:
        excellent: Completed excellently.
        good: Completed well.
        completed: Completed.
        not_completed: Not completed.
        provision: The record that it rests on.
    """

    excellent: Fraction
    good: Fraction
    completed: Fraction
    not_completed: Fraction
    provision: str


@attrs.frozen(kw_only=True)
class FixedIncome:
    """
    A fixed sum that stands in place of additional income for those who have no salary coefficient (R46).

    Args:
        amount: How many dong at most.
        per: For each month, or for each quarter.
        provision: The record that it rests on.
    """

    amount: int
    per: PeriodKind
    provision: str


@attrs.frozen(kw_only=True)
class ExitRule:
    """
    From which grades on it is reviewed whether somebody stays in the service (R49).

    Args:
        years: After how many consecutive years rated as not completed.
        consequence: What the law makes of them.
        provision: The record that it rests on.

    Raises:
        InvalidInputError: When it is after no year at all.
    """

    years: int
    consequence: Consequence
    provision: str

    def __attrs_post_init__(self) -> None:
        if self.years < 1:
            raise InvalidInputError(field="years", problem="positive", value=self.years)


INCOME_SHARES: Clause[IncomeShares] = Clause(
    "income_share", said(IncomeShares, excellent=ratio, good=ratio, completed=ratio, not_completed=ratio)
)
"""Which share of additional income a grade earns (R46)."""

FIXED_INCOME: Clause[FixedIncome] = Clause("fixed_income", said(FixedIncome, amount=count, per=PeriodKind))
"""The fixed sum of those without a salary coefficient (R46)."""

EXIT_RULE: Clause[ExitRule] = Clause("exit_review", said(ExitRule, years=count, consequence=Consequence))
"""From which grades on an exit review is required, by the law of the day of the decision (R49, K25)."""

INCOME_CLAUSES: tuple[Clause[object], ...] = (INCOME_SHARES, FIXED_INCOME, EXIT_RULE)
"""What income and exit reviews add to ``clauses.CLAUSES``."""
