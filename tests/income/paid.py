"""A city with a department whose people are graded by the quarter, and what is asked for about their additional income."""

from datetime import date
from typing import Any

from attrs import evolve

from civicflow import income
from civicflow.calendars.period import PeriodKind
from civicflow.core.event import Event
from civicflow.employee.events import Category, EmployeeEvaluated, EmployeeRegistered, Grade
from civicflow.employee.standing_events import SalaryCoefficientRecorded
from civicflow.income.events import AdditionalIncomeCoefficientSet, SalaryFundRecorded
from civicflow.organization.events import Appointed, Founded, MemberJoined, Office, UnitEstablished

SINCE = date(2018, 1, 1)
OCTOBER = "2025-10-20T08:00+07:00"
"""When the third quarter of 2025 is over and graded."""


def unit(id: str, superior: str | None, body: str, answers_to: str | None = None) -> UnitEstablished:
    """A unit of the city."""
    return UnitEstablished(
        unit=id,
        title=f"Đơn vị {id}",
        superior=superior,
        answers_to=answers_to,
        body=body,
        locality="vn/hcmc",
        instrument="QĐ 10",
    )


def heads(unit: str, person: str, office: Office = Office.HEAD) -> Appointed:
    """An office held since 2018."""
    return Appointed(unit=unit, person=person, office=office, since=SINCE, until=None, instrument="QĐ 11")


def joined(unit: str, person: str, since: date = SINCE) -> MemberJoined:
    """A primary membership."""
    return MemberJoined(unit=unit, person=person, primary=True, since=since)


def employed(
    person: str, unit: str = "U-1", category: Category = Category.CIVIL_SERVANT, hired_on: date = SINCE
) -> tuple[Event, ...]:
    """Somebody who works in a unit since 2018."""
    registered = EmployeeRegistered(person=person, unit=unit, category=category, hired_on=hired_on)
    return registered, joined(unit, person, hired_on)


def coefficient(person: str, written: str = "3.33", since: date = SINCE) -> SalaryCoefficientRecorded:
    """A salary coefficient."""
    return SalaryCoefficientRecorded(
        person=person, coefficient=written, since=since, instrument="QĐ 51", recorded_by="CLERK-1"
    )


def evaluated(
    person: str, grade: Grade = Grade.EXCELLENT, period: str = "2025-Q3", by: str = "DIRECTOR"
) -> EmployeeEvaluated:
    """The final grade of a quarter."""
    return EmployeeEvaluated(
        person=person,
        unit="U-1",
        period=period,
        period_kind=PeriodKind.QUARTER,
        grade=grade,
        total=None,
        regime="vn.hcmc.evaluation_regime/2024-05-12",
        approved_by=by,
    )


def funded(amount: str = "200000000", period: str = "2025-Q3", agency: str = "A-1") -> SalaryFundRecorded:
    """A salary fund."""
    return SalaryFundRecorded(
        agency=agency, period=period, amount=amount, instrument="QĐ 90", recorded_by="MAYOR"
    )


def voted(
    up_to: str = "9/5",
    above: str = "9/5",
    year: int = 2025,
    since: date | None = None,
    unit: str = "C-1",
    fixed_sum: str | None = "3000000",
) -> AdditionalIncomeCoefficientSet:
    """What the city voted for a year, for both bands."""
    return AdditionalIncomeCoefficientSet(
        unit=unit,
        year=year,
        since=since or date(year, 1, 1),
        coefficients={"up_to_3_00": up_to, "above_3_00": above},
        fixed_sum=fixed_sum,
        instrument=f"NQ {year}",
        set_by="ADMIN",
    )


CITY: tuple[Event, ...] = (
    Founded(administration="main", instrument="QĐ 1", administrator="ADMIN"),
    unit("C-1", None, "C-1", answers_to="CHAIR"),
    unit("A-1", "C-1", "A-1"),
    unit("U-1", "A-1", "A-1"),
    unit("U-2", "A-1", "A-1"),
    unit("A-2", "C-1", "A-2"),
    heads("C-1", "MAYOR"),
    heads("A-1", "DIRECTOR"),
    heads("U-1", "HEAD-1"),
    heads("U-1", "MANAGER-1", Office.MANAGER),
    heads("U-1", "CLERK-1", Office.CLERK_OF_RECORD),
    heads("A-2", "DIRECTOR-2"),
)
"""CHAIR above the city C-1 of MAYOR, with the agencies A-1 of DIRECTOR (divisions U-1, U-2) and A-2 of DIRECTOR-2."""

STAFF: tuple[Event, ...] = (
    *CITY,
    *employed("E-1"),
    *employed("E-2"),
    *employed("E-3", unit="U-2"),
    *employed("DIRECTOR", unit="A-1", category=Category.CADRE),
    *employed("HEAD-1"),
    *employed("K-1", category=Category.CONTRACT_WORKER),
    coefficient("E-1", "3.33"),
    coefficient("E-2", "3.00"),
    coefficient("E-3", "2.67"),
    coefficient("DIRECTOR", "5.08"),
    coefficient("HEAD-1", "4.40"),
)
"""E-1, E-2 and HEAD-1 in U-1, E-3 in U-2, each with a salary coefficient; K-1 works under a support contract."""

GRADED: tuple[Event, ...] = (
    *STAFF,
    voted(),
    funded(),
    evaluated("E-1"),
    evaluated("E-2", Grade.GOOD),
    evaluated("E-3", Grade.COMPLETED),
    evaluated("DIRECTOR", Grade.EXCELLENT, by="MAYOR"),
    evaluated("HEAD-1", Grade.GOOD),
    evaluated("K-1"),
)
"""The staff with what was voted for 2025, the fund and the grades of the third quarter."""


def record_fund(**changes: object) -> income.RecordSalaryFund:
    """The fund of A-1 for the third quarter of 2025."""
    fields = {"agency": "A-1", "period": "2025-Q3", "amount": "200000000", "instrument": "QĐ 90"}
    return income.RecordSalaryFund(**(fields | changes))  # type: ignore[arg-type]


def vote(up_to: str = "9/5", above: str = "9/5", **changes: Any) -> income.SetAdditionalIncomeCoefficient:
    """What the city votes for 2025."""
    fields: dict[str, object] = {
        "unit": "C-1",
        "year": 2025,
        "coefficients": {"up_to_3_00": up_to, "above_3_00": above},
        "fixed_sum": "3000000",
        "instrument": "NQ 2025",
    }
    return income.SetAdditionalIncomeCoefficient(**(fields | changes))  # type: ignore[arg-type]


def calculate(*people: str, **changes: object) -> income.CalculateAdditionalIncome:
    """The income of some people of A-1 for the third quarter of 2025."""
    fields: dict[str, object] = {
        "calculation": "TN-1",
        "agency": "A-1",
        "quarter": "2025-Q3",
        "people": people or ("E-1",),
        "shares": {"excellent": "1", "good": "4/5"},
        "instrument": "QĐ 95",
    }
    return income.CalculateAdditionalIncome(**(fields | changes))  # type: ignore[arg-type]


def with_grade(event: EmployeeEvaluated, grade: Grade, by: str = "MAYOR") -> EmployeeEvaluated:
    """The same period with another grade, as after a petition."""
    return evolve(event, grade=grade, approved_by=by)
