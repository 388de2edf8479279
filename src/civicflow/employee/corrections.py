"""What was recorded wrongly of an employee, of leave, incidents and working days, and how it is put right."""

from datetime import date, datetime
from typing import ClassVar

from attrs import field, frozen

from civicflow.core.correction import Correction
from civicflow.core.fields import FreeText, PersonId, SubjectId, day, free_text, instant, optional_free_text
from civicflow.core.rule import Rule
from civicflow.employee import correcting_rules, presence_rules, rules
from civicflow.employee.commands import (
    AssignPosition,
    CompleteTraining,
    EndLeave,
    RecordLeave,
    RegisterEmployee,
)
from civicflow.employee.events import (
    CheckedIn,
    DayReported,
    EmployeeRegistered,
    IncidentConfirmed,
    IncidentKind,
    IncidentReported,
    LeaveEnded,
    LeaveRecorded,
    Place,
    PositionAssigned,
    TrainingCompleted,
)
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
class RegistrationCorrected(Correction, EmployeeRegistered):
    """The category or the first day of somebody was recorded wrongly and is corrected (R7, K8)."""

    topic: ClassVar[str] = "employee.registration_corrected"


@frozen(kw_only=True, eq=False, repr=False)
class AssignmentCorrected(Correction, PositionAssigned):
    """The day from which somebody holds a position was recorded wrongly and is corrected (R75)."""

    topic: ClassVar[str] = "employee.assignment_corrected"


@frozen(kw_only=True, eq=False, repr=False)
class TrainingCorrected(Correction, TrainingCompleted):
    """A course was recorded wrongly and is corrected: which one, how long, when (R76)."""

    topic: ClassVar[str] = "training.corrected"


@frozen(kw_only=True, eq=False, repr=False)
class LeaveEndCorrected(Correction, LeaveEnded):
    """The day on which a leave ended early was recorded wrongly and is corrected (K13)."""

    topic: ClassVar[str] = "employee.leave_end_corrected"


@frozen(kw_only=True, eq=False, repr=False)
class IncidentCorrected(Correction, IncidentReported):
    """The kind or the times of an incident were recorded wrongly and are corrected (R23, K3)."""

    topic: ClassVar[str] = "incident.corrected"


@frozen(kw_only=True, eq=False, repr=False)
class IncidentConfirmationCorrected(Correction, IncidentConfirmed):
    """The time that a confirmed incident excuses was recorded wrongly and is corrected (K3, K4)."""

    topic: ClassVar[str] = "incident.confirmation_corrected"


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


@frozen(kw_only=True, eq=False, repr=False)
class CorrectRegistration(CorrectRecord, RegisterEmployee):
    """
    Correct the category, the first day or the unit with which somebody was registered (R7, K8).

    Once a grade is decided under a category, the service ends and begins anew under the right one.
    """

    correction: ClassVar[type[Correction]] = RegistrationCorrected
    authority: ClassVar[Rule] = rules.office_that_keeps_the_record
    rules: ClassVar[tuple[Rule, ...]] = (
        *CORRECTING,
        correcting_rules.unit_is_on_record,
        correcting_rules.first_day_of_service_has_come,
        correcting_rules.service_begins_before_what_rests_on_it,
        correcting_rules.category_is_that_of_the_decided_grades,
    )


@frozen(kw_only=True, eq=False, repr=False)
class CorrectAssignment(CorrectRecord, AssignPosition):
    """Correct the day from which somebody holds a position; another position they are given by assignment (R75)."""

    correction: ClassVar[type[Correction]] = AssignmentCorrected
    fixed: ClassVar[tuple[str, ...]] = ("position",)
    authority: ClassVar[Rule] = rules.office_that_leads_the_position
    rules: ClassVar[tuple[Rule, ...]] = (
        *CORRECTING,
        rules.person_belongs_to_the_unit_of_the_position,
        rules.position_stands,
    )


@frozen(kw_only=True, eq=False, repr=False)
class CorrectTraining(CorrectRecord, CompleteTraining):
    """
    Correct what was recorded of a course: its code, its hours, its last day (R76).

    An arrangement that began on it goes on until the office that decides suspends or ends it.
    """

    correction: ClassVar[type[Correction]] = TrainingCorrected
    authority: ClassVar[Rule] = rules.office_that_keeps_the_record
    rules: ClassVar[tuple[Rule, ...]] = (*CORRECTING, rules.course_is_over, rules.course_takes_hours)


@frozen(kw_only=True, eq=False, repr=False)
class CorrectLeaveEnd(CorrectRecord, EndLeave):
    """Correct the day on which a leave is recorded to have ended early (K13)."""

    correction: ClassVar[type[Correction]] = LeaveEndCorrected
    fixed: ClassVar[tuple[str, ...]] = ("leave",)
    authority: ClassVar[Rule] = rules.office_that_keeps_the_record
    rules: ClassVar[tuple[Rule, ...]] = (*CORRECTING, rules.leave_ends_no_earlier_than_on_its_eve)


@frozen(kw_only=True, eq=False, repr=False)
class CorrectIncident(CorrectRecord):
    """
    Correct the kind and the times of an incident; what the employee said of it stays in their words (R23, K3).

    What was confirmed before keeps the time that it excuses, and lies within what is reported, until the confirmation is
    corrected as well.

    Args:
        incident: The incident.
        kind: What kind.
        since: When it began, aware.
        until: When it ended, aware.
    """

    correction: ClassVar[type[Correction]] = IncidentCorrected
    authority: ClassVar[Rule] = presence_rules.office_above_the_person
    rules: ClassVar[tuple[Rule, ...]] = (
        *CORRECTING,
        presence_rules.incident_lies_in_the_past,
        presence_rules.report_covers_what_is_confirmed,
    )

    incident: SubjectId
    kind: IncidentKind = field(converter=IncidentKind)
    since: datetime = field(converter=instant)
    until: datetime = field(converter=instant)


@frozen(kw_only=True, eq=False, repr=False)
class CorrectIncidentConfirmation(CorrectRecord):
    """
    Correct the time that a confirmed incident excuses, as an office that may confirm it (K3, K4).

    It lies within what was reported. A grade that is decided of that time bars it: a petition changes the grade.

    Args:
        incident: The incident.
        since: When it began, aware.
        until: When it ended, aware.
    """

    correction: ClassVar[type[Correction]] = IncidentConfirmationCorrected
    authority: ClassVar[Rule] = presence_rules.office_above_the_person
    rules: ClassVar[tuple[Rule, ...]] = (
        *CORRECTING,
        presence_rules.incident_lies_in_the_past,
        presence_rules.confirmation_lies_within_the_report,
        presence_rules.no_decided_grade_is_of_that_time,
    )

    incident: SubjectId
    since: datetime = field(converter=instant)
    until: datetime = field(converter=instant)


CORRECTIONS = (
    LeaveCorrected,
    CheckInCorrected,
    DayReportCorrected,
    RegistrationCorrected,
    AssignmentCorrected,
    TrainingCorrected,
    LeaveEndCorrected,
    IncidentCorrected,
    IncidentConfirmationCorrected,
)
CORRECTION_COMMANDS = (
    CorrectLeave,
    CorrectCheckIn,
    CorrectDayReport,
    CorrectRegistration,
    CorrectAssignment,
    CorrectTraining,
    CorrectLeaveEnd,
    CorrectIncident,
    CorrectIncidentConfirmation,
)
