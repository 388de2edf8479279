"""A day that was told wrongly is corrected by somebody above, with what was told first left on record (R36, K10, K19)."""

from typing import Any, TypeVar

import pytest
from attrs import asdict, evolve

from civicflow import employee
from civicflow.calendars.period import PeriodKind
from civicflow.core.correction import as_known
from civicflow.core.event import At
from civicflow.core.fields import FreeText, instant
from civicflow.employee.corrections import (
    CheckInCorrected,
    DayReportCorrected,
    IncidentConfirmationCorrected,
    IncidentCorrected,
)
from civicflow.employee.events import (
    CheckedIn,
    DayReported,
    EmployeeEvaluated,
    Grade,
    IncidentConfirmed,
    IncidentReported,
    Place,
)
from civicflow.employee.model import Incident
from civicflow.testing import Given
from tests.correcting import CONFIRMED
from tests.correcting import REPORTED as INCIDENT
from tests.employee.staff import OFFICE, STAFF
from tests.employee.test_presence import CHECKED_IN, REPORTED

S = TypeVar("S", IncidentReported, IncidentConfirmed)
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


def since(command: type, first: str, last: str, corrects: int, day: str = "2023-10-02") -> Any:
    """The incident N-1 was between two times of one day."""
    times = {"since": f"{day}T{first}+07:00", "until": f"{day}T{last}+07:00"}
    kind = {"kind": "power"} if command is employee.CorrectIncident else {}
    return command(incident="N-1", corrects=corrects, because=WHY, **times, **kind)


def times(incident: S, first: str, last: str) -> S:
    """An incident, or its confirmation, between two times of the second of October."""
    since, until = (instant(f"2023-10-02T{each}+07:00") for each in (first, last))
    return evolve(incident, since=since, until=until)


CAUSE, HELD = len(STAFF) + 1, len(STAFF) + 2


def test_what_is_confirmed_is_corrected_within_what_was_reported():
    """Nobody is excused for more than they said, by whatever office (K3, K4)."""
    given = Given(*STAFF, INCIDENT, CONFIRMED)
    correct = employee.CorrectIncidentConfirmation

    assert given.when(since(correct, "06:15", "06:45", HELD), by="HEAD-1").events
    for first, last in (("05:59", "07:00"), ("06:00", "07:01")):
        for by in ("HEAD-1", "MANAGER-1"):
            given.when(since(correct, first, last, HELD), by=by).refused_by(
                "confirmation_lies_within_the_report"
            )


def test_the_report_of_a_confirmed_incident_still_covers_what_is_confirmed():
    """It may grow, and shrink once the confirmation is corrected; one that is not confirmed yet takes any times (K3)."""
    correct = employee.CorrectIncident
    shrunk = since(correct, "06:00", "06:45", CAUSE)
    right = asdict(times(CONFIRMED, "06:15", "06:45"), recurse=False)
    narrowed = IncidentConfirmationCorrected(**right, corrects=HELD, because=WHY, corrected_by="HEAD-1")

    Given(*STAFF, INCIDENT, CONFIRMED).when(shrunk, by="HEAD-1").refused_by("report_covers_what_is_confirmed")
    assert (
        Given(*STAFF, INCIDENT, CONFIRMED).when(since(correct, "05:00", "07:30", CAUSE), by="HEAD-1").events
    )
    assert Given(*STAFF, INCIDENT, CONFIRMED, narrowed).when(shrunk, by="HEAD-1").events
    assert Given(*STAFF, INCIDENT).when(shrunk, by="HEAD-1").events


def test_an_incident_excuses_for_the_time_that_is_confirmed():
    """A report that grows afterwards excuses nothing more."""
    longer = IncidentCorrected(
        **asdict(times(INCIDENT, "05:00", "07:30"), recurse=False),
        corrects=1,
        because=WHY,
        corrected_by="HEAD-1",
    )
    known: Incident | None = None
    for at, event in as_known(
        [(At(n, n, n), each) for n, each in enumerate((INCIDENT, CONFIRMED, longer), 1)]
    ):
        known = Incident.evolve(known, event, at)

    assert known is not None
    assert (known.since, known.until) == (CONFIRMED.since, CONFIRMED.until)
    assert (known.reported_since, known.reported_until) == (longer.since, longer.until)


@pytest.mark.parametrize(
    "period, kind, allowed",
    [
        ("2023-10", PeriodKind.MONTH, False),
        ("2023", PeriodKind.YEAR, False),
        ("2023-09", PeriodKind.MONTH, True),
    ],
)
def test_a_decided_grade_of_that_time_bars_it(period, kind, allowed):
    """Whoever thinks that the grade is wrong petitions; the grade of another month does not matter (R43)."""
    graded = EmployeeEvaluated(
        person="E-1",
        unit="U-1",
        period=period,
        period_kind=kind,
        grade=Grade.GOOD,
        total=None,
        regime="vn.evaluation_regime/2020-08-20",
        approved_by="HEAD-1",
    )
    given = Given(*STAFF, INCIDENT, CONFIRMED, graded)
    asked = given.when(since(employee.CorrectIncidentConfirmation, "06:15", "06:45", HELD), by="HEAD-1")

    assert asked.refusals == (() if allowed else ("no_decided_grade_is_of_that_time",))
