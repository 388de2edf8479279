"""Doubting a figure on the command line: paths, parts, events, dated rules, in both languages and as data."""

import csv
import io
import json

import pytest

pytestmark = pytest.mark.usefixtures("office")

DOUBTED = ("explain", "on-time", "--by", "unit", "--figure", "by[U-1].raw.figure")


def test_without_a_figure_those_that_can_be_asked_for_are_listed(line):
    """Each with its value; a share also by its two numbers."""
    listed = {each["figure"]: each["value"] for each in line("explain", "on-time", format="json").json}

    assert listed["raw.figure"] == {"numerator": 0, "denominator": 1, "events": []}
    assert (listed["raw.figure.numerator"], listed["raw.figure.denominator"]) == (0, 1)
    assert "raw.figure" in line("explain", "on-time").out


def test_a_figure_is_told_part_by_part_with_its_events_and_rules(line):
    """What it counts, the sum, the sentences of the events, the calendar and the position."""
    told = line(*DOUBTED)

    assert told.code == 0
    parts, rest = told.out.split("Events\n", 1)
    assert [row.split()[:2] for row in parts.splitlines() if "task:" in row] == [["task:T-17", "1"]]
    assert "= by[U-1].raw.figure" in parts
    assert "assigned the task T-17" in rest
    assert "vn-2026.1" in rest


def test_it_is_told_in_the_language_of_the_reader(line):
    """Reasons, operations and sentences."""
    vietnamese = line(*DOUBTED, lang="vi").out

    assert "quá hạn" in vietnamese or "trễ hạn" in vietnamese
    assert "giao nhiệm vụ T-17" in vietnamese
    assert vietnamese != line(*DOUBTED).out


def test_programs_read_every_part(line):
    """In JSON all of it, in CSV one row a part."""
    found = line(*DOUBTED, format="json").json
    rows = list(csv.DictReader(io.StringIO(line(*DOUBTED, format="csv").out)))

    assert (found["value"], found["recomputed"], found["operation"]) == ("0", "0", "quotient")
    assert [part["of"] for part in found["parts"]] == [row["of"] for row in rows]
    assert [part["level"] for part in found["parts"]] == [1, 1, 2]
    assert [event["topic"] for event in found["events"]] == ["task.assigned"]
    assert found["head"]["question"] == "on-time"


def test_what_was_not_known_then_counts_for_nothing(line):
    """The standpoint of the answer is that of its explanation."""
    assert line(*DOUBTED, known="2023-10-01").code == 2
    assert json.loads(line("explain", "on-time", known="2023-10-01", format="json").out)[0]["value"] == {
        "numerator": 0,
        "denominator": 0,
        "events": [],
    }


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_figure_that_there_is_not_is_refused_and_near_ones_are_named(line, lang):
    """The option is named, and so is the figure that was meant."""
    missed = line("explain", "on-time", "--figure", "raw.figur", lang=lang)

    assert missed.code == 2
    assert "--figure" in missed.err
    assert "raw.figure" in missed.err
    assert missed.out == ""


@pytest.mark.parametrize("option, value", [("known", "soon"), ("as_of", "soon")])
def test_a_standpoint_that_cannot_be_understood_is_named(line, option, value):
    """With or without a figure."""
    for words in (("explain", "on-time"), DOUBTED):
        missed = line(*words, **{option: value})
        assert missed.code == 2
        assert f"--{option.replace('_', '-')}" in missed.err
