"""What was measured about pilots: the baseline of each indicator, and each wave of a survey (R10, R14)."""

from datetime import date

from attrs import frozen

from civicflow.core.event import At, Event
from civicflow.core.question import Evidence, Figure, View
from civicflow.core.working import Part, stated
from civicflow.pilot_record.events import Audience, BaselineRecorded, SurveyRecorded

BASELINE = "baseline"
"""What the first counting of an indicator is called, beside surveys that have an id."""


@frozen
class Measure:
    """
    One counting of an indicator.

    Args:
        id: ``baseline:PILOT:INDICATOR``, or ``survey:ID``.
        wave: The survey, or ``baseline``.
        pilot: The pilot.
        indicator: What was counted.
        instrument: By which questionnaire, or ``counted``.
        audience: Who was asked; None where the instrument says it.
        unit: The unit that was asked about; None for all that take part.
        numerator: How many.
        denominator: Of how many.
        since: The first day.
        until: The last day.
        position: Where it stands in the log.
    """

    id: str
    wave: str
    pilot: str
    indicator: str
    instrument: str
    audience: Audience | None
    unit: str | None
    numerator: int
    denominator: int
    since: date
    until: date
    position: int

    @property
    def is_baseline(self) -> bool:
        """Whether it was counted before the pilot."""
        return self.id.startswith("baseline:")

    @property
    def is_a_share(self) -> bool:
        """Whether it counts so many of so many; what another system claims need not."""
        return 0 <= self.numerator <= self.denominator > 0

    def figure(self, evidence: Evidence) -> Figure:
        """So many of so many, as whoever counted says it."""
        kind = "pilot_record" if self.is_baseline else "survey"
        part = Part(
            of=f"{kind}:{self.pilot if self.is_baseline else self.wave}",
            because="counted",
            events=(self.position,),
        )
        return Figure(
            numerator=stated(evidence, self.numerator, part),
            denominator=stated(evidence, self.denominator, part),
            events=(self.position,),
        )


def _id(event: BaselineRecorded | SurveyRecorded) -> str:
    if isinstance(event, SurveyRecorded):
        return f"survey:{event.survey}"
    return f"baseline:{event.pilot}:{event.indicator}"


def fold(row: Measure | None, event: Event, at: At) -> Measure | None:
    """The counting that was recorded first; none takes its place."""
    if row is not None or not isinstance(event, BaselineRecorded | SurveyRecorded):
        return row
    survey = event if isinstance(event, SurveyRecorded) else None
    return Measure(
        _id(event),
        BASELINE if survey is None else survey.survey,
        event.pilot,
        event.indicator,
        event.instrument,
        None if survey is None else survey.audience,
        None if survey is None else survey.unit,
        event.numerator,
        event.denominator,
        event.since,
        event.until,
        at.position,
    )


VIEW: View[Measure] = View(
    name="measures",
    version=1,
    row=Measure,
    subjects=dict.fromkeys((BaselineRecorded, SurveyRecorded), _id),
    fold=fold,
)
