"""Questions from the command line: their fields are options, their answers are exact."""

import csv
import io
from typing import Any

import attrs
import pytest

import civicflow as cf
from civicflow.core.command import name_of
from civicflow.flow import MODULES
from civicflow.testing import FixedClock, numbered_ids
from tests.cli.conftest import assigned

QUESTIONS = {name_of(question): question for module in MODULES for question in module.questions}


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_field_of_a_question_is_an_option_with_a_help_text(line, name):
    """What a question asks for is said where it is asked."""
    told = line("ask", name, "--help").out
    kind: Any = QUESTIONS[name]

    for field in attrs.fields(kind):
        option = f"--{field.name.replace('_', '-')}"
        (said,) = (each for each in told.splitlines() if each.strip(" *").split(" ")[0] == option)
        assert len(said.split("  ")) > 1, said


@pytest.mark.usefixtures("office")
def test_an_answer_says_the_figure_and_where_it_comes_from(line):
    """Numerator, denominator, position, release: what a report on paper would have to repeat (R58)."""
    asked = line("ask", "on-time", "--period", "2023-Q4", "--unit", "U-1", format="json")

    assert asked.code == 0
    assert asked.json["head"]["question"] == "on-time"
    assert asked.json["head"]["position"] == 6
    assert asked.json["answer"]["raw"]["figure"]["denominator"] == 1


@pytest.mark.usefixtures("office")
def test_an_answer_is_told_in_the_language_of_the_reader(line):
    """The figures are the same."""
    english, vietnamese = (line("ask", "on-time", lang=lang).out for lang in ("en", "vi"))

    assert english != vietnamese
    assert "0/1 (0.0 %)" in english
    assert "0/1 (0.0 %)" in vietnamese
    assert "\x1b" not in english


@pytest.mark.usefixtures("office")
def test_an_answer_of_which_nothing_is_on_record_says_so(line):
    """An empty list is no empty page; a program finds the same list."""
    asked = ("ask", "on-site", "--period", "2023-10")

    assert "Nothing is on record for this question." in line(*asked).out
    assert "Không có gì trong hồ sơ về câu hỏi này." in line(*asked, lang="vi").out
    assert line(*asked, format="json").json["answer"] == []


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    "words, said",
    [
        (("on-time", "--unit", "U-9"), "There is no unit U-9 on record."),
        (("on-time", "--person", "E-999"), "There is no person E-999 on record."),
        (("task-dates", "--task", "T-99"), "There is no task T-99 on record."),
        (("recommendation", "--pilot", "P-9"), "There is no pilot P-9 on record."),
        (("on-time", "--unit", "U-1", "--person", "E-204"), ""),
        (("task-dates", "--task", "T-17"), ""),
    ],
)
def test_a_slip_of_the_pen_is_said_beside_the_answer(line, words, said):
    """A figure of nothing is no figure of a unit that does not exist; the answer itself stays as it is."""
    asked = line("ask", *words)

    assert asked.code == 0
    assert asked.err == (f"civicflow: {said}\n" if said else "")


@pytest.mark.usefixtures("office")
def test_a_question_and_an_event_are_called_what_the_administration_calls_them(line):
    """In a table; a program reads the codes."""
    told = line("ask", "trail", "--stream", "task:T-17")

    assert "Task assigned" in told.out
    assert "task.assigned" not in told.out
    assert "task.assigned" in line("ask", "trail", "--stream", "task:T-17", format="csv").out


@pytest.mark.usefixtures("office")
def test_an_answer_as_csv_is_one_value_a_row(line):
    """Another program finds each figure by its path."""
    rows = dict(csv.reader(io.StringIO(line("ask", "on-time", format="csv").out)))

    assert rows["answer.raw.figure.denominator"] == "1"
    assert rows["head.position"] == "6"


def test_a_question_is_answered_as_it_was_known(line, office):
    """What was recorded later does not count."""
    with cf.open(office, clock=FixedClock("2023-10-03T08:00+07:00"), ids=numbered_ids("later")) as flow:
        flow.execute(assigned("T-18"), by="E-101")

    streams = [
        {
            each["stream"]
            for each in line("ask", "trail", "--person", "E-204", format="json", **told).json["answer"]
        }
        for told in ({}, {"known": "2023-10-02T23:59+07:00"}, {"as_of": "2023-10-02T23:59+07:00"})
    ]

    assert streams[0] - streams[1] == {"task:T-18"}
    assert streams[1] == streams[2]


@pytest.mark.usefixtures("office")
def test_strict_relies_on_what_is_verified_alone(line):
    """The head of the answer says so."""
    strict = line("ask", "on-time", "--strict", format="json").json["head"]["strict"]
    lenient = line("ask", "on-time", format="json").json["head"]["strict"]

    assert (strict, lenient) == (True, False)


@pytest.mark.usefixtures("office")
def test_the_events_behind_a_figure_are_named_on_request(line):
    """The position of the assignment, and only when asked for."""
    figures = [
        line("ask", "on-time", *more, format="json").json["answer"]["raw"]["figure"]["events"]
        for more in ((), ("--with-events",))
    ]

    assert figures[0] == []
    assert 6 in figures[1]


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize(
    "words,option",
    [
        (["--period", "2023-Q5"], "--period"),
        (["--unit", "Phòng 1"], "--unit"),
        (["--known", "2023-12-31T17:00"], "--known"),
        (["--as-of", "soon"], "--as-of"),
        (["--known", "9999-12-31"], "--known"),
        (["--known", "0001-01-01T00:00+07:00"], "--known"),
        (["--as-of", "9999-12-31T23:59Z"], "--as-of"),
        (["--period", "0001"], "--period"),
    ],
)
def test_a_wrong_argument_is_named_by_its_option(line, words, option):
    """In either language."""
    for language in ("en", "vi"):
        ended = line("ask", "on-time", *words, lang=language)
        assert (ended.code, ended.out) == (2, "")
        assert option in ended.err


def test_a_store_that_one_may_only_read_answers_as_well(line, office, monkeypatch):
    """Its views are folded in memory, and nothing is written beside the log."""
    before = {path.name: path.read_bytes() for path in office.iterdir()}
    live = line("events", format="json").out
    monkeypatch.setattr("os.access", lambda path, mode: False)

    read = line("ask", "on-time", format="json")

    assert (read.code, read.json["answer"]["raw"]["figure"]["denominator"]) == (0, 1)
    assert line("events", format="json").out == live
    assert line("replay").code == 3
    assert {path.name: path.read_bytes() for path in office.iterdir() if path.name in before} == before
