"""How many people were given which grade, and of which groups that may be told (K25, V11)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from attrs import frozen

from civicflow.core.question import Evidence
from civicflow.core.working import Part, at_positions, counted
from civicflow.employee.events import Grade
from civicflow.views.among import in_order
from civicflow.views.grades_on_record import GradeOnRecord
from civicflow.views.suppression import may_be_told


@frozen(kw_only=True)
class GradeCounts:
    """
    How many people were given which grade.

    Args:
        of: The part; None for all that was asked for, empty where no record says which part.
        rated: How many have a grade.
        rated_excellent: How many completed their tasks excellently.
        rated_good: How many well.
        rated_completed: How many completed them.
        rated_not_completed: How many did not.
        undecided: How many have an evaluation on record and no grade yet.
        undetermined: How many of these have a proposal that points or tests leave open (K9).
    """

    of: str | None
    rated: int
    rated_excellent: int
    rated_good: int
    rated_completed: int
    rated_not_completed: int
    undecided: int
    undetermined: int


def distributed(
    evidence: Evidence,
    rows: Sequence[GradeOnRecord],
    parts: Mapping[str, Sequence[GradeOnRecord]],
    smallest: int | None,
    known: AbstractSet[str] | None,
) -> tuple[tuple[GradeCounts, ...], tuple[str, ...]]:
    """
    The lines that may be told, and the parts of which nothing is (K25).

    A line is told when of each grade either nobody, or at least ``smallest`` people are counted whose grade the readers do
    not know; and never so that what is hidden could be computed from the rest.

    Args:
        evidence: Whether figures are explained.
        rows: All that was asked for.
        parts: The same by part; empty where nothing is told apart.
        smallest: How many people a group has at least of which something is told.
        known: Whose grades the readers know; None where the administration itself is told, and all is.
    """
    lines: dict[str | None, Sequence[GradeOnRecord]] = {None: rows}
    lines.update(parts)
    told = frozenset(lines) if known is None else _may_be_told(parts or {"": rows}, smallest, known)
    found = tuple(_line(evidence, name, lines[name]) for name in in_order(lines) if name in told)
    return found, tuple(sorted(name for name in lines if name is not None and name not in told))


def _may_be_told(
    parts: Mapping[str, Sequence[GradeOnRecord]], smallest: int | None, known: AbstractSet[str]
) -> frozenset[str | None]:
    if smallest is None:
        return frozenset()
    total, told = may_be_told(
        {name: tuple(_unknown(rows, grade, known) for grade in _KINDS) for name, rows in parts.items()},
        smallest,
    )
    return frozenset((*told, None)) if total else frozenset(told)


_KINDS: tuple[Grade | None, ...] = (*Grade, None)
"""The grades, and having none."""


def _unknown(rows: Iterable[GradeOnRecord], grade: Grade | None, known: AbstractSet[str]) -> frozenset[str]:
    return frozenset(row.person for row in rows if row.grade is grade and row.person not in known)


def _line(evidence: Evidence, name: str | None, rows: Sequence[GradeOnRecord]) -> GradeCounts:
    def count(is_counted: Callable[[GradeOnRecord], bool], because: str) -> int:
        return counted(evidence, list(filter(is_counted, rows)), lambda row: _part(row, because))

    return GradeCounts(
        of=name,
        rated=count(lambda row: row.grade is not None, "rated"),
        undecided=count(lambda row: row.grade is None, "undecided"),
        undetermined=count(lambda row: row.grade is None and bool(row.undetermined), "undetermined"),
        **{(name := f"rated_{each.value}"): count(_given(each), name) for each in Grade},
    )


def _given(grade: Grade) -> Callable[[GradeOnRecord], bool]:
    return lambda row: row.grade is grade


def _part(row: GradeOnRecord, because: str) -> Part:
    last = at_positions(row.decided) or row.positions[-1:]
    return Part(of=f"person:{row.person}", because=because, events=last)
