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
    *_, last = (None, *_tasks(facts, task_id(dossier.id, step.tasks_named, step.round, instance)))
    return last


def _tasks(facts: Facts, first: str) -> Iterator[Task]:
    """A task, the one that took its place, and so on."""
    task = facts.find(Task, first)
    while task is not None:
        yield task
        following = task.replacement if task.stage is Stage.REASSIGNED else None
        task = None if following is None else facts.find(Task, following)


def hands_in(facts: Facts, dossier: Dossier, step: OpenStep, instance: str | None) -> tuple[str, ...]:
    """All who had a hand in the work of an open step: whose it is, who acts for them, and whoever worked on it before (K10)."""
    *earlier, last = _tasks(facts, task_id(dossier.id, step.tasks_named, step.round, instance))
    return tuple(sorted({*last.authors, *(person for task in earlier for person in task.hands)}))


def at_work_on(facts: Facts, dossier: Dossier, step: OpenStep) -> frozenset[str]:
    """All who have worked on an open step so far, whoever has it by now, also where its result was not taken over yet (K10)."""
    first = (task_id(dossier.id, step.tasks_named, step.round, each) for each in step.units or (None,))
    return frozenset(person for each in first for task in _tasks(facts, each) for person in task.hands)


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
