"""Disputing an assignment, and deciding on it one level above whoever assigned it (R33, K17)."""

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar

from attrs import field, frozen

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import FreeText, SubjectId, free_text, optional_free_text, optional_instant
from civicflow.core.rule import Rule
from civicflow.organization.granted_terms import granted_end
from civicflow.regulations.parameters import DISPUTE_DECIDED_WITHIN
from civicflow.task import dispute_rules, rules
from civicflow.task.assignment_events import DisputeOutcome, Objection, TaskDisputed, TaskDisputeResolved
from civicflow.task.interruptions import cancellation
from civicflow.task.model import Task


@frozen(kw_only=True, eq=False, repr=False)
class DisputeTask(Command):
    """
    Say why an assignment cannot be taken on as it is; taking notice of it afterwards drops the dispute (R33).

    Work that rests is disputed when it goes on again: no time is excused twice (K4).

    Args:
        task: The task.
        objection: Why: its volume, the authority for it, the means, or because it is not clear.
        note: In the assignee's own words.
    """

    task: SubjectId
    objection: Objection = field(converter=Objection)
    note: FreeText | None = field(default=None, converter=optional_free_text)

    authority: ClassVar[Rule] = rules.assignee
    rules: ClassVar[tuple[Rule, ...]] = (
        dispute_rules.task_was_not_taken_on,
        rules.task_is_not_on_hold,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The assignment is disputed."""
        task = facts.of(Task, self.task)
        decide_by, derivation = None, None
        if task.unit is not None:
            decide_by, derivation = granted_end(facts, DISPUTE_DECIDED_WITHIN, task.unit, facts.act.now)
        yield TaskDisputed(
            task=task.id,
            assignee=task.assignee,
            unit=task.unit,
            objection=self.objection,
            note=self.note,
            decide_by=decide_by,
            derivation=derivation,
        )


@frozen(kw_only=True, eq=False, repr=False)
class ResolveDispute(Command):
    """
    Decide on a disputed assignment: it stands, it is changed, or it is withdrawn (R33, K17).

    Args:
        task: The task.
        outcome: What becomes of the assignment; withdrawn, the task is cancelled.
        clock_ran: Whether the time of the dispute counts; where it does not, the due in force moves by it (K4).
        reason: Why it is decided so.
        due: The new due, where that is changed.
        work: What is to be done instead.
        result: What is expected instead.
        acceptance: By what the result is accepted instead.
    """

    task: SubjectId
    outcome: DisputeOutcome = field(converter=DisputeOutcome)
    clock_ran: bool
    reason: FreeText = field(converter=free_text)
    due: datetime | None = field(default=None, converter=optional_instant)
    work: FreeText | None = field(default=None, converter=optional_free_text)
    result: FreeText | None = field(default=None, converter=optional_free_text)
    acceptance: FreeText | None = field(default=None, converter=optional_free_text)

    authority: ClassVar[Rule] = dispute_rules.office_above_whoever_assigned
    rules: ClassVar[tuple[Rule, ...]] = (
        dispute_rules.task_is_disputed,
        dispute_rules.actor_did_not_assign_it,
        rules.actor_is_not_the_author,
        dispute_rules.what_is_changed_is_said,
        rules.due_that_is_set_lies_ahead,
        rules.due_lies_within_the_calendar,
        rules.due_is_not_brought_forward,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The dispute is resolved; an assignment that is withdrawn is called off."""
        task = facts.of(Task, self.task)
        yield TaskDisputeResolved(
            task=task.id,
            assignee=task.assignee,
            unit=task.unit,
            resolved_by=facts.act.person,
            outcome=self.outcome,
            clock_ran=self.clock_ran,
            reason=self.reason,
            due=self.due,
            work=self.work,
            result=self.result,
            acceptance=self.acceptance,
        )
        if self.outcome is DisputeOutcome.WITHDRAWN:
            yield cancellation(facts, task, self.reason)
