"""What goes in and out as JSON, described on the command line; what the command line prints is what it describes."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from civicflow.flow import MODULES
from leave_requests import MODULE
from tests.exchange.schemas import EDGE, faults, oracle

NAMED = "leave_requests:MODULE"
ASKED = {
    "on-time": ("--unit", "U-1", "--with-events"),
    "on-site": ("--period", "2023-10"),
    "worklist": ("--person", "E-204"),
    "open-work": ("--person", "E-204"),
    "deadline-notices": ("--person", "E-204"),
    "task-dates": ("--task", "T-17"),
    "trail": ("--person", "E-204"),
    "omissions": ("--step", "submitted", "--requires", "assigned"),
    "satisfaction": ("--pilot", "PR-1"),
    "recommendation": ("--pilot", "PR-1"),
    "orders-in-force": ("--locality", "vn/hcmc"),
    "remote-days": ("--period", "2023-10"),
    "report-cadence": ("--period", "2023-10"),
    "workload": ("--period", "2023-10"),
    "equal-treatment": ("--period", "2023-10"),
    "my-record": ("--person", "E-204", "--period", "2023-10"),
    "additional-income": ("--quarter", "2023-Q4"),
    "grades": ("--period", "2023-10"),
    "excellence-ceiling": ("--period", "2023-10"),
}
"""What is asked for where nothing is not enough."""


def test_it_is_printed_as_json_in_the_same_bytes_whatever_the_form_and_language(line, tmp_path):
    """A valid document, without a store."""
    printed = {
        line("schema", *more, store=tmp_path / "nowhere").out
        for more in ((), ("--format", "csv"), ("--format", "json"), ("--lang", "vi"))
    }

    assert len(printed) == 1
    Draft202012Validator.check_schema(json.loads(*printed))
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(
    "sort,name,defined",
    [
        ("commands", "assign-task", "command.assign-task"),
        ("questions", "on-time", "question.on-time"),
        ("events", "act.refused", "event.act.refused"),
        ("answers", "on-time", "answer.on-time"),
    ],
)
def test_one_of_a_sort_and_the_whole_sort_can_be_asked_for(line, sort, name, defined):
    """With all that it refers to; and what stands beside it."""
    everything, whole, one = line("schema").json, line("schema", sort).json, line("schema", sort, name).json

    assert one["$ref"] == f"#/$defs/{defined}"
    assert one["$defs"].items() <= whole["$defs"].items() <= everything["$defs"].items()
    assert whole["$defs"][defined] == everything["$defs"][defined]
    assert {"receipt", "refusal", "error", "line"} <= set(everything["$defs"])


@pytest.mark.parametrize(
    "words,said",
    [
        (("commands", "asign-task"), ("no command named asign-task", "assign-task")),
        (("answers", "on-tim"), ("no question named on-tim", "on-time")),
        (("events", "task.asigned"), ("no topic named task.asigned", "task.assigned")),
        (("verbs",), ("SORT does not take verbs",)),
        (("commands", "found", "more"), ("more is more than the verb takes",)),
    ],
)
def test_a_name_that_nobody_has_is_answered_with_those_close_to_it(line, words, said):
    """In either language, and nothing is printed."""
    english, vietnamese = (line("schema", *words, lang=language) for language in ("en", "vi"))

    assert (english.code, english.out) == (vietnamese.code, vietnamese.out) == (2, "")
    assert [each for each in said if each not in english.err] == []
    assert words[-1] in vietnamese.err
    assert vietnamese.err != english.err


def test_the_modules_of_another_application_are_described_beside_ours(line):
    """Ours are as they were."""
    ours, all_of_them = line("schema").json["$defs"], line("schema", module=NAMED).json["$defs"]

    assert {f"command.{name}" for name in ("request-leave", "grant-leave")} <= set(all_of_them)
    assert {name: all_of_them[name] for name in ours if name != "line"} == {
        name: schema for name, schema in ours.items() if name != "line"
    }


@pytest.mark.usefixtures("office")
@pytest.mark.parametrize("name", [name for name in EDGE.questions if name != "absences"])
def test_every_answer_is_printed_as_it_is_described(line, name):
    """Asked on the same command line."""
    judge = oracle(line("schema", "answers", name).json)
    asked = line("ask", name, *ASKED.get(name, ()), format="json")

    assert asked.code == 0
    assert faults(judge, asked.out) == []


@pytest.mark.usefixtures("office")
def test_every_line_receipt_and_refusal_is_printed_as_it_is_described(line, act):
    """One that is carried out, one that is repeated, one that is refused on a matter of law."""
    told = [
        act("acknowledge-task", {"task": "T-17"}, by="E-204", command_id="c-1", format="json").out
        for _ in range(2)
    ]
    refused = act("complete-task", {"task": "T-17"}, by="E-204", format="json")

    assert [faults(result(line, "receipt"), receipt) for receipt in told] == [[], []]
    assert [faults(result(line, "refusal"), json.dumps(each)) for each in refused.json] == [[]] * len(
        refused.json
    )
    judge = result(line, "line")
    lines = line("events", format="json").out.splitlines()
    assert {json.loads(each)["topic"] for each in lines} >= {"task.acknowledged", "act.refused"}
    assert [found for each in lines if (found := faults(judge, each))] == []


def result(line: Any, name: str) -> Any:
    """What judges by one of the definitions that are printed."""
    return oracle(line("schema").json | {"$ref": f"#/$defs/{name}"})


def test_every_module_of_ours_and_the_example_is_described():
    """What is plugged in is what is described."""
    assert {kind for module in (*MODULES, MODULE) for kind in module.commands} == set(EDGE.commands.values())
