"""What the step of a procedure declares for itself about reminders and escalations, in place of the regulations (R57)."""

from collections.abc import Iterable

from civicflow.calendars import Length
from civicflow.core.facts import Facts
from civicflow.deadline.notices import Declared, Lengths
from civicflow.dossier.procedure_model import procedure_of
from civicflow.dossier.separation import entry_of
from civicflow.procedures import StepDefinition
from civicflow.task.model import Task


def declared_for(facts: Facts, task: Task) -> Declared | None:
    """What the step declares that a task belongs to; None where it belongs to none that is open."""
    found = entry_of(facts, task)
    if found is None:
        return None
    dossier, opened = found
    version = procedure_of(facts, dossier)
    step = version.step(opened.step)
    return None if step is None else declared_by(step, f"procedure:{version.procedure}@{version.version}")


def declared_by(step: StepDefinition, source: str) -> Declared:
    """
    What a step declares; nothing of what it leaves to the regulations.

    Args:
        step: The step.
        source: The version of its procedure.
    """
    return Declared(reminders=_own(step.reminders, source), escalations=_own(step.escalations, source))


def _own(lengths: Iterable[Length], source: str) -> Lengths | None:
    each_once = tuple(dict.fromkeys(lengths))
    return Lengths(source, each_once) if each_once else None
