"""A group as it stands: of which unit it is, and who belongs to it on a day."""

from datetime import date
from typing import ClassVar, Self, TypeVar

from attrs import evolve, frozen

from civicflow.core.event import At, Event
from civicflow.core.facts import Facts
from civicflow.organization.authority import upwards
from civicflow.organization.group_events import (
    GroupDissolved,
    GroupEstablished,
    GroupMemberJoined,
    GroupMemberLeft,
)
from civicflow.organization.model import Term, Unit

G = TypeVar("G", bound="Group")


@frozen
class GroupMembership:
    """
    One person's belonging to a group for a term.

    Args:
        person: Who belongs to it.
        term: From when to when.
    """

    person: str
    term: Term


@frozen(kw_only=True)
class Group:
    """
    A group: people of a unit, and of those below it, to whom work is offered together.

    Args:
        id: Its id.
        unit: The unit it is of.
        title: Its title.
        memberships: All that began.
        until: Its last day; None while none is decided.
    """

    kind: ClassVar[str] = "group"
    id: str
    unit: str
    title: str
    memberships: tuple[GroupMembership, ...] = ()
    until: date | None = None

    def members(self, on: date) -> tuple[str, ...]:
        """Who belongs to the group on a day; nobody after its last one."""
        if self.until is not None and self.until < on:
            return ()
        return tuple(dict.fromkeys(each.person for each in self.memberships if each.term.covers(on)))

    def belongs_from(self, person: str, since: date) -> bool:
        """Whether a person belongs to the group on any day from one on, as far as is on record."""
        return any(
            each.person == person and each.term.overlaps(Term(since, None)) for each in self.memberships
        )

    @classmethod
    def evolve(cls, state: Self | None, event: Event, at: At) -> Self | None:
        """The group after an event."""
        if isinstance(event, GroupEstablished):
            return cls(id=event.group, unit=event.unit, title=event.title)
        return None if state is None else _changed(state, event)


def _changed(group: G, event: Event) -> G:
    match event:
        case GroupMemberJoined(person=person, since=since):
            begun = GroupMembership(person, Term(since, None))
            return evolve(group, memberships=(*group.memberships, begun))
        case GroupMemberLeft(person=person, until=until):
            ended = tuple(
                evolve(each, term=each.term.ending(until))
                if each.person == person and each.term.covers(until)
                else each
                for each in group.memberships
            )
            return evolve(group, memberships=ended)
        case GroupDissolved(until=until):
            return evolve(group, until=until)
        case _:
            return group


def belongs_under(facts: Facts, person: str, unit: str, on: date) -> bool:
    """Whether a person belongs on a day to a unit or to one below it, as a primary or a secondary member (K18)."""
    own = (each for each in facts.all(Unit, member=person) if person in each.members(on))
    return any(unit == above.id for each in own for above in upwards(facts, each.id))


def able_members(facts: Facts, group: Group, on: date) -> frozenset[str]:
    """Who belongs to a group on a day, and still to its unit or to one below it."""
    return frozenset(each for each in group.members(on) if belongs_under(facts, each, group.unit, on))
