"""How long results lie with those who decide on them, in office hours; and what still lies there (V2, R34)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any, ClassVar, TypeAlias

from attrs import define, field, frozen

from civicflow.calendars.period import Period, optional_period
from civicflow.core import working
from civicflow.core.event import from_micros, micros
from civicflow.core.fields import PersonId, ShortText, UnitId
from civicflow.core.operation import Operation
from civicflow.core.question import Evidence, Question, View
from civicflow.core.working import at_positions, chosen, counted, stated
from civicflow.views import asking, task_history
from civicflow.views.among import UNKNOWN, VIEWS, Among, Part, Whom, in_order, optional_part
from civicflow.views.behind import behind
from civicflow.views.reviews import Review, reviews


@frozen(kw_only=True)
class ApprovalLatencyLine:
    """
    How long decisions take, of all that was asked for or of one part of it.

    Args:
        of: The part, such as an approver; None for all that was asked for, empty where no record says which part.
        decided: How many results were accepted or returned.
        median: Within how many working minutes half of them were decided; None when none was, or none can be measured.
        ninetieth: Within how many nine in ten were decided.
        median_by_claim: The median when decisions are taken to have been made when they claim (K3).
        ninetieth_by_claim: Likewise.
        not_measured: Decisions where no regulation or calendar says when the office works.
        waiting: How many results wait for a decision at the end.
        longest: For how many working minutes the oldest of them waits.
        taken_away: How many results were called off or given to another before anybody decided on them.
        events: The decisions; empty unless asked for.
    """

    of: str | None
    decided: int
    median: int | None
    ninetieth: int | None
    median_by_claim: int | None
    ninetieth_by_claim: int | None
    not_measured: int
    waiting: int
    longest: int | None
    taken_away: int
    events: tuple[int, ...]


@frozen(kw_only=True)
class WaitingResult:
    """
    A result that waits for a decision.

    Args:
        task: The task.
        person: Whose work it is; None where another system does not say.
        unit: The unit whose office decides.
        answerable: Who holds that office; above the head for the head's own work (K11). None where nobody does.
        since: When it was handed in (UTC).
        minutes: For how many working minutes it waits; None where nothing says when the office works.
        position: The submission.
    """

    task: str
    person: str | None
    unit: str | None
    answerable: str | None
    since: datetime
    minutes: int | None
    position: int


@frozen(kw_only=True)
class ApprovalLatencyAnswer:
    """
    How long results lie with those who decide on them.

    Args:
        lines: All that was asked for, then each part.
        waiting: What still lies there at the end, oldest first.
    """

    lines: tuple[ApprovalLatencyLine, ...]
    waiting: tuple[WaitingResult, ...]


@frozen(kw_only=True)
class ApprovalLatency(Question[ApprovalLatencyAnswer]):
    """
    How long results lie with those who decide on them (V2, R34, K4).

    Measured are whole working minutes, by the office hours of the unit, from the submission to its acceptance or return, both
    as they stand on record. Half and nine in ten are the nearest rank: of n decisions in order of their minutes the one with
    the number n/2, or 9n/10, rounded up; so each is a time that was really taken. What was called off or given to another
    before anybody decided is in no figure and counted apart.

    Args:
        period: What was decided in it, and what waited at its end; all time and now when left out.
        unit: Only the tasks of this unit.
        with_subunits: Those of the units below it as well.
        head: Only what this person, as the accountable head, had to decide or to let decide (R79).
        group: Only decisions of people whose position on that day belonged to this group.
        by: Tell one line a unit, head, group or person besides; the person is whoever decided, or has to.
        with_events: Name the decisions.
    """

    views: ClassVar[tuple[View[Any], ...]] = (task_history.VIEW, *VIEWS)

    period: Period | None = field(default=None, converter=optional_period)
    unit: UnitId | None = None
    with_subunits: bool = False
    head: PersonId | None = None
    group: ShortText | None = None
    by: Part | None = field(default=None, converter=optional_part)
    with_events: bool = False

    def answer(self, evidence: Evidence) -> ApprovalLatencyAnswer:
        """The reviews asked for."""
        whom = Whom(unit=self.unit, with_subunits=self.with_subunits, group=self.group, by=self.by)
        among = Among(evidence, whom)
        moments = asking.moments(evidence, self.period)
        end = min(moments.stop - 1, micros(evidence.now))
        lines: defaultdict[str | None, _Found] = defaultdict(
            lambda: _Found(evidence), {None: _Found(evidence)}
        )
        waiting: list[WaitingResult] = []
        for task in evidence.rows(task_history.VIEW):
            for review in reviews(task, until=end):
                ended = end if review.ended is None else review.ended
                if review.ended is not None and ended not in moments:
                    continue
                head = among.head_of(task.assignee, task.unit, among.day(ended))
                names = self._lines(among, review, head, ended)
                for name in names:
                    lines[name].add(review, *_minutes(evidence, among, review, ended))
                if names and review.ending == "waiting":
                    waiting.append(_waiting(evidence, among, review, head, ended))
        return ApprovalLatencyAnswer(
            lines=tuple(lines[name].line(name, with_events=self.with_events) for name in in_order(lines)),
            waiting=tuple(sorted(waiting, key=lambda each: (each.since, each.position))),
        )

    def _lines(self, among: Among, review: Review, head: str | None, ended: int) -> tuple[str | None, ...]:
        if self.head not in {None, head}:
            return ()
        decider = head if review.by is None else review.by
        names = among.lines(review.task.unit, decider, ended)
        return (None, head or UNKNOWN) if names and self.by is Part.HEAD else names


Lasted: TypeAlias = tuple[Review, int]
"""A review, and how many working minutes it took."""


@define
class _Found:
    """What one line is counted from."""

    evidence: Evidence
    decided: list[Review] = field(factory=list)
    by_record: list[Lasted] = field(factory=list)
    by_claim: list[Lasted] = field(factory=list)
    unmeasured: list[Review] = field(factory=list)
    waiting: list[Review] = field(factory=list)
    ages: list[Lasted] = field(factory=list)
    taken_away: list[Review] = field(factory=list)

    def add(self, review: Review, minutes: int | None, claimed: int | None) -> None:
        """Take a review into account."""
        known = [] if minutes is None else [(review, minutes)]
        match review.ending:
            case "decided":
                self.decided.append(review)
                self.by_record += known
                self.by_claim += [] if claimed is None else [(review, claimed)]
                self.unmeasured += [] if known else [review]
            case "waiting":
                self.waiting.append(review)
                self.ages += known
            case "taken_away":
                self.taken_away.append(review)

    def line(self, name: str | None, *, with_events: bool) -> ApprovalLatencyLine:
        """What was counted."""
        decisions = (each.decision for each in self.decided if each.decision is not None)
        return ApprovalLatencyLine(
            of=name,
            decided=self._counted(self.decided, "decided"),
            median=self._chosen(Operation.MEDIAN, self.by_record, "decided"),
            ninetieth=self._chosen(Operation.NINETIETH, self.by_record, "decided"),
            median_by_claim=self._chosen(Operation.MEDIAN, self.by_claim, "decided"),
            ninetieth_by_claim=self._chosen(Operation.NINETIETH, self.by_claim, "decided"),
            not_measured=self._counted(self.unmeasured, "not_measured"),
            waiting=self._counted(self.waiting, "waits_for_decision"),
            longest=self._chosen(Operation.LARGEST, self.ages, "waits_for_decision"),
            taken_away=self._counted(self.taken_away, "taken_away"),
            events=behind(decisions, with_events=with_events),
        )

    def _counted(self, found: Sequence[Review], because: str) -> int:
        return counted(self.evidence, found, lambda review: _part(review, because))

    def _chosen(self, operation: Operation, found: Sequence[Lasted], because: str) -> int | None:
        return chosen(self.evidence, operation, found, itemgetter(1), lambda each: _part(each[0], because))


def _part(review: Review, because: str) -> working.Part:
    events = at_positions(review.position, review.decision)
    return working.Part(of=f"task:{review.task.task}", because=because, events=events)


def _minutes(evidence: Evidence, among: Among, review: Review, ended: int) -> tuple[int | None, int | None]:
    """How long it lay there by the record, and by what the decision claims."""
    locality = among.locality_of(review.task.unit)
    by_record = asking.working_minutes(evidence, review.since, ended, locality=locality)
    if review.claimed is None:
        return by_record, by_record
    return by_record, asking.working_minutes(evidence, review.since, review.claimed, locality=locality)


def _waiting(evidence: Evidence, among: Among, review: Review, head: str | None, ended: int) -> WaitingResult:
    return WaitingResult(
        task=review.task.task,
        person=review.task.assignee,
        unit=review.task.unit,
        answerable=head,
        since=from_micros(review.since),
        minutes=_age(evidence, among, review, ended),
        position=review.position,
    )


def _age(evidence: Evidence, among: Among, review: Review, ended: int) -> int | None:
    minutes, _ = _minutes(evidence, among, review, ended)
    return None if minutes is None else stated(evidence, minutes, _part(review, "waits_for_decision"))
