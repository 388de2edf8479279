"""A small past that questions are asked of: events as they were recorded, folded in memory."""

from collections.abc import Iterator
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from civicflow.calendars import WorkingCalendar
from civicflow.core.correction import Contents, contents_of
from civicflow.core.event import At, Event, keys_of, micros, stream_of
from civicflow.core.fields import instant
from civicflow.core.log import Entry, Envelope
from civicflow.core.provision import NotedRegulations
from civicflow.core.question import Evidence, Place, Question, View
from civicflow.flow import CALENDAR, lawbook, working_calendar
from civicflow.regulations import Lawbook
from civicflow.storage.folding import fold
from tests.corrected import as_if_right
from tests.slow_pages import slowly

A = TypeVar("A")
R = TypeVar("R")

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
LAWBOOK = lawbook()
WORKING_DAYS = working_calendar(CALENDAR)


def at(written: str) -> datetime:
    """A moment of Vietnamese local time."""
    return instant(f"{written}+07:00")


class Past:
    """What happened, in the order in which it was recorded."""

    def __init__(self, *, regulations: Lawbook = LAWBOOK, calendar: WorkingCalendar = WORKING_DAYS) -> None:
        self.lines: list[Entry] = []
        self.regulations = regulations
        self.calendar = calendar

    def add(self, recorded: str, event: Event, *, claimed: str | None = None, by: str = "") -> int:
        """Record an event at a local time, claimed for an earlier one; the position it was given."""
        took = micros(at(recorded))
        occurred = took if claimed is None else micros(at(claimed))
        return self.append(event, occurred, took, by=by)

    def append(self, event: Event, occurred: int, recorded: int, *, by: str = "") -> int:
        """Record an event at moments in microseconds since 1970 UTC."""
        stream = stream_of(event)
        version = 1 + sum(line.stream == stream for line in self.lines)
        position = len(self.lines) + 1
        moment = At(position, occurred, recorded)
        self.lines.append(Entry(moment, stream, version, event.topic, event, Envelope(by=by)))
        return position

    def ask(
        self, question: Question[A], now: str, *, known: str | None = None, as_of: str | None = None
    ) -> A:
        """The answer at a local time."""
        return question.answer(self.evidence(now, known=known, as_of=as_of))

    def evidence(self, now: str, *, known: str | None = None, as_of: str | None = None) -> Evidence:
        """All that an answer at a local time may rest on."""
        seen, until = (None if each is None else at(each) for each in (known, as_of))
        return Evidence(
            reading=Remembered(self.lines, known=seen, as_of=until),
            regulations=NotedRegulations(self.regulations),
            calendar=self.calendar,
            now=until or seen or at(now),
            known=seen,
            zone=ZONE,
        )


class Remembered:
    """What a question reads: lines in memory, filtered before they are folded."""

    def __init__(
        self, lines: list[Entry], *, known: datetime | None = None, as_of: datetime | None = None
    ) -> None:
        recorded, occurred = (None if each is None else micros(each) for each in (known, as_of))
        self.known = [line for line in lines if recorded is None or line.at.recorded <= recorded]
        self.until = occurred
        self.lines = self._happened(self.known)

    def _happened(self, lines: list[Entry]) -> list[Entry]:
        return [line for line in lines if self.until is None or line.at.occurred <= self.until]

    def rows(self, view: View[R]) -> Iterator[R]:
        """All rows of a view, in order of first mention."""
        right = self._happened(as_if_right(self.known))
        return iter(fold(view, ((line.at, line.event) for line in right)).values())

    def page(
        self,
        view: View[R],
        order: str,
        *,
        equal: Place = (),
        after: Place | None = None,
        until: Place | None = None,
        limit: int,
    ) -> Iterator[R]:
        """A page of a view, from all its rows."""
        return iter(slowly(view, self.rows(view), order, equal=equal, after=after, until=until, limit=limit))

    def contents(self) -> Contents:
        """What the corrections say."""
        return contents_of((line.at, line.event) for line in self.known)

    def entries(self, *, stream: str | None = None, key: str | None = None) -> Iterator[Entry]:
        """The lines of a stream, of a key, or all."""
        return (
            line
            for line in self.lines
            if (stream is None or line.stream == stream) and (key is None or key in keys_of(line.event))
        )
