"""What must hold between the records of one parameter, and what is missing between them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations, pairwise

import attrs

from civicflow.core.provision import Provision
from civicflow.errors import OverlappingRegulationsError, RegulationError
from civicflow.regulations.sheet import Sheet

_DAY = timedelta(days=1)


@attrs.frozen(kw_only=True)
class Gap:
    """
    Days for which a parameter has nothing on record any more; reported, never filled.

    Args:
        key: The parameter.
        mode: The working mode it concerns; None for every mode.
        categories: The personnel categories it concerns; empty for all.
        first: The first such day; None when nothing was ever on record.
        last: The last such day; None when nothing follows.
    """

    key: str
    mode: str | None = None
    categories: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None


def check_form(sheets: Iterable[Sheet]) -> None:
    """
    One subject says the same fields at every place, so that one reader understands it.

    Raises:
        RegulationError: With the file that differs from an earlier one.
    """
    earlier: dict[str, Sheet] = {}
    for sheet in sheets:
        other = earlier.setdefault(sheet.subject, sheet)
        if (sheet.fields, sheet.further) != (other.fields, other.further):
            raise RegulationError(
                file=sheet.file, record=0, field="fields", problem=f"not as in {other.file}"
            )


def check_overlaps(sheets: Iterable[Sheet]) -> None:
    """
    No two records of one parameter answer for the same day, mode and people as known on the same day.

    Raises:
        OverlappingRegulationsError: With the file and both records.
    """
    by_key: dict[str, list[tuple[str, Provision]]] = {}
    for sheet in sheets:
        by_key.setdefault(sheet.key, []).extend((sheet.file, provision) for provision in sheet.provisions)
    for records in by_key.values():
        for (_, first), (file, second) in combinations(records, 2):
            if first.id == second.id or _overlap(first, second):
                raise OverlappingRegulationsError(file=file, first=first.id, second=second.id)


def gaps(sheets: Iterable[Sheet]) -> Iterator[Gap]:
    """Days after the first record that none covers, and parameters without any; what was repealed does not count."""
    by_scope: dict[tuple[str, str | None, tuple[str, ...]], list[Provision]] = {}
    for sheet in sheets:
        if not sheet.provisions:
            yield Gap(key=sheet.key)
        for record in (each for each in sheet.provisions if each.repealed_on is None):
            by_scope.setdefault((record.key, record.mode, record.categories), []).append(record)
    for (key, mode, categories), records in by_scope.items():
        for first, last in _uncovered(sorted(records, key=lambda record: record.effective_from)):
            yield Gap(key=key, mode=mode, categories=categories, first=first, last=last)


def _uncovered(records: Sequence[Provision]) -> Iterator[tuple[date, date | None]]:
    for record, following in pairwise([*records, None]):
        assert record is not None
        if record.effective_to is None:
            return
        first = record.effective_to + _DAY
        last = following.effective_from - _DAY if following else None
        if last is None or first <= last:
            yield first, last


def _overlap(one: Provision, other: Provision) -> bool:
    return (
        one.code == other.code
        and max(one.effective_from, other.effective_from) <= min(_last_day(one), _last_day(other))
        and max(_issued(one), _issued(other)) < min(_repealed(one), _repealed(other))
        and (one.mode is None or other.mode is None or one.mode == other.mode)
        and (
            not one.categories or not other.categories or not set(one.categories).isdisjoint(other.categories)
        )
    )


def _last_day(record: Provision) -> date:
    return record.effective_to or date.max


def _issued(record: Provision) -> date:
    return record.issued_on or date.min


def _repealed(record: Provision) -> date:
    return record.repealed_on or date.max
