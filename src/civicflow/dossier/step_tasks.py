"""The tasks that the steps of a dossier become: their ids, what became of them, and calling them off."""

from collections.abc import Iterator

from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import FreeText
from civicflow.dossier.model import Dossier, OpenStep
from civicflow.organization.authority import acts_from_above
from civicflow.task.events import TaskCancelled
from civicflow.task.model import OPEN, Stage, Task

CALLED_OFF = FreeText(v="Bước này không còn cần thiết theo quy trình.")
"""Why the task of a step is cancelled that the procedure has called off."""


def task_id(dossier: str, step: str, round: int, instance: str | None = None) -> str:
    """The id of the task that a step becomes, such as ``D-17/appraise/1``; with the unit where several do it."""
    parts = (dossier, step, str(round), *(() if instance is None else (instance,)))
    return "/".join(parts)


def task_of(facts: Facts, dossier: Dossier, step: OpenStep, instance: str | None = None) -> Task | None:
    """The task of an open step as it stands, whoever does it by now; None while it was given to nobody."""
    task = facts.find(Task, task_id(dossier.id, step.tasks_named, step.round, instance))
    while task is not None and task.stage is Stage.REASSIGNED and task.replacement is not None:
        task = facts.find(Task, task.replacement)
    return task


def hands_in(facts: Facts, dossier: Dossier, step: OpenStep, instance: str | None = None) -> frozenset[str]:
    """All who had a hand in the task of an open step: whose it is, who acts for them, and whoever worked on it before (K10)."""
    hands, task = set[str](), facts.find(Task, task_id(dossier.id, step.tasks_named, step.round, instance))
    while task is not None and task.stage is Stage.REASSIGNED and task.replacement is not None:
        hands.update(task.hands)
        task = facts.find(Task, task.replacement)
    return frozenset(hands.union(() if task is None else task.authors))


def tasks_of(facts: Facts, dossier: Dossier, step: OpenStep) -> Iterator[Task]:
    """The tasks of an open step: one, or one for each unit that does it."""
    for instance in step.units or (None,):
        task = task_of(facts, dossier, step, instance)
        if task is not None:
            yield task


def calling_off(
    facts: Facts, dossier: Dossier, step: OpenStep, reason: FreeText | None = None
) -> Iterator[Event]:
    """
    The open tasks of a step are cancelled (K4).

    Args:
        facts: The window on the world.
        dossier: The dossier.
        step: The step.
        reason: Why whoever acts has decided so; nothing where the procedure does, which is no fault of whoever had them.
    """
    for task in tasks_of(facts, dossier, step):
        if task.stage in OPEN:
            yield _called_off(task) if reason is None else _cancelled(facts, task, reason)


def _called_off(task: Task) -> TaskCancelled:
    return TaskCancelled(
        task=task.id,
        assignee=task.assignee,
        unit=task.unit,
        cancelled_by=None,
        from_above=True,
        reason=CALLED_OFF,
        receipt=None,
    )


def _cancelled(facts: Facts, task: Task, reason: FreeText) -> TaskCancelled:
    from_above = task.unit is not None and acts_from_above(facts, task.unit, about=task.assignee)
    return TaskCancelled(
        task=task.id,
        assignee=task.assignee,
        unit=task.unit,
        cancelled_by=facts.act.person,
        from_above=from_above,
        reason=reason,
        receipt=None,
    )
