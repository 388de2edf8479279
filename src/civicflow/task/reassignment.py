"""Giving work to another, and taking an acceptance back (K4, K18)."""

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar

from attrs import evolve, field, frozen

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import (
    FreeText,
    PersonId,
    SubjectId,
    UnitId,
    free_text,
    optional_free_text,
    optional_instant,
)
from civicflow.core.rule import Rule
from civicflow.task import assigning_rules, drafting_rules, reassignment_rules, rules
from civicflow.task.assigning import ASSIGNING, AssignTask, assigned
from civicflow.task.assignment_events import TaskReassigned, TaskReopened
from civicflow.task.events import Channel
from civicflow.task.model import Task
from civicflow.task.reassignment_rules import of_the_replacement


@frozen(kw_only=True, eq=False, repr=False)
class ReassignTask(Command):
    """
    Take work from its assignee and give it to another, as it is, under a new id (K4).

    The earlier task keeps its first due, and its lateness stays with the earlier person (K18). What is not said here,
    but for the place, stays as it was assigned.

    Args:
        task: The task.
        to: Who is to do it now.
        replacement: The id of the task that takes its place, chosen by the caller.
        reason: Why.
        due: Until when; the due in force when left out.
        unit: The unit it belongs to; the person's primary unit when left out.
        at_home: Whether it is to be done at home; at the office when left out.
        work_units: How much work is left; as it was when left out.
        departure: Why it counts for less, or is done elsewhere than the catalogue has it; as it was assigned where
            neither amount nor place are changed (K12).
    """

    task: SubjectId
    to: PersonId
    replacement: SubjectId
    reason: FreeText = field(converter=free_text)
    due: datetime | None = field(default=None, converter=optional_instant)
    unit: UnitId | None = None
    at_home: bool = False
    work_units: int | None = None
    departure: FreeText | None = field(default=None, converter=optional_free_text)

    authority: ClassVar[Rule] = rules.office_that_approves_the_task
    rules: ClassVar[tuple[Rule, ...]] = (
        reassignment_rules.task_can_change_hands,
        reassignment_rules.assignment_was_clear,
        rules.actor_is_not_the_author,
        reassignment_rules.another_takes_it_on,
        *map(
            of_the_replacement,
            (
                assigning_rules.office_that_leads_the_assignee,
                drafting_rules.task_does_not_exist,
                *ASSIGNING,
                assigning_rules.no_other_took_its_place,
            ),
        ),
    )

    def assignment(self, facts: Facts) -> AssignTask | None:
        """The assignment that takes the place of the task; None where another system's record does not say what it is."""
        task = facts.of(Task, self.task)
        due = self.due or task.due
        if due is None or task.work is None or task.result is None or task.acceptance is None:
            return None
        return AssignTask(
            task=self.replacement,
            to=self.to,
            work=task.work,
            due=due,
            result=task.result,
            acceptance=task.acceptance,
            unit=self.unit,
            at_home=self.at_home,
            work_type=task.work_type,
            work_units=task.work_units if self.work_units is None else self.work_units,
            confidentiality=task.confidentiality,
            departure=self.departure or (task.departure if self._is_as_it_was(task) else None),
            channel=task.channel or Channel.E_OFFICE,
            channel_reason=task.channel_reason,
            needs_signature=task.needs_signature,
            because_of=task.because_of,
            replaces=task.id,
        )

    def _is_as_it_was(self, task: Task) -> bool:
        """Whether the earlier departure still says why: neither amount nor place are other ones (K12)."""
        return self.work_units in (None, task.work_units) and self.at_home <= task.at_home

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The task is reassigned, and its replacement assigned."""
        yield from reassigned(self, facts)


def reassigned(command: ReassignTask, facts: Facts) -> Iterator[Event]:
    """That work is given to another, and what it is there."""
    task, assignment = facts.of(Task, command.task), command.assignment(facts)
    assert assignment is not None
    yield TaskReassigned(
        task=task.id,
        assignee=task.assignee,
        unit=task.unit,
        reassigned_by=facts.act.person,
        to=command.to,
        replacement=command.replacement,
        reason=command.reason,
    )
    yield evolve(assigned(assignment, facts), outcomes=task.outcomes, reviewed=task.reviewed)


@frozen(kw_only=True, eq=False, repr=False)
class ReopenTask(Command):
    """
    Take an acceptance back, so that the work goes on; the task counts by its last completion (K4).

    Args:
        task: The task.
        reason: What was found.
        due: Until when; set after the due in force it is possible, and changes no verdict.
    """

    task: SubjectId
    reason: FreeText = field(converter=free_text)
    due: datetime | None = field(default=None, converter=optional_instant)

    authority: ClassVar[Rule] = rules.office_that_approves_the_task
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.task_is_completed,
        rules.actor_is_not_the_author,
        rules.due_that_is_set_lies_ahead,
        rules.due_lies_within_the_calendar,
        rules.due_is_not_brought_forward,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The task is reopened."""
        task = facts.of(Task, self.task)
        yield TaskReopened(
            task=task.id,
            assignee=task.assignee,
            unit=task.unit,
            reopened_by=facts.act.person,
            reason=self.reason,
            due=self.due,
        )


REASSIGNMENT = (ReassignTask, ReopenTask)
