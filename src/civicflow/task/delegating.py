"""Letting another act for the assignee, whose work it stays, and ending that (R33, K10)."""

from collections.abc import Iterator
from typing import ClassVar

from attrs import field, frozen

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import FreeText, PersonId, SubjectId, free_text, optional_free_text
from civicflow.core.rule import Rule
from civicflow.task import delegating_rules, rules
from civicflow.task.desk_events import TaskDelegated, TaskDelegationEnded
from civicflow.task.events import TaskAcknowledged
from civicflow.task.model import Task
from civicflow.task.stages import Stage


@frozen(kw_only=True, eq=False, repr=False)
class DelegateTask(Command):
    """
    Let another do one's work in one's place; it stays one's own, with its dates and with what it comes to (R33, K4).

    Whoever acts so starts, reports and hands in for the assignee, each time by name, and never judges the work (K10).

    Args:
        task: The task.
        to: Who acts for the assignee.
        reason: Why.
    """

    task: SubjectId
    to: PersonId
    reason: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = rules.assignee_alone
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.task_is_at_work,
        delegating_rules.nobody_acts_for_the_assignee,
        delegating_rules.delegate_is_another,
        delegating_rules.delegate_is_registered,
        delegating_rules.delegate_belongs_to_the_unit,
        delegating_rules.delegate_did_not_give_the_work,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The task is delegated, and acknowledged if nobody had done so."""
        task = facts.of(Task, self.task)
        assert task.assignee is not None
        if task.stage is Stage.ASSIGNED:
            yield TaskAcknowledged(task=task.id, assignee=task.assignee, unit=task.unit)
        yield TaskDelegated(
            task=task.id, assignee=task.assignee, unit=task.unit, delegate=self.to, reason=self.reason
        )


@frozen(kw_only=True, eq=False, repr=False)
class TakeBackTask(Command):
    """
    Do one's work oneself again.

    Args:
        task: The task.
        reason: Why.
    """

    task: SubjectId
    reason: FreeText | None = field(default=None, converter=optional_free_text)

    authority: ClassVar[Rule] = rules.assignee_alone
    rules: ClassVar[tuple[Rule, ...]] = (rules.task_is_open, delegating_rules.somebody_acts_for_the_assignee)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The delegation ends."""
        yield _ended(facts, self.task, self.reason)


@frozen(kw_only=True, eq=False, repr=False)
class HandBackTask(Command):
    """
    Give work back that one does for another.

    Args:
        task: The task.
        reason: Why.
    """

    task: SubjectId
    reason: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = delegating_rules.delegate
    rules: ClassVar[tuple[Rule, ...]] = (rules.task_is_open,)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The delegation ends."""
        yield _ended(facts, self.task, self.reason)


def _ended(facts: Facts, id: str, reason: FreeText | None) -> Event:
    task = facts.of(Task, id)
    assert task.delegate is not None
    return TaskDelegationEnded(
        task=task.id,
        assignee=task.assignee,
        unit=task.unit,
        delegate=task.delegate,
        ended_by=facts.act.person,
        reason=reason,
    )


DELEGATING = (DelegateTask, TakeBackTask, HandBackTask)
