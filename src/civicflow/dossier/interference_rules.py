"""Who may change the course of a dossier beside its procedure, and what must be true before (R57)."""

from civicflow.core.facts import Facts
from civicflow.core.rule import Verdict, allowed_if
from civicflow.dossier.model import Dossier, Stage
from civicflow.dossier.procedure_model import procedure_of
from civicflow.dossier.step_rules import ConcernsDossier, ConcernsStep, definition_of
from civicflow.organization.authority import leads
from civicflow.procedures.marking import Marking
from civicflow.procedures.walk import reachable


def office_that_leads_the_unit_of_the_dossier(command: ConcernsDossier, facts: Facts) -> Verdict:
    """An office acts that leads the unit which deals with the dossier, or one above it (R57)."""
    return leads(facts, facts.of(Dossier, command.dossier).unit)


def dossier_is_open(command: ConcernsDossier, facts: Facts) -> Verdict:
    """The dossier is neither closed nor called off."""
    dossier = facts.of(Dossier, command.dossier)
    return allowed_if(dossier.stage is Stage.OPEN, dossier=dossier.id, stage=dossier.stage.value)


def dossier_is_on_hold(command: ConcernsDossier, facts: Facts) -> Verdict:
    """The dossier rests."""
    dossier = facts.of(Dossier, command.dossier)
    return allowed_if(dossier.hold is not None, dossier=dossier.id)


def step_was_completed_before(command: ConcernsStep, facts: Facts) -> Verdict:
    """The dossier has been through the step."""
    done = facts.of(Dossier, command.dossier).done
    return allowed_if(command.step in done, dossier=command.dossier, step=command.step)


def dossier_may_rest_there_alone(command: ConcernsStep, facts: Facts) -> Verdict:
    """At the step, and at no other, the dossier can still go on to a result on every way of its procedure."""
    dossier = facts.of(Dossier, command.dossier)
    alone = Marking(open=frozenset({command.step}), milestones=dossier.milestones)
    may = alone in reachable(procedure_of(facts, dossier))
    return allowed_if(may, dossier=dossier.id, step=command.step)


def procedure_says_what_follows_a_cancellation(command: ConcernsStep, facts: Facts) -> Verdict:
    """The procedure names the outcome by which the dossier goes on when the step is called off."""
    step = definition_of(command, facts)
    named = step is not None and step.if_cancelled is not None
    return allowed_if(named, dossier=command.dossier, step=command.step)
