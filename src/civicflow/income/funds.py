"""What can be asked for before additional income is calculated: record the salary fund, set the coefficient of a year (R46)."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import ClassVar

from attrs import field, frozen

from civicflow.calendars.period import Period, period
from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import Code, ShortText, UnitId, optional_day, stated
from civicflow.core.rule import Rule
from civicflow.evaluation.periods import written
from civicflow.income import funds_rules
from civicflow.income.events import AdditionalIncomeCoefficientSet, SalaryFundRecorded


@frozen(kw_only=True, eq=False, repr=False)
class RecordSalaryFund(Command):
    """
    Record how large the basic salary fund of an agency is in a quarter; a later decision takes its place (K16).

    Args:
        agency: The agency.
        period: The quarter.
        amount: How large it is in đồng, as exact text.
        instrument: The decision that grants it.
    """

    agency: UnitId
    period: Period = field(converter=period)
    amount: ShortText
    instrument: ShortText

    authority: ClassVar[Rule] = funds_rules.office_above_the_agency_or_administrator
    rules: ClassVar[tuple[Rule, ...]] = (
        funds_rules.fund_is_of_an_agency,
        funds_rules.period_is_a_quarter,
        funds_rules.amount_is_an_exact_number,
        funds_rules.agency_takes_no_hand_in_its_fund,
        funds_rules.fund_covers_what_is_calculated,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The fund is recorded."""
        yield SalaryFundRecorded(
            agency=self.agency,
            period=written(self.period),
            amount=self.amount,
            instrument=self.instrument,
            recorded_by=facts.act.person,
        )


@frozen(kw_only=True, eq=False, repr=False)
class SetAdditionalIncomeCoefficient(Command):
    """
    Put on record by what salary is multiplied for additional income in a year, as it was voted; never above the maximum (R46).

    Law that reaches back is kept by the day on which it was issued: what is set is judged by what had been issued on the day
    that the act claims, and by what is known today; a later act takes its place from the month that it names (K7).

    Args:
        unit: The unit for which it is voted, such as the city; it holds for every unit below.
        year: The year.
        coefficients: By what salary is multiplied, as exact text, by the bands that the maximum on record knows.
        instrument: The decision.
        fixed_sum: What those are paid a month, in đồng as exact text, whose salary is not multiplied.
        since: The first day, the first of a month; the first of January when left out.
    """

    unit: UnitId
    year: int
    coefficients: Mapping[Code, ShortText] = field(converter=stated)
    instrument: ShortText
    fixed_sum: ShortText | None = None
    since: date | None = field(default=None, converter=optional_day)

    authority: ClassVar[Rule] = funds_rules.office_above_the_unit_or_administrator
    rules: ClassVar[tuple[Rule, ...]] = (
        funds_rules.coefficient_begins_with_a_month_of_its_year,
        funds_rules.every_band_has_its_exact_coefficient,
        funds_rules.no_coefficient_exceeds_the_maximum,
        funds_rules.fixed_sum_is_within_the_maximum,
        funds_rules.unit_takes_no_hand_in_its_coefficient,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The coefficients of the year are set."""
        yield AdditionalIncomeCoefficientSet(
            unit=self.unit,
            year=self.year,
            since=funds_rules.first_day(self),
            coefficients=self.coefficients,
            fixed_sum=self.fixed_sum,
            instrument=self.instrument,
            set_by=facts.act.person,
        )


FUNDS = (RecordSalaryFund, SetAdditionalIncomeCoefficient)
