"""Exit reviews: E10 and E10b, by the law of the day of the decision, and never more than a review (R49, K25)."""

import pytest

from civicflow.calendars import Length
from civicflow.evaluation.grades import Grade
from civicflow.exit_review.law import ReviewRequired, Trigger, exit_review_of
from civicflow.regulations import NotOnRecord
from civicflow.regulations.evaluation_parameters import EXIT_REVIEW_WITHIN
from civicflow.regulations.income_clauses import Consequence
from tests.regulations.shipped import day, shipped

FAILED, GOOD = Grade.NOT_COMPLETED, Grade.GOOD


def review(ratings: dict[int, Grade], on: str, category: str = "civil_servant") -> object:
    """What is required on the day of a decision."""
    return exit_review_of(
        shipped(strict=True), ratings, on=day(on), locality="vn/hcmc/ward-1", category=category
    )


@pytest.mark.parametrize("category", ["cadre", "civil_servant", "public_employee"])
def test_e10_two_consecutive_years_under_the_law_until_2025(category: str) -> None:
    """E10: not completed in 2023 and 2024 is a mandatory trigger; still nobody is dismissed, a review is required."""
    found = review({2022: GOOD, 2023: FAILED, 2024: FAILED}, "2025-01-10", category)
    assert isinstance(found, ReviewRequired)
    assert (found.trigger, found.periods, found.consequence) == (
        Trigger.CONSECUTIVE_YEARS,
        ("2023", "2024"),
        Consequence.DISMISSAL,
    )


@pytest.mark.parametrize(
    "ratings",
    [
        {2022: FAILED, 2023: GOOD, 2024: FAILED},
        {2022: FAILED, 2024: FAILED},
        {2024: FAILED},
        {2022: FAILED, 2023: FAILED, 2024: GOOD},
        {2023: GOOD, 2024: Grade.COMPLETED},
        {},
    ],
)
def test_e10_years_that_do_not_follow_one_another_trigger_nothing(ratings: dict[int, Grade]) -> None:
    """E10: 2022 and 2024, with or without a grade between them; one year alone; and what a better year has ended."""
    assert review(ratings, "2025-01-10") is None


def test_e10_one_year_lets_the_authority_consider_under_the_law_of_2026() -> None:
    """E10: 2026 alone: consider a lower position or dismissal (Law 80/2025, Article 27)."""
    found = review({2025: GOOD, 2026: FAILED}, "2026-12-20")
    assert isinstance(found, ReviewRequired)
    assert (found.trigger, found.periods, found.consequence) == (
        Trigger.ONE_YEAR,
        ("2026",),
        Consequence.CONSIDERATION,
    )


@pytest.mark.parametrize("on, trigger", [("2025-12-31", None), ("2026-01-01", Trigger.ONE_YEAR)])
def test_e10b_the_day_of_the_decision_picks_the_law(on: str, trigger: Trigger | None) -> None:
    """E10b, K25: one failed year, 2025: decided on the last day of the old law nothing, a day later a review."""
    found = review({2024: GOOD, 2025: FAILED}, on)
    assert (found.trigger if isinstance(found, ReviewRequired) else None) is trigger


def test_e10b_2025_and_2026_are_the_law_of_2026() -> None:
    """E10b: two years under two laws, decided in January 2027: consideration, not dismissal; both years are told."""
    found = review({2025: FAILED, 2026: FAILED}, "2027-01-15")
    assert isinstance(found, ReviewRequired)
    assert (found.consequence, found.periods) == (Consequence.CONSIDERATION, ("2025", "2026"))


@pytest.mark.parametrize(
    "category, on",
    [
        ("public_employee", "2026-07-01"),
        ("cadre", "2026-01-01"),
        ("worker", "2025-01-10"),
        ("civil_servant", "2019-01-10"),
    ],
)
def test_a_law_that_nobody_has_read_requires_nothing_and_forbids_nothing(category: str, on: str) -> None:
    """Public employees from July 2026 on, cadres from 2026 on: not on record is the answer."""
    assert isinstance(review({2017: FAILED, 2018: FAILED}, on, category), NotOnRecord)


def test_a_rating_of_a_year_to_come_counts_for_nothing() -> None:
    """Asked in 2025, what is said of 2026 is not seen."""
    assert review({2025: FAILED, 2026: FAILED}, "2025-06-01") is None


def test_the_head_acts_within_thirty_days() -> None:
    """Decree 170/2025, Article 57 (R49)."""
    asked = {"on": day("2026-12-20"), "locality": "vn/hcmc", "category": "civil_servant"}
    assert EXIT_REVIEW_WITHIN.at(shipped(strict=True), **asked) == Length.parse("30 calendar_days")  # type: ignore[arg-type]
