"""Plain values from outside become commands, questions and events; every mistake names the field it is in."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from enum import Enum
from functools import cache
from typing import Any, TypeAlias, TypeVar, get_args, get_origin

import attrs
from cattrs import BaseValidationError, Converter, ForbiddenExtraKeysError
from cattrs.cols import mapping_structure_factory
from cattrs.errors import AttributeValidationNote, IterableValidationNote
from cattrs.gen import make_dict_structure_fn

from civicflow.core.checks import check_zones
from civicflow.core.command import Command
from civicflow.core.fields import FreeText, day, free_text, instant, local_time
from civicflow.errors import InvalidInputError

T = TypeVar("T")
Hook: TypeAlias = Callable[[Any, Any], Any]
"""Makes a plain value into a value of a type."""
Factory: TypeAlias = Callable[[Any, Converter], Hook]
"""Makes the hook of a type."""


def structured(content: object, kind: type[T], path: str = "$") -> T:
    """
    Make a command, question or event of what was read.

    Args:
        content: Plain values, as JSON has them; times and dates as ISO 8601 text, free text as text.
        kind: What it is to become.
        path: Where the content stands in what was read.

    Raises:
        InvalidInputError: When a field is missing, unknown or of another kind; ``field`` is its path, as ``$.due``.
    """
    try:
        return _converter().structure(content, kind)
    except (BaseValidationError, InvalidInputError) as error:
        raise _named(error, path, content) from None


def _named(error: BaseException, path: str, content: object) -> InvalidInputError:
    """The first mistake, with the path that leads to it."""
    match error:
        case BaseValidationError(exceptions=(first, *_)):
            step = _step(first)
            return _named(first, path + step, _below(content, step))
        case ForbiddenExtraKeysError(extra_fields=names):
            written = list(content) if isinstance(content, Mapping) else []
            strange = min(names, key=lambda name: written.index(name) if name in written else -1)
            return InvalidInputError(field=f"{path}.{strange}", problem="unknown")
        case KeyError():
            return InvalidInputError(field=path, problem="missing")
        case InvalidInputError(parameters=found):
            inner = found["field"]
            return type(error)(**{**found, "field": f"{path}.{inner}" if inner else path})
        case ValueError() | TypeError():
            return InvalidInputError(field=path, problem="not-understood", value=str(content)[:100])
        case _:
            raise error


def _step(error: BaseException) -> str:
    match getattr(error, "__notes__", ()):
        case [AttributeValidationNote(name=name), *_]:
            return f".{name}"
        case [IterableValidationNote(index=index), *_]:
            return f"[{index}]" if isinstance(index, int) else f".{index}"
        case _:
            return ""


def _below(content: object, step: str) -> object:
    match content:
        case Mapping():
            return content.get(step[1:])
        case list() if step:
            return content[int(step[1:-1])]
        case _:
            return content


def _wrong(problem: str, value: object, **found: str | int) -> InvalidInputError:
    """The mistake in the value itself; whoever gave it its name adds the path."""
    return InvalidInputError(field="", problem=problem, value=str(value)[:100], **found)


def _exactly(kind: type[object], problem: str) -> Hook:
    """A whole number is no text and a truth is no number, whatever Python would make of them."""

    def taken(value: object, _: object) -> object:
        if type(value) is not kind:
            raise _wrong(problem, value)
        return value

    return taken


def _written(read: Callable[[str], T], problem: str) -> Hook:
    """A value that JSON can only write as text."""

    def taken(value: object, _: object) -> T:
        if not isinstance(value, str):
            raise _wrong(problem, value)
        try:
            return read(value)
        except InvalidInputError as error:
            raise _wrong(str(error.parameters["problem"]), value) from None

    return taken


def _free_text(value: object, _: object) -> object:
    """Text, or the form in which the log gives it out."""
    match value:
        case {"k": None, "v": str(text), **rest} if not rest:
            return _written(free_text, "text")(text, None)
        case _:
            return _written(free_text, "text")(value, None)


def _choice(value: object, kind: type[Enum]) -> Enum:
    allowed = [member.value for member in kind]
    if value not in allowed:
        raise _wrong("not-allowed", value, allowed=", ".join(map(str, allowed)))
    return kind(value)


@cache
def _converter() -> Converter:
    made = Converter(forbid_extra_keys=True)
    made.register_structure_hook(str, _exactly(str, "text"))
    made.register_structure_hook(bool, _exactly(bool, "not-yes-or-no"))
    made.register_structure_hook(int, _exactly(int, "not-a-whole-number"))
    made.register_structure_hook(datetime, _written(instant, "time"))
    made.register_structure_hook(date, _written(day, "date"))
    made.register_structure_hook(time, _written(local_time, "time-of-day"))
    made.register_structure_hook_func(lambda kind: _of(kind, Enum), _choice)
    made.register_structure_hook_factory(attrs.has, _shaped(made, dict, "not-an-object", _record))
    made.register_structure_hook_factory(_is_tuple, _shaped(made, list, "not-a-list", _tuple))
    made.register_structure_hook_factory(_is_mapping, _shaped(made, dict, "not-an-object", _mapping))
    made.register_structure_hook_factory(_is_written, lambda kind: _written(kind.parse, "text"))
    made.register_structure_hook(FreeText, _free_text)
    made.register_structure_hook_func(lambda kind: kind is object, lambda value, _: value)
    return made


def _of(kind: object, root: type[object]) -> bool:
    return isinstance(kind, type) and issubclass(kind, root)


def _is_written(kind: object) -> bool:
    """A record that has ``parse`` is written as people write it, as a period is; its ``PATTERN``, if any, says how."""
    return isinstance(kind, type) and attrs.has(kind) and hasattr(kind, "parse")


def _is_tuple(kind: object) -> bool:
    return get_origin(kind) is tuple


def _is_mapping(kind: object) -> bool:
    return _of(get_origin(kind), Mapping)


def _shaped(made: Converter, shape: type[object], problem: str, factory: Factory) -> Callable[[Any], Hook]:
    """What is neither an object nor a list is refused before its parts are looked at."""

    def of(kind: Any) -> Hook:
        make = factory(kind, made)

        def taken(value: object, _: object) -> object:
            if not isinstance(value, shape):
                raise _wrong(problem, value)
            return make(value, kind)

        return taken

    return of


def _record(kind: Any, made: Converter) -> Hook:
    attrs.resolve_types(kind)
    make = make_dict_structure_fn(kind, made)
    return _command(kind, make) if issubclass(kind, Command) else lambda value, _: make(value, kind)


def _command(kind: type[Command], make: Hook) -> Hook:
    """A command is made of times in UTC, which no longer tell in which zones they were written."""

    def taken(value: Any, _: object) -> object:
        check_zones(kind, value)
        return make(value, kind)

    return taken


def _mapping(kind: Any, made: Converter) -> Hook:
    make = mapping_structure_factory(kind, made)
    return lambda value, _: make(value, kind)


def _tuple(kind: Any, made: Converter) -> Hook:
    parts = made.get_structure_hook(list[get_args(kind)[0]])  # type: ignore[misc]  # a type that is made while running
    return lambda value, _: tuple(parts(value, list))
