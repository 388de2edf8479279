"""What is kept for the steps of dossiers: the names of their tasks, and the offices that do them (R57)."""

import re
from collections.abc import Sequence
from typing import Protocol

from civicflow.core.facts import Facts
from civicflow.core.rule import ALLOWED, Refused, Verdict, allowed_if
from civicflow.dossier.model import Dossier
from civicflow.dossier.procedure_model import procedure_of
from civicflow.dossier.roles import holders, office_of
from civicflow.dossier.separation import entry_of
from civicflow.organization.events import Office
from civicflow.procedures import StepDefinition
from civicflow.task.model import Task
from civicflow.task.rules import ConcernsTask, SetsDueAnew

STEP_TASK = re.compile(r"[^/]+/[a-z][a-z0-9_.-]*/[0-9]+(/.*)?")
"""How the tasks of steps are named."""


class NamesReplacement(ConcernsTask, Protocol):
    """A command that lets another task take the place of one."""

    @property
    def replacement(self) -> str:
        """Its id."""


class MayNameReplacement(Protocol):
    """What becomes of one of several tasks."""

    @property
    def replacement(self) -> str | None:
        """The id of the task that takes its place; none where it stays or rests."""


class NamesReplacements(Protocol):
    """A command that says what becomes of several tasks."""

    @property
    def steps(self) -> Sequence[MayNameReplacement]:
        """What becomes of each."""


def task_is_not_named_like_the_step_of_a_dossier(command: ConcernsTask, facts: Facts) -> Verdict:
    """No task takes the name that the step of a dossier needs, or will need."""
    return _is_free(facts, command.task)


def replacement_is_not_named_like_the_step_of_a_dossier(command: NamesReplacement, facts: Facts) -> Verdict:
    """No task that takes the place of another takes the name that the step of a dossier needs, or will need."""
    return _is_free(facts, command.replacement)


def replacements_are_not_named_like_the_steps_of_dossiers(
    command: NamesReplacements, facts: Facts
) -> Verdict:
    """No task that is given to another takes the name that the step of a dossier needs, or will need."""
    named = (_is_free(facts, each.replacement) for each in command.steps if each.replacement is not None)
    return next((verdict for verdict in named if isinstance(verdict, Refused)), ALLOWED)


def office_of_the_step_is_still_held(command: ConcernsTask, facts: Facts) -> Verdict:
    """Whoever a procedure gave a step to as the holder of an office holds it still; else it is given to another (R57, K18)."""
    task = facts.find(Task, command.task)
    if task is None or task.assigned_by is not None or task.unit is None or task.assignee is None:
        return ALLOWED
    office = _office_of(facts, task)
    held = office is None or task.assignee in holders(facts, task.unit, office)
    return allowed_if(held, task=task.id, person=task.assignee, unit=task.unit, basis="K18")


def _office_of(facts: Facts, task: Task) -> Office | None:
    """The office whose work a task is, by the procedure of its dossier."""
    found, step = entry_of(facts, task), _step_of(facts, task)
    if found is None or step is None:
        return None
    role = procedure_of(facts, found[0]).role(step.role or "")
    return None if role is None else office_of(role)


def _step_of(facts: Facts, task: Task) -> StepDefinition | None:
    found = entry_of(facts, task)
    return None if found is None else procedure_of(facts, found[0]).step(found[1].step)


def term_that_ends_a_step_is_not_extended(command: ConcernsTask, facts: Facts) -> Verdict:
    """Nobody is given longer than the term that ends their step by itself: else they would be held to be silent in time (R57, K4)."""
    task = facts.find(Task, command.task)
    step = None if task is None else _step_of(facts, task)
    ends = step is not None and step.passes_to is not None
    return allowed_if(not ends, task=command.task, basis="R57")


def term_that_ends_a_step_is_not_set_anew(command: SetsDueAnew, facts: Facts) -> Verdict:
    """Nobody who takes the work of such a step over, or disputed it, is given longer than the term that ends it (R57, K4)."""
    return ALLOWED if command.due is None else term_that_ends_a_step_is_not_extended(command, facts)


def _is_free(facts: Facts, task: str) -> Verdict:
    dossier, _, rest = task.partition("/")
    kept = STEP_TASK.fullmatch(task) is not None or (rest != "" and facts.find(Dossier, dossier) is not None)
    return allowed_if(not kept, task=task)
