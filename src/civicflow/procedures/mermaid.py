"""A procedure drawn as a Mermaid flowchart, for a page that people read."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from civicflow.procedures.definition import Language, Outcome, Procedure, StepDefinition, StepKind, called

SHAPES: Final[Mapping[StepKind, tuple[str, str]]] = {
    StepKind.WORK: ("[", "]"),
    StepKind.WAIT: ("[/", "/]"),
    StepKind.TIMER: ("((", "))"),
    StepKind.JOIN: ("{{", "}}"),
    StepKind.MILESTONE: ("[[", "]]"),
}
"""How the steps of each kind are framed."""


def mermaid(procedure: Procedure, language: Language) -> str:
    """
    The steps and where each outcome leads.

    What comes by itself or by calling off is dotted; a line that ends in a cross calls a step off.

    Args:
        procedure: One that was checked.
        language: Of the titles.
    """
    return "\n".join(_lines(procedure, language)) + "\n"


def _lines(procedure: Procedure, language: Language) -> Iterator[str]:
    yield "flowchart TD"
    yield f"  opened([{_quoted(called(procedure.title, language))}])"
    for step in procedure.steps:
        before, after = SHAPES[step.kind]
        yield f"  {_id(step.step)}{before}{_quoted(*_said(procedure, step, language))}{after}"
    results = {outcome.closes for step in procedure.steps for outcome in step.outcomes if outcome.closes}
    for result in sorted(results):
        yield f"  {_closing(result)}([{_quoted(result)}])"
    for code in procedure.opens_with:
        yield f"  opened --> {_id(code)}"
    for step in procedure.steps:
        for outcome in step.outcomes:
            yield from _arrows(step, outcome, language)


def _said(procedure: Procedure, step: StepDefinition, language: Language) -> Iterator[str]:
    """What stands in the frame of a step: its title, who does it, how long it may take, how many must have come."""
    yield called(step.title, language)
    role = procedure.role(step.role or "")
    if role is not None:
        yield called(role.title, language)
    if step.term is not None:
        yield str(step.term)
    if step.kind is StepKind.JOIN:
        yield f"{step.needed or len(step.joins)}/{len(step.joins)}"
    if step.instances is not None:
        yield f"{step.instances.needed or 'N'}/N"


def _arrows(step: StepDefinition, outcome: Outcome, language: Language) -> Iterator[str]:
    dotted = step.kind is StepKind.TIMER or outcome.outcome in {step.when_passed, step.if_cancelled}
    line = "-. {} .->" if dotted else "-- {} -->"
    said = line.format(_quoted(called(outcome.title, language)))
    targets = [_closing(outcome.closes)] if outcome.closes else [_id(code) for code in outcome.leads_to]
    for target in targets:
        yield f"  {_id(step.step)} {said} {target}"
    for code in outcome.withdraws:
        yield f"  {_id(step.step)} --x {_id(code)}"


def _id(code: str) -> str:
    return "step_" + _plain(code)


def _closing(result: str | None) -> str:
    return "closed_" + _plain(result or "")


def _plain(code: str) -> str:
    """A code in letters, digits and underscores alone; two codes never become one."""
    return re.sub(r"[^A-Za-z0-9]", lambda sign: f"_{ord(sign[0]):x}_", code)


def _quoted(*lines: str) -> str:
    escaped = (
        re.sub(r"[\"<>&#`\\]", lambda sign: f"#{ord(sign[0])};", " ".join(line.split())) for line in lines
    )
    return f'"{"<br/>".join(escaped)}"'
