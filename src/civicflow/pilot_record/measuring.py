"""What can be asked for about figures: the baseline before a pilot starts, and the waves of a survey while it is held."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from attrs import field, frozen

from civicflow.core.command import Command
from civicflow.core.event import Event
from civicflow.core.facts import Facts
from civicflow.core.fields import Code, SubjectId, UnitId, day
from civicflow.core.rule import Rule
from civicflow.organization.rules import term_begins_before_it_ends
from civicflow.pilot_record import measuring_rules, rules
from civicflow.pilot_record.events import Audience, BaselineRecorded, SurveyRecorded

OF_A_MEASURE: tuple[Rule, ...] = (
    measuring_rules.instrument_is_on_record,
    measuring_rules.some_answer_is_counted,
    measuring_rules.answers_are_no_more_than_there_are_people,
    measuring_rules.measured_days_are_over,
    term_begins_before_it_ends,
)
"""What must be true of every figure that a later one is compared with, or that is compared with an earlier one."""


@frozen(kw_only=True, eq=False, repr=False)
class RecordBaseline(Command):
    """
    Record what an indicator shows before a pilot starts, so that later figures can be compared with it (R10).

    Args:
        pilot: The pilot.
        indicator: One that the pilot is judged by, or one of those that its staff are asked about (R14).
        numerator: How many: satisfied, on time.
        denominator: Of how many: answers, tasks.
        since: The first day that was measured.
        until: The last day.
        instrument: The questionnaire by its code, or ``counted`` for what is counted rather than asked.
    """

    pilot: SubjectId
    indicator: Code
    numerator: int
    denominator: int
    since: date = field(converter=day)
    until: date = field(converter=day)
    instrument: Code

    authority: ClassVar[Rule] = rules.office_that_keeps_the_pilot
    rules: ClassVar[tuple[Rule, ...]] = (
        measuring_rules.baseline_precedes_the_start,
        measuring_rules.baseline_is_recorded_once,
        measuring_rules.indicator_is_of_the_pilot_or_of_its_staff,
        measuring_rules.baseline_has_enough_answers,
        measuring_rules.baseline_covers_enough_months,
        *OF_A_MEASURE,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The baseline is recorded."""
        yield BaselineRecorded(
            pilot=self.pilot,
            indicator=self.indicator,
            numerator=self.numerator,
            denominator=self.denominator,
            since=self.since,
            until=self.until,
            instrument=self.instrument,
            recorders=tuple(sorted(facts.act.persons)),
        )


@frozen(kw_only=True, eq=False, repr=False)
class RecordSurvey(Command):
    """
    Record a wave of a survey of citizens or of staff, taken as the baseline was (R10, R14, R50, R52).

    Args:
        survey: Its id.
        pilot: The pilot.
        audience: Who was asked.
        indicator: What they were asked about; it has a baseline.
        instrument: The questionnaire by its code, that of the baseline.
        numerator: How many were satisfied, or agreed.
        denominator: Of how many answers.
        since: The first day on which people were asked.
        until: The last day.
        unit: The unit that was asked about, within the scope; all that take part when left out.
    """

    survey: SubjectId
    pilot: SubjectId
    audience: Audience = field(converter=Audience)
    indicator: Code
    instrument: Code
    numerator: int
    denominator: int
    since: date = field(converter=day)
    until: date = field(converter=day)
    unit: UnitId | None = None

    authority: ClassVar[Rule] = rules.office_that_keeps_the_pilot
    rules: ClassVar[tuple[Rule, ...]] = (
        rules.pilot_is_under_way,
        measuring_rules.survey_is_new,
        measuring_rules.survey_uses_the_instrument_of_the_baseline,
        measuring_rules.instrument_asks_the_audience,
        measuring_rules.survey_lies_within_the_pilot,
        measuring_rules.surveyed_unit_lies_in_scope,
        *OF_A_MEASURE,
    )

    def decide(self, facts: Facts) -> Iterator[Event]:
        """The wave is recorded."""
        yield SurveyRecorded(
            survey=self.survey,
            pilot=self.pilot,
            audience=self.audience,
            indicator=self.indicator,
            instrument=self.instrument,
            numerator=self.numerator,
            denominator=self.denominator,
            since=self.since,
            until=self.until,
            unit=self.unit,
            recorders=tuple(sorted(facts.act.persons)),
        )


MEASURING = (RecordBaseline, RecordSurvey)
