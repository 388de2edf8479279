"""What was found wrong in a unit: what is open, what is late, what is closed, and on what each finding rests (R59, R79)."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime
from enum import Enum
from typing import Any, ClassVar

from attrs import field, frozen

from civicflow.core import working
from civicflow.core.event import from_micros, micros
from civicflow.core.fields import PersonId, ShortText, UnitId
from civicflow.core.question import Evidence, Figure, Question, View
from civicflow.core.working import counted, days_between
from civicflow.oversight.events import Severity
from civicflow.oversight.model import Stage
from civicflow.views import findings_on_record, granted
from civicflow.views.among import VIEWS, Among, Part, in_order, optional_part
from civicflow.views.behind import behind
from civicflow.views.findings_on_record import FindingOnRecord


class FindingStanding(Enum):
    """How a finding stands today."""

    OPEN = "open"
    OVERDUE = "overdue"
    ANSWERED = "answered"
    ACCEPTED = "accepted"
    CLOSED = "closed"


@frozen(kw_only=True)
class FindingLine:
    """
    One finding.

    Args:
        finding: Its id.
        unit: The unit that answers it.
        accountable: The accountable head of that unit when it was opened.
        person: The person whom it concerns.
        severity: How grave it is.
        standing: How it stands.
        provision: What was not kept.
        since: When it was recorded, or opened again (UTC).
        days: For how many whole days it has stood, up to today or until it was closed.
        due: Until when it is to be answered (UTC).
        answered_in_time: Whether its answer came within the term; None without an answer or a term.
        refs: The events that it rests on.
        figures: The questions whose frozen answers it rests on.
        events: What happened to it; empty unless asked for.
    """

    finding: str
    unit: str
    accountable: str | None
    person: str | None
    severity: Severity
    standing: FindingStanding
    provision: str
    since: datetime
    days: int
    due: datetime | None
    answered_in_time: bool | None
    refs: tuple[int, ...]
    figures: tuple[str, ...]
    events: tuple[int, ...]


@frozen(kw_only=True)
class FindingCount:
    """
    How many findings stand how, of all that was asked for or of one part of it.

    Args:
        of: The part, such as a unit; None for all that was asked for, empty where no record says which part.
        open: To be answered, and the term runs, or none is on record.
        overdue: To be answered, and the term is over.
        answered: Answered, and nobody has said whether that does.
        accepted: The answer was accepted, and it is to be remedied.
        settled: Remedied or withdrawn.
        answered_in_time: Answers within the term, of all answers that had one.
    """

    of: str | None
    open: int
    overdue: int
    answered: int
    accepted: int
    settled: int
    answered_in_time: Figure


@frozen(kw_only=True)
class FindingsAnswer:
    """
    What was found wrong.

    Args:
        lines: All that was asked for, then each part.
        findings: Each finding, those that stand longest first.
    """

    lines: tuple[FindingCount, ...]
    findings: tuple[FindingLine, ...]


def optional_severity(value: Severity | str | None) -> Severity | None:
    """Take a severity by its name; nothing stays nothing."""
    return None if value is None else Severity(value)


@frozen(kw_only=True)
class Findings(Question[FindingsAnswer]):
    """
    What inspections have found, whether it was answered within the term, and what is still open, with its age (R59, S4).

    Args:
        unit: Only what this unit answers.
        with_subunits: What the units below it answer as well.
        head: Only what was found in units whose accountable head this person was when it was opened (R79).
        group: Only what concerns people whose position then belonged to this group.
        severity: Only findings so grave.
        by: Tell one line a unit, head, group or person besides.
        with_closed: Also those that are closed.
        with_events: Name what happened to each finding.
    """

    views: ClassVar[tuple[View[Any], ...]] = (findings_on_record.VIEW, *VIEWS)

    unit: UnitId | None = None
    with_subunits: bool = False
    head: PersonId | None = None
    group: ShortText | None = None
    severity: Severity | None = field(default=None, converter=optional_severity)
    by: Part | None = field(default=None, converter=optional_part)
    with_closed: bool = False
    with_events: bool = False

    def answer(self, evidence: Evidence) -> FindingsAnswer:
        """The findings asked for; those that are closed are counted, and told only on request."""
        among = Among(evidence, self)
        found: defaultdict[str | None, list[FindingOnRecord]] = defaultdict(list, {None: []})
        for row in granted.findings(evidence):
            if self.severity in {None, row.severity}:
                for name in among.lines(row.unit, row.person, row.since):
                    found[name].append(row)
        told = [row for row in found[None] if self.with_closed or row.stage is not Stage.CLOSED]
        told.sort(key=lambda row: (row.since, row.finding))
        return FindingsAnswer(
            lines=tuple(self._count(evidence, name, found[name]) for name in in_order(found)),
            findings=tuple(self._line(evidence, row, among) for row in told),
        )

    def _count(self, evidence: Evidence, name: str | None, rows: list[FindingOnRecord]) -> FindingCount:
        now = micros(evidence.now)
        by_standing: defaultdict[FindingStanding, list[FindingOnRecord]] = defaultdict(list)
        for row in rows:
            by_standing[standing(row, now)].append(row)
        counts = {
            each: counted(evidence, by_standing[each], _finding(each.value)) for each in FindingStanding
        }
        return FindingCount(
            of=name,
            open=counts[FindingStanding.OPEN],
            overdue=counts[FindingStanding.OVERDUE],
            answered=counts[FindingStanding.ANSWERED],
            accepted=counts[FindingStanding.ACCEPTED],
            settled=counts[FindingStanding.CLOSED],
            answered_in_time=self._in_time(evidence, rows),
        )

    def _in_time(self, evidence: Evidence, rows: Iterable[FindingOnRecord]) -> Figure:
        judged = [row for row in rows if row.in_time is not None]
        in_time = [row for row in judged if row.in_time]
        positions = (position for row in in_time for position in row.positions)
        return Figure(
            numerator=counted(evidence, in_time, _finding("answered_in_time")),
            denominator=counted(evidence, judged, _finding("answered")),
            events=behind(positions, with_events=self.with_events),
        )

    def _line(self, evidence: Evidence, row: FindingOnRecord, among: Among) -> FindingLine:
        return FindingLine(
            finding=row.finding,
            unit=row.unit,
            accountable=among.head(row.unit, among.day(row.since)),
            person=row.person,
            severity=row.severity,
            standing=standing(row, micros(evidence.now)),
            provision=row.provision,
            since=from_micros(row.since),
            days=age(evidence, row),
            due=None if row.due is None else from_micros(row.due),
            answered_in_time=row.in_time,
            refs=row.refs,
            figures=row.figures,
            events=row.positions if self.with_events else (),
        )


STANDINGS = {
    Stage.OPEN: FindingStanding.OPEN,
    Stage.ANSWERED: FindingStanding.ANSWERED,
    Stage.ACCEPTED: FindingStanding.ACCEPTED,
    Stage.CLOSED: FindingStanding.CLOSED,
}
"""How a finding stands by its stage, unless its term is over."""


def standing(row: FindingOnRecord, now: int) -> FindingStanding:
    """How a finding stands at an instant, in microseconds since 1970 UTC; at the due itself nothing is late (K25)."""
    late = row.stage is Stage.OPEN and row.due is not None and now > row.due
    return FindingStanding.OVERDUE if late else STANDINGS[row.stage]


def age(evidence: Evidence, row: FindingOnRecord) -> int:
    """For how many whole days a finding has stood at the moment asked for, or stood until it was closed."""
    until = row.reached if row.stage is Stage.CLOSED else micros(evidence.now)
    return days_between(evidence, row.since, until, _finding("stands_since")(row))


def _finding(because: str) -> Callable[[FindingOnRecord], working.Part]:
    return lambda row: working.Part(of=f"finding:{row.finding}", because=because, events=row.positions)


def critical(evidence: Evidence, unit: str) -> tuple[int, ...]:
    """For how many days each critical finding has been open today that a unit, or one below it, answers (K15)."""
    asked = Findings(unit=unit, with_subunits=True, severity=Severity.CRITICAL)
    among = Among(evidence, asked)
    return tuple(
        age(evidence, row)
        for row in evidence.rows(findings_on_record.VIEW)
        if row.severity is Severity.CRITICAL
        and row.stage is not Stage.CLOSED
        and among.includes(row.unit, row.person, row.since)
    )
