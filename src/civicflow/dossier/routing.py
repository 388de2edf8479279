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
from civicflow.dossier.procedure_model import procedure_of
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
        rules.dossier_is_not_on_hold,
        rules.unit_is_one_of_those_named,
        rules.milestones_have_been_reached,
        rules.step_was_given_to_nobody_yet,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The task is assigned, or offered."""
        dossier = facts.of(Dossier, self.dossier)
        procedure = procedure_of(facts, dossier)
        step, opened = procedure.step(self.step), dossier.open[self.step]
        role = None if step is None else procedure.role(step.role or "")
        assert step is not None
        assert role is not None
        work = _Work(
            facts=facts,
            dossier=dossier,
            procedure=procedure,
            step=step,
            role=role,
            opened=opened,
            instance=self.unit,
        )
        person = work.only_one()
        yield _offered(work) if person is None else _assigned(work, person)


@frozen(kw_only=True, eq=False)
class _Work:
    """
    What the task of a step is, whoever gets it.

    Args:
        facts: The window on the world.
        dossier: The dossier.
        procedure: The version it is pinned to.
        step: The step.
        role: The role of the step.
        opened: The step as it is open.
        instance: The unit that does it for itself, where several do.
    """

    facts: Facts
    dossier: Dossier
    procedure: Procedure
    step: StepDefinition
    role: Role
    opened: OpenStep
    instance: str | None

    @property
    def id(self) -> str:
        """The id of the task."""
        return task_id(self.dossier.id, self.opened.tasks_named, self.opened.round, self.instance)

    @property
    def unit(self) -> str:
        """The unit whose office or members do it."""
        return unit_of(self.facts, self.dossier, self.role, self.instance)

    @property
    def because_of(self) -> str:
        """What it follows from: that the dossier has come to the step."""
        return f"dossier:{self.dossier.id}#{self.opened.position}"

    @property
    def work(self) -> FreeText:
        """What is to be done."""
        return FreeText(v=f"{self.step.title.vi} - {self.dossier.id}")

    @property
    def result(self) -> FreeText:
        """What is expected."""
        return FreeText(v=self.step.result or self.step.title.vi)

    @property
    def acceptance(self) -> FreeText:
        """By what that is accepted: the procedure."""
        return FreeText(v=f"{self.procedure.title.vi} ({self.procedure.instrument})")

    @property
    def outcomes(self) -> tuple[str, ...]:
        """Between which outcomes whoever does it chooses; what the clock or the calling off brings is not theirs."""
        return tuple(each.outcome for each in self.step.by_hand)

    def only_one(self) -> str | None:
        """The one person to whom the work falls; None where several may take it on, or nobody may yet."""
        if self.role.held_by is HeldBy.OPENER:
            return self.dossier.opened_by
        office = office_of(self.role)
        if office is None:
            return None
        free = [each for each in holders(self.facts, self.unit, office) if not self._is_barred(each)]
        return free[0] if len(free) == 1 else None

    def _is_barred(self, person: str) -> bool:
        return bool(barred_from(self.facts, self.dossier, self.step, frozenset({person})))


def _assigned(work: _Work, person: str) -> TaskAssigned:
    """That one person is given the work."""
    return TaskAssigned(
        task=work.id,
        assignee=person,
        unit=work.unit,
        assigned_by=None,
        work=work.work,
        due=work.opened.due,
        result=work.result,
        acceptance=work.acceptance,
        at_home=work.step.at_home and may_work_at_home(work.facts, person),
        work_type=None,
        work_units=1,
        confidentiality=Confidentiality(work.step.confidentiality),
        departure=None,
        channel=Channel.E_OFFICE,
        channel_reason=None,
        needs_signature=False,
        because_of=work.because_of,
        replaces=None,
        outcomes=work.outcomes,
        reviewed=work.step.reviewed,
    )


def _offered(work: _Work) -> TaskOffered:
    """That the work is laid before all who may take it on."""
    assert work.opened.due is not None
    return TaskOffered(
        task=work.id,
        unit=work.unit,
        group=work.role.group if work.role.held_by is HeldBy.GROUP else None,
        office=office_of(work.role),
        offered_by=None,
        work=work.work,
        due=work.opened.due,
        result=work.result,
        acceptance=work.acceptance,
        may_be_done_at_home=work.step.at_home,
        work_type=None,
        work_units=1,
        confidentiality=Confidentiality(work.step.confidentiality),
        departure=None,
        channel=Channel.E_OFFICE,
        channel_reason=None,
        needs_signature=False,
        because_of=work.because_of,
        replaces=None,
        outcomes=work.outcomes,
        reviewed=work.step.reviewed,
    )
