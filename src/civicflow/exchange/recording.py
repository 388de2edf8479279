"""Recording a log of another system: read, translated and claimed as one stream, and every row accounted for."""

import csv
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Protocol, TypeAlias

import attrs

from civicflow.core.recording import Claim, Recorded
from civicflow.errors import CivicflowError, StoreError
from civicflow.exchange.csv_log import Sheet, case_attributes, cases_of_events, cases_of_rows
from civicflow.exchange.foreign_log import ForeignCase, Reject, UnreadableLogError
from civicflow.exchange.log_file import LogFile
from civicflow.exchange.mapping import LogMapping
from civicflow.exchange.translation import Translated, Translation
from civicflow.exchange.xes import cases_of_xes

Progress: TypeAlias = Callable[[int, int], None]
"""Told how many bytes of the file are read, and of how many."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Door(Protocol):
    """Where claims are recorded: ``Flow.record``."""

    def __call__(self, claims: Iterable[Claim], *, source: str) -> Iterator[Recorded | CivicflowError]:
        """Record claims in order; for each whether it was new or known, or the error that kept it out."""


@attrs.frozen(kw_only=True)
class Summary:
    """
    What became of a log; every case, event and claim is counted once.

    Args:
        cases: The cases that were taken.
        events: The events that were taken.
        rejected_cases: The cases that were not.
        rejected_events: The events that were not, those of rejected cases among them.
        new: The claims that were recorded now.
        known: The claims that had been recorded before.
        refused: The claims that the store would not take.
        reasons: How many rejects there were for each reason.
        never_found: The fields of the mapping that name an attribute which the log does not have.
        left_out: The columns and attributes of events that the mapping does not keep.
    """

    cases: int
    events: int
    rejected_cases: int
    rejected_events: int
    new: int
    known: int
    refused: int
    reasons: Mapping[str, int]
    never_found: tuple[str, ...]
    left_out: tuple[str, ...]


def record_log(
    path: Path,
    mapping: LogMapping,
    door: Door,
    *,
    rejects: Path | None = None,
    progress: Progress | None = None,
) -> Summary:
    """
    Record a log of another system; what was recorded before is recognised and adds nothing.

    Args:
        path: The log, plain or gzip; a second file that the mapping names lies beside it.
        mapping: How its words become ours.
        door: Where claims are recorded.
        rejects: A CSV file for what could not be taken, with row and reason.
        progress: Told how far the reading is.

    Raises:
        UnreadableLogError: When the file is not such a log or breaks off; what came before the break is recorded.
        StoreError: When the store cannot be written.
    """
    if rejects is None:
        return _Recording(path, mapping, None, progress).through(door)
    with rejects.open("w", encoding="utf-8", newline="") as sheet:
        return _Recording(path, mapping, sheet, progress).through(door)


def cases_of(file: LogFile, mapping: LogMapping) -> Iterator[ForeignCase | Reject]:
    """
    The cases of a log in the format that the mapping names.

    Args:
        file: The log.
        mapping: How it is written.

    Raises:
        UnreadableLogError: When it is not such a log.
    """
    layout = mapping.log
    match layout.format:
        case "xes":
            yield from cases_of_xes(file, layout.columns)
        case "csv of cases":
            required = mapping.columns_needed("case")
            sheet = Sheet(
                file=file, encoding=layout.encoding, delimiter=layout.delimiter, cases=1, required=required
            )
            yield from cases_of_rows(sheet, layout.columns)
        case "csv of events":
            about, wrong = _about(file, mapping)
            yield from wrong
            required = mapping.columns_needed("event")
            sheet = Sheet(
                file=file, encoding=layout.encoding, delimiter=layout.delimiter, events=1, required=required
            )
            yield from cases_of_events(sheet, layout.columns, about)


def _about(
    file: LogFile, mapping: LogMapping
) -> tuple[Mapping[str, tuple[int, dict[str, str]]], tuple[Reject, ...]]:
    layout = mapping.log
    if layout.cases is None:
        return {}, ()
    beside = LogFile(file.path.with_name(layout.cases.file))
    return case_attributes(
        Sheet(file=beside, encoding=layout.encoding, delimiter=layout.delimiter), layout.cases.case
    )


class _Recording:
    """One run: the claims on their way in, in the order in which their results come back."""

    def __init__(
        self, path: Path, mapping: LogMapping, sheet: IO[str] | None, progress: Progress | None
    ) -> None:
        self.file = LogFile(path)
        self.mapping = mapping
        self.progress = progress
        self.rows = csv.writer(sheet) if sheet else None
        self.translation = Translation(mapping)
        self.waiting: deque[Translated] = deque()
        self.counts: Counter[str] = Counter()
        self.reasons: Counter[str] = Counter()
        self.broken: UnreadableLogError | None = None

    def through(self, door: Door) -> Summary:
        """Take everything through the door and count."""
        if self.rows:
            self.rows.writerow(("row", "case", "reason", "parameters"))
        for result in door(self._claims(), source=self.mapping.source):
            self._count(self.waiting.popleft(), result)
        if self.broken is not None:
            raise self.broken
        return self._summary()

    def _claims(self) -> Iterator[Claim]:
        try:
            for found in cases_of(self.file, self.mapping):
                for each in (found,) if isinstance(found, Reject) else self.translation.of(found):
                    if isinstance(each, Reject):
                        self._reject(each)
                    else:
                        self.waiting.append(each)
                        yield each.claim
                if self.progress is not None:
                    self.progress(self.file.read, self.file.size)
        except UnreadableLogError as error:
            self.broken = error

    def _count(self, translated: Translated, result: Recorded | CivicflowError) -> None:
        if isinstance(result, StoreError):
            raise result
        if isinstance(result, Recorded):
            self.counts[result.value] += 1
            return
        self.counts["refused"] += 1
        self._reject(
            Reject(row=translated.row, case=translated.case, reason=result.code, parameters=result.parameters)
        )

    def _reject(self, reject: Reject) -> None:
        self.reasons[reject.reason] += 1
        self.counts["rejected_cases"] += reject.cases
        self.counts["rejected_events"] += reject.events
        if self.rows:
            told = "; ".join(f"{name}: {value}" for name, value in reject.parameters.items())
            self.rows.writerow((reject.row, _harmless(reject.case or ""), reject.reason, _harmless(told)))

    def _summary(self) -> Summary:
        counts = self.counts
        return Summary(
            cases=self.translation.cases,
            events=self.translation.events,
            rejected_cases=counts["rejected_cases"],
            rejected_events=counts["rejected_events"],
            new=counts[Recorded.NEW.value],
            known=counts[Recorded.KNOWN.value],
            refused=counts["refused"],
            reasons=dict(sorted(self.reasons.items())),
            never_found=self.translation.never_found(),
            left_out=self.translation.left_out(),
        )


def _harmless(text: str) -> str:
    """A spreadsheet must not take what another system wrote for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
