"""Whether the record is correct, complete, clean and live: what another system claims, what is late, what leads nowhere (V22, R62)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar, TypeAlias

from attrs import field, frozen

from civicflow.calendars.period import Period, optional_period
from civicflow.core import working
from civicflow.core.event import Event
from civicflow.core.fields import PersonId, ShortText, UnitId
from civicflow.core.log import Entry
from civicflow.core.question import Evidence, Figure, Question, View
from civicflow.core.working import Gathered, counted
from civicflow.views import asking
from civicflow.views.among import VIEWS, Among, Part, in_order, optional_part
from civicflow.views.behind import behind
from civicflow.views.lines_of_the_log import LinesOfTheLog


@frozen(kw_only=True)
class RecordQualityLine:
    """
    How good the record is, of all that was asked for or of one part of it.

    Args:
        of: The part, such as a unit; None for all that was asked for, empty where no record says which part.
        events: How many events were recorded.
        live: Recorded within the hours that the regulations allow, of those for which they say it; its events are the
            ones that came late.
        without_limit: Events for which no regulation says how soon they are to be recorded.
        from_outside: Claimed by another system, of all.
        told_twice: Claims that say the same of the same moment as an earlier one of the same system, of all claims.
        resolved: References to something on record, of all references; its events are the ones that lead nowhere.
    """

    of: str | None
    events: int
    live: Figure
    without_limit: int
    from_outside: Figure
    told_twice: Figure
    resolved: Figure


@frozen(kw_only=True)
class RecordQualityAnswer:
    """
    How good the record is.

    Args:
        lines: All that was asked for, then each part.
    """

    lines: tuple[RecordQualityLine, ...]


REFERENCES: Mapping[str, str] = {
    "unit": "unit",
    "to_unit": "unit",
    "superior": "unit",
    "assignee": "employee",
    "position": "position",
    "replaces": "task",
    "pilot": "pilot_record",
    "inspection": "inspection",
}
"""The fields that refer to another subject, and the kind of stream which that subject has."""


@frozen(kw_only=True)
class RecordQuality(Question[RecordQualityAnswer]):
    """
    Whether the record is correct, complete, clean and live, in each unit (V22, R62).

    The whole log of the period is read, with its envelopes.

    Args:
        period: Only what was recorded within it.
        unit: Only what belongs to this unit.
        with_subunits: What belongs to the units below it as well.
        head: Only what belonged to a unit whose accountable head this person was on that day (R79).
        group: Only what was done by people whose position on that day belonged to this group.
        by: Tell one line a unit, head, group or person besides.
        with_events: Name the late events, the claims, the repeated ones and the references that lead nowhere.
    """

    views: ClassVar[tuple[View[Any], ...]] = VIEWS

    period: Period | None = field(default=None, converter=optional_period)
    unit: UnitId | None = None
    with_subunits: bool = False
    head: PersonId | None = None
    group: ShortText | None = None
    by: Part | None = field(default=None, converter=optional_part)
    with_events: bool = False

    def answer(self, evidence: Evidence) -> RecordQualityAnswer:
        """The lines of the log asked for."""
        among = Among(evidence, self)
        lines = LinesOfTheLog(evidence, among)
        moments = asking.moments(evidence, self.period)
        told: defaultdict[str | None, _Told] = defaultdict(lambda: _Told(evidence))
        told[None]  # the line of all is told though nothing was recorded
        streams: set[str] = set()
        said: set[tuple[str, int, Event]] = set()
        for entry in evidence.entries():
            streams.add(entry.stream)
            repeated = _repeats(entry, said)
            if entry.at.recorded in moments:
                unit, person = lines.unit(entry), entry.envelope.by or None
                for name in among.lines(unit, person, entry.at.recorded):
                    told[name].add(entry, lines.is_live(entry, unit), repeated=repeated)
        return RecordQualityAnswer(
            lines=tuple(
                told[name].line(name, streams, with_events=self.with_events) for name in in_order(told)
            )
        )


def _repeats(entry: Entry, said: set[tuple[str, int, Event]]) -> bool:
    """Whether another system has claimed just this before; what it says is remembered."""
    source = entry.envelope.source
    if source is None:
        return False
    claim = (source, entry.at.occurred, entry.event)
    known = claim in said
    said.add(claim)
    return known


Line: TypeAlias = tuple[str, int]
"""A line of the log by its stream and its position."""


class _Told:
    """What was counted so far."""

    def __init__(self, evidence: Evidence) -> None:
        self.live = Gathered(evidence, "live", _part)
        self.late = Gathered(evidence, "late", _part)
        self.without_limit = Gathered(evidence, "without_term", _part)
        self.inside = Gathered(evidence, "recorded", _part)
        self.claims = Gathered(evidence, "claimed", _part)
        self.repeated = Gathered(evidence, "told_twice", _part)
        self.references: list[tuple[Line, str]] = []
        self.positions: defaultdict[str, list[int]] = defaultdict(list)
        self._evidence = evidence

    def add(self, entry: Entry, live: bool | None, *, repeated: bool) -> None:
        """Count a line of the log."""
        line = (entry.stream, entry.at.position)
        from_outside = entry.envelope.source is not None
        {True: self.live, False: self.late, None: self.without_limit}[live].add(line)
        (self.claims if from_outside else self.inside).add(line)
        if repeated:
            self.repeated.add(line)
        for name, is_so in (("late", live is False), ("claims", from_outside), ("repeated", repeated)):
            if is_so:
                self.positions[name].append(entry.at.position)
        self.references.extend((line, each) for each in references_of(entry))

    def line(self, name: str | None, streams: set[str], *, with_events: bool) -> RecordQualityLine:
        """All that was counted."""
        events, claims = self.inside.counted(self.claims), self.claims.counted()
        leads = [line for line, stream in self.references if stream in streams]
        nowhere = [line for line, stream in self.references if stream not in streams]

        def share(numerator: int, denominator: int, positions: Iterable[int]) -> Figure:
            named = behind(positions, with_events=with_events)
            return Figure(numerator=numerator, denominator=denominator, events=named)

        return RecordQualityLine(
            of=name,
            events=events,
            live=share(self.live.counted(), self.live.counted(self.late), self.positions["late"]),
            without_limit=self.without_limit.counted(),
            from_outside=share(claims, events, self.positions["claims"]),
            told_twice=share(self.repeated.counted(), claims, self.positions["repeated"]),
            resolved=share(
                self._referring(leads),
                self._referring([*leads, *nowhere]),
                (position for _, position in nowhere),
            ),
        )

    def _referring(self, lines: list[Line]) -> int:
        return counted(self._evidence, lines, lambda line: _part(line, "refers"))


def _part(line: Line, because: str) -> working.Part:
    stream, position = line
    return working.Part(of=stream, because=because, events=(position,))


def references_of(entry: Entry) -> Iterator[str]:
    """The streams of the other subjects that an event refers to."""
    for name, kind in REFERENCES.items():
        value = getattr(entry.event, name, None)
        if isinstance(value, str) and entry.stream != f"{kind}:{value}":
            yield f"{kind}:{value}"
