"""What can be asked for about whether a person stays in the service: open a review, conclude it (R49)."""

from collections.abc import Iterator
from typing import ClassVar

from attrs import field, frozen

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import FreeText, PersonId, ShortText, SubjectId, free_text
from civicflow.core.rule import Rule
from civicflow.employee.rules import actor_is_not_the_employee, employee_is_registered
from civicflow.employee.standing_rules import administrator_or_head_above_the_person
from civicflow.exit_review import rules, triggers
from civicflow.exit_review.events import ExitOutcome, ExitReviewConcluded, ExitReviewOpened
from civicflow.exit_review.model import ExitReview


@frozen(kw_only=True, eq=False, repr=False)
class OpenExitReview(Command):
    """
    Open the review of whether a person stays in the service, since their annual grades call for it by the law of today (R49).

    Nothing follows by itself: the review says what is to be considered, and somebody above concludes it with reasons.

    Args:
        review: Its id.
        person: Whose grades call for it.
    """

    review: SubjectId
    person: PersonId

    authority: ClassVar[Rule] = administrator_or_head_above_the_person
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.review_is_new,
        employee_is_registered,
        actor_is_not_the_employee,
        rules.person_is_still_in_service,
        rules.law_of_the_day_asks_for_a_review,
        rules.person_has_no_open_review,
        rules.these_grades_were_not_reviewed_yet,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The review is opened, with the day until which it is concluded."""
        asked, unit = triggers.required(facts, self.person), triggers.unit_of(facts, self.person)
        assert asked is not None
        assert unit is not None
        due, derivation = triggers.due(facts, self.person, unit, asked)
        yield ExitReviewOpened(
            review=self.review,
            person=self.person,
            unit=unit,
            trigger=asked.trigger,
            consequence=asked.consequence,
            periods=asked.periods,
            provision=asked.provision,
            events=asked.positions,
            due=due,
            derivation=derivation,
            opened_by=facts.act.person,
        )


@frozen(kw_only=True, eq=False, repr=False)
class ConcludeExitReview(Command):
    """
    Say with reasons to what a review has come; a dismissal is then recorded as an act of its own (R49, K10).

    Args:
        review: The review.
        outcome: To what it comes: the person is kept, moved to a lower position or to be dismissed; or the review is no longer
            required, since a grade has changed.
        reason: Why.
        instrument: The decision.
    """

    review: SubjectId
    outcome: ExitOutcome = field(converter=ExitOutcome)
    reason: FreeText = field(converter=free_text)
    instrument: ShortText

    authority: ClassVar[Rule] = rules.office_above_whoever_gave_the_grades
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.review_is_open,
        rules.actor_is_not_the_person_reviewed,
        rules.actor_did_not_give_the_grades,
        rules.outcome_follows_from_grades_that_stand,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The review is concluded."""
        review = facts.of(ExitReview, self.review)
        yield ExitReviewConcluded(
            review=review.id,
            person=review.person,
            unit=review.unit,
            outcome=self.outcome,
            reason=self.reason,
            instrument=self.instrument,
            concluded_by=facts.act.person,
        )


COMMANDS = (OpenExitReview, ConcludeExitReview)
