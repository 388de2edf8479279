"""What an inspector looks at first, for each accountable head: not wrong in itself, but to be explained (R17, R79, K10)."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from typing import Any, ClassVar

from attrs import field, frozen

from civicflow.calendars.period import Period, optional_period
from civicflow.core import working
from civicflow.core.correction import Correction
from civicflow.core.event import Event
from civicflow.core.fields import PersonId, UnitId
from civicflow.core.log import Entry
from civicflow.core.question import Evidence, Question, View
from civicflow.core.refusal import ActRefused
from civicflow.core.working import Gathered, counted
from civicflow.employee.events import IncidentConfirmed
from civicflow.home_work.events import HomeWorkApproved
from civicflow.task.assignment_events import TaskDisputeResolved, TaskReassigned, TaskReopened
from civicflow.task.events import (
    DeadlineExtended,
    TaskAssigned,
    TaskCancelled,
    TaskCompleted,
    TaskEvaluated,
    TaskHeld,
)
from civicflow.task.offering_events import TaskOffered, TaskReturnedToPrevious, TaskTransferred
from civicflow.views import asking
from civicflow.views.among import VIEWS, Among, Part, Whom
from civicflow.views.lines_of_the_log import LinesOfTheLog


class Irregularity(Enum):
    """What is to be explained."""

    REFUSED_ATTEMPT = "refused_attempt"
    LATE_RECORD = "late_record"
    EXTENSION = "extension"
    CANCELLATION = "cancellation"
    HOLD = "hold"
    REASSIGNMENT = "reassignment"
    REOPENING = "reopening"
    CORRECTION = "correction"
    ACT_BY_DELEGATION = "act_by_delegation"
    RECIPROCAL_APPROVAL = "reciprocal_approval"


@frozen(kw_only=True)
class IrregularityLine:
    """
    What an accountable head is to explain, of one sort.

    Args:
        accountable: The head; empty where no record says who was accountable.
        irregularity: What.
        times: How often.
        events: Where it stands in the log.
    """

    named_by: ClassVar[tuple[str, ...]] = ("accountable", "irregularity")

    accountable: str
    irregularity: Irregularity
    times: int
    events: tuple[int, ...]


@frozen(kw_only=True)
class ReciprocalApproval:
    """
    Two persons who decide on each other's work or requests (K10).

    Args:
        one: The one.
        other: The other.
        one_for_other: How often the one decided for the other.
        other_for_one: How often the other did for the one.
        events: Where that stands in the log.
    """

    named_by: ClassVar[tuple[str, ...]] = ("one", "other")

    one: str
    other: str
    one_for_other: int
    other_for_one: int
    events: tuple[int, ...]


@frozen(kw_only=True)
class CorrectionsMade:
    """
    How often a person corrected what was recorded of one kind.

    Args:
        by: Who answers for the corrections.
        topic: What was recorded wrongly.
        times: How often they corrected it.
        events: Where the corrections stand in the log.
        corrected: Where that stands which they corrected, each once.
    """

    named_by: ClassVar[tuple[str, ...]] = ("by", "topic")

    by: str
    topic: str
    times: int
    events: tuple[int, ...]
    corrected: tuple[int, ...]


@frozen(kw_only=True)
class IrregularitiesAnswer:
    """
    What is to be explained.

    Args:
        lines: For each accountable head each sort that occurred.
        reciprocal: Who decides for each other, by name.
        corrections: Who corrected what, by name.
        without_limit: Events for which no regulation says how soon they are to be recorded; none of them is called late.
    """

    lines: tuple[IrregularityLine, ...]
    reciprocal: tuple[ReciprocalApproval, ...]
    corrections: tuple[CorrectionsMade, ...]
    without_limit: int


DEEDS: Mapping[type[Event], Irregularity] = {
    ActRefused: Irregularity.REFUSED_ATTEMPT,
    DeadlineExtended: Irregularity.EXTENSION,
    TaskCancelled: Irregularity.CANCELLATION,
    TaskHeld: Irregularity.HOLD,
    TaskReopened: Irregularity.REOPENING,
    TaskReassigned: Irregularity.REASSIGNMENT,
    TaskTransferred: Irregularity.REASSIGNMENT,
    TaskReturnedToPrevious: Irregularity.REASSIGNMENT,
}
"""What an event is by itself."""

APPROVALS: Mapping[type[Event], Callable[[Any], tuple[str | None, str | None]]] = {
    TaskCompleted: lambda event: (event.approver, event.assignee),
    TaskEvaluated: lambda event: (event.evaluator, event.assignee),
    HomeWorkApproved: lambda event: (event.decided_by, event.person),
    IncidentConfirmed: lambda event: (event.confirmed_by, event.person),
}
"""Who decides for whom: results, evaluations, home work, what kept somebody from working."""


@frozen(kw_only=True)
class Irregularities(Question[IrregularitiesAnswer]):
    """
    What each accountable head is to explain: refused attempts, late records, extensions, cancellations, holds,
    reassignments, second openings, corrections, acts by delegation, approvals given to each other; each with the events
    (R17, R79, K10).

    None of them is wrong by itself. The whole log of the period is read, with its envelopes.

    Args:
        period: Only what was recorded within it.
        unit: Only what belongs to this unit.
        with_subunits: What belongs to the units below it as well.
        head: Only what belonged to a unit whose accountable head this person was on that day.
    """

    views: ClassVar[tuple[View[Any], ...]] = VIEWS

    period: Period | None = field(default=None, converter=optional_period)
    unit: UnitId | None = None
    with_subunits: bool = False
    head: PersonId | None = None

    def answer(self, evidence: Evidence) -> IrregularitiesAnswer:
        """What is on record of each head."""
        whom = Whom(unit=self.unit, with_subunits=self.with_subunits, head=self.head, by=Part.HEAD)
        found = _Found(evidence, Among(evidence, whom))
        moments = asking.moments(evidence, self.period)
        for entry in evidence.entries_put_right():
            if entry.at.recorded in moments:
                found.look_at(entry)
        return found.answer()


class _Found:
    """What was found so far."""

    def __init__(self, evidence: Evidence, among: Among) -> None:
        self._evidence = evidence
        self._streams: dict[int, str] = {}
        self._among = among
        self._lines = LinesOfTheLog(evidence, among)
        self._by_head: defaultdict[str, defaultdict[Irregularity, list[int]]]
        self._by_head = defaultdict(lambda: defaultdict(list))
        self._approvals: defaultdict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
        self._without_limit = Gathered(evidence, "without_term", _part)
        self._passed_on: set[str] = set()
        self._corrections: defaultdict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)

    def look_at(self, entry: Entry) -> None:
        """Look at one line of the log."""
        unit, moment = self._lines.unit(entry), entry.at.recorded
        if isinstance(entry.event, TaskReassigned):
            self._passed_on.add(entry.event.task)
        if not self._among.includes(unit, None, moment):
            return
        head, position = self._among.part(unit, None, moment), entry.at.position
        if self._evidence.explaining:
            self._streams[position] = entry.stream
        for irregularity in self._sorts(entry, unit):
            self._by_head[head][irregularity].append(position)
        if isinstance(entry.event, Correction):
            kind = (entry.event.corrected_by, entry.event.original.topic)
            self._corrections[kind].append((position, entry.event.corrects))
        approval = APPROVALS.get(type(entry.event))
        if approval is not None:
            by, of = approval(entry.event)
            if by is not None and of is not None:
                self._approvals[by, of].append((position, head))

    def _sorts(self, entry: Entry, unit: str | None) -> Iterator[Irregularity]:
        deed = DEEDS.get(type(entry.event)) or self._of_dates_and_hands(entry.event)
        if deed is not None:
            yield deed
        live = self._lines.is_live(entry, unit)
        if live is None:
            self._without_limit.add(entry)
        if live is False:
            yield Irregularity.LATE_RECORD
        if entry.envelope.on_behalf_of is not None:
            yield Irregularity.ACT_BY_DELEGATION

    def _of_dates_and_hands(self, event: Event) -> Irregularity | None:
        """A dispute that ends with more time, and work that takes the place of what was called off."""
        match event:
            case TaskDisputeResolved(due=due) if due is not None:
                return Irregularity.EXTENSION
            case Correction():
                return Irregularity.CORRECTION
            case TaskAssigned(replaces=before) | TaskOffered(replaces=before) if (
                before is not None and before not in self._passed_on
            ):
                return Irregularity.REASSIGNMENT
            case _:
                return None

    def answer(self) -> IrregularitiesAnswer:
        """All that was found."""
        reciprocal = tuple(self._reciprocal())
        return IrregularitiesAnswer(
            lines=tuple(
                self._line(head, each, self._by_head[head][each])
                for head in sorted(self._by_head)
                for each in Irregularity
                if self._by_head[head][each]
            ),
            reciprocal=reciprocal,
            corrections=tuple(
                CorrectionsMade(
                    by=by,
                    topic=topic,
                    times=self._counted([position for position, _ in found], "correction"),
                    events=tuple(position for position, _ in found),
                    corrected=tuple(sorted({corrects for _, corrects in found})),
                )
                for (by, topic), found in sorted(self._corrections.items())
            ),
            without_limit=self._without_limit.counted(),
        )

    def _line(self, head: str, irregularity: Irregularity, positions: list[int]) -> IrregularityLine:
        return IrregularityLine(
            accountable=head,
            irregularity=irregularity,
            times=self._counted(positions, irregularity.value),
            events=tuple(sorted(positions)),
        )

    def _counted(self, positions: list[int], because: str) -> int:
        """How many lines of the log, each by its stream."""
        return counted(
            self._evidence,
            positions,
            lambda position: working.Part(of=self._streams[position], because=because, events=(position,)),
        )

    def _reciprocal(self) -> Iterator[ReciprocalApproval]:
        """Who decides for each other; each such decision is for the head of its unit to explain."""
        for one, other in sorted(self._approvals):
            if one < other and (other, one) in self._approvals:
                ways = self._approvals[one, other], self._approvals[other, one]
                for position, head in (*ways[0], *ways[1]):
                    self._by_head[head][Irregularity.RECIPROCAL_APPROVAL].append(position)
                yield ReciprocalApproval(
                    one=one,
                    other=other,
                    one_for_other=self._counted([position for position, _ in ways[0]], "approval"),
                    other_for_one=self._counted([position for position, _ in ways[1]], "approval"),
                    events=tuple(sorted(position for way in ways for position, _ in way)),
                )


def _part(entry: Entry, because: str) -> working.Part:
    return working.Part(of=entry.stream, because=because, events=(entry.at.position,))
