"""What an employee says of a working day: check in, report the day, report an incident; and who confirms it."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import ClassVar

from attrs import field, frozen

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import (
    FreeText,
    SubjectId,
    free_text,
    instant,
    optional_day,
    optional_free_text,
)
from civicflow.core.rule import Rule
from civicflow.employee import rules
from civicflow.employee.events import (
    CheckedIn,
    DayReported,
    IncidentConfirmed,
    IncidentKind,
    IncidentReported,
    Place,
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
    rules: ClassVar[tuple[Rule, ...]] = (rules.person_has_not_checked_in_today,)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The person has checked in."""
        on = claimed_day(facts)
        yield CheckedIn(person=facts.act.by, unit=unit_of_actor(facts, on), day=on, place=self.place)


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
    rules: ClassVar[tuple[Rule, ...]] = (rules.day_has_come, rules.day_is_not_reported_yet)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The day is reported."""
        on = rules.day_reported(self, facts)
        yield DayReported(
            person=facts.act.by,
            unit=unit_of_actor(facts, on),
            day=on,
            done=self.done,
            obstacles=self.obstacles,
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
        rules.incident_is_new,
        rules.incident_lies_in_the_past,
        rules.reporter_belongs_to_a_unit,
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

    authority: ClassVar[Rule] = rules.office_above_the_person
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.incident_is_not_confirmed_yet,
        rules.actor_did_not_report_the_incident,
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


PRESENCE = (CheckIn, ReportDay, ReportIncident, ConfirmIncident)
