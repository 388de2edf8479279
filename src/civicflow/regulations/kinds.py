"""What a field of a record may hold, named as the files name it."""

import re
from collections.abc import Callable, Mapping
from datetime import time
from fractions import Fraction
from typing import TypeAlias

from civicflow.calendars import Length
from civicflow.errors import InvalidInputError

CATEGORIES = ("cadre", "civil_servant", "public_employee", "worker", "contract_worker")
"""The personnel categories that the law tells apart (R7)."""

MODES = ("normal", "pilot", "emergency")
"""The working modes of an organisation (K2)."""

_FRACTION = re.compile(r"(0|[1-9]\d*)/([1-9]\d*)")
_TIME = re.compile(r"\d\d:\d\d")

Declared: TypeAlias = str | tuple[str, ...]
"""The kind of a field, or the words it may choose from."""


def _count(value: object) -> bool:
    return type(value) is int and value >= 0


def _factor(value: object) -> bool:
    return isinstance(value, str) and _FRACTION.fullmatch(value) is not None


def _ratio(value: object) -> bool:
    return _factor(value) and Fraction(str(value)) <= 1


def _term(value: object) -> bool:
    try:
        Length.parse(str(value))
    except InvalidInputError:
        return False
    return True


def _terms(value: object) -> bool:
    return isinstance(value, tuple) and all(_term(each) for each in value) and len(value) == len(set(value))


def _time(value: object) -> bool:
    if not isinstance(value, str) or _TIME.fullmatch(value) is None:
        return False
    try:
        time.fromisoformat(value)
    except ValueError:
        return False
    return True


def _words(value: object) -> bool:
    return isinstance(value, tuple) and all(isinstance(word, str) and word for word in value)


def _categories(value: object) -> bool:
    return isinstance(value, tuple) and set(value) <= set(CATEGORIES) and len(value) == len(set(value))


KINDS: Mapping[str, Callable[[object], bool]] = {
    "count": _count,
    "flag": lambda value: type(value) is bool,
    "ratio": _ratio,
    "factor": _factor,
    "term": _term,
    "terms": _terms,
    "time": _time,
    "text": lambda value: isinstance(value, str) and value != "",
    "words": _words,
    "categories": _categories,
}
"""
``count``: a whole number from 0; ``flag``: true or false; ``ratio``: exact text from ``0/1`` to ``1/1``; ``factor``: the
same without an upper end; ``term``: a length of time such as ``10 working_days``; ``terms``: several of them, each once;
``time``: local time of day such as ``16:00``; ``text``; ``words``: several texts; ``categories``: personnel categories.
"""


def fits(value: object, declared: Declared) -> bool:
    """Whether a value is what its field was declared to hold."""
    return value in declared if isinstance(declared, tuple) else KINDS[declared](value)
