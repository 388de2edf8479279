"""What must be true before a pilot is reviewed, and before it is decided how it goes on (R8, R11, K10)."""

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from attrs import evolve

from civicflow.core.facts import Facts
from civicflow.core.frozen_answer import FrozenAnswer
from civicflow.core.rule import ALLOWED, Verdict, allowed_if
from civicflow.organization.authority import has_a_hand_in_any, today
from civicflow.organization.model import Term
from civicflow.pilot_record.events import Course, Obstacle
from civicflow.pilot_record.model import ChangesScope, PilotRecord, Stage, Survey
from civicflow.pilot_record.rules import (
    ConcernsPilot,
    SetsScope,
    leadership_above,
    lies_below,
    stands_in_no_other_pilot,
)


class ReviewsPilot(ConcernsPilot, Protocol):
    """A command that reviews a pilot."""

    @property
    def answers(self) -> tuple[FrozenAnswer, ...]:
        """What the review rests on."""

    @property
    def obstacles(self) -> tuple[Obstacle, ...]:
        """What stood in the way."""

    @property
    def obstacles_note(self) -> object | None:
        """The same in the words of the review."""


class DecidesPilot(SetsScope, ChangesScope, Protocol):
    """A command that decides how a pilot goes on."""

    @property
    def decided(self) -> Course:
        """How it goes on."""

    @property
    def reason(self) -> object | None:
        """Why."""

    @property
    def until(self) -> date | None:
        """The last day from now on; that of before when left out."""


def leadership_above_all_bodies_then_and_now(command: DecidesPilot, facts: Facts) -> Verdict:
    """The leadership acts that stands above every body that takes part, and above each that is to join (K11)."""
    before: Mapping[str, int] = facts.of(PilotRecord, command.pilot).scope.quota
    return leadership_above(facts, dict.fromkeys((*before, *(command.quota or ()))))


def results_are_reported(command: ConcernsPilot, facts: Facts) -> Verdict:
    """Results are on record before a review is held (R8)."""
    pilot = facts.of(PilotRecord, command.pilot)
    return allowed_if(pilot.reported, pilot=pilot.id, basis="R8")


def actor_is_no_reporter(command: ConcernsPilot, facts: Facts) -> Verdict:
    """Nobody weighs what they measured or reported, in person or through anyone acting for them (K10)."""
    pilot = facts.of(PilotRecord, command.pilot)
    surveys = facts.all(Survey, survey_of=pilot.id)
    recorders = {person for survey in surveys for person in survey.recorders}
    own = has_a_hand_in_any(facts, recorders.union(pilot.reporters))
    return allowed_if(not own, pilot=pilot.id, basis="K10")


def review_rests_on_answers(command: ReviewsPilot, _facts: Facts) -> Verdict:
    """The review rests on at least one frozen answer, so that it can be asked again (R8, R9)."""
    return allowed_if(bool(command.answers), pilot=command.pilot, basis="R8")


def answers_were_given_by_now(command: ReviewsPilot, facts: Facts) -> Verdict:
    """No answer was frozen for an instant to come, or of a log that had not begun."""
    now = facts.act.now
    wrong = next((each for each in command.answers if not each.was_given_by(now)), None)
    return allowed_if(wrong is None, question="" if wrong is None else wrong.question)


def other_obstacles_are_described(command: ReviewsPilot, _facts: Facts) -> Verdict:
    """Whoever names an obstacle that is not in the list says what it is (R85)."""
    described = Obstacle.OTHER not in command.obstacles or command.obstacles_note is not None
    return allowed_if(described, pilot=command.pilot)


def review_was_held(command: ConcernsPilot, facts: Facts) -> Verdict:
    """A review was held since the last decision (R8, R11)."""
    pilot = facts.of(PilotRecord, command.pilot)
    reviewed = pilot.stage is Stage.IN_REVIEW
    return allowed_if(reviewed, pilot=pilot.id, stage=pilot.stage.value, basis="R11")


def departure_is_reasoned(command: DecidesPilot, facts: Facts) -> Verdict:
    """Whoever decides otherwise than the review recommends says why (R11, R17)."""
    recommended = facts.of(PilotRecord, command.pilot).recommended
    follows = recommended in (None, command.decided)
    said = "" if recommended is None else recommended.value
    return allowed_if(follows or command.reason is not None, recommended=said, basis="R17")


CHANGING = frozenset({Course.ADJUST, Course.EXPAND})
"""The decisions that may change how far a pilot reaches, and for how long."""


def only_adjustment_or_expansion_changes_the_pilot(command: DecidesPilot, _facts: Facts) -> Verdict:
    """Scope and term stay as they are, unless the pilot is adjusted or expanded (R11)."""
    said = (command.quota, command.units, command.groups, command.positions, command.until)
    stays = all(each is None for each in said)
    return allowed_if(stays or command.decided in CHANGING, decided=command.decided.value, basis="R11")


def what_takes_part_lies_in_the_scope(command: DecidesPilot, facts: Facts) -> Verdict:
    """No unit that takes part falls out of the scope; it is withdrawn first (R2)."""
    scope, taken_in = command.scope(facts), facts.of(PilotRecord, command.pilot).taken_in
    if scope is None:
        return ALLOWED
    outside = next((unit for unit, _ in taken_in if not lies_below(facts, unit, scope.units)), None)
    return allowed_if(outside is None, unit=outside or "", basis="R2")


def term_ends_after_today(command: DecidesPilot, facts: Facts) -> Verdict:
    """A new last day is today or lies ahead: days gone by stay as they were (R12)."""
    ahead = command.until is None or command.until >= today(facts)
    return allowed_if(ahead, until=str(command.until), basis="R12")


def bodies_stand_in_no_other_pilot_then(command: DecidesPilot, facts: Facts) -> Verdict:
    """With its new bodies and its new term too, no body stands in two decided pilots of a kind (R6, K14)."""
    if command.decided not in CHANGING:
        return ALLOWED
    pilot = facts.of(PilotRecord, command.pilot)
    until = pilot.term.until if command.until is None else command.until
    scope = command.scope(facts) or pilot.scope
    return stands_in_no_other_pilot(facts, evolve(pilot, scope=scope, term=Term(pilot.term.since, until)))
