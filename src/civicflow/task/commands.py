"""What can be asked for about a task that is given: acknowledge, start, report, submit, return, complete, evaluate."""

from collections.abc import Iterator
from typing import ClassVar

from attrs import field, frozen

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import (
    Code,
    FreeText,
    ShortText,
    SubjectId,
    free_text,
    optional_free_text,
)
from civicflow.core.rule import Rule
from civicflow.employee.events import Place, optional_place
from civicflow.task import rules
from civicflow.task.events import (
    Defect,
    ResultReturned,
    ResultSubmitted,
    TaskAcknowledged,
    TaskCompleted,
    TaskEvaluated,
    TaskReported,
    TaskStarted,
)
from civicflow.task.model import Stage, Task


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
class StartTask(Command):
    """
    Begin with the work, or begin again with what was returned (R36, K17).

    Args:
        task: The task.
    """

    task: SubjectId

    authority: ClassVar[Rule] = rules.assignee
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.task_waits_to_be_started,
        rules.task_is_not_on_hold,
        rules.task_is_not_put_aside,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The task is started."""
        task = facts.of(Task, self.task)
        yield TaskStarted(
            task=task.id, assignee=task.assignee, unit=task.unit, delegate=rules.hand_in(facts, task)
        )


@frozen(kw_only=True, eq=False, repr=False)
class ReportTask(Command):
    """
    Report how far the work has come; who reports has taken notice of the assignment (R33, R36).

    Args:
        task: The task.
        percent: Of 100.
        note: In the assignee's own words.
        place: Where the work is done; as the task was assigned when left out (R40).
    """

    task: SubjectId
    percent: int
    note: FreeText | None = field(default=None, converter=optional_free_text)
    place: Place | None = field(default=None, converter=optional_place)

    authority: ClassVar[Rule] = rules.assignee
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.task_is_at_work,
        rules.task_is_not_put_aside,
        rules.share_is_between_0_and_100,
        rules.secret_work_stays_at_the_office,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """Progress is reported, and the task acknowledged if nobody had done so."""
        task = facts.of(Task, self.task)
        if task.stage is Stage.ASSIGNED:
            yield TaskAcknowledged(task=task.id, assignee=task.assignee, unit=task.unit)
        yield TaskReported(
            task=task.id,
            assignee=task.assignee,
            unit=task.unit,
            delegate=rules.hand_in(facts, task),
            percent=self.percent,
            note=self.note,
            place=rules.place_of_work(self, facts),
        )


HANDING_IN: tuple[Rule, ...] = (
    rules.task_is_at_work,
    rules.task_is_not_on_hold,
    rules.task_is_not_put_aside,
    rules.result_is_signed_where_it_must_be,
    rules.secret_work_stays_at_the_office,
    rules.outcome_is_one_of_the_task,
)
"""What must be true of a result however it is handed in."""


@frozen(kw_only=True, eq=False, repr=False)
class SubmitResult(Command):
    """
    Hand in a result for review (R35).

    Args:
        task: The task.
        output: What was made, and where it lies.
        outcome: How it came out, where the task has outcomes to choose between.
        signature: The reference of the digital signature (R30).
        paper_file: The file that is still dealt with on paper, which the result lies in (R37).
        place: Where the work was done; as the task was assigned when left out (R40).
    """

    task: SubjectId
    output: FreeText = field(converter=free_text)
    outcome: Code | None = None
    signature: ShortText | None = None
    paper_file: ShortText | None = None
    place: Place | None = field(default=None, converter=optional_place)

    authority: ClassVar[Rule] = rules.assignee
    rules: ClassVar[tuple[Rule, ...]] = (*HANDING_IN, rules.an_office_reviews_the_result)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The result is submitted, in the next round."""
        yield submitted(self, facts)


@frozen(kw_only=True, eq=False, repr=False)
class ConcludeTask(Command):
    """
    Bring work to one of its outcomes, which the next step of its procedure judges: nobody accepts it before (K1, K10).

    Args:
        task: The task.
        outcome: How it came out, of the outcomes that the task has.
        output: What was made, and where it lies.
        signature: The reference of the digital signature (R30).
        paper_file: The file that is still dealt with on paper, which the result lies in (R37).
        place: Where the work was done; as the task was assigned when left out (R40).
    """

    task: SubjectId
    outcome: Code
    output: FreeText = field(converter=free_text)
    signature: ShortText | None = None
    paper_file: ShortText | None = None
    place: Place | None = field(default=None, converter=optional_place)

    authority: ClassVar[Rule] = rules.assignee
    rules: ClassVar[tuple[Rule, ...]] = (*HANDING_IN, rules.the_next_step_judges_the_result)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The result is submitted, and with it the task completed; no approver is named."""
        task = facts.of(Task, self.task)
        yield submitted(self, facts)
        yield TaskCompleted(
            task=task.id,
            assignee=task.assignee,
            unit=task.unit,
            approver=None,
            round=task.round + 1,
            submitted_at=facts.act.now,
            receipt=None,
        )


def submitted(command: SubmitResult | ConcludeTask, facts: Facts) -> ResultSubmitted:
    """That a result is handed in, in the next round."""
    task = facts.of(Task, command.task)
    return ResultSubmitted(
        task=task.id,
        assignee=task.assignee,
        unit=task.unit,
        delegate=rules.hand_in(facts, task),
        round=task.round + 1,
        output=command.output,
        outcome=command.outcome,
        signature=command.signature,
        paper_file=command.paper_file,
        place=rules.place_of_work(command, facts),
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
    Judge a completed task by its result, wherever it was done (R16, R43).

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
    AcknowledgeTask,
    StartTask,
    ReportTask,
    SubmitResult,
    ConcludeTask,
    ReturnResult,
    CompleteTask,
    EvaluateTask,
)
