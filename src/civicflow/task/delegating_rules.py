"""Who may act for an assignee, and who never does (K10)."""

from typing import Protocol

from civicflow.core.facts import Facts
from civicflow.core.rule import Verdict, allowed_if
from civicflow.employee.model import Employee
from civicflow.organization.authority import may_be_the_hand_of, today
from civicflow.organization.group import belongs_under
from civicflow.task.model import Task
from civicflow.task.rules import ConcernsTask


class DelegatesTask(ConcernsTask, Protocol):
    """A command that lets another act for the assignee."""

    @property
    def to(self) -> str:
        """Who acts for them."""


def delegate(command: ConcernsTask, facts: Facts) -> Verdict:
    """The person acts who acts for the assignee, in person."""
    task = facts.of(Task, command.task)
    own = facts.act.by == task.delegate and facts.act.on_behalf_of is None
    return allowed_if(own, by=facts.act.by, task=task.id, basis="R33")


def nobody_acts_for_the_assignee(command: ConcernsTask, facts: Facts) -> Verdict:
    """The work is delegated to nobody: it is taken back before another acts for the assignee."""
    task = facts.of(Task, command.task)
    return allowed_if(task.delegate is None, task=task.id, person=task.delegate or "")


def somebody_acts_for_the_assignee(command: ConcernsTask, facts: Facts) -> Verdict:
    """The work is delegated to somebody."""
    task = facts.of(Task, command.task)
    return allowed_if(task.delegate is not None, task=task.id)


def delegate_is_another(command: DelegatesTask, facts: Facts) -> Verdict:
    """Nobody acts for themselves."""
    return allowed_if(command.to != facts.of(Task, command.task).assignee, person=command.to)


def delegate_is_registered(command: DelegatesTask, facts: Facts) -> Verdict:
    """Whoever acts for the assignee is registered as an employee (R7)."""
    return allowed_if(facts.find(Employee, command.to) is not None, person=command.to)


def delegate_belongs_to_the_unit(command: DelegatesTask, facts: Facts) -> Verdict:
    """Whoever acts for the assignee belongs to the unit of the work, or to one below it: its office leads them (K11, K18)."""
    unit = facts.of(Task, command.task).unit
    belongs = unit is not None and belongs_under(facts, command.to, unit, today(facts))
    return allowed_if(belongs, person=command.to, unit=unit or "", basis="K18")


def delegate_did_not_give_the_work(command: DelegatesTask, facts: Facts) -> Verdict:
    """Nobody does what they gave out: neither whoever gave the work acts for the assignee, nor their hand (K10)."""
    task = facts.of(Task, command.task)
    gave = may_be_the_hand_of(facts, command.to, task.assigned_by, task.assigned_at)
    return allowed_if(not gave, person=command.to, task=task.id, basis="K10")
