"""Shapes of values in JSON Schema, made from their types: as the edge of JSON takes them, and as they are given out."""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from types import NoneType, UnionType
from typing import Annotated, Any, ClassVar, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints

import attrs

from civicflow.core.command import name_of
from civicflow.core.fields import DAY, INSTANT, LONGEST_TEXT, TIME, WHOLE_NUMBERS, FreeText, Identifier, Line
from civicflow.exchange.described import meanings_of, sentence_of
from civicflow.exchange.json_text import fields_of, plain

Schema: TypeAlias = dict[str, Any]
"""A JSON Schema, draft 2020-12."""

OURS = __name__.partition(".")[0]


def ref(name: str) -> Schema:
    """What is defined under a name."""
    return {"$ref": f"#/$defs/{name}"}


def written(pattern: str, description: str, **more: str) -> Schema:
    """Text that is written in one way, as a regular expression says; in any way when that is empty."""
    way = {"pattern": f"^({pattern})$"} if pattern else {}
    return {"description": description, "type": "string", **way, **more}


def record(properties: Schema, required: Sequence[str]) -> Schema:
    """An object that has these fields and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


IDS: Mapping[str, tuple[str, str]] = {
    "person": (
        "person",
        "A person who works or acts, by an id without meaning; never a name or a citizen number.",
    ),
    "actor": ("actor", "Who acts: a person, or `system:` and the name of an automation."),
    "unit": ("unit", "A unit of the administration, by its id."),
    "code": ("code", "A word of a catalogue, such as a work type."),
    "digest": ("digest", "What a frozen answer is known by: its SHA-256 in hexadecimal."),
    "subject": ("id", "Any other subject, by an id without meaning."),
}
"""What an identifier names: how its shape is called, and what it says."""

TEXT: Schema = {
    "description": "A text that is not blank, without a zero byte or half a character.",
    "type": "string",
    "pattern": r"\S",
    "maxLength": LONGEST_TEXT,
}
BASICS: Mapping[str, Schema] = {
    "text": TEXT,
    "whole-number-input": {
        "description": "A whole number that every store can hold, without a fraction or an exponent.",
        "type": "integer",
        "minimum": WHOLE_NUMBERS[0],
        "maximum": WHOLE_NUMBERS[-1],
    },
    "day-input": written(DAY.pattern, "A local day, such as `2023-11-20`.", format="date"),
    "day": {"description": "A local day, such as `2023-11-20`.", "type": "string", "format": "date"},
    "time-input": written(TIME.pattern, "A local time of day, such as `08:00`."),
    "time": {
        "description": "A local time of day, such as `08:00:00`.",
        "type": "string",
        "pattern": "^[0-9:.]+$",
    },
    "instant-input": written(
        INSTANT.pattern, "A moment with its zone, such as `2023-11-20T17:00+07:00`; one zone in one command."
    ),
    "instant": {"description": "A moment in UTC.", "type": "string", "format": "date-time", "pattern": "Z$"},
    "free-text-input": {
        "description": "What a person says in their own words; as text, or as the log gives it out.",
        "anyOf": [ref("text"), record({"k": {"type": "null"}, "v": ref("text")}, "kv")],
    },
    "free-text": {
        "description": "What a person said in their own words; `k` names the key it is encrypted with.",
        **record({"k": {"type": ["string", "null"]}, "v": {"type": "string"}}, "kv"),
    },
    "fraction": written("-?[0-9]+(/[0-9]+)?", "An exact number, such as `3/4`."),
}
"""What everything else is made of."""


class Shapes:
    """
    The shapes of types; each record and each set of words is defined once, and a period is as people write it.

    Args:
        definitions: Where they are defined, by their names.
        owners: The class that has each name; another one of that name is called by its whole module.
    """

    PLAIN: ClassVar[Mapping[object, Schema | str]] = {}
    SUFFIX: ClassVar[str] = ""

    def __init__(self, definitions: dict[str, Schema], owners: dict[str, type]) -> None:
        self._definitions = definitions
        self._owners = owners

    def of(self, kind: Any) -> Schema:
        """
        The shape of a type.

        Raises:
            TypeError: When JSON has no such values.
        """
        parts = get_args(kind)
        match get_origin(kind) or kind:
            case origin if origin is Annotated:
                return self._marked(*parts)
            case origin if origin in {Union, UnionType}:
                return {"anyOf": [self.of(part) for part in parts]}
            case origin if origin is Literal:
                return {"enum": list(parts)}
            case origin if origin is tuple and parts[-1] is not Ellipsis:
                each = [self.of(part) for part in parts]
                return {"type": "array", "prefixItems": each, "items": False, "minItems": len(each)}
            case origin if parts and isinstance(origin, type) and issubclass(origin, Mapping):
                return self._table(*parts)
            case origin if parts and isinstance(origin, type) and issubclass(origin, Sequence | AbstractSet):
                return {"type": "array", "items": self.of(parts[0])}
        return self._single(kind)

    def fields(self, kind: type) -> Schema:
        """The object that an attrs class or a named tuple is written as; each field says what it means."""
        hints, meanings = get_type_hints(kind, include_extras=True), meanings_of(kind)
        properties = {
            name: self.of(hints[name])
            | ({"description": meanings[name]} if name in meanings else {})
            | self._default(kind, name)
            for name in fields_of(kind)
        }
        return record(properties, [name for name in properties if self._is_required(kind, name)])

    def named(self, name: str, schema: Schema) -> Schema:
        """Define a shape under a name; what refers to it."""
        self._definitions[name] = schema
        return ref(name)

    def _single(self, kind: Any) -> Schema:
        if kind in self.PLAIN:
            shape = self.PLAIN[kind]
            return self.named(shape, BASICS[shape]) if isinstance(shape, str) else dict(shape)
        if isinstance(kind, type) and issubclass(kind, Enum):
            return self._defined(kind, "", self._words)
        if isinstance(kind, type) and fields_of(kind):
            return self._defined(kind, self.SUFFIX, self._record)
        raise TypeError(kind)

    def _defined(self, kind: type, suffix: str, make: Callable[[Any], Schema]) -> Schema:
        name = self._name(kind) + suffix
        if name not in self._definitions:
            self._definitions[name] = {}  # a record may stand in itself
            title = name_of(kind).replace("-", " ").capitalize()
            self._definitions[name] = {"title": title, "description": sentence_of(kind), **make(kind)}
        return ref(name)

    def _name(self, kind: type) -> str:
        """Its own; that of another application's class begins with its package, so that it takes none of ours."""
        package = kind.__module__.partition(".")[0]
        name = kind.__name__ if package == OURS else f"{package}.{kind.__name__}"
        return name if self._owners.setdefault(name, kind) is kind else f"{kind.__module__}.{kind.__name__}"

    def _words(self, kind: type[Enum]) -> Schema:
        return {"enum": [each.value for each in kind]}

    def _record(self, kind: Any) -> Schema:
        if not hasattr(kind, "parse"):
            return self.fields(kind)
        return written(getattr(kind, "PATTERN", ""), sentence_of(kind.parse))

    def _marked(self, kind: Any, *marks: object) -> Schema:
        for mark in marks:
            if isinstance(mark, Identifier):
                name, says = IDS.get(mark.of, (f"{mark.of}-id", f"A {mark.of}, by its id."))
                return self.named(name, written(mark.pattern, says))
            if isinstance(mark, Line):
                return self.named("text", TEXT)
        return self.of(kind)

    def _table(self, code: Any, content: Any) -> Schema:
        names = {} if code is str else {"propertyNames": self.of(code)}
        return {"type": "object", "additionalProperties": self.of(content), **names}

    def _default(self, kind: type, name: str) -> Schema:
        return {}

    def _is_required(self, kind: type, name: str) -> bool:
        return True


class Taken(Shapes):
    """What the edge of JSON takes: times in any zone, free text as text."""

    PLAIN: ClassVar[Mapping[object, Schema | str]] = {
        str: {"type": "string"},
        bool: {"type": "boolean"},
        int: "whole-number-input",
        NoneType: {"type": "null"},
        date: "day-input",
        time: "time-input",
        datetime: "instant-input",
        FreeText: "free-text-input",
    }
    SUFFIX: ClassVar[str] = "-input"

    def __init__(self, definitions: dict[str, Schema], owners: dict[str, type]) -> None:
        super().__init__(definitions, owners)
        self.named("text", TEXT)

    def _default(self, kind: Any, name: str) -> Schema:
        value = attrs.fields_dict(kind)[name].default
        given = value is not attrs.NOTHING and value is not None and not hasattr(value, "factory")
        return {"default": plain(value)} if given else {}

    def _is_required(self, kind: Any, name: str) -> bool:
        return attrs.fields_dict(kind)[name].default is attrs.NOTHING


class GivenOut(Shapes):
    """What the log, answers and receipts are printed as: times in UTC, fractions as text, every field."""

    PLAIN: ClassVar[Mapping[object, Schema | str]] = {
        str: {"type": "string"},
        bool: {"type": "boolean"},
        int: {"type": "integer"},
        NoneType: {"type": "null"},
        date: "day",
        time: "time",
        datetime: "instant",
        FreeText: "free-text",
        Fraction: "fraction",
        Decimal: {"type": "string"},
        object: {},
    }
