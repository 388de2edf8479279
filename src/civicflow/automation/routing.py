"""How dossiers go on by themselves: their steps are given to whoever does them, what their tasks came to is taken over (R57)."""

from collections.abc import Iterator

from civicflow.core.command import Command
from civicflow.core.facts import Facts
from civicflow.core.log import Entry
from civicflow.core.reaction import Reaction
from civicflow.dossier.completing import CompleteStep
from civicflow.dossier.events import InstancesNamed, MilestoneReached, StepEntered
from civicflow.dossier.holding_events import DossierReleased
from civicflow.dossier.model import Dossier, OpenStep
from civicflow.dossier.procedure_model import procedure_of
from civicflow.dossier.routing import RouteStep
from civicflow.dossier.separation import entry_of
from civicflow.dossier.step_tasks import task_of
from civicflow.procedures import StepKind
from civicflow.task.events import TaskCompleted
from civicflow.task.model import Stage as TaskStage
from civicflow.task.model import Task


def work_to_be_given(entry: Entry, facts: Facts) -> Iterator[Command]:
    """
    The open work of a dossier that was given to nobody yet, to be given now.

    Args:
        entry: That a step was entered, units were named for it, a milestone was reached that it waited for, or the dossier
            goes on after it has rested.
        facts: What is on record now.
    """
    stream, _, number = entry.stream.partition(":")
    dossier = facts.find(Dossier, number) if stream == Dossier.kind else None
    if dossier is None or dossier.hold is not None:
        return
    for opened in dossier.open.values():
        for unit in _instances(facts, dossier, opened):
            if task_of(facts, dossier, opened, unit) is None:
                yield RouteStep(dossier=dossier.id, step=opened.step, round=opened.round, unit=unit)


def _instances(facts: Facts, dossier: Dossier, opened: OpenStep) -> tuple[str | None, ...]:
    """For whom an open step is work now: for the one who plays its role, or for each unit that was named; for nobody yet."""
    step = procedure_of(facts, dossier).step(opened.step)
    if step is None or step.kind is not StepKind.WORK or not dossier.milestones.issuperset(step.requires):
        return ()
    if step.instances is None:
        return (None,)
    return tuple(each for each in opened.units if each not in opened.done)


def outcome_to_be_taken_over(entry: Entry, facts: Facts) -> Iterator[Command]:
    """
    That a dossier takes over what the task of its step came to.

    Args:
        entry: That a task was completed.
        facts: What is on record now.
    """
    task = facts.find(Task, entry.stream.partition(":")[2])
    found = None if task is None else entry_of(facts, task)
    if task is None or found is None or task.stage not in {TaskStage.COMPLETED, TaskStage.EVALUATED}:
        return
    dossier, opened = found
    for unit in opened.units or (None,):
        if unit not in opened.done and task_of(facts, dossier, opened, unit) == task:
            yield CompleteStep(dossier=dossier.id, step=opened.step, round=opened.round, unit=unit)


ROUTING = (
    Reaction(
        name="routing",
        events=(StepEntered, InstancesNamed, MilestoneReached, DossierReleased),
        orders=work_to_be_given,
    ),
    Reaction(name="taking-over", events=(TaskCompleted,), orders=outcome_to_be_taken_over),
)
