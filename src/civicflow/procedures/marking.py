"""Where a dossier stands in its procedure, and what each outcome changes: the token game, pure and exact."""

from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias

from attrs import evolve, frozen

from civicflow.procedures.definition import RESTING, Outcome, Procedure, StepDefinition, StepKind

Change: TypeAlias = Literal["entered", "withdrawn", "reached", "arrived", "closed"]
"""What can become of a step: it is entered, called off, reached as a milestone, come to as a join; or the dossier is closed."""


class CannotGoOnError(ValueError):
    """A step would be entered while it is open, or does not exist: a checked procedure never comes there."""


@frozen(kw_only=True)
class Marking:
    """
    Where a dossier stands.

    Args:
        open: The steps at which it rests, each once at most.
        arrivals: For each join that waits, the steps from which a branch has come.
        joined: The joins that were passed before all their branches had come.
        milestones: The milestones that have been reached.
        result: The result with which it was closed; None while it is open.
    """

    open: frozenset[str] = frozenset()
    arrivals: frozenset[tuple[str, str]] = frozenset()
    joined: frozenset[str] = frozenset()
    milestones: frozenset[str] = frozenset()
    result: str | None = None

    def arrived(self, join: str) -> frozenset[str]:
        """The steps from which a branch has come to a join."""
        return frozenset(origin for at, origin in self.arrivals if at == join)

    def without(self, steps: Iterable[str]) -> "Marking":
        """The same without some open steps."""
        return evolve(self, open=self.open - frozenset(steps))


@frozen
class Move:
    """
    One thing that an outcome changed.

    Args:
        change: What became of the step.
        step: The step; for a closing the result.
        origin: The step from which a branch came to a join.
        come: How many branches have come to the join with it.
    """

    change: Change
    step: str
    origin: str = ""
    come: int = 0


@frozen(kw_only=True)
class Moves:
    """
    What an outcome changed.

    Args:
        marking: Where the dossier stands afterwards.
        changes: What became of which step, in order.
    """

    marking: Marking
    changes: tuple[Move, ...] = ()

    def of(self, change: Change) -> tuple[str, ...]:
        """The steps that one thing became of, in order."""
        return tuple(each.step for each in self.changes if each.change == change)


def opened(procedure: Procedure) -> Moves:
    """
    Where a dossier stands when it has been opened.

    Raises:
        CannotGoOnError: When a step would be entered twice.
    """
    return _entered(procedure, Moves(marking=Marking()), ((step, "") for step in procedure.opens_with))


def may_be_completed(procedure: Procedure, marking: Marking, step: str) -> bool:
    """Whether a step is open and the milestones it requires have been reached."""
    found = procedure.step(step)
    return found is not None and step in marking.open and marking.milestones.issuperset(found.requires)


def completed(procedure: Procedure, marking: Marking, step: str, outcome: str) -> Moves:
    """
    What it changes that an open step has come to an outcome.

    Args:
        procedure: The version that the dossier is pinned to.
        marking: Where it stands.
        step: The step.
        outcome: One of its outcomes.

    Raises:
        CannotGoOnError: When the step is not open or has no such outcome, or when a step would be entered twice.
    """
    found = procedure.step(step)
    chosen = None if found is None else found.outcome(outcome)
    if chosen is None or step not in marking.open:
        raise CannotGoOnError(step, outcome)
    return _taken(procedure, Moves(marking=marking.without({step})), step, chosen)


def restarted(procedure: Procedure, marking: Marking, step: str) -> Moves:
    """
    What it changes that a dossier goes back to one step and to nothing else; what was open is called off.

    Milestones that were reached stay reached.

    Raises:
        CannotGoOnError: When the dossier cannot rest at that step.
    """
    found = procedure.step(step)
    if found is None or found.kind not in RESTING:
        raise CannotGoOnError(step)
    called_off = tuple(Move("withdrawn", each) for each in sorted(marking.open))
    bare = Moves(marking=Marking(milestones=marking.milestones), changes=called_off)
    return _entered(procedure, bare, ((step, ""),))


def _taken(procedure: Procedure, moves: Moves, step: str, outcome: Outcome) -> Moves:
    """Follow an outcome: call off, then close or enter."""
    marking = moves.marking
    named = frozenset(outcome.withdraws)
    arrivals = frozenset(each for each in marking.arrivals if each[0] not in named)
    forgotten = {join for join, _ in marking.arrivals - arrivals} | (marking.joined & named)
    called_off = sorted((marking.open if outcome.closes else marking.open & named) | forgotten)
    left = evolve(marking.without(called_off), arrivals=arrivals, joined=marking.joined - named)
    moves = _changed(moves, left, *(Move("withdrawn", each) for each in called_off))
    if outcome.closes:
        closed = Marking(milestones=marking.milestones, result=outcome.closes)
        return _changed(moves, closed, Move("closed", outcome.closes))
    return _entered(procedure, moves, ((target, step) for target in outcome.leads_to))


def _entered(procedure: Procedure, moves: Moves, ways: Iterable[tuple[str, str]]) -> Moves:
    """Enter steps one after another; joins and milestones are passed at once, and what they lead to follows."""
    for target, origin in ways:
        if moves.marking.result is not None:
            break
        step = procedure.step(target)
        if step is None or target in moves.marking.open:
            raise CannotGoOnError(target)
        moves = _ENTERING[step.kind](procedure, moves, step, origin)
    return moves


def _rests(_procedure: Procedure, moves: Moves, step: StepDefinition, _origin: str) -> Moves:
    marking = evolve(moves.marking, open=moves.marking.open | {step.step})
    return _changed(moves, marking, Move("entered", step.step))


def _reaches(procedure: Procedure, moves: Moves, step: StepDefinition, _origin: str) -> Moves:
    marking = evolve(moves.marking, milestones=moves.marking.milestones | {step.step})
    moves = _changed(moves, marking, Move("reached", step.step))
    return _taken(procedure, moves, step.step, step.outcomes[0])


def _arrives(procedure: Procedure, moves: Moves, step: StepDefinition, origin: str) -> Moves:
    """A branch comes to a join: the last one that is needed passes it, and the rest are taken in until all have come."""
    marking, join = moves.marking, step.step
    if (join, origin) in marking.arrivals or origin not in step.joins:
        raise CannotGoOnError(join)
    arrivals = marking.arrivals | {(join, origin)}
    come = len(marking.arrived(join)) + 1
    passes = come == (step.needed or len(step.joins)) and join not in marking.joined
    joined = marking.joined | {join} if passes else marking.joined
    if come == len(step.joins):
        arrivals, joined = frozenset(each for each in arrivals if each[0] != join), joined - {join}
    marking = evolve(marking, arrivals=arrivals, joined=joined)
    moves = _changed(moves, marking, Move("arrived", join, origin, come))
    return _taken(procedure, moves, join, step.outcomes[0]) if passes else moves


_ENTERING = {
    StepKind.WORK: _rests,
    StepKind.WAIT: _rests,
    StepKind.TIMER: _rests,
    StepKind.MILESTONE: _reaches,
    StepKind.JOIN: _arrives,
}
"""What happens when a branch comes to a step of each kind."""


def _changed(moves: Moves, marking: Marking, *changes: Move) -> Moves:
    return Moves(marking=marking, changes=(*moves.changes, *changes))


def followed(procedure: Procedure, marking: Marking) -> Iterator[tuple[str, str, Moves]]:
    """
    Every outcome that is possible where a dossier stands, and what it changes.

    Raises:
        CannotGoOnError: When one of them would enter a step twice.
    """
    for code in sorted(marking.open):
        step = procedure.step(code)
        if step is not None and may_be_completed(procedure, marking, code):
            for outcome in step.outcomes:
                yield code, outcome.outcome, completed(procedure, marking, code, outcome.outcome)
