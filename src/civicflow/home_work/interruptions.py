"""What can be asked for while work at home goes on: call to the office, suspend, resume, end (R1, R38)."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from attrs import field, frozen

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import FreeText, PersonId, day, free_text, optional_free_text
from civicflow.core.rule import Rule
from civicflow.employee.rules import actor_is_not_the_employee
from civicflow.home_work import eligibility_rules, rules
from civicflow.home_work.events import (
    HomeWorkEnded,
    HomeWorkResumed,
    HomeWorkSuspended,
    RecalledToOffice,
    RecallWithdrawn,
)
from civicflow.home_work.model import HomeWork


@frozen(kw_only=True, eq=False, repr=False)
class RecallToOffice(Command):
    """
    Call a person to the office on a day that was agreed to be at home (R38).

    What was booked for the day stays as it was until somebody decides on it; nothing more is booked at home.

    Args:
        person: Who is to come in.
        day: The day.
        reason: Why.
        urgent: Whether no notice can be given.
    """

    person: PersonId
    day: date = field(converter=day)
    reason: FreeText = field(converter=free_text)
    urgent: bool = False

    authority: ClassVar[Rule] = rules.office_that_decides_on_home_work
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.arrangement_is_active,
        actor_is_not_the_employee,
        rules.day_was_agreed_to_be_at_home,
        rules.person_is_not_recalled_yet,
        rules.notice_is_given_in_time,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The person is recalled."""
        yield RecalledToOffice(
            person=self.person,
            unit=facts.of(HomeWork, self.person).unit,
            day=self.day,
            urgent=self.urgent,
            reason=self.reason,
            recalled_by=facts.act.person,
        )


@frozen(kw_only=True, eq=False, repr=False)
class WithdrawRecall(Command):
    """
    Let a person work at home after all on a day to which they were recalled (K17).

    Args:
        person: Who was to come in.
        day: The day.
        reason: Why.
    """

    person: PersonId
    day: date = field(converter=day)
    reason: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = rules.office_that_decides_on_home_work
    rules: ClassVar[tuple[Rule, ...]] = (rules.person_is_recalled, actor_is_not_the_employee)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The recall is withdrawn."""
        yield RecallWithdrawn(
            person=self.person,
            unit=facts.of(HomeWork, self.person).unit,
            day=self.day,
            withdrawn_by=facts.act.person,
            reason=self.reason,
        )


@frozen(kw_only=True, eq=False, repr=False)
class SuspendHomeWork(Command):
    """
    Let an active arrangement rest; what was booked and assigned stays until somebody decides on it.

    Args:
        person: Whose arrangement.
        reason: Why.
    """

    person: PersonId
    reason: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = rules.office_that_decides_on_home_work
    rules: ClassVar[tuple[Rule, ...]] = (rules.arrangement_is_active, actor_is_not_the_employee)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The arrangement is suspended."""
        unit = facts.of(HomeWork, self.person).unit
        yield HomeWorkSuspended(
            person=self.person, unit=unit, suspended_by=facts.act.person, reason=self.reason
        )


@frozen(kw_only=True, eq=False, repr=False)
class ResumeHomeWork(Command):
    """
    Let a suspended arrangement go on.

    Args:
        person: Whose arrangement.
    """

    person: PersonId

    authority: ClassVar[Rule] = rules.office_that_decides_on_home_work
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.arrangement_is_suspended,
        actor_is_not_the_employee,
        *eligibility_rules.ELIGIBILITY,
        rules.arrangement_is_for_the_position_held,
        rules.today_lies_within_the_arrangement,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The arrangement goes on."""
        unit = facts.of(HomeWork, self.person).unit
        yield HomeWorkResumed(person=self.person, unit=unit, resumed_by=facts.act.person)


@frozen(kw_only=True, eq=False, repr=False)
class EndHomeWork(Command):
    """
    End an arrangement and free its place; the employee may do so at any time, by their right to return (R1, K14).

    Args:
        person: Whose arrangement.
        reason: Why; an office that ends it must say.
    """

    person: PersonId
    reason: FreeText | None = field(default=None, converter=optional_free_text)

    authority: ClassVar[Rule] = rules.employee_or_office_that_decides
    rules: ClassVar[tuple[Rule, ...]] = (rules.arrangement_takes_a_place, rules.office_gives_a_reason)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The arrangement is over."""
        arrangement = facts.of(HomeWork, self.person)
        assert arrangement.body is not None
        yield HomeWorkEnded(
            person=self.person,
            unit=arrangement.unit,
            body=arrangement.body,
            ended_by=facts.act.person,
            reason=self.reason,
        )


@frozen(kw_only=True, eq=False, repr=False)
class EndHomeWorkWithPilot(Command):
    """
    End an arrangement whose pilot is over, by the decision that ended the pilot; whoever asks for it follows the record (K2).

    Args:
        person: Whose arrangement.
    """

    person: PersonId

    authority: ClassVar[Rule] = rules.pilot_of_the_arrangement_is_over
    rules: ClassVar[tuple[Rule, ...]] = (rules.arrangement_takes_a_place,)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The arrangement is over, by whoever decided on the pilot."""
        arrangement = facts.of(HomeWork, self.person)
        ending = rules.ending_of_the_pilot(facts, arrangement)
        assert ending is not None
        assert arrangement.body is not None
        yield HomeWorkEnded(
            person=self.person,
            unit=arrangement.unit,
            body=arrangement.body,
            ended_by=ending.by,
            reason=FreeText(v=ending.instrument),
        )


INTERRUPTIONS = (
    RecallToOffice,
    WithdrawRecall,
    SuspendHomeWork,
    ResumeHomeWork,
    EndHomeWork,
    EndHomeWorkWithPilot,
)
