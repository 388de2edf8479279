"""Who decides on a disputed assignment, and what must be true of the dispute and of the decision (R33, K17)."""

from datetime import datetime
from typing import Protocol

from civicflow.core.facts import Facts
from civicflow.core.fields import FreeText
from civicflow.core.rule import Verdict, allowed_if
from civicflow.organization.authority import has_a_hand_in_it
from civicflow.task.assignment_events import DisputeOutcome
from civicflow.task.model import Stage, Task
from civicflow.task.rules import ConcernsTask, office_above


class ResolvesDispute(ConcernsTask, Protocol):
    """A command that decides on a dispute."""

    @property
    def outcome(self) -> DisputeOutcome:
        """What becomes of the assignment."""

    @property
    def due(self) -> datetime | None:
        """The new due."""

    @property
    def work(self) -> FreeText | None:
        """What is to be done instead."""

    @property
    def result(self) -> FreeText | None:
        """What is expected instead."""

    @property
    def acceptance(self) -> FreeText | None:
        """By what the result is accepted instead."""


def office_above_whoever_assigned(command: ConcernsTask, facts: Facts) -> Verdict:
    """An office acts above the person who assigned the task; above a manager, a head and no other manager (R33, K11)."""
    task = facts.of(Task, command.task)
    return office_above(facts, task, task.assigned_by)


def actor_did_not_assign_it(command: ConcernsTask, facts: Facts) -> Verdict:
    """Whoever assigned the task does not decide on the dispute, nor does anyone who acts for them (K10)."""
    task = facts.of(Task, command.task)
    own = has_a_hand_in_it(facts, task.assigned_by, task.assigned_at)
    return allowed_if(not own, task=task.id, basis="K10")


def task_was_not_taken_on(command: ConcernsTask, facts: Facts) -> Verdict:
    """The assignee has not yet taken notice of the assignment: what was taken on is carried out (R33)."""
    task = facts.of(Task, command.task)
    return allowed_if(task.stage is Stage.ASSIGNED, task=task.id, stage=task.stage.value, basis="R33")


def task_is_disputed(command: ConcernsTask, facts: Facts) -> Verdict:
    """The assignment is disputed, and nothing is decided yet."""
    task = facts.of(Task, command.task)
    return allowed_if(task.stage is Stage.DISPUTED, task=task.id, stage=task.stage.value)


def what_is_changed_is_said(command: ResolvesDispute, _facts: Facts) -> Verdict:
    """An assignment that is changed says in what; one that stands or is withdrawn changes nothing (K17)."""
    said = any(each is not None for each in (command.due, command.work, command.result, command.acceptance))
    changed = command.outcome is DisputeOutcome.CHANGED
    return allowed_if(said == changed, task=command.task, outcome=command.outcome.value)
