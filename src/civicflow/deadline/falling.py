"""When each notice about a due falls due, and whether it is given late (V17, K25, R53)."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, tzinfo

from attrs import frozen

from civicflow.calendars import WorkingCalendar, WorkingTime
from civicflow.core.provision import Regulations
from civicflow.deadline.dues import DueWork
from civicflow.deadline.moments import Counted, counted
from civicflow.deadline.notices import ColourAlert, Notice, Reminder, notices
from civicflow.errors import OutsideCalendarError
from civicflow.regulations import NotOnRecord, working_time
from civicflow.regulations.parameters import NOTICE_IN_TIME_WITHIN


@frozen(kw_only=True)
class FallingDue:
    """
    A notice with the moment at which it falls due.

    Args:
        notice: The notice.
        at: The moment: as it was counted from the due, or when the due began to run, where that came later.
        counted: What the moment was counted from.
    """

    notice: Notice
    at: datetime
    counted: Counted


@frozen(kw_only=True)
class Almanac:
    """
    By what the moments of notices are counted.

    Args:
        regulations: The dated rules.
        calendar: The working calendar.
        zone: The zone of local dates.
    """

    regulations: Regulations
    calendar: WorkingCalendar
    zone: tzinfo

    def falling_due(self, work: DueWork, locality: str) -> Iterator[FallingDue]:
        """
        All that is told about the due of some work, reminders first, then alerts, then escalations.

        Of what had come before the due began to run, no reminder is given, since whoever was given the work was told, and of
        the colours only the one that it has by then. What the calendar does not cover is not told either.

        Args:
            work: The work.
            locality: The place of its unit; empty for one that is not on record.
        """
        on = self._day(work.due_at)
        time = self._working_time(on, locality)
        called_for = notices(self.regulations, on, locality, work.declared)
        moments = [(each, at) for each in called_for if (at := _moment(each, work, time)) is not None]
        outdone = _outdone([notice for notice, at in moments if at <= work.runs_since])
        for notice, at in moments:
            if notice not in outdone:
                came = counted(notice.offset, notice.source, work.due_at, at, time)
                yield FallingDue(notice=notice, at=max(at, work.runs_since), counted=came)

    def is_late(self, fell_due: datetime, now: datetime, locality: str) -> bool:
        """
        Whether a notice that is given now comes after the term within which it is in time; not where nothing sets one.

        Args:
            fell_due: When it fell due.
            now: The present.
            locality: The place, whose office hours of that day count.
        """
        on = self._day(fell_due)
        within = NOTICE_IN_TIME_WITHIN.at(self.regulations, on=on, locality=locality)
        time = self._working_time(on, locality)
        if isinstance(within, NotOnRecord) or time is None:
            return False
        try:
            return now > time.term(fell_due, within).end
        except OutsideCalendarError:
            return False

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    def _working_time(self, on: date, locality: str) -> WorkingTime | None:
        found = working_time(self.regulations, self.calendar, self.zone, on=on, locality=locality)
        return None if isinstance(found, NotOnRecord) else found


def _outdone(had_come: Sequence[Notice]) -> Sequence[Notice]:
    """Of notices that had come before a due began to run, those that say nothing any more."""
    colours = [each for each in had_come if isinstance(each, ColourAlert)]
    return [*(each for each in had_come if isinstance(each, Reminder)), *colours[:-1]]


def _moment(notice: Notice, work: DueWork, time: WorkingTime | None) -> datetime | None:
    try:
        return notice.offset.moment(work.due_at, time)
    except (OutsideCalendarError, OverflowError):
        return None
