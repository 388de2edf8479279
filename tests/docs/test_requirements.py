"""What was asked for is met in code, shown by a test, or said to be context or to come later."""

import re

import pytest

from docs.requirements import DOCS, MEETS, MILESTONES, REQUIREMENTS, SORTS, numbers, places, requirements_page

NUMBERS = (*(f"R{number}" for number in range(1, 86)), *(f"K{number}" for number in range(1, 26)))
WORKED = (*(f"E{number}" for number in range(13, 29)), "E12b", "E21b")
KINDS = {"rule", "condition", "number", "procedure", "state", "view", "wish", "context", "correction"}

CARRIED = places()


def lacking(number):
    """What a number lacks: code that meets it, a test that shows it."""
    sorts = {place.sort for place in CARRIED[number]}
    wanted = {"test": {"tests"}} if number in WORKED else {"code": {*MEETS}, "test": {"tests"}}
    return [name for name, those in wanted.items() if not sorts & those]


def said_otherwise(number):
    """Whether a row says why no code meets it yet."""
    asked = REQUIREMENTS.get(number)
    return asked is not None and bool(asked.context or asked.later)


def test_each_requirement_has_a_row_in_both_languages():
    """R1 to R85 and K1 to K25, in their order, each with a kind and words in English and in Vietnamese."""
    assert tuple(REQUIREMENTS) == NUMBERS
    assert [number for number, asked in REQUIREMENTS.items() if not (asked.en and asked.vi)] == []
    assert {asked.kind for asked in REQUIREMENTS.values()} <= KINDS


def test_what_comes_later_says_what_and_with_which_milestone():
    """A row that puts something off names the milestone and what is put off; one of the kind context says why."""
    for number, asked in REQUIREMENTS.items():
        assert bool(asked.later) == bool(asked.what), number
        assert asked.later in {"", *MILESTONES}, number
        assert not (asked.context and asked.later), number
        assert asked.kind != "context" or asked.context, number


def test_no_marker_names_a_number_that_nobody_asked_for():
    """A slip of the pen in a docstring would stand on no row."""
    assert {number for number in CARRIED if number[0] in "RK"} - {*NUMBERS} == set()


@pytest.mark.parametrize("number", [*NUMBERS, *WORKED])
def test_each_number_is_met_by_code_and_by_a_test(number):
    """Or is context, or comes later, as its row says."""
    found_wanting = [] if said_otherwise(number) else lacking(number)

    assert not found_wanting, f"{number} has no {' and no '.join(found_wanting)}"


def test_a_range_names_each_number_in_it():
    """As docstrings write it, with or without the letter again."""
    assert [*numbers("(R19-R22, K4–6, E12b)")] == ["R19", "R20", "R21", "R22", "K4", "K5", "K6", "E12b"]
    assert [*numbers("R0, PR12, K125, task-R3x")] == []


def test_each_place_is_one_of_the_sorts_that_the_page_shows():
    """A place of another sort would be left out."""
    assert {place.sort for those in CARRIED.values() for place in those} <= {*SORTS}


def test_the_page_links_to_files_that_exist():
    """Each link of the page leads from docs/reference to a file of the repository."""
    found = {*re.findall(r"\]\((\.\./\.\./[^)]+)\)", requirements_page())}

    assert found
    assert [link for link in found if not (DOCS / "reference" / link).resolve().is_file()] == []
