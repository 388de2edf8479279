"""What is to be done, by whom, until when, with what result."""

from civicflow.core.module import Module
from civicflow.task.assigning import AssignTask as AssignTask
from civicflow.task.commands import COMMANDS
from civicflow.task.commands import AcknowledgeTask as AcknowledgeTask
from civicflow.task.commands import CompleteTask as CompleteTask
from civicflow.task.commands import Defect as Defect
from civicflow.task.commands import EvaluateTask as EvaluateTask
from civicflow.task.commands import ReportTask as ReportTask
from civicflow.task.commands import ReturnResult as ReturnResult
from civicflow.task.commands import StartTask as StartTask
from civicflow.task.commands import SubmitResult as SubmitResult
from civicflow.task.events import EVENTS
from civicflow.task.events import Channel as Channel
from civicflow.task.events import Confidentiality as Confidentiality
from civicflow.task.interruptions import INTERRUPTIONS
from civicflow.task.interruptions import CancelTask as CancelTask
from civicflow.task.interruptions import Cause as Cause
from civicflow.task.interruptions import ConfirmHold as ConfirmHold
from civicflow.task.interruptions import ExtendDeadline as ExtendDeadline
from civicflow.task.interruptions import HoldTask as HoldTask
from civicflow.task.interruptions import ReleaseTask as ReleaseTask
from civicflow.task.model import STATES

MODULE = Module(
    name="task", commands=(AssignTask, *COMMANDS, *INTERRUPTIONS), events=EVENTS, claims=EVENTS, states=STATES
)
