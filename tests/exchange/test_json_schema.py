"""What is published of the JSON that comes out: every event, answer and receipt is what its schema says."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Annotated, Literal, NamedTuple, get_type_hints

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from civicflow import testing
from civicflow.core import Event, FreeText, Module, Question
from civicflow.core.event import At, stream_of
from civicflow.core.fields import Identifier
from civicflow.core.filing import Receipt
from civicflow.core.log import Entry, Envelope
from civicflow.core.question import Evidence, Head, Reply
from civicflow.errors import InvalidInputError, NotOnRecordError, StoreError, UnknownNameError
from civicflow.exchange.json_schema import JsonSchemas, references
from civicflow.exchange.json_text import Failure, Refusal, json_line, json_text, line_of
from civicflow.messages import titles
from civicflow.storage.catalogue import MECHANISM
from civicflow.task.events import TaskAcknowledged
from tests.exchange.schemas import ALL, EDGE, SCHEMAS, faults, judge, oracle, result

SORTS = {
    "commands": EDGE.commands,
    "questions": EDGE.questions,
    "events": EDGE.events,
    "answers": EDGE.questions,
}
NAMES = [(sort, name) for sort, known in SORTS.items() for name in known]
EVENTS = {kind.topic: kind for module in (MECHANISM, *ALL) for kind in module.events}
OPEN = {"trail", "my-record"}
"""Answers that hold whatever an event says, of which no strategy is made."""


def test_everything_is_one_valid_document_that_refers_to_nothing_else():
    """Draft 2020-12, each definition used or asked for by name."""
    document = SCHEMAS.all()

    Draft202012Validator.check_schema(document)
    assert set(references(document)) <= set(document["$defs"])


@pytest.mark.parametrize("sort,name", [*NAMES, *((sort, None) for sort in SORTS)])
def test_each_part_is_a_valid_document_that_holds_all_it_refers_to_and_no_more(sort, name):
    """Whoever asks for one thing gets it whole."""
    document = SCHEMAS.of(sort, name)

    Draft202012Validator.check_schema(document | {"$defs": {}})
    if name is not None:
        assert set(references(document)) == set(document["$defs"])
    assert (
        document["$defs"].items() <= SCHEMAS.all()["$defs"].items()
    )  # each of which is valid, as seen above


def test_the_same_modules_give_the_same_bytes():
    """Made anew, in the order of the modules."""
    again = JsonSchemas(ALL, titles(ALL))

    assert json_text(again.all()) == json_text(SCHEMAS.all())


def test_a_command_says_what_it_means_in_both_languages_and_what_each_field_holds():
    """Titles from the catalogues, the rest from the class."""
    assign = SCHEMAS.all()["$defs"]["command.assign-task"]

    assert assign["title"] == "Assign a task · Giao nhiệm vụ"
    assert assign["description"].startswith("Give a person work with the four clears")
    assert assign["required"] == ["task", "to", "work", "due", "result", "acceptance"]
    assert assign["properties"]["to"] == {"$ref": "#/$defs/person", "description": "Who is to do it."}
    assert assign["properties"]["channel"]["default"] == "e_office"
    assert assign["additionalProperties"] is False


def test_every_command_question_event_answer_and_field_is_described():
    """Nobody has to read the code; the fields of an event are named so that they need no more words."""
    defined = SCHEMAS.all()["$defs"]
    bare = [
        name for name, schema in defined.items() if not schema.get("description") and "answer." not in name
    ]
    unsaid = [
        (name, field)
        for name, schema in defined.items()
        if name.startswith(("command.", "question."))
        for field, shape in schema["properties"].items()
        if not shape.get("description")
    ]

    assert (bare, unsaid) == ([], [])


@pytest.mark.parametrize("topic", EVENTS)
@settings(max_examples=15)
@given(data=st.data())
def test_every_event_is_given_out_as_its_schema_says(topic, data):
    """Whatever it says."""
    event = data.draw(testing.events(EVENTS[topic]))

    assert faults(judge("events", topic), json_line(event)) == []


@pytest.mark.parametrize("topic", EVENTS)
@settings(max_examples=3)
@given(data=st.data())
def test_every_event_stands_in_a_line_of_the_log_as_its_schema_says(topic, data):
    """The line refers to the schema of the event, so a few lines of each topic show it."""
    event = data.draw(testing.events(EVENTS[topic]))
    envelope = data.draw(testing.events(Envelope))  # type: ignore[arg-type]

    assert (
        faults(LINE, json_line(line_of(Entry(At(1, 0, 0), stream_of(event), 1, topic, event, envelope))))
        == []
    )


@settings(max_examples=100)
@given(envelope=testing.events(Envelope))  # type: ignore[arg-type]
def test_every_line_is_given_out_as_its_schema_says_whatever_its_envelope_says(envelope):
    """Whatever the event, the envelope of a line has one schema."""
    event = TaskAcknowledged(task="T-1", assignee=None, unit=None)

    assert (
        faults(LINE, json_line(line_of(Entry(At(1, 0, 0), "task:T-1", 1, event.topic, event, envelope))))
        == []
    )


LINE, RECEIPT = result("line"), result("receipt")


def test_a_line_holds_the_event_that_its_topic_names():
    """An event under another's topic is none."""
    event = TaskAcknowledged(task="T-1", assignee=None, unit=None)
    line = line_of(Entry(At(1, 0, 0), "task:T-1", 1, event.topic, event, Envelope()))

    assert faults(LINE, json_line(line)) == []
    assert faults(LINE, json_line(line | {"topic": "task.released"}))
    assert faults(LINE, json_line(line | {"topic": "task.loved"}))


@pytest.mark.parametrize("name", sorted(set(EDGE.questions) - OPEN))
@settings(max_examples=15)
@given(data=st.data())
def test_every_answer_is_printed_as_its_schema_says(name, data):
    """Whatever its figures are."""
    answer = testing._values(get_type_hints(EDGE.questions[name].answer)["return"])
    reply = Reply(head=data.draw(testing.events(Head)), answer=data.draw(answer))  # type: ignore[arg-type]

    assert faults(judge("answers", name), json_text(reply)) == []


@settings(max_examples=50)
@given(receipt=testing.events(Receipt))  # type: ignore[arg-type]
def test_every_receipt_is_printed_as_its_schema_says(receipt):
    """First, repeated, or nothing to do."""
    assert faults(RECEIPT, json_text(receipt)) == []


@pytest.mark.parametrize(
    "error",
    [
        InvalidInputError(field="$.due", problem="zone", value="soon"),
        NotOnRecordError(kind="task", id="T-1"),
        StoreError(),
        UnknownNameError(field="command", problem="unknown", value="x", near=""),
    ],
)
def test_every_error_and_refusal_is_given_out_as_its_schema_says(error):
    """Code, parameters and a text."""
    failure = Failure(code=error.code, parameters=error.parameters, text=str(error))
    refusal = Refusal(rule="task_is_open", reason=str(error), basis=None)

    assert faults(result("error"), json_text(failure)) == []
    assert faults(result("refusal"), json_text(refusal)) == []


@pytest.mark.parametrize("sort", SORTS)
def test_a_name_that_nobody_has_is_answered_with_those_close_to_it(sort):
    """As the edge answers it."""
    name = next(iter(SORTS[sort]))

    with pytest.raises(UnknownNameError) as error:
        SCHEMAS.of(sort, f"{name}x")

    assert name in str(error.value.parameters["near"])
    with pytest.raises(UnknownNameError) as error:
        SCHEMAS.of(f"{sort}s")
    assert error.value.parameters == {
        "field": "sort",
        "problem": "unknown",
        "value": f"{sort}s",
        "near": sort,
    }


class Colour(Enum):
    """A colour."""

    RED = "red"


class Pair(NamedTuple):
    """Two that belong together."""

    left: int
    right: "Pair | None"


@attrs.frozen(kw_only=True)
class Page:
    """A page, which goes in and comes out."""

    printed: datetime
    number: int = 1
    next: "Page | None" = None


@attrs.frozen(kw_only=True)
class Everything:
    """Whatever an answer of another application may hold."""

    share: Fraction
    amount: Decimal
    day: date
    moment: datetime | None
    mode: Literal["a", 1]
    colours: frozenset[Colour]
    pair: Pair
    both: tuple[int, str]
    by_colour: Mapping[Colour, FreeText]
    anything: object
    page: Page


@attrs.frozen
class Age:
    """An age, which is written as text and does not say how."""

    years: int

    @classmethod
    def parse(cls, written: str) -> "Age":
        """Years, such as ``12``."""
        return cls(int(written))


@attrs.frozen(kw_only=True)
class WhatThereIs(Question[Everything]):
    """
    What there is.

    Args:
        age: How old it is.
        pages: More of it.
    """

    age: Age | None = None
    pages: tuple[Page, ...] = attrs.Factory(tuple)

    def answer(self, evidence: Evidence) -> Everything:
        """Everything."""
        raise NotImplementedError


def test_whatever_an_answer_may_hold_has_its_shape():
    """Exact numbers as text, sets as lists, records in records."""
    other = JsonSchemas([Module(name="other", questions=(WhatThereIs,))], lambda kind: kind.__name__)
    answer = Everything(
        share=Fraction(-3, 4),
        amount=Decimal("1.50"),
        day=date(2023, 11, 20),
        moment=None,
        mode=1,
        colours=frozenset({Colour.RED}),
        pair=Pair(1, Pair(2, None)),
        both=(1, "x"),
        by_colour={Colour.RED: FreeText(v="x")},
        anything=[1, {"a": None}],
        page=Page(
            printed=datetime(2023, 11, 20, tzinfo=UTC), next=Page(printed=datetime(2023, 1, 1, tzinfo=UTC))
        ),
    )
    judge = oracle({"$ref": "#/$defs/tests.Everything", "$defs": other.all()["$defs"]})

    assert faults(judge, json_line(answer)) == []
    for field, wrong in {
        "share": 0.75, "amount": 1, "mode": "b", "colours": ["blue"], "both": [1], "by_colour": {"blue": None},
        "pair": {"left": 1}, "moment": "2023-11-20T17:00+07:00",
    }.items():  # fmt: skip
        content = attrs.asdict(answer, recurse=False) | {field: wrong}
        assert faults(judge, json_line(content)), field


def test_what_goes_in_and_comes_out_is_written_in_two_ways():
    """A page goes in with a time in any zone and without what may be left out; a record that is text as text."""
    other = JsonSchemas([Module(name="other", questions=(WhatThereIs,))], lambda kind: kind.__name__)
    judge = oracle(other.of("questions", "what-there-is"))
    page = {"printed": "2023-11-20T17:00+07:00", "next": {"printed": "2023-11-20T17:00Z", "next": None}}

    assert faults(judge, json_line({"age": "twelve", "pages": [page]})) == []
    assert faults(judge, json_line({"age": {"years": 12}}))
    assert faults(judge, json_line({"pages": [page | {"printed": "2023-11-20T17:00"}]}))
    assert faults(judge, json_line({"pages": [{"next": None}]}))


@attrs.frozen(kw_only=True)
class Figure:
    """A figure of another application, with the name of one of ours."""

    height: int


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Measured(Event):
    """Something was measured, by an id of a sort that we do not know."""

    topic = "thing.measured"
    stream = ("thing", "thing")

    thing: Annotated[str, Identifier("thing")]
    figure: Figure


def test_what_another_application_calls_as_we_do_is_told_apart():
    """A record by its module, where ours keeps its name; an id by what it names."""
    defined = JsonSchemas([Module(name="other", events=(Measured,)), *ALL][::-1], titles(ALL)).all()["$defs"]

    assert defined["Figure"] == SCHEMAS.all()["$defs"]["Figure"]
    assert list(defined["tests.Figure"]["properties"]) == ["height"]
    assert defined["thing-id"]["pattern"] == defined["person"]["pattern"]


def test_what_json_has_no_values_of_is_said_at_once():
    """Better than a schema that takes anything."""

    @attrs.frozen(kw_only=True, eq=False, repr=False)
    class Weighed(Event):
        """A weight."""

        topic = "thing.weighed"
        stream = ("thing", "thing")

        thing: str
        weight: float

    with pytest.raises(TypeError):
        JsonSchemas([Module(name="other", events=(Weighed,))], lambda kind: kind.__name__)
