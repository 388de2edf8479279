"""By what somebody is judged: criteria that were published before the period began, and points for these alone (R44, K21)."""

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from civicflow.core.facts import Facts
from civicflow.core.rule import ALLOWED, Verdict, allowed_if
from civicflow.evaluation.exact import read_exact
from civicflow.evaluation.rules import ConcernsEvaluation, standing
from civicflow.organization.authority import upwards
from civicflow.steering.model import Criteria


class GivesPoints(ConcernsEvaluation, Protocol):
    """A command that gives points for general criteria."""

    @property
    def general(self) -> Mapping[str, str] | None:
        """Points for each criterion, as exact text, by its code."""


def criteria_of(facts: Facts, unit: str, on: date) -> Criteria | None:
    """
    The criteria by which the people of a unit are judged in a period that begins on a day: its own, else those of the
    nearest unit above; they were published before that day, or they would not hold on it (R44, K21).
    """
    for above in upwards(facts, unit):
        own = (each for each in facts.all(Criteria, criteria_of=above.id) if each.unit == above.id)
        held = next((each for each in own if each.term.covers(on)), None)
        if held is not None:
            return held
    return None


def criteria_for(command: ConcernsEvaluation, facts: Facts) -> Criteria | None:
    """The criteria by which the person is judged in the period."""
    known = standing(command, facts)
    return None if known is None else criteria_of(facts, known.unit.id, command.period.first)


def criteria_were_published_before_the_period(command: ConcernsEvaluation, facts: Facts) -> Verdict:
    """Criteria of the unit, or of one above it, were published before the period began (R44, K21)."""
    known = standing(command, facts)
    if known is None:
        return ALLOWED
    published = criteria_for(command, facts) is not None
    return allowed_if(published, unit=known.unit.id, since=str(command.period.first), basis="R44")


def general_points_are_for_published_criteria(command: GivesPoints, facts: Facts) -> Verdict:
    """Points are exact, not negative, and given for published criteria alone (R44)."""
    criteria = criteria_for(command, facts)
    entries = {} if criteria is None else criteria.entries
    wrong = next(
        (
            code
            for code, points in (command.general or {}).items()
            if code not in entries or not _counts(points)
        ),
        None,
    )
    return ALLOWED if wrong is None else allowed_if(False, criterion=wrong, basis="R44")


def _counts(points: str) -> bool:
    number = read_exact(points)
    return number is not None and number >= 0
