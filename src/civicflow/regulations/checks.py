"""What must hold between the records of one parameter, and what is missing between them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations, pairwise

import attrs

from civicflow.core.provision import Provision
from civicflow.errors import InvalidInputError, OverlappingRegulationsError, RegulationError
from civicflow.regulations.clauses import CLAUSES
from civicflow.regulations.sheet import Sheet, examine_sheet
from civicflow.regulations.written import Problems

_DAY = timedelta(days=1)


@attrs.frozen(kw_only=True)
class Gap:
    """
    Days for which a parameter has nothing on record any more; reported, never filled.

    Args:
        key: The parameter.
        mode: The working mode it concerns; None for every mode.
        categories: The personnel categories it concerns; empty for all.
        code: The entry of a catalogue that it concerns.
        first: The first such day; None when nothing was ever on record.
        last: The last such day; None when nothing follows.
    """

    key: str
    mode: str | None = None
    categories: tuple[str, ...] = ()
    code: str | None = None
    first: date | None = None
    last: date | None = None


@attrs.frozen(kw_only=True)
class Examined:
    """
    Files of regulations as they were read.

    Args:
        sheets: The parameters, each with the records that can be relied on.
        problems: All that is wrong, the first file first.
    """

    sheets: tuple[Sheet, ...]
    problems: tuple[RegulationError, ...]


def examine(files: Mapping[str, str], *, beside: tuple[Sheet, ...] = ()) -> Examined:
    """
    Read files of regulations to the end, and see what is wrong with each and between them.

    Args:
        files: The text of each file by its name. Where two do not go together, the later one is named.
        beside: Parameters that have been read already, and with which they must go together.
    """
    problems = Problems()
    read = (examine_sheet(file, text, problems) for file, text in files.items())
    sheets = (*beside, *(sheet for sheet in read if sheet is not None))
    between = (*_differences(sheets), *_contradictions(sheets), *_overlaps(sheets))
    return Examined(sheets=sheets, problems=(*problems.found, *between))


def _differences(sheets: Iterable[Sheet]) -> Iterator[RegulationError]:
    """One subject says the same fields at every place, so that one reader understands it."""
    earlier: dict[str, Sheet] = {}
    for sheet in sheets:
        other = earlier.setdefault(sheet.subject, sheet)
        if (sheet.fields, sheet.further) != (other.fields, other.further):
            yield RegulationError(
                file=sheet.file, record="", field="fields", problem="other-fields", detail=other.file
            )


def _contradictions(sheets: Iterable[Sheet]) -> Iterator[RegulationError]:
    """What a record says must make sense together, such as office hours that follow one another."""
    for sheet in (each for each in sheets if each.subject in CLAUSES):
        for provision in sheet.provisions:
            try:
                CLAUSES[sheet.subject].of(provision)
            except InvalidInputError as error:
                yield _wrong(sheet, provision, str(error.parameters["problem"]))
            except (KeyError, AssertionError):
                yield _wrong(sheet, provision, "other-fields")


def _wrong(sheet: Sheet, provision: Provision, problem: str) -> RegulationError:
    return RegulationError(file=sheet.file, record=provision.id, field="value", problem=problem)


def _overlaps(sheets: Iterable[Sheet]) -> Iterator[OverlappingRegulationsError]:
    """No two records of one parameter answer for the same day, mode, people and entry as known on the same day."""
    by_key: dict[tuple[str, str | None], list[tuple[str, Provision]]] = {}
    for sheet in sheets:
        for provision in sheet.provisions:
            by_key.setdefault((sheet.key, provision.code), []).append((sheet.file, provision))
    for records in by_key.values():
        for (_, first), (file, second) in combinations(records, 2):
            if first.id == second.id or _overlap(first, second):
                yield OverlappingRegulationsError(file=file, first=first.id, second=second.id)


def gaps(sheets: Iterable[Sheet]) -> Iterator[Gap]:
    """Days after the first record that none covers, and parameters without any; what was repealed does not count."""
    by_scope: dict[tuple[str, str | None, tuple[str, ...], str | None], list[Provision]] = {}
    for sheet in sheets:
        if not sheet.provisions:
            yield Gap(key=sheet.key)
        for record in (each for each in sheet.provisions if each.repealed_on is None):
            scope = record.key, record.mode, record.categories, record.code
            by_scope.setdefault(scope, []).append(record)
    for (key, mode, categories, code), records in by_scope.items():
        for first, last in _uncovered(sorted(records, key=lambda record: record.effective_from)):
            yield Gap(key=key, mode=mode, categories=categories, code=code, first=first, last=last)


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
        max(one.effective_from, other.effective_from) <= min(_last_day(one), _last_day(other))
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
