"""That whoever does a step is another person than who did those it must be kept apart from (K10)."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from attrs import evolve

from civicflow.core.facts import Facts
from civicflow.core.rule import ALLOWED, Refused, Verdict, allowed_if
from civicflow.dossier.model import Done, Dossier, OpenStep
from civicflow.dossier.procedure_model import procedure_of
from civicflow.dossier.step_tasks import at_work_on
from civicflow.organization.authority import may_be_the_hand_of
from civicflow.procedures import StepDefinition
from civicflow.task.assignment_events import DisputeOutcome
from civicflow.task.model import Task
from civicflow.task.rules import ConcernsTask


class PutsSomebodyTo(ConcernsTask, Protocol):
    """A command that puts a person to a task."""

    @property
    def to(self) -> str:
        """Who is to do it."""


class TakesDownReply(Protocol):
    """A command that takes down what a step waits for."""

    @property
    def dossier(self) -> str:
        """The dossier."""

    @property
    def step(self) -> str:
        """The step that waits."""


class GoesOn(Protocol):
    """What becomes of one of several tasks."""

    @property
    def task(self) -> str:
        """The task."""

    @property
    def to(self) -> str | None:
        """To whom it goes; nobody where it stays or rests."""


class HandsWorkOver(Protocol):
    """A command that says of several tasks to whom each goes."""

    @property
    def steps(self) -> Sequence[GoesOn]:
        """What becomes of each."""


class ResolvesDispute(ConcernsTask, Protocol):
    """A command that settles a dispute about a task."""

    @property
    def outcome(self) -> DisputeOutcome:
        """What becomes of the assignment."""


def barred_from(
    facts: Facts, dossier: Dossier, step: StepDefinition, persons: frozenset[str]
) -> tuple[str, ...]:
    """
    The steps that one of some persons did, or whoever lent them authority, and that this step must be kept apart from.

    Of two steps that are done beside each other neither is first: then it is enough that one is kept apart from the other.
    Where several units do a step each for itself, nobody does it for two of them.

    Args:
        facts: The window on the world.
        dossier: The dossier.
        step: The step that is to be done.
        persons: Everybody who would have a hand in it.
    """
    before = (other for other in step.different_person_from if _had_a_hand(facts, dossier, other, persons))
    kept = _kept_from(facts, dossier, step)
    beside = (other for other in kept if _beside(facts, dossier, step, other, persons))
    own = (step.step,) if _has_done_it_for_another_unit(facts, dossier, step, persons) else ()
    return tuple(dict.fromkeys((*before, *beside, *own)))


def _has_done_it_for_another_unit(
    facts: Facts, dossier: Dossier, step: StepDefinition, persons: frozenset[str]
) -> bool:
    opened = dossier.open.get(step.step)
    if step.instances is None or opened is None or not opened.hands:
        return False
    return _is_hand_in(facts, Done(hands=opened.hands, at=opened.since), persons)


def _kept_from(facts: Facts, dossier: Dossier, step: StepDefinition) -> Iterator[str]:
    """The steps that the procedure keeps apart from a step, and not the other way about."""
    procedure = procedure_of(facts, dossier)
    return (each.step for each in procedure.steps if step.step in each.different_person_from)


def _beside(
    facts: Facts, dossier: Dossier, step: StepDefinition, other: str, persons: frozenset[str]
) -> bool:
    """Whether one of some persons had a hand in another step since a step was entered: then neither came before the other."""
    opened, done = dossier.open.get(step.step), dossier.done.get(other)
    since = done if opened is not None and done is not None and done.at > opened.since else None
    worked = (since, _at_work(facts, dossier, other))
    return any(_is_hand_in(facts, each, persons) for each in worked if each is not None)


def _had_a_hand(facts: Facts, dossier: Dossier, step: str, persons: frozenset[str]) -> bool:
    done = (dossier.done.get(step), _at_work(facts, dossier, step))
    return any(_is_hand_in(facts, each, persons) for each in done if each is not None)


def _is_hand_in(facts: Facts, done: Done, persons: frozenset[str]) -> bool:
    pairs = ((person, hand) for person in sorted(persons) for hand in sorted(done.hands))
    return any(may_be_the_hand_of(facts, person, hand, done.at) for person, hand in pairs)


def _at_work(facts: Facts, dossier: Dossier, step: str) -> Done | None:
    opened = dossier.open.get(step)
    if opened is None:
        return None
    return Done(hands=opened.hands | at_work_on(facts, dossier, opened), at=opened.since)


def entry_of(facts: Facts, task: Task) -> tuple[Dossier, OpenStep] | None:
    """The dossier and the open step that a task belongs to; None where it belongs to none."""
    stream, _, position = (task.because_of or "").partition("#")
    kind, _, number = stream.partition(":")
    dossier = facts.find(Dossier, number) if kind == Dossier.kind and position.isdecimal() else None
    opened = None if dossier is None else dossier.entered_at(int(position))
    return None if dossier is None or opened is None else (dossier, opened)


def _kept_apart(facts: Facts, task_id: str, persons: frozenset[str]) -> Verdict:
    task = facts.find(Task, task_id)
    found = None if task is None else entry_of(facts, task)
    if found is None:
        return ALLOWED
    dossier, opened = found
    step = procedure_of(facts, dossier).step(opened.step)
    barred = () if step is None else barred_from(facts, dossier, step, persons)
    return allowed_if(not barred, task=task_id, step=", ".join(barred), basis="K10")


def person_is_different_where_the_procedure_demands(command: ConcernsTask, facts: Facts) -> Verdict:
    """Whoever does a step had no hand in the steps that the procedure keeps it apart from (K10)."""
    task = facts.find(Task, command.task)
    own = frozenset[str]() if task is None else frozenset(task.authors)
    return _kept_apart(facts, command.task, facts.act.persons | own)


def person_put_to_it_is_different_where_the_procedure_demands(
    command: PutsSomebodyTo, facts: Facts
) -> Verdict:
    """Whoever is put to a step had no hand in the steps that the procedure keeps it apart from (K10)."""
    return _kept_apart(facts, command.task, frozenset({command.to}))


def reply_is_taken_down_by_another_where_the_procedure_demands(
    command: TakesDownReply, facts: Facts
) -> Verdict:
    """Whoever takes a reply down had no hand in the steps that the procedure keeps that apart from (K10)."""
    dossier = facts.of(Dossier, command.dossier)
    step = procedure_of(facts, dossier).step(command.step)
    barred = () if step is None else barred_from(facts, dossier, step, facts.act.persons)
    return allowed_if(not barred, dossier=dossier.id, step=command.step, other=", ".join(barred), basis="K10")


def persons_work_goes_to_are_different_where_the_procedure_demands(
    command: HandsWorkOver, facts: Facts
) -> Verdict:
    """Of all that is handed over, no step goes to whoever had a hand in those it is kept apart from (K10, K13)."""
    given = ((step.task, step.to) for step in command.steps if step.to is not None)
    verdicts = ((task, _kept_apart(facts, task, frozenset({to}))) for task, to in given)
    refused = ((task, each) for task, each in verdicts if isinstance(each, Refused))
    task, found = next(refused, ("", None))
    return ALLOWED if found is None else evolve(found, parameters={**found.parameters, "item": task})


def work_of_a_step_goes_its_way_by_the_procedure(command: ConcernsTask, facts: Facts) -> Verdict:
    """The task of a step is neither cancelled nor reopened by itself: a step is cancelled, a dossier goes back (R57)."""
    task = facts.find(Task, command.task)
    of_a_step = task is not None and bool(task.outcomes)
    return allowed_if(not of_a_step, task=command.task)


def disputed_work_of_a_step_is_not_withdrawn(command: ResolvesDispute, facts: Facts) -> Verdict:
    """A dispute about the task of a step is not settled by cancelling it: the step is cancelled instead (R57)."""
    if command.outcome is not DisputeOutcome.WITHDRAWN:
        return ALLOWED
    return work_of_a_step_goes_its_way_by_the_procedure(command, facts)
