"""
How a figure was reckoned: what it counts, one part each, and what was done with the parts (R58).

A number in an answer is an ordinary number. Only when a question is asked so as to be explained
(``Evidence.explaining``) it is a ``Count``, an ``Amount`` or a ``Bound``: the same number, that remembers its working.
What is written of it, compared or stored is the same to the byte.

To make a question explain itself, let one of these functions make each of its numbers, where they are made now:

    len(late)                          counted(evidence, late, part)
    sum(row.units for row in rows)     totalled(evidence, rows, units_of, part)
    max(ages, default=None)            chosen(evidence, Operation.LARGEST, rows, age_of, part)
    (now - since) // DAY               days_between(evidence, since, now, Part(of=…, because="waiting_since", events=…))
    after - before                     made(after - before, Operation.DIFFERENCE, after=after, before=before)
    anything else                      reckoned(evidence, value, Operation.…, lambda: (Part(…), Part(…)))
    what an event or the law says      stated(evidence, value, part) · regulated(evidence, value, provision)

``part`` makes the part of one thing that is counted, and is called only when the question is explained:

    def _task(row: Row) -> Part:
        return Part(of=f"task:{row.task}", because="late", events=(row.position,))

- ``of`` names the thing as a stream or a key of the log does (``task:T-17``, ``person:E-204``), a day or a provision.
- ``because`` is one word in snake case; its text stands under ``because.…`` in the catalogues of the module, both
  languages. A word that stands there as ``state.…`` already needs no second text.
- ``events`` are positions of events that are about ``of``. What counts for nothing itself and yet decided, such as the
  result of the task that took the place of this one, is a part of its own that adds 0.
- What is added may be a number with a working of its own: the explanation goes down into it.
- A number that is taken from another loses its working (``figure.numerator + 1`` is an ordinary number): make it with
  ``made``, and the others as its parts.

``tests/inquiry/test_explanations.py`` asks every question so, and names what is missing.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import chain
from typing import Generic, Protocol, TypeVar

from attrs import evolve, frozen

from civicflow.core.event import DAY
from civicflow.core.operation import RECOMPUTED, Number, Operation
from civicflow.core.provision import Provision

T = TypeVar("T")

N = TypeVar("N", int, Fraction, Decimal)
R = TypeVar("R", "Count", "Amount", "Bound")

REGULATION = "regulation:"
"""How a part begins that is set by a dated rule."""

NUMBER = "number"
"""What a part is of that is itself reckoned from others, or is nought."""


@frozen(kw_only=True)
class Part:
    """
    One thing that a figure counts.

    Args:
        of: What, such as ``task:T-17``; ``regulation:ID`` for what a dated rule sets.
        adds: What it brings to the figure, exact; a moment in microseconds since 1970 UTC where days are counted.
        because: Why it counts, in one word.
        events: The positions of the events that say so.
    """

    of: str
    adds: Number = 1
    because: str
    events: tuple[int, ...] = ()


@frozen
class Working:
    """
    How a figure was reckoned.

    Args:
        operation: What is done with the parts.
        parts: What it counts.
    """

    operation: Operation
    parts: tuple[Part, ...]

    def recomputed(self) -> Number:
        """The figure, worked out anew from the parts alone."""
        return RECOMPUTED[self.operation]([plain_number(part.adds) for part in self.parts])


class Count(int):
    """A number of things that remembers what it counts."""

    working: Working


class Amount(Fraction):
    """An exact amount or share that remembers how it was reckoned."""

    working: Working


class Bound(Decimal):
    """The end of an interval, which remembers how it was reckoned."""

    working: Working


def working_of(number: object) -> Working | None:
    """How a number was reckoned; None for one that does not remember."""
    return number.working if isinstance(number, Count | Amount | Bound) else None


def plain_number(number: Number) -> Number:
    """The number alone, without its working."""
    match number:
        case Count():
            return int(number)
        case Amount():
            return Fraction(number.numerator, number.denominator)
        case Bound():
            return Decimal(number)
        case _:
            return number


class Explains(Protocol):
    """What says whether figures are to remember how they were reckoned, as the evidence of an answer does."""

    @property
    def explaining(self) -> bool:
        """Whether they are."""


def at_positions(*found: int | None) -> tuple[int, ...]:
    """The positions of the events of a part that are on record, each once and in order of the log."""
    return tuple(sorted({each for each in found if each is not None}))


def reckoned(evidence: Explains, value: N, operation: Operation, parts: Callable[[], Iterable[Part]]) -> N:
    """
    A figure that remembers its working, where that is asked for.

    Args:
        evidence: That of the answer.
        value: The figure, as the answer works it out.
        operation: What is done with the parts.
        parts: Makes the parts; called only where they are asked for.
    """
    return _worked(value, operation, parts()) if evidence.explaining else value


def _worked(value: N, operation: Operation, parts: Iterable[Part]) -> N:
    working = Working(operation, tuple(parts))
    match value:
        case Fraction():
            return _remembering(Amount(value), working)
        case Decimal():
            return _remembering(Bound(value), working)
        case _:
            return _remembering(Count(value), working)


def _remembering(number: R, working: Working) -> R:
    number.working = working
    return number


def made(value: N, operation: Operation, **parts: Number) -> N:
    """
    A figure that is made of other numbers, and remembers when one of them does.

    Args:
        value: The figure, as the answer works it out.
        operation: What is done with the numbers.
        parts: The numbers in order, each by the word why it counts.
    """
    if all(working_of(each) is None for each in parts.values()):
        return value
    return _worked(
        value,
        operation,
        (Part(of=NUMBER, adds=adds, because=because) for because, adds in parts.items()),
    )


def counted(evidence: Explains, items: Collection[T], part: Callable[[T], Part]) -> int:
    """How many things there are; each is a part that adds 1."""
    return reckoned(evidence, len(items), Operation.SUM, lambda: map(part, items))


class Gathered(Generic[T]):
    """
    Things that are counted one after another, too many to be kept unless the question is explained.

    Args:
        evidence: That of the answer.
        because: Why they count, in one word.
        part: Makes the part of one thing and that word.
    """

    def __init__(self, evidence: Explains, because: str, part: Callable[[T, str], Part]) -> None:
        self._evidence = evidence
        self._because = because
        self._part = part
        self._times = 0
        self._items: list[T] = []

    def add(self, item: T) -> None:
        """Count one thing more."""
        self._times += 1
        if self._evidence.explaining:
            self._items.append(item)

    def __len__(self) -> int:
        return self._times

    def parts(self) -> Iterable[Part]:
        """The part of each thing that was kept."""
        return (self._part(item, self._because) for item in self._items)

    def counted(self, *others: "Gathered[T]") -> int:
        """How many there are, and those of others."""
        every = (self, *others)
        return reckoned(
            self._evidence,
            sum(map(len, every)),
            Operation.SUM,
            lambda: chain.from_iterable(each.parts() for each in every),
        )


def totalled(
    evidence: Explains, items: Iterable[T], amount: Callable[[T], N], part: Callable[[T], Part], zero: N
) -> N:
    """
    What things amount to together.

    Args:
        evidence: That of the answer.
        items: The things; gone through twice.
        amount: What one of them brings.
        part: Its part; what it adds is filled in here.
        zero: What nothing amounts to, such as 0.
    """
    value = zero
    for each in items:
        value += amount(each)
    return reckoned(evidence, value, Operation.SUM, lambda: _with_amounts(items, amount, part))


def chosen(
    evidence: Explains,
    operation: Operation,
    items: Sequence[T],
    amount: Callable[[T], N],
    part: Callable[[T], Part],
) -> N | None:
    """
    The median, the ninetieth of a hundred, the largest or the smallest of some amounts; None of none.

    Args:
        evidence: That of the answer.
        operation: Which of them.
        items: The things.
        amount: What is compared of one of them.
        part: Its part; what it adds is filled in here.
    """
    if not items:
        return None
    amounts = [amount(each) for each in items]
    value: N = RECOMPUTED[operation](amounts)  # type: ignore[assignment]  # one of the amounts
    return reckoned(evidence, value, operation, lambda: _with_amounts(items, amount, part))


def days_between(evidence: Explains, since: int, until: int, part: Part) -> int:
    """
    How many whole days lie between two moments, in microseconds since 1970 UTC.

    Args:
        evidence: That of the answer.
        since: The earlier moment.
        until: The later one, such as that for which the question is asked.
        part: What the earlier moment is of, and which events say it.
    """
    later = Part(of="moment", adds=until, because="until")
    return reckoned(
        evidence, (until - since) // DAY, Operation.DAYS, lambda: (later, evolve(part, adds=since))
    )


def stated(evidence: Explains, value: N, part: Part) -> N:
    """A number that an event says as it stands."""
    return reckoned(evidence, value, Operation.STATED, lambda: (evolve(part, adds=value),))


def regulated(evidence: Explains, value: N, provision: Provision | str, because: str = "on_record") -> N:
    """
    A number that a dated rule sets.

    Args:
        evidence: That of the answer.
        value: The number.
        provision: The record, or its id.
        because: What it is, in one word.
    """
    of = REGULATION + (provision if isinstance(provision, str) else provision.id)
    return reckoned(evidence, value, Operation.SET, lambda: (Part(of=of, adds=value, because=because),))


def _with_amounts(
    items: Iterable[T], amount: Callable[[T], Number], part: Callable[[T], Part]
) -> Iterable[Part]:
    return (evolve(part(each), adds=amount(each)) for each in items)
