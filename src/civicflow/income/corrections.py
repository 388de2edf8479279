"""What was recorded wrongly of a salary fund, and how it is put right."""

from typing import ClassVar

from attrs import frozen

from civicflow.core.correction import Correction
from civicflow.core.rule import Rule
from civicflow.evaluation.periods import written
from civicflow.income import funds_rules
from civicflow.income.events import SalaryFundRecorded
from civicflow.income.funds import RecordSalaryFund
from civicflow.organization.correcting import CORRECTING, CorrectRecord


@frozen(kw_only=True, eq=False, repr=False)
class SalaryFundCorrected(Correction, SalaryFundRecorded):
    """The salary fund of a quarter was taken down otherwise than it was granted and is corrected (K16)."""

    topic: ClassVar[str] = "salary_fund.corrected"


@frozen(kw_only=True, eq=False, repr=False)
class CorrectSalaryFund(CorrectRecord, RecordSalaryFund):
    """
    Correct how large a salary fund was recorded, from above the agency that is paid from it (K16, K10).

    What is calculated stands: a fund that would no longer cover it is refused until that is calculated anew (R46).
    """

    correction: ClassVar[type[Correction]] = SalaryFundCorrected
    concerning: ClassVar[tuple[str, ...]] = ()
    derived: ClassVar[tuple[str, ...]] = ("period",)
    authority: ClassVar[Rule] = funds_rules.office_above_the_agency_or_administrator
    rules: ClassVar[tuple[Rule, ...]] = (
        *CORRECTING,
        funds_rules.amount_is_an_exact_number,
        funds_rules.agency_takes_no_hand_in_its_fund,
        funds_rules.fund_covers_what_is_calculated,
    )

    def written(self, name: str) -> str:
        """The quarter as funds are named by it."""
        return written(self.period) if name == "period" else super().written(name)


CORRECTIONS = (SalaryFundCorrected,)
CORRECTION_COMMANDS = (CorrectSalaryFund,)
