"""What a clerk gets wrong: a typed error that names what is wrong in both languages, and nothing is stored, on every store."""

import json
from collections.abc import Iterator, Mapping

import pytest
from attrs import field, fields_dict, frozen

from civicflow import evaluation, income
from civicflow.cli.app import run
from civicflow.core.clock import FixedClock
from civicflow.core.rule import RefusedError
from civicflow.errors import CivicflowError, InvalidInputError
from civicflow.exchange.json_edge import JsonEdge
from civicflow.flow import MODULES, Flow
from civicflow.flow import open as open_flow
from civicflow.messages import Words
from civicflow.storage.people import Person
from tests.golden.clients_words import EMPLOYEE
from tests.pilot_record.walk import CHARTER, OFFICE
from tests.stores import STORES

EDGE = JsonEdge(MODULES)
NOW = "2023-10-02T08:00+07:00"
WORDS = {language: Words(language, MODULES, open_flow(":memory:").setting.zone) for language in ("en", "vi")}

UNIT = {"unit": "U-9", "title": "Phòng 9", "superior": "U-1", "instrument": "QĐ 9"}
TASK = {
    "task": "T-9",
    "to": "E-1",
    "work": "Thẩm định",
    "due": "2023-10-06T17:00+07:00",
    "result": "Tờ trình",
    "acceptance": "Có căn cứ và đề xuất",
}
BASELINE = {
    "pilot": "P",
    "indicator": "on_time",
    "numerator": 430,
    "denominator": 500,
    "since": "2023-06-01",
    "until": "2023-08-31",
    "instrument": "counted",
}
SURVEY = {
    "survey": "S-9",
    "pilot": "P",
    "audience": "staff",
    "indicator": "health",
    "instrument": "staff_2023",
    "numerator": 438,
    "denominator": 500,
    "since": "2023-10-01",
    "until": "2023-10-01",
}
PILOT = {
    "pilot": "P-9",
    "title": "Thí điểm",
    "unit": "A-1",
    "quota": {"A-1": 4},
    "units": ["A-1"],
    "groups": ["analysts"],
    "since": "2023-10-01",
    "until": "2024-03-31",
    "indicators": {"on_time": "19/20"},
}
INCIDENT = {
    "incident": "I-9",
    "kind": "connection",
    "since": "2023-10-02T06:30+07:00",
    "until": "2023-10-02T07:30+07:00",
}
TARGET = {
    "target": "G-9",
    "unit": "U-1",
    "indicator": "on_time",
    "since": "2023-10-03",
    "until": "2023-12-29",
    "value": "19/20",
}
PETITION = {
    "petition": "D-9",
    "unit": "U-1",
    "petitioner": "citizen",
    "kind": "delay",
    "channel": "online",
    "received_on": "2023-10-02",
    "text": "Chờ quá lâu",
}
COURSE = {"person": "E-1", "course": "home_work_rules", "hours": 4, "on": "2023-09-27"}
SECOND_UNIT = {"unit": "A-1", "person": "E-1", "since": "2023-10-01"}
REFUSED = RefusedError.code
INVALID = "invalid-input"


@frozen
class Slip:
    """
    A command that is wrong in one place.

    Args:
        name: The command.
        fields: Its fields.
        by: Who gives it, and might.
        code: The code of the error.
        said: What the text of the error names in either language.
        rule: The rule that refuses it.
    """

    name: str
    fields: Mapping[str, object] = field(repr=False)
    by: str
    code: str
    said: str
    rule: str = ""


SLIPS = {
    "unknown position": Slip(
        *("assign-position", {"person": "E-1", "position": "P-99", "since": "2023-10-02"}),
        *("HEAD-U", "not-on-record", "P-99"),
    ),
    "unknown unit": Slip(
        "join-unit", SECOND_UNIT | {"unit": "U-99"}, "HEAD-1", "not-on-record", "U-99"
    ),
    "unit under itself": Slip(
        "establish-unit", UNIT | {"superior": "U-9"}, "ADMIN", REFUSED, "U-9", "superior_exists"
    ),
    "two primary units": Slip("join-unit", SECOND_UNIT, "HEAD-1", REFUSED, "U-1", "one_primary_unit"),
    "day outside the calendar": Slip(
        *("open-day", {"body": "A-1", "day": "2031-01-06"}),
        *("HEAD-1", REFUSED, "2031", "day_lies_in_the_calendar"),
    ),
    "day that no month has": Slip(
        "record-survey", SURVEY | {"until": "2023-02-30"}, "HEAD-1", INVALID, "until"
    ),
    "day of the year 3000": Slip("open-day", {"body": "A-1", "day": "3000-01-06"}, "HEAD-1", INVALID, "day"),
    "due of the year 9999": Slip(
        "assign-task", TASK | {"due": "9999-12-31T17:00+07:00"}, "HEAD-U", INVALID, "due"
    ),
    "a due that has passed": Slip(
        "assign-task", TASK | {"due": "2023-10-01T17:00+07:00"}, "HEAD-U", REFUSED, "2023", "due_lies_ahead"
    ),
    "work of no known kind": Slip(
        *("assign-task", TASK | {"work_type": "NOTHING"}),
        *("HEAD-U", REFUSED, "NOTHING", "work_type_is_in_the_catalogue"),
    ),
    "more work than anybody does": Slip(
        "assign-task", TASK | {"work_units": 10**6}, "HEAD-U", REFUSED, "1000", "work_units_are_counted"
    ),
    "last day before the first": Slip(
        *("record-survey", SURVEY | {"since": "2023-10-02"}),
        *("HEAD-1", REFUSED, "2023", "term_begins_before_it_ends"),
    ),
    "survey with another instrument": Slip(
        *("record-survey", SURVEY | {"instrument": "citizens_2023"}),
        *("HEAD-1", REFUSED, "citizens_2023", "survey_uses_the_instrument_of_the_baseline"),
    ),
    "baseline after the start": Slip(
        "record-baseline", BASELINE, "HEAD-1", REFUSED, "P", "baseline_precedes_the_start"
    ),
    "more content than asked": Slip(
        "record-survey", SURVEY | {"numerator": 501}, "HEAD-1", REFUSED, "501", "some_answer_is_counted"
    ),
    "nobody asked": Slip(
        *("record-survey", SURVEY | {"numerator": 0, "denominator": 0}),
        *("HEAD-1", REFUSED, "0", "some_answer_is_counted"),
    ),
    "fewer than nobody": Slip(
        "record-survey", SURVEY | {"numerator": -1}, "HEAD-1", REFUSED, "-1", "some_answer_is_counted"
    ),
    "more than can be kept": Slip(
        "record-survey", SURVEY | {"denominator": 10**30}, "HEAD-1", INVALID, "denominator"
    ),
    "a quota of less than one": Slip(
        "draft-pilot", PILOT | {"quota": {"A-1": -3}}, "HEAD-1", REFUSED, "A-1", "every_body_has_a_place"
    ),
    "a target that is no number": Slip(
        *("draft-pilot", PILOT | {"indicators": {"on_time": "rất tốt"}}),
        *("HEAD-1", REFUSED, "on_time", "every_indicator_has_a_target"),
    ),
    "a result that is no number": Slip(
        *("report-pilot", {"pilot": "P", "until": "2023-10-01", "results": {"on_time": "9 trên 10"}}),
        *("HEAD-1", REFUSED, "on_time", "results_are_exact"),
    ),
    "a unit's target that is no number": Slip(
        "assign-target", TARGET | {"value": "nhiều"}, "HEAD-1", REFUSED, "nhiều", "value_is_an_exact_number"
    ),
    "a target for a period that ends before it begins": Slip(
        *("assign-target", TARGET | {"until": "2023-09-30"}),
        *("HEAD-1", REFUSED, "2023", "term_begins_before_it_ends"),
    ),
    "a petition of tomorrow": Slip(
        *("receive-petition", PETITION | {"received_on": "2033-10-03"}),
        *("HEAD-U", REFUSED, "2033", "petition_came_in_by_today"),
    ),
    "a petition of no known kind": Slip(
        "receive-petition", PETITION | {"kind": "poem"}, "HEAD-U", INVALID, "kind"
    ),
    "more than all": Slip(
        "report-task", {"task": "T-1", "percent": 150}, "E-1", REFUSED, "150", "share_is_between_0_and_100"
    ),
    "a course of a lifetime": Slip(
        "complete-training", COURSE | {"hours": 10**6}, "HEAD-1", REFUSED, "1000000", "course_takes_hours"
    ),
    "two zones": Slip(
        "report-incident", INCIDENT | {"until": "2023-10-02T00:30Z"}, "E-1", INVALID, "until"
    ),
    "a zone and none": Slip(
        "report-incident", INCIDENT | {"until": "2023-10-02T07:30"}, "E-1", INVALID, "until"
    ),
}  # fmt: skip


@pytest.fixture(scope="module", name="address")
def _address(request, fresh_store) -> Iterator[str]:
    """An office, an employee with a task, and a pilot that has started, in a store of each kind."""
    with fresh_store(request.param) as address:
        if request.param != "memory":
            opened(address).close()
        yield address


def opened(address: str) -> Flow:
    """The store with the office in it."""
    flow = open_flow(address, clock=FixedClock(NOW))
    if next(flow.entries(), None) is None:
        for by, command in (*OFFICE, *EMPLOYEE, *CHARTER):
            flow.execute(command, by=by, reason="Lập sổ ban đầu")
        flow.execute(EDGE.commands["assign-task"](**TASK | {"task": "T-1"}), by="HEAD-U")
        flow.store.people.set(Person(id="E-1", name="Lê Thị Lan"))
    return flow


def kept(flow: Flow) -> tuple[list[str], list[Person]]:
    """What the log says and who is in the directory; that somebody tried what the law forbids is no part of it."""
    told = [f"{entry.at.position} {entry.topic}" for entry in flow.entries() if entry.topic != "act.refused"]
    return told, list(flow.store.people)


@pytest.mark.parametrize("address", STORES, indirect=True)
@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS)
@pytest.mark.parametrize("edge", ["python", "json"])
def test_a_slip_is_named_and_nothing_is_kept(address, edge, slip):
    """The same code from Python as from JSON, with the field or the thing that is wrong, in Vietnamese and in English."""
    with opened(address) as flow:
        before = kept(flow)
        with pytest.raises(CivicflowError) as told:
            flow.execute(made(edge, slip), by=slip.by)

        assert told.value.code == slip.code
        assert [
            language for language, words in WORDS.items() if slip.said not in words.error(told.value)
        ] == []
        if isinstance(told.value, RefusedError):
            assert slip.rule in {refused.rule for refused in told.value.refusals}
        assert kept(flow) == before


def made(edge, slip):
    """The command as an application makes it, or as it comes in."""
    if edge == "python":
        return EDGE.commands[slip.name](**slip.fields)
    return EDGE.command(slip.name, json.dumps(slip.fields))


@pytest.mark.parametrize("address", [each for each in STORES if each != "memory"], indirect=True)
@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS)
@pytest.mark.parametrize("language", ["en", "vi"])
def test_a_slip_on_the_command_line_is_named_and_nothing_is_kept(
    address, language, slip, capsys, monkeypatch
):
    """It ends with 1 or 2 and says what is wrong in the language of the reader."""
    monkeypatch.setenv("CIVICFLOW_LONGEST_SILENCE", "36500")
    with opened(address) as flow:
        before = kept(flow)
    asked = ("--by", slip.by, "--lang", language, "--store", address)
    code = run(["execute", slip.name, "--json", json.dumps(slip.fields), *asked])
    shown = capsys.readouterr()

    assert code == (2 if slip.code == INVALID else 1)
    assert slip.said in shown.out + shown.err
    with opened(address) as flow:
        assert kept(flow) == before


@pytest.mark.parametrize(
    "command, field, value, found",
    [
        (evaluation.ApproveRatings, "grades", 1, "grades"),
        (evaluation.ApproveRatings, "grades", "good", "grades"),
        (evaluation.ApproveRatings, "grades", [1], "grades[0]"),
        (income.CalculateAdditionalIncome, "people", None, "people"),
        (income.CalculateAdditionalIncome, "people", 1, "people"),
        (income.CalculateAdditionalIncome, "shares", "x", "shares"),
        (evaluation.ProposeGrade, "general", [1], "general"),
    ],
)
def test_what_is_no_list_and_no_table_is_named_in_python_as_well(command, field, value, found):
    """Whatever a converter could not take, by the name of its field."""
    rest = {"agency": "A-1", "period": "2025-Q3", "grades": (), "people": (), "shares": {}, "person": "E-1"}
    rest |= {"calculation": "C-1", "quarter": "2025-Q3", "instrument": "QĐ 9"}
    said = {name: rest[name] for name in fields_dict(command) if name in rest} | {field: value}

    with pytest.raises(InvalidInputError) as caught:
        command(**said)
    assert caught.value.parameters["field"] == found
