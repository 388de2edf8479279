"""Giving the work of a step to whoever plays its role: to the one person who does, or to all of them to take on (R31, R57)."""

from collections.abc import Iterator
from typing import ClassVar

from attrs import frozen

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import Code, FreeText, SubjectId, UnitId
from civicflow.core.rule import Rule
from civicflow.dossier import step_rules as rules
from civicflow.dossier.model import Dossier, OpenStep
from civicflow.dossier.procedure_model import ProcedureOnRecord
from civicflow.dossier.roles import holders, office_of, unit_of
from civicflow.dossier.separation import barred_from
from civicflow.dossier.step_tasks import task_id
from civicflow.procedures import HeldBy, Procedure, Role, StepDefinition
from civicflow.task.assigning_rules import may_work_at_home
from civicflow.task.events import Channel, Confidentiality, TaskAssigned
from civicflow.task.offering_events import TaskOffered


@frozen(kw_only=True, eq=False, repr=False)
class RouteStep(Command):
    """
    Give the work of a step to whoever plays its role, as the procedure says: it leaves nothing to choose (R57).

    Args:
        dossier: The dossier.
        step: The open step.
        round: The how manieth time it was entered.
        unit: The unit that does it for itself, where several do.
    """

    dossier: SubjectId
    step: Code
    round: int
    unit: UnitId | None = None

    authority: ClassVar[Rule] = rules.the_procedure_demands_it
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.step_is_open,
        rules.step_is_work,
        rules.unit_is_one_of_those_named,
        rules.milestones_have_been_reached,
        rules.step_was_given_to_nobody_yet,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The task is assigned, or offered."""
        dossier = facts.of(Dossier, self.dossier)
        procedure = facts.of(ProcedureOnRecord, dossier.procedure).version(dossier.version)
        step, opened = procedure.step(self.step), dossier.open[self.step]
        role = None if step is None else procedure.role(step.role or "")
        assert step is not None
        assert role is not None
        work = _Work(facts, dossier, procedure, step, role, opened, self.unit)
        person = work.only_one()
        yield work.offered() if person is None else work.assigned(person)


class _Work:
    """What the task of a step is, whoever gets it."""

    def __init__(
        self,
        facts: Facts,
        dossier: Dossier,
        procedure: Procedure,
        step: StepDefinition,
        role: Role,
        opened: OpenStep,
        instance: str | None,
    ) -> None:
        self._facts = facts
        self._dossier = dossier
        self._step = step
        self._role = role
        self._unit = unit_of(facts, dossier, role, instance)
        self._id = task_id(dossier.id, step.step, opened.round, instance)
        self._due = opened.due
        self._because = f"dossier:{dossier.id}#{opened.position}"
        self._work = FreeText(v=f"{step.title.vi} - {dossier.id}")
        self._result = FreeText(v=step.result or step.title.vi)
        self._acceptance = FreeText(v=f"{procedure.title.vi} ({procedure.instrument})")
        kept = {step.when_passed, step.if_cancelled}
        self._outcomes = tuple(each.outcome for each in step.outcomes if each.outcome not in kept)

    def only_one(self) -> str | None:
        """The one person to whom the work falls; None where several may take it on, or nobody may yet."""
        if self._role.held_by is HeldBy.OPENER:
            return self._dossier.opened_by
        office = office_of(self._role)
        if office is None:
            return None
        free = [each for each in holders(self._facts, self._unit, office) if not self._is_barred(each)]
        return free[0] if len(free) == 1 else None

    def _is_barred(self, person: str) -> bool:
        return bool(barred_from(self._facts, self._dossier, self._step, frozenset({person})))

    def assigned(self, person: str) -> TaskAssigned:
        """That one person is given the work."""
        return TaskAssigned(
            task=self._id,
            assignee=person,
            unit=self._unit,
            assigned_by=None,
            work=self._work,
            due=self._due,
            result=self._result,
            acceptance=self._acceptance,
            at_home=self._step.at_home and may_work_at_home(self._facts, person),
            work_type=None,
            work_units=1,
            confidentiality=Confidentiality(self._step.confidentiality),
            departure=None,
            channel=Channel.E_OFFICE,
            channel_reason=None,
            needs_signature=False,
            because_of=self._because,
            replaces=None,
            outcomes=self._outcomes,
            reviewed=self._step.reviewed,
        )

    def offered(self) -> TaskOffered:
        """That the work is laid before all who may take it on."""
        assert self._due is not None
        return TaskOffered(
            task=self._id,
            unit=self._unit,
            group=self._role.group if self._role.held_by is HeldBy.GROUP else None,
            office=office_of(self._role),
            offered_by=None,
            work=self._work,
            due=self._due,
            result=self._result,
            acceptance=self._acceptance,
            may_be_done_at_home=self._step.at_home,
            work_type=None,
            work_units=1,
            confidentiality=Confidentiality(self._step.confidentiality),
            departure=None,
            channel=Channel.E_OFFICE,
            channel_reason=None,
            needs_signature=False,
            because_of=self._because,
            replaces=None,
            outcomes=self._outcomes,
            reviewed=self._step.reviewed,
        )
