"""Giving the work of an open step anew, within the term that it has (R57)."""

from collections.abc import Iterator

from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import FreeText
from civicflow.dossier.events import StepEntered
from civicflow.dossier.model import Dossier, OpenStep
from civicflow.dossier.moves import withdrawn
from civicflow.procedures import Procedure


def given_anew(
    facts: Facts, dossier: Dossier, procedure: Procedure, opened: OpenStep, reason: FreeText
) -> Iterator[Event]:
    """
    An open step is called off with its open tasks and entered once more, within the same term: no due moves by it (K4).

    Args:
        facts: The window on the world.
        dossier: The dossier.
        procedure: The version that says what the step is.
        opened: The step.
        reason: Why.
    """
    step = procedure.step(opened.step)
    passes_to = None if step is None else step.passes_to
    yield from withdrawn(facts, dossier, opened.step, reason)
    yield StepEntered(
        dossier=dossier.id,
        step=opened.step,
        round=dossier.rounds.get(opened.step, 0) + 1,
        due=opened.due,
        derivation=None,
        passes_to=passes_to,
    )
