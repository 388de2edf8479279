"""What the tasks of steps are kept from, so that every dossier can go on and none is left with work of its own (R57)."""

import re
from typing import Protocol

from civicflow.core.facts import Facts
from civicflow.core.rule import ALLOWED, Refused, Verdict, allowed_if
from civicflow.dossier.model import Dossier
from civicflow.dossier.separation import HandsOverWork, entry_of
from civicflow.dossier.step_tasks import task_of, tasks_of
from civicflow.task.assignment_events import DisputeOutcome
from civicflow.task.dispute_rules import ResolvesDispute
from civicflow.task.model import Task
from civicflow.task.rules import ConcernsTask


class NamesReplacement(ConcernsTask, Protocol):
    """A command that lets another task take the place of one."""

    @property
    def replacement(self) -> str:
        """Its id."""


STEP_TASK = re.compile(r"[^/]+/[a-z][a-z0-9_.-]*/[0-9]+(/.*)?")
"""How the tasks of steps are named."""


def _is_free(facts: Facts, task: str) -> Verdict:
    dossier, _, rest = task.partition("/")
    kept = STEP_TASK.fullmatch(task) is not None or (rest != "" and facts.find(Dossier, dossier) is not None)
    return allowed_if(not kept, task=task)


def task_is_not_named_like_the_step_of_a_dossier(command: ConcernsTask, facts: Facts) -> Verdict:
    """No task takes the name that the step of a dossier needs, or will need."""
    return _is_free(facts, command.task)


def replacement_is_not_named_like_the_step_of_a_dossier(command: NamesReplacement, facts: Facts) -> Verdict:
    """No task that takes the place of another takes the name that the step of a dossier needs, or will need."""
    return _is_free(facts, command.replacement)


def replacements_are_not_named_like_the_steps_of_dossiers(command: HandsOverWork, facts: Facts) -> Verdict:
    """No task that is given to another takes the name that the step of a dossier needs, or will need."""
    named = (_is_free(facts, each.replacement) for each in command.steps if each.replacement is not None)
    return next((verdict for verdict in named if isinstance(verdict, Refused)), ALLOWED)


def work_of_an_open_step_is_not_called_off_alone(command: ConcernsTask, facts: Facts) -> Verdict:
    """The work of an open step is called off with the step or the dossier, which could not go on otherwise (R57)."""
    task = facts.find(Task, command.task)
    return allowed_if(task is None or not _is_work_of_a_step(facts, task), task=command.task, basis="R57")


def dispute_leaves_the_step_its_work(command: ResolvesDispute, facts: Facts) -> Verdict:
    """The work of an open step is not withdrawn by a dispute: the dossier could not go on otherwise (R57)."""
    if command.outcome is not DisputeOutcome.WITHDRAWN:
        return ALLOWED
    return work_of_an_open_step_is_not_called_off_alone(command, facts)


def _is_work_of_a_step(facts: Facts, task: Task) -> bool:
    found = entry_of(facts, task)
    return found is not None and task in tasks_of(facts, *found)


def result_was_not_taken_over_by_a_dossier(command: ConcernsTask, facts: Facts) -> Verdict:
    """What a dossier has taken over stays: the dossier is sent back or opened again, not the work of its step (R57)."""
    task = facts.find(Task, command.task)
    if task is None or not task.outcomes:
        return ALLOWED
    found = entry_of(facts, task)
    waits = found is not None and any(
        task_of(facts, *found, unit) == task
        for unit in found[1].units or (None,)
        if unit not in found[1].done
    )
    return allowed_if(waits, task=task.id, basis="R57")
