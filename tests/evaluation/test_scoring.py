"""Points: the worked examples E1 to E6, exact to the last part, and what must hold for any products."""

from decimal import Decimal
from fractions import Fraction

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from civicflow.calendars.period import PeriodKind
from civicflow.errors import InvalidInputError
from civicflow.evaluation.exact import exact_number
from civicflow.evaluation.grades import Grade, Ground, grade_of_points, overridden
from civicflow.evaluation.scales import scoring_of
from civicflow.evaluation.scoring import (
    LeaderParts,
    Parts,
    Product,
    Score,
    annual_score,
    parts_of,
    results_of_those_led,
    score_as_stated,
    score_of_products,
)
from civicflow.regulations import Lawbook, NotOnRecord
from civicflow.regulations.evaluation_clauses import LEADER_RESULTS, Scheme
from civicflow.regulations.evaluation_parameters import RATING_OVERRIDES
from tests.evaluation.rated import CIVIL_SERVANT, IN_HANOI, grade, points, thresholds
from tests.regulations.shipped import day, shipped, texts

E1 = (
    Product(of="T-1", weight=2, finished=True),
    Product(of="T-2", weight=1, finished=True, major_errors=1),
    Product(of="T-3", weight=1, finished=True, delays=1),
)


def scored(products: tuple[Product, ...], general: int | str, **more: object) -> Score:
    """The score of products under the shipped regulations of January 2026."""
    scoring = points()
    assert scoring.deduction
    parts = parts_of(products, scoring.deduction)
    assert parts
    return score_of_products(parts, general, scoring, **more)  # type: ignore[arg-type]


def parts(*values: str) -> tuple[Fraction, ...]:
    """Exact percentages."""
    return tuple(map(Fraction, values))


def abc(score: Score) -> tuple[Fraction, ...]:
    """The three parts of a score."""
    assert score.parts
    return score.parts.a, score.parts.b, score.parts.c


@pytest.mark.parametrize(
    "general, total, expected", [(26, "1117/12", Grade.EXCELLENT), (22, "1069/12", Grade.GOOD)]
)
def test_e1_one_major_error_and_one_delay(general: int, total: str, expected: Grade) -> None:
    """E1: 93.0833… is excellent; 89.0833… is good, and nobody rounds it to 90 (R44)."""
    score = scored(E1, general)
    assert abc(score) == parts("100", "93.75", "93.75")
    assert score.tasks == Fraction(805, 12)
    assert score.total == Fraction(total)
    assert grade(score) is expected


def test_e2_an_unfinished_product_earns_nothing_in_any_part() -> None:
    """E2: a 75, b 68.75, c 75, so 51.0416… and 24 points: good."""
    products = (E1[0], E1[1], attrs.evolve(E1[2], finished=False))
    score = scored(products, 24)
    assert abc(score) == parts("75", "68.75", "75")
    assert score.total == Fraction("51") + Fraction(1, 24) + 24
    assert grade(score) is Grade.GOOD


def test_e2_a_place_may_cut_the_score_where_not_all_was_finished() -> None:
    """E2 with the local rule of one commune, laid down in a file of its own: 49 points; a finished period is not cut."""
    rule = "applies = true\npoints = 49\n"
    written = texts()["incomplete_work_cap.toml"]
    local = written.split("[record.value]")[0] + "[record.value]\n" + rule
    book = Lawbook.parse(texts() | {"vn.hcmc.ward-1.incomplete_work_cap.toml": local})
    scoring = scoring_of(book, Scheme.POINTS, **(CIVIL_SERVANT | {"locality": "vn/hcmc/ward-1"}))
    assert not isinstance(scoring, NotOnRecord)
    assert scoring.deduction
    for finished, total, expected in (
        (False, Fraction(49), Grade.NOT_COMPLETED),
        (True, Fraction(1093, 12), Grade.EXCELLENT),
    ):
        found = parts_of((*E1[:2], attrs.evolve(E1[2], finished=finished)), scoring.deduction)
        assert found
        score = score_of_products(found, 24, scoring)
        assert (score.total, grade(score)) == (total, expected)


@pytest.mark.parametrize(
    "general, total, expected", [(20, "2710/48", "completed"), (10, "2230/48", "not_completed")]
)
def test_e3_what_is_lost_is_never_more_than_the_product(general: int, total: str, expected: str) -> None:
    """E3: one and two errors, two and three delays, one product unfinished: 56.4583… or 46.4583…"""
    products = (
        Product(of="T-1", weight=2, finished=True, major_errors=1, delays=2),
        Product(of="T-2", weight=1, finished=True, major_errors=2, delays=3),
        Product(of="T-3", weight=1, finished=False, major_errors=9, delays=9),
    )
    score = scored(products, general)
    assert abc(score) == parts("75", "50", "31.25")
    assert score.total == Fraction(total)
    assert grade(score) is Grade(expected)


def test_e4_a_leader_has_six_parts() -> None:
    """E4: one of those led did not complete their tasks, so d is 50; 62.7083… and 26 points: good (R79)."""
    rule = LEADER_RESULTS.required(shipped(strict=True), code="points", **CIVIL_SERVANT)
    d = results_of_those_led(False, rule)
    assert (d, results_of_those_led(True, rule)) == (Fraction(50), Fraction(100))
    leader = Parts(a=100, b="93.75", c="93.75", leader=LeaderParts(d=d, dd=100, e=100))
    score = score_of_products(leader, 26, points())
    assert score.tasks == Fraction("89.583") * Fraction(7, 10) + Fraction(1, 3000) * Fraction(7, 10)
    assert score.total == Fraction(2129, 24)
    assert grade(score) is Grade.GOOD


def test_e5_a_confirmed_objective_cause_is_left_out_by_whoever_counts() -> None:
    """E5: without the delay that was confirmed to be outside the person, c is 100 and 22 points make 90.5416…"""
    score = scored((*E1[:2], attrs.evolve(E1[2], delays=0)), 22)
    assert abc(score) == parts("100", "93.75", "100")
    assert score.total == Fraction(2173, 24)
    assert grade(score) is Grade.EXCELLENT


@pytest.mark.parametrize(
    "total, expected",
    [
        ("100", "excellent"),
        ("90", "excellent"),
        ("89.99", "good"),
        ("1069/12", "good"),
        ("89.999999999999999999", "good"),
        ("70", "good"),
        ("69.99", "completed"),
        ("50", "completed"),
        ("49.99", "not_completed"),
        ("0", "not_completed"),
    ],
)
def test_e6_each_threshold_belongs_to_the_better_grade(total: str, expected: str) -> None:
    """E6: 90, 70 and 50 reach their grade, a hundredth less does not, and nothing is rounded first."""
    assert grade_of_points(Fraction(total), thresholds()) is Grade(expected)


def test_e6_k24_a_reprimand_in_the_year_sets_the_annual_grade_aside_and_no_other() -> None:
    """E6: 95 points and a reprimand: not completed for the year, excellent for the quarter."""
    stated = RATING_OVERRIDES.required(shipped(), code="points", **CIVIL_SERVANT)
    reached = grade_of_points(Fraction(95), thresholds())
    grounds = {Ground.DISCIPLINE}
    assert overridden(reached, grounds, stated, PeriodKind.YEAR) is Grade.NOT_COMPLETED
    assert overridden(reached, grounds, stated, PeriodKind.QUARTER) is Grade.EXCELLENT
    assert overridden(reached, {Ground.DEGRADATION}, stated, PeriodKind.MONTH) is Grade.NOT_COMPLETED
    assert overridden(reached, (), stated, PeriodKind.YEAR) is Grade.EXCELLENT


def test_hanoi_states_twenty_seventy_and_ten() -> None:
    """R47: discipline 20, results 70, bonus 10; each is stated within its scale, and no product is reckoned."""
    scoring = scoring_of(shipped(strict=True), Scheme.MONTHLY_POINTS, **IN_HANOI)
    assert not isinstance(scoring, NotOnRecord)
    assert score_as_stated(20, "60.5", Decimal("9.5"), scoring).total == 90
    for general, tasks, bonus in (("20.01", 0, 0), (0, "70.01", 0), (0, 0, "10.01")):
        with pytest.raises(InvalidInputError):
            score_as_stated(general, tasks, bonus, scoring)
    with pytest.raises(InvalidInputError) as refused:
        score_of_products(Parts(a=1, b=1, c=1), 20, scoring)
    assert refused.value.parameters["problem"] == "no-products"


def test_r50_satisfaction_has_no_weight_until_a_place_gives_it_one() -> None:
    """R50, R52: by default the stated points stand; with a weight of a fifth, 24 of 30 and 90 % satisfied give 24.6."""
    assert scored(E1, 24, satisfaction="0.9").general == 24
    weighed = attrs.evolve(points(), satisfaction=Fraction(1, 5))
    given = Parts(a=100, b=100, c=100)
    assert score_of_products(given, 24, weighed, "0.9").general == Fraction("24.6")
    assert score_of_products(given, 24, weighed).general == 24
    with pytest.raises(InvalidInputError) as refused:
        score_of_products(given, 24, weighed, "1.01")
    assert refused.value.parameters["field"] == "satisfaction"


def test_r48_the_score_of_a_year_is_the_mean_of_its_periods() -> None:
    """Article 21: exact, also of those that an earlier agency has sent along; nothing has no mean."""
    assert annual_score([Fraction(90), Fraction("89.99"), Fraction(1069, 12)]) == Fraction(80722, 900)
    assert annual_score([]) is None


def test_strict_reckons_no_score_by_a_formula_that_nobody_has_read() -> None:
    """The mean of the parts is known from programs only: under strict it is withheld, and named (K8)."""
    found = scoring_of(shipped(strict=True), Scheme.POINTS, **CIVIL_SERVANT)
    assert isinstance(found, NotOnRecord)
    assert found.withheld == "vn.task_score/points/2026-01-01"


@pytest.mark.parametrize("scheme", [Scheme.TESTS, Scheme.NOT_ON_RECORD])
def test_a_scheme_without_points_has_no_scale_on_record(scheme: Scheme) -> None:
    """What is judged by tests, or by criteria that were not read, is not scored."""
    assert isinstance(scoring_of(shipped(), scheme, **CIVIL_SERVANT), NotOnRecord)


def test_in_2025_there_was_no_scale_for_civil_servants() -> None:
    """The decree of 2025 applies from 2026 on."""
    asked = CIVIL_SERVANT | {"on": day("2025-12-31")}
    assert isinstance(scoring_of(shipped(), Scheme.POINTS, **asked), NotOnRecord)


def test_of_nothing_assigned_there_is_no_share() -> None:
    """Whoever was given nothing has neither none nor all of it."""
    deduction = points().deduction
    assert deduction
    assert parts_of((), deduction) is None


@pytest.mark.parametrize(
    "wrong, field, problem",
    [
        ({"weight": 0}, "weight", "positive"),
        ({"weight": -1}, "weight", "negative"),
        ({"weight": 0.5}, "weight", "number"),
        ({"weight": "nan"}, "weight", "number"),
        ({"weight": "1/0"}, "weight", "number"),
        ({"weight": Decimal("inf")}, "weight", "number"),
        ({"weight": True}, "weight", "number"),
        ({"delays": -1}, "delays", "negative"),
        ({"major_errors": "one"}, "major_errors", "number"),
    ],
)
def test_what_is_no_exact_number_is_refused(wrong: dict[str, object], field: str, problem: str) -> None:
    """No binary fraction, no infinity, nothing below zero; the error names the field."""
    with pytest.raises(InvalidInputError) as refused:
        Product(**({"of": "T-1", "weight": 1, "finished": True} | wrong))  # type: ignore[arg-type]
    assert (refused.value.parameters["field"], refused.value.parameters["problem"]) == (field, problem)


@pytest.mark.parametrize("general", ["30.01", -1, 12.5])
def test_general_points_stay_within_their_scale(general: object) -> None:
    """At most 30, at least 0, and exact."""
    with pytest.raises(InvalidInputError) as refused:
        scored(E1, general)  # type: ignore[arg-type]
    assert refused.value.parameters["field"] == "general"


PRODUCTS = st.lists(
    st.builds(
        Product,
        of=st.just("T"),
        weight=st.fractions(min_value=Fraction(1, 100), max_value=50, max_denominator=100),
        finished=st.booleans(),
        major_errors=st.integers(0, 6),
        delays=st.integers(0, 6),
    ),
    min_size=1,
    max_size=12,
).map(tuple)
GENERAL = st.fractions(min_value=0, max_value=30, max_denominator=100)


@given(PRODUCTS, GENERAL)
def test_a_score_is_exact_and_lies_between_nothing_and_a_hundred(products, general) -> None:
    """Whatever the products: a part is never above the one it is a deduction from, and no point is rounded away."""
    score = scored(products, general)
    a, b, c = abc(score)
    assert type(score.total) is Fraction
    assert 0 <= score.total <= 100
    assert max(b, c) <= a
    assert score.total == general + (a + b + c) * Fraction(7, 30)


@given(PRODUCTS, GENERAL, st.data())
def test_an_error_or_a_delay_more_never_raises_a_score(products, general, data) -> None:
    """Nor does a product that is left unfinished; and the order of the products is nothing."""
    which = data.draw(st.integers(0, len(products) - 1))
    worse = data.draw(
        st.sampled_from(
            [
                {"major_errors": products[which].major_errors + 1},
                {"delays": products[which].delays + 1},
                {"finished": False},
            ]
        )
    )
    changed = (*products[:which], attrs.evolve(products[which], **worse), *products[which + 1 :])
    assert scored(changed, general).total <= scored(products, general).total
    assert scored(products[::-1], general) == scored(products, general)


@given(PRODUCTS, GENERAL)
def test_a_score_says_the_same_whatever_unit_weights_are_counted_in(products, general) -> None:
    """Counting in hours instead of units changes nobody's score."""
    hours = tuple(attrs.evolve(each, weight=each.weight * 8) for each in products)
    assert scored(hours, general) == scored(products, general)


@pytest.mark.parametrize(
    "wrong",
    ["1e999999999", "1e2", "1_000", " 1", "9" * 101, 10**100, Decimal("1e999999999"), True, None],
)
def test_an_exponent_or_endless_digits_are_no_number(wrong) -> None:
    """Refused at once and by its name: nobody makes the writer reckon a number of a billion digits (R44)."""
    with pytest.raises(InvalidInputError) as refused:
        exact_number(wrong, "share")

    assert refused.value.parameters["field"] == "share"
    with pytest.raises(InvalidInputError):
        exact_number(10**9999, "share")
    assert refused.value.parameters["problem"] == "number"


@pytest.mark.parametrize("right", ["4/5", "0.8", Decimal("0.80"), Decimal("8e-1"), Fraction(4, 5)])
def test_a_number_is_read_as_it_is_written(right) -> None:
    """Decimals, fractions and texts of them."""
    assert exact_number(right, "share") == Fraction(4, 5)
