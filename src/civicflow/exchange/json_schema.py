"""
JSON Schema of all that goes in and out as JSON, made from the classes themselves.

    schemas = JsonSchemas(flow.modules, titles)
    schemas.of("commands", "assign-task")
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, TypeAlias, get_type_hints

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

BESIDE: Mapping[str, tuple[str, ...]] = {
    "commands": ("receipt", "refusal", "error"),
    "questions": (),
    "events": ("line",),
    "answers": (),
}
"""What can be described, and what belongs to it besides: what becomes of a command, the line in which an event stands."""


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
        self._edge = JsonEdge(dict.fromkeys((MECHANISM, *modules)))
        self._titles = titles
        self._definitions: dict[str, Schema] = {}
        owners: dict[str, type] = {}
        self._taken, self._given_out = (
            Taken(self._definitions, owners),
            GivenOut(self._definitions, owners),
        )
        for name, command in self._edge.commands.items():
            self._define(f"command.{name}", command, self._taken.fields(command))
        for name, question in self._edge.questions.items():
            self._define(f"question.{name}", question, self._taken.fields(question))
        for topic, event in self._edge.events.items():
            self._define(f"event.{topic}", event, self._given_out.fields(event))
        for name, question in self._edge.questions.items():
            self._define(f"answer.{name}", question, self._reply(question))
        for name, result in (("receipt", Receipt), ("refusal", Refusal), ("error", Failure)):
            self._definitions[name] = {
                "title": name.capitalize(),
                "description": sentence_of(result),
                **self._given_out.fields(result),
            }
        self._definitions["line"] = self._line()

    def all(self) -> Schema:
        """Everything, as one document of definitions."""
        return self._document("civicflow", self._definitions)

    def of(self, sort: str, name: str | None = None) -> Schema:
        """
        One schema with all that it refers to, or those of one sort.

        Args:
            sort: ``commands``, ``questions``, ``events`` or ``answers``.
            name: Such as ``assign-task``, ``on-time`` or ``task.assigned``; all of the sort when left out.

        Raises:
            UnknownNameError: When there is none of that name; says which are close to it.
        """
        known, prefix, called = self._sorts()[sort]
        if name is None:
            names = (*(f"{prefix}.{each}" for each in known), *BESIDE[sort])
            return self._document(sort.capitalize(), self._with_all_they_need(names))
        found(known, called, name)
        wanted = f"{prefix}.{name}"
        return {"$schema": DRAFT, **ref(wanted), "$defs": self._with_all_they_need((wanted,))}

    def _sorts(self) -> Mapping[str, tuple[Mapping[str, Any], str, str]]:
        """Each sort: what there is of it, how its definitions begin, and what one of it is called."""
        edge = self._edge
        return {
            "commands": (edge.commands, "command", "command"),
            "questions": (edge.questions, "question", "question"),
            "events": (edge.events, "event", "topic"),
            "answers": (edge.questions, "answer", "question"),
        }

    def _document(self, title: str, definitions: Schema) -> Schema:
        return {"$schema": DRAFT, "title": title, "$defs": definitions}

    def _define(self, name: str, kind: type, schema: Schema) -> None:
        self._definitions[name] = {
            "title": self._titles(kind),
            "description": sentence_of(kind),
            **schema,
        }

    def _reply(self, question: type[Question[object]]) -> Schema:
        answer = get_type_hints(question.answer)["return"]
        described = {"description": sentence_of(question.answer)}
        properties = {
            "head": self._given_out.of(Head),
            "answer": self._given_out.of(answer) | described,
        }
        return record(properties, list(properties))

    def _line(self) -> Schema:
        """A line of the log, whose event is of the kind that its topic says."""
        number, text, moment = (self._given_out.of(kind) for kind in (int, str, datetime))
        properties = {
            "position": number,
            "stream": text,
            "version": number,
            "topic": {"enum": list(self._edge.events)},
            "occurred_at": moment,
            "recorded_at": moment,
            "event": {"type": "object"},
            "envelope": self._given_out.of(Envelope),
        }
        by_topic = [
            {
                "if": {"properties": {"topic": {"const": topic}}},
                "then": {"properties": {"event": ref(f"event.{topic}")}},
            }
            for topic in self._edge.events
        ]
        described = {"title": "Line of the log", "description": sentence_of(line_of)}
        return {**described, **record(properties, list(properties)), "allOf": by_topic}

    def _with_all_they_need(self, names: Iterable[str]) -> Schema:
        """Some definitions with those that they refer to, in the order in which all of them stand."""
        waiting, needed = list(names), set[str]()
        while waiting:
            name = waiting.pop()
            if name not in needed:
                needed.add(name)
                waiting += references(self._definitions[name])
        return {name: schema for name, schema in self._definitions.items() if name in needed}


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
