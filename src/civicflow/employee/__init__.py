"""Who works: category and position, training, leave, incidents, presence and its reports."""

from civicflow.core.module import Module
from civicflow.employee.commands import COMMANDS
from civicflow.employee.commands import AssignPosition as AssignPosition
from civicflow.employee.commands import CompleteTraining as CompleteTraining
from civicflow.employee.commands import EndLeave as EndLeave
from civicflow.employee.commands import RecordLeave as RecordLeave
from civicflow.employee.commands import RegisterEmployee as RegisterEmployee
from civicflow.employee.corrections import CORRECTION_COMMANDS, CORRECTIONS
from civicflow.employee.corrections import CorrectCheckIn as CorrectCheckIn
from civicflow.employee.corrections import CorrectDayReport as CorrectDayReport
from civicflow.employee.corrections import CorrectLeave as CorrectLeave
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

MODULE = Module(
    name="employee",
    commands=(*COMMANDS, *PRESENCE, *CORRECTION_COMMANDS),
    events=(*EVENTS, *CORRECTIONS),
    proofs=(CheckedIn, CheckedOut, DayReported),
    states=STATES,
)
