"""What a move in the procedure becomes on record: steps entered and called off, milestones, joins, the closing."""

from collections.abc import Iterator
from datetime import datetime
from typing import assert_never

from attrs import evolve

from civicflow.calendars import Derivation, Length
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import FreeText
from civicflow.dossier.clock import office_time, stands_still, term_resumed, term_stopped
from civicflow.dossier.events import (
    BranchArrived,
    DossierClosed,
    MilestoneReached,
    StepEntered,
    StepWithdrawn,
)
from civicflow.dossier.model import Dossier
from civicflow.dossier.step_tasks import calling_off
from civicflow.procedures import Procedure
from civicflow.procedures.marking import Move, Moves


def term_from_now(
    facts: Facts, unit: str, length: Length | None
) -> tuple[datetime | None, Derivation | None]:
    """
    When a term ends that runs from the act on, in the office hours of a unit's place, and what that is derived from.

    Nothing where there is no term, or where no office hours are on record.
    """
    time = None if length is None else office_time(facts, unit)
    if length is None or time is None:
        return None, None
    term = time.term(facts.act.occurred_at, length)
    return term.end, term.derivation


def recorded(
    facts: Facts, dossier: Dossier, procedure: Procedure, moves: Moves, reason: FreeText | None = None
) -> Iterator[Event]:
    """
    The events that moves become.

    Args:
        facts: The window on the world.
        dossier: The dossier before them.
        procedure: The version it is pinned to.
        moves: What an outcome changed.
        reason: Why whoever acts has called off what is called off; nothing where the procedure does.
    """
    still = stands_still(procedure, moves.marking, dossier.hold)
    if dossier.stopped_since is not None and not still and moves.marking.result is None:
        resumed = term_resumed(facts, dossier)
        yield resumed
        dossier = evolve(dossier, due=resumed.new_due or dossier.due)
    for move in moves.changes:
        yield from _recorded(facts, dossier, procedure, move, reason)
    if dossier.stopped_since is None and still:
        yield term_stopped(dossier)


def _recorded(
    facts: Facts, dossier: Dossier, procedure: Procedure, move: Move, reason: FreeText | None
) -> Iterator[Event]:
    match move.change:
        case "entered":
            yield from _entered(facts, dossier, procedure, move)
        case "withdrawn":
            yield from withdrawn(facts, dossier, move.step, reason)
        case "arrived":
            yield from _arrived(dossier, procedure, move)
        case "reached":
            yield MilestoneReached(dossier=dossier.id, milestone=move.step)
        case "closed":
            yield DossierClosed(dossier=dossier.id, result=move.step)
        case _:
            assert_never(move.change)


def _entered(facts: Facts, dossier: Dossier, procedure: Procedure, move: Move) -> Iterator[Event]:
    step = procedure.step(move.step)
    due, derivation = term_from_now(facts, dossier.unit, None if step is None else step.term)
    yield StepEntered(
        dossier=dossier.id,
        step=move.step,
        round=dossier.rounds.get(move.step, 0) + 1,
        due=due or dossier.due,
        derivation=derivation,
        passes_to=None if step is None else step.passes_to,
    )


def withdrawn(facts: Facts, dossier: Dossier, step: str, reason: FreeText | None = None) -> Iterator[Event]:
    """
    A step is called off with its open tasks, or a join forgets what has come to it.

    Args:
        facts: The window on the world.
        dossier: The dossier.
        step: The step.
        reason: Why whoever acts has decided so; nothing where the procedure does.
    """
    if step in dossier.open:
        yield from calling_off(facts, dossier, dossier.open[step], reason)
    yield StepWithdrawn(dossier=dossier.id, step=step)


def _arrived(dossier: Dossier, procedure: Procedure, move: Move) -> Iterator[Event]:
    join = procedure.step(move.step)
    of = 0 if join is None else len(join.joins)
    needed = of if join is None or join.needed is None else join.needed
    yield BranchArrived(
        dossier=dossier.id, join=move.step, origin=move.origin, come=move.come, needed=needed, of=of
    )
