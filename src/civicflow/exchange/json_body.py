"""A body in JSON from outside, read with bounds before anything is made of it."""

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NoReturn

from civicflow.core.fields import WHOLE_NUMBERS
from civicflow.errors import InvalidInputError, TooLargeError

LONGEST_BODY = 65_536
"""Bytes; what the store takes."""
DEEPEST_BODY = 20
_DIGITS = len(str(WHOLE_NUMBERS.start))


def read_json(body: str | bytes) -> object:
    """
    Read one JSON value.

    Numbers with a fraction become ``Decimal``; nothing is rounded.

    Args:
        body: UTF-8.

    Raises:
        TooLargeError: When it is over 64 KiB or nested deeper than 20.
        InvalidInputError: When it is not JSON, repeats a field, or holds what cannot be stored; names the field.
    """
    encoded = body if isinstance(body, bytes) else body.encode("utf-8", "surrogatepass")
    if len(encoded) > LONGEST_BODY:
        raise TooLargeError(field="$", size=len(encoded), limit=LONGEST_BODY)
    try:
        content: object = json.loads(
            encoded.decode("utf-8"),
            object_pairs_hook=_Pairs,
            parse_int=_whole_number,
            parse_float=Decimal,
            parse_constant=_refused,
        )
    except RecursionError:
        raise TooLargeError(field="$", limit=DEEPEST_BODY) from None
    except ValueError as error:
        raise InvalidInputError(field="$", problem="not-json", detail=str(error)[:200]) from None
    return checked(content)


def checked(value: object) -> object:
    """
    A value that was read already, whose numbers and texts any store can hold.

    Raises:
        TooLargeError: When it is nested deeper than 20.
        InvalidInputError: When it holds what cannot be stored; names the field.
    """
    return _checked(value, "$", 0)


class _Pairs(list[tuple[str, object]]):
    """The fields of an object as they were written, so that a repeated one is seen with its place."""


def _whole_number(written: str) -> int:
    """A number, or for one of more digits than are worth reading another that is too large as well."""
    return int(written) if len(written) <= _DIGITS else WHOLE_NUMBERS.stop


def _refused(constant: str) -> NoReturn:
    message = f"{constant} is not a number"
    raise ValueError(message)


def _checked(value: object, path: str, depth: int) -> object:
    """The value, whose numbers and texts any store can hold; ``depth`` counts what it is nested in."""
    if depth == DEEPEST_BODY and isinstance(value, list | Mapping):
        raise TooLargeError(field=path, limit=DEEPEST_BODY)
    match value:
        case _Pairs():
            return _object(value, path, depth + 1)
        case Mapping():
            return _object(value.items(), path, depth + 1)
        case list():
            return [_checked(each, f"{path}[{place}]", depth + 1) for place, each in enumerate(value)]
        case str():
            return _text(value, path)
        case int() if value not in WHOLE_NUMBERS:
            raise InvalidInputError(field=path, problem="out-of-range")
        case _:
            return value


def _object(pairs: Iterable[tuple[str, object]], path: str, depth: int) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in pairs:
        place = f"{path}.{_text(name, path)}"
        if name in found:
            raise InvalidInputError(field=place, problem="repeated")
        found[name] = _checked(value, place, depth)
    return found


def _text(value: str, path: str) -> str:
    """Half of a surrogate pair, or a NUL, could not be stored everywhere."""
    if "\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
        raise InvalidInputError(field=path, problem="text")
    return value
