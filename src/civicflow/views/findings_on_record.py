"""What was found wrong, and how far each finding has come: one row a finding (R59)."""

from collections.abc import Mapping
from operator import attrgetter

from attrs import evolve, frozen

from civicflow.calendars import Derivation
from civicflow.core.event import At, Event, Instant, micros
from civicflow.core.question import View
from civicflow.oversight.events import (
    FindingAnswerAccepted,
    FindingAnswered,
    FindingAnswerRejected,
    FindingClosed,
    FindingOpened,
    FindingReopened,
    Severity,
)
from civicflow.oversight.model import Stage


@frozen
class FindingOnRecord:
    """
    A finding and where it stands in the log.

    Args:
        finding: Its id.
        unit: The unit that answers it.
        person: The person whom it concerns.
        severity: How grave it is.
        provision: What was not kept.
        inspection: The inspection in which it was found.
        opened_by: Who found it.
        since: Since when it stands: when it was recorded, or opened again, in microseconds since 1970 UTC.
        due: Until when it is to be answered, likewise.
        derivation: What that was derived from; None when nothing is on record.
        stage: How far it has come.
        reached: When it came there, likewise.
        answered: When the answer that counts was recorded, likewise; None when there is none.
        answered_by: Who gave it.
        refs: The events that it rests on.
        figures: The questions whose frozen answers it rests on.
        positions: What happened to it, in order of the log.
    """

    finding: str
    unit: str
    person: str | None
    severity: Severity
    provision: str
    inspection: str | None
    opened_by: str
    since: Instant
    due: Instant | None
    derivation: Derivation | None
    stage: Stage
    reached: Instant
    answered: Instant | None
    answered_by: str | None
    refs: tuple[int, ...]
    figures: tuple[str, ...]
    positions: tuple[int, ...]

    @property
    def in_time(self) -> bool | None:
        """Whether its answer came within the term; None without an answer or a term."""
        return None if self.answered is None or self.due is None else self.answered <= self.due


def fold(row: FindingOnRecord | None, event: Event, at: At) -> FindingOnRecord | None:
    """The finding after an event."""
    if isinstance(event, FindingOpened):
        return FindingOnRecord(
            event.finding,
            event.unit,
            event.person,
            event.severity,
            event.provision,
            event.inspection,
            event.opened_by,
            at.recorded,
            None if event.due is None else micros(event.due),
            event.derivation,
            Stage.OPEN,
            at.recorded,
            None,
            None,
            event.refs,
            tuple(each.question for each in event.figures),
            (at.position,),
        )
    return None if row is None else _after(row, event, at)


def _after(row: FindingOnRecord, event: Event, at: At) -> FindingOnRecord:
    row = evolve(row, positions=(*row.positions, at.position), reached=at.recorded)
    match event:
        case FindingAnswered(answered_by=person):
            return evolve(row, stage=Stage.ANSWERED, answered=at.recorded, answered_by=person)
        case FindingAnswerRejected():
            return _to_be_answered(row, event)
        case FindingReopened():
            return evolve(_to_be_answered(row, event), since=at.recorded)
        case _:
            return evolve(row, stage=STAGES.get(type(event), row.stage))


def _to_be_answered(row: FindingOnRecord, event: FindingAnswerRejected | FindingReopened) -> FindingOnRecord:
    due = None if event.due is None else micros(event.due)
    return evolve(row, stage=Stage.OPEN, answered=None, due=due, derivation=event.derivation)


STAGES: Mapping[type[Event], Stage] = {
    FindingAnswerAccepted: Stage.ACCEPTED,
    FindingClosed: Stage.CLOSED,
}
"""The stage to which an event brings a finding that changes nothing else."""

VIEW: View[FindingOnRecord] = View(
    name="findings",
    version=2,
    row=FindingOnRecord,
    subjects=dict.fromkeys(
        (
            FindingOpened,
            FindingAnswered,
            FindingAnswerAccepted,
            FindingAnswerRejected,
            FindingClosed,
            FindingReopened,
        ),
        attrgetter("finding"),
    ),
    fold=fold,
)
