"""Laying work before several people, of whom one takes it on (R31)."""

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
    ShortText,
    SubjectId,
    UnitId,
    free_text,
    instant,
    optional_free_text,
)
from civicflow.core.rule import Rule
from civicflow.organization.events import Office
from civicflow.task import assigning_rules, offering_rules
from civicflow.task.assigning import ANEW, DESCRIBING
from civicflow.task.events import Channel, Confidentiality, optional_confidentiality
from civicflow.task.model import Task
from civicflow.task.offering_events import TaskClaimed, TaskOffered


def optional_office(value: Office | str | None) -> Office | None:
    """Take an office by its name; nothing stays nothing."""
    return None if value is None else Office(value)


@frozen(kw_only=True, eq=False, repr=False)
class OfferTask(Command):
    """
    Lay work before a group, the holders of an office, or the members of a unit, of whom one takes it on (R16, R31).

    The due runs from now on, whoever takes it on and when (K4).

    Args:
        task: Its id, chosen by the caller; that of a draft of the unit takes the draft up.
        unit: The unit it belongs to.
        work: What is to be done.
        due: Until when, aware.
        result: What is expected.
        acceptance: By what the result is accepted.
        group: The group of the unit that it is laid before.
        office: The office of the unit whose holders it is laid before; without group or office, all members of the unit.
        may_be_done_at_home: Whether whoever takes it on may do it at home, where that is lawful for them.
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
    unit: UnitId
    work: FreeText = field(converter=free_text)
    due: datetime = field(converter=instant)
    result: FreeText = field(converter=free_text)
    acceptance: FreeText = field(converter=free_text)
    group: SubjectId | None = None
    office: Office | None = field(default=None, converter=optional_office)
    may_be_done_at_home: bool = False
    work_type: Code | None = None
    work_units: int | None = None
    confidentiality: Confidentiality | None = field(default=None, converter=optional_confidentiality)
    departure: FreeText | None = field(default=None, converter=optional_free_text)
    channel: Channel = field(default=Channel.E_OFFICE, converter=Channel)
    channel_reason: FreeText | None = field(default=None, converter=optional_free_text)
    needs_signature: bool = False
    because_of: ShortText | None = None
    replaces: SubjectId | None = None

    authority: ClassVar[Rule] = offering_rules.office_that_leads_the_unit_of_the_offer
    rules: ClassVar[tuple[Rule, ...]] = (
        *ANEW,
        *DESCRIBING,
        offering_rules.it_is_offered_to_one_circle,
        offering_rules.group_is_of_the_unit,
        offering_rules.somebody_may_take_it_on,
    )

    @property
    def to(self) -> None:
        """Nobody yet."""
        return

    @property
    def at_home(self) -> bool:
        """Whether it may be done at home: what catalogue and secrecy are asked of."""
        return self.may_be_done_at_home

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The task is offered."""
        yield TaskOffered(
            task=self.task,
            unit=self.unit,
            group=self.group,
            office=self.office,
            offered_by=facts.act.person,
            work=self.work,
            due=self.due,
            result=self.result,
            acceptance=self.acceptance,
            may_be_done_at_home=self.may_be_done_at_home,
            work_type=assigning_rules.code_of_work(self, facts),
            work_units=assigning_rules.units_of_assignment(self, facts),
            confidentiality=assigning_rules.confidentiality_of(self, facts),
            departure=self.departure,
            channel=self.channel,
            channel_reason=self.channel_reason,
            needs_signature=self.needs_signature,
            because_of=assigning_rules.what_gave_rise_to(self, facts),
            replaces=self.replaces,
            outcomes=(),
            reviewed=True,
        )


@frozen(kw_only=True, eq=False, repr=False)
class ClaimTask(Command):
    """
    Take on work that is offered; who takes it on has taken notice of it (R33).

    Args:
        task: The task.
        at_home: Whether it is done at home; only where the offer allows it, and it is lawful for whoever takes it on (K2).
    """

    task: SubjectId
    at_home: bool = False

    authority: ClassVar[Rule] = offering_rules.one_of_those_it_is_offered_to
    rules: ClassVar[tuple[Rule, ...]] = (
        offering_rules.task_is_offered,
        offering_rules.claimer_is_registered,
        offering_rules.claimer_did_not_offer_it,
        offering_rules.offer_allows_the_place,
        offering_rules.home_work_is_lawful_for_the_claimer,
        offering_rules.secret_work_is_not_taken_home,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The task is claimed."""
        task = facts.of(Task, self.task)
        assert task.unit is not None
        yield TaskClaimed(task=task.id, assignee=facts.act.by, unit=task.unit, at_home=self.at_home)


OFFERING = (OfferTask, ClaimTask)
