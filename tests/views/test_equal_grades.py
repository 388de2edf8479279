"""Whether those at home and those at the office are given the same grades, and whether a gap is explained (V13, K15, K25)."""

from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve

from civicflow.calendars.period import Period
from civicflow.core.fields import FreeText
from civicflow.core.frozen_answer import FrozenAnswer
from civicflow.employee.events import Grade
from civicflow.oversight.events import FindingAnswerAccepted, FindingAnswered, FindingOpened, Severity
from civicflow.views.equal_treatment import EqualTreatment, EqualTreatmentAnswer
from civicflow.views.graded_sides import gap, ratings_of_parts
from civicflow.views.pilot_case import SOURCES
from civicflow.views.recommendation_criteria import OUTCOMES, Outcome
from tests.views.administration import administration
from tests.views.november import counts
from tests.views.past import Past, at
from tests.views.test_equal_treatment import group
from tests.views.test_grades import APPROVED


def graded(
    past: Past, people: list[str], good: int, period: str = "2023-10", at: str = "2023-11-02T08:00"
) -> None:
    """The first so many of these people are rated good for a month, the others completed."""
    for place, person in enumerate(people):
        grade = Grade.GOOD if place < good else Grade.COMPLETED
        past.add(at, evolve(APPROVED, person=person, unit="U-12", period=period, grade=grade))


def of_october(past: Past, **said: Any) -> EqualTreatmentAnswer:
    """The month in which people are rated."""
    return past.ask(EqualTreatment(**({"period": "2023-10"} | said)), "2023-12-01T08:00")


def test_grades_of_both_sides_stand_beside_each_other():
    """V13: ten of twenty at home are rated good, fifteen of twenty at the office; 0 lies in the interval of the gap."""
    past = administration(Past())
    people = group(past, "desk", 40, remote=20)
    graded(past, people[:20], 10)
    graded(past, people[20:], 15)

    _, desk = of_october(past).lines

    assert desk.rated_good_at_home is not None
    assert desk.rated_good_at_office is not None
    assert [counts(desk.rated_good_at_home), counts(desk.rated_good_at_office)] == [(10, 20), (15, 20)]
    assert desk.rating_gap is not None
    assert desk.rating_gap.difference == Fraction(-1, 4)
    assert desk.rating_gap.lower <= 0 <= desk.rating_gap.upper


def test_the_last_grade_of_a_period_counts():
    """Of a month and the quarter that ends with it that of the quarter; a year that began before is none of them."""
    past = administration(Past())
    people = group(past, "desk", 40, remote=20)
    for period, good in (("2023-10", 5), ("2023-11", 6), ("2023", 7)):
        graded(past, people[:20], good, period)
        graded(past, people[20:], 10, period)

    line = of_october(past, period="2023-Q4").lines[0]
    assert line.rated_good_at_home is not None
    assert counts(line.rated_good_at_home) == (6, 20)


def test_k25_grades_of_too_few_are_not_told():
    """Sixteen of twenty are rated good, four are not: neither the four, nor their complement."""
    past = administration(Past())
    people = group(past, "desk", 40, remote=20)
    graded(past, people[:20], 16)
    graded(past, people[20:], 10)

    line = of_october(past).lines[0]
    assert (line.rated_good_at_home, line.rated_good_at_office, line.rating_gap) == (None, None, None)
    assert line.people_at_home == 20


def test_k15_an_accepted_answer_to_a_finding_explains_a_gap():
    """While it waits for its answer, or the answer for its acceptance, nothing is explained; of another unit it is not either."""
    past = administration(Past())
    group(past, "desk", 40, remote=20)
    found: dict[str, Any] = {"finding": "F-1", "unit": "U-12"}
    rests_on = FrozenAnswer(
        question="equal-treatment",
        arguments="{}",
        position=1,
        known=at("2023-11-02T08:00"),
        digest="0" * 64,
        code="0",
        regulations="0" * 64,
        calendar="0",
        strict=False,
    )
    opened = FindingOpened(
        **found,
        inspection=None,
        person=None,
        severity=Severity.MINOR,
        provision="R17",
        refs=(),
        figures=(rests_on,),
        text=FreeText(v="x"),
        opened_by="E-9",
        due=None,
        derivation=None,
    )
    past.add("2023-11-03T08:00", opened)
    answer = FindingAnswered(**found, answered_by="E-101", answer=FreeText(v="x"), measures=FreeText(v="x"))
    past.add("2023-11-06T08:00", answer)
    assert of_october(past, unit="U-12").explained_by == ()
    past.add("2023-11-07T08:00", FindingAnswerAccepted(**found, accepted_by="E-9"))

    assert of_october(past, unit="U-12").explained_by == ("F-1",)
    assert of_october(past, unit="U-13").explained_by == ()
    assert of_october(past, period="2023-12", unit="U-12").explained_by == ()


@pytest.mark.parametrize("good_at_home, passed", [(14, Outcome.PASSED), (5, Outcome.NOT_PASSED)])
def test_k15_a_recommendation_weighs_the_gap(good_at_home, passed):
    """No gap that chance would not make, or it is not passed: the grades of the people of a pilot, read from the log."""
    past = administration(Past())
    people = group(past, "desk", 40, remote=20)
    graded(past, people[:20], good_at_home)
    graded(past, people[20:], 15)
    evidence = past.evidence("2023-12-01T08:00")

    ((home, office),) = ratings_of_parts(evidence, Period.parse("2023-Q4"), ["A-1"])
    assert (counts(home), counts(office)) == ((good_at_home, 20), (15, 20))
    found = gap(home, office)
    assert found is not None
    assert OUTCOMES[found.lower <= 0 <= found.upper] is passed
    assert SOURCES.ratings is not None
    assert SOURCES.ratings.read(evidence, Period.parse("2023-Q4"), ["A-1"]) == [(home, office)]
