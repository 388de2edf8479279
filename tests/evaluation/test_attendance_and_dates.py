"""Short service, long leave and maternity; by which day a period is rated; and the terms of a petition."""

from fractions import Fraction

import pytest

from civicflow.calendars import Length
from civicflow.calendars.period import Period
from civicflow.core.provision import Circumstances
from civicflow.errors import InvalidInputError
from civicflow.evaluation.attendance import Attendance, NotRated, best_grade
from civicflow.evaluation.dates import rated_by
from civicflow.evaluation.grades import Grade, is_at_least, lower_of
from civicflow.evaluation.rating_tests import Undetermined
from civicflow.regulations import NotOnRecord
from civicflow.regulations.evaluation_parameters import (
    GRADE_PETITION_ANSWERED_WITHIN,
    GRADE_PETITIONED_WITHIN,
    OPINION_AFTER_MONTHS,
)
from civicflow.regulations.rating_clauses import RATED_TIME
from tests.regulations.shipped import day, shipped

IN_2025 = Circumstances(on=day("2025-12-31"), locality="vn/hcmc", category="public_employee")


@pytest.mark.parametrize(
    "service, leave, expected",
    [
        ("12", "0", Grade.EXCELLENT),
        ("6", "0", Grade.EXCELLENT),
        ("5.99", "0", NotRated),
        ("12", "2.99", Grade.EXCELLENT),
        ("12", "3", Grade.COMPLETED),
        ("12", "5.99", Grade.COMPLETED),
        ("12", "6", Undetermined),
        ("5", "4", NotRated),
    ],
)
def test_short_service_is_not_rated_and_long_leave_bounds_the_grade(
    service: str, leave: str, expected: object
) -> None:
    """Below six months none; three to less than six of leave, at most completed; of six the text says nothing (K9)."""
    rule = RATED_TIME.required(shipped(strict=True), code="tests", **IN_2025)
    found = best_grade(Attendance(service=service, leave=leave), rule)
    assert (found if isinstance(found, Grade) else type(found)) is expected
    if isinstance(found, NotRated):
        assert found == NotRated(service=Fraction(service), provision=rule.provision)


def test_maternity_leave_bounds_no_grade() -> None:
    """Six months of it in a year of service: rated by the time that was worked, up to the best grade."""
    rule = RATED_TIME.required(shipped(), code="tests", **IN_2025)
    assert best_grade(Attendance(service=12), rule) is Grade.EXCELLENT


def test_under_decree_335_no_months_are_on_record() -> None:
    """It rates by the time that somebody worked; no text with a number was seen."""
    asked = Circumstances(on=day("2026-12-31"), locality="vn/hcmc", category="civil_servant")
    assert isinstance(RATED_TIME.at(shipped(), code="points", **asked), NotOnRecord)


def test_months_are_exact_and_not_negative() -> None:
    """No binary fraction, nothing below zero."""
    for wrong in (-1, 5.5):
        with pytest.raises(InvalidInputError):
            Attendance(service=wrong)  # type: ignore[arg-type]


def test_grades_stand_in_an_order() -> None:
    """The worse of two, and whether one is as good as another."""
    assert lower_of(Grade.EXCELLENT, Grade.COMPLETED) is Grade.COMPLETED
    assert lower_of(Grade.NOT_COMPLETED, Grade.GOOD) is Grade.NOT_COMPLETED
    assert [is_at_least(grade, Grade.GOOD) for grade in Grade] == [True, True, False, False]


@pytest.mark.parametrize(
    "category, period, locality, last",
    [
        ("civil_servant", "2025", "vn/hcmc", "2025-12-14"),
        ("public_employee", "2025", "vn/hcmc", "2025-12-14"),
        ("civil_servant", "2026", "vn/hcmc", "2026-12-14"),
        ("public_employee", "2026", "vn/hcmc", None),
        ("civil_servant", "2022-12", "vn/hanoi", "2023-01-05"),
        ("civil_servant", "2022-01", "vn/hanoi", "2022-02-05"),
        ("civil_servant", "2026-Q1", "vn/hcmc", None),
    ],
)
def test_a_year_is_rated_before_15_december_and_a_month_of_hanoi_by_the_fifth(
    category: str, period: str, locality: str, last: str | None
) -> None:
    """Decree 90 Article 20, Decree 335 Article 21; the fifth is a choice of design (R47)."""
    named = Period.parse(period)
    found = rated_by(shipped(strict=True), named, on=named.last, locality=locality, category=category)
    assert (None if isinstance(found, NotOnRecord) else found) == (last and day(last))


def test_only_months_quarters_and_years_are_rated() -> None:
    """A run of days is no period of a rating."""
    with pytest.raises(InvalidInputError):
        rated_by(shipped(), Period.parse("2026-01-01/2026-01-30"), on=day("2026-01-30"), locality="vn")


@pytest.mark.parametrize("category", ["public_employee", "civil_servant", "worker"])
def test_a_grade_is_petitioned_against_within_five_days_and_answered_within_ten_working_days(
    category: str,
) -> None:
    """Article 27 of the law on public employees; for everybody else a choice of design (R44)."""
    asked = Circumstances(on=day("2026-08-03"), locality="vn/hcmc", category=category)
    assert GRADE_PETITIONED_WITHIN.at(shipped(strict=True), **asked) == Length.parse("5 calendar_days")
    assert GRADE_PETITION_ANSWERED_WITHIN.at(shipped(strict=True), **asked) == Length.parse("10 working_days")


def test_the_opinion_of_an_agency_that_was_left_is_asked_for_after_six_months() -> None:
    """Decree 90 Article 20 (R48)."""
    assert OPINION_AFTER_MONTHS.at(shipped(strict=True), **IN_2025) == 6
