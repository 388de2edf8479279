"""Giving work to a person, with the four clears (R31)."""

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar

from attrs import field, frozen

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import (
    Code,
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
from civicflow.task import assigning_rules
from civicflow.task.events import Channel, Confidentiality, TaskAssigned, optional_confidentiality
from civicflow.task.rules import due_lies_within_the_calendar

DESCRIBING: tuple[Rule, ...] = (
    assigning_rules.due_lies_ahead,
    due_lies_within_the_calendar,
    assigning_rules.work_type_is_in_the_catalogue,
    assigning_rules.work_units_are_counted,
    assigning_rules.departure_has_a_reason,
    assigning_rules.replacement_is_not_smaller,
    assigning_rules.confidentiality_is_not_lowered,
    assigning_rules.secret_work_is_not_given_home,
    assigning_rules.other_channel_has_a_reason,
    assigning_rules.what_it_follows_from_is_on_record,
)
"""What must be true of work that is given, whoever is to do it."""

ASSIGNING: tuple[Rule, ...] = (
    assigning_rules.assignee_is_registered,
    assigning_rules.assignee_belongs_to_the_unit,
    assigning_rules.home_work_is_lawful_for_the_assignee,
    assigning_rules.actor_is_not_the_assignee,
    *DESCRIBING,
)
"""What must be true of whatever is given to a person, anew or in place of another task."""

ANEW: tuple[Rule, ...] = (
    assigning_rules.task_is_new_or_drafted,
    assigning_rules.draft_is_of_the_unit,
    assigning_rules.replaced_task_is_cancelled,
    assigning_rules.no_other_took_its_place,
)
"""What must be true of work that is given under its own id."""


@frozen(kw_only=True, eq=False, repr=False)
class AssignTask(Command):
    """
    Give a person work with the four clears: who, what, until when, with what result (R16, R31).

    Args:
        task: Its id, chosen by the caller; that of a draft of the unit takes the draft up.
        to: Who is to do it.
        work: What is to be done.
        due: Until when, aware.
        result: What is expected.
        acceptance: By what the result is accepted.
        unit: The unit it belongs to; the person's primary unit when left out.
        at_home: Whether it is to be done at home, under an active arrangement or an emergency mode.
        work_type: Which kind of work it is, by the catalogue; as drafted when left out (R15).
        work_units: How much work it is; as the catalogue says when left out, else one unit (K12).
        confidentiality: How confidential it is; when left out, as drafted, else as the catalogue says, else ordinary (R71).
        departure: Why units, confidentiality or place differ from the catalogue, or it is smaller than what it replaces (K12).
        channel: By which way it is given (R29).
        channel_reason: Why not through the electronic office.
        needs_signature: Whether the result is to be signed digitally (R30).
        because_of: The stream that it follows from, with a position where that says more: ``finding:F-3#120``; as drafted
            when left out (K21).
        replaces: The cancelled task whose place it takes (K4).
    """

    task: SubjectId
    to: PersonId
    work: FreeText = field(converter=free_text)
    due: datetime = field(converter=instant)
    result: FreeText = field(converter=free_text)
    acceptance: FreeText = field(converter=free_text)
    unit: UnitId | None = None
    at_home: bool = False
    work_type: Code | None = None
    work_units: int | None = None
    confidentiality: Confidentiality | None = field(default=None, converter=optional_confidentiality)
    departure: FreeText | None = field(default=None, converter=optional_free_text)
    channel: Channel = field(default=Channel.E_OFFICE, converter=Channel)
    channel_reason: FreeText | None = field(default=None, converter=optional_free_text)
    needs_signature: bool = False
    because_of: ShortText | None = None
    replaces: SubjectId | None = None

    authority: ClassVar[Rule] = assigning_rules.office_that_leads_the_assignee
    rules: ClassVar[tuple[Rule, ...]] = (*ANEW, *ASSIGNING)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The task is assigned."""
        yield assigned(self, facts)


def assigned(command: AssignTask, facts: Facts) -> TaskAssigned:
    """That a person is given work, which an office reviews."""
    return TaskAssigned(
        task=command.task,
        assignee=command.to,
        unit=assigning_rules.unit_of_assignment(command, facts),
        assigned_by=facts.act.person,
        work=command.work,
        due=command.due,
        result=command.result,
        acceptance=command.acceptance,
        at_home=command.at_home,
        work_type=assigning_rules.code_of_work(command, facts),
        work_units=assigning_rules.units_of_assignment(command, facts),
        confidentiality=assigning_rules.confidentiality_of(command, facts),
        departure=command.departure,
        channel=command.channel,
        channel_reason=command.channel_reason,
        needs_signature=command.needs_signature,
        because_of=assigning_rules.what_gave_rise_to(command, facts),
        replaces=command.replaces,
        outcomes=(),
        reviewed=True,
    )
