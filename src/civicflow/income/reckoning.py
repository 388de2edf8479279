"""What the additional income of one person for a quarter comes to, month by month, from what is on record (R46)."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Protocol

from attrs import frozen

from civicflow.calendars.period import Period
from civicflow.core.facts import Facts
from civicflow.employee.events import Category, Grade
from civicflow.employee.model import Employee, PeriodGrade
from civicflow.employee.standing_model import Salary, SalaryStep
from civicflow.evaluation.periods import written
from civicflow.income.events import IncomeOfMonth
from civicflow.income.model import IncomeCoefficients, PersonalIncome, Vote
from civicflow.organization.authority import upwards
from civicflow.organization.membership import primary_unit

__all__ = ["PersonalIncome"]


class Asked(Protocol):
    """For whom additional income is reckoned."""

    @property
    def agency(self) -> str:
        """The agency that pays it."""

    @property
    def quarter(self) -> Period:
        """The quarter."""

    @property
    def people(self) -> tuple[str, ...]:
        """For whom."""

    @property
    def good_share(self) -> str:
        """Which part of the income of the excellent the good are given, as exact text."""


@frozen(kw_only=True)
class Reckoned:
    """
    What the additional income of a person for a quarter comes to.

    Args:
        person: The person.
        category: The personnel category.
        grade: The final grade of the quarter.
        months: Each month that the agency pays, with the whole arithmetic.
        amount: What they come to together in đồng, exact.
        provisions: The records that it rests on.
        events: The positions of what it rests on: the grade, salary coefficients, what was voted.
    """

    person: str
    category: Category
    grade: Grade
    months: tuple[IncomeOfMonth, ...]
    amount: Fraction
    provisions: tuple[str, ...]
    events: tuple[int, ...]


def months_paid(facts: Facts, asked: Asked, person: str) -> tuple[Period, ...]:
    """
    The months of the quarter that the agency pays a person: those on whose first day they serve and belong first to it.

    So each month of a person is paid by one agency, whoever moves within a quarter (K18).
    """
    employee = facts.find(Employee, person)
    if employee is None:
        return ()
    serving = (month for month in asked.quarter.months if employee.serves(month.first))
    return tuple(month for month in serving if _agency(facts, person, month) == asked.agency)


def _agency(facts: Facts, person: str, month: Period) -> str | None:
    unit = primary_unit(facts, person, month.first)
    return None if unit is None else unit.body


def grade_of(facts: Facts, asked: Asked, person: str) -> PeriodGrade | None:
    """The final grade of the quarter that is on record of a person."""
    employee = facts.find(Employee, person)
    return None if employee is None else employee.grade_of(written(asked.quarter))


def is_paid_a_fixed_sum(facts: Facts, person: str) -> bool:
    """Whether somebody is paid a fixed sum in place of a multiple of their salary: who works under a support contract."""
    employee = facts.find(Employee, person)
    return employee is not None and employee.category is Category.CONTRACT_WORKER


def step_of(facts: Facts, person: str, month: Period) -> SalaryStep | None:
    """The salary coefficient of a person on the first day of a month."""
    salary = facts.find(Salary, person)
    return None if salary is None else salary.on(month.first)


def vote_of(facts: Facts, agency: str, month: Period) -> Vote | None:
    """What was voted for an agency, or for the nearest unit above it, and holds in a month."""
    for unit in upwards(facts, agency):
        known = facts.find(IncomeCoefficients, f"{unit.id}:{month.first.year}")
        vote = None if known is None else known.on(month.first)
        if vote is not None:
            return vote
    return None


def reckoned(facts: Facts, asked: Asked, person: str) -> Reckoned | None:
    """
    What the additional income of a person comes to; None where something that it follows from is not on record.

    Raises:
        NotRegulatedError: When no base salary or fixed sum is on record; names it.
    """
    employee, grade = facts.find(Employee, person), grade_of(facts, asked, person)
    if employee is None or grade is None:
        return None
    share = law.share_of(facts, asked, grade.grade)
    paid = [_month(facts, asked, person, month, share) for month in months_paid(facts, asked, person)]
    months = [each for each in paid if each is not None]
    if len(months) < len(paid):
        return None
    return Reckoned(
        person=person,
        category=employee.category,
        grade=grade.grade,
        months=tuple(each.line for each in months),
        amount=sum((Fraction(each.line.amount) for each in months), Fraction()),
        provisions=tuple(dict.fromkeys(id for each in months for id in each.provisions)),
        events=tuple(dict.fromkeys((grade.position, *(at for each in months for at in each.events)))),
    )
