"""A verdict on an act: allowed, or refused by a named rule with the facts that a person needs to understand it."""

from collections.abc import Callable, Iterable
from typing import TypeAlias

import attrs

from civicflow.errors import CivicflowError, Parameter


@attrs.frozen
class Allowed:
    """
    The act is permitted.

    Args:
        through: What gives the right, such as ``head@unit:U-12``; only authority says it.
    """

    through: str = ""


@attrs.frozen(kw_only=True)
class Refused:
    """
    The act is not permitted, and why: the rule that is not true, what it saw, and its source.

    Args:
        rule: The name of the rule, a sentence that would be true if the act were allowed.
        parameters: What the rule saw; text and whole numbers, never free text. Where one of several things is refused that
            were asked for at once, ``item`` names it.
        basis: Instrument, article, R- or K-number. A refusal with a basis is a matter of law and goes on record.
    """

    rule: str = ""
    parameters: dict[str, Parameter] = attrs.field(factory=dict)
    basis: str | None = None


Verdict: TypeAlias = Allowed | Refused
Rule: TypeAlias = Callable[..., Verdict]
"""A pure function ``(command, facts) -> Verdict``, named as a sentence that is true when the act is allowed."""

ALLOWED = Allowed()


def allowed_if(condition: bool, *, basis: str | None = None, **parameters: Parameter) -> Verdict:
    """Allowed when the condition holds, else refused with what the rule saw and the source it rests on."""
    return ALLOWED if condition else Refused(parameters=parameters, basis=basis)


def judged(rule: Rule, command: object, facts: object) -> Verdict:
    """Ask one rule, and sign a refusal with the rule's name."""
    verdict = rule(command, facts)
    match verdict:
        case Refused(rule=""):
            return attrs.evolve(verdict, rule=rule.__name__)
        case _:
            return verdict


def refusals(rules: Iterable[Rule], command: object, facts: object) -> tuple[Refused, ...]:
    """Ask all rules, so that a clerk sees everything that is wrong at once."""
    verdicts = (judged(rule, command, facts) for rule in rules)
    return tuple(verdict for verdict in verdicts if isinstance(verdict, Refused))


class RefusedError(CivicflowError):
    """
    The act is understood and not allowed; ``refusals`` says by which rules, and why.

    Args:
        refusals: All that stands against the act; one alone when authority was missing.
    """

    code = "refused"

    def __init__(self, refusals: tuple[Refused, ...]) -> None:
        super().__init__(rules=", ".join(refused.rule for refused in refusals))
        self.refusals = refusals

    def __reduce__(self) -> tuple[object, ...]:
        return RefusedError, (self.refusals,)
