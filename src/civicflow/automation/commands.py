"""What can be asked for once a reaction has parked an event: to try it again, or to let it be."""

from collections.abc import Iterator
from typing import ClassVar

from attrs import field, frozen

from civicflow.automation import rules
from civicflow.automation.events import ParkedDismissed, ReactionResumed
from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import Code, FreeText, free_text
from civicflow.core.rule import Rule


@frozen(kw_only=True, eq=False, repr=False)
class ResumeReaction(Command):
    """
    Let a parked event be tried again, once what stood against it is put right.

    Args:
        reaction: The reaction.
        position: Where the event stands in the log.
    """

    reaction: Code
    position: int

    authority: ClassVar[Rule] = rules.administrator_or_head_of_a_root_unit
    rules: ClassVar[tuple[Rule, ...]] = (rules.event_is_parked,)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """It is tried again."""
        yield ReactionResumed(reaction=self.reaction, position=self.position, resumed_by=facts.act.person)


@frozen(kw_only=True, eq=False, repr=False)
class DismissParked(Command):
    """
    Decide that a parked event needs no reaction, with a reason that stays on record (R17).

    Args:
        reaction: The reaction.
        position: Where the event stands in the log.
        reason: Why nothing need follow from it, or who has done by hand what should have.
    """

    reaction: Code
    position: int
    reason: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = rules.administrator_or_head_of_a_root_unit
    rules: ClassVar[tuple[Rule, ...]] = (rules.event_is_parked,)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """It is dismissed."""
        yield ParkedDismissed(
            reaction=self.reaction,
            position=self.position,
            reason=self.reason,
            dismissed_by=facts.act.person,
        )


COMMANDS = (ResumeReaction, DismissParked)
