"""What the tests of evaluation ask of the shipped regulations."""

from civicflow.core.provision import Circumstances
from civicflow.evaluation.grades import Grade, grade_of_points
from civicflow.evaluation.scales import Scoring, scoring_of
from civicflow.evaluation.scoring import Score
from civicflow.regulations import Lawbook, NotOnRecord
from civicflow.regulations.evaluation_clauses import GRADE_THRESHOLDS, GradeThresholds, Scheme
from tests.regulations.shipped import day, shipped

CIVIL_SERVANT = Circumstances(on=day("2026-01-31"), locality="vn/hcmc", category="civil_servant")
IN_HANOI = Circumstances(on=day("2022-03-31"), locality="vn/hanoi/dong-da", category="civil_servant")


def points(book: Lawbook | None = None) -> Scoring:
    """How points are reckoned for a civil servant of the city in January 2026."""
    found = scoring_of(book or shipped(), Scheme.POINTS, **CIVIL_SERVANT)
    assert not isinstance(found, NotOnRecord)
    return found


def thresholds() -> GradeThresholds:
    """From how many points on a civil servant reaches a grade in 2026."""
    return GRADE_THRESHOLDS.required(shipped(), code="points", **CIVIL_SERVANT)


def grade(score: Score) -> Grade:
    """The grade of a score under the shipped thresholds."""
    return grade_of_points(score.total, thresholds())
