"""What becomes of where a dossier stands, when the steps of its procedure are called otherwise (R57)."""

from collections.abc import Mapping

from civicflow.dossier.model import Dossier, renamed
from civicflow.procedures import Procedure, StepDefinition, StepKind


def mapped(dossier: Dossier, new: Procedure, mapping: Mapping[str, str]) -> Dossier:
    """
    The dossier as it stands in another version of its procedure.

    Args:
        dossier: The dossier.
        new: The other version.
        mapping: What steps are called there that are called otherwise.
    """
    reached = (mapping.get(each, each) for each in dossier.milestones)
    points = {each.step for each in new.steps if each.kind is StepKind.MILESTONE}
    return renamed(dossier, new.version, mapping, tuple(each for each in reached if each in points))


def tokens(dossier: Dossier) -> frozenset[str]:
    """The steps that hold the branches of a dossier: those that are open, and those from which one has come to a join."""
    return frozenset(dossier.open) | {origin for _, origin in dossier.arrivals}


def joins(dossier: Dossier) -> frozenset[str]:
    """The joins that branches have come to, or that were passed before all had come."""
    return dossier.joined | {join for join, _ in dossier.arrivals}


def asks_the_same(old: Procedure, step: str, new: Procedure, place: str) -> bool:
    """
    Whether a step asks the same work of the same people in two versions, so that its tasks can stay.

    Args:
        old: The one version.
        step: The step there.
        new: The other version.
        place: The step there.
    """
    before, after = old.step(step), new.step(place)
    return before is not None and after is not None and _asked(old, before) == _asked(new, after)


def _asked(procedure: Procedure, step: StepDefinition) -> tuple[object, ...]:
    role = procedure.role(step.role or "")
    who = None if role is None else (role.held_by, role.unit, role.office, role.group)
    outcomes = tuple(each.outcome for each in step.outcomes)
    ended = (step.when_passed, step.if_cancelled)
    return who, outcomes, ended, step.reviewed, step.confidentiality, step.at_home, step.instances is None
