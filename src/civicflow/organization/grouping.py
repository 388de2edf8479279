"""Setting up groups: people to whom work is offered together."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from attrs import field, frozen

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import FreeText, PersonId, ShortText, SubjectId, UnitId, day, free_text
from civicflow.core.rule import Rule
from civicflow.organization import group_rules as rules
from civicflow.organization.group import Group
from civicflow.organization.group_events import (
    GroupDissolved,
    GroupEstablished,
    GroupMemberJoined,
    GroupMemberLeft,
)
from civicflow.organization.rules import days_gone_by_stay_as_they_were


@frozen(kw_only=True, eq=False, repr=False)
class EstablishGroup(Command):
    """
    Set up a group of a unit, to which work can be offered (R15).

    Args:
        group: Its id, chosen by the caller.
        unit: The unit it is of.
        title: Its title.
    """

    group: SubjectId
    unit: UnitId
    title: ShortText

    authority: ClassVar[Rule] = rules.office_that_leads_the_unit_of_the_new_group
    rules: ClassVar[tuple[Rule, ...]] = (rules.group_is_new,)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The group is established."""
        yield GroupEstablished(group=self.group, unit=self.unit, title=self.title)


@frozen(kw_only=True, eq=False, repr=False)
class JoinGroup(Command):
    """
    Make a person a member of a group from a day on.

    Args:
        group: The group.
        person: Who joins: somebody of its unit, or of one below it.
        since: The first day, today or later.
    """

    group: SubjectId
    person: PersonId
    since: date = field(converter=day)

    authority: ClassVar[Rule] = rules.office_that_leads_the_unit_of_the_group
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.group_is_not_dissolved,
        rules.membership_begins_today_or_later,
        rules.person_belongs_to_the_unit_of_the_group,
        rules.person_is_not_in_the_group_yet,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The person joins."""
        unit = facts.of(Group, self.group).unit
        yield GroupMemberJoined(group=self.group, unit=unit, person=self.person, since=self.since)


@frozen(kw_only=True, eq=False, repr=False)
class LeaveGroup(Command):
    """
    End a person's membership of a group; work that they took on stays theirs.

    Args:
        group: The group.
        person: Who leaves.
        until: Their last day.
        reason: Why.
    """

    group: SubjectId
    person: PersonId
    until: date = field(converter=day)
    reason: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = rules.office_that_leads_the_unit_of_the_group
    rules: ClassVar[tuple[Rule, ...]] = (rules.person_is_in_the_group, days_gone_by_stay_as_they_were)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The person leaves."""
        unit = facts.of(Group, self.group).unit
        yield GroupMemberLeft(
            group=self.group, unit=unit, person=self.person, until=self.until, reason=self.reason
        )


@frozen(kw_only=True, eq=False, repr=False)
class DissolveGroup(Command):
    """
    End a group; what is still offered to it waits for the office of its unit.

    Args:
        group: The group.
        until: Its last day.
        reason: Why.
    """

    group: SubjectId
    until: date = field(converter=day)
    reason: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = rules.office_that_leads_the_unit_of_the_group
    rules: ClassVar[tuple[Rule, ...]] = (rules.group_is_not_dissolved, days_gone_by_stay_as_they_were)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The group is dissolved."""
        unit = facts.of(Group, self.group).unit
        yield GroupDissolved(group=self.group, unit=unit, until=self.until, reason=self.reason)


GROUPING = (EstablishGroup, JoinGroup, LeaveGroup, DissolveGroup)
