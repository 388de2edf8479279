"""How many may be rated excellent: both readings, every number of people from 0 to 200, against a brute-force search."""

from collections import Counter
from fractions import Fraction

import pytest

from civicflow.errors import InvalidInputError
from civicflow.evaluation.ceiling import ceiling_of, places, places_among, readings_of
from civicflow.evaluation.grades import Grade
from civicflow.regulations import NotOnRecord
from civicflow.regulations.evaluation_clauses import Ceiling, Denominator, Scheme
from tests.evaluation.rated import CIVIL_SERVANT, IN_HANOI
from tests.regulations.shipped import day, shipped

LITERAL, WIDER, RATED = Denominator.GOOD_ONLY, Denominator.GOOD_OR_BETTER, Denominator.RATED


def tried(people: int, share: Fraction, reading: Denominator) -> int:
    """The oracle: rate one more excellent as long as the sentence of the law is true of those who are counted."""
    excellent = 0
    while excellent < people:
        more = excellent + 1
        counted = people - more if reading is LITERAL else people
        if more * share.denominator > counted * share.numerator:
            return excellent
        excellent = more
    return excellent


@pytest.mark.parametrize("share", [Fraction(1, 5), Fraction(1, 4), Fraction(3, 10), Fraction(2, 5)], ids=str)
@pytest.mark.parametrize("reading", Denominator)
def test_e7_every_number_of_people_from_nobody_to_two_hundred(share: Fraction, reading: Denominator) -> None:
    """E7: 20, 25, 30 and 40 percent, read in each way, as trying one after the other finds it (K24)."""
    for people in range(201):
        assert places(people, share, reading) == tried(people, share, reading), people


@pytest.mark.parametrize(
    "people, literal, wider", [(5, 0, 1), (6, 1, 1), (10, 1, 2), (12, 2, 2), (14, 2, 2), (23, 3, 4)]
)
def test_e7_the_two_readings_of_a_fifth(people: int, literal: int, wider: int) -> None:
    """E7: of those rated good and no better, or of those rated good or better; for 10 and 23 they differ."""
    ceiling = ceiling_of(shipped(strict=True), Scheme.POINTS, **CIVIL_SERVANT)
    assert isinstance(ceiling, Ceiling)
    assert readings_of(ceiling) == (LITERAL, WIDER)
    assert places(people, ceiling.share, LITERAL) == literal
    assert places(people, ceiling.share, WIDER) == wider


@pytest.mark.parametrize(
    "outstanding, rated, expected", [(False, 10, 3), (False, 14, 4), (True, 10, 4), (True, 14, 5)]
)
def test_e7_in_hanoi_it_is_a_share_of_all_rated(outstanding: bool, rated: int, expected: int) -> None:
    """E7: 30 percent of all rated, 40 where the collective is outstanding; the text is not open."""
    ceiling = ceiling_of(shipped(strict=True), Scheme.MONTHLY_POINTS, outstanding=outstanding, **IN_HANOI)
    assert isinstance(ceiling, Ceiling)
    assert readings_of(ceiling) == (RATED,)
    assert places_among([Grade.COMPLETED] * rated, ceiling) == expected


def test_a_quarter_for_an_outstanding_body_is_corroborated_only() -> None:
    """The page breaks off before it: strict withholds it, and does not fall back on a fifth."""
    found = ceiling_of(shipped(), Scheme.POINTS, outstanding=True, **CIVIL_SERVANT)
    assert isinstance(found, Ceiling)
    assert found.share == Fraction(1, 4)
    withheld = ceiling_of(shipped(strict=True), Scheme.POINTS, outstanding=True, **CIVIL_SERVANT)
    assert isinstance(withheld, NotOnRecord)
    assert withheld.withheld == "vn.outstanding_ceiling/points/2026-01-01"


@pytest.mark.parametrize("on, share", [("2022-12-31", None), ("2023-12-31", "1/5"), ("2025-12-31", "1/5")])
def test_under_decree_90_the_ceiling_came_with_its_amendment(on: str, share: str | None) -> None:
    """Decree 48/2023: before it there was none on record; its number is from memory, so strict has none."""
    asked = CIVIL_SERVANT | {"on": day(on)}
    found = ceiling_of(shipped(), Scheme.TESTS, **asked)
    assert (found.share if isinstance(found, Ceiling) else None) == (share and Fraction(share))
    assert isinstance(ceiling_of(shipped(strict=True), Scheme.TESTS, **asked), NotOnRecord)


def test_k24_the_places_are_those_of_the_whole_act() -> None:
    """Ten good or better, two of them excellent: one place as the text stands, and two in the wider reading."""
    ceiling = ceiling_of(shipped(), Scheme.POINTS, **CIVIL_SERVANT)
    assert isinstance(ceiling, Ceiling)
    grades = Counter({Grade.EXCELLENT: 2, Grade.GOOD: 8, Grade.COMPLETED: 5, Grade.NOT_COMPLETED: 1})
    assert [places_among(grades.elements(), ceiling, each) for each in (None, LITERAL, WIDER)] == [1, 1, 2]
    assert places_among([], ceiling) == 0


def test_a_number_of_people_is_not_negative() -> None:
    """There are no fewer people than none."""
    with pytest.raises(InvalidInputError):
        places(-1, Fraction(1, 5), LITERAL)
