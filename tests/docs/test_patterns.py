"""The page on workflow patterns has each of them once, says of each whether there is such a thing, and names tests that exist."""

import ast
import re
from collections import Counter
from functools import cache

import pytest

from docs.pages import DOCS

PAGE = (DOCS / "reference" / "patterns.md").read_text("utf-8")
NUMBERS = [str(number) for number in range(1, 44)]
KINDS = ("supported", "by composition", "not")


def cells(line):
    """What stands in each column of a row."""
    return [each.strip() for each in line.strip("|").split("|")]


def rows(chapter):
    """The rows of a chapter: number, name, whether there is such a thing, how or why not, the test."""
    _, _, text = PAGE.partition(f"\n## {chapter}\n")
    lines = re.findall(r"^\| \d.*$", text.partition("\n## ")[0], re.MULTILINE)
    return [cells(line) for line in lines]


@cache
def named_in(file):
    """The tests of a file."""
    tree = ast.parse((DOCS.parent / file).read_text("utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


CHAPTERS = pytest.mark.parametrize("chapter", ["Control flow", "Resources"])


@CHAPTERS
def test_each_pattern_stands_there_once(chapter):
    """Forty-three of each, in their order, no two of one name."""
    found = rows(chapter)

    assert [number for number, *_ in found] == NUMBERS
    assert max(Counter(name for _, name, *_ in found).values()) == 1


@CHAPTERS
def test_each_row_says_whether_how_and_why_not(chapter):
    """One of three words, and a reason; what there is is shown by a test."""
    for number, name, kind, how, test in rows(chapter):
        assert kind in KINDS, number
        assert name, number
        assert how, number
        assert test or kind == "not", number


@CHAPTERS
def test_every_test_that_is_named_exists(chapter):
    """By file and name."""
    named = [test.strip("`").split("::") for *_, test in rows(chapter) if test]

    assert [(file, name) for file, name in named if name not in named_in(file)] == []


@CHAPTERS
def test_the_numbers_at_the_top_are_those_of_the_rows(chapter):
    """How many there are of each kind."""
    counts = Counter(kind for _, _, kind, *_ in rows(chapter))
    (told,) = re.findall(rf"^\| {chapter.lower()} \|.*$", PAGE, re.MULTILINE)

    assert cells(told)[1:] == [str(counts[kind]) for kind in KINDS]


def test_each_test_of_a_pattern_is_named():
    """None of them was written in vain."""
    shown = re.findall(r"test_patterns\.py::(\w+)", PAGE)

    assert {name for name in named_in("tests/procedures/test_patterns.py") if name.startswith("test_")} == {
        *shown
    }
