"""Whether citizens are as satisfied as before the pilot, and how sure that is; likewise what staff say of it (V16, R10, R14)."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from typing import Any, ClassVar

from attrs import frozen

from civicflow.core.fields import SubjectId, UnitId
from civicflow.core.question import Change, Evidence, Figure, Question, View
from civicflow.pilot_record.events import Audience
from civicflow.views import measures
from civicflow.views.measures import Measure
from civicflow.views.newcombe import change


class Incomparable(Enum):
    """Why two waves cannot be compared."""

    NOT_MEASURED = "not_measured"
    INDICATOR = "indicator"
    INSTRUMENT = "instrument"
    POPULATION = "population"


@frozen(kw_only=True)
class Wave:
    """
    One counting.

    Args:
        wave: The survey, or ``baseline``.
        audience: Who was asked; None where the instrument says it.
        unit: The unit that was asked about; None for all that take part.
        instrument: By which questionnaire, or ``counted``.
        since: The first day.
        until: The last day.
        figure: So many of so many, with the event behind it.
    """

    wave: str
    audience: Audience | None
    unit: str | None
    instrument: str
    since: date
    until: date
    figure: Figure


@frozen(kw_only=True)
class SatisfactionLine:
    """
    How one indicator has changed.

    Args:
        indicator: The indicator.
        change: By how much, with its interval; None when the two cannot be compared.
        incomparable: Why they cannot.
        earlier: What was counted before.
        later: What was counted after.
    """

    indicator: str
    change: Change | None
    incomparable: Incomparable | None
    earlier: Wave | None
    later: Wave | None


@frozen(kw_only=True)
class Satisfaction(Question[tuple[SatisfactionLine, ...]]):
    """
    How the indicators of a pilot have changed since before it, each with its 95 per cent interval (V16, R10, R14).

    The last wave is compared with the baseline, unless others are named. Another instrument or another population is no
    comparison.

    Args:
        pilot: The pilot.
        indicator: Only this indicator.
        unit: The last wave about this unit; that about all who take part when left out.
        earlier: The survey to compare with, in place of the baseline.
        later: The survey that is compared, in place of the last one.
    """

    views: ClassVar[tuple[View[Any], ...]] = (measures.VIEW,)

    pilot: SubjectId
    indicator: SubjectId | None = None
    unit: UnitId | None = None
    earlier: SubjectId | None = None
    later: SubjectId | None = None

    def answer(self, evidence: Evidence) -> tuple[SatisfactionLine, ...]:
        """The indicators asked for, by name."""
        found = [row for row in evidence.rows(measures.VIEW) if row.pilot == self.pilot]
        surveys = {row.wave: row for row in found if not row.is_baseline}
        baselines = {row.indicator: row for row in found if row.is_baseline}
        named = surveys.get(self.later or ""), surveys.get(self.earlier or "")
        of = next((row.indicator for row in named if row is not None), None)
        indicators = sorted({row.indicator for row in found} if of is None else {of})
        return tuple(
            _line(evidence, each, self._earlier(each, surveys, baselines), self._later(each, surveys))
            for each in indicators
            if self.indicator in {None, each}
        )

    def _earlier(
        self, indicator: str, surveys: Mapping[str, Measure], baselines: Mapping[str, Measure]
    ) -> Measure | None:
        return baselines.get(indicator) if self.earlier is None else surveys.get(self.earlier)

    def _later(self, indicator: str, surveys: Mapping[str, Measure]) -> Measure | None:
        if self.later is not None:
            return surveys.get(self.later)
        return last_wave(surveys.values(), indicator, self.unit)


def last_wave(found: Iterable[Measure], indicator: str, unit: str | None = None) -> Measure | None:
    """The last wave of a survey about an indicator: by its last day, of equals the one recorded last."""
    waves = (row for row in found if (row.indicator, row.unit, row.is_baseline) == (indicator, unit, False))
    return max(waves, key=lambda row: (row.until, row.position), default=None)


def _line(
    evidence: Evidence, indicator: str, earlier: Measure | None, later: Measure | None
) -> SatisfactionLine:
    why = incomparable(earlier, later)
    return SatisfactionLine(
        indicator=indicator,
        change=change(earlier.figure(evidence), later.figure(evidence))
        if earlier and later and why is None
        else None,
        incomparable=why,
        earlier=None if earlier is None else _wave(evidence, earlier),
        later=None if later is None else _wave(evidence, later),
    )


def incomparable(earlier: Measure | None, later: Measure | None) -> Incomparable | None:
    """Why two countings cannot be compared; None when they can."""
    if earlier is None or later is None or not (earlier.is_a_share and later.is_a_share):
        return Incomparable.NOT_MEASURED
    audiences = {earlier.audience, later.audience} - {None}
    for why, differ in (
        (Incomparable.INDICATOR, earlier.indicator != later.indicator),
        (Incomparable.INSTRUMENT, earlier.instrument != later.instrument),
        (Incomparable.POPULATION, earlier.unit != later.unit or len(audiences) > 1),
    ):
        if differ:
            return why
    return None


def _wave(evidence: Evidence, row: Measure) -> Wave:
    return Wave(
        wave=row.wave,
        audience=row.audience,
        unit=row.unit,
        instrument=row.instrument,
        since=row.since,
        until=row.until,
        figure=row.figure(evidence),
    )
