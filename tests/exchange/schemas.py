"""The published schemas, and an oracle that nobody here wrote: the package jsonschema."""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.validators import extend

from civicflow.exchange.json_edge import JsonEdge
from civicflow.exchange.json_schema import JsonSchemas
from civicflow.flow import MODULES
from civicflow.messages import titles
from leave_requests import MODULE

ALL = (*MODULES, MODULE)
EDGE = JsonEdge(ALL)
SCHEMAS = JsonSchemas(ALL, titles(ALL))


def _pattern(_: object, pattern: str, instance: object, __: object) -> Iterator[ValidationError]:
    """As ECMA 262 reads it, and JSON Schema means it: ``$`` is the end; Python's also stands before a last line feed."""
    if isinstance(instance, str) and not re.search(pattern.replace("$", r"\Z"), instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


Oracle: Any = extend(Draft202012Validator, {"pattern": _pattern})


def oracle(schema: object) -> Any:
    """What judges by a schema; the schema as it is printed."""
    return Oracle(json.loads(json.dumps(schema)))


@cache
def judge(sort: str, name: str) -> Any:
    """What judges an event or an answer; made once, however many of them it judges."""
    return oracle(SCHEMAS.of(sort, name))


@cache
def result(name: str) -> Any:
    """What judges a ``receipt``, a ``refusal``, an ``error`` or a ``line``."""
    return oracle({"$ref": f"#/$defs/{name}", "$defs": SCHEMAS.all()["$defs"]})


def faults(judge: Any, printed: str) -> list[str]:
    """What is wrong with a printed value, and where."""
    return [f"{error.json_path}: {error.message}" for error in judge.iter_errors(json.loads(printed))]
