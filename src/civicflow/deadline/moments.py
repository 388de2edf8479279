"""How far from its due a notice falls due, before it or after, and the moment that this comes to in an office's time."""

from datetime import datetime, timedelta
from enum import Enum
from typing import Self

from attrs import frozen

from civicflow.calendars import Length, TermUnit, WorkingTime
from civicflow.core.fields import ShortText


class CountedIn(Enum):
    """What the time between a notice and its due is counted in: as terms are, or in hours on the wall (K25)."""

    WORKING_DAYS = "working_days"
    WORKING_HOURS = "working_hours"
    SESSIONS = "sessions"
    CALENDAR_DAYS = "calendar_days"
    HOURS = "hours"


@frozen(kw_only=True)
class Offset:
    """
    How far from a due a notice falls due.

    Args:
        number: How many units; none is at the due itself, or as soon as it has passed.
        unit: Of what.
        before: Whether it falls due before; else after.
    """

    number: int
    unit: CountedIn
    before: bool

    @classmethod
    def of(cls, length: Length, *, before: bool) -> Self:
        """The offset of a length, as regulations and procedures set them."""
        return cls(number=length.number, unit=CountedIn(length.unit.value), before=before)

    @property
    def needs_the_calendar(self) -> bool:
        """Whether it is counted in working time or in days."""
        return self.unit is not CountedIn.HOURS and self.number > 0

    def moment(self, due: datetime, time: WorkingTime | None) -> datetime | None:
        """
        When a notice falls due.

        Args:
            due: The due, aware.
            time: The working time of the place; None where nothing on record says when it works.

        Returns:
            The moment; None where it is counted in working time and that is not known.

        Raises:
            OutsideCalendarError: When it lies beyond the calendar.
        """
        if self.number == 0:
            return due if self.before else due + timedelta(microseconds=1)
        if self.unit is CountedIn.HOURS:
            return due + timedelta(hours=-self.number if self.before else self.number)
        if time is None:
            return None
        length = Length(self.number, TermUnit(self.unit.value))
        return time.before(due, length) if self.before else time.term(due, length).end


@frozen(kw_only=True)
class Counted:
    """
    What the moment of a notice was counted from, beside its due; an event keeps it, so that it can be counted again for ever.

    Args:
        number: How many units lie between the due and the moment; none where it is the due itself.
        unit: Of what.
        before: Whether the moment comes before the due.
        source: The record, or the version of a procedure, that sets it.
        calendar: The version of the working calendar; None where it was counted by the clock on the wall.
        office_hours: The provision that sets the office hours; None likewise, and where they rest on none.
        projected: Whether it reaches a year whose order has not been issued yet.
    """

    number: int
    unit: CountedIn
    before: bool
    source: ShortText
    calendar: ShortText | None
    office_hours: ShortText | None
    projected: bool

    @property
    def length(self) -> str:
        """How far from the due it lies, as regulations write it: ``3 working_days``."""
        return f"{self.number} {self.unit.value}"


def counted(offset: Offset, source: str, due: datetime, at: datetime, time: WorkingTime | None) -> Counted:
    """
    What a moment was counted from.

    Args:
        offset: How far from the due it lies.
        source: What sets that.
        due: The due.
        at: The moment that it came to.
        time: The working time that it was counted in.
    """
    used = time if offset.needs_the_calendar else None
    return Counted(
        number=offset.number,
        unit=offset.unit,
        before=offset.before,
        source=source,
        calendar=None if used is None else used.calendar.version,
        office_hours=None if used is None else used.hours.provision,
        projected=used is not None and _is_projected(used, *sorted((due, at))),
    )


def _is_projected(time: WorkingTime, first: datetime, last: datetime) -> bool:
    days = (each.astimezone(time.zone).date() for each in (first, last))
    return time.calendar.reaches_projected(*days)
