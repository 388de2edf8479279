"""A number that remembers how it was reckoned: it is the number, and its parts make it anew."""

from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from civicflow.core.event import DAY
from civicflow.core.interval import interval
from civicflow.core.operation import Operation, ranked
from civicflow.core.working import (
    Part,
    Working,
    at_positions,
    chosen,
    counted,
    days_between,
    made,
    plain_number,
    reckoned,
    regulated,
    stated,
    totalled,
    working_of,
)
from civicflow.exchange.json_text import canonical


@frozen
class Asked:
    """
    How a question is asked.

    Args:
        explaining: Whether figures are to remember how they were reckoned.
    """

    explaining: bool


PLAIN, EXPLAINED = Asked(explaining=False), Asked(explaining=True)
NUMBERS = st.lists(st.integers(-100, 100), max_size=8)
SHARES = st.fractions(max_denominator=50)


def how(number: object) -> Working:
    """How a number was reckoned, which remembers it."""
    found = working_of(number)
    assert found is not None
    return found


def part(number: object) -> Part:
    """The part of a number."""
    return Part(of=f"task:{number}", because="late", events=(1,))


def test_asked_plainly_nothing_is_remembered_and_no_part_is_made():
    """What makes the parts is not called."""

    def never(_: object) -> Part:
        raise AssertionError

    assert working_of(counted(PLAIN, [1, 2], never)) is None
    assert working_of(totalled(PLAIN, [1, 2], int, never, 0)) is None
    assert working_of(chosen(PLAIN, Operation.MEDIAN, [1, 2], int, never)) is None
    assert working_of(made(3, Operation.SUM, one=1, other=2)) is None


@given(NUMBERS)
def test_what_is_counted_and_totalled_adds_up(numbers):
    """One a thing, or its amount."""
    count = counted(EXPLAINED, numbers, part)
    total = totalled(EXPLAINED, numbers, int, part, 0)

    assert (count, total) == (len(numbers), sum(numbers))
    assert [each.adds for each in how(count).parts] == [1] * len(numbers)
    assert [each.adds for each in how(total).parts] == numbers
    assert (how(count).recomputed(), how(total).recomputed()) == (count, total)


@given(st.lists(SHARES, min_size=1, max_size=9))
def test_what_is_chosen_is_one_of_the_amounts(shares):
    """The median is the least that half of them do not exceed."""
    for operation in (Operation.MEDIAN, Operation.NINETIETH, Operation.LARGEST, Operation.SMALLEST):
        found = chosen(EXPLAINED, operation, shares, Fraction, part)
        assert found in shares
        assert how(found).recomputed() == found
    median = chosen(EXPLAINED, Operation.MEDIAN, shares, Fraction, part)

    assert 2 * sum(each <= median for each in shares) >= len(shares)
    assert 2 * sum(each < median for each in shares) < len(shares)


def test_half_and_nine_in_ten_are_numbers_that_are_really_among_them():
    """The nearest rank: of ten, the fifth and the ninth; of one, that one."""
    assert ranked([*range(10, 0, -1)], 1, 2) == 5
    assert ranked([*range(10, 0, -1)], 9, 10) == 9
    assert ranked([7], 9, 10) == 7


def test_of_nothing_nothing_is_chosen():
    """Neither 0 nor an error."""
    assert chosen(EXPLAINED, Operation.LARGEST, [], int, part) is None


@pytest.mark.parametrize(
    "number, text", [(3, b"3"), (Fraction(3, 4), b'"3/4"'), (Decimal("0.50"), b'"0.50"')]
)
def test_a_number_that_remembers_is_the_number(number, text):
    """Equal, of the same hash, the same in JSON and in arithmetic; what is computed from it does not remember."""
    found = stated(EXPLAINED, number, part(1))

    assert found == number
    assert hash(found) == hash(number)
    assert canonical(found) == canonical(number) == text
    assert type(plain_number(found)) is type(number)
    assert working_of(found + 1) is None
    assert how(found).recomputed() == number


@given(SHARES, SHARES.filter(bool))
def test_what_is_made_of_numbers_remembers_when_one_of_them_does(one, other):
    """Difference, product and quotient; the parts are the numbers themselves."""
    first = stated(EXPLAINED, one, part(1))
    for value, operation in (
        (one - other, Operation.DIFFERENCE),
        (one * other, Operation.PRODUCT),
        (one / other, Operation.QUOTIENT),
    ):
        found = made(value, operation, first=first, second=other)
        assert how(found).recomputed() == value
        assert working_of(how(found).parts[0].adds) is working_of(first)


@given(st.integers(0, 10**16), st.integers(0, 10**16))
def test_days_are_whole_days(since, length):
    """Of 24 hours, as many as have passed in full."""
    found = days_between(EXPLAINED, since, since + length, part(1))

    assert found == length // DAY == how(found).recomputed()


def test_what_a_rule_sets_names_the_rule():
    """By the id of the record."""
    found = regulated(EXPLAINED, Fraction(1, 3), "vn.hcmc.on_site_cap/2021-06-03")

    assert [each.of for each in how(found).parts] == ["regulation:vn.hcmc.on_site_cap/2021-06-03"]


def test_the_ends_of_an_interval_are_those_of_newcombe():
    """From the four numbers alone."""
    numbers = {"before": 430, "of_before": 500, "after": 438, "of_after": 500}
    lower, upper = interval(Fraction(430, 500), 500, Fraction(438, 500), 500)

    for value, operation in ((lower, Operation.INTERVAL_BEGINS), (upper, Operation.INTERVAL_ENDS)):
        parts = tuple(Part(of="number", adds=each, because=why) for why, each in numbers.items())
        assert Working(operation, parts).recomputed() == value


def test_a_part_of_a_person_is_cut():
    """A ceiling on people drops what is left over."""
    assert (
        Working(Operation.WHOLE, (Part(of="number", adds=Fraction(7, 3), because="share"),)).recomputed() == 2
    )


def test_a_working_that_does_not_add_up_is_seen():
    """The value is what the answer says; the parts are asked independently of it."""
    wrong = reckoned(EXPLAINED, 3, Operation.SUM, lambda: (part(1),))

    assert wrong == 3
    assert how(wrong).recomputed() == 1


def test_positions_are_named_once_and_in_order():
    """What is not on record is left out."""
    assert at_positions(5, None, 2, 5) == (2, 5)
