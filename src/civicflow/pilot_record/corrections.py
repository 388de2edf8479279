"""What was measured or reported wrongly of a pilot, and how it is put right."""

from typing import ClassVar

from attrs import frozen

from civicflow.core.correction import Correction
from civicflow.core.rule import Rule
from civicflow.organization.correcting import CORRECTING, CorrectRecord
from civicflow.pilot_record import measuring_rules, rules
from civicflow.pilot_record.commands import ReportPilot
from civicflow.pilot_record.events import BaselineRecorded, PilotReported, SurveyRecorded
from civicflow.pilot_record.measuring import OF_A_MEASURE, RecordBaseline, RecordSurvey


@frozen(kw_only=True, eq=False, repr=False)
class BaselineCorrected(Correction, BaselineRecorded):
    """A baseline was counted or copied wrongly and is corrected (R10)."""

    topic: ClassVar[str] = "pilot_record.baseline_corrected"


@frozen(kw_only=True, eq=False, repr=False)
class SurveyCorrected(Correction, SurveyRecorded):
    """A wave of a survey was counted or copied wrongly and is corrected (R10, R52)."""

    topic: ClassVar[str] = "survey.corrected"


@frozen(kw_only=True, eq=False, repr=False)
class PilotReportCorrected(Correction, PilotReported):
    """What an interim report says of the indicators is corrected (R8)."""

    topic: ClassVar[str] = "pilot_record.report_corrected"


@frozen(kw_only=True, eq=False, repr=False)
class CorrectBaseline(CorrectRecord, RecordBaseline):
    """
    Correct the counts or the days of a baseline, from above the pilot and never by who recorded it (R10, K10).

    It is a slip of the pen that is corrected, also after the start; no indicator is measured again. A review that was held
    on the wrong counts stands with its frozen answers, and the next one uses the right ones.
    """

    correction: ClassVar[type[Correction]] = BaselineCorrected
    concerning: ClassVar[tuple[str, ...]] = ("recorders",)
    fixed: ClassVar[tuple[str, ...]] = ("indicator", "instrument")
    authority: ClassVar[Rule] = rules.leadership_above_every_body
    rules: ClassVar[tuple[Rule, ...]] = (
        *CORRECTING,
        measuring_rules.baseline_has_enough_answers,
        measuring_rules.baseline_covers_enough_months,
        *OF_A_MEASURE,
    )


@frozen(kw_only=True, eq=False, repr=False)
class CorrectSurvey(CorrectRecord, RecordSurvey):
    """
    Correct the counts or the days of a wave of a survey, from above the pilot and never by who recorded it (R10, R52, K10).

    A review that was held on the wrong counts stands with its frozen answers.
    """

    correction: ClassVar[type[Correction]] = SurveyCorrected
    concerning: ClassVar[tuple[str, ...]] = ("recorders",)
    fixed: ClassVar[tuple[str, ...]] = ("pilot", "audience", "indicator", "instrument", "unit")
    authority: ClassVar[Rule] = rules.leadership_above_every_body
    rules: ClassVar[tuple[Rule, ...]] = (
        *CORRECTING,
        measuring_rules.survey_lies_within_the_pilot,
        *OF_A_MEASURE,
    )


@frozen(kw_only=True, eq=False, repr=False)
class CorrectPilotReport(CorrectRecord, ReportPilot):
    """
    Correct what an interim report says, from above the pilot and never by who reported (R8, K10).

    A review that was held on the wrong report stands with its frozen answers.
    """

    correction: ClassVar[type[Correction]] = PilotReportCorrected
    concerning: ClassVar[tuple[str, ...]] = ("reporters",)
    authority: ClassVar[Rule] = rules.leadership_above_every_body
    rules: ClassVar[tuple[Rule, ...]] = (
        *CORRECTING,
        rules.results_name_the_indicators,
        rules.results_are_exact,
        rules.reported_days_are_over,
    )


CORRECTIONS = (BaselineCorrected, SurveyCorrected, PilotReportCorrected)
CORRECTION_COMMANDS = (CorrectBaseline, CorrectSurvey, CorrectPilotReport)
