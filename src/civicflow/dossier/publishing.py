"""What can be asked for about a procedure: publish a version of it, withdraw it (R57)."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from attrs import field, frozen

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import Code, FreeText, UnitId, day, free_text
from civicflow.core.rule import Rule
from civicflow.dossier import publishing_rules as rules
from civicflow.dossier.procedure_events import ProcedurePublished, ProcedureWithdrawn
from civicflow.procedures import Procedure


@frozen(kw_only=True, eq=False, repr=False)
class PublishProcedure(Command):
    """
    Publish a version of a procedure: by it dossiers of a unit, and of all units below, are dealt with from a day on.

    Args:
        unit: The unit in which it holds.
        definition: All that it says: title, day, instrument, roles, steps.
    """

    unit: UnitId
    definition: Procedure

    authority: ClassVar[Rule] = rules.head_of_the_unit
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.procedure_belongs_to_the_unit,
        rules.version_follows_the_last,
        rules.version_holds_from_today_at_the_earliest,
        rules.versions_begin_one_after_another,
        rules.procedure_can_be_carried_out,
        rules.units_of_its_roles_are_on_record,
    )

    @property
    def procedure(self) -> str:
        """The code of the procedure."""
        return self.definition.procedure

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The version is published."""
        yield ProcedurePublished(
            procedure=self.definition.procedure,
            version=self.definition.version,
            unit=self.unit,
            since=self.definition.since,
            definition=self.definition,
            published_by=facts.act.person,
        )


@frozen(kw_only=True, eq=False, repr=False)
class WithdrawProcedure(Command):
    """
    Open no more dossiers under a procedure from a day on; those that are open go on to their end.

    Args:
        procedure: Its code.
        since: The first day on which none is opened.
        reason: Why.
    """

    procedure: Code
    since: date = field(converter=day)
    reason: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = rules.head_of_the_unit_it_holds_in
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.procedure_is_not_withdrawn,
        rules.withdrawal_holds_from_today_at_the_earliest,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The procedure is withdrawn."""
        yield ProcedureWithdrawn(
            procedure=self.procedure,
            since=self.since,
            withdrawn_by=facts.act.person,
            reason=self.reason,
        )


PUBLISHING = (PublishProcedure, WithdrawProcedure)
