"""Sending a dossier back to a step that it has been through (R57)."""

from collections.abc import Iterator
from typing import ClassVar

from attrs import field, frozen

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import Code, FreeText, SubjectId, free_text
from civicflow.core.rule import Rule
from civicflow.dossier import interference_rules as rules
from civicflow.dossier.interference_events import DossierReturned
from civicflow.dossier.model import Dossier
from civicflow.dossier.moves import recorded
from civicflow.dossier.procedure_model import procedure_of
from civicflow.procedures.marking import restarted


@frozen(kw_only=True, eq=False, repr=False)
class ReturnDossier(Command):
    """
    Send a dossier back to a step that it has been through, where its procedure provides no way back (R57).

    What was done stays on record and rounds go on counting; whatever is open is called off.

    Args:
        dossier: The dossier.
        step: The step, at which it must be able to rest alone.
        reason: Why.
    """

    dossier: SubjectId
    step: Code
    reason: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = rules.office_that_leads_the_unit_of_the_dossier
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.dossier_is_open,
        rules.step_was_completed_before,
        rules.dossier_may_rest_there_alone,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The dossier is returned, what is open is called off, and the step is entered once more."""
        dossier = facts.of(Dossier, self.dossier)
        procedure = procedure_of(facts, dossier)
        yield DossierReturned(
            dossier=dossier.id, step=self.step, returned_by=facts.act.person, reason=self.reason
        )
        moves = restarted(procedure, dossier.marking, self.step)
        yield from recorded(facts, dossier, procedure, moves, self.reason)
