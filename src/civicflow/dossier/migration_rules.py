"""Who lets a dossier go on by a newer version of its procedure, and what must be true so that nothing of it is lost (R57)."""

from collections.abc import Mapping
from typing import Protocol

from civicflow.core.facts import Facts
from civicflow.core.rule import ALLOWED, Verdict, allowed_if
from civicflow.dossier.mapping import joins, mapped, tokens
from civicflow.dossier.model import Dossier
from civicflow.dossier.procedure_model import ProcedureOnRecord, procedure_of
from civicflow.dossier.step_rules import ConcernsDossier
from civicflow.dossier.step_tasks import task_of
from civicflow.organization.authority import HEAD, leads, today
from civicflow.procedures import Procedure
from civicflow.procedures.walk import reachable
from civicflow.task.model import Stage as TaskStage


class MigratesDossier(ConcernsDossier, Protocol):
    """A command that lets a dossier go on by another version."""

    @property
    def version(self) -> int:
        """The number of that version."""

    @property
    def mapping(self) -> Mapping[str, str]:
        """What steps are called there."""


def _newer(command: MigratesDossier, facts: Facts) -> Procedure | None:
    """The version that is asked for; None where it is not newer, does not exist or does not hold yet."""
    dossier = facts.of(Dossier, command.dossier)
    versions = facts.of(ProcedureOnRecord, dossier.procedure).versions
    if not dossier.version < command.version <= len(versions):
        return None
    found = versions[command.version - 1]
    return found if found.since <= today(facts) else None


def head_of_the_unit_of_the_dossier(command: ConcernsDossier, facts: Facts) -> Verdict:
    """The head of the unit acts that deals with the dossier, or of one above it (R57)."""
    return leads(facts, facts.of(Dossier, command.dossier).unit, offices=HEAD)


def version_is_newer_and_holds(command: MigratesDossier, facts: Facts) -> Verdict:
    """The version is newer than the one that the dossier is dealt with by, and holds today."""
    newer = _newer(command, facts) is not None
    return allowed_if(newer, dossier=command.dossier, version=command.version)


def every_branch_has_a_place(command: MigratesDossier, facts: Facts) -> Verdict:
    """It is said of every branch of the dossier where it stands in the newer version, and no two stand in one place."""
    dossier, new = facts.of(Dossier, command.dossier), _newer(command, facts)
    if new is None:
        return ALLOWED
    held = tokens(dossier)
    lost = sorted(each for each in held if new.step(command.mapping.get(each, "")) is None)
    lost += sorted(each for each in joins(dossier) if new.step(command.mapping.get(each, each)) is None)
    places = [command.mapping[each] for each in held if each in command.mapping]
    places += [command.mapping.get(each, each) for each in joins(dossier)]
    apart = len(places) == len(set(places))
    return allowed_if(not lost and apart, dossier=dossier.id, step=", ".join(lost or sorted(held)))


def steps_stay_what_they_are(command: MigratesDossier, facts: Facts) -> Verdict:
    """Each step that is mapped exists, and is work, waiting, a term, a join or a milestone in both versions, by one or by several."""
    dossier, new = facts.of(Dossier, command.dossier), _newer(command, facts)
    if new is None:
        return ALLOWED
    old = procedure_of(facts, dossier)
    wrong = sorted(each for each, place in command.mapping.items() if _kind(old, each) != _kind(new, place))
    unknown = sorted(each for each in command.mapping if _kind(old, each) is None)
    return allowed_if(not wrong and not unknown, dossier=dossier.id, step=", ".join(unknown or wrong))


def _kind(procedure: Procedure, code: str) -> object:
    step = procedure.step(code)
    return None if step is None else (step.kind, step.instances is None)


def whose_hands_were_in_it_stays_known(command: MigratesDossier, facts: Facts) -> Verdict:
    """Each step that was done, and that another must be kept apart from, exists in the newer version too, by its own name where it kept that (K10)."""
    dossier, new = facts.of(Dossier, command.dossier), _newer(command, facts)
    if new is None:
        return ALLOWED
    done = sorted(_apart(procedure_of(facts, dossier)).intersection(dossier.done))
    lost = [each for each in done if new.step(command.mapping.get(each, each)) is None]
    lost += sorted(
        each for each in dossier.done if command.mapping.get(each, each) != each and each in _apart(new)
    )
    return allowed_if(not lost, dossier=dossier.id, step=", ".join(lost), basis="K10")


def _apart(procedure: Procedure) -> frozenset[str]:
    """The steps that another must be kept apart from."""
    return frozenset(each for step in procedure.steps for each in step.different_person_from)


def no_outcome_waits_to_be_taken_over(command: MigratesDossier, facts: Facts) -> Verdict:
    """What tasks of the dossier came to is taken over already: outcomes belong to the version that asked for them."""
    dossier = facts.of(Dossier, command.dossier)
    over = {TaskStage.COMPLETED, TaskStage.EVALUATED}
    waiting = [
        opened.step
        for opened in dossier.open.values()
        for unit in opened.units or (None,)
        if unit not in opened.done
        and (task := task_of(facts, dossier, opened, unit)) is not None
        and task.stage in over
    ]
    return allowed_if(not waiting, dossier=dossier.id, step=", ".join(waiting))


def dossier_can_come_there(command: MigratesDossier, facts: Facts) -> Verdict:
    """A dossier of the newer version can come to stand as this one would, and so can always go on to a result."""
    dossier, new = facts.of(Dossier, command.dossier), _newer(command, facts)
    if new is None:
        return ALLOWED
    place = mapped(dossier, new, command.mapping).marking
    return allowed_if(place in reachable(new), dossier=dossier.id, step=", ".join(sorted(place.open)))
