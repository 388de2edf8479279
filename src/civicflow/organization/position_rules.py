"""Who decides on a position, and what must be true before it is established, revised or abolished (K12)."""

from datetime import date
from typing import Protocol

from attrs import evolve

from civicflow.core.facts import Facts
from civicflow.core.rule import Verdict, allowed_if
from civicflow.organization.authority import today
from civicflow.organization.granted_terms import beginning_of
from civicflow.organization.late_acts import is_soon_enough_or_says_why
from civicflow.organization.model import Description, Position
from civicflow.organization.rules import decided_one_level_up


class ConcernsPosition(Protocol):
    """A command about a position."""

    @property
    def position(self) -> str:
        """The position."""


class NewPosition(ConcernsPosition, Protocol):
    """A command that establishes a position."""

    @property
    def since(self) -> date | None:
        """The first day; today when left out."""


class SaysWork(ConcernsPosition, Protocol):
    """A command that says what a new position has to do."""

    @property
    def duties(self) -> str | None:
        """In words."""

    @property
    def work_types(self) -> tuple[str, ...]:
        """By the codes of the work."""


class RevisesPosition(ConcernsPosition, Protocol):
    """A command that says what a position is from a day on; what it leaves out stays."""

    @property
    def since(self) -> date | None:
        """The first day; today when left out."""

    @property
    def title(self) -> str | None:
        """Its title."""

    @property
    def duties(self) -> str | None:
        """What whoever holds it must do."""

    @property
    def group(self) -> str | None:
        """The positions it is compared with."""

    @property
    def citizen_contact(self) -> bool | None:
        """Whether citizens come to it."""

    @property
    def handles_procedures(self) -> bool | None:
        """Whether it handles administrative procedures."""

    @property
    def work_types(self) -> tuple[str, ...] | None:
        """The codes of the work it does."""


REVISABLE = ("title", "duties", "group", "citizen_contact", "handles_procedures", "work_types")
"""What a revision may change; a position of another unit is another position."""


def revised(position: Position, command: RevisesPosition, on: date) -> Description:
    """
    What a position is after a revision.

    Args:
        position: The position.
        command: What is said of it.
        on: Today, from which a revision holds that names no day.
    """
    said = {name: getattr(command, name) for name in REVISABLE}
    changes = {name: value for name, value in said.items() if value is not None}
    return evolve(position.descriptions[-1], since=command.since or on, **changes)


def office_above_the_unit_of_the_position(command: ConcernsPosition, facts: Facts) -> Verdict:
    """An office acts that leads the unit above the one of the position (K12)."""
    return decided_one_level_up(facts, facts.of(Position, command.position).unit)


def position_is_new(command: ConcernsPosition, facts: Facts) -> Verdict:
    """The position does not exist yet."""
    return allowed_if(facts.find(Position, command.position) is None, position=command.position)


def position_established_late_says_why(command: NewPosition, facts: Facts) -> Verdict:
    """A position stands from about today on; one that is to have stood longer moves figures gone by, and says why (K3, K12)."""
    since = command.since or today(facts)
    soon = is_soon_enough_or_says_why(facts, beginning_of(facts, since))
    return allowed_if(soon, since=str(since), basis="K3")


def position_says_what_to_do(command: SaysWork, _facts: Facts) -> Verdict:
    """The position says what whoever holds it must do: in words, or by the codes of its work (R75)."""
    return allowed_if(bool(command.duties or command.work_types), position=command.position, basis="R75")


def revised_position_says_what_to_do(command: RevisesPosition, facts: Facts) -> Verdict:
    """The position still says what whoever holds it must do (R75)."""
    described = revised(facts.of(Position, command.position), command, today(facts))
    return allowed_if(bool(described.duties or described.work_types), position=command.position, basis="R75")


def position_is_not_abolished(command: ConcernsPosition, facts: Facts) -> Verdict:
    """No last day of the position is decided."""
    until = facts.of(Position, command.position).until
    return allowed_if(until is None, position=command.position, until=str(until))


def revision_holds_from_today_on(command: RevisesPosition, facts: Facts) -> Verdict:
    """A revision begins today at the earliest: what the position was on days gone by stays as it was (K12)."""
    since = command.since or today(facts)
    return allowed_if(since >= today(facts), since=str(since), basis="K12")


def revision_is_the_latest(command: RevisesPosition, facts: Facts) -> Verdict:
    """A revision does not begin before one that is decided already."""
    last = facts.of(Position, command.position).descriptions[-1].since
    return allowed_if((command.since or today(facts)) >= last, since=str(last))


def revision_changes_something(command: RevisesPosition, facts: Facts) -> Verdict:
    """After the revision the position is another one than before."""
    before = facts.of(Position, command.position).descriptions[-1]
    after = revised(facts.of(Position, command.position), command, before.since)
    return allowed_if(evolve(after, since=before.since) != before, position=command.position)
