"""The steps of a procedure as a table: who does what within which term, and what comes after each outcome."""

from collections.abc import Iterator

from attrs import frozen

from civicflow.procedures.definition import Language, Procedure, StepKind, called


@frozen(kw_only=True)
class OutcomeOfStep:
    """
    One outcome of one step.

    Args:
        step: The code of the step.
        title: What the step is called.
        step_kind: What it is.
        role: Who does it.
        term: How long it may take.
        outcome: What the outcome is called.
        by_itself: Whether it comes when the term has passed.
        leads_to: What the steps are called that come next.
        closes: The result with which the dossier is closed.
    """

    step: str
    title: str
    step_kind: StepKind
    role: str | None
    term: str | None
    outcome: str
    by_itself: bool
    leads_to: tuple[str, ...]
    closes: str | None


def table(procedure: Procedure, language: Language) -> tuple[OutcomeOfStep, ...]:
    """
    The steps in their order, a line for each outcome.

    Args:
        procedure: One that was checked.
        language: Of the titles.
    """
    return tuple(_lines(procedure, language))


def _lines(procedure: Procedure, language: Language) -> Iterator[OutcomeOfStep]:
    titles = {step.step: called(step.title, language) for step in procedure.steps}
    for step in procedure.steps:
        role = procedure.role(step.role or "")
        for outcome in step.outcomes:
            yield OutcomeOfStep(
                step=step.step,
                title=titles[step.step],
                step_kind=step.kind,
                role=None if role is None else called(role.title, language),
                term=None if step.term is None else str(step.term),
                outcome=called(outcome.title, language),
                by_itself=outcome.outcome == step.passes_to,
                leads_to=tuple(titles[code] for code in outcome.leads_to),
                closes=outcome.closes,
            )
