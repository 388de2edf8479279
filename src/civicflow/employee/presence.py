"""What an employee says of a working day, and what the office answers: check in, report, read the report, decide on incidents."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import ClassVar

from attrs import field, frozen

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import (
    FreeText,
    PersonId,
    SubjectId,
    day,
    free_text,
    instant,
    optional_day,
    optional_free_text,
)
from civicflow.core.rule import Rule
from civicflow.employee import presence_rules, rules
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
from civicflow.employee.model import Incident
from civicflow.organization.authority import claimed_day, today
from civicflow.organization.membership import primary_unit


def unit_of_actor(facts: Facts, on: date) -> str | None:
    """The primary unit of the acting person on a day: figures use the unit of the day of the fact (K18)."""
    unit = primary_unit(facts, facts.act.by, on)
    return None if unit is None else unit.id


@frozen(kw_only=True, eq=False, repr=False)
class CheckIn(Command):
    """
    Say, as an employee, that one is at work and can be reached; never scored (R18, R25).

    Args:
        place: Where one works.
    """

    place: Place = field(converter=Place)

    authority: ClassVar[Rule] = rules.in_person
    rules: ClassVar[tuple[Rule, ...]] = (presence_rules.person_has_not_checked_in_today,)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The person has checked in."""
        on = claimed_day(facts)
        yield CheckedIn(person=facts.act.by, unit=unit_of_actor(facts, on), day=on, place=self.place)


@frozen(kw_only=True, eq=False, repr=False)
class CheckOut(Command):
    """Say, as an employee, that the day's work is done; never scored, nor are hours counted (R18, R25)."""

    authority: ClassVar[Rule] = rules.in_person
    rules: ClassVar[tuple[Rule, ...]] = (presence_rules.person_is_checked_in,)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The person has checked out."""
        on = claimed_day(facts)
        yield CheckedOut(person=facts.act.by, unit=unit_of_actor(facts, on), day=on)


@frozen(kw_only=True, eq=False, repr=False)
class ReportDay(Command):
    """
    Report to the head, as an employee, what a day's work came to (R36).

    Whether it came by the cut-off is judged on the time of record (K3, V7).

    Args:
        day: The day; today when left out.
        done: What was done.
        obstacles: What stood in the way.
    """

    day: date | None = field(default=None, converter=optional_day)
    done: FreeText = field(converter=free_text)
    obstacles: FreeText | None = field(default=None, converter=optional_free_text)

    authority: ClassVar[Rule] = rules.in_person
    rules: ClassVar[tuple[Rule, ...]] = (presence_rules.day_has_come, presence_rules.day_is_not_reported_yet)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The day is reported."""
        on = presence_rules.day_reported(self, facts)
        yield DayReported(
            person=facts.act.by,
            unit=unit_of_actor(facts, on),
            day=on,
            done=self.done,
            obstacles=self.obstacles,
        )


@frozen(kw_only=True, eq=False, repr=False)
class ReviewReport(Command):
    """
    Say, as the head, that one has read the report of a day, and whether it tells what was done (K19).

    Args:
        person: Who reported.
        day: The day.
        substantive: Whether the report tells what was done.
        remark: What one has to say of it; needed when it does not.
    """

    person: PersonId
    day: date = field(converter=day)
    substantive: bool
    remark: FreeText | None = field(default=None, converter=optional_free_text)

    authority: ClassVar[Rule] = presence_rules.office_that_reads_the_report
    rules: ClassVar[tuple[Rule, ...]] = (
        presence_rules.day_is_reported,
        presence_rules.report_is_not_reviewed_yet,
        presence_rules.remark_says_what_is_missing,
        rules.actor_is_not_the_employee,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The report is reviewed."""
        unit = presence_rules.report_of(self, facts).unit
        assert unit is not None
        yield ReportReviewed(
            person=self.person,
            unit=unit,
            day=self.day,
            reviewed_by=facts.act.person,
            substantive=self.substantive,
            remark=self.remark,
        )


@frozen(kw_only=True, eq=False, repr=False)
class ReportIncident(Command):
    """
    Report, as an employee, what kept one from working; it excuses nothing until it is confirmed (R23, K3).

    Args:
        incident: Its id.
        kind: What kind.
        since: When it began, aware.
        until: When it ended, aware.
        note: What happened.
    """

    incident: SubjectId
    kind: IncidentKind = field(converter=IncidentKind)
    since: datetime = field(converter=instant)
    until: datetime = field(converter=instant)
    note: FreeText | None = field(default=None, converter=optional_free_text)

    authority: ClassVar[Rule] = rules.in_person
    rules: ClassVar[tuple[Rule, ...]] = (
        presence_rules.incident_is_new,
        presence_rules.incident_lies_in_the_past,
        rules.actor_belongs_to_a_unit,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The incident is reported."""
        unit = unit_of_actor(facts, today(facts))
        assert unit is not None
        yield IncidentReported(
            incident=self.incident,
            person=facts.act.by,
            unit=unit,
            kind=self.kind,
            since=self.since,
            until=self.until,
            note=self.note,
        )


@frozen(kw_only=True, eq=False, repr=False)
class ConfirmIncident(Command):
    """
    Confirm, one level up, that an incident was real and outside the employee (K3, K4).

    Args:
        incident: The incident.
    """

    incident: SubjectId

    authority: ClassVar[Rule] = presence_rules.office_above_the_person
    rules: ClassVar[tuple[Rule, ...]] = (
        presence_rules.incident_waits_for_a_decision,
        presence_rules.actor_did_not_report_the_incident,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The incident is confirmed."""
        incident = facts.of(Incident, self.incident)
        yield IncidentConfirmed(
            incident=incident.id,
            person=incident.person,
            unit=incident.unit,
            since=incident.since,
            until=incident.until,
            confirmed_by=facts.act.person,
        )


@frozen(kw_only=True, eq=False, repr=False)
class RejectIncident(Command):
    """
    Say, one level up, that an incident was not found to be real or outside the employee, and why (K3, K17).

    Args:
        incident: The incident.
        reason: Why.
    """

    incident: SubjectId
    reason: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = presence_rules.office_above_the_person
    rules: ClassVar[tuple[Rule, ...]] = (
        presence_rules.incident_waits_for_a_decision,
        presence_rules.actor_did_not_report_the_incident,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The incident is rejected."""
        incident = facts.of(Incident, self.incident)
        yield IncidentRejected(
            incident=incident.id,
            person=incident.person,
            unit=incident.unit,
            rejected_by=facts.act.person,
            reason=self.reason,
        )


PRESENCE = (CheckIn, CheckOut, ReportDay, ReviewReport, ReportIncident, ConfirmIncident, RejectIncident)
