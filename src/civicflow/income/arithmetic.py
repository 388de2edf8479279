"""Additional income: what a grade is worth in a quarter, month by month and exact to the last part of a dong (R46)."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

import attrs

from civicflow.calendars.period import Period, PeriodKind
from civicflow.core.provision import Circumstances, Regulations
from civicflow.errors import InvalidInputError
from civicflow.evaluation.exact import Exact, exact_at_most, exact_number
from civicflow.evaluation.grades import Grade
from civicflow.regulations.evaluation_parameters import BASE_SALARY, INCOME_BAND_EDGE, VOTED_COEFFICIENT
from civicflow.regulations.income_clauses import FIXED_INCOME, INCOME_SHARES, IncomeShares
from civicflow.regulations.parameter import NotOnRecord
from civicflow.regulations.parameters import ADDITIONAL_INCOME_MAXIMUM

UP_TO, ABOVE = "up_to_3_00", "above_3_00"
"""The two bands of salary coefficients, as the records of ``additional_income`` are named."""


def _coefficient(value: Exact) -> Fraction:
    return exact_number(value, "coefficient")


@attrs.frozen(kw_only=True)
class Payee:
    """
    Whose additional income is reckoned, as far as it matters for it.

    Args:
        coefficient: Their salary coefficient, exact, such as ``3.33``.
        locality: The place of their agency, nested by slashes.
        category: Their personnel category.
        known: As known on that day; None for all that is known now (K7).
    """

    coefficient: Fraction = attrs.field(converter=_coefficient)
    locality: str
    category: str
    known: date | None = None

    def asked(self, month: Period) -> Circumstances:
        """What records are looked up by: the law of the first day of a month."""
        return Circumstances(on=month.first, locality=self.locality, category=self.category, known=self.known)


@attrs.frozen(kw_only=True)
class PayableMonth:
    """
    Additional income of one month: coefficient times base salary times K times the share of the grade.

    Args:
        month: The month.
        coefficient: The salary coefficient.
        base: The base salary, in dong.
        k: The coefficient of additional income, K.
        share: The share that the grade earns.
    """

    month: Period
    coefficient: Fraction
    base: int
    k: Fraction
    share: Fraction

    @property
    def amount(self) -> Fraction:
        """The amount in dong, exact and not rounded."""
        return self.coefficient * self.base * self.k * self.share


@attrs.frozen
class IncomeOfPeriod:
    """
    Additional income of a period: the sum of its months.

    Args:
        months: Its months, in order.
    """

    months: tuple[PayableMonth, ...]

    @property
    def amount(self) -> Fraction:
        """The amount in dong, exact and not rounded."""
        return sum((month.amount for month in self.months), Fraction(0))


def band_of(coefficient: Fraction, edge: Fraction) -> str:
    """The band of a salary coefficient; the edge itself belongs to the lower one (Dispatch 1456 of 2020)."""
    return ABOVE if coefficient > edge else UP_TO


def voted_k(regulations: Regulations, payee: Payee, month: Period) -> Fraction | NotOnRecord:
    """
    The K that was voted for a month; which one was for 2023 to 2026 was not found.

    Args:
        regulations: Where the records are looked up.
        payee: Whose.
        month: The month.
    """
    band = _band(regulations, payee, month)
    if isinstance(band, NotOnRecord):
        return band
    return VOTED_COEFFICIENT.at(regulations, code=band, **payee.asked(month))


def _band(regulations: Regulations, payee: Payee, month: Period) -> str | NotOnRecord:
    edge = INCOME_BAND_EDGE.at(regulations, **payee.asked(month))
    return edge if isinstance(edge, NotOnRecord) else band_of(payee.coefficient, edge)


def share_of(grade: Grade, shares: IncomeShares) -> Fraction:
    """Which share of the full additional income a grade earns."""
    return Fraction(getattr(shares, grade.value))


def additional_income(
    regulations: Regulations,
    payee: Payee,
    period: Period,
    grade: Grade,
    *,
    k: Mapping[str, Exact] | None = None,
    share: Exact | None = None,
) -> IncomeOfPeriod | NotOnRecord:
    """
    What a person's grade of a quarter, or of a month, is worth; or the first record that is missing for it.

    Args:
        regulations: Where base salary, highest K and shares are looked up, by the first day of each month.
        payee: Whose.
        period: A period of whole months.
        grade: Their grade of it.
        k: The K that was voted, by band; that of the records when left out.
        share: The share that the agency's own rules give the grade; the most that the law allows when left out.

    Raises:
        InvalidInputError: When the period is not of whole months, or when K or share exceeds what the law allows.
    """
    months: list[PayableMonth] = []
    for month in _months(period):
        found = _monthly(regulations, payee, month, grade, k=k, share=share)
        if isinstance(found, NotOnRecord):
            return found
        months.append(found)
    return IncomeOfPeriod(tuple(months))


def _months(period: Period) -> tuple[Period, ...]:
    if not period.months:
        raise InvalidInputError(field="period", problem="whole-months", value=str(period))
    return period.months


def _monthly(
    regulations: Regulations,
    payee: Payee,
    month: Period,
    grade: Grade,
    *,
    k: Mapping[str, Exact] | None,
    share: Exact | None,
) -> PayableMonth | NotOnRecord:
    base = BASE_SALARY.at(regulations, **payee.asked(month))
    if isinstance(base, NotOnRecord):
        return base
    paid = _k(regulations, payee, month, k)
    if isinstance(paid, NotOnRecord):
        return paid
    earned = _share(regulations, payee, month, grade, share)
    if isinstance(earned, NotOnRecord):
        return earned
    return PayableMonth(month=month, coefficient=payee.coefficient, base=base, k=paid, share=earned)


def _k(
    regulations: Regulations, payee: Payee, month: Period, voted: Mapping[str, Exact] | None
) -> Fraction | NotOnRecord:
    if voted is None:
        return voted_k(regulations, payee, month)
    band = _band(regulations, payee, month)
    if isinstance(band, NotOnRecord):
        return band
    most = ADDITIONAL_INCOME_MAXIMUM.at(regulations, code=band, **payee.asked(month))
    if isinstance(most, NotOnRecord):
        return most
    if band not in voted:
        raise InvalidInputError(field="k", problem="missing", value=band)
    return exact_at_most(voted[band], most, "k")


def _share(
    regulations: Regulations, payee: Payee, month: Period, grade: Grade, own: Exact | None
) -> Fraction | NotOnRecord:
    """Before shares are on record, one that is stated stands by itself."""
    shares = INCOME_SHARES.at(regulations, **payee.asked(month))
    if isinstance(shares, NotOnRecord):
        return shares if own is None else exact_at_most(own, 1, "share")
    most = share_of(grade, shares)
    return most if own is None else exact_at_most(own, most, "share")


def fixed_income(regulations: Regulations, payee: Payee, period: Period) -> Fraction | NotOnRecord:
    """
    The fixed sum of somebody without a salary coefficient; a sum per quarter counts a third for each month.

    Args:
        regulations: Where it is looked up, by the first day of each month.
        payee: Whose; their coefficient does not matter.
        period: A period of whole months.

    Raises:
        InvalidInputError: When the period is not of whole months.
    """
    total = Fraction(0)
    for month in _months(period):
        rule = FIXED_INCOME.at(regulations, **payee.asked(month))
        if isinstance(rule, NotOnRecord):
            return rule
        total += Fraction(rule.amount, 3 if rule.per is PeriodKind.QUARTER else 1)
    return total
