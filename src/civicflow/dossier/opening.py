"""Opening a dossier: from then on its procedure says what is done next (R57)."""

from collections.abc import Iterator
from typing import ClassVar

from attrs import frozen

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import Code, ShortText, SubjectId, UnitId
from civicflow.core.rule import Rule
from civicflow.dossier import opening_rules as rules
from civicflow.dossier.events import DossierOpened
from civicflow.dossier.model import Dossier
from civicflow.dossier.moves import recorded, term_from_now
from civicflow.procedures.marking import opened


@frozen(kw_only=True, eq=False, repr=False)
class OpenDossier(Command):
    """
    Open a file that is dealt with by a procedure, under the version that holds on this day (R57).

    Args:
        dossier: Its id, chosen by the caller; at most 50 characters.
        procedure: The code of the procedure.
        unit: The unit that deals with it.
        reference: What it is about, by the office's own number; never a person's name.
    """

    dossier: SubjectId
    procedure: Code
    unit: UnitId
    reference: ShortText | None = None

    authority: ClassVar[Rule] = rules.one_who_works_in_the_unit_or_leads_it
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.dossier_is_new,
        rules.dossier_id_leaves_room_for_its_tasks,
        rules.procedure_is_in_force,
        rules.procedure_holds_in_the_unit,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The dossier is opened, and its first steps are entered."""
        procedure = rules.version_of_the_day(self, facts)
        assert procedure is not None
        due, derivation = term_from_now(facts, self.unit, procedure.term)
        dossier = Dossier(
            id=self.dossier,
            procedure=procedure.procedure,
            version=procedure.version,
            unit=self.unit,
            opened_by=facts.act.person,
            opened_at=facts.act.now,
            due=due,
        )
        yield DossierOpened(
            dossier=self.dossier,
            procedure=procedure.procedure,
            version=procedure.version,
            unit=self.unit,
            opened_by=facts.act.person,
            reference=self.reference,
            due=due,
            derivation=derivation,
        )
        yield from recorded(facts, dossier, procedure, opened(procedure))
