"""Calling off a step of a dossier, or the whole of it (R57)."""

from collections.abc import Iterator
from typing import ClassVar

from attrs import field, frozen

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import Code, FreeText, SubjectId, free_text
from civicflow.core.rule import Rule
from civicflow.dossier import interference_rules as rules
from civicflow.dossier.completing import went_on
from civicflow.dossier.interference_events import DossierCancelled, StepCancelled
from civicflow.dossier.model import Dossier
from civicflow.dossier.moves import withdrawn
from civicflow.dossier.step_rules import definition_of, step_is_open
from civicflow.dossier.step_tasks import calling_off


@frozen(kw_only=True, eq=False, repr=False)
class CancelStep(Command):
    """
    Call off an open step, so that the dossier goes on as its procedure says for that (R57).

    Args:
        dossier: The dossier.
        step: The open step.
        reason: Why.
    """

    dossier: SubjectId
    step: Code
    reason: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = rules.office_that_leads_the_unit_of_the_dossier
    rules: ClassVar[tuple[Rule, ...]] = (step_is_open, rules.procedure_says_what_follows_a_cancellation)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The step is called off with its open tasks, and the dossier goes on."""
        dossier = facts.of(Dossier, self.dossier)
        opened, step = dossier.open[self.step], definition_of(self, facts)
        assert step is not None
        assert step.if_cancelled is not None
        yield StepCancelled(
            dossier=dossier.id,
            step=self.step,
            round=opened.round,
            cancelled_by=facts.act.person,
            reason=self.reason,
        )
        yield from calling_off(facts, dossier, opened, self.reason)
        hands = tuple(sorted(opened.hands))
        yield from went_on(facts, dossier, opened, step.if_cancelled, None, hands, self.reason)


@frozen(kw_only=True, eq=False, repr=False)
class CancelDossier(Command):
    """
    Call off a dossier without a result (R57).

    Args:
        dossier: The dossier.
        reason: Why.
    """

    dossier: SubjectId
    reason: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = rules.office_that_leads_the_unit_of_the_dossier
    rules: ClassVar[tuple[Rule, ...]] = (rules.dossier_is_open,)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """Whatever is open is called off, and then the dossier."""
        dossier = facts.of(Dossier, self.dossier)
        for step in sorted(dossier.open):
            yield from withdrawn(facts, dossier, step, self.reason)
        yield DossierCancelled(dossier=dossier.id, cancelled_by=facts.act.person, reason=self.reason)


CANCELLING = (CancelStep, CancelDossier)
