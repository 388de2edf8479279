"""What is weighed when a pilot is judged: its figures before and since, over full quarters, and the regulations of the day."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from typing import Any, Generic, TypeAlias, TypeVar, cast

from attrs import frozen

from civicflow.calendars.period import Period
from civicflow.core import working
from civicflow.core.event import micros
from civicflow.core.interval import answers_needed
from civicflow.core.operation import Operation
from civicflow.core.question import AnyView, Change, Evidence, Figure
from civicflow.core.working import NUMBER, counted, made, reckoned, regulated
from civicflow.pilot_record.model import PilotRecord
from civicflow.regulations import Parameter
from civicflow.regulations.parameters import (
    RECOMMENDATION_ANSWERS,
    RECOMMENDATION_ANSWERS_BY_MARGIN,
    RECOMMENDATION_MARGIN,
)
from civicflow.views import asking, measures, pilots, units
from civicflow.views.among import Part
from civicflow.views.clarity import Clarity
from civicflow.views.findings import Findings, critical
from civicflow.views.graded_sides import VIEWS as OF_GRADES
from civicflow.views.graded_sides import explained_parts, ratings_of_parts
from civicflow.views.measures import Measure
from civicflow.views.newcombe import change, share_of
from civicflow.views.on_time import OnTime
from civicflow.views.report_cadence import ReportCadence
from civicflow.views.satisfaction import incomparable, last_wave
from civicflow.views.secret_work import SecretWork
from civicflow.views.workload import Workload

T = TypeVar("T")

Read: TypeAlias = Callable[[Evidence, Period, Sequence[str]], list[T]]
"""What a question says for a period, of each of some units with all that stands below it."""

MODE = "pilot"
SATISFACTION, ON_TIME = "satisfaction", "on_time"
"""The indicators of a pilot whose change is weighed."""


@frozen
class Source(Generic[T]):
    """
    Where a figure comes from that another question answers.

    Args:
        views: The views of that question.
        read: Its figure for a period, of each of some units with all that stands below it.
    """

    views: tuple[AnyView, ...]
    read: Read[T]


def asked_of_each(read: Callable[[Evidence, Period, str], T]) -> Read[T]:
    """A question that is asked of one unit after another."""

    def read_each(evidence: Evidence, period: Period, parts: Sequence[str]) -> list[T]:
        return [read(evidence, period, unit) for unit in parts]

    return read_each


def asked_once(read: Callable[[Evidence, Period], Iterable[tuple[str | None, Figure]]]) -> Read[Figure]:
    """A question that tells each unit apart, so that a large city is read through once and not once a part."""

    def read_all(evidence: Evidence, period: Period, parts: Sequence[str]) -> list[Figure]:
        chart, of_unit = units.chart(evidence), dict(read(evidence, period))
        return [
            total(evidence, (of_unit[unit] for unit in units.subtree(chart, part) if unit in of_unit))
            for part in parts
        ]

    return read_all


@frozen(kw_only=True)
class Sources:
    """
    What other questions say about the units of a pilot; what no question answers yet is not on record.

    Args:
        on_time: Tasks on time by their first due, of all: the raw reading, as the baseline is raw (K15).
        clarity: Assignments whose four clears held, of all (V3, K22).
        cadence: Daily reports received in time, of those that were to come (V7).
        workload: People whose workload at home lies in the band, of all at home (V8).
        confidentiality: Secret tasks worked on at home, of all secret tasks (V10).
        critical_findings: For how many days each open critical finding has been open (R59).
        ratings: Those rated GOOD or better, of those at home and of those at the office (V13).
        explained: Whether an explanation of a gap between the two is on record (V13).
    """

    on_time: Source[Figure]
    clarity: Source[Figure] | None = None
    cadence: Source[Figure] | None = None
    workload: Source[Figure] | None = None
    confidentiality: Source[Figure] | None = None
    critical_findings: Source[tuple[int, ...]] | None = None
    ratings: Source[tuple[Figure, Figure]] | None = None
    explained: Source[bool] | None = None

    @property
    def views(self) -> tuple[AnyView, ...]:
        """The views of all of them."""
        given = (
            self.on_time,
            self.clarity,
            self.cadence,
            self.workload,
            self.confidentiality,
            self.critical_findings,
            self.ratings,
            self.explained,
        )
        return tuple(dict.fromkeys(view for source in given if source is not None for view in source.views))


def _on_time(evidence: Evidence, period: Period, unit: str) -> Figure:
    return OnTime(period=period, unit=unit, with_subunits=True).answer(evidence).raw.figure


def _clarity(evidence: Evidence, period: Period) -> Iterator[tuple[str | None, Figure]]:
    lines = Clarity(period=period, by=Part.UNIT).answer(evidence)
    return ((line.of, line.held) for line in lines)


def _cadence(evidence: Evidence, period: Period, unit: str) -> Figure:
    question = ReportCadence(period=period, unit=unit, with_subunits=True)
    return question.answer(evidence).lines[0].received


def _workload(evidence: Evidence, period: Period) -> Iterator[tuple[str | None, Figure]]:
    lines = Workload(period=period, by=Part.UNIT).answer(evidence).lines
    return ((line.of, line.in_band) for line in lines)


def _confidentiality(evidence: Evidence, period: Period) -> Iterator[tuple[str | None, Figure]]:
    lines = SecretWork(period=period, by=Part.UNIT).answer(evidence).lines
    return ((line.of, line.at_home) for line in lines)


def _critical_findings(evidence: Evidence, _period: Period, unit: str) -> tuple[int, ...]:
    return critical(evidence, unit)


SOURCES = Sources(
    on_time=Source(OnTime.views, asked_of_each(_on_time)),
    clarity=Source(Clarity.views, asked_once(_clarity)),
    cadence=Source(ReportCadence.views, asked_of_each(_cadence)),
    workload=Source(Workload.views, asked_once(_workload)),
    confidentiality=Source(SecretWork.views, asked_once(_confidentiality)),
    critical_findings=Source(Findings.views, asked_of_each(_critical_findings)),
    ratings=Source(OF_GRADES, ratings_of_parts),
    explained=Source(OF_GRADES, explained_parts),
)
"""The questions that answer today."""

VIEWS: tuple[AnyView, ...] = tuple(dict.fromkeys((pilots.VIEW, measures.VIEW, units.VIEW, *SOURCES.views)))
"""What must be up to date before a pilot is judged."""


class PilotCase:
    """
    A pilot with all that is weighed about it.

    Args:
        evidence: What is on record.
        pilot: The pilot; nothing is on record about one that does not exist.
        sources: Where the figures of other questions come from.
    """

    def __init__(self, evidence: Evidence, pilot: str, sources: Sources = SOURCES) -> None:
        self.evidence = evidence
        self.sources = sources
        self.pilot = next((row for row in evidence.rows(pilots.VIEW) if row.id == pilot), None)
        self.chart = units.chart(evidence)
        self._measures = [row for row in evidence.rows(measures.VIEW) if row.pilot == pilot]
        self.quarters, self.period = self._full_quarters()
        self._read: dict[Source[Any], list[Any]] = {}

    def _full_quarters(self) -> tuple[int, Period | None]:
        pilot = self.pilot
        if pilot is None or pilot.started_at is None:
            return self._counted(0, None), None
        until = asking.today(self.evidence) - timedelta(days=1)
        end = until if pilot.term.until is None else min(until, pilot.term.until)
        quarters, period = full_quarters(asking.local_day(self.evidence, micros(pilot.started_at)), end)
        return self._counted(quarters, period), period

    def _counted(self, quarters: int, period: Period | None) -> int:
        """The number of full quarters, each by its first day."""
        first = None if period is None else period.first.year * 4 + (period.first.month - 1) // 3
        days = [] if first is None else [_begins(first + each) for each in range(quarters)]
        return counted(self.evidence, days, lambda on: working.Part(of=f"day:{on}", because="full_quarter"))

    def regulated(self, parameter: Parameter[T]) -> tuple[T | None, str | None]:
        """What a regulation of today says where the pilot is kept, and the provision that says it."""
        kept = self.chart.get("" if self.pilot is None else self.pilot.unit)
        found = self.evidence.regulations.find(
            parameter.subject,
            on=asking.today(self.evidence),
            locality="" if kept is None else kept.locality,
            mode=MODE,
            known=asking.known_on(self.evidence),
        )
        return (None, None) if found is None else (self._remembered(parameter.of(found), found.id), found.id)

    def _remembered(self, value: T, provision: str) -> T:
        """A number that a regulation sets, which remembers that; anything else as it is."""
        if isinstance(value, bool) or not isinstance(value, int | Fraction):
            return value
        return cast("T", regulated(self.evidence, cast("int", value), provision))

    @cached_property
    def measured(self) -> tuple[Measure | None, Measure | None]:
        """The baseline of the satisfaction of citizens, and the last wave that asked about all that take part."""
        return self._baseline(SATISFACTION), last_wave(self._measures, SATISFACTION)

    @cached_property
    def satisfaction(self) -> Change | None:
        """How satisfaction has changed; None when it was not measured twice in the same way."""
        before, after = self.measured
        if before is None or after is None or incomparable(before, after) is not None:
            return None
        return change(before.figure(self.evidence), after.figure(self.evidence))

    @cached_property
    def on_time(self) -> Change | None:
        """How much more or less is on time than before, raw against raw; None when it was not counted before and since."""
        before, after = self._baseline(ON_TIME), self.figure(self.sources.on_time)
        return None if before is None or after is None else change(before.figure(self.evidence), after)

    def _baseline(self, indicator: str) -> Measure | None:
        found = (row for row in self._measures if row.is_baseline and row.indicator == indicator)
        return next((row for row in found if row.is_a_share), None)

    @cached_property
    def answers_needed(self) -> tuple[int | None, str | None]:
        """How many answers a wave needs, by which provision: as many as it says, and as its margin needs (K15)."""
        least, provision = self.regulated(RECOMMENDATION_ANSWERS)
        goes_by_margin, _ = self.regulated(RECOMMENDATION_ANSWERS_BY_MARGIN)
        margin, _ = self.regulated(RECOMMENDATION_MARGIN)
        before, _ = self.measured
        figure = None if before is None else before.figure(self.evidence)
        if least is None or not goes_by_margin or margin is None or figure is None or not figure.denominator:
            return least, provision
        share = share_of(figure)
        by_margin = made(answers_needed(share, margin), Operation.ANSWERS, share=share, margin=margin)
        needed = max(least, by_margin)
        return made(needed, Operation.LARGEST, at_least=least, by_margin=by_margin), provision

    def figure(self, source: Source[Figure] | None) -> Figure | None:
        """A figure of all units of the pilot over its full quarters; None when no question answers it."""
        found = self.found(source)
        return None if found is None else total(self.evidence, found)

    def found(self, source: Source[T] | None) -> list[T] | None:
        """What a question says about each part of the pilot over its full quarters; None when none answers."""
        if source is None or self.period is None or self.pilot is None:
            return None
        if source not in self._read:
            self._read[source] = source.read(self.evidence, self.period, self._parts(self.pilot))
        return self._read[source]

    def _parts(self, pilot: PilotRecord) -> list[str]:
        """The units of the scope, less those that stand below another of them."""
        named = sorted(set(pilot.scope.units))
        below = {each for unit in named for each in units.subtree(self.chart, unit) - {unit}}
        return [unit for unit in named if unit not in below]


def total(evidence: Evidence, figures: Iterable[Figure]) -> Figure:
    """Several figures of different things as one of all."""
    found = tuple(figures)
    return Figure(
        numerator=_sum(evidence, [each.numerator for each in found]),
        denominator=_sum(evidence, [each.denominator for each in found]),
    )


def _sum(evidence: Evidence, numbers: Sequence[int]) -> int:
    return reckoned(
        evidence,
        sum(numbers),
        Operation.SUM,
        lambda: (working.Part(of=NUMBER, adds=each, because="of_one_part") for each in numbers),
    )


def full_quarters(since: date, until: date) -> tuple[int, Period | None]:
    """How many calendar quarters lie wholly between two days, and the period they make."""
    first = -(-(since.year * 12 + since.month - 1 + (since.day > 1)) // 3)
    after = until + timedelta(days=1)
    beyond = (after.year * 12 + after.month - 1) // 3
    if beyond <= first:
        return 0, None
    return beyond - first, Period(_begins(first), _begins(beyond) - timedelta(days=1))


def _begins(quarter: int) -> date:
    year, number = divmod(quarter, 4)
    return date(year, 3 * number + 1, 1)
