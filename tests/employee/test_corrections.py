"""A day that was told wrongly is corrected by somebody above, with what was told first left on record (R36, K10, K19)."""

from attrs import asdict, evolve

from civicflow import employee
from civicflow.core.fields import FreeText
from civicflow.employee.corrections import CheckInCorrected, DayReportCorrected
from civicflow.employee.events import CheckedIn, DayReported, Place
from civicflow.testing import Given
from tests.employee.staff import OFFICE
from tests.employee.test_presence import CHECKED_IN, REPORTED

WHY = FreeText(v="Nhân viên đề nghị xem lại, hồ sơ thứ hai chưa xong")
DONE = FreeText(v="Xong một hồ sơ")
GIVEN = Given(*OFFICE, CHECKED_IN, REPORTED, at="2023-10-03T08:00+07:00")
FIRST = len(OFFICE) + 1


def report(**other: str) -> employee.CorrectDayReport:
    """One case was finished, not two."""
    said = {"person": "E-1", "day": "2023-10-02", "done": "Xong một hồ sơ"} | other
    return employee.CorrectDayReport(**said, corrects=FIRST + 1, because=WHY)


def test_a_disputed_report_is_corrected_by_whoever_keeps_the_record():
    """The unit of the day stays; the employee does not rewrite what they reported."""
    right = asdict(evolve(REPORTED, done=DONE), recurse=False)
    becomes = DayReportCorrected(**right, corrects=FIRST + 1, because=WHY, corrected_by="CLERK-1")

    GIVEN.when(report(), by="CLERK-1").then(becomes)
    GIVEN.when(report(), by="E-1").refused_by("office_of_record_above")
    assert isinstance(becomes.content, DayReported)


def test_where_somebody_worked_is_corrected():
    """At the office, not at home."""
    command = employee.CorrectCheckIn(
        person="E-1", day="2023-10-02", place="office", corrects=FIRST, because=WHY
    )
    right = asdict(evolve(CHECKED_IN, place=Place.OFFICE), recurse=False)
    becomes = CheckInCorrected(**right, corrects=FIRST, because=WHY, corrected_by="HEAD-1")

    GIVEN.when(command, by="HEAD-1").then(becomes)
    assert becomes.content == CheckedIn(**right)


def test_what_was_reported_without_a_unit_is_corrected_where_the_person_belongs():
    """The unit is that of today; who belongs nowhere is the administrator's."""
    loose = evolve(REPORTED, unit=None)
    given = Given(*OFFICE, loose, at="2023-10-03T08:00+07:00")
    command = evolve(report(), corrects=FIRST)
    stranger = Given(*OFFICE, evolve(loose, person="E-9"), at="2023-10-03T08:00+07:00")

    assert given.when(command, by="HEAD-1").events
    given.when(command, by="HEAD-2").refused_by("office_of_record_above")
    assert stranger.when(evolve(command, person="E-9"), by="ADMIN").events
    stranger.when(evolve(command, person="E-9"), by="HEAD-1").refused_by("office_of_record_above")
