"""What can be asked for to weigh a pilot: hold a review on frozen answers, and decide how it goes on."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import ClassVar

from attrs import field, frozen
from attrs.converters import optional

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import (
    FreeText,
    ShortText,
    SubjectId,
    UnitId,
    counted,
    free_text,
    optional_day,
    optional_free_text,
    texts,
)
from civicflow.core.frozen_answer import FrozenAnswer
from civicflow.core.rule import Rule
from civicflow.pilot_record import decision_rules, rules
from civicflow.pilot_record.events import Course, Obstacle, PilotDecided, PilotEvaluated
from civicflow.pilot_record.model import PilotRecord, Scope, changed


def answers(frozen: Iterable[FrozenAnswer]) -> tuple[FrozenAnswer, ...]:
    """Take several frozen answers."""
    return tuple(frozen)


def obstacles(named: Iterable[Obstacle | str]) -> tuple[Obstacle, ...]:
    """Take obstacles by their names, each once."""
    return tuple(dict.fromkeys(map(Obstacle, named)))


@frozen(kw_only=True, eq=False, repr=False)
class EvaluatePilot(Command):
    """
    Hold the review of a pilot on answers that can be asked again, and recommend how to go on (R8, R9, K1).

    Args:
        pilot: The pilot.
        recommended: How to go on.
        answers: What the review rests on, as ``flow.freeze`` gives it.
        assessment: What the review found.
        obstacles: What stood in the way (R85).
        obstacles_note: The same in the words of the review; needed for an obstacle that is not in the list.
    """

    pilot: SubjectId
    recommended: Course = field(converter=Course)
    answers: tuple[FrozenAnswer, ...] = field(converter=answers)
    assessment: FreeText = field(converter=free_text)
    obstacles: tuple[Obstacle, ...] = field(default=(), converter=obstacles)
    obstacles_note: FreeText | None = field(default=None, converter=optional_free_text)

    authority: ClassVar[Rule] = rules.leadership_above_every_body
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.pilot_is_under_way,
        decision_rules.results_are_reported,
        rules.actor_is_no_author,
        decision_rules.actor_is_no_reporter,
        decision_rules.review_rests_on_answers,
        decision_rules.answers_were_given_by_now,
        decision_rules.other_obstacles_are_described,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The pilot is evaluated."""
        yield PilotEvaluated(
            pilot=self.pilot,
            evaluator=facts.act.person,
            recommended=self.recommended,
            answers=self.answers,
            assessment=self.assessment,
            obstacles=self.obstacles,
            obstacles_note=self.obstacles_note,
        )


@frozen(kw_only=True, eq=False, repr=False)
class DecidePilot(Command):
    """
    Decide, after a review, how a pilot goes on; the city decides, whatever is recommended (R11, K15).

    Args:
        pilot: The pilot.
        decided: How it goes on.
        instrument: The decision.
        reason: Why; needed when the review recommends otherwise.
        quota: The places of each body from now on, all of them; as before when left out. Only an adjustment or an
            expansion changes this and what follows.
        units: The units whose parts may be taken in from now on.
        groups: The groups of positions it is open to from now on.
        positions: The positions it is open to besides from now on.
        until: The last day from now on.
    """

    pilot: SubjectId
    decided: Course = field(converter=Course)
    instrument: ShortText
    reason: FreeText | None = field(default=None, converter=optional_free_text)
    quota: Mapping[UnitId, int] | None = field(default=None, converter=optional(counted))
    units: tuple[UnitId, ...] | None = field(default=None, converter=optional(texts))
    groups: tuple[ShortText, ...] | None = field(default=None, converter=optional(texts))
    positions: tuple[SubjectId, ...] | None = field(default=None, converter=optional(texts))
    until: date | None = field(default=None, converter=optional_day)

    authority: ClassVar[Rule] = decision_rules.leadership_above_all_bodies_then_and_now
    rules: ClassVar[tuple[Rule, ...]] = (
        decision_rules.review_was_held,
        rules.actor_is_no_author,
        decision_rules.departure_is_reasoned,
        decision_rules.only_adjustment_or_expansion_changes_the_pilot,
        *rules.SCOPE,
        decision_rules.what_takes_part_lies_in_the_scope,
        decision_rules.term_ends_after_today,
        decision_rules.bodies_stand_in_no_other_pilot_then,
    )

    def scope(self, facts: Facts) -> Scope | None:
        """How far the pilot reaches after the decision; None when that stays as it was."""
        before = facts.of(PilotRecord, self.pilot).scope
        after = changed(before, self)
        return None if after == before else after

    def decide(self, facts: Facts) -> Iterator[Event]:
        """It is decided how the pilot goes on."""
        yield PilotDecided(
            pilot=self.pilot,
            decided_by=facts.act.person,
            decided=self.decided,
            instrument=self.instrument,
            reason=self.reason,
            quota=self.quota,
            units=self.units,
            groups=self.groups,
            positions=self.positions,
            until=self.until,
        )


DECISIONS = (EvaluatePilot, DecidePilot)
