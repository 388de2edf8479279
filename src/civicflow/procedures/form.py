"""What each role, step and outcome must say by itself: codes, titles, and the fields that belong to its kind."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Annotated, Final, TypeAlias, get_args, get_origin, get_type_hints

import attrs

from civicflow.calendars import Length
from civicflow.core.fields import Identifier, Line
from civicflow.errors import InvalidInputError
from civicflow.procedures.definition import (
    OWN,
    HeldBy,
    Instances,
    Outcome,
    Procedure,
    Role,
    StepDefinition,
    StepKind,
    Title,
)
from civicflow.procedures.problem import Place, Problem

OFFICES: Final = ("head", "deputy", "manager", "inspector", "data_protection_officer", "clerk_of_record")
"""The offices that can hold a role; those of ``organization.Office``, which stands above this floor."""

ORDINARY, INTERNAL, SECRET = "ordinary", "internal", "secret"
CONFIDENTIALITY: Final = (ORDINARY, INTERNAL, SECRET)
"""How confidential work can be; the degrees of ``task.Confidentiality``, which stands above this floor (R71)."""

Record: TypeAlias = Procedure | Role | StepDefinition | Outcome

_ALWAYS = frozenset({"step", "kind", "title", "outcomes"})
_AT_REST = frozenset({"term", "when_passed", "if_cancelled", "stops_the_clock", "reminders", "escalations"})
_BY_HAND = _AT_REST | {"role", "requires", "different_person_from"}
_OF_WORK = _BY_HAND | {"instances", "confidentiality", "at_home", "reviewed", "result"}

FIELDS: Final[Mapping[StepKind, frozenset[str]]] = {
    StepKind.WORK: _ALWAYS | _OF_WORK,
    StepKind.WAIT: _ALWAYS | _BY_HAND | {"awaits"},
    StepKind.TIMER: _ALWAYS | {"term", "when_passed", "if_cancelled", "stops_the_clock"},
    StepKind.JOIN: _ALWAYS | {"joins", "needed"},
    StepKind.MILESTONE: _ALWAYS,
}
"""The fields that a step of each kind may have."""

NEEDED: Final[Mapping[StepKind, tuple[str, ...]]] = {
    StepKind.WORK: ("role",),
    StepKind.WAIT: ("role", "awaits"),
    StepKind.TIMER: ("term",),
    StepKind.JOIN: ("joins",),
    StepKind.MILESTONE: (),
}
"""Those that it must have."""

BY_ITSELF = frozenset({StepKind.TIMER, StepKind.JOIN, StepKind.MILESTONE})
"""The kinds of steps that come to their one outcome without anybody choosing it."""


def of_the_form(procedure: Procedure) -> Iterator[Problem]:
    """What is wrong with the procedure, its roles, steps and outcomes, each looked at by itself."""
    yield from _words(procedure, Place())
    yield from _of_procedure(procedure)
    for role in procedure.roles:
        yield from _words(role, Place(role=role.role))
        yield from _of_role(role)
    for step in procedure.steps:
        yield from _words(step, Place(step=step.step))
        yield from _of_step(step)
        yield from _of_term(step, procedure.term)
        for outcome in step.outcomes:
            yield from _words(outcome, Place(step=step.step, outcome=outcome.outcome))
            yield from _of_outcome(step, outcome)


def _of_procedure(procedure: Procedure) -> Iterator[Problem]:
    if procedure.version < 1:
        yield Problem(problem="positive", place=Place(field="version"), value=str(procedure.version))
    for field in ("opens_with", "steps"):
        if not getattr(procedure, field):
            yield Problem(problem="missing", place=Place(field=field))


def _of_role(role: Role) -> Iterator[Problem]:
    def wrong(problem: str, field: str, value: str | None = None) -> Problem:
        return Problem(problem=problem, place=Place(role=role.role, field=field), value=value)

    if role.held_by is HeldBy.OFFICE and role.office not in {None, *OFFICES}:
        yield wrong("unknown-office", "office", role.office)
    for field, holder in (("office", HeldBy.OFFICE), ("group", HeldBy.GROUP)):
        if role.held_by is holder and getattr(role, field) is None:
            yield wrong("missing", field)
        if role.held_by is not holder and getattr(role, field) is not None:
            yield wrong("not-of-this-kind", field, role.held_by.value)
    if role.held_by in {HeldBy.GROUP, HeldBy.OPENER} and role.unit != OWN:
        yield wrong("not-of-this-kind", "unit", role.held_by.value)
    for field in ("role", "unit", "group"):
        if str(getattr(role, field)).startswith("system:"):
            yield wrong("held-by-no-person", field, getattr(role, field))


def _of_step(step: StepDefinition) -> Iterator[Problem]:
    def wrong(problem: str, field: str, value: str | None = None) -> Problem:
        return Problem(problem=problem, place=Place(step=step.step, field=field), value=value)

    for field in attrs.fields(StepDefinition):
        written = getattr(step, field.name) != field.default
        if field.default is not attrs.NOTHING and written and field.name not in FIELDS[step.kind]:
            yield wrong("not-of-this-kind", field.name, step.kind.value)
    for name in NEEDED[step.kind]:
        if not getattr(step, name):
            yield wrong("missing", name)
    if not step.outcomes:
        yield wrong("no-outcomes", "outcomes")
    if step.kind in BY_ITSELF and len(step.outcomes) > 1:
        yield wrong("one-outcome", "outcomes", str(len(step.outcomes)))
    if step.outcomes and step.kind not in BY_ITSELF and not step.by_hand:
        yield wrong("no-outcome-by-hand", "outcomes")
    if step.needed is not None and not 1 <= step.needed <= len(step.joins):
        yield wrong("needed-out-of-range", "needed", str(step.needed))
    if step.instances is not None and step.instances.needed is not None and step.instances.needed < 1:
        yield wrong("needed-out-of-range", "instances.needed", str(step.instances.needed))
    if step.confidentiality not in CONFIDENTIALITY:
        yield wrong("unknown-confidentiality", "confidentiality", step.confidentiality)
    if step.confidentiality == SECRET and step.at_home:
        yield wrong("secret-at-home", "at_home")


def _of_term(step: StepDefinition, whole: Length | None) -> Iterator[Problem]:
    """What hangs on a term, that of the step or of the whole, and whether it can come about within it."""

    def wrong(problem: str, field: str, value: str | None = None) -> Problem:
        return Problem(problem=problem, place=Place(step=step.step, field=field), value=value)

    for field in ("when_passed", "reminders", "escalations"):
        if not (step.term or whole) and getattr(step, field):
            yield wrong("without-a-term", field)
    if step.kind is StepKind.WORK and not (step.term or whole):
        yield wrong("missing", "term")
    for reminder in step.reminders:
        if step.term and _at_least(reminder, step.term):
            yield wrong("before-the-term-begins", "reminders", str(reminder))
    for earlier, later in pairwise(step.escalations):
        if earlier != later and _at_least(earlier, later):
            yield wrong("not-ascending", "escalations", f"{earlier}, {later}")


def _at_least(one: Length, other: Length) -> bool:
    """Whether one length is as long as another; lengths in different units are not compared."""
    return one.unit is other.unit and one.number >= other.number


def _of_outcome(step: StepDefinition, outcome: Outcome) -> Iterator[Problem]:
    place = Place(step=step.step, outcome=outcome.outcome)
    if outcome.closes is None and not outcome.leads_to:
        yield Problem(problem="leads-nowhere", place=place)
    if outcome.closes is not None and outcome.leads_to:
        yield Problem(problem="leads-and-closes", place=place, value=outcome.closes)


def _words(record: Record | Title | Instances, place: Place) -> Iterator[Problem]:
    """Codes that are no codes, and texts that are empty."""
    for name, mark in _MARKS[type(record)]:
        value = getattr(record, name)
        if value is None or str(value).startswith("system:"):
            continue
        field = name if place.field is None else f"{place.field}.{name}"
        try:
            mark.check(value, name)
        except InvalidInputError as error:
            at = attrs.evolve(place, field=field)
            yield Problem(problem=str(error.parameters["problem"]), place=at, value=str(value)[:100])
    if not isinstance(record, Title | Instances):
        yield from _words(record.title, attrs.evolve(place, field="title"))


def _marked(kind: type) -> Iterator[tuple[str, Identifier | Line]]:
    for name, hint in get_type_hints(kind, include_extras=True).items():
        for each in (hint, *get_args(hint)):
            if get_origin(each) is Annotated:
                yield from ((name, mark) for mark in each.__metadata__ if isinstance(mark, Identifier | Line))


_MARKS: Final[Mapping[type, tuple[tuple[str, Identifier | Line], ...]]] = {
    kind: tuple(_marked(kind)) for kind in (Procedure, Role, StepDefinition, Outcome, Title, Instances)
}
"""The fields of each record whose type says how they are written."""
