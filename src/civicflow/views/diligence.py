"""Whether those who lead do their part in time: read, decide, judge, review; told by accountable head (V23, K19, R43, R79)."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, ClassVar

from attrs import field, frozen

from civicflow.calendars.period import Period, optional_period
from civicflow.core import working
from civicflow.core.event import from_micros, micros
from civicflow.core.fields import PersonId, UnitId
from civicflow.core.question import Evidence, Figure, Question, View
from civicflow.core.working import at_positions, counted
from civicflow.views import asking
from civicflow.views.among import UNKNOWN, VIEWS, Among, Part, Whom, in_order, optional_part
from civicflow.views.behind import behind
from civicflow.views.duties import VIEWS as OF_DUTIES
from civicflow.views.duties import Duties, Duty, Owed


@frozen(kw_only=True)
class DiligenceLine:
    """
    How diligent heads are, of all that was asked for or of one part of it; each figure counts what was done by its due.

    Args:
        of: The head, or another part; None for all that was asked for, empty where nobody held the office.
        in_time: All duties together.
        reports_read: Daily reports read.
        results_decided: Submitted results decided on.
        tasks_judged: Completed tasks judged.
        holds_reviewed: Holds looked at by their day.
        commitments_reviewed: Commitments looked at by their day.
        without_term: How many duties no regulation sets a term for; they are in no figure.
    """

    of: str | None
    in_time: Figure
    reports_read: Figure
    results_decided: Figure
    tasks_judged: Figure
    holds_reviewed: Figure
    commitments_reviewed: Figure
    without_term: int


@frozen(kw_only=True)
class LateDuty:
    """
    Something that was not done by its due.

    Args:
        duty: What.
        answerable: Who held the office when it fell due; None where nobody did.
        unit: The unit whose head owed it.
        subject: The stream it is about, such as ``task:T-17``.
        person: Whose report, work or commitment it is.
        since: When it arose (UTC).
        due: Until when it was to be done (UTC).
        done: When it was done (UTC); None when it still is not.
        position: What gave rise to it.
        done_position: What did it.
    """

    named_by: ClassVar[tuple[str, ...]] = ("duty", "subject", "since")

    duty: Duty
    answerable: str | None
    unit: str | None
    subject: str
    person: str | None
    since: datetime
    due: datetime
    done: datetime | None
    position: int
    done_position: int | None


@frozen(kw_only=True)
class DiligenceAnswer:
    """
    Whether those who lead do their part in time.

    Args:
        lines: All that was asked for, then each part.
        late: What was not done by its due, in order of the due.
    """

    lines: tuple[DiligenceLine, ...]
    late: tuple[LateDuty, ...]


@frozen(kw_only=True)
class Diligence(Question[DiligenceAnswer]):
    """
    Whether those who lead do their part in time (V23, K19, R43).

    A report is read, a result decided and a task judged within the terms of the regulations; a hold and a commitment are looked
    at by the day that they name. Judged is the record. It counts for whoever held the office when it was done or fell due,
    also where somebody acted in their place (R79); what concerns a head counts for the office above (K11).

    Args:
        period: What was done or fell due in it; all time when left out.
        unit: Only what the head of this unit owes.
        with_subunits: What the heads of the units below it owe as well.
        head: Only what this person owed.
        by: Tell one line a head, or a unit, group or person whose work it is about.
        with_events: Name what gave rise to each duty that was done in time.
    """

    views: ClassVar[tuple[View[Any], ...]] = (*OF_DUTIES, *VIEWS)

    period: Period | None = field(default=None, converter=optional_period)
    unit: UnitId | None = None
    with_subunits: bool = False
    head: PersonId | None = None
    by: Part | None = field(default=Part.HEAD, converter=optional_part)
    with_events: bool = False

    def answer(self, evidence: Evidence) -> DiligenceAnswer:
        """The duties asked for."""
        among = Among(evidence, Whom(unit=self.unit, with_subunits=self.with_subunits, by=self.by))
        lines: defaultdict[str | None, list[Owed]] = defaultdict(list, {None: []})
        late: list[LateDuty] = []
        for owed, head in self._owed(evidence, among):
            lines[None].append(owed)
            if self.by is not None:
                lines[self._part(owed, head, among)].append(owed)
            if owed.due is not None and not owed.is_in_time:
                late.append(_late(owed, owed.due, head))
        return DiligenceAnswer(
            lines=tuple(
                _line(evidence, name, lines[name], with_events=self.with_events) for name in in_order(lines)
            ),
            late=tuple(sorted(late, key=lambda each: (each.due, each.position))),
        )

    def _owed(self, evidence: Evidence, among: Among) -> Iterator[tuple[Owed, str | None]]:
        """What is asked for, with the head who answers for it."""
        now = micros(evidence.now)
        moments = asking.moments(evidence, self.period)
        for owed in Duties(evidence, among).all():
            at = owed.counts_at
            if _counts(owed, now) and at in moments:
                head = among.head_of(owed.person, owed.unit, among.day(at))
                if self.head in {None, head} and among.includes(owed.unit, owed.person, at):
                    yield owed, head

    def _part(self, owed: Owed, head: str | None, among: Among) -> str:
        if self.by is Part.HEAD:
            return head or UNKNOWN
        return among.part(owed.unit, owed.person, owed.counts_at)


def _counts(owed: Owed, now: int) -> bool:
    """Whether it was done, or has fallen due, or nobody says when it does."""
    return owed.done is not None or owed.due is None or owed.due < now


def _line(evidence: Evidence, name: str | None, owed: list[Owed], *, with_events: bool) -> DiligenceLine:
    def of(duty: Duty) -> Figure:
        return _in_time(evidence, [each for each in owed if each.duty is duty], with_events=with_events)

    return DiligenceLine(
        of=name,
        in_time=_in_time(evidence, owed, with_events=with_events),
        reports_read=of(Duty.READ_REPORT),
        results_decided=of(Duty.DECIDE_RESULT),
        tasks_judged=of(Duty.EVALUATE_TASK),
        holds_reviewed=of(Duty.REVIEW_HOLD),
        commitments_reviewed=of(Duty.REVIEW_COMMITMENT),
        without_term=counted(evidence, [each for each in owed if each.due is None], _owed("without_term")),
    )


def _in_time(evidence: Evidence, owed: list[Owed], *, with_events: bool) -> Figure:
    done = [each for each in owed if each.is_in_time]
    return Figure(
        numerator=counted(evidence, done, _owed("done_in_time")),
        denominator=counted(evidence, [each for each in owed if each.due is not None], _owed("owed")),
        events=behind((each.position for each in done), with_events=with_events),
    )


def _owed(because: str) -> Callable[[Owed], working.Part]:
    def part(owed: Owed) -> working.Part:
        events = at_positions(owed.position, owed.done_position)
        return working.Part(of=owed.subject, because=because, events=events)

    return part


def _late(owed: Owed, due: int, head: str | None) -> LateDuty:
    return LateDuty(
        duty=owed.duty,
        answerable=head,
        unit=owed.unit,
        subject=owed.subject,
        person=owed.person,
        since=from_micros(owed.since),
        due=from_micros(due),
        done=None if owed.done is None else from_micros(owed.done),
        position=owed.position,
        done_position=owed.done_position,
    )
