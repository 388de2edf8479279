"""Whether those who lead do their part in time: read, decide, judge, review; told by accountable head (V23, K19, R43, R79)."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from attrs import field, frozen

from civicflow.core.event import from_micros, micros
from civicflow.core.fields import PersonId, UnitId
from civicflow.core.question import Evidence, Figure, Question, View
from civicflow.views.among import UNKNOWN, VIEWS, Among, Part, in_order, optional_part
from civicflow.views.duties import VIEWS as OF_DUTIES
from civicflow.views.duties import Duties, Duty, Owed
from civicflow.views.period import Period, optional_period


@frozen(kw_only=True)
class DutyFigure:
    """
    How often one duty was done in time.

    Args:
        duty: The duty.
        in_time: Done by the due, of what was done or has fallen due.
        without_term: How often no regulation says until when; that is in no figure.
    """

    duty: Duty
    in_time: Figure
    without_term: int


@frozen(kw_only=True)
class DiligenceLine:
    """
    How diligent heads are, of all that was asked for or of one part of it.

    Args:
        of: The head, or another part; None for all that was asked for, empty where nobody held the office.
        in_time: All duties together.
        duties: Each duty.
    """

    of: str | None
    in_time: Figure
    duties: tuple[DutyFigure, ...]


@frozen(kw_only=True)
class LateDuty:
    """
    Something that was not done by its due.

    Args:
        duty: What.
        head: Who held the office when it fell due; None where nobody did.
        unit: The unit whose head owed it.
        subject: The stream it is about, such as ``task:T-17``.
        person: Whose report, work or commitment it is.
        since: When it arose (UTC).
        due: Until when it was to be done (UTC).
        done: When it was done (UTC); None when it still is not.
        position: What gave rise to it.
        done_position: What did it.
    """

    duty: Duty
    head: str | None
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
        among, now = Among(evidence, _Asked(self.unit, self.with_subunits, self.by)), micros(evidence.now)
        moments = None if self.period is None else self.period.moments(evidence.zone)
        lines: defaultdict[str | None, list[Owed]] = defaultdict(list, {None: []})
        late: list[LateDuty] = []
        for owed in Duties(evidence, among).all():
            at = owed.counts_at
            head = among.head_of(owed.person, owed.unit, among.day(at))
            if (
                _counts(owed, now)
                and (moments is None or at in moments)
                and self.head in {None, head}
                and among.includes(owed.unit, owed.person, at)
            ):
                lines[None].append(owed)
                if self.by is not None:
                    by_head = self.by is Part.HEAD
                    lines[head or UNKNOWN if by_head else among.part(owed.unit, owed.person, at)].append(owed)
                if owed.due is not None and not owed.is_in_time:
                    late.append(_late(owed, owed.due, head))
        return DiligenceAnswer(
            lines=tuple(_line(name, lines[name], with_events=self.with_events) for name in in_order(lines)),
            late=tuple(sorted(late, key=lambda each: (each.due, each.position))),
        )


@frozen
class _Asked:
    """Whose duties are asked for; by whom they are owed is said by the duty itself."""

    unit: str | None
    with_subunits: bool
    by: Part | None
    head: None = None
    group: None = None


def _counts(owed: Owed, now: int) -> bool:
    """Whether it was done, or has fallen due, or nobody says when it does."""
    return owed.done is not None or owed.due is None or owed.due < now


def _line(name: str | None, owed: list[Owed], *, with_events: bool) -> DiligenceLine:
    by_duty: Mapping[Duty, list[Owed]] = {duty: [each for each in owed if each.duty is duty] for duty in Duty}
    return DiligenceLine(
        of=name,
        in_time=_in_time(owed, with_events=with_events),
        duties=tuple(
            DutyFigure(
                duty=duty,
                in_time=_in_time(found, with_events=with_events),
                without_term=sum(each.due is None for each in found),
            )
            for duty, found in by_duty.items()
        ),
    )


def _in_time(owed: list[Owed], *, with_events: bool) -> Figure:
    done = sorted(each.position for each in owed if each.is_in_time)
    return Figure(
        numerator=len(done),
        denominator=sum(each.due is not None for each in owed),
        events=tuple(done) if with_events else (),
    )


def _late(owed: Owed, due: int, head: str | None) -> LateDuty:
    return LateDuty(
        duty=owed.duty,
        head=head,
        unit=owed.unit,
        subject=owed.subject,
        person=owed.person,
        since=from_micros(owed.since),
        due=from_micros(due),
        done=None if owed.done is None else from_micros(owed.done),
        position=owed.position,
        done_position=owed.done_position,
    )
