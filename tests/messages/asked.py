"""What refusals and errors carry, read from the code that makes them, so that no text names what is not there."""

import ast
import inspect
import textwrap
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from types import FunctionType
from typing import Any

import civicflow
from civicflow.core.rule import Refused, allowed_if
from civicflow.errors import CivicflowError

SOURCE = Path(civicflow.__file__).parent
ANY = "**"
Names = frozenset[str]


@cache
def refusals_of(function: FunctionType) -> frozenset[Names]:
    """The names of the parameters of each refusal that a rule, or a function it calls, can make."""
    return frozenset(_refusals(function, set()))


def _refusals(function: FunctionType, seen: set[FunctionType]) -> Iterator[Names]:
    """Those of a function and of all that it calls, each looked at once: functions may call each other in a circle."""
    function = inspect.unwrap(function)
    if function in seen:
        return
    seen.add(function)
    for node in ast.walk(_tree(function)):
        called = _called(node, function)
        if called is allowed_if:
            assert isinstance(node, ast.Call)
            yield _keywords(node) - {"basis"}
        elif called is Refused:
            assert isinstance(node, ast.Call)
            yield from _given(node)
        elif isinstance(called, FunctionType) and called.__module__.startswith("civicflow."):
            yield from _refusals(called, seen)


def _tree(function: FunctionType) -> ast.AST:
    return ast.parse(textwrap.dedent(inspect.getsource(function)))


def _called(node: ast.AST, function: FunctionType) -> Any:
    """What a call calls, or what is handed to another function, by its bare name."""
    name = node.func if isinstance(node, ast.Call) else None
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        found = function.__globals__.get(node.id)
        return found if isinstance(found, FunctionType) and found is not allowed_if else None
    return function.__globals__.get(name.id) if isinstance(name, ast.Name) else None


def _keywords(call: ast.Call) -> Names:
    return frozenset(each.arg for each in call.keywords if each.arg is not None)


def _given(call: ast.Call) -> Iterator[Names]:
    for each in call.keywords:
        if each.arg == "parameters" and isinstance(each.value, ast.Dict):
            yield frozenset(str(key.value) for key in each.value.keys if isinstance(key, ast.Constant))


def errors() -> dict[str, type[CivicflowError]]:
    """Every error of civicflow by its code."""
    for path in SOURCE.rglob("*.py"):
        import_module(".".join(path.relative_to(SOURCE.parent).with_suffix("").parts))
    return {kind.code: kind for kind in _below(CivicflowError) if kind.__module__.startswith("civicflow")}


def _below(kind: type[CivicflowError]) -> Iterator[type[CivicflowError]]:
    yield kind
    for each in kind.__subclasses__():
        yield from _below(each)


@cache
def raised() -> dict[str, set[Names]]:
    """
    For each class of error the names of the parameters with which it is made, wherever it is.

    Where a call hands on whatever it was given, any name may come: ``ANY`` stands for it.
    """
    found: dict[str, set[Names]] = {}
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                handed_on = {ANY for each in node.keywords if each.arg is None}
                found.setdefault(node.func.id, set()).add(_keywords(node) | handed_on)
    return found


def problems() -> set[str]:
    """Every problem that an error is given by name, or that is handed to what makes one."""
    return {
        problem for path in SOURCE.rglob("*.py") for problem in _problems(ast.parse(path.read_text("utf-8")))
    }


def _problems(tree: ast.Module) -> Iterator[str]:
    places = {
        node.name: [argument.arg for argument in node.args.args].index("problem")
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and "problem" in {argument.arg for argument in node.args.args}
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            given = [each.value for each in node.keywords if each.arg == "problem"]
            if isinstance(node.func, ast.Name) and node.func.id in places:
                given += node.args[places[node.func.id] :][:1]
            yield from (
                each.value for each in given if isinstance(each, ast.Constant) and isinstance(each.value, str)
            )
