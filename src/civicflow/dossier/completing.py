"""What a step comes to: by the work of its task, by what comes in from outside, by the units that are asked, by the clock."""

from collections import Counter
from collections.abc import Iterator
from typing import ClassVar

from attrs import evolve, field, frozen

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import (
    Code,
    FreeText,
    ShortText,
    SubjectId,
    UnitId,
    optional_free_text,
    texts,
)
from civicflow.core.rule import Rule
from civicflow.dossier import step_rules as rules
from civicflow.dossier.events import InstanceCompleted, InstancesNamed, ReplyReceived, StepCompleted
from civicflow.dossier.model import Dossier, OpenStep
from civicflow.dossier.moves import recorded
from civicflow.dossier.procedure_model import procedure_of
from civicflow.dossier.separation import reply_is_taken_down_by_another_where_the_procedure_demands
from civicflow.dossier.step_tasks import calling_off, hands_in, task_of
from civicflow.procedures import Instances
from civicflow.procedures.marking import completed


@frozen(kw_only=True, eq=False, repr=False)
class CompleteStep(Command):
    """
    Take over what the task of a step came to, so that the dossier goes on: nothing is left to choose (R57).

    Args:
        dossier: The dossier.
        step: The open step.
        round: The how manieth time it was entered.
        unit: The unit that did it for itself, where several do.
    """

    dossier: SubjectId
    step: Code
    round: int
    unit: UnitId | None = None

    authority: ClassVar[Rule] = rules.the_procedure_demands_it
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.step_is_open,
        rules.unit_is_one_of_those_named,
        rules.instance_is_not_done_yet,
        rules.task_of_the_step_is_completed,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The step, or the part of one unit in it, is completed."""
        dossier = facts.of(Dossier, self.dossier)
        opened = dossier.open[self.step]
        task = task_of(facts, dossier, opened, self.unit)
        assert task is not None
        assert task.outcome is not None
        hands = hands_in(facts, dossier, opened, self.unit)
        if self.unit is None:
            yield from went_on(facts, dossier, opened, task.outcome, task.id, hands)
            return
        yield InstanceCompleted(
            dossier=dossier.id,
            step=self.step,
            round=self.round,
            unit=self.unit,
            outcome=task.outcome,
            task=task.id,
            hands=hands,
        )
        done = {**opened.done, self.unit: task.outcome}
        yield from _of_several(facts, dossier, evolve(opened, done=done, hands=opened.hands.union(hands)))


def _of_several(facts: Facts, dossier: Dossier, opened: OpenStep) -> Iterator[Event]:
    """What the step comes to when enough units agree, or can no longer; the units still asked are let go."""
    step = procedure_of(facts, dossier).step(opened.step)
    assert step is not None
    assert step.instances is not None
    outcome = agreed(step.instances, len(opened.units), tuple(opened.done.values()))
    if outcome is not None:
        waiting = tuple(each for each in opened.units if each not in opened.done)
        if waiting:
            yield from calling_off(facts, dossier, evolve(opened, units=waiting))
        yield from went_on(facts, dossier, opened, outcome, None, tuple(sorted(opened.hands)))


def agreed(instances: Instances, asked: int, outcomes: tuple[str, ...]) -> str | None:
    """
    What several units come to together; None while more answers may still decide it.

    Args:
        instances: How many must agree, and what holds otherwise.
        asked: How many were asked.
        outcomes: What those that are done came to.
    """
    needed, counts = instances.needed or asked, Counter(outcomes)
    reached = next((each for each, count in counts.items() if count >= needed), None)
    if reached is not None:
        return reached
    most, left = max(counts.values(), default=0), asked - len(outcomes)
    return instances.otherwise if most + left < needed or left == 0 else None


def went_on(
    facts: Facts,
    dossier: Dossier,
    opened: OpenStep,
    outcome: str,
    task: str | None,
    hands: tuple[str, ...],
    reason: FreeText | None = None,
) -> Iterator[Event]:
    """
    That a step has come to an outcome, and all that follows from it.

    Args:
        facts: The window on the world.
        dossier: The dossier before that.
        opened: The step.
        outcome: What it came to.
        task: The task by which it did; None where it was by none, or by several.
        hands: All who had a hand in it.
        reason: Why whoever acts has called off what is called off; nothing where the procedure does.
    """
    procedure = procedure_of(facts, dossier)
    yield StepCompleted(
        dossier=dossier.id, step=opened.step, round=opened.round, outcome=outcome, task=task, hands=hands
    )
    moves = completed(procedure, dossier.marking, opened.step, outcome)
    yield from recorded(facts, dossier, procedure, moves, reason)


@frozen(kw_only=True, eq=False, repr=False)
class NameInstances(Command):
    """
    Name the units of which each does a step for itself, such as those whose opinion is asked for (R57).

    Args:
        dossier: The dossier.
        step: The open step.
        units: The units.
    """

    dossier: SubjectId
    step: Code
    units: tuple[UnitId, ...] = field(converter=texts)

    authority: ClassVar[Rule] = rules.office_of_record_of_the_dossier
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.step_is_open,
        rules.step_is_done_by_several_units,
        rules.units_are_not_named_yet,
        rules.units_are_enough_and_on_record,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The units are named."""
        opened = facts.of(Dossier, self.dossier).open[self.step]
        yield InstancesNamed(
            dossier=self.dossier,
            step=self.step,
            round=opened.round,
            units=self.units,
            named_by=facts.act.person,
        )


@frozen(kw_only=True, eq=False, repr=False)
class ReceiveReply(Command):
    """
    Take down that what a step waits for has come: a citizen's supplement, another office's answer, a bank's reply.

    Args:
        dossier: The dossier.
        step: The step that waits.
        outcome: What that makes of the step.
        reference: The office's own number of what came in.
        note: In the words of whoever takes it down.
    """

    dossier: SubjectId
    step: Code
    outcome: Code
    reference: ShortText | None = None
    note: FreeText | None = field(default=None, converter=optional_free_text)

    authority: ClassVar[Rule] = rules.one_who_plays_the_role
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.step_is_open,
        rules.step_waits_for_a_reply,
        rules.milestones_have_been_reached,
        rules.outcome_is_one_of_the_step,
        reply_is_taken_down_by_another_where_the_procedure_demands,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The reply is received, and the dossier goes on."""
        dossier = facts.of(Dossier, self.dossier)
        opened = dossier.open[self.step]
        yield ReplyReceived(
            dossier=dossier.id,
            step=self.step,
            round=opened.round,
            outcome=self.outcome,
            taken_down_by=facts.act.person,
            reference=self.reference,
            note=self.note,
        )
        hands = tuple(sorted(facts.act.persons))
        yield from went_on(facts, dossier, opened, self.outcome, None, hands)


@frozen(kw_only=True, eq=False, repr=False)
class PassTerm(Command):
    """
    Let a dossier go on because the term of a step has passed, where the procedure says so: nothing is left to choose.

    Args:
        dossier: The dossier.
        step: The open step.
        round: The how manieth time it was entered.
    """

    dossier: SubjectId
    step: Code
    round: int

    authority: ClassVar[Rule] = rules.the_procedure_demands_it
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.step_is_open,
        rules.step_ends_by_itself,
        rules.dossier_is_not_on_hold,
        rules.term_of_the_step_has_passed,
        rules.no_result_waits_to_be_taken_over,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The open tasks of the step are called off, and the dossier goes on."""
        dossier = facts.of(Dossier, self.dossier)
        opened, step = dossier.open[self.step], rules.definition_of(self, facts)
        assert step is not None
        assert step.passes_to is not None
        yield from calling_off(facts, dossier, opened)
        yield from went_on(facts, dossier, opened, step.passes_to, None, ())


COMPLETING = (CompleteStep, NameInstances, ReceiveReply, PassTerm)
