"""What must be true before work is given to another (K4, K18)."""

from functools import wraps
from typing import Any, Protocol

from civicflow.core.facts import Facts
from civicflow.core.rule import ALLOWED, Rule, Verdict, allowed_if
from civicflow.task.model import TO_CHANGE_HANDS, Task
from civicflow.task.rules import ConcernsTask


class ReassignsTask(ConcernsTask, Protocol):
    """A command that gives work to another."""

    @property
    def to(self) -> str:
        """Who is to do it now."""

    def assignment(self, facts: Facts) -> Any:
        """The assignment that takes the place of the task."""


def of_the_replacement(rule: Rule) -> Rule:
    """A rule of assigning, asked of the assignment that takes the place of a task."""

    @wraps(rule, assigned=("__module__", "__name__", "__qualname__", "__doc__"))
    def judged(command: ReassignsTask, facts: Facts) -> Verdict:
        assignment = command.assignment(facts)
        return ALLOWED if assignment is None else rule(assignment, facts)

    return judged


def task_can_change_hands(command: ConcernsTask, facts: Facts) -> Verdict:
    """The task is at work or disputed; of a result that waits, somebody decides first (K4)."""
    task = facts.of(Task, command.task)
    return allowed_if(task.stage in TO_CHANGE_HANDS, task=task.id, stage=task.stage.value)


def assignment_was_clear(command: ReassignsTask, facts: Facts) -> Verdict:
    """The record says what was to be done, until when and with what result: only that can be passed on (R31)."""
    return allowed_if(command.assignment(facts) is not None, task=command.task, basis="R31")


def another_takes_it_on(command: ReassignsTask, facts: Facts) -> Verdict:
    """Work is given to another person than its assignee."""
    task = facts.of(Task, command.task)
    return allowed_if(command.to != task.assignee, task=task.id, person=command.to)
