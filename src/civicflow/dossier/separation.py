"""That whoever does a step is another person than who did those it must be kept apart from (K10)."""

from collections.abc import Iterator
from typing import Protocol

from civicflow.core.facts import Facts
from civicflow.core.rule import ALLOWED, Refused, Verdict, allowed_if
from civicflow.dossier.model import Done, Dossier, OpenStep
from civicflow.dossier.procedure_model import ProcedureOnRecord
from civicflow.dossier.step_tasks import tasks_of
from civicflow.organization.authority import may_be_the_hand_of
from civicflow.procedures import StepDefinition
from civicflow.task.hand_over_steps import HandOverStep
from civicflow.task.model import Task
from civicflow.task.rules import ConcernsTask


class HandsOverWork(Protocol):
    """A command that says what becomes of the open work of a person."""

    @property
    def steps(self) -> tuple[HandOverStep, ...]:
        """What becomes of each task."""


class PutsSomebodyTo(ConcernsTask, Protocol):
    """A command that puts a person to a task."""

    @property
    def to(self) -> str:
        """Who is to do it."""


def barred_from(
    facts: Facts, dossier: Dossier, step: StepDefinition, persons: frozenset[str]
) -> tuple[str, ...]:
    """
    The steps that one of some persons did, or whoever lent them authority, and that this step must be kept apart from.

    Of two steps that are done beside each other neither is first: then it is enough that one is kept apart from the other.

    Args:
        facts: The window on the world.
        dossier: The dossier.
        step: The step that is to be done.
        persons: Everybody who would have a hand in it.
    """
    before = (other for other in step.different_person_from if _had_a_hand(facts, dossier, other, persons))
    beside = (
        other for other in _kept_from(facts, dossier, step) if _beside(facts, dossier, step, other, persons)
    )
    return tuple(dict.fromkeys((*before, *beside)))


def _kept_from(facts: Facts, dossier: Dossier, step: StepDefinition) -> Iterator[str]:
    """The steps that the procedure keeps apart from a step, and not the other way about."""
    procedure = facts.of(ProcedureOnRecord, dossier.procedure).version(dossier.version)
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
    """Who has worked on an open step so far, also where its result was not taken over yet."""
    opened = dossier.open.get(step)
    if opened is None:
        return None
    worked = (each for task in tasks_of(facts, dossier, opened) for each in task.hands)
    return Done(hands=opened.hands.union(worked), at=opened.since)


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
    step = facts.of(ProcedureOnRecord, dossier.procedure).version(dossier.version).step(opened.step)
    barred = () if step is None else barred_from(facts, dossier, step, persons)
    return allowed_if(not barred, task=task_id, step=", ".join(barred), basis="K10")


def person_is_different_where_the_procedure_demands(command: ConcernsTask, facts: Facts) -> Verdict:
    """Whoever does a step had no hand in the steps that the procedure keeps it apart from (K10)."""
    task = facts.find(Task, command.task)
    own = frozenset(() if task is None else task.authors)
    return _kept_apart(facts, command.task, facts.act.persons | own)


def person_put_to_it_is_different_where_the_procedure_demands(
    command: PutsSomebodyTo, facts: Facts
) -> Verdict:
    """Whoever is put to a step had no hand in the steps that the procedure keeps it apart from (K10)."""
    return _kept_apart(facts, command.task, frozenset({command.to}))


def persons_put_to_it_are_different_where_the_procedure_demands(
    command: HandsOverWork, facts: Facts
) -> Verdict:
    """Whoever a step is handed over to had no hand in the steps that the procedure keeps it apart from (K10)."""
    put = (
        _kept_apart(facts, each.task, frozenset({each.to})) for each in command.steps if each.to is not None
    )
    return next((verdict for verdict in put if isinstance(verdict, Refused)), ALLOWED)
