"""What must be true before a dossier moves on by one of its steps (R57)."""

from typing import Protocol

from civicflow.core.facts import Facts
from civicflow.core.rule import ALLOWED, Allowed, Refused, Verdict, allowed_if
from civicflow.dossier.model import Dossier, OpenStep, Stage
from civicflow.dossier.procedure_model import ProcedureOnRecord, procedure_of
from civicflow.dossier.roles import plays
from civicflow.dossier.step_tasks import task_of
from civicflow.organization.authority import OFFICES_OF_RECORD, leads
from civicflow.organization.model import Unit
from civicflow.procedures import StepDefinition, StepKind
from civicflow.task.model import Stage as TaskStage
from civicflow.task.model import Task


class ConcernsDossier(Protocol):
    """A command about a dossier."""

    @property
    def dossier(self) -> str:
        """The dossier."""


class ConcernsStep(ConcernsDossier, Protocol):
    """A command about a step of a dossier."""

    @property
    def step(self) -> str:
        """The step."""


class ConcernsEntry(ConcernsStep, Protocol):
    """A command about one entry of a step."""

    @property
    def round(self) -> int:
        """The how manieth time the step was entered."""


class ConcernsInstance(ConcernsEntry, Protocol):
    """A command about what one of several units does."""

    @property
    def unit(self) -> str | None:
        """The unit that does it for itself."""


class ChoosesOutcome(ConcernsStep, Protocol):
    """A command that says what a step came to."""

    @property
    def outcome(self) -> str:
        """The outcome."""


class NamesUnits(ConcernsStep, Protocol):
    """A command that names the units which do a step each for itself."""

    @property
    def units(self) -> tuple[str, ...]:
        """The units."""


def definition_of(command: ConcernsStep, facts: Facts) -> StepDefinition | None:
    """What the procedure of a dossier says of a step; None where it has no such step."""
    return procedure_of(facts, facts.of(Dossier, command.dossier)).step(command.step)


def opened(command: ConcernsStep, facts: Facts) -> OpenStep | None:
    """The step as it is open; None where it is not."""
    return facts.of(Dossier, command.dossier).open.get(command.step)


def _is_of_kind(command: ConcernsStep, facts: Facts, kind: StepKind) -> bool:
    step = definition_of(command, facts)
    return step is not None and step.kind is kind


def the_procedure_demands_it(command: ConcernsDossier, facts: Facts) -> Verdict:
    """The procedure of an open dossier demands it, whoever says so: nothing is left to choose (R57)."""
    dossier = facts.of(Dossier, command.dossier)
    if dossier.stage is not Stage.OPEN:
        return Refused(parameters={"dossier": dossier.id})
    found = facts.of(ProcedureOnRecord, dossier.procedure)
    return Allowed(f"procedure:{found.code}#{found.positions[dossier.version - 1]}")


def one_who_plays_the_role(command: ConcernsStep, facts: Facts) -> Verdict:
    """Whoever acts plays the role of the step (R57)."""
    dossier = facts.of(Dossier, command.dossier)
    step = definition_of(command, facts)
    role = None if step is None else procedure_of(facts, dossier).role(step.role or "")
    right = None if role is None else plays(facts, dossier, role)
    if right is None:
        return Refused(
            parameters={"by": facts.act.by, "dossier": dossier.id, "step": command.step}, basis="R57"
        )
    return Allowed(right)


def office_of_record_of_the_dossier(command: ConcernsDossier, facts: Facts) -> Verdict:
    """An office acts that keeps the record of the unit which deals with the dossier (R57)."""
    return leads(facts, facts.of(Dossier, command.dossier).unit, offices=OFFICES_OF_RECORD)


def dossier_is_not_on_hold(command: ConcernsDossier, facts: Facts) -> Verdict:
    """The dossier does not rest."""
    dossier = facts.of(Dossier, command.dossier)
    return allowed_if(dossier.hold is None, dossier=dossier.id)


def step_is_open(command: ConcernsStep, facts: Facts) -> Verdict:
    """The dossier rests at the step, and where a round is named it is this one."""
    found = opened(command, facts)
    named = getattr(command, "round", None)
    now = found is not None and named in {None, found.round}
    return allowed_if(now, dossier=command.dossier, step=command.step)


def step_is_work(command: ConcernsStep, facts: Facts) -> Verdict:
    """Somebody does the step; it is no waiting and no term."""
    return allowed_if(_is_of_kind(command, facts, StepKind.WORK), dossier=command.dossier, step=command.step)


def step_waits_for_a_reply(command: ConcernsStep, facts: Facts) -> Verdict:
    """At the step the dossier waits for something from outside."""
    return allowed_if(_is_of_kind(command, facts, StepKind.WAIT), dossier=command.dossier, step=command.step)


def step_is_done_by_several_units(command: ConcernsStep, facts: Facts) -> Verdict:
    """Several units do the step, each for itself."""
    step = definition_of(command, facts)
    several = step is not None and step.instances is not None
    return allowed_if(several, dossier=command.dossier, step=command.step)


def units_are_not_named_yet(command: ConcernsStep, facts: Facts) -> Verdict:
    """Nobody has named the units for this round."""
    found = opened(command, facts)
    return allowed_if(found is None or not found.units, dossier=command.dossier, step=command.step)


def units_are_enough_and_on_record(command: NamesUnits, facts: Facts) -> Verdict:
    """The units exist, each is named once, and there are as many as must agree."""
    step = definition_of(command, facts)
    needed = 1 if step is None or step.instances is None else step.instances.needed or 1
    known = all(facts.find(Unit, each) is not None for each in command.units)
    right = known and len(command.units) == len(set(command.units)) >= needed
    return allowed_if(right, dossier=command.dossier, step=command.step, least=needed)


def unit_is_one_of_those_named(command: ConcernsInstance, facts: Facts) -> Verdict:
    """The unit is one of those that do the step each for itself; where one alone does it, none is named."""
    found, step = opened(command, facts), definition_of(command, facts)
    if found is None or step is None:
        return ALLOWED
    named = command.unit is None if step.instances is None else command.unit in found.units
    return allowed_if(named, dossier=command.dossier, step=command.step, unit=command.unit or "")


def milestones_have_been_reached(command: ConcernsStep, facts: Facts) -> Verdict:
    """The dossier has passed the points that the step waits for."""
    step = definition_of(command, facts)
    reached = facts.of(Dossier, command.dossier).milestones
    missing = () if step is None else tuple(each for each in step.requires if each not in reached)
    return allowed_if(not missing, dossier=command.dossier, step=command.step, milestone=", ".join(missing))


def _task(command: ConcernsInstance, facts: Facts) -> Task | None:
    found = opened(command, facts)
    return None if found is None else task_of(facts, facts.of(Dossier, command.dossier), found, command.unit)


def step_was_given_to_nobody_yet(command: ConcernsInstance, facts: Facts) -> Verdict:
    """The step is no task yet in this round."""
    return allowed_if(_task(command, facts) is None, dossier=command.dossier, step=command.step)


def task_of_the_step_is_completed(command: ConcernsInstance, facts: Facts) -> Verdict:
    """The work of the step is done, and says what it came to."""
    task = _task(command, facts)
    done = task is not None and task.stage in {TaskStage.COMPLETED, TaskStage.EVALUATED}
    return allowed_if(
        done and task is not None and task.outcome is not None, dossier=command.dossier, step=command.step
    )


def instance_is_not_done_yet(command: ConcernsInstance, facts: Facts) -> Verdict:
    """What the unit came to is not on record yet."""
    found = opened(command, facts)
    fresh = found is None or command.unit not in found.done
    return allowed_if(fresh, dossier=command.dossier, step=command.step, unit=command.unit or "")


def outcome_is_one_of_the_step(command: ChoosesOutcome, facts: Facts) -> Verdict:
    """The outcome is one that the step may come to by a person's word; what the clock brings is not."""
    step = definition_of(command, facts)
    one = step is None or command.outcome in {each.outcome for each in step.by_hand}
    return allowed_if(one, dossier=command.dossier, step=command.step, outcome=command.outcome)


def step_ends_by_itself(command: ConcernsStep, facts: Facts) -> Verdict:
    """The procedure says what the step comes to when its term has passed."""
    step = definition_of(command, facts)
    ends = step is not None and step.passes_to is not None
    return allowed_if(ends, dossier=command.dossier, step=command.step)


def term_of_the_step_has_passed(command: ConcernsStep, facts: Facts) -> Verdict:
    """The term of the step has passed."""
    found = opened(command, facts)
    passed = found is None or (found.due is not None and facts.act.now > found.due)
    return allowed_if(passed, dossier=command.dossier, step=command.step)


def no_result_waits_to_be_taken_over(command: ConcernsStep, facts: Facts) -> Verdict:
    """Nothing that the tasks of the step came to waits to be taken over: whoever has answered is not held to be silent (K4)."""
    found = opened(command, facts)
    waits = found is not None and any(
        task.outcome is not None and task.stage in {TaskStage.COMPLETED, TaskStage.EVALUATED}
        for unit in found.units or (None,)
        if unit not in found.done
        and (task := task_of(facts, facts.of(Dossier, command.dossier), found, unit)) is not None
    )
    return allowed_if(not waits, dossier=command.dossier, step=command.step, basis="K4")
