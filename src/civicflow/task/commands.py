"""What can be asked for about a task: assign, acknowledge, report, submit, return, complete, evaluate."""

from collections.abc import Iterator
from datetime import datetime
from enum import Enum
from typing import ClassVar

from attrs import field, frozen

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import (
    FreeText,
    PersonId,
    ShortText,
    SubjectId,
    UnitId,
    free_text,
    instant,
    optional_free_text,
)
from civicflow.core.rule import Rule
from civicflow.task import rules
from civicflow.task.events import (
    ResultReturned,
    ResultSubmitted,
    TaskAcknowledged,
    TaskAssigned,
    TaskCompleted,
    TaskEvaluated,
    TaskReported,
)
from civicflow.task.model import Task


class Defect(Enum):
    """How much is wrong with a returned result (R34)."""

    MINOR = "minor"
    MAJOR = "major"


@frozen(kw_only=True, eq=False, repr=False)
class AssignTask(Command):
    """
    Give a person work with the four clears: who, what, until when, with what result (R31).

    Args:
        task: Its id, chosen by the caller.
        to: Who is to do it.
        work: What is to be done.
        due: Until when, aware.
        result: What is expected.
        unit: The unit it belongs to; the person's primary unit when left out.
        at_home: Whether it is to be done at home, under an active arrangement or an emergency mode.
        work_units: How much work it is, in units of the catalogue (K12).
        replaces: The cancelled task whose place it takes (K4).
    """

    task: SubjectId
    to: PersonId
    work: FreeText = field(converter=free_text)
    due: datetime = field(converter=instant)
    result: FreeText = field(converter=free_text)
    unit: UnitId | None = None
    at_home: bool = False
    work_units: int = 1
    replaces: SubjectId | None = None

    authority: ClassVar[Rule] = rules.office_that_leads_the_assignee
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.task_is_new,
        rules.assignee_is_registered,
        rules.assignee_belongs_to_the_unit,
        rules.home_work_is_lawful_for_the_assignee,
        rules.actor_is_not_the_assignee,
        rules.due_lies_ahead,
        rules.work_units_are_counted,
        rules.replaced_task_is_cancelled,
        rules.no_other_took_its_place,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The task is assigned."""
        yield TaskAssigned(
            task=self.task,
            assignee=self.to,
            unit=rules.unit_of_assignment(self, facts),
            assigned_by=facts.act.person,
            work=self.work,
            due=self.due,
            result=self.result,
            at_home=self.at_home,
            work_units=self.work_units,
            replaces=self.replaces,
        )


@frozen(kw_only=True, eq=False, repr=False)
class AcknowledgeTask(Command):
    """
    Take notice of an assignment (R33).

    Args:
        task: The task.
    """

    task: SubjectId

    authority: ClassVar[Rule] = rules.assignee
    rules: ClassVar[tuple[Rule, ...]] = (rules.task_waits_for_acknowledgement,)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The task is acknowledged."""
        task = facts.of(Task, self.task)
        yield TaskAcknowledged(task=task.id, assignee=task.assignee, unit=task.unit)


@frozen(kw_only=True, eq=False, repr=False)
class ReportTask(Command):
    """
    Report how far the work has come (R36).

    Args:
        task: The task.
        percent: Of 100.
        note: In the assignee's own words.
    """

    task: SubjectId
    percent: int
    note: FreeText | None = field(default=None, converter=optional_free_text)

    authority: ClassVar[Rule] = rules.assignee
    rules: ClassVar[tuple[Rule, ...]] = (rules.task_is_at_work, rules.share_is_between_0_and_100)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """Progress is reported."""
        task = facts.of(Task, self.task)
        yield TaskReported(
            task=task.id, assignee=task.assignee, unit=task.unit, percent=self.percent, note=self.note
        )


@frozen(kw_only=True, eq=False, repr=False)
class SubmitResult(Command):
    """
    Hand in a result for review (R35).

    Args:
        task: The task.
        output: What was made, and where it lies.
        signature: The reference of the digital signature (R30).
    """

    task: SubjectId
    output: FreeText = field(converter=free_text)
    signature: ShortText | None = None

    authority: ClassVar[Rule] = rules.assignee
    rules: ClassVar[tuple[Rule, ...]] = (rules.task_is_at_work, rules.task_is_not_on_hold)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The result is submitted, in the next round."""
        task = facts.of(Task, self.task)
        yield ResultSubmitted(
            task=task.id,
            assignee=task.assignee,
            unit=task.unit,
            round=task.round + 1,
            output=self.output,
            signature=self.signature,
            receipt=None,
        )


@frozen(kw_only=True, eq=False, repr=False)
class ReturnResult(Command):
    """
    Send a submitted result back for rework, saying what is wrong (R34).

    Args:
        task: The task.
        defect: How much is wrong.
        reason: What is wrong.
    """

    task: SubjectId
    defect: Defect = field(converter=Defect)
    reason: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = rules.office_that_approves_the_task
    rules: ClassVar[tuple[Rule, ...]] = (rules.result_is_submitted, rules.actor_is_not_the_author)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The result is returned."""
        task = facts.of(Task, self.task)
        yield ResultReturned(
            task=task.id,
            assignee=task.assignee,
            unit=task.unit,
            approver=facts.act.person,
            round=task.round,
            defect=self.defect.value,
            reason=self.reason,
        )


@frozen(kw_only=True, eq=False, repr=False)
class CompleteTask(Command):
    """
    Accept a submitted result; the acceptance completes the task (R34, K1).

    Args:
        task: The task.
    """

    task: SubjectId

    authority: ClassVar[Rule] = rules.office_that_approves_the_task
    rules: ClassVar[tuple[Rule, ...]] = (rules.result_is_submitted, rules.actor_is_not_the_author)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The task is completed."""
        task = facts.of(Task, self.task)
        assert task.submitted_at is not None
        yield TaskCompleted(
            task=task.id,
            assignee=task.assignee,
            unit=task.unit,
            approver=facts.act.person,
            round=task.round,
            submitted_at=task.submitted_at,
            receipt=None,
        )


@frozen(kw_only=True, eq=False, repr=False)
class EvaluateTask(Command):
    """
    Judge a completed task by its result (R43).

    Args:
        task: The task.
        quality_met: Whether the expected result was reached.
        major_errors: How many serious errors were found.
        delays: How often it was late.
        above_level: Whether it was better than asked for.
        note: In the evaluator's own words.
    """

    task: SubjectId
    quality_met: bool
    major_errors: int = 0
    delays: int = 0
    above_level: bool = False
    note: FreeText | None = field(default=None, converter=optional_free_text)

    authority: ClassVar[Rule] = rules.office_that_approves_the_task
    rules: ClassVar[tuple[Rule, ...]] = (rules.task_is_completed, rules.actor_is_not_the_author)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The task is evaluated."""
        task = facts.of(Task, self.task)
        yield TaskEvaluated(
            task=task.id,
            assignee=task.assignee,
            unit=task.unit,
            evaluator=facts.act.person,
            quality_met=self.quality_met,
            major_errors=self.major_errors,
            delays=self.delays,
            above_level=self.above_level,
            note=self.note,
        )


COMMANDS = (
    AssignTask,
    AcknowledgeTask,
    ReportTask,
    SubmitResult,
    ReturnResult,
    CompleteTask,
    EvaluateTask,
)
