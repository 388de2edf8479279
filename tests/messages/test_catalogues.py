"""Whatever a person may read exists in both languages, and asks for nothing that is not there."""

import re
from collections.abc import Iterator
from enum import Enum
from importlib import import_module
from io import BytesIO
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import attrs
import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from civicflow.core.command import name_of
from civicflow.core.correction import Correction
from civicflow.core.module import further_rules
from civicflow.core.question import Head
from civicflow.flow import MODULES
from civicflow.messages import LANGUAGES
from civicflow.messages.template import Place, places
from civicflow.organization.correcting import CorrectRecord
from civicflow.storage.catalogue import MECHANISM
from tests.messages.asked import ANY, SOURCE, errors, problems, raised, refusals_of

LOCALE = SOURCE / "messages" / "locale"
ALL = (MECHANISM, *MODULES)
CATALOGUES = sorted(LOCALE.rglob("*.po"))
READ_BY_FORM = {"", "person", "day", "time", "count"}
SPOKEN_OF = {"by", "on_behalf_of"}
"""What a sentence may name besides the fields of its event."""

EVENTS = {event.topic: event for module in ALL for event in module.events}
COMMANDS = {name_of(command): command for module in ALL for command in module.commands}
OWN_EVENTS = {topic: event for topic, event in EVENTS.items() if not issubclass(event, Correction)}
OWN_COMMANDS = {name: each for name, each in COMMANDS.items() if not issubclass(each, CorrectRecord)}
"""What has words of its own; a correction is told with those of what it corrects."""

QUESTIONS = {name_of(question): question for module in ALL for question in module.questions}
OF_COMMANDS = [rule for command in COMMANDS.values() for rule in (command.authority, *command.rules)]
FURTHER = [rule for rules in further_rules(ALL).values() for rule in rules]
RULES = {rule.__name__: rule for rule in (*OF_COMMANDS, *FURTHER)}
ERRORS = errors()


def texts(language: str, name: str) -> dict[str, str]:
    """The texts of a catalogue as it is written."""
    path = LOCALE / language / "LC_MESSAGES" / f"{name}.po"
    if not path.is_file():
        return {}
    with path.open("rb") as source:
        return {str(message.id): str(message.string) for message in read_po(source) if message.id}


BY_LANGUAGE = {
    language: {key: text for path in CATALOGUES for key, text in texts(language, path.stem).items()}
    for language in LANGUAGES
}
SAID = [(language, key, text) for language, found in BY_LANGUAGE.items() for key, text in found.items()]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: "/".join((path.parts[-3], path.name)))
def test_a_key_has_one_text_in_a_catalogue(path):
    """Of two texts the last one would silently win, for questions that mean something else by the word."""
    keys = re.findall(r'^msgid "(.+)"$', path.read_text("utf-8"), re.MULTILINE)

    assert sorted(set(keys)) == sorted(keys)


def said(first: str) -> Iterator[tuple[str, str, list[Place]]]:
    """The texts whose key begins with a word: language, rest of the key, and what they ask for."""
    for language, key, text in SAID:
        if key.startswith(f"{first}."):
            yield language, key.removeprefix(f"{first}."), list(places(text))


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: f"{path.parts[-3]}/{path.stem}")
def test_what_is_compiled_is_what_is_written(path):
    """Each catalogue is compiled beside its source; ``./run messages`` does it."""
    compiled = read_mo(BytesIO(path.with_suffix(".mo").read_bytes()))

    assert {message.id: message.string for message in compiled if message.id} == texts(
        path.parts[-3], path.stem
    )


def test_nothing_is_compiled_that_is_not_written():
    """A compiled catalogue without a source is nobody's."""
    assert sorted(path.with_suffix(".po") for path in LOCALE.rglob("*.mo")) == CATALOGUES


def test_both_languages_have_the_same_texts_which_ask_for_the_same():
    """A text that is missing or empty, or that leaves out what the other language says, is named."""
    for name in {path.stem for path in CATALOGUES}:
        vi, en = (texts(language, name) for language in ("vi", "en"))
        assert set(vi) ^ set(en) == set(), name
        assert [key for key in vi if not (vi[key].strip() and en[key].strip())] == []
        assert [key for key in vi if asked(vi[key]) != asked(en[key])] == []


def asked(text: str) -> set[Place]:
    """What a text asks for, without the order."""
    return set(places(text))


def test_no_text_has_a_loose_bracket():
    """What looks like a place or a part is one."""
    plain = [
        (language, key, re.sub(r"\[[^\[\]]*\]", lambda part: part[0][1:-1], text))
        for language, key, text in SAID
    ]

    assert [
        (language, key)
        for language, key, text in plain
        if re.search(r"[\[\]{}]", re.sub(r"\{\w+(:\w+)?\}", "", text))
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "first,names",
    [
        ("event", OWN_EVENTS),
        ("title", OWN_EVENTS | OWN_COMMANDS | QUESTIONS),
        ("rule", RULES),
        ("error", ERRORS),
    ],
)
def test_everything_has_its_text_and_every_text_its_thing(language, first, names):
    """Each has a text, and no text outlives what it spoke of; a correction is told by what it corrects."""
    found = {key.removeprefix(f"{first}.") for key in BY_LANGUAGE[language] if key.startswith(f"{first}.")}

    assert set(names) - found == set()
    assert found - set(names) == set()


def test_a_sentence_asks_for_fields_of_its_event():
    """Fields, and who acted; one that may be empty stands in a part that is left out with it."""
    for language, topic, asked_for in said("event"):
        fields = get_type_hints(EVENTS[topic])
        names = {place.name for place in asked_for}
        needed = {place.name for place in asked_for if place.needed} - SPOKEN_OF
        assert names - SPOKEN_OF - set(fields) == set(), (language, topic)
        assert {name for name in needed if may_be_empty(fields[name])} == set(), (language, topic)
        assert "by" in names, (language, topic)


def may_be_empty(kind: Any) -> bool:
    """Whether a field need not say anything."""
    return get_origin(kind) in (Union, UnionType) and NoneType in get_args(kind)


def test_a_refusal_asks_for_what_its_rule_saw():
    """Parameters of the rule; outside brackets only those that each of its refusals carries."""
    for language, name, asked_for in said("rule"):
        seen = refusals_of(RULES[name])
        always = frozenset.intersection(*seen)
        names = {place.name for place in asked_for}
        needed = {place.name for place in asked_for if place.needed}
        assert names - frozenset.union(*seen) == set(), (language, name)
        assert needed - always == set(), (language, name)


def test_an_error_asks_for_what_it_carries():
    """Parameters with which it is raised somewhere; outside brackets only those with which it is raised everywhere."""
    for language, code, asked_for in said("error"):
        made = [names for names in raised().get(ERRORS[code].__name__, ()) if names] or [frozenset({ANY})]
        known, always = frozenset.union(*made), frozenset.intersection(*made)
        names = {place.name for place in asked_for} - {"parameters"}
        needed = {place.name for place in asked_for if place.needed} - {"parameters"}
        assert ANY in known or names <= known, (language, code)
        assert ANY in always or needed <= always, (language, code)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_is_said_in_words(language):
    """What is wrong with a value, a file or a store."""
    assert {problem for problem in problems() if f"problem.{problem}" not in BY_LANGUAGE[language]} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_of_a_fixed_set_has_a_word(language):
    """Stages, offices, causes and the like are said in words: by the name of their set, else as a state."""
    found = BY_LANGUAGE[language]
    kinds = {
        kind
        for path in SOURCE.rglob("*.py")
        if path.relative_to(SOURCE).parts[0] in {module.name for module in MODULES}
        for kind in vars(import_module(module_of(path))).values()
        if isinstance(kind, type) and issubclass(kind, Enum) and len(kind) > 0
    }
    named = {(name_of(kind).replace("-", "_"), each.value) for kind in kinds for each in kind}

    assert {pair for pair in named if not {f"{pair[0]}.{pair[1]}", f"state.{pair[1]}"} & set(found)} == set()


def module_of(path: Path) -> str:
    """The module that a file is."""
    return ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_way_of_reading_a_value_is_known(language):
    """What stands behind the colon of a place is a form, or the first word of some key."""
    first = {key.partition(".")[0] for key in BY_LANGUAGE[language]}
    kinds = {place.kind for _, _, text in SAID for place in places(text)}

    assert kinds - READ_BY_FORM - first == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_heading_of_an_answer_has_its_text(language):
    """Whatever a question answers stands under a heading that people can read."""
    answers = [Head, *(get_type_hints(question.answer)["return"] for question in QUESTIONS.values())]
    names = {name for answer in answers for name in headings(answer)}

    assert {name for name in names if f"heading.{name}" not in BY_LANGUAGE[language]} == set()


def headings(kind: Any) -> Iterator[str]:
    """The fields of a record and of the records in it."""
    for part in get_args(kind):
        yield from headings(part)
    if isinstance(kind, type) and attrs.has(kind):
        for name, hint in get_type_hints(kind).items():
            if name in attrs.fields_dict(kind):
                yield name
                yield from headings(hint)
