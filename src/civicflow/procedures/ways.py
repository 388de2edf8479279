"""What steps, outcomes and roles say about each other: that each is there, that branches meet, that loops need somebody."""

from collections import Counter, deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from attrs import evolve

from civicflow.procedures.definition import (
    RESTING,
    HeldBy,
    Outcome,
    Procedure,
    Role,
    StepDefinition,
    StepKind,
)
from civicflow.procedures.problem import Place, Problem

HELD_BY_ONE: Final = frozenset({"head"})
"""The offices that one person alone holds in a unit at a time."""

MOST_STEPS: Final = 200
"""How many steps a procedure may have; nobody could read one that has more."""

_BY_HAND = frozenset({StepKind.WORK, StepKind.WAIT})
_CALLED_OFF = RESTING | {StepKind.JOIN}


def of_the_references(procedure: Procedure) -> Iterator[Problem]:
    """Codes that stand twice, or that name nothing of the kind that is meant."""
    yield from _twice(Place(field="opens_with"), procedure.opens_with)
    yield from _steps_named(procedure, Place(field="opens_with"), procedure.opens_with)
    for code in _repeated(role.role for role in procedure.roles):
        yield Problem(problem="listed-twice", place=Place(role=code), value=code)
    for code in _repeated(step.step for step in procedure.steps):
        yield Problem(problem="listed-twice", place=Place(step=code), value=code)
    if len(procedure.steps) > MOST_STEPS:
        yield Problem(problem="too-many-steps", place=Place(field="steps"), value=str(len(procedure.steps)))
    for step in procedure.steps:
        yield from _of_step(procedure, step)
        for outcome in step.outcomes:
            yield from _of_outcome(procedure, step, outcome)


def _of_step(procedure: Procedure, step: StepDefinition) -> Iterator[Problem]:
    place = Place(step=step.step)
    if step.role is not None and procedure.role(step.role) is None:
        yield Problem(problem="unknown-role", place=evolve(place, field="role"), value=step.role)
    for code in _repeated(outcome.outcome for outcome in step.outcomes):
        yield Problem(problem="listed-twice", place=evolve(place, outcome=code), value=code)
    otherwise = None if step.instances is None else step.instances.otherwise
    named = (
        ("when_passed", step.when_passed),
        ("if_cancelled", step.if_cancelled),
        ("instances.otherwise", otherwise),
    )
    for field, chosen in named:
        if chosen is not None and step.outcome(chosen) is None:
            yield Problem(problem="unknown-outcome", place=evolve(place, field=field), value=chosen)
    for field, kinds in _NAMED.items():
        codes: tuple[str, ...] = getattr(step, field)
        at = evolve(place, field=field)
        yield from _twice(at, codes)
        yield from _steps_named(procedure, at, codes, kinds)
        if step.step in codes:
            yield Problem(problem="names-itself", place=at, value=step.step)
    for field in ("reminders", "escalations"):
        yield from _twice(evolve(place, field=field), map(str, getattr(step, field)))


_NAMED: Final[Mapping[str, frozenset[StepKind]]] = {
    "joins": frozenset(StepKind),
    "requires": frozenset({StepKind.MILESTONE}),
    "different_person_from": _BY_HAND,
}
"""The fields in which a step names others, and of what kinds these must be."""


def _of_outcome(procedure: Procedure, step: StepDefinition, outcome: Outcome) -> Iterator[Problem]:
    for field, kinds in (("leads_to", frozenset(StepKind)), ("withdraws", _CALLED_OFF)):
        place = Place(step=step.step, outcome=outcome.outcome, field=field)
        codes: tuple[str, ...] = getattr(outcome, field)
        yield from _twice(place, codes)
        yield from _steps_named(procedure, place, codes, kinds)


def _steps_named(
    procedure: Procedure,
    place: Place,
    codes: Iterable[str],
    kinds: Collection[StepKind] = frozenset(StepKind),
) -> Iterator[Problem]:
    for code in dict.fromkeys(codes):
        found = procedure.step(code)
        if found is None:
            yield Problem(problem="unknown-step", place=place, value=code)
        elif found.kind not in kinds:
            yield Problem(problem="step-of-another-kind", place=place, value=code)


def _twice(place: Place, codes: Iterable[str]) -> Iterator[Problem]:
    return (Problem(problem="listed-twice", place=place, value=code) for code in _repeated(codes))


def _repeated(codes: Iterable[str]) -> list[str]:
    return [code for code, times in Counter(codes).items() if times > 1]


def of_the_joins(procedure: Procedure) -> Iterator[Problem]:
    """Branches that a join waits for and that never come there, and such as come there unawaited."""
    arcs = {(step.step, target) for step, _, target in procedure.arcs()}
    joins = {step.step: step for step in procedure.steps if step.kind is StepKind.JOIN}
    for join in joins.values():
        for origin in join.joins:
            if procedure.step(origin) is not None and (origin, join.step) not in arcs:
                place = Place(step=join.step, field="joins")
                yield Problem(problem="does-not-lead-here", place=place, value=origin)
    for step, outcome, target in procedure.arcs():
        if target in joins and step.step not in joins[target].joins:
            place = Place(step=step.step, outcome=outcome.outcome, field="leads_to")
            yield Problem(problem="not-awaited-there", place=place, value=target)
    for code in joins.keys() & set(procedure.opens_with):
        yield Problem(problem="not-awaited-there", place=Place(field="opens_with"), value=code)


def of_the_persons(procedure: Procedure) -> Iterator[Problem]:
    """Steps that must be done by different persons, where one person alone could do either."""
    for step in procedure.steps:
        for code in step.different_person_from:
            other = procedure.step(code)
            if other is None or other is step or step.instances or other.instances:
                continue
            one, another = (_only_holder(procedure.role(each.role or "")) for each in (step, other))
            if one is not None and one == another:
                place = Place(step=step.step, field="different_person_from")
                yield Problem(problem="nobody-else-could", place=place, value=code)


def _only_holder(role: Role | None) -> tuple[str, ...] | None:
    """What tells apart the one person who can play a part; None where several can."""
    if role is None:
        return None
    if role.held_by is HeldBy.OPENER:
        return (role.held_by.value,)
    single = role.held_by is HeldBy.OFFICE and role.office in HELD_BY_ONE
    return (role.unit, str(role.office)) if single else None


def of_the_loops(procedure: Procedure) -> Iterator[Problem]:
    """Ways round that nobody's hand is needed for: a dossier would go round them by itself for ever."""
    ways = _by_themselves(procedure)
    told: set[frozenset[str]] = set()
    for code in ways:
        loop = _back_to(code, ways)
        if loop and frozenset(loop) not in told:
            told.add(frozenset(loop))
            yield Problem(
                problem="loop-without-a-person", place=Place(step=code), value=" → ".join((*loop, code))
            )


def _by_themselves(procedure: Procedure) -> dict[str, list[str]]:
    """Where each step leads without anybody doing anything."""
    ways: dict[str, list[str]] = {step.step: [] for step in procedure.steps}
    for step, outcome, target in procedure.arcs():
        if target in ways and (step.kind not in _BY_HAND or outcome.outcome == step.when_passed):
            ways[step.step].append(target)
    return ways


def _back_to(start: str, ways: Mapping[str, list[str]]) -> tuple[str, ...]:
    """The shortest way from a step to itself; nothing when there is none."""
    waiting: deque[tuple[str, ...]] = deque([(start,)])
    seen = {start}
    while waiting:
        way = waiting.popleft()
        for target in ways[way[-1]]:
            if target == start:
                return way
            if target not in seen:
                seen.add(target)
                waiting.append((*way, target))
    return ()
