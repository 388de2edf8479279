"""What can be asked for in setting up an administration: units, offices, members, delegations."""

from collections.abc import Iterator
from datetime import date
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
    day,
    free_text,
    optional_day,
)
from civicflow.core.rule import Rule
from civicflow.organization import rules
from civicflow.organization.events import (
    Appointed,
    AuthorityDelegated,
    DelegationWithdrawn,
    Founded,
    MemberJoined,
    MemberLeft,
    Office,
    Relieved,
    UnitEstablished,
)
from civicflow.organization.model import THE_ADMINISTRATION, Unit


@frozen(kw_only=True, eq=False, repr=False)
class Found(Command):
    """
    Take up the record of an administration; allowed once, on an empty store.

    Args:
        instrument: The decision by which it is kept.
        administrator: Who may set up units and offices.
    """

    instrument: ShortText
    administrator: PersonId

    authority: ClassVar[Rule] = rules.everybody_while_nothing_is_recorded

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The record is founded."""
        yield Founded(
            administration=THE_ADMINISTRATION, instrument=self.instrument, administrator=self.administrator
        )


@frozen(kw_only=True, eq=False, repr=False)
class EstablishUnit(Command):
    """
    Establish a unit under another one; a root unit names the person it answers to (K11).

    Args:
        unit: Its id.
        title: Its title.
        superior: The unit above.
        answers_to: The person above a root unit.
        body: The body that an order's cap binds; that of the unit above when left out, itself for a root unit (K5).
        locality: The place whose rules apply, such as ``vn/hcmc``; that of the unit above when left out.
        instrument: The decision that established it.
    """

    unit: UnitId
    title: ShortText
    superior: UnitId | None = None
    answers_to: PersonId | None = None
    body: UnitId | None = None
    locality: ShortText | None = None
    instrument: ShortText

    authority: ClassVar[Rule] = rules.administrator_or_head_above
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.unit_is_new,
        rules.somebody_stands_above,
        rules.superior_exists,
        rules.body_stands_above,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The unit is established."""
        above = None if self.superior is None else facts.of(Unit, self.superior)
        yield UnitEstablished(
            unit=self.unit,
            title=self.title,
            superior=self.superior,
            answers_to=self.answers_to,
            body=self.body or (self.unit if above is None else above.body),
            locality=self.locality or ("vn" if above is None else above.locality),
            instrument=self.instrument,
        )


@frozen(kw_only=True, eq=False, repr=False)
class Appoint(Command):
    """
    Appoint a person to an office of a unit; decided one level above the unit (K11).

    Args:
        unit: The unit.
        person: Who is appointed.
        office: The office.
        since: The first day.
        until: The last day; open when left out.
        instrument: The decision.
    """

    unit: UnitId
    person: PersonId
    office: Office = field(converter=Office)
    since: date = field(converter=day)
    until: date | None = field(default=None, converter=optional_day)
    instrument: ShortText

    authority: ClassVar[Rule] = rules.office_one_level_up
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.nobody_appoints_themselves,
        rules.term_begins_before_it_ends,
        rules.one_head_at_a_time,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The person is appointed."""
        yield Appointed(
            unit=self.unit,
            person=self.person,
            office=self.office,
            since=self.since,
            until=self.until,
            instrument=self.instrument,
        )


@frozen(kw_only=True, eq=False, repr=False)
class Relieve(Command):
    """
    Relieve a person of an office; what is open there passes to whoever holds it next (K11).

    Args:
        unit: The unit.
        person: Who is relieved.
        office: The office.
        until: The last day on which they hold it.
        instrument: The decision.
    """

    unit: UnitId
    person: PersonId
    office: Office = field(converter=Office)
    until: date = field(converter=day)
    instrument: ShortText

    authority: ClassVar[Rule] = rules.office_one_level_up
    rules: ClassVar[tuple[Rule, ...]] = (rules.office_is_held,)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The person is relieved."""
        yield Relieved(
            unit=self.unit,
            person=self.person,
            office=self.office,
            until=self.until,
            instrument=self.instrument,
        )


@frozen(kw_only=True, eq=False, repr=False)
class Delegate(Command):
    """
    Let another person act for oneself in a unit between two days; it cannot be passed on.

    Args:
        delegation: Its id.
        to: Who may act.
        unit: Where, with the units below it.
        since: The first day.
        until: The last day.
        instrument: The written delegation.
    """

    delegation: SubjectId
    to: PersonId
    unit: UnitId
    since: date = field(converter=day)
    until: date = field(converter=day)
    instrument: ShortText

    authority: ClassVar[Rule] = rules.person_acts_for_themselves
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.delegation_is_new,
        rules.delegate_is_another_person,
        rules.delegator_holds_an_office_there,
        rules.term_begins_before_it_ends,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """Authority is delegated."""
        yield AuthorityDelegated(
            person=facts.act.by,
            delegation=self.delegation,
            to=self.to,
            unit=self.unit,
            since=self.since,
            until=self.until,
            instrument=self.instrument,
        )


@frozen(kw_only=True, eq=False, repr=False)
class WithdrawDelegation(Command):
    """
    End a delegation that one gave.

    Args:
        delegation: Its id.
        to: Who acted under it.
        unit: Where.
        until: Its last day.
    """

    delegation: SubjectId
    to: PersonId
    unit: UnitId
    until: date = field(converter=day)

    authority: ClassVar[Rule] = rules.person_acts_for_themselves
    rules: ClassVar[tuple[Rule, ...]] = (rules.delegation_is_own, rules.days_gone_by_stay_as_they_were)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The delegation ends."""
        yield DelegationWithdrawn(
            person=facts.act.by, delegation=self.delegation, to=self.to, until=self.until
        )


@frozen(kw_only=True, eq=False, repr=False)
class JoinUnit(Command):
    """
    Make a person a member of a unit from a day on (K18).

    Args:
        unit: The unit.
        person: Who joins.
        primary: Whether it is their one primary unit, which carries headcount, cap and rating.
        since: The first day.
    """

    unit: UnitId
    person: PersonId
    primary: bool = True
    since: date = field(converter=day)

    authority: ClassVar[Rule] = rules.administrator_or_leader_of_the_unit
    rules: ClassVar[tuple[Rule, ...]] = (rules.person_is_no_member_yet, rules.one_primary_unit)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The person joins."""
        yield MemberJoined(unit=self.unit, person=self.person, primary=self.primary, since=self.since)


@frozen(kw_only=True, eq=False, repr=False)
class LeaveUnit(Command):
    """
    End a person's membership of a unit (K18).

    Args:
        unit: The unit.
        person: Who leaves.
        until: Their last day.
        reason: Why.
    """

    unit: UnitId
    person: PersonId
    until: date = field(converter=day)
    reason: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = rules.administrator_or_leader_of_the_unit
    rules: ClassVar[tuple[Rule, ...]] = (rules.person_is_a_member,)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The person leaves."""
        yield MemberLeft(unit=self.unit, person=self.person, until=self.until, reason=self.reason)


COMMANDS = (
    Found,
    EstablishUnit,
    Appoint,
    Relieve,
    Delegate,
    WithdrawDelegation,
    JoinUnit,
    LeaveUnit,
)
