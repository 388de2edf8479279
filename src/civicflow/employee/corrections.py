"""What was recorded wrongly of leave and of a working day, and how it is put right."""

from datetime import date
from typing import ClassVar

from attrs import field, frozen

from civicflow.core.correction import Correction
from civicflow.core.fields import FreeText, PersonId, day, free_text, optional_free_text
from civicflow.core.rule import Rule
from civicflow.employee import rules
from civicflow.employee.commands import RecordLeave
from civicflow.employee.events import CheckedIn, DayReported, LeaveRecorded, Place
from civicflow.organization.correcting import CORRECTING, CorrectRecord
from civicflow.organization.rules import term_begins_before_it_ends


@frozen(kw_only=True, eq=False, repr=False)
class LeaveCorrected(Correction, LeaveRecorded):
    """A leave was recorded wrongly and is corrected: its kind, its days or its sessions (K13)."""

    topic: ClassVar[str] = "employee.leave_corrected"


@frozen(kw_only=True, eq=False, repr=False)
class CheckInCorrected(Correction, CheckedIn):
    """Where somebody said they worked was recorded wrongly and is corrected (R18, R25)."""

    topic: ClassVar[str] = "presence.check_in_corrected"


@frozen(kw_only=True, eq=False, repr=False)
class DayReportCorrected(Correction, DayReported):
    """The report of a day was disputed and is corrected; what was reported first stays on record (R36, K19)."""

    topic: ClassVar[str] = "presence.day_report_corrected"


@frozen(kw_only=True, eq=False, repr=False)
class CorrectLeave(CorrectRecord, RecordLeave):
    """Correct what was recorded of a leave: its kind, its days, its sessions (K13)."""

    correction: ClassVar[type[Correction]] = LeaveCorrected
    fixed: ClassVar[tuple[str, ...]] = ("leave",)
    authority: ClassVar[Rule] = rules.office_that_keeps_the_record
    rules: ClassVar[tuple[Rule, ...]] = (
        *CORRECTING,
        rules.half_day_of_leave_is_one_day,
        term_begins_before_it_ends,
    )


@frozen(kw_only=True, eq=False, repr=False)
class CorrectCheckIn(CorrectRecord):
    """
    Correct where an employee is recorded to have worked on a day (R18, R25).

    Args:
        person: Who checked in.
        day: The day.
        place: Where they worked.
    """

    correction: ClassVar[type[Correction]] = CheckInCorrected

    person: PersonId
    day: date = field(converter=day)
    place: Place = field(converter=Place)


@frozen(kw_only=True, eq=False, repr=False)
class CorrectDayReport(CorrectRecord):
    """
    Correct the report of a day that is disputed; never one's own (R36, K10, K19).

    Args:
        person: Who reported.
        day: The day.
        done: What was done.
        obstacles: What stood in the way.
    """

    correction: ClassVar[type[Correction]] = DayReportCorrected

    person: PersonId
    day: date = field(converter=day)
    done: FreeText = field(converter=free_text)
    obstacles: FreeText | None = field(default=None, converter=optional_free_text)


CORRECTIONS = (LeaveCorrected, CheckInCorrected, DayReportCorrected)
CORRECTION_COMMANDS = (CorrectLeave, CorrectCheckIn, CorrectDayReport)
