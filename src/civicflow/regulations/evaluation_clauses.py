"""Records about evaluation whose fields only mean something together: scales, thresholds, ceilings (R44, R51)."""

from enum import Enum
from fractions import Fraction

import attrs

from civicflow.errors import InvalidInputError
from civicflow.regulations.composing import said
from civicflow.regulations.income_clauses import INCOME_CLAUSES
from civicflow.regulations.parameter import Clause
from civicflow.regulations.rating_clauses import RATING_CLAUSES
from civicflow.regulations.reading import count, flag, ratio, words


class Scheme(Enum):
    """By what a regime comes to a grade."""

    POINTS = "points"
    """Points of 100 from products of work, by month, quarter and year: Decree 335/2025."""

    TESTS = "tests"
    """Tests that each grade must pass, once a year: Decree 90/2020."""

    MONTHLY_POINTS = "monthly_points"
    """Points of 100 by month, as Hanoi has given them since 2018."""

    NOT_ON_RECORD = "not_on_record"
    """The regime is known, and its criteria were not read: no grade can be reckoned, one can be stated."""


class Denominator(Enum):
    """Of whom the ceiling on excellent grades is a share; where the text is open, both readings can be asked for (K24)."""

    GOOD_ONLY = "good_only"
    """Of those rated good, and no better."""

    GOOD_OR_BETTER = "good_or_better"
    """Of those rated good or excellent."""

    RATED = "rated"
    """Of all who were rated."""


@attrs.frozen(kw_only=True)
class ScoreScale:
    """
    Of how many points a score is made.

    Args:
        general: The most for general criteria, or discipline and ethics.
        tasks: The most for results of tasks.
        bonus: The most that is added as a bonus.
        provision: The record that it rests on.
    """

    general: int
    tasks: int
    bonus: int
    provision: str


@attrs.frozen(kw_only=True)
class ScoreDeduction:
    """
    Which part of a product's points is lost each time.

    Args:
        major_error: For each failed review for a major error.
        delay: For each delay.
        readings: Which of these the text leaves open.
        provision: The record that it rests on.
    """

    major_error: Fraction
    delay: Fraction
    readings: tuple[str, ...] = ()
    provision: str


PARTS = ("a", "b", "c")
"""The parts of everybody's score, by their letters in the decree: quantity, quality, progress."""

LEADER_PARTS = (*PARTS, "d", "dd", "e")
"""Those of a leader's: also the results of those led, the ability to organise (đ), and unity."""


@attrs.frozen(kw_only=True)
class TaskScore:
    """
    Of which parts, each as heavy as the others, the score of tasks is the mean.

    Args:
        parts: For everybody but leaders, by their letters.
        leader_parts: For leaders.
        provision: The record that it rests on.

    Raises:
        InvalidInputError: When there is none, or one that the decree does not know.
    """

    parts: tuple[str, ...]
    leader_parts: tuple[str, ...]
    provision: str

    def __attrs_post_init__(self) -> None:
        for name, known in (("parts", PARTS), ("leader_parts", LEADER_PARTS)):
            letters = getattr(self, name)
            if not letters or not set(letters) <= set(known):
                raise InvalidInputError(field=name, problem="unknown-word", value=", ".join(letters))

    def of(self, *, leader: bool) -> tuple[str, ...]:
        """The parts that count for a leader, or for somebody else."""
        return self.leader_parts if leader else self.parts


@attrs.frozen(kw_only=True)
class LeaderResults:
    """
    Which part of the points a leader is given for the results of those led.

    Args:
        all_completed: When everybody has completed their tasks.
        any_not_completed: When anybody has not.
        provision: The record that it rests on.
    """

    all_completed: Fraction
    any_not_completed: Fraction
    provision: str


@attrs.frozen(kw_only=True)
class GradeThresholds:
    """
    From how many points on each grade is reached; below the last one, tasks are not completed.

    Args:
        excellent: Completed excellently.
        good: Completed well.
        completed: Completed.
        provision: The record that it rests on.

    Raises:
        InvalidInputError: When they do not descend.
    """

    excellent: int
    good: int
    completed: int
    provision: str

    def __attrs_post_init__(self) -> None:
        if not self.excellent > self.good > self.completed:
            raise InvalidInputError(field="good", problem="not-descending", value=self.good)


@attrs.frozen(kw_only=True)
class IncompleteWorkCap:
    """
    Whether a score is cut where not all that was assigned was finished.

    Args:
        applies: Whether it is; by default nowhere.
        points: To how many points.
        provision: The record that it rests on.
    """

    applies: bool
    points: int
    provision: str


@attrs.frozen(kw_only=True)
class Ceiling:
    """
    How many may be rated excellent.

    Args:
        share: Which share.
        denominator: Of whom, as the text is read literally.
        each_group: Whether it holds within each group with similar tasks as well as within the agency.
        readings: Which of these the text leaves open.
        provision: The record that it rests on.
    """

    share: Fraction
    denominator: Denominator
    each_group: bool
    readings: tuple[str, ...] = ()
    provision: str


SCORE_SCALE: Clause[ScoreScale] = Clause(
    "score_scale", said(ScoreScale, general=count, tasks=count, bonus=count)
)
"""Of how many points a score is made, by scheme (R44, R51)."""

SCORE_DEDUCTION: Clause[ScoreDeduction] = Clause(
    "score_deduction", said(ScoreDeduction, major_error=ratio, delay=ratio, readings=words)
)
"""What a major error and a delay take away, by scheme (R44)."""

TASK_SCORE: Clause[TaskScore] = Clause("task_score", said(TaskScore, parts=words, leader_parts=words))
"""Of which parts the score of tasks is the mean, by scheme (R44)."""

LEADER_RESULTS: Clause[LeaderResults] = Clause(
    "leader_results", said(LeaderResults, all_completed=ratio, any_not_completed=ratio)
)
"""What leaders are given for the results of those led, by scheme (R44, R79)."""

GRADE_THRESHOLDS: Clause[GradeThresholds] = Clause(
    "grade_thresholds", said(GradeThresholds, excellent=count, good=count, completed=count)
)
"""From how many points on a grade is reached, by scheme (R44, R51)."""

INCOMPLETE_WORK_CAP: Clause[IncompleteWorkCap] = Clause(
    "incomplete_work_cap", said(IncompleteWorkCap, applies=flag, points=count)
)
"""Whether a score is cut where not all was finished (R44)."""


def _ceiling(subject: str) -> Clause[Ceiling]:
    return Clause(
        subject, said(Ceiling, share=ratio, denominator=Denominator, each_group=flag, readings=words)
    )


EXCELLENCE_CEILING = _ceiling("excellence_ceiling")
"""How many may be rated excellent, by scheme (R44, K24)."""

OUTSTANDING_CEILING = _ceiling("outstanding_ceiling")
"""The same in a body on record as outstanding (R44, K24)."""

EVALUATION_CLAUSES: tuple[Clause[object], ...] = (
    *(SCORE_SCALE, SCORE_DEDUCTION, TASK_SCORE, LEADER_RESULTS, GRADE_THRESHOLDS),
    *(INCOMPLETE_WORK_CAP, EXCELLENCE_CEILING, OUTSTANDING_CEILING),
    *RATING_CLAUSES,
    *INCOME_CLAUSES,
)
"""What evaluation adds to ``clauses.CLAUSES``."""
