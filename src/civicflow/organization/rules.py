"""Who may set up and change an administration, and what must be true before they do."""

from datetime import date, timedelta
from typing import Protocol

from civicflow.core.facts import Facts
from civicflow.core.rule import ALLOWED, Refused, Verdict, allowed_if
from civicflow.organization.authority import (
    OFFICES_OF_RECORD,
    administers,
    either,
    has_a_hand_in_it,
    leads,
    leads_from_above,
    today,
)
from civicflow.organization.events import Office
from civicflow.organization.model import (
    THE_ADMINISTRATION,
    Administration,
    Delegations,
    Term,
    Unit,
)


class ConcernsUnit(Protocol):
    """A command about a unit."""

    @property
    def unit(self) -> str:
        """The unit."""


class ConcernsMember(ConcernsUnit, Protocol):
    """A command about a person in a unit."""

    @property
    def person(self) -> str:
        """The person."""


class LeavesUnit(ConcernsMember, Protocol):
    """A command that ends a membership."""

    @property
    def until(self) -> date:
        """The last day."""


class JoinsUnit(ConcernsMember, Protocol):
    """A command that makes a person a member."""

    @property
    def primary(self) -> bool:
        """Whether it becomes their primary unit."""

    @property
    def since(self) -> date:
        """The first day."""


class ConcernsOffice(ConcernsMember, Protocol):
    """A command about who holds an office."""

    @property
    def office(self) -> Office:
        """The office."""


class GivesUpOffice(ConcernsOffice, Protocol):
    """A command that relieves a person of an office."""

    @property
    def until(self) -> date:
        """The last day."""


class FillsOffice(ConcernsOffice, Protocol):
    """A command that appoints a person."""

    @property
    def since(self) -> date:
        """The first day."""

    @property
    def until(self) -> date | None:
        """The last day; open when left out."""


class NewUnit(ConcernsUnit, Protocol):
    """A command that establishes a unit."""

    @property
    def superior(self) -> str | None:
        """The unit above."""

    @property
    def answers_to(self) -> str | None:
        """The person above a root unit."""

    @property
    def body(self) -> str | None:
        """The body that a cap binds."""


class HasTerm(Protocol):
    """A command about something that holds between two days."""

    @property
    def since(self) -> date:
        """The first day."""

    @property
    def until(self) -> date | None:
        """The last day."""


class SetsLastDay(Protocol):
    """A command that ends something."""

    @property
    def until(self) -> date:
        """Its last day."""


class ConcernsDelegation(ConcernsUnit, Protocol):
    """A command about a delegation."""

    @property
    def delegation(self) -> str:
        """The delegation."""

    @property
    def to(self) -> str:
        """Who may act under it."""


def everybody_while_nothing_is_recorded(_command: object, facts: Facts) -> Verdict:
    """The record is founded once, by whoever opens an empty store."""
    founded = facts.find(Administration, THE_ADMINISTRATION)
    return allowed_if(founded is None, by=facts.act.by)


def administrator_or_head_above(command: NewUnit, facts: Facts) -> Verdict:
    """The administrator acts, or the office that leads the unit above."""
    superior = command.superior
    if superior is None:
        return administers(facts)
    return either(administers(facts), lambda: leads(facts, superior))


def administrator_or_leader_of_the_unit(command: ConcernsUnit, facts: Facts) -> Verdict:
    """The administrator acts, or an office that leads the unit."""
    return either(administers(facts), lambda: leads(facts, command.unit, offices=OFFICES_OF_RECORD))


def office_one_level_up(command: ConcernsUnit, facts: Facts) -> Verdict:
    """An office acts that leads the unit above: positions and heads are decided one level up (K11, K12)."""
    return decided_one_level_up(facts, command.unit)


def decided_one_level_up(facts: Facts, unit: str) -> Verdict:
    """Whether an office acts that leads the unit above one, or the administrator (K11, K12)."""
    return either(leads_from_above(facts, unit), lambda: administers(facts))


def person_acts_for_themselves(_command: object, facts: Facts) -> Verdict:
    """A delegation is given in person and cannot be passed on."""
    delegated = facts.act.on_behalf_of is not None
    return allowed_if(not delegated, by=facts.act.by, basis="K10")


def nobody_appoints_themselves(command: ConcernsMember, facts: Facts) -> Verdict:
    """Nobody gives themselves an office, in person or through anyone acting for them (K10)."""
    return allowed_if(not has_a_hand_in_it(facts, command.person), person=command.person, basis="K10")


def unit_is_new(command: ConcernsUnit, facts: Facts) -> Verdict:
    """The unit does not exist yet."""
    return allowed_if(facts.find(Unit, command.unit) is None, unit=command.unit)


def superior_exists(command: NewUnit, facts: Facts) -> Verdict:
    """The unit above exists, and is another one."""
    if command.superior is None:
        return ALLOWED
    known = command.superior != command.unit and facts.find(Unit, command.superior) is not None
    return allowed_if(known, superior=command.superior)


def somebody_stands_above(command: NewUnit, _facts: Facts) -> Verdict:
    """A unit has a unit above it, or names the person it answers to; else acts about its head would be refused (K11)."""
    return allowed_if(
        (command.superior is None) != (command.answers_to is None), unit=command.unit, basis="K11"
    )


def body_stands_above(command: NewUnit, facts: Facts) -> Verdict:
    """The body that a cap binds is the unit itself or the body of the unit above (K5)."""
    if command.body in (None, command.unit) or command.superior is None:
        return allowed_if(command.body in (None, command.unit), body=str(command.body))
    above = facts.find(Unit, command.superior)
    return allowed_if(above is not None and above.body == command.body, body=str(command.body))


def term_begins_before_it_ends(command: HasTerm, _facts: Facts) -> Verdict:
    """The last day is not before the first."""
    return allowed_if(command.until is None or command.since <= command.until, since=str(command.since))


def office_is_held(command: GivesUpOffice, facts: Facts) -> Verdict:
    """The person holds the office on the day that is to be the last one."""
    unit = facts.of(Unit, command.unit)
    held = any(each.person == command.person for each in unit.holders(command.office, command.until))
    return allowed_if(held, person=command.person, office=command.office.value)


def one_head_at_a_time(command: FillsOffice, facts: Facts) -> Verdict:
    """A unit has one head on any day; the earlier one is relieved first."""
    if command.office is not Office.HEAD:
        return ALLOWED
    term = Term(command.since, command.until)
    heads = (each for each in facts.of(Unit, command.unit).appointments if each.office is Office.HEAD)
    taken = next((each for each in heads if each.term.overlaps(term)), None)
    return allowed_if(taken is None, unit=command.unit, holder="" if taken is None else taken.person)


def person_is_no_member_yet(command: JoinsUnit, facts: Facts) -> Verdict:
    """The person does not belong to the unit already on any day from the first one on."""
    member = belongs_from(facts.of(Unit, command.unit), command.person, command.since)
    return allowed_if(not member, person=command.person, unit=command.unit)


def one_primary_unit(command: JoinsUnit, facts: Facts) -> Verdict:
    """A person has one primary unit on any day; it carries headcount, cap and rating (K18)."""
    if not command.primary:
        return ALLOWED
    units = facts.all(Unit, member=command.person)
    others = (unit for unit in units if belongs_from(unit, command.person, command.since, primary_only=True))
    other = next(others, None)
    return allowed_if(
        other is None, person=command.person, unit="" if other is None else other.id, basis="K18"
    )


def belongs_from(unit: Unit, person: str, since: date, *, primary_only: bool = False) -> bool:
    """Whether a person belongs to a unit on any day from one on, as far as is on record."""
    return any(
        each.person == person and each.term.overlaps(Term(since, None))
        for each in unit.memberships
        if each.primary or not primary_only
    )


def person_is_a_member(command: LeavesUnit, facts: Facts) -> Verdict:
    """The person belongs to the unit, has not left it yet, and does not leave before the first day."""
    memberships = facts.of(Unit, command.unit).memberships
    terms = (each.term for each in memberships if each.person == command.person)
    current = any(term.until is None and term.since <= command.until for term in terms)
    return allowed_if(current, person=command.person, unit=command.unit)


def delegation_is_new(command: ConcernsDelegation, facts: Facts) -> Verdict:
    """The delegation does not exist yet."""
    given = facts.find(Delegations, facts.act.by)
    taken = given is not None and any(each.id == command.delegation for each in given.given)
    return allowed_if(not taken, delegation=command.delegation)


def delegation_is_own(command: ConcernsDelegation, facts: Facts) -> Verdict:
    """The delegation was given by the person who acts, to that person for that unit."""
    given = facts.find(Delegations, facts.act.by)
    named = (command.delegation, command.to, command.unit)
    own = given is not None and any((each.id, each.to, each.unit) == named for each in given.given)
    return allowed_if(own, delegation=command.delegation)


def delegate_is_another_person(command: ConcernsDelegation, facts: Facts) -> Verdict:
    """Nobody delegates to themselves."""
    return allowed_if(command.to != facts.act.by, to=command.to)


def delegator_holds_an_office_there(command: ConcernsDelegation, facts: Facts) -> Verdict:
    """Only what one holds can be lent: the person leads the unit, or one above it."""
    verdict = leads(facts, command.unit)
    return verdict if isinstance(verdict, Refused) else ALLOWED


def days_gone_by_stay_as_they_were(command: SetsLastDay, facts: Facts) -> Verdict:
    """What is ended has stood until yesterday at the least: whoever was bound by it until then remains so."""
    return allowed_if(command.until >= today(facts) - timedelta(days=1), until=str(command.until))
