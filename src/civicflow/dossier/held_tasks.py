"""The tasks that are held with their dossier, and go on with it (K4)."""

from collections.abc import Iterable, Iterator

from civicflow.core.facts import Facts
from civicflow.core.fields import FreeText
from civicflow.core.rule import Allowed
from civicflow.dossier.model import Dossier
from civicflow.dossier.step_tasks import tasks_of
from civicflow.organization.authority import has_a_hand_in_it, leads
from civicflow.organization.granted_terms import granted_end
from civicflow.regulations.parameters import HOLD_REVIEWED_WITHIN
from civicflow.task.events import TaskHeld, TaskReleased
from civicflow.task.model import AT_WORK, Stage, Task

TO_BE_HELD = AT_WORK | {Stage.OFFERED}
"""The stages in which a task rests with its dossier: somebody is at work on it, or will be; what waits for a decision does not."""


def held_with_it(facts: Facts, dossier: Dossier, cause: str, reason: FreeText) -> Iterator[TaskHeld]:
    """
    That tasks of a dossier rest with it: those that whoever acts may hold.

    Args:
        facts: The window on the world.
        dossier: The dossier.
        cause: What kind of cause.
        reason: What happened.
    """
    for step in dossier.open.values():
        for task in tasks_of(facts, dossier, step):
            found = _held(facts, task, cause, reason) if _may_be_held(facts, task) else None
            if found is not None:
                yield found


def _may_be_held(facts: Facts, task: Task) -> bool:
    if task.stage not in TO_BE_HELD or task.on_hold or task.unit is None:
        return False
    own = has_a_hand_in_it(facts, task.assignee)
    return not own and isinstance(leads(facts, task.unit, about=task.assignee), Allowed)


def _held(facts: Facts, task: Task, cause: str, reason: FreeText) -> TaskHeld | None:
    """That a task rests; nothing where no regulation says when that is looked at again."""
    assert task.unit is not None
    review_on, derivation = granted_end(facts, HOLD_REVIEWED_WITHIN, task.unit, facts.act.now)
    if review_on is None:
        return None
    return TaskHeld(
        task=task.id,
        assignee=task.assignee,
        unit=task.unit,
        held_by=facts.act.person,
        cause=cause,
        reason=reason,
        review_on=review_on,
        derivation=derivation,
    )


def released_with_it(facts: Facts, tasks: Iterable[str]) -> Iterator[TaskReleased]:
    """That tasks go on with their dossier: those that still rest."""
    for each in tasks:
        task = facts.of(Task, each)
        if task.on_hold:
            yield TaskReleased(
                task=task.id, assignee=task.assignee, unit=task.unit, released_by=facts.act.person
            )
