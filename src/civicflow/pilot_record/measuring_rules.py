"""What must be true before a figure counts as the baseline of a pilot, or as a wave of a survey (R10, R14, R52)."""

from datetime import date
from typing import Protocol

from civicflow.calendars.months import months_before
from civicflow.core.facts import Facts
from civicflow.core.rule import Verdict, allowed_if
from civicflow.organization.authority import claimed_day, today
from civicflow.organization.model import Unit
from civicflow.pilot_record.events import Audience
from civicflow.pilot_record.model import PilotRecord, Stage, Survey
from civicflow.pilot_record.rules import ConcernsPilot, lies_below
from civicflow.regulations import NotOnRecord, Parameter
from civicflow.regulations.clauses import SURVEY_INSTRUMENT, SurveyInstrument
from civicflow.regulations.parameters import BASELINE_ANSWERS, BASELINE_MONTHS, MOST_ANSWERS

MODE = "pilot"

COUNTED = "counted"
"""The instrument of an indicator that is counted from records rather than asked, such as work on time."""

BENEFITS = ("motivation", "creativity", "health", "family")
"""What work at home is expected to bring to those who work so, and what staff are asked about (R14)."""


class Measures(ConcernsPilot, Protocol):
    """A command that says what an indicator shows: so many of so many, in a span of days, by an instrument."""

    @property
    def indicator(self) -> str:
        """The indicator."""

    @property
    def instrument(self) -> str:
        """The instrument."""

    @property
    def numerator(self) -> int:
        """How many."""

    @property
    def denominator(self) -> int:
        """Of how many."""

    @property
    def since(self) -> date:
        """The first day."""

    @property
    def until(self) -> date:
        """The last day."""


class Surveys(Measures, Protocol):
    """A command that records a wave of a survey."""

    @property
    def survey(self) -> str:
        """The survey."""

    @property
    def audience(self) -> Audience:
        """Who was asked."""

    @property
    def unit(self) -> str | None:
        """The unit that was asked about; all that take part when left out."""


def baseline_precedes_the_start(command: ConcernsPilot, facts: Facts) -> Verdict:
    """The pilot is approved and has not started: what comes later is no baseline (R10)."""
    pilot = facts.of(PilotRecord, command.pilot)
    return allowed_if(pilot.stage is Stage.APPROVED, pilot=pilot.id, stage=pilot.stage.value, basis="R10")


def baseline_is_recorded_once(command: Measures, facts: Facts) -> Verdict:
    """The indicator has no baseline yet: it is not measured again until it suits (R10)."""
    baselines = facts.of(PilotRecord, command.pilot).baselines
    return allowed_if(command.indicator not in baselines, indicator=command.indicator, basis="R10")


def indicator_is_of_the_pilot_or_of_its_staff(command: Measures, facts: Facts) -> Verdict:
    """The pilot is judged by the indicator, or it is one of those that staff are asked about (R8, R14)."""
    judged = command.indicator in facts.of(PilotRecord, command.pilot).indicators
    return allowed_if(judged or command.indicator in BENEFITS, indicator=command.indicator, basis="R8")


def instrument_is_on_record(command: Measures, facts: Facts) -> Verdict:
    """The questionnaire stands in the catalogue, or the indicator is counted rather than asked (R52)."""
    known = command.instrument == COUNTED or _questionnaire(command, facts) is not None
    return allowed_if(known, instrument=command.instrument, basis="R52")


def instrument_asks_the_audience(command: Surveys, facts: Facts) -> Verdict:
    """The questionnaire was made for those who were asked: citizens, or staff (R14, R52)."""
    found = _questionnaire(command, facts)
    fits = found is not None and found.audience == command.audience.value
    return allowed_if(fits, instrument=command.instrument, audience=command.audience.value, basis="R52")


def _questionnaire(command: Measures, facts: Facts) -> SurveyInstrument | None:
    found = SURVEY_INSTRUMENT.at(
        facts.regulations,
        on=claimed_day(facts),
        locality=_locality(command, facts),
        mode=MODE,
        code=command.instrument,
    )
    return None if isinstance(found, NotOnRecord) else found


def survey_uses_the_instrument_of_the_baseline(command: Measures, facts: Facts) -> Verdict:
    """The indicator has a baseline, taken by the same instrument; else the two could not be compared (R10)."""
    used = facts.of(PilotRecord, command.pilot).baselines.get(command.indicator)
    same = used == command.instrument
    return allowed_if(
        same, indicator=command.indicator, instrument=command.instrument, baseline=used or "", basis="R10"
    )


def survey_is_new(command: Surveys, facts: Facts) -> Verdict:
    """The survey is not on record yet."""
    return allowed_if(facts.find(Survey, command.survey) is None, survey=command.survey)


def some_answer_is_counted(command: Measures, _facts: Facts) -> Verdict:
    """So many of so many: at least one was asked, and no more agree than were asked."""
    share = 0 <= command.numerator <= command.denominator and command.denominator > 0
    return allowed_if(share, numerator=command.numerator, denominator=command.denominator)


def answers_are_no_more_than_there_are_people(command: Measures, facts: Facts) -> Verdict:
    """The number is none that only a slip of the pen could make (R10)."""
    most = _figure(MOST_ANSWERS, command, facts)
    return allowed_if(command.denominator <= most, denominator=command.denominator, most=most)


def baseline_has_enough_answers(command: Measures, facts: Facts) -> Verdict:
    """The baseline rests on as many answers as the regulation asks for (R10)."""
    least = _figure(BASELINE_ANSWERS, command, facts)
    enough = command.denominator >= least
    return allowed_if(enough, denominator=command.denominator, least=least, basis="R10")


def baseline_covers_enough_months(command: Measures, facts: Facts) -> Verdict:
    """The baseline covers as many months as the regulation asks for (R10)."""
    months = _figure(BASELINE_MONTHS, command, facts)
    end = months_before(command.since, -months).toordinal()
    enough = end <= command.until.toordinal() + 1
    return allowed_if(enough, since=str(command.since), until=str(command.until), months=months, basis="R10")


def surveyed_unit_lies_in_scope(command: Surveys, facts: Facts) -> Verdict:
    """The unit that was asked about is one of the scope, or below one (R2)."""
    units = facts.of(PilotRecord, command.pilot).scope.units
    inside = command.unit is None or lies_below(facts, command.unit, units)
    return allowed_if(inside, unit=command.unit or "", basis="R2")


def _figure(parameter: Parameter[int], command: ConcernsPilot, facts: Facts) -> int:
    return parameter.required(
        facts.regulations, on=claimed_day(facts), locality=_locality(command, facts), mode=MODE
    )


def _locality(command: ConcernsPilot, facts: Facts) -> str:
    return facts.of(Unit, facts.of(PilotRecord, command.pilot).unit).locality


def measured_days_are_over(command: Measures, facts: Facts) -> Verdict:
    """The last day that was measured has passed."""
    return allowed_if(command.until < today(facts), until=str(command.until))


def survey_lies_within_the_pilot(command: Measures, facts: Facts) -> Verdict:
    """A wave begins with the pilot at the earliest: what lies before is for the baseline (R10)."""
    begins = facts.of(PilotRecord, command.pilot).term.since
    return allowed_if(command.since >= begins, since=str(command.since), begins=str(begins), basis="R10")
