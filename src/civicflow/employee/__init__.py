"""Who works: category, position and salary, training, leave, discipline, incidents, presence and its reports."""

from civicflow.core.module import Module
from civicflow.employee import correcting_rules
from civicflow.employee.commands import COMMANDS
from civicflow.employee.commands import AssignPosition as AssignPosition
from civicflow.employee.commands import CompleteTraining as CompleteTraining
from civicflow.employee.commands import EndLeave as EndLeave
from civicflow.employee.commands import RecordLeave as RecordLeave
from civicflow.employee.commands import RegisterEmployee as RegisterEmployee
from civicflow.employee.corrected_moves import CORRECTED_MOVES
from civicflow.employee.corrections import CORRECTION_COMMANDS, CORRECTIONS
from civicflow.employee.corrections import CorrectAssignment as CorrectAssignment
from civicflow.employee.corrections import CorrectCheckIn as CorrectCheckIn
from civicflow.employee.corrections import CorrectDayReport as CorrectDayReport
from civicflow.employee.corrections import CorrectIncident as CorrectIncident
from civicflow.employee.corrections import CorrectIncidentConfirmation as CorrectIncidentConfirmation
from civicflow.employee.corrections import CorrectLeave as CorrectLeave
from civicflow.employee.corrections import CorrectLeaveEnd as CorrectLeaveEnd
from civicflow.employee.corrections import CorrectRegistration as CorrectRegistration
from civicflow.employee.corrections import CorrectTraining as CorrectTraining
from civicflow.employee.events import EVENTS, CheckedIn, CheckedOut, DayReported
from civicflow.employee.events import Category as Category
from civicflow.employee.events import IncidentKind as IncidentKind
from civicflow.employee.events import LeaveKind as LeaveKind
from civicflow.employee.events import Place as Place
from civicflow.employee.events import Session as Session
from civicflow.employee.model import STATES
from civicflow.employee.presence import PRESENCE
from civicflow.employee.presence import CheckIn as CheckIn
from civicflow.employee.presence import CheckOut as CheckOut
from civicflow.employee.presence import ConfirmIncident as ConfirmIncident
from civicflow.employee.presence import RejectIncident as RejectIncident
from civicflow.employee.presence import ReportDay as ReportDay
from civicflow.employee.presence import ReportIncident as ReportIncident
from civicflow.employee.presence import ReviewReport as ReviewReport
from civicflow.employee.standing import STANDING as STANDING_COMMANDS
from civicflow.employee.standing import RecordDiscipline as RecordDiscipline
from civicflow.employee.standing import RecordSalaryCoefficient as RecordSalaryCoefficient
from civicflow.employee.standing import WithdrawDiscipline as WithdrawDiscipline
from civicflow.employee.standing_corrections import STANDING_CORRECTION_COMMANDS, STANDING_CORRECTIONS
from civicflow.employee.standing_corrections import CorrectDiscipline as CorrectDiscipline
from civicflow.employee.standing_corrections import CorrectSalaryCoefficient as CorrectSalaryCoefficient
from civicflow.employee.standing_events import STANDING as STANDING_EVENTS
from civicflow.employee.standing_events import DisciplineKind as DisciplineKind
from civicflow.employee.standing_events import SeparationKind as SeparationKind
from civicflow.employee.standing_model import STANDING as STANDING_STATES
from civicflow.organization.corrections import CorrectMembership

MODULE = Module(
    name="employee",
    commands=(*COMMANDS, *STANDING_COMMANDS, *PRESENCE, *CORRECTION_COMMANDS, *STANDING_CORRECTION_COMMANDS),
    events=(*EVENTS, *STANDING_EVENTS, *CORRECTIONS, *STANDING_CORRECTIONS, *CORRECTED_MOVES),
    proofs=(CheckedIn, CheckedOut, DayReported),
    states=(*STATES, *STANDING_STATES),
    rules={
        CorrectMembership: (
            correcting_rules.first_day_in_the_unit_has_come,
            correcting_rules.membership_begins_before_what_rests_on_it,
        )
    },
)
