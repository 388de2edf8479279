"""What employees say of a day, and incidents that excuse nothing until somebody else confirms them."""

from datetime import UTC, date, datetime

import pytest

from civicflow import employee
from civicflow.core.event import At
from civicflow.core.fields import FreeText
from civicflow.employee.events import (
    CheckedIn,
    DayReported,
    IncidentConfirmed,
    IncidentKind,
    IncidentReported,
    Place,
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
CHECK_IN = employee.CheckIn(place="home")
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


def confirmed(by: str, person: str = "E-1") -> IncidentConfirmed:
    """The incident, confirmed."""
    return IncidentConfirmed(
        incident="I-1", person=person, unit="U-1", since=BEGAN, until=ENDED, confirmed_by=by
    )


def test_an_employee_checks_in_once_a_day():
    """Where one works, for being reached; the day is the local one (R25)."""
    Given(*OFFICE).when(CHECK_IN, by="E-1").then(CHECKED_IN)
    Given(*OFFICE, CHECKED_IN).when(CHECK_IN, by="E-1").refused_by("person_has_not_checked_in_today")
    assert Given(*OFFICE, CHECKED_IN).when(CHECK_IN, by="E-1", at="2023-10-03T00:01+07:00").events


def test_an_employee_reports_a_day_once():
    """Today, or an earlier day that was forgotten (R36)."""
    Given(*OFFICE).when(report(), by="E-1").then(REPORTED)
    Given(*OFFICE, REPORTED).when(report(), by="E-1").refused_by("day_is_not_reported_yet")
    assert Given(*OFFICE, REPORTED).when(report(day="2023-10-01"), by="E-1").events
    Given(*OFFICE).when(report(day="2023-10-03"), by="E-1").refused_by("day_has_come")


@pytest.mark.parametrize("command", [CHECK_IN, report(), report_incident()])
def test_only_employees_speak_for_themselves(command: employee.CheckIn):
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
    Given(*OFFICE, LEFT).when(report_incident(), by="E-1").refused_by("reporter_belongs_to_a_unit")


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
def test_an_incident_is_confirmed_by_an_office_above_the_person(by: str):
    """Only then does it excuse the time that it covers (K3, K4)."""
    Given(*OFFICE, incident()).when(CONFIRM, by=by).then(confirmed(by))


@pytest.mark.parametrize("by", ["E-1", "E-3", "HEAD-2", "CLERK-1", "ADMIN"])
def test_nobody_else_confirms_an_incident(by: str):
    """Neither the person, nor a colleague, nor who does not lead the unit (K4)."""
    Given(*OFFICE, incident()).when(CONFIRM, by=by).refused_by("office_above_the_person")


def test_the_incident_of_a_head_is_confirmed_above():
    """Not by the head, nor by a manager of the unit (K11)."""
    given = Given(*OFFICE, incident("HEAD-1"))
    for by in ("HEAD-1", "MANAGER-1"):
        given.when(CONFIRM, by=by).refused_by("office_above_the_person")
    given.when(CONFIRM, by="DIRECTOR").then(confirmed("DIRECTOR", "HEAD-1"))


def test_nobody_confirms_their_own_incident_through_a_delegation():
    """Who acts for the head confirms nothing about themselves (K10)."""
    given = Given(*OFFICE, incident(), delegated("HEAD-1", "E-1", "U-1"))
    given.when(CONFIRM, by="E-1", on_behalf_of="HEAD-1").refused_by("actor_did_not_report_the_incident")


def test_an_incident_is_confirmed_once_and_must_exist():
    """A second confirmation says nothing new."""
    Given(*OFFICE, incident(), confirmed("HEAD-1")).when(CONFIRM, by="DIRECTOR").refused_by(
        "incident_is_not_confirmed_yet"
    )
    Given(*OFFICE).when(CONFIRM, by="HEAD-1").not_on_record("incident:I-1")


def test_states_pass_over_what_does_not_concern_them():
    """Folds are total: a confirmation without a report, a stranger's event in a stream."""
    at = At(1, 0, 0)
    assert Incident.evolve(None, confirmed("HEAD-1"), at) is None
    assert Presence.evolve(None, incident(), at) is None
    assert Presence.evolve(Presence.evolve(None, CHECKED_IN, at), REPORTED, at) == Presence(
        place=Place.HOME, reported=True
    )
