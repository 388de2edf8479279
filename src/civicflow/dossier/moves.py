"""What a move in the procedure becomes on record: steps entered and called off, milestones, joins, the closing."""

from collections.abc import Iterator
from datetime import datetime
from typing import assert_never

from civicflow.calendars import Derivation, Length, WorkingCalendar
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.dossier.events import (
    BranchArrived,
    DossierClosed,
    MilestoneReached,
    StepEntered,
    StepWithdrawn,
)
from civicflow.dossier.model import Dossier
from civicflow.dossier.step_tasks import calling_off
from civicflow.organization.authority import claimed_day
from civicflow.organization.model import Unit
from civicflow.procedures import Procedure
from civicflow.procedures.marking import Move, Moves
from civicflow.regulations import NotOnRecord
from civicflow.regulations.terms import working_time


def term_from_now(
    facts: Facts, unit: str, length: Length | None
) -> tuple[datetime | None, Derivation | None]:
    """
    When a term ends that runs from the act on, in the office hours of a unit's place, and what that is derived from.

    Nothing where there is no term, or where no office hours are on record.
    """
    if length is None:
        return None, None
    time = working_time(
        facts.regulations,
        facts.calendar(WorkingCalendar),
        facts.zone,
        on=claimed_day(facts),
        locality=facts.of(Unit, unit).locality,
    )
    if isinstance(time, NotOnRecord):
        return None, None
    term = time.term(facts.act.occurred_at, length)
    return term.end, term.derivation


def recorded(facts: Facts, dossier: Dossier, procedure: Procedure, moves: Moves) -> Iterator[Event]:
    """
    The events that moves become.

    Args:
        facts: The window on the world.
        dossier: The dossier before them.
        procedure: The version it is pinned to.
        moves: What an outcome changed.
    """
    for move in moves.changes:
        yield from _recorded(facts, dossier, procedure, move)


def _recorded(facts: Facts, dossier: Dossier, procedure: Procedure, move: Move) -> Iterator[Event]:
    match move.change:
        case "entered":
            yield from _entered(facts, dossier, procedure, move)
        case "withdrawn":
            yield from _withdrawn(facts, dossier, move)
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
    )


def _withdrawn(facts: Facts, dossier: Dossier, move: Move) -> Iterator[Event]:
    if move.step in dossier.open:
        yield from calling_off(facts, dossier, dossier.open[move.step])
    yield StepWithdrawn(dossier=dossier.id, step=move.step)


def _arrived(dossier: Dossier, procedure: Procedure, move: Move) -> Iterator[Event]:
    join = procedure.step(move.step)
    of = 0 if join is None else len(join.joins)
    needed = of if join is None or join.needed is None else join.needed
    yield BranchArrived(
        dossier=dossier.id, join=move.step, origin=move.origin, come=move.come, needed=needed, of=of
    )
