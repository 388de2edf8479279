"""What a class says of itself and of its fields, read from its docstring."""

import re
from collections.abc import Mapping
from inspect import cleandoc

_ARGUMENTS = re.compile(r"^Args:\n((?:(?:    .*)?(?:\n|$))+)", re.MULTILINE)
_ARGUMENT = re.compile(r"^    (\w+): (.*(?:\n {5,}.*)*)", re.MULTILINE)


def sentence_of(thing: object) -> str:
    """What a class, a function or a method means in the administration: its first sentence, on one line."""
    return _on_one_line(cleandoc(thing.__doc__ or "").partition("\n\n")[0])


def meanings_of(kind: type) -> Mapping[str, str]:
    """
    What each field of a class holds, as its docstring or that of a class above it says under ``Args:``.

    Args:
        kind: A command, a question, a record of an answer.
    """
    found: dict[str, str] = {}
    for each in reversed(kind.__mro__):
        told = _ARGUMENTS.search(cleandoc(vars(each).get("__doc__") or ""))
        found |= dict(_ARGUMENT.findall("" if told is None else told[1]))
    return {name: _on_one_line(text) for name, text in found.items()}


def _on_one_line(text: str) -> str:
    return " ".join(text.replace("``", "`").split())
