"""What a pilot covers, with how many places; what was measured, reported, weighed and decided about it."""

from civicflow.core.module import Module
from civicflow.pilot_record.commands import COMMANDS
from civicflow.pilot_record.commands import AssignUnit as AssignUnit
from civicflow.pilot_record.commands import CompletePilot as CompletePilot
from civicflow.pilot_record.commands import PausePilot as PausePilot
from civicflow.pilot_record.commands import ReportPilot as ReportPilot
from civicflow.pilot_record.commands import ResumePilot as ResumePilot
from civicflow.pilot_record.commands import StartPilot as StartPilot
from civicflow.pilot_record.commands import WithdrawUnit as WithdrawUnit
from civicflow.pilot_record.corrections import CORRECTION_COMMANDS, CORRECTIONS
from civicflow.pilot_record.corrections import CorrectBaseline as CorrectBaseline
from civicflow.pilot_record.corrections import CorrectPilotReport as CorrectPilotReport
from civicflow.pilot_record.corrections import CorrectSurvey as CorrectSurvey
from civicflow.pilot_record.decisions import DECISIONS
from civicflow.pilot_record.decisions import DecidePilot as DecidePilot
from civicflow.pilot_record.decisions import EvaluatePilot as EvaluatePilot
from civicflow.pilot_record.events import EVENTS
from civicflow.pilot_record.events import Audience as Audience
from civicflow.pilot_record.events import Course as Course
from civicflow.pilot_record.events import Obstacle as Obstacle
from civicflow.pilot_record.events import PilotType as PilotType
from civicflow.pilot_record.measuring import MEASURING
from civicflow.pilot_record.measuring import RecordBaseline as RecordBaseline
from civicflow.pilot_record.measuring import RecordSurvey as RecordSurvey
from civicflow.pilot_record.model import STATES
from civicflow.pilot_record.proposals import PROPOSALS
from civicflow.pilot_record.proposals import ApprovePilot as ApprovePilot
from civicflow.pilot_record.proposals import DraftPilot as DraftPilot
from civicflow.pilot_record.proposals import RejectPilot as RejectPilot
from civicflow.pilot_record.proposals import ReturnPilot as ReturnPilot
from civicflow.pilot_record.proposals import SubmitPilot as SubmitPilot

MODULE = Module(
    name="pilot_record",
    commands=(*PROPOSALS, *COMMANDS, *MEASURING, *DECISIONS, *CORRECTION_COMMANDS),
    events=(*EVENTS, *CORRECTIONS),
    states=STATES,
)
