"""How somebody turns against their grade, and how somebody else answers (R44, K10)."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from attrs import field, frozen

from civicflow.calendars.period import Period, period
from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import FreeText, PersonId, ShortText, free_text
from civicflow.core.rule import Rule
from civicflow.employee.events import EmployeeEvaluated, Grade
from civicflow.evaluation import petitioning_rules as rules
from civicflow.evaluation.assessing import optional_grade
from civicflow.evaluation.events import GradePetitionAnswered, GradePetitioned, PetitionResult
from civicflow.evaluation.periods import written
from civicflow.evaluation.rating_events import RatingRevised
from civicflow.evaluation.rules import evaluated_person
from civicflow.organization.granted_terms import granted_end
from civicflow.regulations.evaluation_parameters import GRADE_PETITION_ANSWERED_WITHIN


@frozen(kw_only=True, eq=False, repr=False)
class PetitionGrade(Command):
    """
    Turn against one's grade, in person and within the term that began with its publication (R44).

    Args:
        person: The person, who alone may do it.
        period: The period.
        text: What is wrong with the grade.
    """

    person: PersonId
    period: Period = field(converter=period)
    text: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = evaluated_person
    rules: ClassVar[tuple[Rule, ...]] = (rules.grade_is_published, rules.term_to_petition_still_runs)

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The grade is petitioned against, and the term to answer begins."""
        known = rules.proposal(self, facts)
        due, derivation = granted_end(
            facts,
            GRADE_PETITION_ANSWERED_WITHIN,
            known.agency,
            facts.act.now,
            category=known.category.value,
        )
        yield GradePetitioned(
            person=self.person,
            unit=known.unit,
            agency=known.agency,
            period=written(self.period),
            text=self.text,
            due=due,
            derivation=derivation,
        )


def names(given: Iterable[str]) -> tuple[str, ...]:
    """Take several names."""
    return tuple(given)


@frozen(kw_only=True, eq=False, repr=False)
class AnswerGradePetition(Command):
    """
    Answer a petition against a grade, from above everybody who had a hand in it; upheld, it gives a better grade (K10, K11).

    Args:
        person: Who petitioned.
        period: The period.
        result: ``upheld`` or ``rejected``.
        grade: The better grade, where it is upheld.
        total: The score as it is corrected, as exact text; left out where the score stands.
        set_aside: What was wrong in the grade: its grounds, such as ``degradation``, or its tests, such as ``assured``.
        answer: Why.
    """

    person: PersonId
    period: Period = field(converter=period)
    result: PetitionResult = field(converter=PetitionResult)
    grade: Grade | None = field(default=None, converter=optional_grade)
    total: ShortText | None = None
    set_aside: tuple[str, ...] = field(default=(), converter=names)
    answer: FreeText = field(converter=free_text)

    authority: ClassVar[Rule] = rules.head_above_whoever_rated
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.petition_waits_for_an_answer,
        rules.actor_had_no_hand_in_the_grade,
        rules.better_grade_is_given_when_upheld,
        rules.only_what_stood_in_the_way_is_set_aside,
        rules.corrected_score_is_exact,
        rules.better_grade_is_not_above_its_score,
        rules.discipline_of_the_year_is_counted_by_the_answer,
        rules.ceiling_is_kept_by_the_answer,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The petition is answered; a better grade is entered in the collective rating and on the person's record."""
        known = rules.proposal(self, facts)
        name, by = written(self.period), facts.act.person
        yield GradePetitionAnswered(
            person=self.person,
            unit=known.unit,
            agency=known.agency,
            period=name,
            result=self.result,
            grade=self.grade,
            total=self.total,
            set_aside=self.set_aside,
            answer=self.answer,
            answered_by=by,
            signed_by=facts.act.by,
        )
        kind = self.period.kind
        if self.grade is not None and kind is not None:
            yield RatingRevised(
                agency=known.agency,
                period=name,
                person=self.person,
                grade=self.grade,
                ceilings=rules.ceilings(self, facts),
                revised_by=by,
            )
            yield EmployeeEvaluated(
                person=self.person,
                unit=known.unit,
                period=name,
                period_kind=kind,
                grade=self.grade,
                total=self.total or known.total,
                regime=known.regime,
                approved_by=by,
            )
