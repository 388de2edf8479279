"""What additional income people have for a quarter, with its arithmetic, and what has changed since it was calculated (R46, V14)."""

from collections.abc import Iterator, Mapping
from enum import Enum
from fractions import Fraction
from math import prod
from operator import attrgetter
from typing import Any, ClassVar

from attrs import field, frozen

from civicflow.calendars.period import Period, PeriodKind, period
from civicflow.core.fields import PersonId, UnitId
from civicflow.core.operation import Operation
from civicflow.core.question import Evidence, Question, View
from civicflow.core.working import Part, counted, made, regulated, stated, totalled
from civicflow.employee.events import Grade
from civicflow.employee.standing_model import Salary
from civicflow.errors import InvalidInputError
from civicflow.evaluation.periods import written
from civicflow.income.events import IncomeOfMonth
from civicflow.income.model import IncomeCoefficients
from civicflow.organization import levels
from civicflow.regulations import NotOnRecord, answering
from civicflow.regulations.evaluation_parameters import INCOME_FUND_SHARE
from civicflow.regulations.parameters import ADDITIONAL_INCOME_MAXIMUM
from civicflow.views import asking, employees, income_record, units
from civicflow.views.income_record import IncomeOnRecord


class Changed(Enum):
    """What has changed since additional income was calculated, so that it is to be calculated anew by an act of its own."""

    GRADE = "grade"
    SALARY_COEFFICIENT = "salary_coefficient"
    VOTED_COEFFICIENT = "voted_coefficient"
    MAXIMUM = "maximum"


@frozen(kw_only=True)
class MonthlyIncome:
    """
    The additional income of one person for one month.

    Args:
        month: The month.
        coefficient: The salary coefficient, exact; None where a fixed sum is paid.
        base: The base salary in đồng; None where a fixed sum is paid.
        factor: By what salary is multiplied; None where a fixed sum is paid.
        fixed_sum: The fixed sum in đồng; None where salary is multiplied.
        share: Which part of it the grade brings.
        amount: What that comes to in đồng, exact.
    """

    month: str
    coefficient: Fraction | None
    base: Fraction | None
    factor: Fraction | None
    fixed_sum: Fraction | None
    share: Fraction
    amount: Fraction


@frozen(kw_only=True)
class IncomeOfPerson:
    """
    The additional income of one person for a quarter.

    Args:
        person: The person.
        grade: The grade that it followed from; None for a fixed sum.
        amount: What the months come to together in đồng, exact.
        months: The months.
        calculation: The act by which it was last calculated.
        instrument: The decision.
        times: How often it was calculated.
        provisions: The records that it rests on.
        changed: What has changed since; nothing is changed silently, and a new act calculates anew.
        events: The positions of the calculation and of what it rests on; empty unless asked for.
    """

    person: str
    grade: Grade | None
    amount: Fraction
    months: tuple[MonthlyIncome, ...]
    calculation: str
    instrument: str
    times: int
    provisions: tuple[str, ...]
    changed: tuple[Changed, ...]
    events: tuple[int, ...] = ()


@frozen(kw_only=True)
class IncomeOfAgency:
    """
    The additional income of an agency's people for a quarter.

    Args:
        agency: The agency.
        fund: Its salary fund in đồng, exact; None when none is on record.
        most: What all may have together; None when nothing on record says so.
        total: What all have together.
        room: How much is left; None where nothing says what is the most.
        people: What each has.
        waiting: Who belongs to it when the quarter ends, has a grade of it and no income yet.
    """

    agency: str
    fund: Fraction | None
    most: Fraction | None
    total: Fraction
    room: Fraction | None
    people: tuple[IncomeOfPerson, ...]
    waiting: tuple[str, ...]


@frozen(kw_only=True)
class AdditionalIncome(Question[tuple[IncomeOfAgency, ...]]):
    """
    What additional income people have for a quarter, agency by agency, with the whole arithmetic (R46, V14).

    Args:
        quarter: The quarter, such as ``2025-Q3``.
        agency: Only that of this agency.
        person: Only what this person has; fund and sum stay those of the agency.
        with_events: Name the events behind each.
    """

    views: ClassVar[tuple[View[Any], ...]] = (*income_record.VIEWS, employees.VIEW, units.VIEW)

    quarter: Period = field(converter=period)
    agency: UnitId | None = None
    person: PersonId | None = None
    with_events: bool = False

    def answer(self, evidence: Evidence) -> tuple[IncomeOfAgency, ...]:
        """
        The income asked for, by agency and person.

        Raises:
            InvalidInputError: When the period is no quarter.
        """
        if self.quarter.kind is not PeriodKind.QUARTER:
            raise InvalidInputError(field="quarter", problem="period", value=str(self.quarter))
        told = _Told(evidence, self.quarter)
        agencies = sorted(told.agencies()) if self.agency is None else [self.agency]
        return tuple(told.of(each, self.person, with_events=self.with_events) for each in agencies)


class _Told:
    """What the record says of one quarter."""

    def __init__(self, evidence: Evidence, quarter: Period) -> None:
        self._evidence = evidence
        self._quarter = quarter
        self._name = written(quarter)
        self._units = units.chart(evidence)
        self._employees = {each.id: each for each in evidence.rows(employees.VIEW)}
        self._salaries = {each.id: each for each in evidence.rows(income_record.SALARIES)}
        self._votes = {each.id: each for each in evidence.rows(income_record.VOTES)}
        self._funds = {each.id: each for each in evidence.rows(income_record.FUNDS)}
        self._agency_of = {
            person: unit.body
            for unit in self._units.values()
            for person in unit.members(quarter.last, primary_only=True)
        }
        self._maxima: dict[tuple[str, Period], Mapping[str, Fraction]] = {}
        rows = (each for each in evidence.rows(income_record.INCOMES) if each.quarter == self._name)
        self._lines = sorted(rows, key=attrgetter("agency", "person"))

    def agencies(self) -> set[str]:
        """Those of which a fund, an income or a grade of the quarter is on record."""
        funds = {each.agency for each in self._funds.values() if each.period == self._name}
        graded = {agency for person, agency in self._agency_of.items() if self._has_a_grade(person)}
        return funds | graded | {each.agency for each in self._lines}

    def of(self, agency: str, person: str | None, *, with_events: bool) -> IncomeOfAgency:
        """What the record says of one agency."""
        lines = [each for each in self._lines if each.agency == agency]
        told = {each.person: self._of_person(each, with_events=with_events) for each in lines}
        fund = self._fund(agency)
        most = None if fund is None else self._most(agency, fund)
        total = totalled(
            self._evidence,
            lines,
            lambda line: told[line.person].amount,
            lambda line: Part(of=f"person:{line.person}", because="amount", events=line.calculated[-1:]),
            Fraction(),
        )
        return IncomeOfAgency(
            agency=agency,
            fund=fund,
            most=most,
            total=total,
            room=None if most is None else made(most - total, Operation.DIFFERENCE, most=most, total=total),
            people=tuple(each for name, each in told.items() if person in {None, name}),
            waiting=tuple(
                each for each in self._graded(agency) if each not in told and person in {None, each}
            ),
        )

    def _fund(self, agency: str) -> Fraction | None:
        fund = self._funds.get(f"{agency}:{self._name}")
        if fund is None:
            return None
        said = Part(of=f"salary_fund:{fund.id}", because="fund", events=(fund.position,))
        return stated(self._evidence, Fraction(fund.amount), said)

    def _most(self, agency: str, fund: Fraction) -> Fraction | None:
        record = answering(
            self._evidence.regulations,
            INCOME_FUND_SHARE.subject,
            on=self._quarter.last,
            locality=self._locality(agency),
            known=asking.known_on(self._evidence),
        )
        if isinstance(record, NotOnRecord):
            return None
        share = regulated(self._evidence, INCOME_FUND_SHARE.of(record), record, "share")
        return made(share * fund, Operation.PRODUCT, share=share, fund=fund)

    def _locality(self, agency: str) -> str:
        unit = self._units.get(agency)
        return "" if unit is None else unit.locality

    def _graded(self, agency: str) -> Iterator[str]:
        for person, belongs_to in sorted(self._agency_of.items()):
            if belongs_to == agency and self._has_a_grade(person):
                yield person

    def _has_a_grade(self, person: str) -> bool:
        employee = self._employees.get(person)
        return employee is not None and employee.grade_of(self._name) is not None

    def _of_person(self, line: IncomeOnRecord, *, with_events: bool) -> IncomeOfPerson:
        months = tuple(self._month(line, each) for each in line.months)
        of, subject = f"person:{line.person}", f"income:{line.agency}:{line.quarter}"
        return IncomeOfPerson(
            person=line.person,
            grade=line.grade,
            amount=totalled(
                self._evidence,
                months,
                lambda month: month.amount,
                lambda _: Part(of=subject, because="amount", events=line.calculated[-1:]),
                Fraction(),
            ),
            months=months,
            calculation=line.calculation,
            instrument=line.instrument,
            times=counted(
                self._evidence,
                line.calculated,
                lambda position: Part(of=of, because="calculation", events=(position,)),
            ),
            provisions=line.provisions,
            changed=tuple(dict.fromkeys(self._changes(line))),
            events=(*line.events, *line.calculated) if with_events else (),
        )

    def _month(self, line: IncomeOnRecord, month: IncomeOfMonth) -> MonthlyIncome:
        """One month, worked out from the arithmetic that was kept."""
        subject = f"income:{line.agency}:{line.quarter}"

        def read(name: str) -> Fraction | None:
            text = getattr(month, name)
            said = Part(of=subject, because=name, events=line.calculated[-1:])
            return None if text is None else stated(self._evidence, Fraction(text), said)

        share = read("share") or Fraction()
        numbers = {name: read(name) for name in ("coefficient", "base", "factor", "fixed_sum")}
        factors = {name: number for name, number in numbers.items() if number is not None} | {"share": share}
        return MonthlyIncome(
            month=month.month,
            share=share,
            amount=made(prod(factors.values(), start=Fraction(1)), Operation.PRODUCT, **factors),
            **numbers,
        )

    def _changes(self, line: IncomeOnRecord) -> Iterator[Changed]:
        employee, salary = self._employees.get(line.person), self._salaries.get(line.person)
        grade = None if employee is None else employee.grade_of(self._name)
        if grade is not None and grade.position not in line.events:
            yield Changed.GRADE
        for month in self._multiplied(line):
            if _moved(salary, month, line):
                yield Changed.SALARY_COEFFICIENT
            if self._voted_anew(line, month):
                yield Changed.VOTED_COEFFICIENT
            if self._lowered(line, month):
                yield Changed.MAXIMUM

    def _multiplied(self, line: IncomeOnRecord) -> Iterator[Period]:
        paid = {each.month for each in line.months if each.factor is not None}
        return (month for month in self._quarter.months if written(month) in paid)

    def _voted_anew(self, line: IncomeOnRecord, month: Period) -> bool:
        votes = (_vote(self._votes, each.id, month) for each in levels.upwards(self._units, line.agency))
        vote = next((each for each in votes if each is not None), None)
        return vote is not None and vote not in line.events

    def _lowered(self, line: IncomeOnRecord, month: Period) -> bool:
        paid = next(each for each in line.months if each.month == written(month))
        most = self._maximum(line.agency, month).get(paid.band or "")
        return paid.factor is not None and most is not None and Fraction(paid.factor) > most

    def _maximum(self, agency: str, month: Period) -> Mapping[str, Fraction]:
        """By what salary may be multiplied in a month, as the law stands for which the question is asked."""
        if (agency, month) not in self._maxima:
            self._maxima[agency, month] = ADDITIONAL_INCOME_MAXIMUM.entries(
                self._evidence.regulations,
                on=month.first,
                locality=self._locality(agency),
                known=asking.known_on(self._evidence) or asking.today(self._evidence),
            )
        return self._maxima[agency, month]


def _moved(salary: Salary | None, month: Period, line: IncomeOnRecord) -> bool:
    step = None if salary is None else salary.on(month.first)
    return step is not None and step.position not in line.events


def _vote(votes: Mapping[str, IncomeCoefficients], unit: str, month: Period) -> int | None:
    """Where what was voted for a unit and a month stands in the log."""
    known = votes.get(f"{unit}:{month.first.year}")
    vote = None if known is None else known.on(month.first)
    return None if vote is None else vote.position
