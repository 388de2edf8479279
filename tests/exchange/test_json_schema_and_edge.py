"""What is published of the JSON that goes in: the edge takes what the schema takes, and refuses what it refuses."""

import json
from collections.abc import Mapping
from datetime import date, datetime, time
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civicflow.calendars import Length
from civicflow.calendars.period import Period
from civicflow.core import FreeText
from civicflow.core.fields import YEARS, Identifier
from civicflow.errors import InvalidInputError
from tests.exchange.schemas import EDGE, SCHEMAS, oracle

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)
LINES = TEXT.filter(str.strip)
DAYS = st.dates(date(YEARS[0], 1, 1), date(YEARS[-1], 12, 31)).map(date.isoformat)
MOMENTS = st.datetimes(datetime(YEARS[0], 1, 2), datetime(YEARS[-1], 12, 30)).map(datetime.isoformat)
PERIODS = ["1900", "2023", "2023-Q4", "2023-11", "2023-11-20", "2023-10-01/2023-11-15"]

RIGHT: Mapping[object, st.SearchStrategy[object]] = {
    str: TEXT,
    bool: st.booleans(),
    int: st.integers(-(2**63), 2**63 - 1),
    NoneType: st.none(),
    date: DAYS,
    datetime: MOMENTS.map(lambda moment: f"{moment}+07:00"),
    time: st.times().map(time.isoformat),
    FreeText: LINES | LINES.map(lambda text: {"k": None, "v": text}),
    Period: st.sampled_from(PERIODS),
    Length: st.sampled_from(["1 sessions", "4 working_hours", "5 working_days", "999999999 calendar_days"]),
}
WRONG: list[object] = [
    None, True, False, 0, 1, -1, 2**63, -(2**63) - 1, 10**30, 1.5, -0.25, 1e300,
    "", " ", "\n", "x", "E-1", "E\n", "-E", "Nguyễn Văn A", "a b", "a:b", "system:x", "system:", "x" * 101, "x" * 10_001,
    "true", "1", "head", "2023", "2023-Q4", "2023-Q5", "2023-13", "1899", "2200-Q1", "quý 4", "2023-11", "23",
    "2023-11-20", "2023-11-20\n", "20231120", "2023-W47-1", "20/11/2023", "1899-12-31", "2200-01-01", "0001-01-01",
    "9999-12-31", "2023-11-20/2023-11-21", "2023-11-20/", "２０２３", "２０２３-11-20",
    "2023-11-20T17:00", "2023-11-20T17:00:00", "2023-11-20T17:00+07:00", "2023-11-20T17:00+0700", "2023-11-20T17+07:00",
    "2023-11-20 17:00+07:00", "2023-11-20t17:00+07:00", "2023-11-20T17:00:00.123456+07:00", "2023-11-20T17:00+07:00:00",
    "2023-11-20T17:00:00.1234567+07:00", "2023-11-20T17:00:00,5+07:00", "2023-11-20T24:00+07:00", "soon",
    "2023-11-20T17:60+07:00", "2023-11-20T17:00:60+07:00", "08:00", "24:00", "8:00", "08:00+07:00", "2023-11-20T17:00+24:00", "0001-01-01T00:00+07:00",
    "9999-12-31T23:59+07:00", "1899-06-01T00:00+07:00",
    [], ["x"], ["E-1", "E-2"], ["a b"], [[]], [None], [1], ["monday", "monday"], ["tuesday", "someday"],
    {}, {"k": None, "v": "x"}, {"k": None, "v": ""}, {"k": "K-1", "v": "x"}, {"v": "x"}, {"k": None, "v": "x", "w": 1},
    {"k": None, "v": 1}, {"U-1": 1}, {"U 1": 1}, {"U-1": "x"}, {"U-1": None}, {"U-1": 2**63}, {"": 1},
]  # fmt: skip


def right(kind: Any) -> st.SearchStrategy[object]:
    """What a field of a type may say in JSON."""
    parts = get_args(kind)
    match get_origin(kind):
        case origin if origin is Annotated:
            mark = parts[1]
            return st.from_regex(mark.pattern, fullmatch=True) if isinstance(mark, Identifier) else LINES
        case origin if origin in (Union, UnionType):
            return st.one_of(*map(right, parts))
        case origin if origin is tuple:
            return st.lists(right(parts[0]), max_size=3)
        case origin if origin is Mapping:
            return st.dictionaries(right(parts[0]), right(parts[1]), max_size=3)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from([each.value for each in kind])
    return bodies(kind) if attrs.has(kind) and kind not in RIGHT else RIGHT[kind]


def bodies(kind: Any) -> st.SearchStrategy[dict[str, object]]:
    """Bodies of a command or question, with what may be left out or without."""
    return _bodies(kind)


@cache
def _bodies(kind: Any) -> st.SearchStrategy[dict[str, object]]:
    """The same strategy however often it is asked for, since Hypothesis looks at each of them once."""
    hints = get_type_hints(kind, include_extras=True)
    fields = {field.name: field.default is attrs.NOTHING for field in attrs.fields(kind)}
    return st.fixed_dictionaries(
        {name: right(hints[name]) for name, needed in fields.items() if needed},
        optional={name: right(hints[name]) for name, needed in fields.items() if not needed},
    )


@st.composite
def spoiled(draw: Any, kind: Any) -> dict[str, object]:
    """A body with a field too few, too many, or of which one says what it may not say; sometimes it may."""
    body: dict[str, object] = draw(bodies(kind))
    name = draw(st.sampled_from([field.name for field in attrs.fields(kind)] or ["x"]))
    change = draw(st.sampled_from(["leave out", "add", "say", "say", "say", "say"]))
    if change == "leave out":
        return {each: value for each, value in body.items() if each != name}
    spoilt: dict[str, object] = {name + "x" if change == "add" else name: draw(st.sampled_from(WRONG))}
    return body | spoilt


def taken(make: Any, name: str, body: object) -> bool:
    """Whether the edge takes a body."""
    try:
        make(name, json.dumps(body))
    except InvalidInputError:
        return False
    return True


JUDGES = {name: oracle(SCHEMAS.of("commands", name)) for name in EDGE.commands} | {
    name: oracle(SCHEMAS.of("questions", name)) for name in EDGE.questions
}


@pytest.mark.parametrize("name", EDGE.commands)
@settings(max_examples=20)
@given(data=st.data())
def test_what_a_command_may_say_both_take(name, data):
    """Whatever its fields hold, within what their types say."""
    body = data.draw(bodies(EDGE.commands[name]))

    assert type(EDGE.command(name, json.dumps(body))) is EDGE.commands[name]
    assert JUDGES[name].is_valid(body)


@pytest.mark.parametrize("name", EDGE.commands)
@settings(max_examples=60)
@given(data=st.data())
def test_the_edge_refuses_of_a_command_what_the_schema_refuses(name, data):
    """Missing, unknown, of another kind, no id, no line, no day, no time, no zone: both, or neither."""
    body = data.draw(spoiled(EDGE.commands[name]))

    assert taken(EDGE.command, name, body) is JUDGES[name].is_valid(body)


BOUND_TOGETHER = {"trail", "separation-of-duties", "case-load", "open-work"}
"""Questions that refuse what only their fields together, or the bounds of a number, make wrong."""


@pytest.mark.parametrize("name", sorted(set(EDGE.questions) - BOUND_TOGETHER))
@settings(max_examples=60)
@given(data=st.data())
def test_the_edge_refuses_of_a_question_what_the_schema_refuses(name, data):
    """As of a command."""
    body = data.draw(spoiled(EDGE.questions[name]))

    assert taken(EDGE.question, name, body) is JUDGES[name].is_valid(body)


@pytest.mark.parametrize("name", sorted(BOUND_TOGETHER))
@settings(max_examples=60)
@given(data=st.data())
def test_what_the_edge_takes_of_any_question_the_schema_takes(name, data):
    """The schema is never stricter."""
    body = data.draw(spoiled(EDGE.questions[name]))

    assert JUDGES[name].is_valid(body) or not taken(EDGE.question, name, body)


ASSIGN = '"task": "T-1", "to": "E-1", "due": "2023-11-20T17:00+07:00", "result": "Tờ trình", "acceptance": "Có chữ ký"'
INCIDENT = '"incident": "I-1", "kind": "power"'
LONG = "\N{PILE OF POO}" * 9_000


@pytest.mark.parametrize(
    "name,body,problem",
    [
        ("assign-task", f'{{{ASSIGN}, "work": "a", "work": "b"}}', "repeated"),
        ("assign-task", f'{{{ASSIGN}, "work": "a\\u0000b"}}', "text"),
        ("assign-task", f'{{{ASSIGN}, "work": "a\\ud83d"}}', "text"),
        ("assign-task", f'{{{ASSIGN}, "work": "a", "work_units": 2.0}}', "not-a-whole-number"),
        ("assign-task", f'{{{ASSIGN}, "work": "a", "work_units": 2e0}}', "not-a-whole-number"),
        ("extend-deadline", '{"task": "T-1", "reason": "a", "due": "2023-02-30T17:00+07:00"}', "time"),
        ("extend-deadline", '{"task": "T-1", "reason": "a", "due": "1900-01-01T00:00+07:00"}', "year"),
        ("extend-deadline", '{"task": "T-1", "reason": "a", "due": "2199-12-31T20:00-07:00"}', "year"),
        ("record-leave", '{"person": "E-1", "leave": "L-1", "kind": "annual", "since": "2023-02-30", "until": "2023-11-20"}', "date"),
        ("report-incident", f'{{{INCIDENT}, "since": "2023-11-20T08:00+07:00", "until": "2023-11-20T09:00Z"}}', "mixed-zones"),
        ("on-time", '{"period": "2023-11-20/2023-11-19"}', "period"),
        ("on-time", '{"period": "2023-02-30"}', "period"),
        ("trail", "{}", "either"),
        ("trail", '{"stream": "task:T-1", "person": "E-1"}', "either"),
        ("trail", '{"stream": "T-1"}', "stream"),
        ("separation-of-duties", '{"first": "a"}', "missing"),
        ("case-load", '{"days": 0}', "number-of-days"),
        ("open-work", "{}", "nobodys-work"),
        ("open-work", '{"person": "E-1", "limit": 0}', "length-of-a-page"),
    ],
)  # fmt: skip
def test_what_a_schema_cannot_say_the_edge_refuses_alone(name, body, problem):
    """This list is that of ``docs/reference/json.md``; each is a typed error that names the field."""
    make = EDGE.command if name in EDGE.commands else EDGE.question

    assert JUDGES[name].is_valid(json.loads(body))
    with pytest.raises(InvalidInputError) as error:
        make(name, body)
    assert (error.value.parameters["problem"], str(error.value.parameters["field"])[:2]) == (problem, "$.")


def test_a_body_that_is_too_long_only_the_edge_refuses():
    """Each text is short enough, all of them together are not."""
    body = {"task": "T-1", "output": LONG, "signature": LONG}

    assert JUDGES["submit-result"].is_valid(body)
    assert not taken(EDGE.command, "submit-result", json.dumps(body, ensure_ascii=False))
