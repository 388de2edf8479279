"""What must be true of work that is prepared before anybody is given it (R15, K17)."""

from typing import Protocol

from civicflow.core.facts import Facts
from civicflow.core.rule import Verdict, allowed_if
from civicflow.organization.authority import leads
from civicflow.task.catalogue import kind_of_work
from civicflow.task.model import Stage, Task
from civicflow.task.rules import ConcernsTask


class DraftsTask(ConcernsTask, Protocol):
    """A command that prepares work for a unit."""

    @property
    def unit(self) -> str:
        """The unit."""

    @property
    def work_type(self) -> str | None:
        """Which kind of work it is, by the catalogue."""


def office_that_leads_the_unit_of_the_draft(command: DraftsTask, facts: Facts) -> Verdict:
    """An office acts that leads the unit for which work is prepared (R26)."""
    return leads(facts, command.unit)


def task_does_not_exist(command: ConcernsTask, facts: Facts) -> Verdict:
    """Neither a task nor a draft has this id."""
    return allowed_if(facts.find(Task, command.task) is None, task=command.task)


def kind_of_draft_is_in_the_catalogue(command: DraftsTask, facts: Facts) -> Verdict:
    """The kind of prepared work is one of the catalogue of that day and place (R15, K12)."""
    known = command.work_type is None or kind_of_work(facts, command.unit, command.work_type) is not None
    return allowed_if(known, work_type=command.work_type or "", basis="K12")


def task_is_a_draft(command: ConcernsTask, facts: Facts) -> Verdict:
    """The work was prepared and neither given to anybody nor discarded."""
    task = facts.of(Task, command.task)
    return allowed_if(task.stage is Stage.DRAFTED, task=task.id, stage=task.stage.value)
