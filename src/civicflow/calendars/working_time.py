"""When a term ends that a moment sets running, when one begins that is to end with it, and how much working time lies between."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

import attrs

from civicflow.calendars.office_hours import OfficeHours
from civicflow.calendars.terms import Derivation, Length, Term, TermUnit
from civicflow.calendars.working_calendar import WorkingCalendar
from civicflow.core.event import MINUTE
from civicflow.core.fields import instant
from civicflow.errors import OutsideCalendarError


@attrs.frozen
class WorkingTime:
    """
    The working time of an office: its hours on the working days of a calendar, by the local clock.

    Args:
        calendar: Which days are worked; made-up Saturdays are worked like any other day.
        hours: The office hours of a working day.
        zone: The zone of local dates and of office hours.
    """

    calendar: WorkingCalendar
    hours: OfficeHours
    zone: tzinfo

    def term(self, start: datetime, length: Length, *, regulation: str | None = None) -> Term:
        """
        The term of a length that a moment sets running.

        What has begun by then is not counted (Civil Code 2015, Art 147): the day of the start, the session or the minute it
        falls into. A start outside office hours therefore counts from the next working minute on.

        Args:
            start: The moment of the fact, aware.
            length: How long the term is. In working days, and in calendar days rolled to a working day, it ends with the
                office hours of its last day, in sessions with its last session, in working hours at the minute.
            regulation: The provision that sets the length, to be kept beside the end.

        Raises:
            InvalidInputError: When the start has no zone.
            OutsideCalendarError: When the term reaches beyond the calendar.
        """
        local = self._local(start)
        day, at = self._end(local, length)
        return Term(
            end=datetime.combine(day, at, self.zone).astimezone(UTC),
            derivation=Derivation(
                start=local.astimezone(UTC),
                length=length.number,
                unit=length.unit,
                calendar=self.calendar.version,
                regulation=regulation,
                office_hours=self.hours.provision,
                projected=self.calendar.reaches_projected(local.date(), day),
            ),
        )

    def before(self, end: datetime, length: Length) -> datetime:
        """
        From when on no more than a length is left before a moment: when whoever is to be told that long before is told.

        Args:
            end: The moment, aware.
            length: How long before. In working days, and in calendar days brought forward to a working day, it begins with
                the office hours of a day; in sessions with a session; in working hours at the minute.

        Raises:
            InvalidInputError: When the moment has no zone.
            OutsideCalendarError: When it would lie before the calendar begins, or the calendar does not cover the moment.
        """
        day, at = self._beginning(self._local(end), length)
        return datetime.combine(day, at, self.zone).astimezone(UTC)

    def working_minutes_between(self, start: datetime, end: datetime) -> int:
        """
        How many whole minutes of office hours pass from one moment to another; negative the other way round.

        Args:
            start: From when, aware.
            end: Until when, aware.

        Raises:
            InvalidInputError: When a moment has no zone.
            OutsideCalendarError: When the calendar does not cover both moments.
        """
        passed = self._passed(self._local(end)) - self._passed(self._local(start))
        return passed // MINUTE if passed >= 0 else -(-passed // MINUTE)

    def later(self, start: datetime, minutes: int) -> datetime:
        """
        The moment by which so many minutes of office hours have passed since another; that one itself where none are to pass.

        Args:
            start: From when, aware.
            minutes: How many, not negative.

        Raises:
            InvalidInputError: When the moment has no zone.
            OutsideCalendarError: When it would lie beyond the calendar.
        """
        local = self._local(start)
        if minutes == 0:
            return local.astimezone(UTC)
        begun = -(-self._passed(local) // MINUTE)
        place, before = divmod(begun + minutes - 1, self.hours.minutes)
        day = self._working_day(place, local, f"{minutes} minutes")
        return datetime.combine(day, self.hours.after(before + 1), self.zone).astimezone(UTC)

    def _end(self, start: datetime, length: Length) -> tuple[date, time]:
        hours, day, number = self.hours, start.date(), length.number
        match length.unit:
            case TermUnit.WORKING_DAYS:
                return self.calendar.nth_working_day(day, number), hours.afternoon_to
            case TermUnit.CALENDAR_DAYS:
                return self.calendar.rolled(day, number), hours.afternoon_to
            case TermUnit.SESSIONS:
                place, session = divmod(self._sessions_begun(start) + number - 1, len(hours.sessions))
                return self._working_day(place, start, length), hours.sessions[session][1]
            case TermUnit.WORKING_HOURS:
                begun = -(-self._passed(start) // MINUTE)
                place, before = divmod(begun + 60 * number - 1, hours.minutes)
                return self._working_day(place, start, length), hours.after(before + 1)

    def _beginning(self, end: datetime, length: Length) -> tuple[date, time]:
        hours, number = self.hours, length.number
        match length.unit:
            case TermUnit.WORKING_DAYS:
                place = self.calendar.working_days_before(end.date()) - number
                return self._working_day(place, end, length), hours.morning_from
            case TermUnit.CALENDAR_DAYS:
                covered = (end.date() - self.calendar.first).days + 1
                following = end.date() - timedelta(days=min(number, covered) - 1)
                place = self.calendar.working_days_before(following) - 1
                return self._working_day(place, end, length), hours.morning_from
            case TermUnit.SESSIONS:
                before_it = self._sessions_begun(end) - self._is_within_session(end)
                place, session = divmod(before_it - number, len(hours.sessions))
                return self._working_day(place, end, length), hours.sessions[session][0]
            case TermUnit.WORKING_HOURS:
                passed = -(-self._passed(end) // MINUTE) - 60 * number
                place, before = divmod(passed - 1, hours.minutes)
                return self._working_day(place, end, length), hours.after(before + 1)

    def _passed(self, at: datetime) -> int:
        """How much working time has passed by a local moment since the first day of the calendar, in microseconds."""
        days, today = self._whole_days(at)
        return days * self.hours.minutes * MINUTE + (self.hours.passed(at.time()) if today else 0)

    def _sessions_begun(self, at: datetime) -> int:
        """How many sessions have begun before a local moment, since the first day of the calendar."""
        days, today = self._whole_days(at)
        return days * len(self.hours.sessions) + (self.hours.begun(at.time()) if today else 0)

    def _is_within_session(self, at: datetime) -> bool:
        _, today = self._whole_days(at)
        return today and any(begin < at.time() <= end for begin, end in self.hours.sessions)

    def _whole_days(self, at: datetime) -> tuple[int, bool]:
        """How many working days lie before that of a local moment, and whether that one is worked itself."""
        day = at.date()
        place = self.calendar.working_days_before(day)
        return place, self.calendar.working_day_at(place) == day

    def _working_day(self, place: int, start: datetime, length: Length | str) -> date:
        day = self.calendar.working_day_at(place) if place >= 0 else None
        if day is None:
            raise OutsideCalendarError(
                calendar=self.calendar.version, start=start.date().isoformat(), length=str(length)
            )
        return day

    def _local(self, moment: datetime) -> datetime:
        return instant(moment).astimezone(self.zone)
