"""What can be asked for about work at home: request, withdraw, approve, refuse, activate, suspend, resume, end."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import ClassVar

from attrs import field, frozen

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import FreeText, PersonId, day, free_text, optional_free_text
from civicflow.core.rule import Rule
from civicflow.employee.rules import actor_is_not_the_employee
from civicflow.home_work import rules
from civicflow.home_work.eligibility import position_held
from civicflow.home_work.events import (
    HomeWorkActivated,
    HomeWorkApproved,
    HomeWorkEnded,
    HomeWorkRefused,
    HomeWorkRequested,
    HomeWorkResumed,
    HomeWorkSuspended,
    RequestWithdrawn,
    Weekday,
)
from civicflow.home_work.model import HomeWork
from civicflow.organization.model import Unit
from civicflow.organization.rules import term_begins_before_it_ends
from civicflow.pilot_record.coverage import pilot_covering


def weekdays(named: Iterable[Weekday | str]) -> tuple[Weekday, ...]:
    """Take weekdays by their names."""
    return tuple(Weekday(each) for each in named)


@frozen(kw_only=True, eq=False, repr=False)
class RequestHomeWork(Command):
    """
    Ask, as an employee, to work at home for the position one holds (R5).

    Args:
        person: Who asks, and acts.
        weekdays: The weekdays at home, such as ``("tuesday", "thursday")``; enough others remain (R1).
        since: The first day.
        until: The last day.
        reason: Why.
    """

    person: PersonId
    weekdays: tuple[Weekday, ...] = field(converter=weekdays)
    since: date = field(converter=day)
    until: date = field(converter=day)
    reason: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = rules.employee_who_asks
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.no_arrangement_is_open,
        *rules.ELIGIBILITY,
        rules.some_weekday_is_named,
        rules.office_days_remain,
        rules.requests_stay_within_their_number,
        term_begins_before_it_ends,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """Home work is requested."""
        position = position_held(facts, self.person)
        assert position is not None
        yield HomeWorkRequested(
            person=self.person,
            unit=position.unit,
            position=position.id,
            weekdays=self.weekdays,
            since=self.since,
            until=self.until,
            reason=self.reason,
        )


@frozen(kw_only=True, eq=False, repr=False)
class WithdrawRequest(Command):
    """
    Take back, as an employee, a request that is not decided yet (K17).

    Args:
        person: Who asked, and acts.
    """

    person: PersonId

    authority: ClassVar[Rule] = rules.employee_who_asks
    rules: ClassVar[tuple[Rule, ...]] = (rules.request_waits_for_a_decision,)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The request is withdrawn."""
        yield RequestWithdrawn(person=self.person, unit=facts.of(HomeWork, self.person).unit)


@frozen(kw_only=True, eq=False, repr=False)
class ApproveHomeWork(Command):
    """
    Grant a request: it takes one of the remote places that the pilot gives the body (R6, K14).

    Args:
        person: Whose request.
    """

    person: PersonId

    authority: ClassVar[Rule] = rules.office_that_decides_on_home_work
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.request_waits_for_a_decision,
        actor_is_not_the_employee,
        *rules.ELIGIBILITY,
        rules.arrangement_is_for_the_position_held,
        rules.remote_place_is_free,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """Home work is approved."""
        position = position_held(facts, self.person)
        assert position is not None
        pilot = pilot_covering(facts, position)
        assert pilot is not None
        yield HomeWorkApproved(
            person=self.person,
            unit=position.unit,
            body=facts.of(Unit, position.unit).body,
            pilot=pilot.id,
            decided_by=facts.act.person,
        )


@frozen(kw_only=True, eq=False, repr=False)
class RefuseHomeWork(Command):
    """
    Turn a request down, and say why (R17).

    Args:
        person: Whose request.
        reason: Why.
    """

    person: PersonId
    reason: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = rules.office_that_decides_on_home_work
    rules: ClassVar[tuple[Rule, ...]] = (rules.request_waits_for_a_decision, actor_is_not_the_employee)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """Home work is refused."""
        unit = facts.of(HomeWork, self.person).unit
        yield HomeWorkRefused(person=self.person, unit=unit, decided_by=facts.act.person, reason=self.reason)


@frozen(kw_only=True, eq=False, repr=False)
class ActivateHomeWork(Command):
    """
    Let an approved arrangement begin.

    Args:
        person: Whose arrangement.
    """

    person: PersonId

    authority: ClassVar[Rule] = rules.office_that_decides_on_home_work
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.arrangement_is_approved,
        actor_is_not_the_employee,
        *rules.ELIGIBILITY,
        rules.arrangement_is_for_the_position_held,
        rules.today_lies_within_the_arrangement,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The arrangement is active."""
        unit = facts.of(HomeWork, self.person).unit
        yield HomeWorkActivated(person=self.person, unit=unit, activated_by=facts.act.person)


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
        *rules.ELIGIBILITY,
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


COMMANDS = (
    RequestHomeWork,
    WithdrawRequest,
    ApproveHomeWork,
    RefuseHomeWork,
    ActivateHomeWork,
    SuspendHomeWork,
    ResumeHomeWork,
    EndHomeWork,
)
