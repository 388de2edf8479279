"""What a dossier demands next, as the record stands: its steps given to whoever does them, their tasks taken over (R57)."""

from collections.abc import Iterator

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.dossier.completing import CompleteStep
from civicflow.dossier.events import InstancesNamed, MilestoneReached, StepEntered
from civicflow.dossier.model import Dossier, OpenStep
from civicflow.dossier.procedure_model import ProcedureOnRecord
from civicflow.dossier.routing import RouteStep
from civicflow.dossier.separation import entry_of
from civicflow.dossier.step_tasks import task_of
from civicflow.procedures import StepKind
from civicflow.task.events import TaskCompleted
from civicflow.task.model import Stage as TaskStage
from civicflow.task.model import Task

ROUTED = (StepEntered, InstancesNamed, MilestoneReached)
"""After these events a step may have to be given to somebody."""

TAKEN_OVER = (TaskCompleted,)
"""After these events a dossier may go on."""


def to_be_given(event: Event, facts: Facts) -> Iterator[Command]:
    """
    The open work of a dossier that was given to nobody yet, to be given now.

    Args:
        event: One of ``ROUTED``.
        facts: What is on record now.
    """
    dossier = facts.find(Dossier, event.dossier) if isinstance(event, ROUTED) else None
    if dossier is None:
        return
    for opened in dossier.open.values():
        for unit in _instances(facts, dossier, opened):
            if task_of(facts, dossier, opened, unit) is None:
                yield RouteStep(dossier=dossier.id, step=opened.step, round=opened.round, unit=unit)


def _instances(facts: Facts, dossier: Dossier, opened: OpenStep) -> tuple[str | None, ...]:
    """For whom an open step is work now: for the one who plays its role, or for each unit that was named; for nobody yet."""
    procedure = facts.of(ProcedureOnRecord, dossier.procedure).version(dossier.version)
    step = procedure.step(opened.step)
    if step is None or step.kind is not StepKind.WORK or not dossier.milestones.issuperset(step.requires):
        return ()
    if step.instances is None:
        return (None,)
    return tuple(each for each in opened.units if each not in opened.done)


def to_be_taken_over(event: Event, facts: Facts) -> Iterator[Command]:
    """
    That a dossier takes over what the task of its step came to.

    Args:
        event: One of ``TAKEN_OVER``.
        facts: What is on record now.
    """
    task = facts.find(Task, event.task) if isinstance(event, TAKEN_OVER) else None
    found = None if task is None else entry_of(facts, task)
    if task is None or found is None or task.stage not in {TaskStage.COMPLETED, TaskStage.EVALUATED}:
        return
    dossier, opened = found
    for unit in opened.units or (None,):
        if unit not in opened.done and task_of(facts, dossier, opened, unit) == task:
            yield CompleteStep(dossier=dossier.id, step=opened.step, round=opened.round, unit=unit)
