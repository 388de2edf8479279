"""What is to be done, by whom, until when, with what result."""

from civicflow.core.module import Module
from civicflow.task.assigning import AssignTask as AssignTask
from civicflow.task.assignment_events import ASSIGNMENT_EVENTS
from civicflow.task.assignment_events import DisputeOutcome as DisputeOutcome
from civicflow.task.assignment_events import Objection as Objection
from civicflow.task.commands import COMMANDS
from civicflow.task.commands import AcknowledgeTask as AcknowledgeTask
from civicflow.task.commands import CompleteTask as CompleteTask
from civicflow.task.commands import ConcludeTask as ConcludeTask
from civicflow.task.commands import EvaluateTask as EvaluateTask
from civicflow.task.commands import ReportTask as ReportTask
from civicflow.task.commands import ReturnResult as ReturnResult
from civicflow.task.commands import StartTask as StartTask
from civicflow.task.commands import SubmitResult as SubmitResult
from civicflow.task.corrections import CORRECTION_COMMANDS, CORRECTIONS
from civicflow.task.corrections import CorrectTaskEvaluation as CorrectTaskEvaluation
from civicflow.task.corrections import CorrectTaskReport as CorrectTaskReport
from civicflow.task.delegating import DELEGATING
from civicflow.task.delegating import DelegateTask as DelegateTask
from civicflow.task.delegating import HandBackTask as HandBackTask
from civicflow.task.delegating import TakeBackTask as TakeBackTask
from civicflow.task.desk import DESK
from civicflow.task.desk import AllowTaskAtHome as AllowTaskAtHome
from civicflow.task.desk import AttachDocument as AttachDocument
from civicflow.task.desk import BringTaskToOffice as BringTaskToOffice
from civicflow.task.desk import CommentOnTask as CommentOnTask
from civicflow.task.desk import ResumeTask as ResumeTask
from civicflow.task.desk import SuspendTask as SuspendTask
from civicflow.task.desk import WithdrawAttachment as WithdrawAttachment
from civicflow.task.desk_events import DESK_EVENTS
from civicflow.task.disputes import DisputeTask as DisputeTask
from civicflow.task.disputes import ResolveDispute as ResolveDispute
from civicflow.task.drafting import DiscardDraft as DiscardDraft
from civicflow.task.drafting import DraftTask as DraftTask
from civicflow.task.events import EVENTS, ResultSubmitted
from civicflow.task.events import Channel as Channel
from civicflow.task.events import Confidentiality as Confidentiality
from civicflow.task.events import Defect as Defect
from civicflow.task.hand_over_steps import HandOverAction as HandOverAction
from civicflow.task.hand_over_steps import HandOverStep as HandOverStep
from civicflow.task.hand_over_steps import KeepTask as KeepTask
from civicflow.task.handing_over import HANDING_OVER
from civicflow.task.handing_over import HandOverReviews as HandOverReviews
from civicflow.task.handing_over import HandOverWork as HandOverWork
from civicflow.task.interruptions import INTERRUPTIONS
from civicflow.task.interruptions import CancelTask as CancelTask
from civicflow.task.interruptions import Cause as Cause
from civicflow.task.interruptions import ConfirmHold as ConfirmHold
from civicflow.task.interruptions import ExtendDeadline as ExtendDeadline
from civicflow.task.interruptions import HoldTask as HoldTask
from civicflow.task.interruptions import RejectHold as RejectHold
from civicflow.task.interruptions import ReleaseTask as ReleaseTask
from civicflow.task.interruptions import ReviewHold as ReviewHold
from civicflow.task.model import STATES
from civicflow.task.moving import MOVES
from civicflow.task.moving import ReleaseClaim as ReleaseClaim
from civicflow.task.moving import ReturnToPrevious as ReturnToPrevious
from civicflow.task.moving import TransferTask as TransferTask
from civicflow.task.offering import OFFERING
from civicflow.task.offering import ClaimTask as ClaimTask
from civicflow.task.offering import OfferTask as OfferTask
from civicflow.task.offering_events import OFFERING_EVENTS
from civicflow.task.reassignment import REASSIGNMENT
from civicflow.task.reassignment import ReassignTask as ReassignTask
from civicflow.task.reassignment import ReopenTask as ReopenTask

MODULE = Module(
    name="task",
    commands=(
        DraftTask,
        DiscardDraft,
        AssignTask,
        *OFFERING,
        *MOVES,
        *DELEGATING,
        *DESK,
        DisputeTask,
        ResolveDispute,
        *COMMANDS,
        *REASSIGNMENT,
        *HANDING_OVER,
        *INTERRUPTIONS,
        *CORRECTION_COMMANDS,
    ),
    events=(*EVENTS, *ASSIGNMENT_EVENTS, *OFFERING_EVENTS, *DESK_EVENTS, *CORRECTIONS),
    claims=(*EVENTS, *ASSIGNMENT_EVENTS),
    proofs=(ResultSubmitted,),
    states=STATES,
)
