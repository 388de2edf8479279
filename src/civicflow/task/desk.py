"""What people do with work on their desk besides working: put it aside, comment, add documents; and where it is done."""

from collections.abc import Iterator
from typing import ClassVar

from attrs import field, frozen

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import Digest, FreeText, ShortText, SubjectId, free_text
from civicflow.core.rule import Rule
from civicflow.task import desk_rules, rules
from civicflow.task.desk_events import (
    AttachmentWithdrawn,
    DocumentAttached,
    TaskAllowedHome,
    TaskBroughtToOffice,
    TaskCommented,
    TaskResumed,
    TaskSuspended,
)
from civicflow.task.model import Task


@frozen(kw_only=True, eq=False, repr=False)
class SuspendTask(Command):
    """
    Put work aside for a while; the clock runs on, unlike in a hold, which an office decides on (K4).

    Args:
        task: The task.
        reason: Why.
    """

    task: SubjectId
    reason: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = rules.assignee
    rules: ClassVar[tuple[Rule, ...]] = (rules.task_is_at_work, rules.task_is_not_put_aside)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The task is suspended."""
        task = facts.of(Task, self.task)
        yield TaskSuspended(
            task=task.id,
            assignee=task.assignee,
            unit=task.unit,
            suspended_by=facts.act.by,
            reason=self.reason,
        )


@frozen(kw_only=True, eq=False, repr=False)
class ResumeTask(Command):
    """
    Take work up again that was put aside.

    Args:
        task: The task.
    """

    task: SubjectId

    authority: ClassVar[Rule] = rules.assignee
    rules: ClassVar[tuple[Rule, ...]] = (rules.task_is_at_work, desk_rules.task_is_put_aside)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The task is resumed."""
        task = facts.of(Task, self.task)
        yield TaskResumed(task=task.id, assignee=task.assignee, unit=task.unit, resumed_by=facts.act.by)


@frozen(kw_only=True, eq=False, repr=False)
class CommentOnTask(Command):
    """
    Say something about a task, which decides nothing; a later comment takes it back in words.

    Args:
        task: The task.
        text: What there is to say.
    """

    task: SubjectId
    text: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = desk_rules.somebody_who_has_to_do_with_it
    rules: ClassVar[tuple[Rule, ...]] = (desk_rules.task_was_given,)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The task is commented on."""
        task = facts.of(Task, self.task)
        yield TaskCommented(
            task=task.id,
            assignee=task.assignee,
            unit=task.unit,
            commented_by=facts.act.person,
            text=self.text,
        )


@frozen(kw_only=True, eq=False, repr=False)
class AttachDocument(Command):
    """
    Add a document to a task: by its title and its digest, so that nobody puts another in its place (R37).

    Args:
        task: The task.
        digest: The SHA-256 of the document, in hexadecimal.
        title: Its title, or its number.
    """

    task: SubjectId
    digest: Digest
    title: ShortText

    authority: ClassVar[Rule] = desk_rules.somebody_who_has_to_do_with_it
    rules: ClassVar[tuple[Rule, ...]] = (rules.task_is_open, desk_rules.document_is_not_attached_yet)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The document is attached."""
        task = facts.of(Task, self.task)
        yield DocumentAttached(
            task=task.id,
            assignee=task.assignee,
            unit=task.unit,
            digest=self.digest,
            title=self.title,
            attached_by=facts.act.person,
        )


@frozen(kw_only=True, eq=False, repr=False)
class WithdrawAttachment(Command):
    """
    Take a document away from a task, as long as no result rests on it; that it was there stays on record.

    Args:
        task: The task.
        digest: The SHA-256 of the document.
        reason: Why.
    """

    task: SubjectId
    digest: Digest
    reason: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = desk_rules.whoever_attached_it_or_the_office
    rules: ClassVar[tuple[Rule, ...]] = (
        desk_rules.document_is_attached,
        desk_rules.nothing_rests_on_the_document,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The document is withdrawn."""
        task = facts.of(Task, self.task)
        document = next(each for each in task.attachments if each.digest == self.digest)
        yield AttachmentWithdrawn(
            task=task.id,
            assignee=task.assignee,
            unit=task.unit,
            digest=self.digest,
            title=document.title,
            withdrawn_by=facts.act.person,
            reason=self.reason,
        )


@frozen(kw_only=True, eq=False, repr=False)
class BringTaskToOffice(Command):
    """
    Have work done at the office that was done at home, or might have been (R38, K2).

    Once home work is not lawful for the assignee any more, whoever asks for it follows the record.

    Args:
        task: The task.
        reason: Why.
    """

    task: SubjectId
    reason: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = desk_rules.office_or_what_has_become_of_home_work
    rules: ClassVar[tuple[Rule, ...]] = (
        desk_rules.work_may_change_its_place,
        desk_rules.task_is_done_at_home,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The task is brought to the office."""
        task = facts.of(Task, self.task)
        yield TaskBroughtToOffice(
            task=task.id,
            assignee=task.assignee,
            unit=task.unit,
            brought_by=None if facts.act.by.startswith("system:") else facts.act.person,
            reason=self.reason,
        )


@frozen(kw_only=True, eq=False, repr=False)
class AllowTaskAtHome(Command):
    """
    Let work be done at home that is done at the office: a decision of its own, also after it was brought there (R16, K2).

    Args:
        task: The task.
        reason: Why; also why it departs from the catalogue, where that has it done elsewhere (K12).
    """

    task: SubjectId
    reason: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = rules.office_that_approves_the_task
    rules: ClassVar[tuple[Rule, ...]] = (
        desk_rules.work_may_change_its_place,
        rules.actor_is_not_the_author,
        desk_rules.task_is_done_at_the_office,
        desk_rules.home_work_is_lawful_for_whoever_has_it,
        desk_rules.secret_work_is_not_allowed_home,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The task is allowed home."""
        task = facts.of(Task, self.task)
        yield TaskAllowedHome(
            task=task.id,
            assignee=task.assignee,
            unit=task.unit,
            allowed_by=facts.act.person,
            reason=self.reason,
        )


DESK = (
    SuspendTask,
    ResumeTask,
    CommentOnTask,
    AttachDocument,
    WithdrawAttachment,
    BringTaskToOffice,
    AllowTaskAtHome,
)
