"""What employees say of a day and who reads it, and incidents that excuse nothing until somebody else confirms them."""

from datetime import UTC, date, datetime

import pytest
from attrs import evolve

from civicflow import employee
from civicflow.core.command import Command
from civicflow.core.event import At, Event
from civicflow.core.fields import FreeText
from civicflow.employee.events import (
    CheckedIn,
    CheckedOut,
    DayReported,
    IncidentConfirmed,
    IncidentKind,
    IncidentRejected,
    IncidentReported,
    Place,
    ReportReviewed,
)
from civicflow.employee.model import Incident, Presence
from civicflow.organization.events import MemberLeft
from civicflow.testing import Given
from tests.employee.staff import OFFICE, registered
from tests.organization.offices import delegated

TODAY = date(2023, 10, 2)
BEGAN = datetime(2023, 10, 1, 23, 30, tzinfo=UTC)
ENDED = datetime(2023, 10, 2, 0, 15, tzinfo=UTC)
CHECKED_IN = CheckedIn(person="E-1", unit="U-1", day=TODAY, place=Place.HOME)
REPORTED = DayReported(person="E-1", unit="U-1", day=TODAY, done=FreeText(v="Xong hai hồ sơ"), obstacles=None)
CHECKED_OUT = CheckedOut(person="E-1", unit="U-1", day=TODAY)
CHECK_IN, CHECK_OUT = employee.CheckIn(place="home"), employee.CheckOut()
LEFT = MemberLeft(unit="U-1", person="E-1", until=date(2023, 10, 1), reason=FreeText(v="Điều động"))


def report(**changes: object) -> employee.ReportDay:
    """The report of a day."""
    return employee.ReportDay(**({"done": "Xong hai hồ sơ"} | changes))  # type: ignore[arg-type]


def incident(person: str = "E-1", unit: str = "U-1") -> IncidentReported:
    """Three quarters of an hour without a connection."""
    return IncidentReported(
        incident="I-1",
        person=person,
        unit=unit,
        kind=IncidentKind.CONNECTION,
        since=BEGAN,
        until=ENDED,
        note=None,
    )


def report_incident(**changes: object) -> employee.ReportIncident:
    """Three quarters of an hour without a connection."""
    fields = {"incident": "I-1", "kind": "connection", "since": BEGAN, "until": ENDED}
    return employee.ReportIncident(**(fields | changes))  # type: ignore[arg-type]


CONFIRM = employee.ConfirmIncident(incident="I-1")
REJECT = employee.RejectIncident(incident="I-1", reason="Không có sự cố đường truyền")
DECISIONS = (CONFIRM, REJECT)


def confirmed(by: str, person: str = "E-1") -> IncidentConfirmed:
    """The incident, confirmed."""
    return IncidentConfirmed(
        incident="I-1", person=person, unit="U-1", since=BEGAN, until=ENDED, confirmed_by=by
    )


def rejected(by: str, person: str = "E-1") -> IncidentRejected:
    """The incident, not found."""
    reason = FreeText(v="Không có sự cố đường truyền")
    return IncidentRejected(incident="I-1", person=person, unit="U-1", rejected_by=by, reason=reason)


def reviewed(by: str = "HEAD-1", person: str = "E-1", *, substantive: bool = True) -> ReportReviewed:
    """The report of today, read."""
    return ReportReviewed(
        person=person,
        unit="U-1",
        day=TODAY,
        reviewed_by=by,
        substantive=substantive,
        remark=None if substantive else FreeText(v="Chưa nêu hồ sơ nào"),
    )


REVIEW = employee.ReviewReport(person="E-1", day=TODAY, substantive=True)


def test_an_employee_checks_in_once_a_day():
    """Where one works, for being reached; the day is the local one (R25)."""
    Given(*OFFICE).when(CHECK_IN, by="E-1").then(CHECKED_IN)
    Given(*OFFICE, CHECKED_IN).when(CHECK_IN, by="E-1").refused_by("person_has_not_checked_in_today")
    assert Given(*OFFICE, CHECKED_IN).when(CHECK_IN, by="E-1", at="2023-10-03T00:01+07:00").events


def test_an_employee_checks_out_of_a_day_they_checked_in_to():
    """Once, on the same local day; no hours are counted (R18, R25)."""
    given = Given(*OFFICE, CHECKED_IN)

    given.when(CHECK_OUT, by="E-1").then(CHECKED_OUT)
    given.when(CHECK_OUT, by="E-1", at="2023-10-03T00:01+07:00").refused_by("person_is_checked_in")
    Given(*OFFICE).when(CHECK_OUT, by="E-1").refused_by("person_is_checked_in")
    Given(*OFFICE, CHECKED_IN, CHECKED_OUT).when(CHECK_OUT, by="E-1").refused_by("person_is_checked_in")


def test_an_employee_reports_a_day_once():
    """Today, or an earlier day that was forgotten (R36)."""
    Given(*OFFICE).when(report(), by="E-1").then(REPORTED)
    Given(*OFFICE, REPORTED).when(report(), by="E-1").refused_by("day_is_not_reported_yet")
    assert Given(*OFFICE, REPORTED).when(report(day="2023-10-01"), by="E-1").events
    Given(*OFFICE).when(report(day="2023-10-03"), by="E-1").refused_by("day_has_come")


@pytest.mark.parametrize("command", [CHECK_IN, CHECK_OUT, report(), report_incident()])
def test_only_employees_speak_for_themselves(command: Command):
    """Neither somebody who is not on record, nor anyone who acts for an employee."""
    Given(*OFFICE).when(command, by="STRANGER").refused_by("in_person")
    given = Given(*OFFICE, registered("MANAGER-1"), delegated("HEAD-1", "MANAGER-1", "U-1"))
    given.when(command, by="MANAGER-1", on_behalf_of="HEAD-1").refused_by("in_person")


def test_a_person_between_two_units_checks_in_without_one():
    """Figures use the unit of the day of the fact (K18); there may be none."""
    outcome = Given(*OFFICE, LEFT).when(CHECK_IN, by="E-1")
    outcome.then(CheckedIn(person="E-1", unit=None, day=TODAY, place=Place.HOME))


def test_an_incident_is_reported_with_its_hours():
    """What kept the employee from working, from when to when (R23)."""
    Given(*OFFICE).when(report_incident(), by="E-1").then(incident())
    Given(*OFFICE, incident()).when(report_incident(), by="E-3").refused_by("incident_is_new")
    Given(*OFFICE, LEFT).when(report_incident(), by="E-1").refused_by("actor_belongs_to_a_unit")


@pytest.mark.parametrize(
    "since, until",
    [
        ("2023-10-02T07:15+07:00", "2023-10-02T06:30+07:00"),
        ("2023-10-02T06:30+07:00", "2023-10-02T06:30+07:00"),
        ("2023-10-02T06:30+07:00", "2023-10-02T08:01+07:00"),
    ],
)
def test_an_incident_began_and_is_over(since: str, until: str):
    """Its end lies after its beginning and not after the report (K3)."""
    backwards = report_incident(since=since, until=until)
    Given(*OFFICE).when(backwards, by="E-1").refused_by("incident_lies_in_the_past")


@pytest.mark.parametrize("by", ["HEAD-1", "MANAGER-1", "DIRECTOR"])
def test_an_incident_is_decided_on_by_an_office_above_the_person(by: str):
    """Confirmed, it excuses the time that it covers (K3, K4); rejected, it excuses nothing, and it is said why (K17)."""
    Given(*OFFICE, incident()).when(CONFIRM, by=by).then(confirmed(by))
    Given(*OFFICE, incident()).when(REJECT, by=by).then(rejected(by))


@pytest.mark.parametrize("command", DECISIONS)
@pytest.mark.parametrize("by", ["E-1", "E-3", "HEAD-2", "CLERK-1", "ADMIN"])
def test_nobody_else_decides_on_an_incident(command: Command, by: str):
    """Neither the person, nor a colleague, nor who does not lead the unit (K4)."""
    Given(*OFFICE, incident()).when(command, by=by).refused_by("office_above_the_person")


@pytest.mark.parametrize("command", DECISIONS)
def test_the_incident_of_a_head_is_decided_on_above(command: Command):
    """Not by the head, nor by a manager of the unit (K11)."""
    given = Given(*OFFICE, incident("HEAD-1"))
    for by in ("HEAD-1", "MANAGER-1"):
        given.when(command, by=by).refused_by("office_above_the_person")
    assert given.when(command, by="DIRECTOR").events


@pytest.mark.parametrize("command", DECISIONS)
def test_nobody_decides_on_their_own_incident_through_a_delegation(command: Command):
    """Who acts for the head says nothing about themselves (K10)."""
    given = Given(*OFFICE, incident(), delegated("HEAD-1", "E-1", "U-1"))
    given.when(command, by="E-1", on_behalf_of="HEAD-1").refused_by("actor_did_not_report_the_incident")


@pytest.mark.parametrize("command", DECISIONS)
@pytest.mark.parametrize("decided", [confirmed("HEAD-1"), rejected("HEAD-1")])
def test_an_incident_is_decided_on_once_and_must_exist(command: Command, decided: Event):
    """What was found stands."""
    Given(*OFFICE, incident(), decided).when(command, by="DIRECTOR").refused_by(
        "incident_waits_for_a_decision"
    )
    Given(*OFFICE).when(command, by="HEAD-1").not_on_record("incident:I-1")


@pytest.mark.parametrize("by", ["HEAD-1", "MANAGER-1", "DIRECTOR"])
def test_the_head_reads_a_report_and_says_what_it_is_worth(by: str):
    """Whether it tells what was done; where it does not, a word says what is missing (K19, R17)."""
    given = Given(*OFFICE, REPORTED)
    hollow = evolve(REVIEW, substantive=False)

    given.when(REVIEW, by=by).then(reviewed(by))
    given.when(evolve(hollow, remark="Chưa nêu hồ sơ nào"), by=by).then(reviewed(by, substantive=False))
    given.when(hollow, by=by).refused_by("remark_says_what_is_missing")


@pytest.mark.parametrize("by", ["E-1", "E-3", "HEAD-2", "CLERK-1", "ADMIN"])
def test_nobody_else_reads_a_report(by: str):
    """Only an office that leads the unit in which the day was reported."""
    Given(*OFFICE, REPORTED).when(REVIEW, by=by).refused_by("office_that_reads_the_report")


def test_a_report_is_read_by_the_unit_of_that_day_and_by_nobody_who_wrote_it():
    """K18: whoever has left since is read where they were; a head is read above (K11); nobody reads their own (K10)."""
    of_the_head = evolve(REPORTED, person="HEAD-1")
    given = Given(*OFFICE, REPORTED, of_the_head, LEFT, delegated("HEAD-1", "E-1", "U-1"))

    assert given.when(REVIEW, by="HEAD-1").events
    given.when(REVIEW, by="E-1", on_behalf_of="HEAD-1").refused_by("actor_is_not_the_employee")
    given.when(evolve(REVIEW, person="HEAD-1"), by="HEAD-1").refused_by("office_that_reads_the_report")
    given.when(evolve(REVIEW, person="HEAD-1"), by="DIRECTOR").then(reviewed("DIRECTOR", "HEAD-1"))


def test_a_report_is_read_once_and_must_exist():
    """A day on which somebody only checked in has nothing to read; nor has one reported between two units (K18)."""
    Given(*OFFICE, REPORTED, reviewed()).when(REVIEW, by="DIRECTOR").refused_by("report_is_not_reviewed_yet")
    Given(*OFFICE, CHECKED_IN).when(REVIEW, by="HEAD-1").refused_by("day_is_reported")
    Given(*OFFICE).when(REVIEW, by="HEAD-1").not_on_record("presence:E-1:2023-10-02")
    Given(*OFFICE, evolve(REPORTED, unit=None)).when(REVIEW, by="HEAD-1").refused_by(
        "office_that_reads_the_report"
    )


def test_states_pass_over_what_does_not_concern_them():
    """Folds are total: a confirmation without a report, a stranger's event in a stream."""
    at = At(1, 0, 0)
    assert Incident.evolve(None, confirmed("HEAD-1"), at) is None
    assert Incident.evolve(None, rejected("HEAD-1"), at) is None
    assert Presence.evolve(None, incident(), at) is None
    assert Presence.evolve(Presence.evolve(None, CHECKED_IN, at), REPORTED, at) == Presence(
        unit="U-1", place=Place.HOME, reported=True
    )
    assert Presence.evolve(None, reviewed(), at) == Presence(reviewed=True)
