"""What is on record about pay: salary coefficients, salary funds, what was voted, and what each person has for a quarter (R46)."""

from operator import attrgetter

from attrs import frozen

from civicflow.core.event import At, Event
from civicflow.core.question import View
from civicflow.employee.events import Category, Grade
from civicflow.employee.standing_events import SalaryCoefficientRecorded
from civicflow.employee.standing_model import Salary
from civicflow.income.events import (
    AdditionalIncomeCalculated,
    AdditionalIncomeCoefficientSet,
    IncomeOfMonth,
    SalaryFundRecorded,
)
from civicflow.income.model import IncomeCoefficients, SalaryFund

SALARIES: View[Salary] = View(
    name="salaries",
    version=1,
    row=Salary,
    subjects={SalaryCoefficientRecorded: attrgetter("person")},
    fold=Salary.evolve,
)
"""The salary coefficients of people."""

FUNDS: View[SalaryFund] = View(
    name="salary_funds",
    version=1,
    row=SalaryFund,
    subjects={SalaryFundRecorded: lambda event: f"{event.agency}:{event.period}"},
    fold=SalaryFund.evolve,
)
"""The salary funds of agencies, by quarter."""

VOTES: View[IncomeCoefficients] = View(
    name="income_coefficients",
    version=1,
    row=IncomeCoefficients,
    subjects={AdditionalIncomeCoefficientSet: lambda event: f"{event.unit}:{event.year}"},
    fold=IncomeCoefficients.evolve,
)
"""What was voted for each year."""


@frozen(kw_only=True)
class IncomeOnRecord:
    """
    What additional income a person has for a quarter, as it was last calculated.

    Args:
        id: Agency, quarter and person.
        agency: The agency that pays it.
        quarter: The quarter, as it is written.
        person: The person.
        category: The personnel category.
        grade: The grade that it followed from; None for a fixed sum.
        months: Each month, with the whole arithmetic.
        amount: What they come to together in đồng, as exact text.
        calculation: The act.
        instrument: The decision.
        provisions: The records that it rests on.
        events: The positions of what it rests on.
        calculated: Where each calculation stands in the log; the last one holds.
    """

    id: str
    agency: str
    quarter: str
    person: str
    category: Category
    grade: Grade | None
    months: tuple[IncomeOfMonth, ...]
    amount: str
    calculation: str
    instrument: str
    provisions: tuple[str, ...]
    events: tuple[int, ...]
    calculated: tuple[int, ...]


def _subject(event: AdditionalIncomeCalculated) -> str:
    return f"{event.agency}:{event.quarter}:{event.person}"


def _fold(row: IncomeOnRecord | None, event: Event, at: At) -> IncomeOnRecord | None:
    if not isinstance(event, AdditionalIncomeCalculated):
        return row
    return IncomeOnRecord(
        id=_subject(event),
        agency=event.agency,
        quarter=event.quarter,
        person=event.person,
        category=event.category,
        grade=event.grade,
        months=event.months,
        amount=event.amount,
        calculation=event.calculation,
        instrument=event.instrument,
        provisions=event.provisions,
        events=event.events,
        calculated=(*(() if row is None else row.calculated), at.position),
    )


INCOMES: View[IncomeOnRecord] = View(
    name="additional_incomes",
    version=1,
    row=IncomeOnRecord,
    subjects={AdditionalIncomeCalculated: _subject},
    fold=_fold,
)
"""What each person has for each quarter."""

VIEWS = (SALARIES, FUNDS, VOTES, INCOMES)
