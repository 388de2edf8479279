"""What is done with the parts of a figure, each with how it is worked out anew from what they add (R58)."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import TypeAlias, TypeVar

from civicflow.core.event import DAY
from civicflow.core.interval import answers_needed, interval

T = TypeVar("T")

Number: TypeAlias = int | Fraction | Decimal
"""What a figure may be; exact, never a float."""


class Operation(Enum):
    """
    What is done with the parts of a figure.

    ``MEDIAN`` and ``NINETIETH`` are the smallest part that half of them, or nine in ten, do not exceed. ``DAYS`` are the
    whole days from the second of two moments to the first, ``ANSWERS`` how many are needed to see a share keep within a
    margin, ``INTERVAL_BEGINS`` and ``INTERVAL_ENDS`` where Newcombe's interval lies for so many of so many before and after.
    """

    SUM = "sum"
    MEDIAN = "median"
    NINETIETH = "ninetieth"
    LARGEST = "largest"
    SMALLEST = "smallest"
    DIFFERENCE = "difference"
    PRODUCT = "product"
    QUOTIENT = "quotient"
    WHOLE = "whole"
    DAYS = "days"
    STATED = "stated"
    SET = "set"
    ANSWERS = "answers"
    INTERVAL_BEGINS = "interval_begins"
    INTERVAL_ENDS = "interval_ends"


def ranked(found: Sequence[T], parts: int, of: int) -> T:
    """The smallest of some numbers that so many parts of them do not exceed."""
    return sorted(found)[-(-parts * len(found) // of) - 1]  # type: ignore[type-var]  # numbers of one kind


def _difference(amounts: Sequence[Number]) -> Number:
    first, *others = map(_exact, amounts)
    return first - sum(others)


def _product(amounts: Sequence[Number]) -> Number:
    value = Fraction(1)
    for each in amounts:
        value *= _exact(each)
    return value


def _only(amounts: Sequence[Number]) -> Number:
    (value,) = amounts
    return value


def _interval(end: int) -> Callable[[Sequence[Number]], Number]:
    """Of: so many, of so many before; so many, of so many after."""

    def bound(amounts: Sequence[Number]) -> Number:
        before, of_before, after, of_after = map(int, amounts)
        earlier, later = Fraction(before, of_before), Fraction(after, of_after)
        return interval(earlier, of_before, later, of_after)[end]

    return bound


def _exact(number: Number) -> Fraction:
    return Fraction(number)


def _ranked(parts: int, of: int) -> Callable[[Sequence[Number]], Number]:
    return lambda amounts: ranked(amounts, parts, of)


RECOMPUTED: Mapping[Operation, Callable[[Sequence[Number]], Number]] = {
    Operation.SUM: lambda amounts: sum(map(_exact, amounts), Fraction()),
    Operation.MEDIAN: _ranked(1, 2),
    Operation.NINETIETH: _ranked(9, 10),
    Operation.LARGEST: max,
    Operation.SMALLEST: min,
    Operation.DIFFERENCE: _difference,
    Operation.PRODUCT: _product,
    Operation.QUOTIENT: lambda amounts: Fraction(_exact(amounts[0]), _exact(amounts[1])),
    Operation.WHOLE: lambda amounts: _only(amounts).__floor__(),
    Operation.DAYS: lambda amounts: int(amounts[0] - amounts[1]) // DAY,  # type: ignore[operator]  # moments are whole
    Operation.STATED: _only,
    Operation.SET: _only,
    Operation.ANSWERS: lambda amounts: answers_needed(_exact(amounts[0]), _exact(amounts[1])),
    Operation.INTERVAL_BEGINS: _interval(0),
    Operation.INTERVAL_ENDS: _interval(1),
}
"""How each operation is worked out from what the parts add."""
