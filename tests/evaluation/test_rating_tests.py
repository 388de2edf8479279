"""The tests of Decree 90/2020: E8 and E8b, leaders, and the gap in which the law gives no grade."""

from fractions import Fraction

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from civicflow.errors import InvalidInputError
from civicflow.evaluation.grades import Grade
from civicflow.evaluation.rating_tests import (
    Leading,
    RatingTests,
    Undetermined,
    YearOfWork,
    grade_by_tests,
    rating_tests_of,
)
from civicflow.regulations import NotOnRecord
from civicflow.regulations.rating_clauses import Conduct
from tests.regulations.shipped import day, shipped

WELL, MET, NOT_MET = Conduct.WELL_MET, Conduct.MET, Conduct.NOT_MET


def decree_90(category: str = "civil_servant", on: str = "2025-12-31") -> RatingTests:
    """What each grade asks for."""
    found = rating_tests_of(shipped(), on=day(on), locality="vn/hcmc", category=category)
    assert not isinstance(found, NotOnRecord)
    return found


def year(not_assured: int, above: int, conduct: Conduct = WELL, **more: object) -> YearOfWork:
    """A year of twenty tasks."""
    return YearOfWork(conduct=conduct, tasks=20, not_assured=not_assured, above_level=above, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "not_assured, above, expected",
    [
        (0, 20, Grade.EXCELLENT),
        (0, 10, Grade.EXCELLENT),
        (0, 9, Grade.GOOD),
        (0, 0, Grade.GOOD),
        (1, 10, Grade.COMPLETED),
        (4, 0, Grade.COMPLETED),
        (11, 0, Grade.NOT_COMPLETED),
        (20, 0, Grade.NOT_COMPLETED),
    ],
)
@pytest.mark.parametrize("category", ["cadre", "civil_servant", "public_employee"])
def test_e8_twenty_tasks_under_decree_90(
    category: str, not_assured: int, above: int, expected: Grade
) -> None:
    """E8: all in time and half above the level, excellent; nine, good; a fifth late, completed; 55 percent, not completed."""
    assert grade_by_tests(year(not_assured, above), decree_90(category)) is expected


@pytest.mark.parametrize("not_assured", [5, 8, 10])
def test_e8b_between_a_fifth_and_a_half_the_law_gives_no_grade(not_assured: int) -> None:
    """E8b, K9: 8 of 20, and 10 of 20 which is not more than half, are undetermined; what stands in the way is named."""
    assert grade_by_tests(year(not_assured, 10), decree_90()) == Undetermined(
        ("excellent.assured", "good.assured", "completed.assured")
    )


@pytest.mark.parametrize(
    "conduct, expected",
    [(WELL, Grade.EXCELLENT), (MET, Grade.GOOD), (NOT_MET, None)],
)
def test_conduct_must_be_well_met_for_the_best_grade(conduct: Conduct, expected: Grade | None) -> None:
    """Who does not meet what is asked of everybody gets no grade from the tests, whatever their work: the head decides."""
    found = grade_by_tests(year(0, 20, conduct), decree_90())
    assert (found if isinstance(found, Grade) else None) is expected
    if expected is None:
        assert found == Undetermined(("excellent.conduct", "good.conduct", "completed.conduct"))


LED = Leading(targets=10, done=10, targets_assured=8, exceeded=5, led=10, led_completed=10, led_good=7)


@pytest.mark.parametrize(
    "worse, expected",
    [
        ({}, Grade.EXCELLENT),
        ({"exceeded": 4}, Grade.GOOD),
        ({"exceeded": 4, "targets_assured": 7}, Grade.COMPLETED),
        ({"led_good": 6}, Grade.COMPLETED),
        ({"led_completed": 9}, Grade.COMPLETED),
        ({"led_completed": 7}, Grade.COMPLETED),
        ({"led_completed": 6, "led_good": 6}, None),
        ({"done": 9}, Grade.COMPLETED),
        ({"done": 8}, Grade.COMPLETED),
        ({"done": 7, "exceeded": 0}, None),
        ({"done": 5}, None),
        ({"done": 4}, Grade.NOT_COMPLETED),
        ({"led": 0, "led_completed": 0, "led_good": 0}, Grade.EXCELLENT),
    ],
)
def test_a_leader_answers_for_targets_and_for_those_led(
    worse: dict[str, int], expected: Grade | None
) -> None:
    """All targets done and half exceeded, every unit led has completed; more than 70 percent of targets; below half, not."""
    found = grade_by_tests(year(0, 10, leading=attrs.evolve(LED, **worse)), decree_90())
    assert (found if isinstance(found, Grade) else None) is expected


def test_of_no_tasks_and_of_no_targets_the_tests_say_nothing() -> None:
    """An empty share is neither all nor nothing."""
    idle = YearOfWork(conduct=WELL, tasks=0, not_assured=0, above_level=0)
    assert grade_by_tests(idle, decree_90()) == Undetermined(("tasks",))
    aimless = Leading(targets=0, done=0, targets_assured=0, exceeded=0)
    assert grade_by_tests(year(0, 10, leading=aimless), decree_90()) == Undetermined(("targets",))


@pytest.mark.parametrize(
    "category, on",
    [("worker", "2025-12-31"), ("civil_servant", "2026-12-31"), ("civil_servant", "2019-12-31")],
)
def test_outside_the_decree_no_test_is_on_record(category: str, on: str) -> None:
    """It binds three categories from August 2020, civil servants to the end of 2025."""
    found = rating_tests_of(shipped(), on=day(on), locality="vn/hcmc", category=category)
    assert isinstance(found, NotOnRecord)


def test_strict_relies_on_no_test_from_memory() -> None:
    """For public employees all four articles were read; of those on civil servants one, so no grade is reckoned (K8)."""
    asked = {"on": day("2025-12-31"), "locality": "vn"}
    read = rating_tests_of(shipped(strict=True), **asked, category="public_employee")  # type: ignore[arg-type]
    assert not isinstance(read, NotOnRecord)
    assert grade_by_tests(year(4, 0), read) is Grade.COMPLETED
    found = rating_tests_of(shipped(strict=True), **asked, category="civil_servant")  # type: ignore[arg-type]
    assert isinstance(found, NotOnRecord)
    assert found.withheld == "vn.rating_test/good/2020-08-20-others"


@pytest.mark.parametrize(
    "wrong", [{"not_assured": 21}, {"above_level": -1}, {"tasks": "20"}, {"above_level": True}]
)
def test_a_count_is_a_whole_number_of_the_tasks(wrong: dict[str, object]) -> None:
    """Nobody has more late tasks than tasks."""
    good: dict[str, object] = {"conduct": MET, "tasks": 20, "not_assured": 0, "above_level": 0}
    with pytest.raises(InvalidInputError) as refused:
        YearOfWork(**(good | wrong))  # type: ignore[arg-type]
    assert refused.value.parameters["field"] in wrong


@given(st.integers(1, 60), st.data())
def test_each_share_of_failure_has_one_answer(tasks: int, data: st.DataObject) -> None:
    """Beyond a half not completed, up to a fifth a grade, between them none: counted in whole tasks, whatever their number."""
    failed = data.draw(st.integers(0, tasks))
    found = grade_by_tests(
        YearOfWork(conduct=MET, tasks=tasks, not_assured=failed, above_level=0), decree_90()
    )
    if 2 * failed > tasks:
        assert found is Grade.NOT_COMPLETED
    elif 5 * failed > tasks:
        assert isinstance(found, Undetermined)
    else:
        assert found is (Grade.COMPLETED if failed else Grade.GOOD)


@given(st.integers(1, 30), st.data())
def test_better_work_never_earns_a_worse_grade(tasks: int, data: st.DataObject) -> None:
    """One task fewer that failed, or one more above the level."""
    failed = data.draw(st.integers(1, tasks))
    above = data.draw(st.integers(0, tasks - 1))
    before = YearOfWork(conduct=WELL, tasks=tasks, not_assured=failed, above_level=above)
    better = attrs.evolve(before, not_assured=failed - 1, above_level=above + 1)
    order = (
        *(grade for grade in Grade if grade is not Grade.NOT_COMPLETED),
        Undetermined,
        Grade.NOT_COMPLETED,
    )
    steps = [
        order.index(found if isinstance(found, Grade) else Undetermined)
        for found in (grade_by_tests(each, decree_90()) for each in (better, before))
    ]
    assert steps == sorted(steps)


def test_shares_are_exact() -> None:
    """A third is a third."""
    assert YearOfWork(conduct=MET, tasks=3, not_assured=1, above_level=1).shares == {
        "assured": Fraction(2, 3),
        "above_level": Fraction(1, 3),
    }
