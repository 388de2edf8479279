"""A procedure written as TOML, so that it can be read again and says the same."""

import json
import re
from collections.abc import Iterator
from datetime import date
from enum import Enum

import attrs

from civicflow.calendars import Length
from civicflow.procedures.definition import Instances, Outcome, Procedure, Role, StepDefinition, Title
from civicflow.procedures.reading import FIELDS, Tables

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def written(procedure: Procedure) -> str:
    """
    A procedure as TOML; what is as it would be if nothing were said is left out.

    Args:
        procedure: One that was checked.
    """
    return "\n".join(_lines(procedure, ())) + "\n"


def particulars(step: StepDefinition) -> str:
    """What is said of a step besides its title and its outcomes, a line a field."""
    return "\n".join(line for line in _fields(step) if not line.startswith("title = "))


def _lines(record: Procedure | Role | StepDefinition | Outcome, path: tuple[str, ...]) -> Iterator[str]:
    if path:
        yield ""
        yield f"[{'.'.join(map(_key, path))}]"
    yield from _fields(record)
    for name, reader in FIELDS[type(record)].items():
        if isinstance(reader, Tables):
            for each in getattr(record, name):
                yield from _lines(each, (*path, name, getattr(each, reader.code)))


def _fields(record: object) -> Iterator[str]:
    defaults = {field.name: field.default for field in attrs.fields(type(record))}  # type: ignore[arg-type]  # every record is an attrs class
    for name, reader in FIELDS[type(record)].items():
        value = getattr(record, name)
        if not isinstance(reader, Tables) and value != defaults[name]:
            yield f"{name} = {_value(value)}"


def _value(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case date():
            return value.isoformat()
        case Enum():
            return _text(str(value.value))
        case Length() | str():
            return _text(str(value))
        case Title() | Instances():
            return f"{{ {', '.join(_fields(value))} }}"
        case tuple():
            return f"[{', '.join(map(_value, value))}]"
        case _:
            raise TypeError(value)


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _text(name)
