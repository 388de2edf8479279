"""What can be wrong with a procedure, and where."""

from typing import Final

from attrs import frozen

from civicflow.errors import Parameter, ProcedureError

MISTAKES: Final = (
    "not-toml", "unknown", "missing", "not-a-table", "not-a-text", "not-a-list-of-texts", "not-a-whole-number",
    "not-yes-or-no", "unknown-word", "date", "year", "length", "positive", "term-without-a-calendar", "identifier", "text",
    "not-of-this-kind", "unknown-office", "held-by-no-person", "unknown-confidentiality", "secret-at-home", "no-outcomes",
    "one-outcome", "no-outcome-by-hand", "leads-nowhere", "leads-and-closes", "needed-out-of-range", "without-a-term",
    "before-the-term-begins", "not-ascending", "listed-twice", "too-many-steps", "unknown-role", "unknown-step",
    "unknown-outcome", "step-of-another-kind", "names-itself", "does-not-lead-here", "not-awaited-there",
    "nobody-else-could", "loop-without-a-person", "entered-while-open", "never-entered", "never-before", "never-closed",
    "too-many-places", "cannot-be-opened", "wrong-encoding",
)  # fmt: skip
"""Every word for a mistake: how a file is written, what each part says, what parts say of each other, where it leads."""


@frozen(kw_only=True)
class Place:
    """
    Where in a procedure something stands; the procedure itself where neither role nor step is named.

    Args:
        role: The code of the role.
        step: The code of the step.
        outcome: The code of the outcome of that step.
        field: The field of whichever is named.
    """

    role: str | None = None
    step: str | None = None
    outcome: str | None = None
    field: str | None = None

    @property
    def path(self) -> tuple[str, ...]:
        """The names that lead there in a file."""
        named = (("roles", self.role), ("steps", self.step), ("outcomes", self.outcome))
        leading = tuple(part for table, code in named if code is not None for part in (table, code))
        return leading if self.field is None else (*leading, *self.field.split("."))


@frozen(kw_only=True)
class Problem:
    """
    Something because of which a procedure cannot be carried out, or not as it is meant.

    Args:
        problem: What it is; a word that never changes.
        place: Where it stands.
        value: What is found there.
    """

    problem: str
    place: Place
    value: str | None = None

    def error(self, **where: Parameter) -> ProcedureError:
        """
        The same as an error that people can be told.

        Args:
            where: The ``file`` it was read from, and the ``line``.
        """
        place = {"role": self.place.role, "step": self.place.step, "outcome": self.place.outcome}
        said = place | {"field": self.place.field, "value": self.value}
        named = {name: value for name, value in said.items() if value is not None}
        return ProcedureError(**where, **named, problem=self.problem)
