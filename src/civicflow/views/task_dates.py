"""The three dates of a task, and each act that moved them or was meant to (K4)."""

from collections.abc import Iterator
from datetime import datetime
from enum import Enum
from typing import Any, ClassVar

from attrs import frozen

from civicflow.core.event import from_micros
from civicflow.core.fields import PersonId, SubjectId, UnitId
from civicflow.core.question import Evidence, Question, View
from civicflow.task.course import TELLING, Course, Standing, course
from civicflow.task.steps import Step
from civicflow.views import task_history
from civicflow.views.task_history import TaskHistory


class Move(Enum):
    """What may set or move the dates of a task."""

    ASSIGNED = "assigned"
    OFFERED = "offered"
    EXTENDED = "extended"
    HELD = "held"
    HOLD_CONFIRMED = "hold_confirmed"
    HOLD_REJECTED = "hold_rejected"
    RELEASED = "released"
    DISPUTE_RESOLVED = "dispute_resolved"
    DISPUTE_EXCUSED = "dispute_resolved_and_excused"
    REOPENED = "reopened"
    OTHERWISE_RELEASED = "otherwise_released"


@frozen(kw_only=True)
class DateChange:
    """
    An act that moved the dates of a task, or that was meant to and came too late.

    Args:
        move: What was done; a hold also ends when the result is handed in or the task is cancelled.
        by: By whom; None where another system does not say.
        at: When it was recorded (UTC).
        position: Where it stands in the log.
        agreed_due: The agreed due from then on (UTC).
        excused_due: The excused due from then on (UTC).
        moved: Whether it moved one of them; an extension after the due moves none.
    """

    move: Move
    by: str | None
    at: datetime
    position: int
    agreed_due: datetime | None
    excused_due: datetime | None
    moved: bool


@frozen(kw_only=True)
class TaskDatesAnswer:
    """
    The dates of a task.

    Args:
        task: The task.
        assignee: Whose work it is; None when nothing is on record.
        unit: The unit it belongs to.
        standing: Where it stands; None when nothing is on record.
        first_due: The first due, of the assignment; it never changes (UTC).
        agreed_due: The agreed due: that of the last extension made before the due then in force (UTC).
        excused_due: The excused due: the agreed one and the time for which confirmed holds let the clock stand still (UTC).
        submitted: When the result that counts was recorded (UTC).
        changes: What set and moved them, in order of the log.
    """

    task: SubjectId
    assignee: PersonId | None
    unit: UnitId | None
    standing: Standing | None
    first_due: datetime | None
    agreed_due: datetime | None
    excused_due: datetime | None
    submitted: datetime | None
    changes: tuple[DateChange, ...]


@frozen(kw_only=True)
class TaskDates(Question[TaskDatesAnswer]):
    """
    Until when a task is due: at first, as agreed, as excused, and who moved it from one to the other (K4).

    Args:
        task: The task.
    """

    views: ClassVar[tuple[View[Any], ...]] = (task_history.VIEW,)

    task: SubjectId

    def answer(self, evidence: Evidence) -> TaskDatesAnswer:
        """The dates as they stand."""
        found = (row for row in evidence.rows(task_history.VIEW) if row.task == self.task)
        row = next(found, None) or TaskHistory(self.task, None, None, 1, None, ())
        told = Course(confirmed=course(row).confirmed)
        changes = tuple(_changes(row, told))
        handed_in = told.handed_in
        return TaskDatesAnswer(
            task=self.task,
            assignee=row.assignee,
            unit=row.unit,
            standing=told.standing if row.history else None,
            first_due=_moment(told.first),
            agreed_due=_moment(told.agreed),
            excused_due=_moment(told.excused),
            submitted=None if handed_in is None else from_micros(handed_in.recorded),
            changes=changes,
        )


def _changes(row: TaskHistory, told: Course) -> Iterator[DateChange]:
    """Tell the course step by step, and keep each that set a date, moved one or was meant to."""
    for step in row.history:
        before = told.agreed, told.excused
        TELLING[step.deed](told, step)
        moved = before != (told.agreed, told.excused)
        move = MOVES.get(step.deed)
        if move is not None or moved:
            yield _change(step, move or Move.OTHERWISE_RELEASED, told, moved=moved)


def _change(step: Step, move: Move, told: Course, *, moved: bool) -> DateChange:
    return DateChange(
        move=move,
        by=step.by,
        at=from_micros(step.recorded),
        position=step.position,
        agreed_due=_moment(told.agreed),
        excused_due=_moment(told.excused),
        moved=moved,
    )


MOVES = {move.value: move for move in Move if move is not Move.OTHERWISE_RELEASED}
"""The moves by the deeds of a task; whatever else ends a hold is named apart."""


def _moment(micros: int | None) -> datetime | None:
    return None if micros is None else from_micros(micros)
