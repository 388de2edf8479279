"""Questions as verbs, to be asked or to be frozen: the fields of each are its options, its docstring is their help."""

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

import attrs
from cyclopts import Parameter

from civicflow.cli.options import Instant, Standpoint
from civicflow.cli.progress import progress
from civicflow.cli.terminal import Terminal
from civicflow.cli.values import asked, frozen, of_option
from civicflow.core.command import name_of
from civicflow.core.fields import Identifier
from civicflow.core.question import Question
from civicflow.errors import InvalidInputError, NotOnRecordError

if TYPE_CHECKING:
    from civicflow.flow import Flow
    from civicflow.regulations import Lawbook


def verb_of(question: type[Question[Any]]) -> Callable[..., int]:
    """The verb that asks a question: its signature has an option for each field."""

    def ask(*, terminal: Terminal, standpoint: Standpoint | None = None, **arguments: object) -> int:
        return _answered(question, arguments, standpoint or Standpoint(), terminal)

    return question_verb(ask, question, Standpoint)


def freezing_verb_of(question: type[Question[Any]]) -> Callable[..., int]:
    """The verb that freezes the answer to a question, with the same options."""

    def freeze(*, terminal: Terminal, standpoint: Instant | None = None, **arguments: object) -> int:
        return _kept(question, arguments, standpoint or Instant(), terminal)

    return question_verb(freeze, question, Instant)


def question_verb(
    verb: Callable[..., int], question: type[Question[Any]], standpoint: type[Standpoint | Instant]
) -> Callable[..., int]:
    """
    A verb of a question: its help is that of the question, and its options are the fields of both.

    Args:
        verb: What is done.
        question: The question.
        standpoint: What the verb takes besides, such as from where it is answered.
    """
    verb.__doc__ = inspect.getdoc(question)
    parameters = [*_options(question), *_common(standpoint)]
    verb.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # where the command line reads options from
    return verb


def _answered(
    question: type[Question[Any]], arguments: dict[str, object], standpoint: Standpoint, terminal: Terminal
) -> int:
    with opened(question, arguments, standpoint, terminal) as (flow, said):
        seen = standpoint.known, standpoint.as_of, standpoint.position, supposed(flow, standpoint)
        terminal.show(asked(flow, said, *seen))
        for stranger in _strangers(said, flow):
            terminal.say(f"civicflow: {terminal.words.error(stranger)}")
    return 0


@contextmanager
def opened(
    question: type[Question[Any]], arguments: dict[str, object], standpoint: Standpoint, terminal: Terminal
) -> "Iterator[tuple[Flow, Question[Any]]]":
    """
    The store, with all views that a question reads brought up to date, and the question as it was written.

    Args:
        question: Which question.
        arguments: Its fields, as they stand on the command line.
        standpoint: Whether to be strict.
        terminal: Where the store is.

    Raises:
        InvalidInputError: When an argument cannot be understood; names the option.
        StoreError: When there is no store to read.
    """
    said = _question(question, arguments, terminal)
    with terminal.open(reading=True, strict=standpoint.strict) as flow:
        if flow.store.views is not None:
            with progress(terminal.words.heading("rebuilding")) as told:
                flow.store.views.catch_up(told, said.views)
        yield flow, said


def supposed(flow: "Flow", standpoint: Standpoint) -> "Lawbook | None":
    """The regulations that ``--regulations`` supposes in the place of those that hold; None when it is left out."""
    return None if standpoint.regulations is None else flow.suppose(standpoint.regulations)


def _strangers(question: Question[Any], flow: "Flow") -> Iterator[NotOnRecordError]:
    """What a question names and the log does not know: most likely a slip of the pen, so it is said beside the answer."""
    record: Any = type(question)
    for field in attrs.fields(record):
        kind, named = _kind(field), getattr(question, field.name)
        if kind is not None and named is not None:
            stream = f"{kind}:{named}"
            known = flow.entries(key=stream) if kind == "person" else flow.entries(stream=stream)
            if next(known, None) is None:
                yield NotOnRecordError(kind=kind, id=named)


def _kind(field: "attrs.Attribute[Any]") -> str | None:
    """The kind of stream, or the key, that the identifier in a field names; None where it may be of several."""
    kinds = (field.type, *get_args(field.type))
    marks = [mark for kind in kinds for mark in get_args(kind) if isinstance(mark, Identifier)]
    return next((STREAMS.get(mark.of) or STREAMS.get(field.name) for mark in marks), None)


STREAMS = {"person": "person", "unit": "unit", "pilot": "pilot_record", "task": "task"}
"""The stream, or the key, of what an identifier names; by its kind, else by the field it stands in."""


def _kept(
    question: type[Question[Any]], arguments: dict[str, object], standpoint: Instant, terminal: Terminal
) -> int:
    from civicflow.exchange.json_text import json_line

    said = _question(question, arguments, terminal)
    with terminal.open(reading=True, strict=standpoint.strict) as flow:
        print(json_line(frozen(flow, said, standpoint.known)))
    return 0


def _question(
    question: type[Question[Any]], arguments: dict[str, object], terminal: Terminal
) -> Question[Any]:
    from civicflow.exchange.json_edge import JsonEdge

    given = {name: _plain(value) for name, value in arguments.items() if value is not None}
    try:
        return JsonEdge(terminal.modules).question(name_of(question), given)
    except InvalidInputError as error:
        field = str(error.parameters["field"]).removeprefix("$.")
        raise of_option(error, f"--{field.replace('_', '-')}") from None


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _common(standpoint: type[Standpoint | Instant]) -> tuple[inspect.Parameter, ...]:
    keyword = inspect.Parameter.KEYWORD_ONLY
    return (
        inspect.Parameter("standpoint", keyword, default=None, annotation=standpoint | None),
        inspect.Parameter("terminal", keyword, annotation=Terminal),
    )


def _options(question: type[Question[Any]]) -> Iterator[inspect.Parameter]:
    record: Any = question
    attrs.resolve_types(record)
    for field in attrs.fields(record):
        required = field.default is attrs.NOTHING
        default = inspect.Parameter.empty if required else None
        kind = _option(field.type)
        shown = Parameter(negative=None if bool in get_args(field.type) else (), show_default=False)
        annotation: Any = Annotated[kind if required else kind | None, shown]
        yield inspect.Parameter(
            field.name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation
        )


def _option(kind: Any) -> Any:
    """What a command line makes of a field: whole numbers, switches, choices, several values, else text."""
    if get_origin(kind) in {Union, UnionType}:
        (kind,) = (part for part in get_args(kind) if part is not NoneType)
    if get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    if get_origin(kind) is tuple:
        return tuple[_option(get_args(kind)[0]), ...]  # type: ignore[misc]  # a type that is made while running
    if isinstance(kind, type) and issubclass(kind, Enum):
        return Literal[tuple(member.value for member in kind)]
    return kind if kind in {bool, int} or get_origin(kind) is Literal else str
