"""A salary coefficient, and the end of a leave, are corrected within what else is on record (R46, K13)."""

from datetime import date

from attrs import evolve

from civicflow import employee
from civicflow.core.fields import FreeText
from civicflow.employee.events import LeaveEnded
from civicflow.employee.standing_events import SalaryCoefficientRecorded
from civicflow.testing import Given
from tests.employee.staff import STAFF
from tests.organization.test_correcting import SICK

WHY = FreeText(v="Ghi không đúng quyết định nâng lương")
FIRST = SalaryCoefficientRecorded(
    person="E-1", coefficient="3.33", since=date(2023, 2, 1), instrument="QĐ 51", recorded_by="CLERK-1"
)
SECOND = evolve(FIRST, coefficient="3.66", since=date(2023, 8, 1))
PLACE = len(STAFF) + 1


def test_a_corrected_coefficient_begins_on_a_day_of_its_own():
    """Its own day may stay; the day of another coefficient, or one before service, it does not take (R46)."""
    given = Given(*STAFF, FIRST, SECOND)

    def correct(since: str, coefficient: str = "3.34") -> employee.CorrectSalaryCoefficient:
        return employee.CorrectSalaryCoefficient(
            person="E-1",
            coefficient=coefficient,
            since=since,
            instrument="QĐ 51",
            corrects=PLACE,
            because=WHY,
        )

    assert given.when(correct("2023-02-01"), by="CLERK-1").events
    assert given.when(correct("2023-03-01"), by="CLERK-1").events
    given.when(correct("2023-08-01"), by="CLERK-1").refused_by("no_other_coefficient_takes_that_day")
    given.when(correct("2022-12-31"), by="CLERK-1").refused_by("coefficient_begins_in_service")
    given.when(correct("2023-02-01", "0"), by="CLERK-1").refused_by("coefficient_is_an_exact_number")


def test_a_leave_is_corrected_to_have_ended_no_earlier_than_on_its_eve():
    """On the eve it was called off; before that there was nothing to end (K13)."""
    given = Given(*STAFF, SICK, LeaveEnded(person="E-1", leave="L-1", until=date(2023, 10, 9)))

    def correct(until: str) -> employee.CorrectLeaveEnd:
        return employee.CorrectLeaveEnd(
            person="E-1", leave="L-1", until=until, corrects=PLACE + 1, because=WHY
        )

    assert given.when(correct("2023-10-08"), by="CLERK-1").events
    given.when(correct("2023-10-07"), by="CLERK-1").refused_by("leave_ends_no_earlier_than_on_its_eve")
