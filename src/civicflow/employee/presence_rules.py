"""Who hears and answers what an employee says of a working day, and what must be true before they do."""

from datetime import date, datetime
from typing import Protocol

from civicflow.core.facts import Facts
from civicflow.core.rule import ALLOWED, Refused, Verdict, allowed_if
from civicflow.employee.model import Employee, Incident, Presence, Stage
from civicflow.employee.rules import ConcernsEmployee
from civicflow.organization.authority import claimed_day, has_a_hand_in_it, leads, today


class ConcernsIncident(Protocol):
    """A command about an incident."""

    @property
    def incident(self) -> str:
        """The incident."""


class ReportsIncident(ConcernsIncident, Protocol):
    """A command that reports an incident."""

    @property
    def since(self) -> datetime:
        """When it began."""

    @property
    def until(self) -> datetime:
        """When it ended."""


class ReportsDay(Protocol):
    """A command that reports the work of a day."""

    @property
    def day(self) -> date | None:
        """The day; today when left out."""


class ConcernsReport(ConcernsEmployee, Protocol):
    """A command about the report of a person's day."""

    @property
    def day(self) -> date:
        """The day."""


class ReviewsReport(ConcernsReport, Protocol):
    """A command that says what a report is worth."""

    @property
    def substantive(self) -> bool:
        """Whether it tells what was done."""

    @property
    def remark(self) -> object | None:
        """What the head says of it."""


def office_above_the_person(command: ConcernsIncident, facts: Facts) -> Verdict:
    """An office acts that leads the person who reported the incident; for a head, the one above (K4, K11)."""
    incident = facts.of(Incident, command.incident)
    return leads(facts, incident.unit, about=incident.person)


def office_that_reads_the_report(command: ConcernsReport, facts: Facts) -> Verdict:
    """An office acts that leads the unit in which the day was reported; what a head reports is read above (K11, K19)."""
    unit = report_of(command, facts).unit
    if unit is None:
        return Refused(parameters={"by": facts.act.by, "unit": ""}, basis="K19")
    return leads(facts, unit, about=command.person)


def report_of(command: ConcernsReport, facts: Facts) -> Presence:
    """What the person said of the day."""
    return facts.of(Presence, f"{command.person}:{command.day}")


def incident_is_new(command: ConcernsIncident, facts: Facts) -> Verdict:
    """The incident is not on record yet."""
    return allowed_if(facts.find(Incident, command.incident) is None, incident=command.incident)


def incident_lies_in_the_past(command: ReportsIncident, facts: Facts) -> Verdict:
    """The incident began, and it ended before it is reported (K3)."""
    past = command.since < command.until <= facts.act.now
    return allowed_if(past, since=command.since.isoformat(), until=command.until.isoformat())


def confirmation_lies_within_the_report(command: ReportsIncident, facts: Facts) -> Verdict:
    """What is confirmed lies within what the employee reported: nobody is excused for more than they said (K3, K4)."""
    incident = facts.of(Incident, command.incident)
    within = incident.reported_since <= command.since and command.until <= incident.reported_until
    return allowed_if(
        within,
        since=incident.reported_since.isoformat(),
        until=incident.reported_until.isoformat(),
        basis="K3",
    )


def report_covers_what_is_confirmed(command: ReportsIncident, facts: Facts) -> Verdict:
    """What was confirmed still lies within the report; else the confirmation is corrected first (K3, K4)."""
    incident = facts.of(Incident, command.incident)
    confirmed = incident.stage is Stage.CONFIRMED
    covered = not confirmed or (command.since <= incident.since and incident.until <= command.until)
    return allowed_if(covered, since=incident.since.isoformat(), until=incident.until.isoformat(), basis="K3")


def no_decided_grade_is_of_that_time(command: ReportsIncident, facts: Facts) -> Verdict:
    """No grade is decided of a period in which the incident excuses; once one is, a petition changes it (R43, K3)."""
    incident = facts.of(Incident, command.incident)
    first = facts.day_of(min(incident.since, command.since))
    last = facts.day_of(max(incident.until, command.until))
    employee = facts.find(Employee, incident.person)
    graded = () if employee is None else employee.graded_between(first, last)
    return allowed_if(not graded, incident=incident.id, periods=", ".join(graded), basis="K3")


def incident_waits_for_a_decision(command: ConcernsIncident, facts: Facts) -> Verdict:
    """The incident is neither confirmed nor rejected yet."""
    stage = facts.of(Incident, command.incident).stage
    return allowed_if(stage is Stage.REPORTED, incident=command.incident, stage=stage.value)


def actor_did_not_report_the_incident(command: ConcernsIncident, facts: Facts) -> Verdict:
    """Nobody decides on their own incident, in person or through anyone acting for them (K3, K10)."""
    person = facts.of(Incident, command.incident).person
    return allowed_if(not has_a_hand_in_it(facts, person), person=person, basis="K10")


def day_reported(command: ReportsDay, facts: Facts) -> date:
    """The day that a report is about: the one it names, else that of the act."""
    return command.day or claimed_day(facts)


def said_of_day(facts: Facts, day: date) -> Presence:
    """What the acting person has said of a day so far."""
    return facts.find(Presence, f"{facts.act.by}:{day}") or Presence()


def person_has_not_checked_in_today(_command: object, facts: Facts) -> Verdict:
    """The person has not checked in on the day of the act."""
    on = claimed_day(facts)
    return allowed_if(said_of_day(facts, on).place is None, day=str(on))


def person_is_checked_in(_command: object, facts: Facts) -> Verdict:
    """The person has checked in on the day of the act, and not checked out yet."""
    on = claimed_day(facts)
    said = said_of_day(facts, on)
    return allowed_if(said.place is not None and not said.checked_out, day=str(on))


def day_is_not_reported_yet(command: ReportsDay, facts: Facts) -> Verdict:
    """The day has no report of the person yet."""
    on = day_reported(command, facts)
    return allowed_if(not said_of_day(facts, on).reported, day=str(on))


def day_has_come(command: ReportsDay, facts: Facts) -> Verdict:
    """The day is not still to come."""
    if command.day is None:
        return ALLOWED
    return allowed_if(command.day <= today(facts), day=str(command.day))


def day_is_reported(command: ConcernsReport, facts: Facts) -> Verdict:
    """The person has reported the day."""
    reported = report_of(command, facts).reported
    return allowed_if(reported, person=command.person, day=str(command.day))


def report_is_not_reviewed_yet(command: ConcernsReport, facts: Facts) -> Verdict:
    """The report was not read before: a head says once what it is worth (K19)."""
    reviewed = report_of(command, facts).reviewed
    return allowed_if(not reviewed, person=command.person, day=str(command.day))


def remark_says_what_is_missing(command: ReviewsReport, _facts: Facts) -> Verdict:
    """A report that does not tell what was done is sent back with a word on what is missing (R17, K19)."""
    said = command.substantive or command.remark is not None
    return allowed_if(said, person=command.person, day=str(command.day), basis="R17")
