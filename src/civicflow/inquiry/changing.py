"""One question at two instants: what is said otherwise, and why: new facts, late records, corrections, extensions, law, time."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import TypeAlias

from attrs import evolve, frozen

from civicflow.core.clock import FixedClock
from civicflow.core.command import given
from civicflow.core.correction import Correction
from civicflow.core.event import micros
from civicflow.core.fields import closing_instant
from civicflow.core.filing import Setting
from civicflow.core.log import Entry
from civicflow.core.question import Head, Question
from civicflow.errors import InvalidInputError
from civicflow.inquiry.answering import Answered, Standpoint, Store, answered
from civicflow.inquiry.comparing import with_events
from civicflow.inquiry.differing import (
    Cause,
    CauseKind,
    ChangedRecord,
    Difference,
    changed_records,
    differences,
)
from civicflow.task.events import DeadlineExtended

Moment: TypeAlias = datetime | date | str
"""An aware moment, or a day that stands for its end."""


@frozen(kw_only=True)
class Interval:
    """
    The two instants of a question.

    Args:
        since: What was on record at this instant counts for the earlier answer.
        known: What was on record at this one counts for the later; the present when left out.
        as_of: Only what had happened by this instant counts.
        as_of_since: The same for the earlier answer, where it is another one.
    """

    since: Moment
    known: Moment | None = None
    as_of: Moment | None = None
    as_of_since: Moment | None = None


@frozen(kw_only=True)
class Changes:
    """
    In what an answer has changed.

    Args:
        differences: What is said otherwise, in the order of the answer, each with its causes where the figure names them.
        records: The records of regulations on which only one of the two answers rests.
        causes: All that was recorded in between about what the question is answered from, and the law issued or repealed.
        events: The lines of the log that are causes.
        earlier: Where the earlier answer comes from.
        later: Where the later one comes from.
    """

    differences: tuple[Difference, ...]
    records: tuple[ChangedRecord, ...]
    causes: tuple[Cause, ...]
    events: tuple[Entry, ...]
    earlier: Head
    later: Head

    @property
    def differs(self) -> bool:
        """Whether anything is said otherwise."""
        return bool(self.differences)


def changes(store: Store, setting: Setting, question: Question[object], between: Interval) -> Changes:
    """
    In what an answer has changed between two instants.

    Args:
        store: Where the events are.
        setting: Clock, regulations and calendar; both answers are given under the regulations as they were known.
        question: What is asked.
        between: The instants.

    Raises:
        InvalidInputError: When an instant cannot be understood, or the earlier one comes after the later.
    """
    still = evolve(setting, clock=FixedClock(setting.clock.now()))
    asked = with_events(question)
    before, after = _standpoints(between, setting)
    earlier = answered(store, still, asked, before, explaining=True)
    later = answered(store, still, asked, after, explaining=True)
    if (earlier.reply.head.known or still.clock.now()) > (later.reply.head.known or still.clock.now()):
        raise InvalidInputError(field="since", problem="after-known")
    found = _Causes(store, question, earlier, later, setting)
    told = tuple(map(found.named, differences(earlier.reply.answer, later.reply.answer)))
    return Changes(
        differences=told,
        records=found.records,
        causes=found.all,
        events=tuple(found.lines.values()),
        earlier=evolve(earlier.reply.head, arguments=given(question)),
        later=evolve(later.reply.head, arguments=given(question)),
    )


def _standpoints(between: Interval, setting: Setting) -> tuple[Standpoint, Standpoint]:
    as_of_since = closing_instant(between.as_of_since, setting.zone, "as_of_since")
    return (
        Standpoint(
            known=closing_instant(between.since, setting.zone, "since"),
            as_of=between.as_of if as_of_since is None else as_of_since,
        ),
        Standpoint(known=between.known, as_of=between.as_of),
    )


class _Causes:
    """
    Why an answer is another one than before.

    Args:
        store: Where the events are.
        question: What was asked.
        earlier: The earlier answer.
        later: The later one.
        setting: The zone of local dates.

    Attributes:
        lines: The lines that only the later answer takes into account, of those that the question is answered from.
        records: The records on which only one of the answers rests.
        all: All causes that there are.
    """

    def __init__(
        self,
        store: Store,
        question: Question[object],
        earlier: Answered[object],
        later: Answered[object],
        setting: Setting,
    ) -> None:
        self._earlier, self._later = earlier.reply.head, later.reply.head
        self._zone = setting.zone
        self.lines = {line.at.position: line for line in self._come(store, question)}
        self.records = changed_records(
            earlier.provisions, later.provisions, (*earlier.provisions, *later.provisions)
        )
        self._events = {position: self._of_line(line) for position, line in self.lines.items()}
        self._corrected: dict[int, list[Cause]] = {}
        for position, line in self.lines.items():
            if (original := corrected_by(line)) is not None:
                self._corrected.setdefault(original, []).append(self._events[position])
        self.all = (*self._events.values(), *self._of_law())

    def named(self, difference: Difference) -> Difference:
        """
        A difference with its causes; nothing but the time that has passed, where nothing else came.

        What is no longer counted names no event of the later answer: there, all that has come about it is a cause.
        """
        found = [self._events[each] for each in difference.events if each in self._events]
        found += [each for original in difference.events for each in self._corrected.get(original, ())]
        left = {part.of for part in difference.parts if part.after is None}
        found += [self._events[each] for each, line in self.lines.items() if line.stream in left]
        records = {part.of.partition(":")[2] for part in difference.parts}
        found += [cause for cause in self._of_law() if cause.record in records]
        if not found and (difference.parts or not self.all) and self._earlier.now != self._later.now:
            found.append(Cause(kind=CauseKind.TIME))
        return evolve(difference, causes=tuple(dict.fromkeys(found)))

    def _come(self, store: Store, question: Question[object]) -> Iterator[Entry]:
        kinds = tuple(kind for view in question.views for kind in view.subjects)
        after = 0 if self._earlier.as_of != self._later.as_of else self._earlier.position
        for line in store.log.entries(after=after):
            if line.at.position > self._later.position:
                return
            if (not kinds or isinstance(line.event, kinds)) and self._has_come(line):
                yield line

    def _has_come(self, line: Entry) -> bool:
        before, after = self._earlier, self._later
        counted = line.at.position <= before.position and _happened_by(line, before.as_of)
        return not counted and _happened_by(line, after.as_of)

    def _of_line(self, line: Entry) -> Cause:
        return Cause(kind=self._kind(line), position=line.at.position)

    def _kind(self, line: Entry) -> CauseKind:
        if corrected_by(line) is not None:
            return CauseKind.CORRECTION
        if isinstance(line.event, DeadlineExtended):
            return CauseKind.EXTENSION
        late = line.at.position > self._earlier.position and line.at.occurred <= micros(self._earlier.now)
        return CauseKind.LATE_RECORD if late else CauseKind.NEW_FACT

    def _of_law(self) -> Iterator[Cause]:
        for record in self.records:
            if record.after is not None and self._falls_between(record.after.issued_on):
                yield Cause(kind=CauseKind.LAW_ISSUED, record=record.id)
            elif record.before is not None and self._falls_between(record.before.repealed_on):
                yield Cause(kind=CauseKind.LAW_REPEALED, record=record.id)

    def _falls_between(self, on: date | None) -> bool:
        earlier, later = (
            None if each is None else self._day(each) for each in (self._earlier.known, self._later.known)
        )
        return on is not None and earlier is not None and earlier < on and (later is None or on <= later)

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self._zone).date()


def corrected_by(line: Entry) -> int | None:
    """The position of the event that a line corrects; None for one that corrects nothing."""
    return line.event.corrects if isinstance(line.event, Correction) else None


def _happened_by(line: Entry, as_of: datetime | None) -> bool:
    return as_of is None or line.at.occurred <= micros(as_of)
