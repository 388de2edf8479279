"""Letting an open dossier go on by a newer version of its procedure (R57)."""

from collections.abc import Iterator, Mapping
from typing import ClassVar

from attrs import field, frozen

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import FreeText, SubjectId, free_text, stated
from civicflow.core.rule import Rule
from civicflow.dossier import interference_rules, migration_rules
from civicflow.dossier.anew import given_anew
from civicflow.dossier.changing_events import DossierMigrated, StepCarriedOver
from civicflow.dossier.clock import stands_still, term_resumed, term_stopped
from civicflow.dossier.mapping import asks_the_same, mapped
from civicflow.dossier.model import Dossier, OpenStep
from civicflow.dossier.procedure_model import ProcedureOnRecord, procedure_of
from civicflow.dossier.step_tasks import tasks_of
from civicflow.procedures import Procedure


@frozen(kw_only=True, eq=False, repr=False)
class MigrateDossier(Command):
    """
    Let an open dossier go on by a newer version of its procedure, at the steps that correspond to those at which it is (R57).

    Its term, its rounds and whose hands were in it stay. Open tasks stay where the step is done by the same role, comes to the
    same outcomes and is judged in the same way; others are called off and given out anew within the same term.

    Args:
        dossier: The dossier.
        version: The number of the newer version.
        mapping: What each open step, and each from which a branch has come to a join that waits, is called there; others only
            where they are called otherwise there.
        reason: Why, for those whose tasks are called off.
    """

    dossier: SubjectId
    version: int
    mapping: Mapping[str, str] = field(converter=stated)
    reason: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = migration_rules.head_of_the_unit_of_the_dossier
    rules: ClassVar[tuple[Rule, ...]] = (
        interference_rules.dossier_is_open,
        migration_rules.version_is_newer_and_holds,
        migration_rules.every_branch_has_a_place,
        migration_rules.steps_stay_what_they_are,
        migration_rules.whose_hands_were_in_it_stays_known,
        migration_rules.no_outcome_waits_to_be_taken_over,
        migration_rules.dossier_can_come_there,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The dossier is moved to the newer version; what is asked otherwise there is given anew."""
        dossier = facts.of(Dossier, self.dossier)
        old = procedure_of(facts, dossier)
        new = facts.of(ProcedureOnRecord, dossier.procedure).version(self.version)
        moved = mapped(dossier, new, self.mapping)
        yield DossierMigrated(
            dossier=dossier.id,
            old_version=dossier.version,
            version=self.version,
            mapping=self.mapping,
            milestones=tuple(sorted(moved.milestones)),
            migrated_by=facts.act.person,
        )
        for opened in dossier.open.values():
            yield _carried_over(dossier, opened, new, self.mapping[opened.step])
        for code in dossier.open:
            opened = moved.open[self.mapping[code]]
            given = any(tasks_of(facts, dossier, opened))
            if given and not asks_the_same(old, code, new, opened.step):
                yield from given_anew(facts, moved, new, opened, self.reason)
        still = stands_still(new, moved.marking, dossier.hold)
        if still and dossier.stopped_since is None:
            yield term_stopped(dossier)
        if not still and dossier.stopped_since is not None:
            yield term_resumed(facts, dossier)


def _carried_over(dossier: Dossier, opened: OpenStep, new: Procedure, place: str) -> StepCarriedOver:
    step = new.step(place)
    return StepCarriedOver(
        dossier=dossier.id,
        old_step=opened.step,
        step=place,
        round=opened.round,
        due=opened.due,
        passes_to=None if step is None else step.passes_to,
    )
