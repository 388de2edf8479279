"""The annual grades of a person, and what is asked for about whether they stay in the service."""

from datetime import date, datetime

from civicflow import exit_review
from civicflow.calendars.period import PeriodKind
from civicflow.core.fields import FreeText
from civicflow.employee.events import EmployeeEvaluated, Grade
from civicflow.exit_review.events import ExitOutcome, ExitReviewConcluded, ExitReviewOpened
from civicflow.exit_review.law import Trigger
from civicflow.regulations.income_clauses import Consequence

REASON = "Đã xem xét toàn bộ hồ sơ"
JANUARY_2025 = "2025-01-20T08:00+07:00"
JANUARY_2027 = "2027-01-20T08:00+07:00"


def rated(
    year: int, grade: Grade = Grade.NOT_COMPLETED, person: str = "E-1", by: str = "DIRECTOR"
) -> EmployeeEvaluated:
    """The grade of a year."""
    return EmployeeEvaluated(
        person=person,
        unit="U-1",
        period=str(year),
        period_kind=PeriodKind.YEAR,
        grade=grade,
        total=None,
        regime="vn.evaluation_regime/2020-08-20",
        approved_by=by,
    )


def open_review(person: str = "E-1", review: str = "XX-1") -> exit_review.OpenExitReview:
    """The review of E-1."""
    return exit_review.OpenExitReview(review=review, person=person)


def conclude(outcome: str = "lower_position", review: str = "XX-1") -> exit_review.ConcludeExitReview:
    """A conclusion with reasons."""
    return exit_review.ConcludeExitReview(review=review, outcome=outcome, reason=REASON, instrument="QĐ 40")


def opened(
    *positions: int,
    periods: tuple[str, ...] = ("2023", "2024"),
    trigger: Trigger = Trigger.CONSECUTIVE_YEARS,
    consequence: Consequence = Consequence.DISMISSAL,
    provision: str = "vn.exit_review/2020-08-20",
    by: str = "DIRECTOR",
    due: datetime | None = None,
) -> ExitReviewOpened:
    """A review of E-1 by the grades at some positions."""
    return ExitReviewOpened(
        review="XX-1",
        person="E-1",
        unit="U-1",
        trigger=trigger,
        consequence=consequence,
        periods=periods,
        provision=provision,
        events=positions,
        due=due,
        derivation=None,
        opened_by=by,
    )


def concluded(outcome: ExitOutcome = ExitOutcome.LOWER_POSITION, by: str = "MAYOR") -> ExitReviewConcluded:
    """What it came to."""
    return ExitReviewConcluded(
        review="XX-1",
        person="E-1",
        unit="U-1",
        outcome=outcome,
        reason=FreeText(v=REASON),
        instrument="QĐ 40",
        concluded_by=by,
    )


FIRST_OF_2026 = date(2026, 1, 1)
