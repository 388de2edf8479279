"""Refusals on a matter of law, kept in a stream of the person who tried, never in that of their subject."""

from datetime import date
from typing import ClassVar, Self

import attrs

from civicflow.core.event import At, Event, Keys
from civicflow.core.fields import PersonId
from civicflow.core.rule import Refused

LONGEST_DAY = 100
"""So many refusals of one person are kept a day; a script that tries for ever does not fill the log."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ActRefused(Event):
    """
    A person tried what the rules do not allow: which command, which rules, what they saw; no free text.

    Source: transparency against abuse (R17).
    """

    topic: ClassVar[str] = "act.refused"
    stream: ClassVar[tuple[str, ...]] = ("refusal", "person", "day")
    keys: ClassVar[Keys] = (("person", "person"),)

    person: PersonId
    day: date
    command: str
    refusals: tuple[Refused, ...]


@attrs.frozen(kw_only=True)
class RefusalsOfDay:
    """
    How often a person was refused on one day.

    Args:
        count: The number of refusals on record.
    """

    kind: ClassVar[str] = "refusal"
    count: int

    @classmethod
    def evolve(cls, state: Self | None, event: Event, at: At) -> Self | None:
        """One more."""
        return cls(count=1 if state is None else state.count + 1)


def matters_of_law(refusals: tuple[Refused, ...]) -> tuple[Refused, ...]:
    """Those refusals that rest on a cited source and so go on record."""
    return tuple(refused for refused in refusals if refused.basis is not None)
