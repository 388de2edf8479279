"""Newcombe's interval: E24 by number, against an exact reading of the same definition, and never with a float."""

from decimal import Context, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civicflow.cli.tables import cell, points
from civicflow.core.interval import MOST, Z, answers_needed, interval
from civicflow.core.question import Change, Figure
from civicflow.messages import Words
from civicflow.views.newcombe import change
from tests.views.past import ZONE


def of(numerator: int, denominator: int) -> Figure:
    """So many of so many."""
    return Figure(numerator=numerator, denominator=denominator)


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    """Any count of answers."""
    denominator = draw(st.integers(1, 5_000))
    return of(draw(st.integers(0, denominator)), denominator)


@pytest.mark.parametrize(
    "earlier, later, shown",
    [
        (of(430, 500), of(438, 500), "+1.60 [-2.61, +5.82]"),
        (of(430, 500), of(400, 500), "-6.00 [-10.64, -1.34]"),
        (of(86, 100), of(84, 100), "-2.00 [-12.04, +8.05]"),
    ],
)
def test_e24_changes_are_shown_as_the_examples_have_them(earlier, later, shown):
    """E24: the three rows, in percentage points, rounded where they are shown."""
    found = change(earlier, later)

    assert found is not None
    assert cell(found, Words("en", (), ZONE)) == shown
    assert isinstance(found.difference, Fraction)
    assert (type(found.lower), type(found.upper)) == (Decimal, Decimal)
    assert found.lower.as_tuple().exponent == found.upper.as_tuple().exponent == -28


def test_nothing_counted_is_no_change():
    """There is nothing to divide by: neither 0 nor 1."""
    assert change(of(0, 0), of(1, 2)) is None
    assert change(of(1, 2), of(0, 0)) is None


@pytest.mark.parametrize("margin, needed", [("1/50", 2_317), ("3/100", 1_033), ("1/20", 375)])
def test_k15_how_many_answers_a_margin_needs(margin, needed):
    """K15: at 86 per cent about 2,320 for two points, 1,040 for three, 380 for five, each rounded up to a ten."""
    assert answers_needed(Fraction(86, 100), Fraction(margin)) == needed
    assert -(-needed // 10) * 10 == {"1/50": 2_320, "3/100": 1_040, "1/20": 380}[margin]


@given(share=st.fractions(0, 1, max_denominator=50), margin=st.fractions("1/50", 1, max_denominator=50))
def test_the_number_needed_is_the_least_that_shows_no_fall(share, margin):
    """With so many answers in each of two equal waves the interval lies above the margin; with one less it does not."""
    needed = answers_needed(share, margin)

    def shows(count: int) -> bool:
        lower, _ = interval(share, count, share, count)
        return bool(Fraction(lower) > -margin)

    assert shows(needed)
    assert needed == 1 or not shows(needed - 1)


def test_a_margin_of_nothing_is_never_reached():
    """However many are asked, no change cannot be told from the smallest one."""
    assert answers_needed(Fraction(1, 2), Fraction(0)) == MOST


@given(figures(), figures())
def test_the_interval_holds_the_difference_and_is_the_same_from_behind(earlier, later):
    """What rose by so much one way has fallen by as much the other way; no share lies outside 0 and 1."""
    found, back = change(earlier, later), change(later, earlier)

    assert found is not None
    assert back is not None
    assert -1 <= Fraction(found.lower) <= found.difference <= Fraction(found.upper) <= 1
    assert (back.difference, back.lower, back.upper) == (-found.difference, -found.upper, -found.lower)


@given(figures(), figures())
def test_the_interval_is_exact_to_its_last_place(earlier, later):
    """Wilson's bounds are roots of a quadratic equation: found here by halving, in whole numbers."""
    found = change(earlier, later)
    assert found is not None
    low0, high0 = roots(earlier)
    low1, high1 = roots(later)
    p0, p1 = Fraction(*counts(earlier)), Fraction(*counts(later))

    down = root((p1 - low1) ** 2 + (high0 - p0) ** 2)
    up = root((high1 - p1) ** 2 + (p0 - low0) ** 2)
    assert abs(Fraction(found.lower) - (p1 - p0 - down)) < Fraction(1, 10**27)
    assert abs(Fraction(found.upper) - (p1 - p0 + up)) < Fraction(1, 10**27)


def counts(figure: Figure) -> tuple[int, int]:
    """Numerator and denominator."""
    return figure.numerator, figure.denominator


def roots(figure: Figure) -> tuple[Fraction, Fraction]:
    """The shares at which the count would lie just 1.96 standard deviations off, on either side."""
    share, n, z2 = Fraction(*counts(figure)), figure.denominator, Fraction(Z) ** 2
    middle, spread = share + z2 / (2 * n), root(z2 * (share * (1 - share) / n + z2 / (4 * n * n)))
    return (middle - spread) / (1 + z2 / n), (middle + spread) / (1 + z2 / n)


def root(square: Fraction) -> Fraction:
    """The root of a number, to 40 places, by halving."""
    low, high = Fraction(0), max(Fraction(1), square)
    for _ in range(140):
        middle = (low + high) / 2
        middle = Fraction(round(middle * 10**45), 10**45)
        low, high = (middle, high) if middle * middle <= square else (low, middle)
    return low


def test_the_constant_is_what_a_normal_quantity_stays_below_in_975_of_1000_cases():
    """By the series of the error function, in 60 digits."""
    with localcontext(Context(prec=60)):
        x, term, total, n = Z, Z, Z, 0
        while abs(term) > Decimal(10) ** -58:
            n += 1
            term = term * x * x / (2 * n + 1)
            total += term
        pi = Decimal("3.14159265358979323846264338327950288419716939937510582097494")
        density = (-x * x / 2).exp() / (2 * pi).sqrt()
        below = Decimal("0.5") + density * total

    assert abs(below - Decimal("0.975")) < Decimal(10) ** -48


@pytest.mark.parametrize(
    "share, shown", [("0.016", "+1.60"), ("-0.00004", "+0.00"), ("-0.0001", "-0.01"), ("1", "+100.00")]
)
def test_points_are_rounded_where_they_are_shown(share, shown):
    """Two digits and a sign; a change too small to show is none."""
    assert points(Decimal(share)) == shown
    assert (
        cell(
            Change(difference=Fraction(share), lower=Decimal(share), upper=Decimal(share)),
            Words("vi", (), ZONE),
        )
        == f"{shown} [{shown}, {shown}]"
    )
