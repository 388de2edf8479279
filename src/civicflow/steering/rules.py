"""Who sets a target, reports on it and closes it, and what must be true before they do (R55, K16)."""

from datetime import date
from typing import Protocol

from civicflow.core.exact import exact
from civicflow.core.facts import Facts
from civicflow.core.rule import Verdict, allowed_if
from civicflow.organization.authority import (
    LEADING,
    has_a_hand_in_any,
    has_a_hand_in_it,
    leads,
    leads_from_above,
    today,
)
from civicflow.organization.events import Office
from civicflow.organization.model import Term, Unit
from civicflow.organization.rules import ConcernsUnit
from civicflow.steering.model import Stage, Target

REPORTING = (Office.HEAD, Office.CLERK_OF_RECORD)
"""The offices that say for a unit what an indicator shows."""


class ConcernsTarget(Protocol):
    """A command about a target."""

    @property
    def target(self) -> str:
        """The target."""


class NewTarget(ConcernsTarget, ConcernsUnit, Protocol):
    """A command that sets a target."""

    @property
    def indicator(self) -> str:
        """The indicator."""

    @property
    def since(self) -> date:
        """The first day of the period."""

    @property
    def until(self) -> date:
        """The last day of the period."""


class SaysValue(Protocol):
    """A command that says a number."""

    @property
    def value(self) -> str:
        """The number, as exact text."""


class RevisesTarget(ConcernsTarget, SaysValue, Protocol):
    """A command that changes what a target asks for."""


class ReportsTarget(ConcernsTarget, Protocol):
    """A command that says what an indicator shows on a day."""

    @property
    def as_of(self) -> date:
        """The day."""


class ClosesTarget(ConcernsTarget, Protocol):
    """A command that says what was achieved."""

    @property
    def achieved(self) -> str:
        """The number, as exact text."""


def office_above_the_unit(command: ConcernsUnit, facts: Facts) -> Verdict:
    """An office acts that leads the unit above: nobody sets their own target (R55, K11)."""
    return leads_from_above(facts, command.unit)


def office_above_the_unit_of_the_target(command: ConcernsTarget, facts: Facts) -> Verdict:
    """An office acts that leads the unit above the one whose target it is (R55, K11)."""
    return leads_from_above(facts, facts.of(Target, command.target).unit)


def unit_sets_nothing_for_itself(command: ConcernsUnit, facts: Facts) -> Verdict:
    """Who leads the unit sets no target for it, by no other office of theirs nor acting for another (R55, K10)."""
    return _by_another_hand(facts, command.unit)


def unit_changes_nothing_for_itself(command: ConcernsTarget, facts: Facts) -> Verdict:
    """Who leads the unit neither revises its target nor says what was achieved, whoever they act for (R55, K10)."""
    return _by_another_hand(facts, facts.of(Target, command.target).unit)


def _by_another_hand(facts: Facts, unit: str) -> Verdict:
    found, on = facts.of(Unit, unit), today(facts)
    own = {each.person for office in LEADING for each in found.holders(office, on)}
    return allowed_if(not has_a_hand_in_any(facts, own), unit=unit, basis="K10")


def head_or_clerk_of_the_unit(command: ConcernsTarget, facts: Facts) -> Verdict:
    """The head or the clerk of record of the unit reports, or of one above it (R55, R79)."""
    return leads(facts, facts.of(Target, command.target).unit, offices=REPORTING)


def target_is_new(command: ConcernsTarget, facts: Facts) -> Verdict:
    """The target does not exist yet."""
    return allowed_if(facts.find(Target, command.target) is None, target=command.target)


def target_is_open(command: ConcernsTarget, facts: Facts) -> Verdict:
    """The target is not closed."""
    stage = facts.of(Target, command.target).stage
    return allowed_if(stage is Stage.OPEN, target=command.target)


def value_is_an_exact_number(command: SaysValue, _facts: Facts) -> Verdict:
    """The value is an exact number, such as ``95``, ``9.5`` or ``19/20``; never a rounded one."""
    return allowed_if(exact(command.value) is not None, value=command.value)


def achievement_is_an_exact_number(command: ClosesTarget, _facts: Facts) -> Verdict:
    """What was achieved is an exact number."""
    return allowed_if(exact(command.achieved) is not None, value=command.achieved)


def period_is_not_over(command: NewTarget, facts: Facts) -> Verdict:
    """The period has not ended: what is over cannot be aimed at (R55)."""
    return allowed_if(today(facts) <= command.until, until=str(command.until), basis="R55")


def target_set_late_says_why(command: NewTarget, facts: Facts) -> Verdict:
    """A target is set before its period begins, as criteria are; later the order says why, and it shows (R55, R44)."""
    in_time = today(facts) < command.since or facts.act.reason is not None
    return allowed_if(in_time, since=str(command.since), basis="R55")


def one_target_of_an_indicator_at_a_time(command: NewTarget, facts: Facts) -> Verdict:
    """On any day a unit has one target of an indicator; what it asks for is revised, not set beside it (R55)."""
    term = Term(command.since, command.until)
    others = (each for each in facts.all(Target, targets_of=command.unit) if each.unit == command.unit)
    same = (each for each in others if each.indicator == command.indicator and each.term.overlaps(term))
    other = next((each for each in same if each.id != command.target), None)
    return allowed_if(other is None, unit=command.unit, other="" if other is None else other.id)


def target_is_revised_before_its_period_ends(command: ConcernsTarget, facts: Facts) -> Verdict:
    """What a target asks for is changed before its period ends, never when the result is known (R55, K4)."""
    until = facts.of(Target, command.target).term.until
    return allowed_if(until is None or today(facts) <= until, until=str(until), basis="R55")


def revision_asks_for_something_else(command: RevisesTarget, facts: Facts) -> Verdict:
    """The target asks for another number than before."""
    before = exact(facts.of(Target, command.target).value)
    return allowed_if(exact(command.value) != before, value=command.value)


def reported_day_lies_in_the_period(command: ReportsTarget, facts: Facts) -> Verdict:
    """The report is of a day of the period."""
    covered = facts.of(Target, command.target).term.covers(command.as_of)
    return allowed_if(covered, as_of=str(command.as_of))


def reported_day_has_come(command: ReportsTarget, facts: Facts) -> Verdict:
    """The report is of no day to come."""
    return allowed_if(command.as_of <= today(facts), as_of=str(command.as_of))


def period_of_the_target_is_over(command: ConcernsTarget, facts: Facts) -> Verdict:
    """The last day of the period of the target has come."""
    until = facts.of(Target, command.target).term.until
    return allowed_if(until is not None and until <= today(facts), until=str(until))


def actor_did_not_report_it(command: ConcernsTarget, facts: Facts) -> Verdict:
    """Nobody finds what was achieved by their own report, nor does anyone who acts for them (K10)."""
    reports = facts.of(Target, command.target).reports
    own = any(has_a_hand_in_it(facts, each.reported_by, each.recorded_at) for each in reports)
    return allowed_if(not own, target=command.target, basis="K10")
