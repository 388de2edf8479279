"""The four grades of a person's work in a period, how points lead to them, and what sets them aside (R44)."""

from collections.abc import Collection
from enum import Enum
from fractions import Fraction

from civicflow.calendars.period import PeriodKind
from civicflow.employee import events
from civicflow.regulations.evaluation_clauses import GradeThresholds

Grade = events.Grade
"""How somebody has completed their tasks in a period; it stands on the record of the employee (K1)."""

_ORDER = tuple(Grade)


def lower_of(one: Grade, other: Grade) -> Grade:
    """The grade that is less good."""
    return max(one, other, key=_ORDER.index)


def is_at_least(grade: Grade, least: Grade) -> bool:
    """Whether a grade is as good as another, or better."""
    return _ORDER.index(grade) <= _ORDER.index(least)


def grade_of_points(total: Fraction, thresholds: GradeThresholds) -> Grade:
    """
    The grade that points reach; each threshold belongs to the better grade, and nothing is rounded (Article 20).

    Args:
        total: All points, exact.
        thresholds: From how many points on each grade is reached.
    """
    steps = (
        (thresholds.excellent, Grade.EXCELLENT),
        (thresholds.good, Grade.GOOD),
        (thresholds.completed, Grade.COMPLETED),
    )
    return next((grade for least, grade in steps if total >= least), Grade.NOT_COMPLETED)


class Ground(Enum):
    """What sets a grade aside whatever the points or tests say (Decree 335/2025, Article 20; Decree 90/2020)."""

    DEGRADATION = "degradation"
    """A finding of political or moral degradation, or of a breach of what party members may not do."""

    DISCIPLINE = "discipline"
    """Disciplined, by reprimand or more, for a breach of public duty in the year: it touches the annual grade only (K24)."""

    LED_UNIT = "led_unit"
    """The unit that a leader leads is tied to corruption or waste."""


def overridden(grade: Grade, grounds: Collection[Ground], stated: Collection[str], kind: PeriodKind) -> Grade:
    """
    The grade once what sets it aside is counted.

    Args:
        grade: That of the points or tests.
        grounds: What is on record about the person in the period.
        stated: Which grounds the regime knows, by their words in the record ``rating_override``.
        kind: Month, quarter or year; discipline touches the year alone (K24).
    """
    return Grade.NOT_COMPLETED if counting_grounds(grounds, stated, kind) else grade


def counting_grounds(
    grounds: Collection[Ground], stated: Collection[str], kind: PeriodKind
) -> tuple[Ground, ...]:
    """Which grounds set a grade aside, in their fixed order; the arguments are those of ``overridden``."""
    annual = kind is PeriodKind.YEAR
    return tuple(
        each
        for each in Ground
        if each in grounds and each.value in stated and (annual or each is not Ground.DISCIPLINE)
    )
