"""What the additional income of one person for a quarter comes to, month by month, from what is on record (R46)."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Protocol

from attrs import frozen

from civicflow.calendars.period import Period
from civicflow.core.facts import Facts
from civicflow.core.provision import NotedRegulations
from civicflow.employee.events import Category, Grade
from civicflow.employee.model import Employee, PeriodGrade
from civicflow.employee.standing_model import Salary, SalaryStep
from civicflow.errors import InvalidInputError
from civicflow.evaluation.periods import written
from civicflow.income import law
from civicflow.income.arithmetic import Payee, additional_income, band_of
from civicflow.income.events import IncomeOfMonth
from civicflow.income.exclusions import is_excluded
from civicflow.income.model import IncomeCoefficients, Vote
from civicflow.organization.authority import upwards
from civicflow.organization.membership import primary_unit
from civicflow.regulations.evaluation_parameters import BASE_SALARY, INCOME_BAND_EDGE
from civicflow.regulations.parameter import NotOnRecord


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
    def shares(self) -> Mapping[str, str]:
        """Which share each grade brings, as exact text; one that is left out brings none."""


@frozen(kw_only=True)
class Reckoned:
    """
    What the additional income of a person for a quarter comes to.

    Args:
        person: The person.
        category: The personnel category.
        grade: The final grade of the quarter; None for a fixed sum, which follows from none.
        months: Each month that the agency pays, with the whole arithmetic.
        provisions: The records that it rests on.
        events: The positions of what it rests on: the grade, salary coefficients, what was voted.
    """

    person: str
    category: Category
    grade: Grade | None
    months: tuple[IncomeOfMonth, ...]
    provisions: tuple[str, ...]
    events: tuple[int, ...]

    @property
    def amount(self) -> Fraction:
        """What the months come to together in đồng, exact."""
        return sum((Fraction(each.amount) for each in self.months), Fraction())


def months_paid(facts: Facts, asked: Asked, person: str) -> tuple[Period, ...]:
    """
    The months of the quarter that the agency pays a person: those on whose first day they serve and belong first to it.

    So each month of a person is paid by one agency, whoever moves within a quarter (K18). A month in which the place pays
    them nothing is none.
    """
    employee = facts.find(Employee, person)
    if employee is None:
        return ()
    serving = (month for month in asked.quarter.months if employee.serves(month.first))
    own = (month for month in serving if _agency(facts, person, month) == asked.agency)
    return tuple(month for month in own if not is_excluded(facts, asked.agency, employee, month))


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


@frozen(kw_only=True)
class _Paid:
    """One month, and the positions of what it rests on."""

    line: IncomeOfMonth
    events: tuple[int, ...]


def reckoned(facts: Facts, asked: Asked, person: str) -> Reckoned | None:
    """
    What the additional income of a person comes to; None where a rule says what is missing, or more than is allowed.

    Raises:
        NotRegulatedError: When no base salary is on record; names it.
    """
    employee, noted = facts.find(Employee, person), NotedRegulations(facts.regulations)
    if employee is None:
        return None
    paid: list[_Paid] = []
    for month in months_paid(facts, asked, person):
        found = (
            _fixed(facts, noted, asked, month)
            if is_paid_a_fixed_sum(facts, person)
            else _multiplied(facts, noted, asked, employee, month)
        )
        if found is None:
            return None
        paid.append(found)
    grade = None if is_paid_a_fixed_sum(facts, person) else grade_of(facts, asked, person)
    positions = (() if grade is None else (grade.position,), *(each.events for each in paid))
    return Reckoned(
        person=person,
        category=employee.category,
        grade=None if grade is None else grade.grade,
        months=tuple(each.line for each in paid),
        provisions=tuple(sorted(noted.used)),
        events=tuple(dict.fromkeys(each for group in positions for each in group)),
    )


def _fixed(facts: Facts, noted: NotedRegulations, asked: Asked, month: Period) -> _Paid | None:
    vote = vote_of(facts, asked.agency, month)
    most = law.most_of_the_fixed_sum(facts, noted, asked.agency, month)
    if vote is None or vote.fixed_sum is None or most is None or Fraction(vote.fixed_sum) > most:
        return None
    line = IncomeOfMonth(
        month=written(month),
        coefficient=None,
        band=None,
        base=None,
        factor=None,
        fixed_sum=vote.fixed_sum,
        share="1",
        amount=vote.fixed_sum,
    )
    return _Paid(line=line, events=(vote.position,))


def _multiplied(
    facts: Facts, noted: NotedRegulations, asked: Asked, employee: Employee, month: Period
) -> _Paid | None:
    step, vote = step_of(facts, employee.id, month), vote_of(facts, asked.agency, month)
    grade = employee.grade_of(written(asked.quarter))
    if step is None or vote is None or grade is None:
        return None
    payee = _payee(facts, asked, employee, step, month)
    BASE_SALARY.required(noted, **payee.asked(month))
    try:
        share = asked.shares.get(grade.grade.value, "0")
        found = additional_income(noted, payee, month, grade.grade, k=vote.coefficients, share=share)
    except InvalidInputError:
        return None
    if isinstance(found, NotOnRecord):
        return None
    (line,) = found.months
    edge = INCOME_BAND_EDGE.required(noted, **payee.asked(month))
    band = band_of(line.coefficient, edge)
    written_line = IncomeOfMonth(
        month=written(month),
        coefficient=step.coefficient,
        band=band,
        base=str(line.base),
        factor=vote.coefficients[band],
        fixed_sum=None,
        share=share,
        amount=str(line.amount),
    )
    return _Paid(line=written_line, events=(step.position, vote.position))


def _payee(facts: Facts, asked: Asked, employee: Employee, step: SalaryStep, month: Period) -> Payee:
    law_of = law.looked_up_today(facts, asked.agency, month.first)
    return Payee(
        coefficient=step.coefficient,
        locality=law_of["locality"],
        category=employee.category.value,
        known=law_of.get("known"),
    )
