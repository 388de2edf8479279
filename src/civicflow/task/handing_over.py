"""Handing over the open work of a person, or the waiting decisions of an approver, in one act (K11, K13)."""

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar

from attrs import field, frozen

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import FreeText, PersonId, SubjectId, UnitId, free_text, optional_instant, texts
from civicflow.core.rule import Rule
from civicflow.task import handing_over_rules
from civicflow.task.assignment_events import TaskReviewHandedOver
from civicflow.task.hand_over_steps import HandOverStep, KeepTask, carried_out, steps
from civicflow.task.interruptions import HoldTask
from civicflow.task.model import Task
from civicflow.task.reassignment import ReassignTask


@frozen(kw_only=True, eq=False, repr=False)
class HandOverWork(Command):
    """
    Decide what becomes of the open work of a person who is on leave or goes elsewhere: all of it, or nothing (K13).

    Each task has its own event, and each refusal names the task.

    Args:
        person: Whose work it is.
        steps: What becomes of each open task of the units concerned.
    """

    person: PersonId
    steps: tuple[HandOverStep, ...] = field(converter=steps)

    authority: ClassVar[Rule] = handing_over_rules.office_that_approves_each_task
    rules: ClassVar[tuple[Rule, ...]] = (
        handing_over_rules.each_task_is_open_work_of_the_person,
        handing_over_rules.no_open_work_is_left_out,
        handing_over_rules.each_task_is_named_once,
        handing_over_rules.it_is_said_to_whom_work_goes,
        *map(
            handing_over_rules.in_each_step,
            dict.fromkeys((*ReassignTask.rules, *HoldTask.rules, *KeepTask.rules)),
        ),
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """Each task is given to another, held or kept, in the order of the steps."""
        for step in self.steps:
            yield from carried_out(step, facts)


@frozen(kw_only=True, eq=False, repr=False)
class HandOverReviews(Command):
    """
    Lay the waiting decisions of an approver before another who may take them too: all of them, or none (K11, K13).

    The authority stays with the office; what changes is in whose worklist the decisions stand.

    Args:
        unit: The unit of the tasks.
        tasks: The tasks whose results wait.
        approver: Who would decide.
        to: Before whom they are laid: somebody who holds an office that leads the unit, or acts for the approver.
        until: Until when, aware; until they are decided when left out.
        reason: Why.
    """

    unit: UnitId
    tasks: tuple[SubjectId, ...] = field(converter=texts)
    approver: PersonId
    to: PersonId
    until: datetime | None = field(default=None, converter=optional_instant)
    reason: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = handing_over_rules.office_that_leads_the_unit_of_the_reviews
    rules: ClassVar[tuple[Rule, ...]] = (
        handing_over_rules.each_result_waits_in_the_unit,
        handing_over_rules.nobody_hands_on_their_own_result,
        handing_over_rules.approver_may_decide,
        handing_over_rules.receiver_may_decide,
        handing_over_rules.the_end_lies_ahead,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """Each review is handed over."""
        for each in self.tasks:
            task = facts.of(Task, each)
            yield TaskReviewHandedOver(
                task=task.id,
                assignee=task.assignee,
                unit=task.unit,
                handed_over_by=facts.act.person,
                approver=self.approver,
                to=self.to,
                until=self.until,
                reason=self.reason,
            )


HANDING_OVER = (KeepTask, HandOverWork, HandOverReviews)
