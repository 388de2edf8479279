"""In what two answers to one question differ: each statement, what it says in both, and the parts that make the difference."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import NamedTuple, TypeAlias, cast

from attrs import frozen

from civicflow.core.event import from_micros
from civicflow.core.operation import Number, Operation
from civicflow.core.provision import Provision
from civicflow.core.working import Working, plain_number, working_of
from civicflow.inquiry.statements import Statement, statements

Said: TypeAlias = object
"""A number, a date, a word, or several words; None where nothing is said."""


class CauseKind(Enum):
    """Why an answer is another one than before."""

    NEW_FACT = "new_fact"
    LATE_RECORD = "late_record"
    CORRECTION = "correction"
    EXTENSION = "extension"
    LAW_ISSUED = "law_issued"
    LAW_REPEALED = "law_repealed"
    TIME = "time"


@frozen(kw_only=True)
class Cause:
    """
    One cause of a difference.

    Args:
        kind: What it is.
        position: The event that it is; None for law and for time.
        record: The record of a regulation that it is; None for events and for time.
    """

    kind: CauseKind
    position: int | None = None
    record: str | None = None


@frozen(kw_only=True)
class ChangedPart:
    """
    A part that one of two figures counts, or counts otherwise.

    Args:
        of: What is counted, such as ``task:T-17``.
        because: Why it counts.
        before: What it brings to the one figure; None when that does not count it so.
        after: What it brings to the other.
        events: The positions of the events that say so.
    """

    of: str
    because: str
    before: Number | datetime | None
    after: Number | datetime | None
    events: tuple[int, ...]


@frozen(kw_only=True)
class Difference:
    """
    A statement in which two answers differ.

    Args:
        figure: Its path, such as ``by[U-12].raw.figure.numerator``.
        line: The line of a list that it stands in, such as ``U-12``.
        before: What the one answer says; None where it says nothing.
        after: What the other says.
        difference: The second less the first, where both are numbers.
        parts: The parts that make the difference, where the figures remember how they were reckoned.
        events: The positions of the events behind these, or of those that only one of the answers names.
        causes: Why it is another one, where it was asked what has changed.
    """

    figure: str
    line: str | None
    before: Said
    after: Said
    difference: Number | None
    parts: tuple[ChangedPart, ...]
    events: tuple[int, ...]
    causes: tuple[Cause, ...] = ()


@frozen(kw_only=True)
class ChangedRecord:
    """
    A record of a regulation that stands on one side alone, or says something else on the other.

    Args:
        id: The record.
        used: Whether one of the answers rests on it.
        before: What it says on the one side; None when it does not stand there.
        after: What it says on the other.
    """

    id: str
    used: bool
    before: Provision | None
    after: Provision | None


def differences(before: object, after: object) -> tuple[Difference, ...]:
    """
    In what two answers differ; nothing when they say the same.

    Args:
        before: The one answer.
        after: The other, to the same question.
    """
    earlier, later = statements(before), statements(after)
    found = (_difference(path, earlier.get(path), later.get(path)) for path in {**earlier, **later})
    return tuple(each for each in found if each is not None)


NOTHING = Statement(None, None)
"""What is said where an answer does not have a line."""


def _difference(path: str, before: Statement | None, after: Statement | None) -> Difference | None:
    one, other = before or NOTHING, after or NOTHING
    if one.value == other.value and None not in (before, after):
        return None
    parts = tuple(_changed_parts(working_of(one.value), working_of(other.value)))
    events = {each for part in parts for each in part.events} or set(one.events) ^ set(other.events)
    return Difference(
        figure=path,
        line=(after or one).line,
        before=_plain(one.value),
        after=_plain(other.value),
        difference=_less(one.value, other.value),
        parts=parts,
        events=tuple(sorted(events)),
    )


def _plain(value: object) -> Said:
    return plain_number(value) if working_of(value) is not None else value  # type: ignore[arg-type]  # it remembers


def _less(before: object, after: object) -> Number | None:
    match before, after:
        case (bool(), _) | (_, bool()):
            return None
        case (int() | Fraction(), int() | Fraction()):
            found = Fraction(after) - Fraction(before)
            return found.numerator if found.denominator == 1 else found
        case (Decimal(), Decimal()):
            return after - before
        case _:
            return None


class _Leaf(NamedTuple):
    """A part that is not reckoned from others."""

    of: str
    because: str
    adds: Number | datetime
    events: tuple[int, ...]


def _leaves(working: Working | None) -> Iterator[_Leaf]:
    for part in () if working is None else working.parts:
        below = working_of(part.adds)
        if below is not None:
            yield from _leaves(below)
            continue
        days = working is not None and working.operation is Operation.DAYS
        adds = from_micros(int(part.adds)) if days else plain_number(part.adds)
        yield _Leaf(part.of, part.because, adds, part.events)


def _changed_parts(before: Working | None, after: Working | None) -> Iterator[ChangedPart]:
    """What only one of two workings counts; what both count, but otherwise, is one part."""
    one, other = Counter(_leaves(before)), Counter(_leaves(after))
    come: defaultdict[tuple[str, str], list[_Leaf]] = defaultdict(list)
    for leaf in (other - one).elements():
        come[leaf.of, leaf.because].append(leaf)
    for leaf in (one - other).elements():
        same = come[leaf.of, leaf.because]
        yield _changed(leaf, same.pop(0) if same else None)
    for leaf in (each for several in come.values() for each in several):
        yield _changed(None, leaf)


def _changed(before: _Leaf | None, after: _Leaf | None) -> ChangedPart:
    known = cast("_Leaf", before or after)
    events = {each for leaf in (before, after) if leaf is not None for each in leaf.events}
    return ChangedPart(
        of=known.of,
        because=known.because,
        before=None if before is None else before.adds,
        after=None if after is None else after.adds,
        events=tuple(sorted(events)),
    )


def changed_records(
    before: Iterable[Provision], after: Iterable[Provision], used: Iterable[Provision]
) -> tuple[ChangedRecord, ...]:
    """
    The records that stand on one side alone, or say something else on the other.

    Args:
        before: The records of the one side.
        after: Those of the other.
        used: Those on which an answer rests.
    """
    one, other = ({each.id: each for each in side} for side in (before, after))
    resting = {each.id for each in used}
    return tuple(
        ChangedRecord(id=each, used=each in resting, before=one.get(each), after=other.get(each))
        for each in sorted({**one, **other})
        if one.get(each) != other.get(each)
    )
