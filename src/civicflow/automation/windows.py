"""Which dues have a notice that falls due between two moments: from the moments back to a range of dues."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from attrs import frozen

from civicflow.calendars import WorkingTime
from civicflow.core.event import from_micros, micros
from civicflow.core.fields import YEARS
from civicflow.core.provision import Provision
from civicflow.deadline.falling import Almanac
from civicflow.deadline.moments import Offset
from civicflow.deadline.notices import Declared, alerts_of
from civicflow.errors import OutsideCalendarError
from civicflow.regulations import Lawbook
from civicflow.regulations.clauses import OFFICE_HOURS
from civicflow.regulations.parameter import Subject
from civicflow.regulations.parameters import ALERT_CLOCK, ESCALATED_AFTER, REMINDED_BEFORE

DUES = range(micros(datetime(YEARS[0], 1, 2, tzinfo=UTC)), micros(datetime(YEARS[-1], 12, 30, tzinfo=UTC)))
"""Every due that a record may speak of, but for the days at the ends of the calendar, at which no zone can be applied."""

BEFORE_ALL, AFTER_ALL = -(2**63), 2**63
"""What comes before, and after, every moment that can be stored."""


@frozen
class Window:
    """
    Dues that lie together.

    Args:
        after: They lie beyond this one, in microseconds since 1970 UTC; None for all.
        until: They lie up to this one.
    """

    after: int | None
    until: int


@frozen(kw_only=True)
class Measure:
    """
    How far from its due something is told, in one working time.

    Args:
        offset: How far.
        time: The working time that it is counted in; any, where it is counted on the wall.
    """

    offset: Offset
    time: WorkingTime

    def moment(self, due: int) -> int:
        """When it falls due for a due, in microseconds since 1970 UTC; before all or after all beyond the calendar."""
        try:
            at = self.offset.moment(from_micros(due), self.time)
        except (OutsideCalendarError, OverflowError):
            return AFTER_ALL if self._is_beyond(due) else BEFORE_ALL
        assert at is not None
        return micros(at)

    def _is_beyond(self, due: int) -> bool:
        if not self.offset.needs_the_calendar:
            return not self.offset.before
        on, calendar = from_micros(due).astimezone(self.time.zone).date(), self.time.calendar
        return on > calendar.last or (not self.offset.before and on >= calendar.first)

    def window(self, after: int | None, until: int) -> Window | None:
        """
        The dues of which this falls due within some time; None where there can be none.

        A later due never has an earlier moment, so they lie together.

        Args:
            after: Beyond which moment; None for whenever that was.
            until: Up to which.
        """
        last = self._last(until)
        first = None if after is None else self._last(after)
        return None if last is None or last == first else Window(first, last)

    def _last(self, moment: int) -> int | None:
        """The last due whose moment has come by another; None where even that of the first has not."""
        place = bisect_right(DUES, moment, key=self.moment)
        return DUES[place - 1] if place else None


def measures(almanac: Almanac, declared: Iterable[Declared] = ()) -> Iterator[Measure]:
    """
    How far from a due anything may be told, by any law and in any office hours on record, each once.

    Which of it holds for a due is decided due by due; here nothing may be missing, and what is too much costs little.

    Args:
        almanac: By what moments are counted.
        declared: What steps of procedures declare for themselves.
    """
    law = almanac.regulations
    assert isinstance(law, Lawbook)
    hours = dict.fromkeys(OFFICE_HOURS.of(each) for each in _records(law, OFFICE_HOURS))
    times = [WorkingTime(almanac.calendar, each, almanac.zone) for each in hours]
    for offset in dict.fromkeys((*_regulated(law), *_declared(declared))):
        for time in times if offset.needs_the_calendar else times[:1]:
            yield Measure(offset=offset, time=time)


def _records(law: Lawbook, of: Subject[object]) -> Iterator[Provision]:
    return (each for sheet in law.sheets if sheet.subject == of.subject for each in sheet.provisions)


def _regulated(law: Lawbook) -> Iterator[Offset]:
    for record in _records(law, REMINDED_BEFORE):
        yield from (Offset.of(each, before=True) for each in REMINDED_BEFORE.of(record))
    for record in _records(law, ALERT_CLOCK):
        yield from (each.offset for each in alerts_of(record))
    for record in _records(law, ESCALATED_AFTER):
        yield from (Offset.of(each, before=False) for each in ESCALATED_AFTER.of(record))


def _declared(declared: Iterable[Declared]) -> Iterator[Offset]:
    for each in declared:
        for lengths, before in ((each.reminders, True), (each.escalations, False)):
            yield from (Offset.of(length, before=before) for length in (lengths.lengths if lengths else ()))
