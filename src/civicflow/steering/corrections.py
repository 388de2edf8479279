"""What was reported wrongly of a target, and how it is put right."""

from typing import ClassVar

from attrs import frozen

from civicflow.core.correction import Correction
from civicflow.core.rule import Rule
from civicflow.organization.correcting import CORRECTING, CorrectRecord
from civicflow.steering import rules
from civicflow.steering.commands import CloseTarget, ReportTarget
from civicflow.steering.events import TargetClosed, TargetReported


@frozen(kw_only=True, eq=False, repr=False)
class TargetReportCorrected(Correction, TargetReported):
    """What the indicator of a target shows on a day was reported wrongly and is corrected (R55, K16)."""

    topic: ClassVar[str] = "target.report_corrected"


@frozen(kw_only=True, eq=False, repr=False)
class AchievementCorrected(Correction, TargetClosed):
    """What was achieved of a target was taken down wrongly and is corrected (R55)."""

    topic: ClassVar[str] = "target.achievement_corrected"


@frozen(kw_only=True, eq=False, repr=False)
class CorrectTargetReport(CorrectRecord, ReportTarget):
    """
    Correct what a unit reported of a target, from above it: nobody corrects what feeds their own figures (R55, K10).

    What was found to be achieved when the target was closed stands until it is corrected as well.
    """

    correction: ClassVar[type[Correction]] = TargetReportCorrected
    concerning: ClassVar[tuple[str, ...]] = ()
    authority: ClassVar[Rule] = rules.office_above_the_unit_of_the_target
    rules: ClassVar[tuple[Rule, ...]] = (
        *CORRECTING,
        rules.unit_changes_nothing_for_itself,
        rules.value_is_an_exact_number,
        rules.reported_day_lies_in_the_period,
        rules.reported_day_has_come,
    )


@frozen(kw_only=True, eq=False, repr=False)
class CorrectAchievement(CorrectRecord, CloseTarget):
    """Correct what was taken down as achieved when a target was closed; never by who reported on it (R55, K10)."""

    correction: ClassVar[type[Correction]] = AchievementCorrected
    concerning: ClassVar[tuple[str, ...]] = ()
    authority: ClassVar[Rule] = rules.office_above_the_unit_of_the_target
    rules: ClassVar[tuple[Rule, ...]] = (
        *CORRECTING,
        rules.unit_changes_nothing_for_itself,
        rules.achievement_is_an_exact_number,
        rules.actor_did_not_report_it,
    )


CORRECTIONS = (TargetReportCorrected, AchievementCorrected)
CORRECTION_COMMANDS = (CorrectTargetReport, CorrectAchievement)
