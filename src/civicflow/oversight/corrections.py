"""What was taken down wrongly of an inspection or a finding, and how it is put right."""

from typing import ClassVar

from attrs import frozen

from civicflow.core.correction import Correction
from civicflow.core.rule import Rule
from civicflow.organization.correcting import CORRECTING, CorrectRecord
from civicflow.oversight import rules
from civicflow.oversight.events import FindingOpened, InspectionOpened
from civicflow.oversight.findings import OpenFinding
from civicflow.oversight.inspections import OpenInspection


@frozen(kw_only=True, eq=False, repr=False)
class InspectionCorrected(Correction, InspectionOpened):
    """The mandate or the first day of an inspection was taken down wrongly and is corrected (R59)."""

    topic: ClassVar[str] = "inspection.corrected"


@frozen(kw_only=True, eq=False, repr=False)
class FindingCorrected(Correction, FindingOpened):
    """What was found was taken down wrongly and is corrected; the term for its answer stays (R59, S4)."""

    topic: ClassVar[str] = "finding.corrected"


@frozen(kw_only=True, eq=False, repr=False)
class CorrectInspection(CorrectRecord, OpenInspection):
    """Correct the mandate or the first day of an inspection as they were taken down; another team is sent anew (R59, R60)."""

    correction: ClassVar[type[Correction]] = InspectionCorrected
    concerning: ClassVar[tuple[str, ...]] = ("team",)
    fixed: ClassVar[tuple[str, ...]] = ("unit", "team")
    authority: ClassVar[Rule] = rules.leadership_above_the_unit
    rules: ClassVar[tuple[Rule, ...]] = (*CORRECTING, rules.inspections_are_not_paused)


@frozen(kw_only=True, eq=False, repr=False)
class CorrectFinding(CorrectRecord, OpenFinding):
    """
    Correct what was taken down of a finding: how grave it is, whom it concerns, on what it rests (R59, S4).

    What did not hold at all is closed as withdrawn. An answer that was given stands, and a pilot that rests because of the
    finding rests until somebody decides.
    """

    correction: ClassVar[type[Correction]] = FindingCorrected
    fixed: ClassVar[tuple[str, ...]] = ("unit", "inspection")
    authority: ClassVar[Rule] = rules.inspector_over_the_unit
    rules: ClassVar[tuple[Rule, ...]] = (
        *CORRECTING,
        rules.finder_comes_from_outside,
        rules.finding_rests_on_something,
        rules.events_have_positions,
        rules.figures_were_given_by_now,
    )


CORRECTIONS = (InspectionCorrected, FindingCorrected)
CORRECTION_COMMANDS = (CorrectInspection, CorrectFinding)
