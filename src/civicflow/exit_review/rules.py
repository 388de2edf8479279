"""Who opens and concludes the review of whether a person stays in the service, and what must be true before they do (R49)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from civicflow.core.facts import Facts
from civicflow.core.rule import ALLOWED, Allowed, Refused, Verdict, allowed_if
from civicflow.employee.model import Employee, PeriodGrade
from civicflow.employee.rules import ConcernsEmployee
from civicflow.employee.standing_events import SeparationKind
from civicflow.evaluation.model import Evaluation
from civicflow.exit_review.events import ExitOutcome
from civicflow.exit_review.model import ExitReview, Stage
from civicflow.exit_review.triggers import required
from civicflow.organization.authority import HEAD, has_a_hand_in_it, leads_from_above, today, upwards


class ConcernsReview(Protocol):
    """A command about a review."""

    @property
    def review(self) -> str:
        """The review."""


class OpensReview(ConcernsReview, ConcernsEmployee, Protocol):
    """A command that opens a review."""


class ConcludesReview(ConcernsReview, Protocol):
    """A command that concludes a review."""

    @property
    def outcome(self) -> ExitOutcome:
        """To what it comes."""


class Separates(ConcernsEmployee, Protocol):
    """A command that ends a person's service."""

    @property
    def kind(self) -> SeparationKind:
        """On what ground."""


def office_above_whoever_gave_the_grades(command: ConcernsReview, facts: Facts) -> Verdict:
    """A head acts, or the person whom the root unit answers to, who stands above the person's agency (R49, K10, K11)."""
    review = facts.of(ExitReview, command.review)
    verdicts = (leads_from_above(facts, each, offices=HEAD) for each in _agency_and_above(facts, review.unit))
    refused = Refused(parameters={"by": facts.act.by, "unit": review.unit}, basis="K11")
    return next((each for each in verdicts if isinstance(each, Allowed)), refused)


def _agency_and_above(facts: Facts, unit: str) -> Iterator[str]:
    chain = tuple(upwards(facts, unit))
    agency = next((number for number, each in enumerate(chain) if each.id == chain[0].body), 0)
    yield from (each.id for each in chain[agency:])


def review_is_new(command: ConcernsReview, facts: Facts) -> Verdict:
    """The review does not exist yet."""
    return allowed_if(facts.find(ExitReview, command.review) is None, review=command.review)


def person_is_still_in_service(command: ConcernsEmployee, facts: Facts) -> Verdict:
    """The person works for the administration today; whoever has left is reviewed no more."""
    employee = facts.find(Employee, command.person)
    return allowed_if(employee is None or employee.serves(today(facts)), person=command.person)


def law_of_the_day_asks_for_a_review(command: ConcernsEmployee, facts: Facts) -> Verdict:
    """By the law of the day of the decision, the person's annual grades call for a review (R49, K25)."""
    asked = required(facts, command.person)
    return allowed_if(asked is not None, person=command.person, on=str(today(facts)), basis="R49")


def person_has_no_open_review(command: OpensReview, facts: Facts) -> Verdict:
    """One review of a person at a time."""
    others = (each for each in facts.all(ExitReview, exit_reviews_of=command.person))
    other = next((each.id for each in others if each.stage is Stage.OPEN and each.id != command.review), None)
    return allowed_if(other is None, person=command.person, other=other or "")


def these_grades_were_not_reviewed_yet(command: OpensReview, facts: Facts) -> Verdict:
    """The same grades call for one review, not for another when it has come to an end (R17)."""
    asked = required(facts, command.person)
    if asked is None:
        return ALLOWED
    before = facts.all(ExitReview, exit_reviews_of=command.person)
    same = next((each.id for each in before if set(each.grades) >= set(asked.positions)), None)
    return allowed_if(same is None, person=command.person, other=same or "", basis="R17")


def review_is_open(command: ConcernsReview, facts: Facts) -> Verdict:
    """The review is not concluded yet."""
    stage = facts.of(ExitReview, command.review).stage
    return allowed_if(stage is Stage.OPEN, review=command.review)


def actor_is_not_the_person_reviewed(command: ConcernsReview, facts: Facts) -> Verdict:
    """Nobody concludes the review of themselves, nor does whoever may act for them, under whichever delegation they use (K10)."""
    person = facts.of(ExitReview, command.review).person
    return allowed_if(not has_a_hand_in_it(facts, person), person=person, basis="K10")


def actor_did_not_give_the_grades(command: ConcernsReview, facts: Facts) -> Verdict:
    """
    Whoever had a hand in one of the grades, or answered a petition about it, does not say what follows from them (K10).

    Nor does who acts for them, or could when the grade was decided.
    """
    review = facts.of(ExitReview, command.review)
    known = graders(facts, review)
    judged = next((each for each, then in known if has_a_hand_in_it(facts, each, then)), None)
    return allowed_if(judged is None, review=command.review, grader=judged or "", basis="K10")


def graders(facts: Facts, review: ExitReview) -> Iterator[tuple[str, datetime | None]]:
    """Everybody who had a hand in the grades of a review, each with when the grade was decided."""
    employee = facts.of(Employee, review.person)
    for period in review.periods:
        grade = employee.grade_of(period)
        evaluation = facts.find(Evaluation, f"{review.person}:{period}")
        decided = None if grade is None else grade.at
        hands = frozenset[str]() if evaluation is None else evaluation.hands | evaluation.answerers
        approved = frozenset[str]() if grade is None else {grade.approved_by}
        yield from ((each, decided) for each in sorted(hands | approved))


def grades_that_stand(facts: Facts, review: ExitReview) -> tuple[PeriodGrade, ...]:
    """The grades of a review that are still what they were when it was opened."""
    employee = facts.of(Employee, review.person)
    return tuple(each for each in employee.grades if each.position in review.grades)


def outcome_follows_from_grades_that_stand(command: ConcludesReview, facts: Facts) -> Verdict:
    """Once a petition has changed a grade the review is no longer required, and comes to nothing else; and only then (R49)."""
    review = facts.of(ExitReview, command.review)
    stand = len(grades_that_stand(facts, review)) == len(review.grades)
    agree = stand is not (command.outcome is ExitOutcome.NO_LONGER_REQUIRED)
    return allowed_if(agree, review=command.review, outcome=command.outcome.value, basis="R49")


def dismissal_after_a_review_was_concluded(command: Separates, facts: Facts) -> Verdict:
    """Whoever is dismissed for their grades is dismissed after a last review that came to it, by grades that still stand (R49)."""
    if command.kind is not SeparationKind.EXIT_REVIEW:
        return ALLOWED
    reviews = facts.all(ExitReview, exit_reviews_of=command.person)
    concluded = (each for each in reviews if each.stage is Stage.CONCLUDED)
    last = max(concluded, key=lambda each: each.events[-1], default=None)
    if last is None or last.outcome is not ExitOutcome.DISMISSAL:
        return allowed_if(False, person=command.person, basis="R49")
    stands = len(grades_that_stand(facts, last)) == len(last.grades)
    return allowed_if(stands, person=command.person, basis="R49")
