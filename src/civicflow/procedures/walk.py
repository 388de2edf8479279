"""Every place a dossier can come to, found by following each outcome from each place."""

from collections import deque
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from attrs import field, frozen

from civicflow.procedures.definition import Procedure, StepKind
from civicflow.procedures.marking import (
    CannotGoOnError,
    Change,
    Marking,
    Moves,
    completed,
    may_be_completed,
    opened,
)

MOST_MARKINGS: Final = 20_000
"""How many places are looked at; a procedure with more cannot be shown to be sound."""

_PASSING: Final[tuple[Change, ...]] = ("entered", "arrived", "reached")


class TooManyMarkingsError(ValueError):
    """A dossier can come to more places than are looked at."""


class EnteredTwiceError(ValueError):
    """
    A step would be entered while it is open.

    Args:
        step: Which.
        origin: The step after which; empty when a dossier is opened.
        outcome: The outcome of that step.
    """

    def __init__(self, step: str, origin: str = "", outcome: str = "") -> None:
        super().__init__(step, origin, outcome)
        self.step = step
        self.origin = origin
        self.outcome = outcome


@frozen(kw_only=True)
class Walk:
    """
    The places a dossier can come to.

    Args:
        ways: Where each leads by an outcome that can be chosen there.
        passed: The steps that were entered, joined or reached on any way.
    """

    ways: dict[Marking, tuple[Marking, ...]] = field(factory=dict)
    passed: set[str] = field(factory=set)

    def stuck(self) -> tuple[Marking, ...]:
        """The places from which no way leads to a closing, in the order in which they were found."""
        before: dict[Marking, list[Marking]] = {each: [] for each in self.ways}
        for origin, targets in self.ways.items():
            for target in targets:
                before[target].append(origin)
        waiting = deque(each for each in self.ways if each.result is not None)
        closing = set(waiting)
        while waiting:
            further = [each for each in before[waiting.popleft()] if each not in closing]
            closing.update(further)
            waiting.extend(dict.fromkeys(further))
        return tuple(each for each in self.ways if each not in closing)


def walked(procedure: Procedure) -> Walk:
    """
    Follow every outcome from the opening on, cancellations and terms that pass among them.

    Raises:
        EnteredTwiceError: When a step would be entered while it is open.
        TooManyMarkingsError: When there are more than ``MOST_MARKINGS`` places.
    """
    try:
        moves = opened(procedure)
    except CannotGoOnError as error:
        raise EnteredTwiceError(str(error.args[0])) from None
    walk = Walk(passed=_passed(moves))
    return _further(procedure, walk, (moves.marking,))


def _further(procedure: Procedure, before: Walk, starts: Iterable[Marking]) -> Walk:
    """What has been walked, and what can be reached from some more places."""
    walk = Walk(ways=dict(before.ways), passed=set(before.passed))
    waiting = deque(starts)
    while waiting:
        marking = waiting.popleft()
        if marking in walk.ways:
            continue
        if len(walk.ways) >= MOST_MARKINGS:
            raise TooManyMarkingsError(MOST_MARKINGS)
        moves = tuple(_moves(procedure, marking))
        walk.ways[marking] = tuple(dict.fromkeys(each.marking for counts, each in moves if counts))
        for _, each in moves:
            walk.passed.update(_passed(each))
            waiting.append(each.marking)
    return walk


def _moves(procedure: Procedure, marking: Marking) -> Iterator[tuple[bool, Moves]]:
    """Every outcome that can come about, and whether the dossier may count on it: on calling off a step it may not."""
    for code in sorted(marking.open):
        step = procedure.step(code)
        assert step is not None
        free = may_be_completed(procedure, marking, code)
        for outcome in step.outcomes:
            called_off = outcome.outcome == step.if_cancelled and step.kind is not StepKind.TIMER
            if free or outcome.outcome in {step.when_passed, step.if_cancelled}:
                try:
                    yield not called_off, completed(procedure, marking, code, outcome.outcome)
                except CannotGoOnError as error:
                    raise EnteredTwiceError(str(error.args[0]), code, outcome.outcome) from None


def _passed(moves: Moves) -> set[str]:
    return {step for change in _PASSING for step in moves.of(change)}


def stand_alone(procedure: Procedure) -> frozenset[str]:
    """
    The steps at which a dossier may rest alone, so that it can be returned there, or reopened.

    From each of them it can go on to a closing on every way, whatever it had been through before. A step inside a parallel
    part is none of them when its neighbours would be missed.

    Args:
        procedure: One that was checked and found sound.
    """
    return _settled(procedure)[1]


def reachable(procedure: Procedure) -> frozenset[Marking]:
    """
    Every place a dossier can come to, from its opening and from each return to a step that stands alone.

    Args:
        procedure: One that was checked and found sound.
    """
    return _settled(procedure)[2]


def may_return(procedure: Procedure, marking: Marking, step: str) -> bool:
    """
    Whether a dossier may go back to a step, or be reopened there, with the milestones it has reached.

    Args:
        procedure: One that was checked and found sound.
        marking: Where it stands.
        step: The step at which it would rest alone.
    """
    back = Marking(open=frozenset({step}), milestones=marking.milestones)
    return step in stand_alone(procedure) and back in reachable(procedure)


@lru_cache(maxsize=256)
def _settled(procedure: Procedure) -> tuple[Walk, frozenset[str], frozenset[Marking]]:
    """The walk with all returns, the steps one may return to, and the places."""
    plain = walked(procedure)
    least = _alone(plain)
    while True:
        walk, refused = _with_returns(procedure, plain, least)
        if refused is None:
            return walk, frozenset(least), frozenset(walk.ways)
        del least[refused]


def _alone(walk: Walk) -> dict[str, set[frozenset[str]]]:
    """The steps at which the dossier rests alone, each with the milestones that had been reached there."""
    least: dict[str, set[frozenset[str]]] = {}
    for marking in walk.ways:
        if len(marking.open) == 1 and not marking.arrivals and not marking.joined:
            least.setdefault(next(iter(marking.open)), set()).add(marking.milestones)
    return least


def _with_returns(
    procedure: Procedure, walk: Walk, least: dict[str, set[frozenset[str]]]
) -> tuple[Walk, str | None]:
    """What can be reached with returns to some steps; names the first to which no dossier must return."""
    pending = True
    while pending:
        pending = False
        for step in sorted(least):
            seen = {marking.milestones for marking in walk.ways}
            enough = (each for each in seen if any(each >= had for had in least[step]))
            starts = [Marking(open=frozenset({step}), milestones=each) for each in enough]
            if walk.ways.keys() >= set(starts):
                continue
            pending = True
            try:
                walk = _further(procedure, walk, starts)
            except EnteredTwiceError:
                return walk, step
            if walk.stuck():
                return walk, step
    return walk, None
