"""Letting work go that one has: back to those before whom it lay, to others, or back to where it came from (K4)."""

from collections.abc import Iterator
from typing import ClassVar

from attrs import field, frozen

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import FreeText, SubjectId, UnitId, free_text
from civicflow.core.rule import Rule
from civicflow.task import moving_rules, offering_rules, reassignment_rules, rules
from civicflow.task.model import Task
from civicflow.task.offering_events import TaskClaimReleased, TaskReturnedToPrevious, TaskTransferred

MOVING: tuple[Rule, ...] = (
    rules.task_is_not_on_hold,
    moving_rules.nothing_was_handed_in,
    moving_rules.lateness_has_not_arisen,
)
"""What must be true of work before it goes to others under its own id."""


@frozen(kw_only=True, eq=False, repr=False)
class ReleaseClaim(Command):
    """
    Let work go that one took on: it is before all of them again, until when it was (K4).

    Args:
        task: The task.
        reason: Why.
    """

    task: SubjectId
    reason: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = moving_rules.assignee_or_office_over_them
    rules: ClassVar[tuple[Rule, ...]] = (rules.task_is_at_work, moving_rules.task_was_taken_on, *MOVING)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The claim is released."""
        task = facts.of(Task, self.task)
        assert task.unit is not None
        assert task.assignee is not None
        yield TaskClaimReleased(
            task=task.id,
            assignee=task.assignee,
            unit=task.unit,
            released_by=facts.act.person,
            reason=self.reason,
        )


@frozen(kw_only=True, eq=False, repr=False)
class TransferTask(Command):
    """
    Send work to another group or unit, as the same task and until when it was; there one of them takes it on (R26, K4).

    The office of the receiving unit may return it. Late work is not transferred; it is reassigned.

    Args:
        task: The task.
        to_unit: The unit whose work it is from now on.
        group: The group of that unit that it is laid before; all its members when left out.
        reason: Why.
    """

    task: SubjectId
    to_unit: UnitId
    group: SubjectId | None = None
    reason: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = rules.office_that_approves_the_task
    rules: ClassVar[tuple[Rule, ...]] = (
        reassignment_rules.task_can_change_hands,
        rules.actor_is_not_the_author,
        moving_rules.it_goes_elsewhere,
        offering_rules.group_is_of_the_unit,
        offering_rules.somebody_may_take_it_on,
        *MOVING,
    )

    @property
    def unit(self) -> str:
        """The unit before which it is laid."""
        return self.to_unit

    @property
    def office(self) -> None:
        """It is laid before no office."""
        return

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The task is transferred."""
        task = facts.of(Task, self.task)
        assert task.unit is not None
        yield TaskTransferred(
            task=task.id,
            assignee=task.assignee,
            unit=task.unit,
            transferred_by=facts.act.person,
            to_unit=self.to_unit,
            group=self.group,
            reason=self.reason,
        )


@frozen(kw_only=True, eq=False, repr=False)
class ReturnToPrevious(Command):
    """
    Send work that was transferred back to the person, or to those, from whom it came (K4).

    Args:
        task: The task.
        reason: Why.
    """

    task: SubjectId
    reason: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = moving_rules.assignee_or_office_over_them
    rules: ClassVar[tuple[Rule, ...]] = (
        reassignment_rules.task_can_change_hands,
        moving_rules.task_was_transferred,
        moving_rules.somebody_is_there_to_have_it_back,
        *MOVING,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The task goes back."""
        task = facts.of(Task, self.task)
        earlier = task.earlier
        assert task.unit is not None
        assert earlier is not None
        yield TaskReturnedToPrevious(
            task=task.id,
            assignee=task.assignee,
            unit=task.unit,
            returned_by=facts.act.person,
            to_unit=earlier.unit,
            group=earlier.group,
            office=earlier.office,
            to=earlier.person,
            reason=self.reason,
        )


MOVES = (ReleaseClaim, TransferTask, ReturnToPrevious)
