"""What can be asked for about additional income itself: calculate it for several people of an agency by one act (R46)."""

from collections.abc import Iterator, Mapping
from typing import ClassVar

from attrs import field, frozen

from civicflow.calendars.period import Period, period
from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import (
    Code,
    FreeText,
    PersonId,
    ShortText,
    SubjectId,
    UnitId,
    optional_free_text,
    stated,
    texts,
)
from civicflow.core.rule import Rule
from civicflow.evaluation.periods import written
from civicflow.income import calculating_rules as rules
from civicflow.income.events import AdditionalIncomeCalculated
from civicflow.income.reckoning import reckoned


@frozen(kw_only=True, eq=False, repr=False)
class CalculateAdditionalIncome(Command):
    """
    Calculate what additional income several people of an agency have for a quarter, by one act of the head (R46).

    It follows from the final grade of the quarter, and for each month from the salary coefficient, the base salary and the
    coefficient that was voted; what is not on record refuses the act and is named. All acts together stay within the share of
    the fund. Where a grade, a salary or the law has changed since, a new act with a reason calculates anew.

    Args:
        calculation: The id of the act.
        agency: The agency.
        quarter: The quarter; it is over.
        people: For whom; the head of the agency is calculated from above, and nobody for themselves (K10, K11).
        shares: Which share of the full income the agency gives each grade, as exact text such as ``4/5``; a grade that is left
            out is given nothing.
        instrument: The decision.
        reason: Why it is calculated anew, for whom it was calculated before.
    """

    calculation: SubjectId
    agency: UnitId
    quarter: Period = field(converter=period)
    people: tuple[PersonId, ...] = field(converter=texts)
    shares: Mapping[Code, ShortText] = field(converter=stated)
    instrument: ShortText
    reason: FreeText | None = field(default=None, converter=optional_free_text)

    authority: ClassVar[Rule] = rules.head_above_everybody_named
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.income_is_of_an_agency,
        rules.quarter_is_over,
        rules.somebody_is_named_and_each_once,
        rules.nobody_calculates_their_own_income,
        rules.everybody_is_paid_by_the_agency,
        rules.no_month_is_paid_by_another_agency,
        rules.everybody_has_a_final_grade,
        rules.everybody_has_a_salary_coefficient,
        rules.what_is_paid_is_voted_for_every_month,
        rules.what_was_voted_is_still_within_the_maximum,
        rules.fixed_sum_is_still_within_the_maximum,
        rules.grounds_of_exclusion_are_understood,
        rules.shares_are_within_what_is_laid_down,
        rules.everybody_is_given_the_same_shares,
        rules.income_is_calculated_anew_for_a_reason,
        rules.salary_fund_is_on_record,
        rules.sum_stays_within_the_fund,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The income of each person is calculated, with the whole arithmetic."""
        for person in self.people:
            found = reckoned(facts, self, person)
            assert found is not None
            yield AdditionalIncomeCalculated(
                agency=self.agency,
                quarter=written(self.quarter),
                calculation=self.calculation,
                person=found.person,
                category=found.category,
                grade=found.grade,
                shares=self.shares,
                months=found.months,
                amount=str(found.amount),
                provisions=found.provisions,
                events=found.events,
                instrument=self.instrument,
                reason=self.reason,
                calculated_by=facts.act.person,
            )


CALCULATIONS = (CalculateAdditionalIncome,)
