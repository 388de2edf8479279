"""JSON from outside: whatever it says becomes what it says, and every mistake is named by its path."""

import json
from collections.abc import Mapping
from datetime import date, datetime, time
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civicflow import organization, task
from civicflow.calendars import Length
from civicflow.core import Claim, FreeText, Module
from civicflow.core.fields import Digest, instant
from civicflow.errors import InvalidInputError, TooLargeError, UnknownNameError
from civicflow.exchange.json_body import read_json
from civicflow.exchange.json_edge import JsonEdge
from civicflow.exchange.json_text import json_line, json_text
from civicflow.exchange.structuring import structured
from civicflow.flow import MODULES
from civicflow.testing import events
from civicflow.views import OnTime

EDGE = JsonEdge(MODULES)
ASSIGN: dict[str, Any] = {
    "task": "T-17",
    "to": "E-204",
    "work": "Thẩm định hồ sơ 1204",
    "due": "2023-11-20T17:00+07:00",
    "result": "Tờ trình",
    "acceptance": "Có căn cứ và đề xuất",
}
SAMPLES: dict[object, object] = {
    str: "T-1",
    int: 1,
    bool: True,
    date: "2023-11-20",
    datetime: "2023-11-20T17:00+07:00",
    time: "08:00",
    FreeText: "Vì bận họp",
    Digest: "0" * 64,
}


def sample(kind: Any) -> object:
    """A value of a field as JSON has it."""
    if kind in SAMPLES:
        return SAMPLES[kind]
    if get_origin(kind) in {Union, UnionType, Annotated}:
        return sample(next(part for part in get_args(kind) if part is not NoneType))
    if get_origin(kind) is tuple:
        return [sample(get_args(kind)[0])]
    if get_origin(kind) is Mapping:
        return {"a": sample(get_args(kind)[1])}
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind)).value
    if kind is Length:
        return "5 working_days"
    return "2023-Q4" if hasattr(kind, "parse") else body(kind)


def body(kind: type) -> dict[str, object]:
    """Every field of a command or question."""
    hints = get_type_hints(kind, include_extras=True)
    return {field.name: sample(hints[field.name]) for field in attrs.fields(kind)}


def wrong(make: Any, *arguments: object) -> dict[str, object]:
    """What is said about a mistake."""
    with pytest.raises(InvalidInputError) as error:
        make(*arguments)
    return dict(error.value.parameters)


@pytest.mark.parametrize("name", EDGE.commands)
def test_every_command_is_made_of_its_json(name):
    """What the JSON says stands in the command, whatever its class."""
    kind = EDGE.commands[name]
    content = body(kind)

    made = EDGE.command(name, json.dumps(content))

    assert type(made) is kind
    assert EDGE.command(name, json_line(made)) == made


@pytest.mark.parametrize("name", EDGE.commands)
def test_every_field_of_a_command_is_named_when_it_is_missing_or_of_another_kind(name):
    """No field takes a list of lists for its value, and none that is needed may be left out."""
    kind = EDGE.commands[name]
    content = body(kind)
    for field in attrs.fields(kind):  # type: ignore[arg-type]
        assert wrong(EDGE.command, name, json.dumps({**content, field.name: [[]]}))["field"] in {
            f"$.{field.name}",
            f"$.{field.name}[0]",
        }
        if field.default is attrs.NOTHING:
            without = {each: value for each, value in content.items() if each != field.name}
            assert wrong(EDGE.command, name, json.dumps(without)) == {
                "field": f"$.{field.name}",
                "problem": "missing",
            }


@pytest.mark.parametrize(
    "change,field,problem",
    [
        ({"due": "2023-11-20T17:00"}, "$.due", "zone"),
        ({"due": "soon"}, "$.due", "time"),
        ({"due": 1700474400}, "$.due", "time"),
        ({"to": 204}, "$.to", "text"),
        ({"to": "Nguyễn Văn A"}, "$.to", "identifier"),
        ({"work": " "}, "$.work", "text"),
        ({"work": {"k": "K-1", "v": "x"}}, "$.work", "text"),
        ({"at_home": "true"}, "$.at_home", "not-yes-or-no"),
        ({"at_home": 1}, "$.at_home", "not-yes-or-no"),
        ({"work_units": "3"}, "$.work_units", "not-a-whole-number"),
        ({"work_units": True}, "$.work_units", "not-a-whole-number"),
        ({"work_units": 1.5}, "$.work_units", "not-a-whole-number"),
        ({"work_units": 2**63}, "$.work_units", "out-of-range"),
        ({"due": "0001-01-01T00:00+07:00"}, "$.due", "year"),
        ({"due": "9999-12-31T23:59-07:00"}, "$.due", "year"),
        ({"due": "9999-12-31T23:59Z"}, "$.due", "year"),
        ({"duee": "2023-11-20"}, "$.duee", "unknown"),
    ],
)
def test_a_mistake_is_named_by_its_path_and_its_kind(change, field, problem):
    """Nothing is guessed: a number is no text, a truth is no number, a time has its zone."""
    found = wrong(EDGE.command, "assign-task", json.dumps(ASSIGN | change))

    assert (found["field"], found["problem"]) == (field, problem)


@pytest.mark.parametrize(
    "name,change,field,problem",
    [
        ("report-incident", {"until": "2023-11-20T17:00+09:00"}, "$.until", "mixed-zones"),
        ("report-incident", {"since": "2023-11-20T10:00Z"}, "$.until", "mixed-zones"),
        ("report-incident", {"until": "2023-11-20T17:00"}, "$.until", "mixed-zones"),
        ("appoint", {"since": "0001-01-01"}, "$.since", "year"),
        ("appoint", {"until": "9999-12-31"}, "$.until", "year"),
        ("establish-position", {"work_types": ["a", "b c"]}, "$.work_types[1]", "identifier"),
        ("declare-emergency-mode", {"exempt_codes": ["y tế"]}, "$.exempt_codes[0]", "identifier"),
        ("declare-emergency-mode", {"minimum_on_site": 10**400}, "$.minimum_on_site", "out-of-range"),
        ("draft-pilot", {"quota": {"A 1": 4}}, "$.quota", "identifier"),
        ("draft-pilot", {"quota": {"A-1": 2**64}}, "$.quota.A-1", "out-of-range"),
        ("draft-pilot", {"groups": [" "]}, "$.groups[0]", "text"),
    ],
)
def test_what_no_record_can_hold_is_named_by_its_path_too(name, change, field, problem):
    """Years beyond any record, numbers beyond any store, times of two zones, words that are no codes."""
    found = wrong(EDGE.command, name, json.dumps(body(EDGE.commands[name]) | change))

    assert (found["field"], found["problem"]) == (field, problem)


@pytest.mark.parametrize(
    "arguments,field,problem",
    [
        ({"days": 2**63}, "$.days", "out-of-range"),
        ({"days": 10**5_000}, "$.days", "out-of-range"),
        ({"unit": "U\0"}, "$.unit", "text"),
        ({"period": "0001"}, "$.period", "period"),
        ({"source": [{"a": "\ud800"}]}, "$.source[0].a", "text"),
    ],
)
def test_arguments_that_were_read_already_are_looked_at_as_closely(arguments, field, problem):
    """A front end takes them from an address, a command line from its options."""
    found = wrong(EDGE.question, "case-load", arguments)

    assert (found["field"], found["problem"]) == (field, problem)


def test_a_value_outside_a_fixed_set_is_answered_with_the_set():
    """A clerk sees which offices there are."""
    content = body(organization.Appoint) | {"office": "king"}

    found = wrong(EDGE.command, "appoint", json.dumps(content))

    assert found["field"] == "$.office"
    assert "head, deputy" in str(found["allowed"])


def test_a_value_inside_a_list_is_named_by_its_place():
    """The second of three is the second."""
    content = body(organization.EstablishPosition) | {"work_types": ["a", 3, "c"]}

    assert wrong(EDGE.command, "establish-position", json.dumps(content))["field"] == "$.work_types[1]"


@attrs.frozen
class Plan:
    """What another application may want to read: numbers by name, and a value that its own converter refuses."""

    places: Mapping[str, int]
    share: int = attrs.field(default=50, converter=lambda share: range(101).index(share))


@pytest.mark.parametrize(
    "content,field,problem",
    [
        ({"places": {"U-1": 1, "U-2": "two"}}, "$.places.U-2", "not-a-whole-number"),
        ({"places": [1]}, "$.places", "not-an-object"),
        ({"places": {}, "share": 101}, "$", "not-understood"),
        ([], "$", "not-an-object"),
    ],
)
def test_a_record_of_another_application_is_read_as_strictly(content, field, problem):
    """A value inside a table is named by its name; what only the class itself refuses, by where it stands."""
    found = wrong(structured, content, Plan)

    assert (found["field"], found["problem"]) == (field, problem)


def test_a_name_that_nobody_has_is_answered_with_those_close_to_it():
    """A slip of the finger is told from a thing that does not exist."""
    with pytest.raises(UnknownNameError) as error:
        EDGE.command("asign-task", "{}")

    assert str(error.value.parameters["near"]).startswith("assign-task")


def test_a_question_takes_its_period_as_people_write_it():
    """A quarter is a word, on the wire as on paper; one that does not exist is named."""
    assert EDGE.question("on-time", '{"period": "2023-Q4"}') == OnTime(period="2023-Q4")
    found = wrong(EDGE.question, "on-time", {"period": "2023-Q5"})
    assert (found["field"], found["problem"]) == ("$.period", "period")


@pytest.mark.parametrize("topic", EDGE.events)
@settings(max_examples=15)
@given(data=st.data())
def test_every_event_that_is_given_out_can_be_claimed_again(topic, data):
    """What one store prints another records: nothing is lost between them."""
    event = plainly_written(data.draw(events(EDGE.events[topic])))
    told = {"id": "c-1", "topic": topic, "occurred_at": "2023-10-02T08:00:00.000001Z", "event": event}

    claim = EDGE.claim(json_line(told))

    assert claim == Claim(event=event, occurred_at=instant("2023-10-02T08:00:00.000001Z"), id="c-1")


def plainly_written(value: Any) -> Any:
    """An event with free text that is there and not encrypted, as everybody outside writes it; in its records as well."""
    match value:
        case FreeText():
            return FreeText(v=value.v.strip() or "x")
        case tuple():
            return tuple(map(plainly_written, value))
        case _ if attrs.has(type(value)):
            fields = attrs.asdict(value, recurse=False)
            return attrs.evolve(value, **{name: plainly_written(each) for name, each in fields.items()})
        case _:
            return value


def test_a_mistake_inside_a_claim_is_named_inside_its_event():
    """The path leads through the claim."""
    told = {
        "id": "1",
        "topic": "task.acknowledged",
        "occurred_at": "2023-10-02T08:00Z",
        "event": {"task": "T-1"},
    }

    assert wrong(EDGE.claim, json.dumps(told))["field"] == "$.event.assignee"
    assert wrong(EDGE.claim, json.dumps(told | {"event": []}))["field"] == "$.event"
    assert wrong(EDGE.claim, json.dumps(told | {"topic": "task.loved"}))["field"] == "topic"


@pytest.mark.parametrize(
    "text,field,problem",
    [
        ("", "$", "not-json"),
        ("[1,", "$", "not-json"),
        ("[NaN]", "$", "not-json"),
        (b"\xff", "$", "not-json"),
        ('{"a": 1, "a": 2}', "$.a", "repeated"),
        ('{"a": [{"b": 1, "b": 2}]}', "$.a[0].b", "repeated"),
        ('{"a": "\\ud800"}', "$.a", "text"),
        ('{"a": "\\u0000"}', "$.a", "text"),
        ('{"a": 9223372036854775808}', "$.a", "out-of-range"),
        ('{"a": [-9223372036854775809]}', "$.a[0]", "out-of-range"),
        ('{"a": 1' + "0" * 5_000 + "}", "$.a", "out-of-range"),
    ],
)
def test_what_is_not_json_or_could_not_be_stored_is_refused(text, field, problem):
    """A field that stands twice is not the last of them; half a sign, or a number that no store holds, is none."""
    found = wrong(read_json, text)

    assert (found["field"], found["problem"]) == (field, problem)


@pytest.mark.parametrize("text", ['"' + "x" * 65_535 + '"', "[" * 21 + "]" * 21, "[" * 60_000])
def test_what_is_too_long_or_too_deep_is_refused_before_anything_is_made_of_it(text):
    """64 KiB and 20 levels are enough for any act of administration."""
    with pytest.raises(TooLargeError):
        read_json(text)


def test_what_is_just_within_the_limits_is_read():
    """The limits are those that are written down."""
    assert read_json('"' + "x" * 65_534 + '"') == "x" * 65_534
    assert read_json("[" * 20 + "]" * 20) is not None


def test_json_is_exact_and_in_the_order_of_the_class():
    """No figure passes through a float, no time loses its zone."""
    assigned = task.AssignTask(**ASSIGN)

    assert json_line(assigned) == (
        '{"task":"T-17","to":"E-204","work":{"k":null,"v":"Thẩm định hồ sơ 1204"},"due":"2023-11-20T10:00:00Z",'
        '"result":{"k":null,"v":"Tờ trình"},"acceptance":{"k":null,"v":"Có căn cứ và đề xuất"},"unit":null,'
        '"at_home":false,"work_type":null,"work_units":null,"confidentiality":null,"departure":null,'
        '"channel":"e_office","channel_reason":null,"needs_signature":false,"because_of":null,"replaces":null}'
    )
    assert json.loads(json_text(assigned)) == json.loads(json_line(assigned))


def test_two_commands_of_one_name_are_refused():
    """A name means one thing, whoever plugs it in."""
    other = Module(name="other", commands=(type("AssignTask", (task.AssignTask,), {}),))

    with pytest.raises(ValueError, match="assign-task"):
        JsonEdge((*MODULES, other))
