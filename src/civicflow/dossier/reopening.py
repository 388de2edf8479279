"""Opening a dossier again that was closed or called off (R57)."""

from collections.abc import Iterator
from typing import ClassVar

from attrs import evolve, field, frozen

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import Code, FreeText, SubjectId, free_text
from civicflow.core.rule import Rule
from civicflow.dossier import changing_rules, interference_rules
from civicflow.dossier.changing_events import DossierReopened
from civicflow.dossier.model import Dossier, Stage
from civicflow.dossier.moves import recorded, term_from_now
from civicflow.dossier.procedure_model import procedure_of
from civicflow.procedures.marking import restarted


@frozen(kw_only=True, eq=False, repr=False)
class ReopenDossier(Command):
    """
    Let a dossier go on that was closed or called off (R57).

    Its term begins once more; when it was closed, and whether that was in time, stays on record.

    Args:
        dossier: The dossier.
        step: The step at which it goes on, where it must be able to rest alone.
        reason: Why.
    """

    dossier: SubjectId
    step: Code
    reason: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = changing_rules.head_above_whoever_ended_it
    rules: ClassVar[tuple[Rule, ...]] = (
        changing_rules.dossier_has_ended,
        changing_rules.whoever_reopens_it_did_not_end_it,
        interference_rules.dossier_may_rest_there_alone,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The dossier is opened again, and the step is entered."""
        dossier = facts.of(Dossier, self.dossier)
        procedure = procedure_of(facts, dossier)
        due, derivation = term_from_now(facts, dossier.unit, procedure.term)
        yield DossierReopened(
            dossier=dossier.id,
            step=self.step,
            reopened_by=facts.act.person,
            reason=self.reason,
            due=due,
            derivation=derivation,
        )
        open_again = evolve(dossier, stage=Stage.OPEN, result=None, due=due)
        moves = restarted(procedure, open_again.marking, self.step)
        yield from recorded(facts, open_again, procedure, moves)
