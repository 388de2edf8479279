"""
JSON Schema of all that goes in and out as JSON, made from the classes themselves.

    schemas = JsonSchemas(flow.modules, titles)
    schemas.of("commands", "assign-task")
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, TypeAlias, get_type_hints

import attrs

from civicflow.core.filing import Receipt
from civicflow.core.log import Envelope
from civicflow.core.module import Module
from civicflow.core.question import Head, Question
from civicflow.exchange.described import sentence_of
from civicflow.exchange.json_edge import JsonEdge, found
from civicflow.exchange.json_shapes import GivenOut, Schema, Taken, record, ref
from civicflow.exchange.json_text import Failure, Refusal, line_of
from civicflow.storage.catalogue import MECHANISM

DRAFT = "https://json-schema.org/draft/2020-12/schema"

Titles: TypeAlias = Callable[[type[Any]], str]
"""What a command, a question or an event is called in the administration."""

RESULTS: Mapping[str, type] = {"receipt": Receipt, "refusal": Refusal, "error": Failure}
"""What becomes of a command."""


@attrs.frozen(kw_only=True)
class _Sort:
    """
    One sort of what goes in or out.

    Args:
        prefix: How its definitions begin.
        called: What one of it is called when none is found.
        kinds: What there is of it, by name.
        shape: How one is written.
        beside: What else belongs to it.
    """

    prefix: str
    called: str
    kinds: Mapping[str, type[Any]]
    shape: Callable[[type[Any]], Schema]
    beside: tuple[str, ...] = ()


class JsonSchemas:
    """
    Commands and questions as the edge of JSON takes them; events, answers, receipts and errors as they are given out.

    A command is defined as ``command.assign-task``, a question as ``question.on-time``, an event as
    ``event.task.assigned``, an answer as ``answer.on-time``; besides these stand ``receipt``, ``refusal``, ``error``
    and ``line``.

    Args:
        modules: What is plugged in, ours and those of other applications.
        titles: What each command, question and event is called.

    Raises:
        TypeError: When a field has a type that JSON has no values of.
    """

    def __init__(self, modules: Iterable[Module], titles: Titles) -> None:
        edge = JsonEdge(dict.fromkeys((MECHANISM, *modules)))
        defined: dict[str, Schema] = {}
        owners: dict[str, type] = {}
        taken, given_out = Taken(defined, owners), GivenOut(defined, owners)
        self._definitions, self._given_out = defined, given_out
        self._sorts = {
            "commands": _Sort(
                prefix="command",
                called="command",
                kinds=edge.commands,
                shape=taken.fields,
                beside=tuple(RESULTS),
            ),
            "questions": _Sort(
                prefix="question", called="question", kinds=edge.questions, shape=taken.fields
            ),
            "events": _Sort(
                prefix="event", called="topic", kinds=edge.events, shape=given_out.fields, beside=("line",)
            ),
            "answers": _Sort(prefix="answer", called="question", kinds=edge.questions, shape=self._reply),
        }
        for sort in self._sorts.values():
            for name, kind in sort.kinds.items():
                told = {"title": titles(kind), "description": sentence_of(kind)}
                defined[f"{sort.prefix}.{name}"] = told | sort.shape(kind)
        for name, result in RESULTS.items():
            told = {"title": name.capitalize(), "description": sentence_of(result)}
            defined[name] = told | given_out.fields(result)
        defined["line"] = self._line(edge.events)

    def all(self) -> Schema:
        """Everything, as one document of definitions."""
        return _document("civicflow", self._definitions)

    def of(self, sort: str, name: str | None = None) -> Schema:
        """
        One schema with all that it refers to, or those of one sort.

        Args:
            sort: ``commands``, ``questions``, ``events`` or ``answers``.
            name: Such as ``assign-task``, ``on-time`` or ``task.assigned``; all of the sort when left out.

        Raises:
            UnknownNameError: When there is no such sort, or none of that name in it; says which are close to it.
        """
        among = found(self._sorts, "sort", sort)
        if name is None:
            names = (*(f"{among.prefix}.{each}" for each in among.kinds), *among.beside)
            return _document(sort.capitalize(), self._with_all_they_need(names))
        found(among.kinds, among.called, name)
        wanted = f"{among.prefix}.{name}"
        return {"$schema": DRAFT, **ref(wanted), "$defs": self._with_all_they_need((wanted,))}

    def _reply(self, question: type[Question[object]]) -> Schema:
        answer = get_type_hints(question.answer)["return"]
        described = {"description": sentence_of(question.answer)}
        parts = {"head": self._given_out.of(Head), "answer": self._given_out.of(answer) | described}
        return record(parts, list(parts))

    def _line(self, events: Iterable[str]) -> Schema:
        """A line of the log, whose event is of the kind that its topic says."""
        number, text, moment = (self._given_out.of(kind) for kind in (int, str, datetime))
        parts = {
            "position": number,
            "stream": text,
            "version": number,
            "topic": {"enum": list(events)},
            "occurred_at": moment,
            "recorded_at": moment,
            "event": {"type": "object"},
            "envelope": self._given_out.of(Envelope),
        }
        told = {"title": "Line of the log", "description": sentence_of(line_of)}
        return told | record(parts, list(parts)) | {"allOf": [_event_of(topic) for topic in events]}

    def _with_all_they_need(self, names: Iterable[str]) -> Schema:
        """Some definitions with those that they refer to, in the order in which all of them stand."""
        waiting, needed = list(names), set[str]()
        while waiting:
            name = waiting.pop()
            if name not in needed:
                needed.add(name)
                waiting += references(self._definitions[name])
        return {name: schema for name, schema in self._definitions.items() if name in needed}


def _document(title: str, definitions: Schema) -> Schema:
    return {"$schema": DRAFT, "title": title, "$defs": definitions}


def _event_of(topic: str) -> Schema:
    """In a line of this topic stands an event of this kind."""
    named, event = {"topic": {"const": topic}}, {"event": ref(f"event.{topic}")}
    return {"if": {"properties": named}, "then": {"properties": event}}


def references(schema: object) -> Iterator[str]:
    """The names of the definitions to which a schema refers."""
    match schema:
        case {"$ref": str(target), **rest}:
            yield target.removeprefix("#/$defs/")
            yield from references(rest)
        case dict():
            for each in schema.values():
                yield from references(each)
        case list():
            for each in schema:
                yield from references(each)
        case _:
            return
