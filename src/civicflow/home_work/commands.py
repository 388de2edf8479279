"""What can be asked for until work at home begins: judge, request, withdraw, approve, refuse, activate."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import ClassVar

from attrs import evolve, field, frozen

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import FreeText, PersonId, day, free_text, optional_free_text
from civicflow.core.rule import Rule
from civicflow.employee.rules import actor_is_not_the_employee
from civicflow.home_work import commitment_rules, eligibility_rules, readiness_rules, rules
from civicflow.home_work.eligibility import position_held
from civicflow.home_work.events import (
    Criterion,
    EligibilityAssessed,
    HomeWorkActivated,
    HomeWorkApproved,
    HomeWorkRefused,
    HomeWorkRequested,
    RefusalReason,
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


def criteria(found: Iterable[Criterion]) -> tuple[Criterion, ...]:
    """
    Take what was found of each criterion.

    Raises:
        InvalidInputError: When the evidence is an empty text.
    """
    return tuple(evolve(each, evidence=optional_free_text(each.evidence)) for each in found)


@frozen(kw_only=True, eq=False, repr=False)
class AssessEligibility(Command):
    """
    Judge, criterion by criterion, whether a person may work at home for the position they hold (R3, R4, R17).

    They are eligible when every criterion is met. What the record knows itself cannot be said otherwise. A later
    assessment takes the place of an earlier one (K17).

    Args:
        person: Who is judged.
        criteria: What was found of each criterion, such as ``Criterion(code="no_citizen_contact", met=True)``.
        reason: Why; it is kept and shown.
    """

    person: PersonId
    criteria: tuple[Criterion, ...] = field(converter=criteria)
    reason: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = eligibility_rules.office_that_leads_the_position_held
    rules: ClassVar[tuple[Rule, ...]] = (actor_is_not_the_employee, *eligibility_rules.ASSESSMENT)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The eligibility is assessed."""
        position = position_held(facts, self.person)
        assert position is not None
        yield EligibilityAssessed(
            person=self.person,
            unit=position.unit,
            position=position.id,
            eligible=all(each.met for each in self.criteria),
            criteria=self.criteria,
            reason=self.reason,
            assessed_by=facts.act.person,
        )


@frozen(kw_only=True, eq=False, repr=False)
class RequestHomeWork(Command):
    """
    Ask, as an employee who was found eligible, to work at home for the position one holds (R5).

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

    authority: ClassVar[Rule] = rules.employee_acts_in_person
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.no_arrangement_is_open,
        *eligibility_rules.ELIGIBILITY,
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

    authority: ClassVar[Rule] = rules.employee_acts_in_person
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
        *eligibility_rules.ELIGIBILITY,
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
    Turn a request down on grounds of the service, say why, and what one can offer in its place (R17).

    Args:
        person: Whose request.
        reason_code: The grounds, such as ``service`` or ``quota``.
        reason: Why.
        alternatives: What is offered, such as other weekdays.
    """

    person: PersonId
    reason_code: RefusalReason = field(converter=RefusalReason)
    reason: FreeText = field(converter=free_text)
    alternatives: FreeText | None = field(default=None, converter=optional_free_text)

    authority: ClassVar[Rule] = rules.office_that_decides_on_home_work
    rules: ClassVar[tuple[Rule, ...]] = (rules.request_waits_for_a_decision, actor_is_not_the_employee)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """Home work is refused."""
        yield HomeWorkRefused(
            person=self.person,
            unit=facts.of(HomeWork, self.person).unit,
            decided_by=facts.act.person,
            reason_code=self.reason_code,
            reason=self.reason,
            alternatives=self.alternatives,
        )


@frozen(kw_only=True, eq=False, repr=False)
class ActivateHomeWork(Command):
    """
    Let an arrangement begin whose commitment is countersigned, once all is in place that the rules ask for.

    Args:
        person: Whose arrangement.
    """

    person: PersonId

    authority: ClassVar[Rule] = rules.office_that_decides_on_home_work
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.arrangement_is_countersigned,
        actor_is_not_the_employee,
        *eligibility_rules.ELIGIBILITY,
        rules.arrangement_is_for_the_position_held,
        rules.today_lies_within_the_arrangement,
        rules.remote_places_keep_to_their_number,
        commitment_rules.signed_text_is_still_the_current_one,
        *readiness_rules.READINESS,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The arrangement is active."""
        unit = facts.of(HomeWork, self.person).unit
        yield HomeWorkActivated(person=self.person, unit=unit, activated_by=facts.act.person)


COMMANDS = (
    AssessEligibility,
    RequestHomeWork,
    WithdrawRequest,
    ApproveHomeWork,
    RefuseHomeWork,
    ActivateHomeWork,
)
