"""What can be asked for about an initiative: record it, decide on it, say what it has brought (R56, K21)."""

from collections.abc import Iterator
from typing import ClassVar

from attrs import field, frozen

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import FreeText, PersonId, SubjectId, UnitId, free_text
from civicflow.core.rule import Rule
from civicflow.feedback import initiative_rules as rules
from civicflow.feedback.events import (
    InitiativeDecided,
    InitiativeDecision,
    InitiativeRecorded,
    InitiativeResultReported,
)
from civicflow.feedback.model import Initiative


@frozen(kw_only=True, eq=False, repr=False)
class RecordInitiative(Command):
    """
    Propose how work could be done better (R56).

    Args:
        initiative: Its id.
        unit: The unit that decides on it.
        person: Whose it is.
        text: What is proposed.
    """

    initiative: SubjectId
    unit: UnitId
    person: PersonId
    text: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = rules.author_or_office_of_record
    rules: ClassVar[tuple[Rule, ...]] = (rules.initiative_is_new, rules.author_belongs_to_the_unit)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The initiative is recorded."""
        yield InitiativeRecorded(
            initiative=self.initiative, unit=self.unit, person=self.person, text=self.text
        )


@frozen(kw_only=True, eq=False, repr=False)
class DecideInitiative(Command):
    """
    Take an initiative up, or say why not (R56, K10).

    Args:
        initiative: The initiative.
        decision: ``adopted`` or ``declined``.
        reason: Why, and what is done now.
    """

    initiative: SubjectId
    decision: InitiativeDecision = field(converter=InitiativeDecision)
    reason: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = rules.office_that_decides_on_the_initiative
    rules: ClassVar[tuple[Rule, ...]] = (rules.initiative_is_undecided, rules.actor_is_not_its_author)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The initiative is decided."""
        initiative = facts.of(Initiative, self.initiative)
        yield InitiativeDecided(
            initiative=initiative.id,
            unit=initiative.unit,
            person=initiative.person,
            decision=self.decision,
            decided_by=facts.act.person,
            reason=self.reason,
        )


@frozen(kw_only=True, eq=False, repr=False)
class ReportInitiativeResult(Command):
    """
    Say what an initiative that was taken up has brought (R56).

    Args:
        initiative: The initiative.
        result: What it has brought so far.
    """

    initiative: SubjectId
    result: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = rules.office_that_decides_on_the_initiative
    rules: ClassVar[tuple[Rule, ...]] = (rules.initiative_is_taken_up, rules.actor_is_not_its_author)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The result is reported."""
        initiative = facts.of(Initiative, self.initiative)
        yield InitiativeResultReported(
            initiative=initiative.id,
            unit=initiative.unit,
            person=initiative.person,
            reported_by=facts.act.person,
            result=self.result,
        )


INITIATIVES = (RecordInitiative, DecideInitiative, ReportInitiativeResult)
