"""Letting a dossier rest for a cause outside the office, and letting it go on (R57, K4)."""

from collections.abc import Iterator
from typing import ClassVar

from attrs import evolve, field, frozen

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import FreeText, SubjectId, free_text
from civicflow.core.rule import Rule
from civicflow.dossier import interference_rules as rules
from civicflow.dossier.clock import dues_moved, stands_still, term_resumed, term_stopped
from civicflow.dossier.held_tasks import held_with_it, released_with_it
from civicflow.dossier.holding_events import DossierHeld, DossierReleased
from civicflow.dossier.model import Dossier
from civicflow.dossier.procedure_model import procedure_of
from civicflow.dossier.step_rules import dossier_is_not_on_hold
from civicflow.task import Cause


@frozen(kw_only=True, eq=False, repr=False)
class HoldDossier(Command):
    """
    Let a dossier rest for a cause outside the office, so that its clock and those of its steps stand still (R57, K4).

    What steps its tasks come to is still taken over, but nothing new is given out until it goes on. Of the open tasks those
    are held with it that whoever acts may hold: not their own, nor what is above them or in another unit. Each excuses whoever
    has it only once the next level has confirmed the cause, as any hold does; the dues of the dossier and its steps, which judge
    nobody, move on without that.

    Args:
        dossier: The dossier.
        cause: What kind of cause.
        reason: What happened.
    """

    dossier: SubjectId
    cause: Cause = field(converter=Cause)
    reason: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = rules.office_that_leads_the_unit_of_the_dossier
    rules: ClassVar[tuple[Rule, ...]] = (rules.dossier_is_open, dossier_is_not_on_hold)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The dossier is held, its term stands still, and so do its open tasks."""
        dossier = facts.of(Dossier, self.dossier)
        tasks = tuple(held_with_it(facts, dossier, self.cause.value, self.reason))
        yield DossierHeld(
            dossier=dossier.id,
            cause=self.cause.value,
            reason=self.reason,
            held_by=facts.act.person,
            tasks=tuple(each.task for each in tasks),
        )
        if dossier.stopped_since is None:
            yield term_stopped(dossier)
        yield from tasks


@frozen(kw_only=True, eq=False, repr=False)
class ReleaseDossier(Command):
    """
    Let a dossier that rested go on: dues move on by the working time that has passed (R57, K4).

    Args:
        dossier: The dossier.
    """

    dossier: SubjectId

    authority: ClassVar[Rule] = rules.office_that_leads_the_unit_of_the_dossier
    rules: ClassVar[tuple[Rule, ...]] = (rules.dossier_is_on_hold,)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The dossier is released, the dues of its open steps move on, its tasks go on, and its term runs again."""
        dossier = facts.of(Dossier, self.dossier)
        assert dossier.hold is not None
        yield DossierReleased(dossier=dossier.id, released_by=facts.act.person)
        yield from dues_moved(facts, dossier, dossier.hold)
        yield from released_with_it(facts, dossier.hold.tasks)
        if not stands_still(procedure_of(facts, dossier), dossier.marking, None):
            yield term_resumed(facts, evolve(dossier, hold=None))


HOLDING = (HoldDossier, ReleaseDossier)
