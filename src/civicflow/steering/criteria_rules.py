"""Who publishes criteria, and what must be true before they do: nobody is judged by what they did not know (R44, K21)."""

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from civicflow.core.facts import Facts
from civicflow.core.rule import Verdict, allowed_if
from civicflow.organization.authority import leads, today
from civicflow.organization.model import Term
from civicflow.steering.model import Criteria


class NamesCriteria(Protocol):
    """A command about new criteria."""

    @property
    def criteria(self) -> str:
        """Their id."""

    @property
    def since(self) -> date:
        """The first day of their period."""

    @property
    def until(self) -> date:
        """The last day of their period."""

    @property
    def entries(self) -> Mapping[str, str]:
        """What is judged, by its code."""


class PublishesCriteria(NamesCriteria, Protocol):
    """A command that publishes the criteria of a unit."""

    @property
    def unit(self) -> str:
        """The unit."""


class ReplacesCriteria(NamesCriteria, Protocol):
    """A command that puts criteria in the place of others."""

    @property
    def replaces(self) -> str:
        """Those whose place they take."""


def office_that_leads_the_unit_of_criteria(command: PublishesCriteria, facts: Facts) -> Verdict:
    """An office acts that leads the unit whose people are judged (R44, R79)."""
    return leads(facts, command.unit)


def office_that_leads_the_unit_of_the_replaced(command: ReplacesCriteria, facts: Facts) -> Verdict:
    """An office acts that leads the unit whose criteria are replaced (R44, R79)."""
    return leads(facts, facts.of(Criteria, command.replaces).unit)


def criteria_are_new(command: NamesCriteria, facts: Facts) -> Verdict:
    """The criteria do not exist yet."""
    return allowed_if(facts.find(Criteria, command.criteria) is None, criteria=command.criteria)


def criteria_are_published_before_their_period(command: NamesCriteria, facts: Facts) -> Verdict:
    """Criteria are on record before their period begins, whatever day the act claims (R44, K21)."""
    return allowed_if(today(facts) < command.since, since=str(command.since), basis="R44")


def criteria_name_what_is_judged(command: NamesCriteria, _facts: Facts) -> Verdict:
    """There is at least one criterion (R44)."""
    return allowed_if(bool(command.entries), criteria=command.criteria, basis="R44")


def no_other_criteria_hold_then(command: PublishesCriteria, facts: Facts) -> Verdict:
    """On no day of the period other criteria of the unit hold; those are replaced, not doubled (R44)."""
    term = Term(command.since, command.until)
    own = (each for each in facts.all(Criteria, criteria_of=command.unit) if each.unit == command.unit)
    other = next((each for each in own if each.id != command.criteria and each.term.overlaps(term)), None)
    return allowed_if(other is None, unit=command.unit, other="" if other is None else other.id)


def replaced_criteria_stand(command: ReplacesCriteria, facts: Facts) -> Verdict:
    """The criteria were not replaced already."""
    successor = facts.of(Criteria, command.replaces).successor
    return allowed_if(successor is None, criteria=command.replaces, other=successor or "")


def period_is_a_later_one(command: ReplacesCriteria, facts: Facts) -> Verdict:
    """The new period begins after that of the replaced criteria began, and no later than it ends (R44)."""
    term = facts.of(Criteria, command.replaces).term
    later = term.since < command.since and term.covers(command.since)
    return allowed_if(later, since=str(command.since), criteria=command.replaces)


def no_third_criteria_hold_then(command: ReplacesCriteria, facts: Facts) -> Verdict:
    """Besides the replaced ones no criteria of the unit hold on a day of the new period (R44)."""
    unit, term = facts.of(Criteria, command.replaces).unit, Term(command.since, command.until)
    own = (each for each in facts.all(Criteria, criteria_of=unit) if each.unit == unit)
    others = (each for each in own if each.id not in {command.criteria, command.replaces})
    other = next((each for each in others if each.term.overlaps(term)), None)
    return allowed_if(other is None, unit=unit, other="" if other is None else other.id)
