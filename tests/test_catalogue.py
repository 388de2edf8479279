"""The catalogue as a whole: what can be asked for, what can have happened, and that neither has a loose end."""

import ast
import inspect
import re
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import FunctionType, NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import attrs
import pytest

from civicflow.core.command import Command, name_of
from civicflow.core.correction import Correction
from civicflow.core.event import Event
from civicflow.core.fields import Identifier
from civicflow.core.module import further_rules
from civicflow.core.question import Question
from civicflow.flow import MODULES
from civicflow.organization.correcting import CORRECTING as CORRECTING_RULES
from civicflow.organization.correcting import CorrectRecord
from civicflow.storage.catalogue import MECHANISM, Catalogue

TOPICS = Path(__file__).parent / "golden" / "topics.txt"
AGGREGATES = (
    "organization",
    "feedback",
    "oversight",
    "steering",
    "pilot_record",
    "employee",
    "home_work",
    "roster",
    "task",
    "dossier",
    "evaluation",
    "income",
    "exit_review",
    "deadline",
    "automation",
)
"""From the ground up: an aggregate yields its own events and those of the ones before it."""

RECORDED_ONLY = {"task.activity_recorded", "reaction.parked"}
"""What only another system's record can say, or the engine about itself; no command becomes it."""

ROOTS = {Correction, CorrectRecord}
"""What is no event and no command by itself."""

CATALOGUE = Catalogue(MODULES)
EVENTS = list(CATALOGUE.events.values())
COMMANDS = [command for module in MODULES for command in module.commands]
QUESTIONS = [question for module in MODULES for question in module.questions]
FURTHER = further_rules(MODULES)
STATES = [state for module in (MECHANISM, *MODULES) for state in module.states]


def test_topics_are_frozen():
    """A topic is a name for ever: new ones are added to the list, none is changed or taken away."""
    assert sorted(CATALOGUE.events) == TOPICS.read_text().split()


def test_a_topic_is_a_subject_and_what_became_of_it():
    """Two words of small letters with a point between them."""
    assert [topic for topic in CATALOGUE.events if not re.fullmatch(r"[a-z_]+\.[a-z_]+", topic)] == []


@pytest.mark.parametrize("root, classes", [(Event, EVENTS), (Command, COMMANDS), (Question, QUESTIONS)])
def test_whatever_is_written_belongs_to_just_one_module(root, classes):
    """No event, command or question of ours is forgotten in the table of modules, and none stands in it twice."""
    listed = Counter(classes)
    written = {each for each in descendants(root) if each.__module__.startswith("civicflow.")}

    assert set(listed) == written - ROOTS
    assert [each for each, times in listed.items() if times > 1] == []


def test_names_that_people_type_are_told_apart():
    """Commands and questions share the command line; each has a name in kebab case of its own."""
    names = [name_of(each) for each in [*COMMANDS, *QUESTIONS]]

    assert [name for name, times in Counter(names).items() if times > 1] == []
    assert [name for name in names if not re.fullmatch(r"[a-z]+(-[a-z]+)*", name)] == []


def test_every_kind_of_stream_has_one_state():
    """A kind of stream belongs to one state of one module, and each state has a stream."""
    kinds = Counter(state.kind for state in STATES)

    assert [kind for kind, times in kinds.items() if times > 1] == []
    assert set(kinds) == {event.stream[0] for event in EVENTS}
    for module in (MECHANISM, *MODULES):
        assert {event.stream[0] for event in module.events} == {state.kind for state in module.states}


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.topic)
def test_an_event_says_all_of_itself(event):
    """Stream and keys name fields that exist, no field is left out when it is written, and it says what it means."""
    fields = {field.name: field for field in attrs.fields(event)}
    known = {*fields, *(name for name, thing in vars(event).items() if isinstance(thing, property))}

    assert len(event.stream) >= 2
    assert set(event.stream[1:]) <= set(fields)
    assert {field for _, field in event.keys} <= known
    assert [name for name, field in fields.items() if field.default is not attrs.NOTHING] == []
    assert vars(event)["__doc__"]


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.topic)
def test_an_event_is_found_by_everybody_whom_it_names(event):
    """Each field that holds a person fills the key ``person``, so that a person's trail has no gap."""
    people = {name for name, kind in hints(event).items() if holds_a_person(kind)}

    assert people - {field for key, field in event.keys if key == "person"} == set()


@pytest.mark.parametrize("command", COMMANDS, ids=name_of)
def test_a_command_has_what_its_authority_and_rules_ask_for(command):
    """A rule is typed against a small protocol; whatever that names the command has, of a type that fits."""
    for rule in (command.authority, *command.rules, *FURTHER.get(command, ())):
        first = next(iter(inspect.signature(rule).parameters))
        for name, wanted in members(get_type_hints(rule)[first]):
            assert fits(hints(command, marks=False).get(name), wanted), f"{rule.__name__} asks for {name}"


def test_further_rules_stand_above_the_commands_they_are_added_to():
    """A module adds rules to commands of those below it, never to its own, and every one of them is a command of ours."""
    homes = [(module.name, command) for module in MODULES for command in module.rules]

    assert {command for _, command in homes} <= set(COMMANDS)
    assert [
        (name, command)
        for name, command in homes
        if AGGREGATES.index(command.__module__.split(".")[1]) >= AGGREGATES.index(name)
    ] == []


@pytest.mark.parametrize("command", COMMANDS, ids=name_of)
def test_a_command_becomes_events_of_its_own_aggregate_or_of_one_below(command):
    """What runs the other way is for a view or an automation."""
    home = AGGREGATES.index(command.__module__.split(".")[1])
    becomes = becoming(command)

    assert becomes
    assert {event.__module__.split(".")[1] for event in becomes} <= set(AGGREGATES[: home + 1])


def test_every_event_has_a_command_that_becomes_it():
    """No event waits for a command that was never written (K17)."""
    become = {event.topic for command in COMMANDS for event in becoming(command)}
    ours = {event.topic for module in MODULES for event in module.events}

    assert ours - become == RECORDED_ONLY


CORRECTING = [command for command in COMMANDS if issubclass(command, CorrectRecord)]


@pytest.mark.parametrize("command", CORRECTING, ids=name_of)
def test_a_command_that_corrects_fits_what_it_corrects(command):
    """It names the stream, what it declares are fields of the event, nobody is forgotten whom it is about (K10)."""
    original = command.correction.original
    fields, mine = hints(original), attrs.fields_dict(command).keys()
    acting = {name for name in fields if name.endswith("_by")} | {"evaluator", "approver", "assigner"}
    persons = {name for name, kind in fields.items() if holds_a_person(kind)}

    assert command.correction in EVENTS
    assert command.correction.stream == original.stream
    assert set(original.stream[1:]) <= mine
    assert {*command.concerning, *command.fixed, *command.derived} <= fields.keys()
    assert persons - acting <= {*command.concerning}
    assert set(CORRECTING_RULES) <= set(command.rules)
    assert mine & fields.keys() - {*original.stream[1:], *command.fixed}


def descendants(kind: type) -> Iterator[type]:
    """Every class below one; of a class that attrs made anew, the one that its module holds."""
    below: list[type] = kind.__subclasses__()
    for each in below:
        if vars(inspect.getmodule(each)).get(each.__name__) is each:
            yield each
        yield from descendants(each)


def hints(kind: type, *, marks: bool = True) -> dict[str, Any]:
    """The types of the fields and properties of a class, with the marks of ``core.fields`` or without."""
    found = get_type_hints(kind, include_extras=marks)
    properties = {name: thing for name, thing in vars(kind).items() if isinstance(thing, property)}
    return found | {name: get_type_hints(each.fget).get("return") for name, each in properties.items()}


def holds_a_person(kind: object) -> bool:
    """Whether a type is, or is made of, ids of persons."""
    if get_origin(kind) is Annotated:
        return any(isinstance(mark, Identifier) and mark.of == "person" for mark in get_args(kind)[1:])
    return any(holds_a_person(part) for part in get_args(kind))


def members(protocol: type) -> Iterator[tuple[str, Any]]:
    """What a protocol asks for, with the type it wants."""
    for each in protocol.__mro__:
        properties = ((name, thing.fget) for name, thing in vars(each).items() if isinstance(thing, property))
        yield from ((name, get_type_hints(getter)["return"]) for name, getter in properties)


def fits(given: Any, wanted: Any) -> bool:
    """Whether every value of one type is one of the other."""
    if given is None or wanted is object:
        return given is not None
    if get_origin(given) in (Union, UnionType):
        return all(fits(each if each is not None else NoneType, wanted) for each in get_args(given))
    if get_origin(wanted) in (Union, UnionType):
        return any(fits(given, each) for each in get_args(wanted))
    if get_origin(wanted) in (tuple, Sequence) and get_origin(given) is tuple:
        return fits(get_args(given)[0], get_args(wanted)[0])
    if getattr(wanted, "_is_protocol", False):
        return all(fits(hints(given, marks=False).get(name), kind) for name, kind in members(wanted))
    plain = isinstance(given, type) and isinstance(wanted, type) and not get_args(wanted)
    return given == wanted or (plain and issubclass(given, wanted))


def becoming(command: type[Command]) -> set[type[Event]]:
    """The events that a command becomes."""
    if issubclass(command, CorrectRecord):
        return {command.correction}
    return events_named_in(command.decide)


def events_named_in(function: Any) -> set[type[Event]]:
    """The events that a function makes, itself or through functions of ours that it calls."""
    waiting, seen = [function], set()
    while waiting:
        current = waiting.pop()
        if current in seen:
            continue
        seen.add(current)
        if isinstance(current, FunctionType):
            waiting += [thing for thing in called_in(current) if thing.__module__.startswith("civicflow.")]
    return {each for each in seen if isinstance(each, type) and issubclass(each, Event)}


def called_in(function: FunctionType) -> Iterator[Any]:
    """The functions and classes that a function calls by their bare names."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    names = {
        each.func.id
        for each in ast.walk(tree)
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Name)
    }
    found = (function.__globals__.get(name) for name in names)
    return (each for each in found if isinstance(each, type | FunctionType))
