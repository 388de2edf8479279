"""What becomes of one task when the work of a person is handed over: it is given to another, rests, or stays (K13)."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import Enum
from typing import ClassVar

from attrs import field, frozen

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import (
    FreeText,
    PersonId,
    SubjectId,
    free_text,
    optional_free_text,
    optional_instant,
)
from civicflow.core.rule import Rule
from civicflow.task import rules
from civicflow.task.assignment_events import TaskKept
from civicflow.task.interruptions import Cause, HoldTask, held
from civicflow.task.model import Task
from civicflow.task.reassignment import ReassignTask, reassigned


class HandOverAction(Enum):
    """What becomes of open work whose assignee is on leave or goes elsewhere (K13)."""

    REASSIGN = "reassign"
    HOLD = "hold"
    KEEP = "keep"


@frozen(kw_only=True, eq=False, repr=False)
class KeepTask(Command):
    """
    Decide that open work stays with its assignee, although they are on leave or go elsewhere (K13).

    Args:
        task: The task.
        reason: Why.
    """

    task: SubjectId
    reason: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = rules.office_that_approves_the_task
    rules: ClassVar[tuple[Rule, ...]] = (rules.task_is_open, rules.actor_is_not_the_author)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The task is kept."""
        yield kept(self, facts)


def kept(command: KeepTask, facts: Facts) -> Event:
    """That work stays with its assignee."""
    task = facts.of(Task, command.task)
    return TaskKept(
        task=task.id,
        assignee=task.assignee,
        unit=task.unit,
        kept_by=facts.act.person,
        reason=command.reason,
    )


@frozen(kw_only=True)
class HandOverStep:
    """
    What becomes of one task.

    Args:
        task: The task.
        action: Whether it is given to another, rests, or stays.
        reason: Why.
        to: Who is to do it now; only when it is given to another.
        replacement: The id of the task that takes its place; only when it is given to another.
        due: Until when, when it is given to another; the due in force when left out.
        departure: Why it is done otherwise than the catalogue has it, when it is given to another (K12).
        review_on: When it is looked at again, when it rests; as the regulations say when left out (K4).
    """

    task: SubjectId
    action: HandOverAction = field(converter=HandOverAction)
    reason: FreeText = field(converter=free_text)
    to: PersonId | None = None
    replacement: SubjectId | None = None
    due: datetime | None = field(default=None, converter=optional_instant)
    departure: FreeText | None = field(default=None, converter=optional_free_text)
    review_on: datetime | None = field(default=None, converter=optional_instant)

    def command(self) -> ReassignTask | HoldTask | KeepTask | None:
        """The act that it is; None where it does not say to whom the task goes."""
        match self.action:
            case HandOverAction.HOLD:
                return HoldTask(
                    task=self.task, cause=Cause.ABSENCE, reason=self.reason, review_on=self.review_on
                )
            case HandOverAction.KEEP:
                return KeepTask(task=self.task, reason=self.reason)
            case HandOverAction.REASSIGN if self.to is not None and self.replacement is not None:
                return ReassignTask(
                    task=self.task,
                    to=self.to,
                    replacement=self.replacement,
                    reason=self.reason,
                    due=self.due,
                    departure=self.departure,
                )
            case HandOverAction.REASSIGN:
                return None


def steps(values: Iterable[HandOverStep]) -> tuple[HandOverStep, ...]:
    """Take the steps of a hand-over."""
    return tuple(values)


def carried_out(step: HandOverStep, facts: Facts) -> Iterator[Event]:
    """What a step becomes."""
    match step.command():
        case ReassignTask() as command:
            yield from reassigned(command, facts)
        case HoldTask() as command:
            yield held(command, facts)
        case KeepTask() as command:
            yield kept(command, facts)
        case None:
            return
