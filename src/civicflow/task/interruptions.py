"""What can be asked for that moves a task's dates or ends it early: extend, hold, review, confirm, reject, release, cancel (K4)."""

from collections.abc import Iterator
from datetime import datetime
from enum import Enum
from typing import ClassVar

from attrs import field, frozen

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import FreeText, SubjectId, free_text, instant, optional_instant
from civicflow.core.rule import Rule
from civicflow.organization.authority import acts_from_above
from civicflow.task import rules
from civicflow.task.events import (
    DeadlineExtended,
    HoldConfirmed,
    HoldRejected,
    HoldReviewed,
    TaskCancelled,
    TaskHeld,
    TaskReleased,
)
from civicflow.task.model import Task


class Cause(Enum):
    """Why work rests, outside the assignee (R23, R39), or because they are on leave or gone (K13)."""

    THIRD_PARTY = "third_party"
    CONNECTION = "connection"
    MISSING_FILE = "missing_file"
    ABSENCE = "absence"


@frozen(kw_only=True, eq=False, repr=False)
class ExtendDeadline(Command):
    """
    Grant more time; after the due now in force it is possible, and changes no verdict (K4).

    Args:
        task: The task.
        due: The new due, aware.
        reason: Why.
    """

    task: SubjectId
    due: datetime = field(converter=instant)
    reason: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = rules.office_that_approves_the_task
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.task_is_open,
        rules.actor_is_not_the_author,
        rules.due_moves_on,
        rules.due_lies_within_the_calendar,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The deadline is extended."""
        task = facts.of(Task, self.task)
        yield DeadlineExtended(
            task=task.id,
            assignee=task.assignee,
            unit=task.unit,
            extended_by=facts.act.person,
            old_due=task.due,
            new_due=self.due,
            reason=self.reason,
        )


@frozen(kw_only=True, eq=False, repr=False)
class HoldTask(Command):
    """
    Let work rest for a cause outside the assignee (R23, R39).

    Args:
        task: The task.
        cause: What kind of cause.
        reason: What happened.
        review_on: When the hold is looked at again, aware; as the regulations say when left out, never later (K4).
    """

    task: SubjectId
    cause: Cause = field(converter=Cause)
    reason: FreeText = field(converter=free_text)
    review_on: datetime | None = field(default=None, converter=optional_instant)

    authority: ClassVar[Rule] = rules.office_that_approves_the_task
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.task_is_at_work,
        rules.task_is_not_on_hold,
        rules.actor_is_not_the_author,
        rules.review_lies_ahead,
        rules.review_is_not_put_off,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The task is held."""
        yield held(self, facts)


def held(command: HoldTask, facts: Facts) -> Event:
    """That work rests, and when that is looked at again."""
    task = facts.of(Task, command.task)
    review_on, derivation = rules.review_of_hold(command, facts)
    assert review_on is not None
    return TaskHeld(
        task=task.id,
        assignee=task.assignee,
        unit=task.unit,
        held_by=facts.act.person,
        cause=command.cause.value,
        reason=command.reason,
        review_on=review_on,
        derivation=derivation,
    )


@frozen(kw_only=True, eq=False, repr=False)
class ReviewHold(Command):
    """
    Look at a hold again and let the work rest on; otherwise it is released (K4).

    Args:
        task: The task.
        reason: Why it still rests.
        review_on: When it is looked at next, aware; as the regulations say when left out.
    """

    task: SubjectId
    reason: FreeText = field(converter=free_text)
    review_on: datetime | None = field(default=None, converter=optional_instant)

    authority: ClassVar[Rule] = rules.office_that_approves_the_task
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.task_is_on_hold,
        rules.actor_is_not_the_author,
        rules.review_lies_ahead,
        rules.review_is_not_put_off,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The hold is reviewed."""
        task = facts.of(Task, self.task)
        review_on, derivation = rules.review_of_hold(self, facts)
        assert review_on is not None
        yield HoldReviewed(
            task=task.id,
            assignee=task.assignee,
            unit=task.unit,
            reviewed_by=facts.act.person,
            reason=self.reason,
            review_on=review_on,
            derivation=derivation,
        )


@frozen(kw_only=True, eq=False, repr=False)
class ConfirmHold(Command):
    """
    Confirm, one level up, that the cause of a hold was objective; also once the work goes on or has ended (K3, K4).

    Of several holds that nobody has decided on, the earliest is meant.

    Args:
        task: The task.
    """

    task: SubjectId

    authority: ClassVar[Rule] = rules.office_above_the_holder
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.cause_waits_for_a_decision,
        rules.actor_is_not_the_author,
        rules.actor_did_not_put_it_on_hold,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The cause is confirmed."""
        task = facts.of(Task, self.task)
        yield HoldConfirmed(
            task=task.id, assignee=task.assignee, unit=task.unit, confirmed_by=facts.act.person
        )


@frozen(kw_only=True, eq=False, repr=False)
class RejectHold(Command):
    """
    Find, one level up, that the cause of a hold was not objective: it excuses nothing, and the work goes on (K4).

    Of several holds that nobody has decided on, the earliest is meant.

    Args:
        task: The task.
        reason: Why.
    """

    task: SubjectId
    reason: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = rules.office_above_the_holder
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.cause_waits_for_a_decision,
        rules.actor_is_not_the_author,
        rules.actor_did_not_put_it_on_hold,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The cause is rejected."""
        task = facts.of(Task, self.task)
        yield HoldRejected(
            task=task.id,
            assignee=task.assignee,
            unit=task.unit,
            rejected_by=facts.act.person,
            reason=self.reason,
        )


@frozen(kw_only=True, eq=False, repr=False)
class ReleaseTask(Command):
    """
    Let held work go on (R39).

    Args:
        task: The task.
    """

    task: SubjectId

    authority: ClassVar[Rule] = rules.office_that_approves_the_task
    rules: ClassVar[tuple[Rule, ...]] = (rules.task_is_on_hold, rules.actor_is_not_the_author)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The task is released."""
        task = facts.of(Task, self.task)
        yield TaskReleased(task=task.id, assignee=task.assignee, unit=task.unit, released_by=facts.act.person)


@frozen(kw_only=True, eq=False, repr=False)
class CancelTask(Command):
    """
    Call work off (K4).

    Args:
        task: The task.
        reason: Why.
    """

    task: SubjectId
    reason: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = rules.office_that_approves_the_task
    rules: ClassVar[tuple[Rule, ...]] = (rules.task_is_open, rules.actor_is_not_the_author)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The task is cancelled; whether from above the approving office is kept for the figures."""
        yield cancellation(facts, facts.of(Task, self.task), self.reason)


def cancellation(facts: Facts, task: Task, reason: FreeText) -> Event:
    """That work is called off, by whoever acts and from where."""
    assert task.unit is not None
    return TaskCancelled(
        task=task.id,
        assignee=task.assignee,
        unit=task.unit,
        cancelled_by=facts.act.person,
        from_above=acts_from_above(facts, task.unit, about=task.assignee),
        reason=reason,
        receipt=None,
    )


INTERRUPTIONS = (ExtendDeadline, HoldTask, ReviewHold, ConfirmHold, RejectHold, ReleaseTask, CancelTask)
