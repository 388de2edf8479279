"""Who proposes how work could be done better, who decides on it, and what must be true before they do (R56)."""

from typing import Protocol

from civicflow.core.facts import Facts
from civicflow.core.rule import Allowed, Verdict, allowed_if
from civicflow.feedback.model import TAKEN_UP, Initiative, Progress
from civicflow.organization.authority import OFFICES_OF_RECORD, has_a_hand_in_it, leads, today
from civicflow.organization.model import Unit


class ConcernsInitiative(Protocol):
    """A command about an initiative."""

    @property
    def initiative(self) -> str:
        """The initiative."""


class RecordsInitiative(ConcernsInitiative, Protocol):
    """A command that records an initiative."""

    @property
    def unit(self) -> str:
        """The unit that decides on it."""

    @property
    def person(self) -> str:
        """Whose it is."""


def author_or_office_of_record(command: RecordsInitiative, facts: Facts) -> Verdict:
    """Whoever has the idea acts in person, or an office that keeps the record of the unit."""
    if facts.act.on_behalf_of is None and facts.act.by == command.person:
        return Allowed("author")
    return leads(facts, command.unit, offices=OFFICES_OF_RECORD)


def office_that_decides_on_the_initiative(command: ConcernsInitiative, facts: Facts) -> Verdict:
    """An office acts that leads the unit; on the idea of its head the unit above decides (K11)."""
    initiative = facts.of(Initiative, command.initiative)
    return leads(facts, initiative.unit, about=initiative.person)


def initiative_is_new(command: ConcernsInitiative, facts: Facts) -> Verdict:
    """The initiative does not exist yet."""
    return allowed_if(facts.find(Initiative, command.initiative) is None, initiative=command.initiative)


def author_belongs_to_the_unit(command: RecordsInitiative, facts: Facts) -> Verdict:
    """Whose initiative it is belongs to the unit today, or holds an office in it."""
    unit = facts.of(Unit, command.unit)
    return allowed_if(command.person in unit.people(today(facts)), person=command.person, unit=unit.id)


def initiative_is_undecided(command: ConcernsInitiative, facts: Facts) -> Verdict:
    """The initiative waits for a decision."""
    initiative = facts.of(Initiative, command.initiative)
    return allowed_if(
        initiative.progress is Progress.RECORDED,
        initiative=initiative.id,
        stage=initiative.progress.value,
    )


def initiative_is_taken_up(command: ConcernsInitiative, facts: Facts) -> Verdict:
    """The initiative was adopted."""
    initiative = facts.of(Initiative, command.initiative)
    return allowed_if(
        initiative.progress in TAKEN_UP, initiative=initiative.id, stage=initiative.progress.value
    )


def actor_is_not_its_author(command: ConcernsInitiative, facts: Facts) -> Verdict:
    """Nobody decides on their own idea, nor says what it has brought, nor does anyone for them (K10)."""
    initiative = facts.of(Initiative, command.initiative)
    return allowed_if(not has_a_hand_in_it(facts, initiative.person), initiative=initiative.id, basis="K10")
