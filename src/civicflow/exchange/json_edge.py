"""The edge of JSON: names and bodies become commands, questions and claims."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from difflib import get_close_matches
from typing import Any, TypeVar

import attrs

from civicflow.core.command import Command, name_of
from civicflow.core.event import Event
from civicflow.core.fields import ShortText
from civicflow.core.module import Module
from civicflow.core.question import Question
from civicflow.core.recording import Claim
from civicflow.errors import UnknownNameError
from civicflow.exchange.json_body import checked, read_json
from civicflow.exchange.structuring import structured

K = TypeVar("K")


class JsonEdge:
    """
    What may be asked, ordered and claimed in JSON, by name; for a command line or an HTTP front end.

    Args:
        modules: What is plugged in, ours and those of other applications.

    Attributes:
        commands: Each command by its name, such as ``assign-task``.
        questions: Each question by its name, such as ``on-time``.
        events: Each event by its topic, such as ``task.assigned``.

    Raises:
        ValueError: When two of them claim one name.
    """

    def __init__(self, modules: Iterable[Module]) -> None:
        plugged = tuple(modules)
        self.commands: Mapping[str, type[Command]] = _named(
            (name_of(kind), kind) for module in plugged for kind in module.commands
        )
        self.questions: Mapping[str, type[Question[object]]] = _named(
            (name_of(kind), kind) for module in plugged for kind in module.questions
        )
        self.events: Mapping[str, type[Event]] = _named(
            (kind.topic, kind) for module in plugged for kind in module.events
        )

    def command(self, name: str, body: str | bytes) -> Command:
        """
        A command from its name and its fields.

        Args:
            name: In kebab case.
            body: A JSON object; UTF-8.

        Raises:
            UnknownNameError: When there is no such command.
            InvalidInputError: When a field is wrong; ``field`` is its path, as ``$.due``.
            TooLargeError: When the body is over 64 KiB or nested deeper than 20.
        """
        return structured(read_json(body), found(self.commands, "command", name))

    def question(self, name: str, arguments: Mapping[str, object] | str | bytes) -> Question[object]:
        """
        A question from its name and its arguments.

        Args:
            name: In kebab case.
            arguments: A JSON object, read or not.

        Raises:
            UnknownNameError: When there is no such question.
            InvalidInputError: As ``command``.
        """
        kind = found(self.questions, "question", name)
        content = read_json(arguments) if isinstance(arguments, str | bytes) else checked(arguments)
        return structured(content, kind)

    def claim(self, body: str | bytes) -> Claim:
        """
        A fact that another system claims: ``{"id": …, "topic": …, "occurred_at": …, "event": {…}}``.

        Raises:
            UnknownNameError: When no event has that topic.
            InvalidInputError: As ``command``.
        """
        told = structured(read_json(body), _Told)
        kind = found(self.events, "topic", told.topic)
        event = structured(told.event, kind, path="$.event")
        return Claim(event=event, occurred_at=told.occurred_at, id=told.id)


@attrs.frozen(kw_only=True)
class _Told:
    """A claim before its topic is looked up."""

    id: ShortText
    topic: str
    occurred_at: datetime
    event: Any


def found(known: Mapping[str, K], sort: str, name: str) -> K:
    """
    What a name stands for.

    Args:
        known: What there is, by name.
        sort: What is looked for: a ``command``, a ``question`` or a ``topic``.
        name: As it was written.

    Raises:
        UnknownNameError: When there is none of that name; says which are close to it.
    """
    kind = known.get(name)
    if kind is None:
        near = ", ".join(get_close_matches(name, known))
        raise UnknownNameError(field=sort, problem="unknown", value=name[:100], near=near)
    return kind


def _named(kinds: Iterable[tuple[str, K]]) -> dict[str, K]:
    named: dict[str, K] = {}
    for name, kind in kinds:
        if named.setdefault(name, kind) is not kind:
            message = f"two claim the name {name}"
            raise ValueError(message)
    return named
