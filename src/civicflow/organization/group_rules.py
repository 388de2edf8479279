"""Who may establish and change a group, and what must be true before they do."""

from datetime import date
from typing import Protocol

from civicflow.core.facts import Facts
from civicflow.core.rule import Verdict, allowed_if
from civicflow.organization.authority import leads, today
from civicflow.organization.group import Group, belongs_under


class ConcernsGroup(Protocol):
    """A command about a group."""

    @property
    def group(self) -> str:
        """The group."""


class NewGroup(ConcernsGroup, Protocol):
    """A command that establishes a group."""

    @property
    def unit(self) -> str:
        """The unit it is of."""


class JoinsGroup(ConcernsGroup, Protocol):
    """A command that makes a person a member of a group."""

    @property
    def person(self) -> str:
        """Who joins."""

    @property
    def since(self) -> date:
        """The first day."""


class LeavesGroup(ConcernsGroup, Protocol):
    """A command that ends a membership of a group."""

    @property
    def person(self) -> str:
        """Who leaves."""

    @property
    def until(self) -> date:
        """The last day."""


def office_that_leads_the_unit_of_the_new_group(command: NewGroup, facts: Facts) -> Verdict:
    """An office acts that leads the unit which is to have the group (K11)."""
    return leads(facts, command.unit)


def office_that_leads_the_unit_of_the_group(command: ConcernsGroup, facts: Facts) -> Verdict:
    """An office acts that leads the unit of the group (K11)."""
    return leads(facts, facts.of(Group, command.group).unit)


def group_is_new(command: ConcernsGroup, facts: Facts) -> Verdict:
    """The group does not exist yet."""
    return allowed_if(facts.find(Group, command.group) is None, group=command.group)


def group_is_not_dissolved(command: ConcernsGroup, facts: Facts) -> Verdict:
    """No last day of the group is decided."""
    until = facts.of(Group, command.group).until
    return allowed_if(until is None, group=command.group, until=str(until))


def membership_begins_today_or_later(command: JoinsGroup, facts: Facts) -> Verdict:
    """Nobody is made a member of days gone by: what was offered then was not offered to them."""
    return allowed_if(command.since >= today(facts), since=str(command.since))


def person_belongs_to_the_unit_of_the_group(command: JoinsGroup, facts: Facts) -> Verdict:
    """The person belongs to the unit of the group, or to one below it, on their first day: its office leads them (K18)."""
    unit = facts.of(Group, command.group).unit
    belongs = belongs_under(facts, command.person, unit, command.since)
    return allowed_if(belongs, person=command.person, unit=unit, basis="K18")


def person_is_not_in_the_group_yet(command: JoinsGroup, facts: Facts) -> Verdict:
    """The person does not belong to the group already on any day from the first one on."""
    member = facts.of(Group, command.group).belongs_from(command.person, command.since)
    return allowed_if(not member, person=command.person, group=command.group)


def person_is_in_the_group(command: LeavesGroup, facts: Facts) -> Verdict:
    """The person belongs to the group, has not left it yet, and does not leave before the first day."""
    memberships = facts.of(Group, command.group).memberships
    terms = (each.term for each in memberships if each.person == command.person)
    current = any(term.until is None and term.since <= command.until for term in terms)
    return allowed_if(current, person=command.person, group=command.group)
