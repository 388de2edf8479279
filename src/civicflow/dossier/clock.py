"""When the clock of a dossier stands still, and by how much a due moves on when it goes on (K4)."""

from collections.abc import Iterator
from datetime import datetime

from civicflow.calendars import WorkingCalendar, WorkingTime
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.dossier.holding_events import Standstill, StepDueMoved, TermResumed, TermStopped
from civicflow.dossier.model import Dossier, Hold
from civicflow.organization.authority import claimed_day
from civicflow.organization.model import Unit
from civicflow.procedures import Procedure
from civicflow.procedures.marking import Marking
from civicflow.regulations import NotOnRecord
from civicflow.regulations.terms import working_time


def office_time(facts: Facts, unit: str) -> WorkingTime | None:
    """The working time of a unit's place on the day of the act; None where no office hours are on record."""
    found = working_time(
        facts.regulations,
        facts.calendar(WorkingCalendar),
        facts.zone,
        on=claimed_day(facts),
        locality=facts.of(Unit, unit).locality,
    )
    return None if isinstance(found, NotOnRecord) else found


def stands_still(procedure: Procedure, marking: Marking, hold: Hold | None) -> bool:
    """Whether the term of a dossier does not run: an office lets it rest, or it is at a step that stops the clock."""
    stops = (each.step for each in procedure.steps if each.stops_the_clock)
    return marking.result is None and (hold is not None or not marking.open.isdisjoint(stops))


def standstill(time: WorkingTime, start: datetime, end: datetime) -> Standstill:
    """
    How long a clock stood still between two moments.

    It stands still from when the record took that, and until the act is said to have happened that set it going: of two
    moments that differ, always the one that leaves the office less time (K4).
    """
    end = max(start, end)
    return Standstill(
        start=start,
        end=end,
        working_minutes=time.working_minutes_between(start, end),
        calendar=time.calendar.version,
        office_hours=time.hours.provision,
    )


def term_resumed(facts: Facts, dossier: Dossier) -> TermResumed:
    """That the term of a dossier runs again, and until when now."""
    time, since = office_time(facts, dossier.unit), dossier.stopped_since
    if time is None or since is None or dossier.due is None:
        return TermResumed(dossier=dossier.id, old_due=None, new_due=None, standstill=None)
    stood = standstill(time, since, facts.act.occurred_at)
    new_due = time.later(dossier.due, stood.working_minutes)
    return TermResumed(dossier=dossier.id, old_due=dossier.due, new_due=new_due, standstill=stood)


def term_stopped(dossier: Dossier) -> TermStopped:
    """That the term of a dossier stands still."""
    return TermStopped(dossier=dossier.id)


def dues_moved(facts: Facts, dossier: Dossier, hold: Hold) -> Iterator[Event]:
    """The dues of the open steps move on by the working time for which each of them rested with the dossier."""
    time = office_time(facts, dossier.unit)
    for opened in dossier.open.values():
        if time is None or opened.due is None:
            continue
        stood = standstill(time, max(hold.since, opened.since), facts.act.occurred_at)
        if stood.working_minutes:
            yield StepDueMoved(
                dossier=dossier.id,
                step=opened.step,
                round=opened.round,
                old_due=opened.due,
                new_due=time.later(opened.due, stood.working_minutes),
                standstill=stood,
            )
