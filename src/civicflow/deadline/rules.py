"""What must be on record before something is told about a due; whoever asks for it, the record alone decides (V17, R53)."""

from datetime import datetime
from typing import Protocol

from civicflow.calendars import WorkingCalendar
from civicflow.core.event import micros
from civicflow.core.facts import Facts
from civicflow.core.rule import Allowed, Refused, Verdict, allowed_if
from civicflow.deadline.dues import DueWork, work_of
from civicflow.deadline.falling import Almanac, FallingDue
from civicflow.deadline.model import Deadline, Given
from civicflow.organization.model import Unit


class TellsOfDue(Protocol):
    """A command that tells something about a due."""

    @property
    def subject(self) -> str:
        """The stream of the work."""

    @property
    def due(self) -> datetime:
        """Its due."""

    @property
    def notice(self) -> str:
        """What is told, by its name."""


def almanac(facts: Facts) -> Almanac:
    """By what the moments of notices are counted."""
    return Almanac(regulations=facts.regulations, calendar=facts.calendar(WorkingCalendar), zone=facts.zone)


def locality_of(facts: Facts, unit: str | None) -> str:
    """The place of a unit; empty for one that is not on record."""
    found = None if unit is None else facts.find(Unit, unit)
    return "" if found is None else found.locality


def called_for(command: TellsOfDue, facts: Facts) -> tuple[DueWork, FallingDue] | None:
    """The work and the notice that the record calls for; None where it calls for none of that name."""
    work = work_of(facts, command.subject)
    if work is None:
        return None
    falling = almanac(facts).falling_due(work, locality_of(facts, work.unit))
    return next(((work, each) for each in falling if each.notice.name == command.notice), None)


def record_calls_for_the_notice(command: TellsOfDue, facts: Facts) -> Verdict:
    """Work is on record whose due runs, and a regulation or its procedure has this told about it (V17, R53)."""
    found = called_for(command, facts)
    if found is None:
        return Refused(parameters={"subject": command.subject, "notice": command.notice})
    return Allowed(found[1].notice.source)


def due_is_the_one_that_runs(command: TellsOfDue, facts: Facts) -> Verdict:
    """The due is the one in force, with the time for which confirmed holds let the clock stand still (K4)."""
    work = work_of(facts, command.subject)
    runs = work is not None and work.due == micros(command.due)
    return allowed_if(runs, subject=command.subject, due=command.due.isoformat())


def moment_of_the_notice_has_come(command: TellsOfDue, facts: Facts) -> Verdict:
    """The notice has fallen due."""
    found = called_for(command, facts)
    come = found is not None and found[1].at <= facts.act.now
    return allowed_if(come, subject=command.subject, notice=command.notice)


def notice_was_not_given_yet(command: TellsOfDue, facts: Facts) -> Verdict:
    """Of one due nothing is told twice."""
    told = facts.find(Deadline, command.subject)
    new = told is None or Given(command.due, command.notice) not in told.given
    return allowed_if(new, subject=command.subject, notice=command.notice)


RULES = (due_is_the_one_that_runs, moment_of_the_notice_has_come, notice_was_not_given_yet)
