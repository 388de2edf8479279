"""How a text of a catalogue takes its values: ``{name}``, ``{name:kind}``, and ``[parts]`` that may be left out."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import NamedTuple

_PLACE = re.compile(r"\{(\w+)(?::(\w+))?\}")
_PART_OR_PLACE = re.compile(r"\[([^\[\]]*)\]|\{(\w+)(?::(\w+))?\}")


class Place(NamedTuple):
    """
    Where a value stands in a text.

    Args:
        name: The name of the value.
        kind: How it is to be read: ``person``, ``day``, ``time``, or the first word of a key such as ``state``.
        needed: Whether it stands outside brackets, so that the text makes no sense without it.
    """

    name: str
    kind: str
    needed: bool


def places(text: str) -> Iterator[Place]:
    """The values that a text asks for."""
    for part, name, kind in _PART_OR_PLACE.findall(text):
        if name:
            yield Place(name, kind, needed=True)
        yield from (Place(inner, read, needed=False) for inner, read in _PLACE.findall(part))


def fill(
    text: str,
    values: Mapping[str, object],
    show: Callable[[object, str], str],
    *,
    silent: Collection[str] = (),
) -> str:
    """
    A text with its values in place; what a value says is never read as a text again.

    A part in brackets is left out when a value it names is missing, empty, false or silent.

    Args:
        text: As the catalogue has it.
        values: What may stand in it.
        show: A value, and how it is to be read, as words.
        silent: The values that need no mention, such as the person who acts.
    """

    def said(place: re.Match[str]) -> str:
        return show(values.get(place[1]), place[2] or "")

    def one(found: re.Match[str]) -> str:
        part: str | None = found[1]
        if part is None:
            return show(values.get(found[2]), found[3] or "")
        named = [name for name, _ in _PLACE.findall(part)]
        if any(name in silent or is_absent(values.get(name)) for name in named):
            return ""
        return _PLACE.sub(said, part)

    return _PART_OR_PLACE.sub(one, text)


def is_absent(value: object) -> bool:
    """Whether there is nothing to say: nothing, no, an empty text or list."""
    return value is None or value is False or (isinstance(value, str | tuple | Mapping) and not value)
