"""Preparing work before anybody is given it: drafted by the office of the unit, then assigned or discarded (R15)."""

from collections.abc import Iterator
from typing import ClassVar

from attrs import field, frozen

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import Code, FreeText, ShortText, SubjectId, UnitId, free_text
from civicflow.core.rule import Rule
from civicflow.task import assigning_rules, drafting_rules, rules
from civicflow.task.assignment_events import TaskDraftDiscarded, TaskDrafted
from civicflow.task.events import Confidentiality, optional_confidentiality
from civicflow.task.model import Task


@frozen(kw_only=True, eq=False, repr=False)
class DraftTask(Command):
    """
    Prepare work for a unit; an assignment of the same id takes the draft up (R15, K17).

    Args:
        task: Its id, chosen by the caller.
        unit: The unit that it is for.
        work: What is to be done.
        work_type: Which kind of work it is, by the catalogue (R15).
        confidentiality: How confidential it is; as the catalogue says when left out (R71).
        because_of: The stream that it follows from, with a position where that says more: ``finding:F-3#120`` (K21).
    """

    task: SubjectId
    unit: UnitId
    work: FreeText = field(converter=free_text)
    work_type: Code | None = None
    confidentiality: Confidentiality | None = field(default=None, converter=optional_confidentiality)
    because_of: ShortText | None = None

    authority: ClassVar[Rule] = drafting_rules.office_that_leads_the_unit_of_the_draft
    rules: ClassVar[tuple[Rule, ...]] = (
        drafting_rules.task_does_not_exist,
        drafting_rules.kind_of_draft_is_in_the_catalogue,
        assigning_rules.what_it_follows_from_is_on_record,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The task is drafted."""
        yield TaskDrafted(
            task=self.task,
            unit=self.unit,
            drafted_by=facts.act.person,
            work=self.work,
            work_type=self.work_type,
            confidentiality=self.confidentiality,
            because_of=self.because_of,
        )


@frozen(kw_only=True, eq=False, repr=False)
class DiscardDraft(Command):
    """
    Say that prepared work is given to nobody (K17).

    Args:
        task: The draft.
        reason: Why.
    """

    task: SubjectId
    reason: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = rules.office_that_approves_the_task
    rules: ClassVar[tuple[Rule, ...]] = (drafting_rules.task_is_a_draft,)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The draft is discarded."""
        task = facts.of(Task, self.task)
        assert task.unit is not None
        yield TaskDraftDiscarded(
            task=task.id, unit=task.unit, discarded_by=facts.act.person, reason=self.reason
        )
