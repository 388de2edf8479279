"""Where the additional income of an agency stands: the fund it is paid from, what was voted, and what each person has (R46)."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import ClassVar, Self

from attrs import evolve, field, frozen

from civicflow.core.event import At, Event
from civicflow.employee.events import Grade
from civicflow.income.events import (
    AdditionalIncomeCalculated,
    AdditionalIncomeCoefficientSet,
    IncomeOfMonth,
    SalaryFundRecorded,
)


@frozen(kw_only=True)
class SalaryFund:
    """
    The basic salary fund of an agency in a quarter (K16).

    Args:
        id: Agency and quarter, as ``A-1:2025-Q3``.
        agency: The agency.
        period: The quarter, as it is written.
        amount: How large it is in đồng, as exact text.
        instrument: The decision that grants it.
        position: Where it stands in the log.
    """

    kind: ClassVar[str] = "salary_fund"
    id: str
    agency: str
    period: str
    amount: str
    instrument: str
    position: int

    @classmethod
    def evolve(cls, state: Self | None, event: Event, at: At) -> Self | None:
        """The fund after an event; a later decision takes the place of an earlier one."""
        if not isinstance(event, SalaryFundRecorded):
            return state
        return cls(
            id=f"{event.agency}:{event.period}",
            agency=event.agency,
            period=event.period,
            amount=event.amount,
            instrument=event.instrument,
            position=at.position,
        )


@frozen(kw_only=True)
class Vote:
    """
    What was voted once: the coefficient of each band, from a month on.

    Args:
        since: The first day.
        coefficients: By what salary is multiplied in each band, as exact text.
        fixed_sum: What those are paid a month whose salary is not multiplied; None where nothing was voted.
        instrument: The decision.
        position: Where it stands in the log.
    """

    since: date
    coefficients: Mapping[str, str]
    fixed_sum: str | None
    instrument: str
    position: int


@frozen(kw_only=True)
class IncomeCoefficients:
    """
    By what salary is multiplied for additional income in a year, in a unit and those below it (R46).

    Args:
        id: Unit and year, as ``C-1:2025``.
        unit: The unit.
        year: The year.
        votes: All that was voted, in order of the log.
    """

    kind: ClassVar[str] = "income_coefficient"
    id: str
    unit: str
    year: int
    votes: tuple[Vote, ...] = ()

    def on(self, day: date) -> Vote | None:
        """What holds on a day: the last vote of those that reach it, since it takes the place of the ones before."""
        return next((each for each in reversed(self.votes) if each.since <= day), None)

    @classmethod
    def evolve(cls, state: Self | None, event: Event, at: At) -> Self | None:
        """The coefficients after an event."""
        if not isinstance(event, AdditionalIncomeCoefficientSet):
            return state
        known = state or cls(id=f"{event.unit}:{event.year}", unit=event.unit, year=event.year)
        vote = Vote(
            since=event.since,
            coefficients=event.coefficients,
            fixed_sum=event.fixed_sum,
            instrument=event.instrument,
            position=at.position,
        )
        return evolve(known, votes=(*known.votes, vote))


@frozen(kw_only=True)
class PersonalIncome:
    """
    The additional income of one person for a quarter, as it was last calculated.

    Args:
        person: The person.
        calculation: The collective act.
        grade: The grade that it followed from; None for a fixed sum.
        shares: Which share each grade was given.
        months: What each month came to.
        amount: What they come to together in đồng, as exact text.
        events: The positions of what it rests on.
        position: Where it stands in the log.
    """

    person: str
    calculation: str
    grade: Grade | None
    shares: Mapping[str, str]
    months: tuple[IncomeOfMonth, ...]
    amount: str
    events: tuple[int, ...]
    position: int


@frozen(kw_only=True)
class Income:
    """
    The additional income of an agency's people for a quarter, over all acts (R46).

    Args:
        id: Agency and quarter, as ``A-1:2025-Q3``.
        agency: The agency.
        quarter: The quarter, as it is written.
        by_person: What each person has, as it was last calculated.
    """

    kind: ClassVar[str] = "income"
    id: str
    agency: str
    quarter: str
    by_person: Mapping[str, PersonalIncome] = field(factory=dict)

    def total(self, *, without: frozenset[str] = frozenset()) -> Fraction:
        """What all have together in đồng, exact, but for some people."""
        amounts = (each.amount for person, each in self.by_person.items() if person not in without)
        return sum(map(Fraction, amounts), Fraction())

    @classmethod
    def evolve(cls, state: Self | None, event: Event, at: At) -> Self | None:
        """The income after an event; what is calculated anew takes the place of what was."""
        if not isinstance(event, AdditionalIncomeCalculated):
            return state
        known = state or cls(id=f"{event.agency}:{event.quarter}", agency=event.agency, quarter=event.quarter)
        return evolve(known, by_person={**known.by_person, event.person: _calculated(event, at)})


def _calculated(event: AdditionalIncomeCalculated, at: At) -> PersonalIncome:
    return PersonalIncome(
        person=event.person,
        calculation=event.calculation,
        grade=event.grade,
        shares=event.shares,
        months=event.months,
        amount=event.amount,
        events=event.events,
        position=at.position,
    )


STATES = (SalaryFund, IncomeCoefficients, Income)
