"""How a pilot might go on by its figures: a recommendation with its arithmetic, never a decision (K15, R11)."""

from collections.abc import Callable, Collection, Mapping
from enum import Enum
from typing import Any, ClassVar

from attrs import frozen

from civicflow.core.fields import SubjectId
from civicflow.core.operation import Operation
from civicflow.core.question import Evidence, Question, View
from civicflow.core.working import made
from civicflow.views import pilot_case
from civicflow.views.pilot_case import PilotCase
from civicflow.views.recommendation_criteria import Criterion, CriterionLine, Outcome, lines_of, nought


class Recommended(Enum):
    """How a pilot might go on, in the order in which it is asked (K15)."""

    INSUFFICIENT = "insufficient"
    PAUSE = "pause"
    STOP = "stop"
    ADJUST = "adjust"
    EXPAND = "expand"
    CONTINUE = "continue"


@frozen(kw_only=True)
class RecommendationAnswer:
    """
    A recommendation with its arithmetic; the city decides.

    Args:
        pilot: The pilot.
        period: The full quarters that it rests on, as ``first day/last day``; None when there is none yet.
        recommended: How the pilot might go on.
        answers_needed: How many answers a wave needs; None when nothing is on record.
        answers_missing: How many the last wave lacks, at most.
        criteria: Every test, whether or not it decided.
    """

    pilot: str
    period: str | None
    recommended: Recommended
    answers_needed: int | None
    answers_missing: int | None
    criteria: tuple[CriterionLine, ...]


@frozen(kw_only=True)
class Recommendation(Question[RecommendationAnswer]):
    """
    How a pilot might go on by its figures, and why: every test with its value, its threshold and the regulation (K15).

    What no question answers is not on record, and no test that lacks something is passed. A recommendation, never a
    decision: the leadership decides, with reasons when it departs.

    Args:
        pilot: The pilot.
    """

    views: ClassVar[tuple[View[Any], ...]] = pilot_case.VIEWS

    pilot: SubjectId

    def answer(self, evidence: Evidence) -> RecommendationAnswer:
        """The recommendation of today."""
        return weighed(PilotCase(evidence, self.pilot), self.pilot)


def weighed(case: PilotCase, pilot: str) -> RecommendationAnswer:
    """The recommendation about a pilot with all that is weighed about it."""
    lines = lines_of(case)
    needed, _ = case.answers_needed
    _, last = case.measured
    given = nought(case) if last is None else last.figure(case.evidence).denominator
    return RecommendationAnswer(
        pilot=pilot,
        period=None if case.period is None else str(case.period),
        recommended=recommended({line.criterion: line.outcome for line in lines}),
        answers_needed=needed,
        answers_missing=None if needed is None else _missing(needed, given),
        criteria=lines,
    )


def _missing(needed: int, given: int) -> int:
    lacking = made(needed - given, Operation.DIFFERENCE, answers_needed=needed, answers=given)
    return made(max(0, lacking), Operation.LARGEST, missing=lacking, nought=0)


def _unless_all_are_passed(outcomes: Collection[Outcome]) -> bool:
    return set(outcomes) != {Outcome.PASSED}


def _when_one_is_not_passed(outcomes: Collection[Outcome]) -> bool:
    return Outcome.NOT_PASSED in outcomes


def _when_all_are_passed(outcomes: Collection[Outcome]) -> bool:
    return set(outcomes) == {Outcome.PASSED}


COURSES: Mapping[Recommended, tuple[Callable[[Collection[Outcome]], bool], tuple[Criterion, ...]]] = {
    Recommended.INSUFFICIENT: (
        _unless_all_are_passed,
        (
            Criterion.FULL_QUARTERS_HAVE_PASSED,
            Criterion.SATISFACTION_IS_COMPARABLE,
            Criterion.BASELINE_HAS_ENOUGH_ANSWERS,
            Criterion.LAST_WAVE_HAS_ENOUGH_ANSWERS,
            Criterion.ON_TIME_IS_COMPARABLE,
        ),
    ),
    Recommended.PAUSE: (_when_one_is_not_passed, (Criterion.NO_CRITICAL_FINDING_IS_OPEN,)),
    Recommended.STOP: (
        _when_one_is_not_passed,
        (
            Criterion.NO_CRITICAL_FINDING_STAYS_OPEN,
            Criterion.SATISFACTION_IS_NOT_BELOW_THE_MARGIN,
            Criterion.ON_TIME_IS_NOT_BELOW_THE_MARGIN,
        ),
    ),
    Recommended.ADJUST: (
        _when_one_is_not_passed,
        (Criterion.SATISFACTION_HAS_NOT_FALLEN, Criterion.ON_TIME_HAS_NOT_FALLEN),
    ),
    Recommended.EXPAND: (
        _when_all_are_passed,
        (
            Criterion.SATISFACTION_STAYS_WITHIN_THE_MARGIN,
            Criterion.ON_TIME_STAYS_WITHIN_THE_MARGIN,
            Criterion.ASSIGNMENTS_ARE_CLEAR,
            Criterion.REPORTS_COME,
            Criterion.WORKLOAD_IS_EQUIVALENT,
            Criterion.CONFIDENTIALITY_IS_KEPT,
            Criterion.NO_CRITICAL_FINDING_IS_OPEN,
            Criterion.NO_GAP_IS_UNEXPLAINED,
        ),
    ),
}
"""When each course is recommended, in order: the first that holds; when none does, the pilot continues."""


def recommended(outcomes: Mapping[Criterion, Outcome]) -> Recommended:
    """The course that the tests lead to."""
    found = (
        course
        for course, (holds, criteria) in COURSES.items()
        if holds([outcomes[criterion] for criterion in criteria])
    )
    return next(found, Recommended.CONTINUE)
