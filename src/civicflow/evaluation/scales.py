"""How points are reckoned on a day, gathered from the records that say it (R51)."""

from fractions import Fraction
from typing import Unpack

import attrs

from civicflow.core.provision import Circumstances, Regulations
from civicflow.regulations.evaluation_clauses import (
    INCOMPLETE_WORK_CAP,
    SCORE_DEDUCTION,
    SCORE_SCALE,
    TASK_SCORE,
    IncompleteWorkCap,
    Scheme,
    ScoreDeduction,
    ScoreScale,
    TaskScore,
)
from civicflow.regulations.evaluation_parameters import SATISFACTION_WEIGHT
from civicflow.regulations.parameter import NotOnRecord


@attrs.frozen(kw_only=True)
class Scoring:
    """
    How points are reckoned under a scheme, as the records of one day say.

    Args:
        scale: Of how many points a score is made.
        cap: Whether a score is cut where not all was finished.
        satisfaction: Which part of the points for general criteria follows the satisfaction of citizens (R50).
        deduction: What errors and delays take away; None where points are stated, not reckoned from products.
        formula: Of which parts the score of tasks is the mean; None likewise.
    """

    scale: ScoreScale
    cap: IncompleteWorkCap
    satisfaction: Fraction
    deduction: ScoreDeduction | None = None
    formula: TaskScore | None = None


def scoring_of(
    regulations: Regulations, scheme: Scheme, **asked: Unpack[Circumstances]
) -> Scoring | NotOnRecord:
    """
    How points are reckoned under a scheme, or the first record that is missing for it.

    Args:
        regulations: Where the records are looked up.
        scheme: That of the regime.
        asked: The last day of the period, place, personnel category and knowledge, as ``Circumstances`` says.
    """
    scale = SCORE_SCALE.at(regulations, code=scheme.value, **asked)
    if isinstance(scale, NotOnRecord):
        return scale
    cap = INCOMPLETE_WORK_CAP.at(regulations, **asked)
    if isinstance(cap, NotOnRecord):
        return cap
    weight = SATISFACTION_WEIGHT.at(regulations, **asked)
    if isinstance(weight, NotOnRecord):
        return weight
    stated = Scoring(scale=scale, cap=cap, satisfaction=weight)
    return _from_products(stated, regulations, **asked) if scheme is Scheme.POINTS else stated


def _from_products(
    stated: Scoring, regulations: Regulations, **asked: Unpack[Circumstances]
) -> Scoring | NotOnRecord:
    deduction = SCORE_DEDUCTION.at(regulations, code=Scheme.POINTS.value, **asked)
    if isinstance(deduction, NotOnRecord):
        return deduction
    formula = TASK_SCORE.at(regulations, code=Scheme.POINTS.value, **asked)
    if isinstance(formula, NotOnRecord):
        return formula
    return attrs.evolve(stated, deduction=deduction, formula=formula)
