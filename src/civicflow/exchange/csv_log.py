"""Logs in CSV: one row an event with an optional file of cases, or one row a case."""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping

import attrs

from civicflow.errors import Parameter
from civicflow.exchange.foreign_log import Columns, ForeignCase, ForeignEvent, Reject, foreign_event
from civicflow.exchange.log_file import LogFile

Row = tuple[int, dict[str, str]]
_CASE_COLUMN = "case:"


@attrs.frozen(kw_only=True)
class Sheet:
    """
    A CSV file and how it is written.

    Args:
        file: The file, plain or gzip.
        encoding: Its encoding; a byte order mark is skipped.
        delimiter: What separates its columns.
        cases: How many cases a row stands for: 1 where one row is one case.
        events: How many events a row stands for: 1 where one row is one event.
        required: What must be in its first row: the field of the mapping that needs it, and the column.
    """

    file: LogFile
    encoding: str = "utf-8-sig"
    delimiter: str = ","
    cases: int = 0
    events: int = 0
    required: Mapping[str, str] = attrs.field(factory=dict)

    def rows(self) -> Iterator[Row | Reject]:
        """
        Every row by its column names, with the line on which it begins; a broken one as a reject.

        Raises:
            UnreadableLogError: When there is no first row, or it names a column twice or lacks a required one.
        """
        reader = csv.reader(self.file.lines(self.encoding), delimiter=self.delimiter, strict=True)
        columns = self._columns(reader)
        line = reader.line_num
        while True:
            try:
                values = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield self.reject(line + 1, "broken-row", until=reader.line_num, detail=str(error))
            else:
                if len(values) == len(columns):
                    yield line + 1, dict(zip(columns, values, strict=True))
                elif values:
                    wrong = "wrong-number-of-columns"
                    yield self.reject(line + 1, wrong, expected=len(columns), found=len(values))
            line = reader.line_num

    def reject(self, row: int, reason: str, **parameters: Parameter) -> Reject:
        """A row of this file that cannot be used, and what falls with it."""
        return Reject(row=row, reason=reason, cases=self.cases, events=self.events, parameters=parameters)

    def _columns(self, reader: Iterator[list[str]]) -> list[str]:
        try:
            columns = [name.strip() for name in next(reader, [])]
        except csv.Error as error:
            raise self.file.unreadable("not-csv", detail=str(error)) from None
        if not columns:
            raise self.file.unreadable("empty")
        twice = [name for name, count in Counter(columns).items() if count > 1]
        if twice:
            raise self.file.unreadable("column-twice", column=twice[0])
        for field, column in self.required.items():
            if column not in columns:
                raise self.file.unreadable("column-missing", field=field, column=column)
        return columns


def cases_of_rows(sheet: Sheet, columns: Columns) -> Iterator[ForeignCase | Reject]:
    """
    Every row as a case of its own, with its columns as attributes and no events.

    Args:
        sheet: The file.
        columns: Which column holds the id of the case.

    Raises:
        UnreadableLogError: As ``Sheet.rows``.
    """
    for row in sheet.rows():
        match row:
            case Reject():
                yield row
            case (line, written) if written.get(columns.case):
                yield ForeignCase(written[columns.case], line, written)
            case (line, _):
                yield sheet.reject(line, "missing", field=columns.case)


def cases_of_events(
    sheet: Sheet, columns: Columns, about: Mapping[str, Row] | None = None
) -> Iterator[ForeignCase | Reject]:
    """
    Cases gathered from rows that are one event each, in any order; a case is handed out with its last row.

    The file is read twice: first to count the rows of each case, so that only the cases under way are in memory.

    Args:
        sheet: The file of events.
        columns: Which columns hold case, activity, time and event id, and the zone of times without one.
        about: What another file says about each case: its line and its attributes, by id.

    Raises:
        UnreadableLogError: As ``Sheet.rows``.
    """
    remaining = Counter(row[1].get(columns.case, "") for row in sheet.rows() if isinstance(row, tuple))
    expected = Counter(remaining)
    under_way: dict[str, tuple[int, list[ForeignEvent]]] = {}
    unseen = dict(about or {})
    for row in sheet.rows():
        if isinstance(row, Reject):
            yield row
            continue
        line, written = row
        case = written.get(columns.case, "")
        if not case:
            yield sheet.reject(line, "missing", field=columns.case)
            continue
        first, events = under_way.setdefault(case, (line, []))
        event = foreign_event(written, columns, expected[case] - remaining[case], line, case)
        if isinstance(event, Reject):
            yield event
        else:
            events.append(event)
        remaining[case] -= 1
        if not remaining[case]:
            del under_way[case]
            yield ForeignCase(case, first, unseen.pop(case, (0, {}))[1], tuple(events))
    for case, (line, attributes) in unseen.items():
        yield ForeignCase(case, line, attributes)


def case_attributes(sheet: Sheet, case: str) -> tuple[dict[str, Row], tuple[Reject, ...]]:
    """
    What a file of cases says about each, by id, and the rows that could not be used.

    Args:
        sheet: The file of cases; a prefix ``case:`` before its column names is dropped, as other tools write it.
        case: The column that holds the id, without the prefix.

    Raises:
        UnreadableLogError: As ``Sheet.rows``.
    """
    found: dict[str, Row] = {}
    rejects: list[Reject] = []
    for row in sheet.rows():
        if isinstance(row, Reject):
            rejects.append(row)
            continue
        line, written = row
        attributes = {name.removeprefix(_CASE_COLUMN): value for name, value in written.items()}
        name = attributes.get(case, "")
        if not name or name in found:
            reason = "repeated-case" if name else "missing"
            rejects.append(sheet.reject(line, reason, field=case, value=name))
        else:
            found[name] = (line, attributes)
    return found, tuple(rejects)
