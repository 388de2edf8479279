"""Of too few people nothing is told, and nothing can be computed: by hand, and by somebody who tries (K25)."""

from fractions import Fraction
from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civicflow.views.suppression import may_be_told

SMALLEST = 5


def people(name: str, number: int) -> frozenset[str]:
    """So many people of a group."""
    return frozenset(f"{name}{each}" for each in range(number))


def told(**sizes: int) -> tuple[bool, set[str]]:
    """Whether the total is told, and of which groups."""
    total, groups = may_be_told({name: (people(name, size),) for name, size in sizes.items()}, SMALLEST)
    return total, set(groups)


@pytest.mark.parametrize(
    "sizes, total, groups",
    [
        ({"a": 5, "b": 9}, True, {"a", "b"}),
        ({"a": 4, "b": 9, "c": 7}, True, {"b"}),
        ({"a": 4, "b": 1, "c": 7}, True, {"c"}),
        ({"a": 3, "b": 1, "c": 7, "d": 8}, True, {"d"}),
        ({"a": 0, "b": 9}, True, {"a", "b"}),
        ({"a": 4, "b": 9}, True, set()),
        ({"a": 4, "b": 0}, False, set()),
        ({"a": 4}, False, set()),
        ({}, True, set()),
    ],
)
def test_too_small_a_group_is_hidden_and_so_is_what_would_give_it_away(sizes, total, groups):
    """K25: beside a group of four, the next smallest is not told; nobody is a group of which all may be told."""
    assert told(**sizes) == (total, groups)


def test_each_side_must_be_large_enough():
    """Three at home beside forty at the office are three; two such groups are six together, and hide each other."""
    sides = {
        name: (people(f"{name}h", home), people(f"{name}o", away))
        for name, home, away in (("a", 3, 40), ("b", 3, 9), ("c", 8, 8))
    }

    assert may_be_told(sides, SMALLEST) == (True, frozenset("c"))
    del sides["b"]
    assert may_be_told(sides, SMALLEST) == (True, frozenset())


def test_the_same_people_in_two_groups_hide_nobody():
    """Who moved from one unit to another is in both, and one person all the same."""
    moved = people("a", 3)

    assert may_be_told({"a": (moved,), "b": (moved,), "c": (people("c", 6),)}, SMALLEST) == (
        True,
        frozenset(),
    )


@given(st.lists(st.integers(0, 12), max_size=6), st.integers(1, 7))
def test_nobody_who_tries_can_compute_a_figure_of_too_few(sizes, smallest):
    """
    Whoever adds and subtracts what is told in any way never gets at the figure of any groups with too few people together.

    A figure can be computed from others when it lies in the space that they span; every union of groups is tried.
    """
    groups = {str(number): (people(f"{number}-", size),) for number, size in enumerate(sizes)}
    total, found = may_be_told(groups, smallest)
    known = [[Fraction(name == each) for each in groups] for name in found]
    known += [[Fraction(1)] * len(groups)] if total else []
    known += [
        [Fraction(name == each) for each in groups]
        for name, size in zip(groups, sizes, strict=True)
        if not size
    ]

    for union in chain.from_iterable(
        combinations(range(len(sizes)), count) for count in range(1, len(sizes) + 1)
    ):
        number = sum(sizes[each] for each in union)
        wanted = [Fraction(each in union) for each in range(len(sizes))]
        if 0 < number < smallest:
            assert rank([*known, wanted]) > rank(known), (union, known)


@given(st.lists(st.integers(0, 12), max_size=6), st.integers(1, 7))
def test_no_more_is_hidden_than_is_needed(sizes, smallest):
    """Where every group is large enough, all are told; where the total is, it is told."""
    groups = {str(number): (people(f"{number}-", size),) for number, size in enumerate(sizes)}
    total, found = may_be_told(groups, smallest)

    assert total == (sum(sizes) == 0 or sum(sizes) >= smallest)
    if all(size == 0 or size >= smallest for size in sizes):
        assert found == groups.keys()


def rank(rows: list[list[Fraction]]) -> int:
    """How many of some rows do not follow from the others, by elimination."""
    rows, found = [list(row) for row in rows], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((row for row in rows[found:] if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        rows.insert(found, pivot)
        found += 1
        for row in rows[found:]:
            factor = row[column] / pivot[column]
            row[:] = [one - factor * other for one, other in zip(row, pivot, strict=True)]
    return found
