"""Handing a dossier to another unit (R57)."""

from collections.abc import Iterator
from typing import ClassVar

from attrs import evolve, field, frozen

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import FreeText, SubjectId, UnitId, free_text
from civicflow.core.rule import Rule
from civicflow.dossier import changing_rules, interference_rules
from civicflow.dossier.anew import given_anew
from civicflow.dossier.changing_events import DossierTransferred
from civicflow.dossier.model import Dossier, OpenStep
from civicflow.dossier.procedure_model import procedure_of
from civicflow.dossier.roles import unit_of
from civicflow.dossier.step_tasks import task_of
from civicflow.task.model import TO_CHANGE_HANDS


@frozen(kw_only=True, eq=False, repr=False)
class TransferDossier(Command):
    """
    Let another unit deal with a dossier from now on (R57).

    What was done stays done, by whoever did it. Open work that falls to the new unit, or to the one above it, is called off and
    given out there within the same term; a result that waits is still decided on where it was handed in.

    Args:
        dossier: The dossier.
        unit: The unit that deals with it from now on.
        reason: Why.
    """

    dossier: SubjectId
    unit: UnitId
    reason: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = interference_rules.office_that_leads_the_unit_of_the_dossier
    rules: ClassVar[tuple[Rule, ...]] = (
        interference_rules.dossier_is_open,
        changing_rules.dossier_is_with_another_unit,
        changing_rules.procedure_of_the_dossier_holds_there,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The dossier is transferred, and its open work is given anew."""
        dossier = facts.of(Dossier, self.dossier)
        yield DossierTransferred(
            dossier=dossier.id,
            old_unit=dossier.unit,
            unit=self.unit,
            transferred_by=facts.act.person,
            reason=self.reason,
        )
        for opened in dossier.open.values():
            if _falls_to_another(facts, dossier, opened, self.unit):
                yield from given_anew(facts, dossier, procedure_of(facts, dossier), opened, self.reason)


def _falls_to_another(facts: Facts, dossier: Dossier, opened: OpenStep, unit: str) -> bool:
    """Whether an open step is the work of somebody whose part another plays once a unit deals with the dossier."""
    procedure, task = procedure_of(facts, dossier), task_of(facts, dossier, opened)
    step = procedure.step(opened.step)
    role = None if step is None else procedure.role(step.role or "")
    if role is None or task is None or task.stage not in TO_CHANGE_HANDS:
        return False
    return unit_of(facts, dossier, role) != unit_of(facts, evolve(dossier, unit=unit), role)
