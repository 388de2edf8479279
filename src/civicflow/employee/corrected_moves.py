"""That a transfer or a separation was taken down wrongly; the commands stand where both are decided, in work at home."""

from typing import ClassVar

from attrs import frozen

from civicflow.core.correction import Correction
from civicflow.employee.events import EmployeeTransferred
from civicflow.employee.standing_events import EmployeeSeparated


@frozen(kw_only=True, eq=False, repr=False)
class TransferCorrected(Correction, EmployeeTransferred):
    """The day or the decision of a transfer was taken down wrongly and is corrected (K18)."""

    topic: ClassVar[str] = "employee.transfer_corrected"


@frozen(kw_only=True, eq=False, repr=False)
class SeparationCorrected(Correction, EmployeeSeparated):
    """The last day or the ground of a separation was taken down wrongly and is corrected (K17)."""

    topic: ClassVar[str] = "employee.separation_corrected"


CORRECTED_MOVES = (TransferCorrected, SeparationCorrected)
