"""What can be asked for about the targets of a unit: assign, revise, report, close (R55, K16)."""

from collections.abc import Iterator
from datetime import date
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
    day,
    free_text,
    optional_free_text,
)
from civicflow.core.rule import Rule
from civicflow.organization.rules import term_begins_before_it_ends
from civicflow.steering import rules
from civicflow.steering.events import Direction, TargetAssigned, TargetClosed, TargetReported, TargetRevised
from civicflow.steering.model import Target


@frozen(kw_only=True, eq=False, repr=False)
class AssignTarget(Command):
    """
    Tell a unit what an indicator of its work is to reach in a period; decided above the unit (R55, K16).

    It is set before the period begins; later only with a reason of the order, and then shown as set late.

    Args:
        target: Its id.
        unit: The unit.
        indicator: The code of the indicator, such as ``on_time``.
        since: The first day of the period.
        until: The last day of the period.
        value: What is to be reached, as exact text, such as ``95``, ``9.5`` or ``19/20``.
        direction: Whether that is the least or the most.
        instrument: The decision, where there is one.
    """

    target: SubjectId
    unit: UnitId
    indicator: Code
    since: date = field(converter=day)
    until: date = field(converter=day)
    value: ShortText
    direction: Direction = field(default=Direction.AT_LEAST, converter=Direction)
    instrument: ShortText | None = None

    authority: ClassVar[Rule] = rules.office_above_the_unit
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.target_is_new,
        term_begins_before_it_ends,
        rules.period_is_not_over,
        rules.target_set_late_says_why,
        rules.value_is_an_exact_number,
        rules.one_target_of_an_indicator_at_a_time,
        rules.unit_sets_nothing_for_itself,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The target is assigned."""
        yield TargetAssigned(
            target=self.target,
            unit=self.unit,
            indicator=self.indicator,
            since=self.since,
            until=self.until,
            value=self.value,
            direction=self.direction,
            instrument=self.instrument,
            assigned_by=facts.act.person,
        )


@frozen(kw_only=True, eq=False, repr=False)
class ReviseTarget(Command):
    """
    Change what a target asks for, before its period ends; what it asked for first is shown beside it (R55).

    Args:
        target: The target.
        value: What is to be reached from now on, as exact text.
        reason: Why.
    """

    target: SubjectId
    value: ShortText
    reason: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = rules.office_above_the_unit_of_the_target
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.target_is_open,
        rules.value_is_an_exact_number,
        rules.target_is_revised_before_its_period_ends,
        rules.revision_asks_for_something_else,
        rules.unit_changes_nothing_for_itself,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The target is revised."""
        yield TargetRevised(
            target=self.target,
            unit=facts.of(Target, self.target).unit,
            value=self.value,
            reason=self.reason,
            revised_by=facts.act.person,
        )


@frozen(kw_only=True, eq=False, repr=False)
class ReportTarget(Command):
    """
    Say what the indicator of a target shows on a day; a later report of the same day takes the place of an earlier one.

    The unit reports it (R55, K16).

    Args:
        target: The target.
        value: What the indicator shows, as exact text.
        as_of: The day.
        note: What there is to say about it.
    """

    target: SubjectId
    value: ShortText
    as_of: date = field(converter=day)
    note: FreeText | None = field(default=None, converter=optional_free_text)

    authority: ClassVar[Rule] = rules.head_or_clerk_of_the_unit
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.target_is_open,
        rules.value_is_an_exact_number,
        rules.reported_day_lies_in_the_period,
        rules.reported_day_has_come,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The target is reported on."""
        yield TargetReported(
            target=self.target,
            unit=facts.of(Target, self.target).unit,
            value=self.value,
            as_of=self.as_of,
            note=self.note,
            reported_by=facts.act.person,
        )


@frozen(kw_only=True, eq=False, repr=False)
class CloseTarget(Command):
    """
    Say what was achieved when the period of a target is over; by the office that set it, never by who reported (R55, K10).

    Args:
        target: The target.
        achieved: What was achieved, as exact text.
        note: What there is to say about it.
    """

    target: SubjectId
    achieved: ShortText
    note: FreeText | None = field(default=None, converter=optional_free_text)

    authority: ClassVar[Rule] = rules.office_above_the_unit_of_the_target
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.target_is_open,
        rules.period_of_the_target_is_over,
        rules.achievement_is_an_exact_number,
        rules.actor_did_not_report_it,
        rules.unit_changes_nothing_for_itself,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The target is closed."""
        yield TargetClosed(
            target=self.target,
            unit=facts.of(Target, self.target).unit,
            achieved=self.achieved,
            note=self.note,
            closed_by=facts.act.person,
        )


COMMANDS = (AssignTarget, ReviseTarget, ReportTarget, CloseTarget)
