"""A correction keeps to what the recording kept to, and what rests on a record keeps its ground (K18, K24, R7, R46)."""

from datetime import date
from typing import Any

import pytest
from attrs import evolve

from civicflow import employee, organization
from civicflow.calendars.period import PeriodKind
from civicflow.employee.events import EmployeeEvaluated, Grade
from civicflow.employee.standing_events import SalaryCoefficientRecorded
from civicflow.organization.events import MemberJoined
from civicflow.testing import Given
from tests.correcting import DISCIPLINED
from tests.employee.staff import STAFF, placed, position, registered
from tests.organization.offices import DEPARTMENT

WHY = "Ghi không đúng hồ sơ gốc"
TODAY = "2023-10-02T08:00+07:00"
FIRST = len(DEPARTMENT) + 1
GRADED = EmployeeEvaluated(
    person="E-1",
    unit="U-1",
    period="2023-02",
    period_kind=PeriodKind.MONTH,
    grade=Grade.GOOD,
    total=None,
    regime="vn.evaluation_regime/2020-08-20",
    approved_by="HEAD-1",
)
YEAR = evolve(GRADED, period="2023", period_kind=PeriodKind.YEAR)
PAID = SalaryCoefficientRecorded(
    person="E-1", coefficient="3.33", since=date(2023, 2, 1), instrument="QĐ 51", recorded_by="CLERK-1"
)


def registration(**other: str) -> employee.CorrectRegistration:
    """E-1 was taken on a month later."""
    said: dict[str, Any] = {"unit": "U-1", "category": "civil_servant", "hired_on": "2023-02-01"} | other
    return employee.CorrectRegistration(person="E-1", corrects=FIRST, because=WHY, **said)


@pytest.mark.parametrize(
    "other, rule",
    [
        ({"unit": "NOWHERE"}, "unit_is_on_record"),
        ({"hired_on": "2023-10-03"}, "first_day_of_service_has_come"),
    ],
)
def test_a_registration_is_corrected_to_what_can_be(other, rule):
    """A unit that exists, a day that has come."""
    given = Given(*DEPARTMENT, registered("E-1"), at=TODAY)

    given.when(registration(**other), by="CLERK-1").refused_by(rule)
    assert given.when(registration(), by="CLERK-1").events


@pytest.mark.parametrize("resting", [(position("P-1"), placed("E-1")), (PAID,), (GRADED,)])
def test_service_begins_before_what_rests_on_it(resting):
    """Neither a position nor a coefficient nor a grade is left before the service (K18)."""
    given = Given(*DEPARTMENT, registered("E-1"), *resting, at=TODAY)
    refused = given.when(registration(hired_on="2023-03-02"), by="CLERK-1")

    refused.refused_by("service_begins_before_what_rests_on_it")
    assert given.when(registration(hired_on="2022-12-01"), by="CLERK-1").events


def test_a_category_is_not_corrected_under_a_decided_grade():
    """Pay follows from the grade; the service ends and begins anew under the right category (R7, R46)."""
    other = registration(category="public_employee", hired_on="2023-01-01")
    given = Given(*DEPARTMENT, registered("E-1"), at=TODAY)

    assert given.when(other, by="CLERK-1").events
    graded = Given(*DEPARTMENT, registered("E-1"), GRADED, at=TODAY)
    graded.when(other, by="CLERK-1").refused_by("category_is_that_of_the_decided_grades")


def test_a_membership_begins_by_what_rests_on_it():
    """Not on a day still to come, and by the end of the first period that is graded (K18)."""
    joined = [isinstance(each, MemberJoined) and each.person == "E-1" for each in STAFF].index(True)

    def since(on: str) -> organization.CorrectMembership:
        return organization.CorrectMembership(
            unit="U-1", person="E-1", since=on, corrects=joined + 1, because=WHY
        )

    given, graded = Given(*STAFF, at=TODAY), Given(*STAFF, GRADED, at=TODAY)
    given.when(since("2023-10-03"), by="CLERK-1").refused_by("first_day_in_the_unit_has_come")
    graded.when(since("2023-03-01"), by="CLERK-1").refused_by("membership_begins_before_what_rests_on_it")
    assert given.when(since("2023-03-01"), by="CLERK-1").events
    assert graded.when(since("2023-02-28"), by="CLERK-1").events


def test_discipline_keeps_its_year_and_its_ground():
    """A year that is graded keeps what it counted, and no breach of public duty is taken back by correction (K24)."""

    def measure(on: str, *, public_duty: bool = True) -> employee.CorrectDiscipline:
        return employee.CorrectDiscipline(
            person="E-1",
            discipline="KL-1",
            kind="reprimand",
            on=on,
            public_duty=public_duty,
            instrument="QĐ 60",
            corrects=len(STAFF) + 1,
            because=WHY,
        )

    given = Given(*STAFF, DISCIPLINED, at=TODAY)
    graded = Given(*STAFF, DISCIPLINED, YEAR, at=TODAY)
    graded.when(measure("2022-12-30"), by="HEAD-1").refused_by("discipline_stays_in_a_year_that_is_graded")
    given.when(measure("2023-09-01", public_duty=False), by="HEAD-1").refused_by(
        "breach_of_public_duty_is_not_taken_back"
    )
    assert given.when(measure("2022-12-30"), by="HEAD-1").events
    assert graded.when(measure("2023-09-04"), by="HEAD-1").events


def test_a_salary_coefficient_is_short():
    """Recorded or corrected; thousands of digits are no coefficient (R46)."""
    long = "3." + "3" * 4_000
    record = employee.RecordSalaryCoefficient(
        person="E-1", coefficient=long, since="2023-03-01", instrument="QĐ 52"
    )
    correct = employee.CorrectSalaryCoefficient(
        person="E-1",
        coefficient=long,
        since="2023-02-01",
        instrument="QĐ 51",
        corrects=len(STAFF) + 1,
        because=WHY,
    )

    for command in (record, correct):
        Given(*STAFF, PAID, at=TODAY).when(command, by="CLERK-1").refused_by("coefficient_is_an_exact_number")
