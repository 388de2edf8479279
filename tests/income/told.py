"""A quarter of a city as it is told to the library by commands: people, criteria, grades, what was voted, and the fund."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from attrs import frozen

from civicflow import employee, evaluation, income, organization, steering
from civicflow.calendars.period import Period
from civicflow.core.clock import FixedClock
from civicflow.core.command import Command
from civicflow.flow import Flow

HIRED = "2018-01-01"


@frozen(kw_only=True)
class Quarter:
    """
    A quarter that is told.

    Args:
        written: The quarter.
        people: The salary coefficient and the grade of each civil servant of U-1 in the agency A-1.
        hired_on: Since when they serve.
    """

    written: str
    people: Mapping[str, tuple[str, str]]
    hired_on: str = HIRED

    @property
    def period(self) -> Period:
        """The quarter."""
        return Period.parse(self.written)


def tell(flow: Flow, clock: FixedClock, quarter: Quarter) -> None:
    """Everything up to the grades, two days after the quarter has ended; nothing is voted, and no fund recorded."""
    period = quarter.period
    clock.move_to(_morning(period.first - timedelta(days=10)))
    for command, by in founding(quarter):
        flow.execute(command, by=by)
    clock.move_to(_morning(period.last + timedelta(days=2)))
    for person in quarter.people:
        flow.execute(evaluation.ProposeGrade(person=person, period=quarter.written), by="HEAD-1")
    grades = [
        evaluation.Rating(person=person, grade=grade, reason="Quy định xếp loại quý")
        for person, (_, grade) in quarter.people.items()
    ]
    approve = evaluation.ApproveRatings(agency="A-1", period=quarter.written, grades=grades)
    flow.execute(approve, by="DIRECTOR")


def founding(quarter: Quarter) -> Iterator[tuple[Command, str]]:
    """The city, its agency, its people with their salaries, and the criteria of the quarter."""
    yield organization.Found(instrument="QĐ 1", administrator="ADMIN"), "ADMIN"
    for unit, superior, above in (("C-1", None, "CHAIR"), ("A-1", "C-1", None), ("U-1", "A-1", None)):
        yield (
            organization.EstablishUnit(
                unit=unit,
                title=f"Đơn vị {unit}",
                superior=superior,
                answers_to=above,
                body="A-1" if unit == "U-1" else unit,
                locality="vn/hcmc",
                instrument="QĐ 2",
            ),
            "ADMIN",
        )
    for unit, head in (("C-1", "MAYOR"), ("A-1", "DIRECTOR"), ("U-1", "HEAD-1")):
        office = organization.Appoint(unit=unit, person=head, office="head", since=HIRED, instrument="QĐ 3")
        yield office, "ADMIN" if unit != "U-1" else "DIRECTOR"
    for person, (coefficient, _) in quarter.people.items():
        since = quarter.hired_on
        yield organization.JoinUnit(unit="U-1", person=person, since=since), "HEAD-1"
        register = employee.RegisterEmployee(
            person=person, unit="U-1", category="civil_servant", hired_on=since
        )
        yield register, "HEAD-1"
        salary = employee.RecordSalaryCoefficient(
            person=person, coefficient=coefficient, since=since, instrument="QĐ 4"
        )
        yield salary, "HEAD-1"
    criteria = steering.PublishCriteria(
        criteria="TC-1",
        unit="A-1",
        since=quarter.period.first,
        until=quarter.period.last,
        version="1",
        entries={"results": "Kết quả thực hiện nhiệm vụ"},
    )
    yield criteria, "DIRECTOR"


def voted(year: int, up_to: str, above: str) -> income.SetAdditionalIncomeCoefficient:
    """What the city voted for a year."""
    bands = {"up_to_3_00": up_to, "above_3_00": above}
    return income.SetAdditionalIncomeCoefficient(unit="C-1", year=year, coefficients=bands, instrument="NQ 1")


def calculated(
    quarter: Quarter, *people: str, act: str = "TN-1", reason: str | None = None
) -> income.CalculateAdditionalIncome:
    """The income of some people, all of them when nobody is named."""
    return income.CalculateAdditionalIncome(
        calculation=act,
        agency="A-1",
        quarter=quarter.written,
        people=people or tuple(quarter.people),
        shares={"excellent": "1", "good": "4/5"},
        instrument="QĐ 5",
        reason=reason,
    )


def _morning(on: date) -> str:
    return f"{on}T08:00+07:00"
