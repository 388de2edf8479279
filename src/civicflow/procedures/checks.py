"""Everything that is wrong with a procedure: what each part says, what they say of each other, and where a dossier can get to."""

from collections.abc import Iterator

from civicflow.procedures.definition import Procedure
from civicflow.procedures.form import of_the_form
from civicflow.procedures.marking import Marking
from civicflow.procedures.problem import Place, Problem
from civicflow.procedures.walk import (
    EnteredTwiceError,
    TooManyMarkingsError,
    Walk,
    reachable,
    walked,
)
from civicflow.procedures.ways import of_the_joins, of_the_loops, of_the_persons, of_the_references

HARMLESS = frozenset(
    {
        "unknown-office", "unknown-role", "unknown-confidentiality", "secret-at-home", "held-by-no-person",
        "without-a-term", "before-the-term-begins", "not-ascending", "nobody-else-could", "identifier", "text", "positive",
    }
)  # fmt: skip
"""The problems that leave no doubt where a step leads, so that the ways of the dossier are looked at all the same."""


def problems(procedure: Procedure) -> tuple[Problem, ...]:
    """
    Everything that is wrong with a procedure (R57, R78).

    Where a dossier can get to is looked at once the steps and outcomes hang together.

    Args:
        procedure: As it was read or written.

    Returns:
        Nothing for a procedure that can be carried out: on every way each step can be entered, none while it is open, and
        the dossier can always still be closed.
    """
    found = (
        *of_the_form(procedure),
        *of_the_references(procedure),
        *of_the_joins(procedure),
        *of_the_persons(procedure),
        *of_the_loops(procedure),
    )
    if any(each.problem not in HARMLESS for each in found):
        return found
    return (*found, *_of_the_ways(procedure))


def _of_the_ways(procedure: Procedure) -> Iterator[Problem]:
    try:
        walk = walked(procedure)
        yield from _never_entered(procedure, walk)
        yield from _never_before(procedure, walk)
        yield from _never_closed(walk)
        if not walk.stuck():
            reachable(procedure)
    except EnteredTwiceError as error:
        origin = Place(step=error.origin, outcome=error.outcome, field="leads_to")
        place = origin if error.origin else Place(field="opens_with")
        yield Problem(problem="entered-while-open", place=place, value=error.step)
    except TooManyMarkingsError as error:
        yield Problem(problem="too-many-places", place=Place(field="steps"), value=str(error.args[0]))


def _never_entered(procedure: Procedure, walk: Walk) -> Iterator[Problem]:
    """Steps that no way leads to."""
    for step in procedure.steps:
        if step.step not in walk.passed:
            yield Problem(problem="never-entered", place=Place(step=step.step))


def _never_before(procedure: Procedure, walk: Walk) -> Iterator[Problem]:
    """Steps that require a milestone which is never reached before or beside them."""
    for step in (each for each in procedure.steps if each.requires and each.step in walk.passed):
        had = [marking.milestones for marking in walk.ways if step.step in marking.open]
        if not any(each.issuperset(step.requires) for each in had):
            place = Place(step=step.step, field="requires")
            yield Problem(problem="never-before", place=place, value=", ".join(step.requires))


def _never_closed(walk: Walk) -> Iterator[Problem]:
    """The places where a dossier goes no further; else the first from which it only goes round and round."""
    stuck = dict.fromkeys(walk.stuck())
    beyond = {target for each in stuck for target in walk.ways[each] if target != each}
    ends = [each for each in stuck if not walk.ways[each]]
    told = dict.fromkeys(_rests_at(each) for each in ends or [each for each in stuck if each not in beyond])
    for rests in told or dict.fromkeys(map(_rests_at, list(stuck)[:1])):
        yield Problem(problem="never-closed", place=Place(step=rests[0]), value=", ".join(rests))


def _rests_at(marking: Marking) -> tuple[str, ...]:
    """The steps that are open; the joins that wait where none is."""
    waiting = {join for join, _ in marking.arrivals}
    return tuple(sorted(marking.open or waiting))
