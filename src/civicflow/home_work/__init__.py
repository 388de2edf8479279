"""The arrangement to work at home: asked for by the employee, decided by the office that leads, ended by either."""

from civicflow.core.module import Module
from civicflow.feedback import (
    AnswerPetition,
    AssignPetition,
    CorrectPetition,
    ForwardPetition,
    ReceivePetition,
)
from civicflow.home_work.commands import COMMANDS
from civicflow.home_work.commands import ActivateHomeWork as ActivateHomeWork
from civicflow.home_work.commands import ApproveHomeWork as ApproveHomeWork
from civicflow.home_work.commands import AssessEligibility as AssessEligibility
from civicflow.home_work.commands import RefuseHomeWork as RefuseHomeWork
from civicflow.home_work.commands import RequestHomeWork as RequestHomeWork
from civicflow.home_work.commands import WithdrawRequest as WithdrawRequest
from civicflow.home_work.commitments import COMMITMENTS
from civicflow.home_work.commitments import CountersignCommitment as CountersignCommitment
from civicflow.home_work.commitments import ReviewCommitment as ReviewCommitment
from civicflow.home_work.commitments import SignCommitment as SignCommitment
from civicflow.home_work.contacts import CONTACTS
from civicflow.home_work.contacts import RecordFailedContact as RecordFailedContact
from civicflow.home_work.contacts import ReplyToFailedContact as ReplyToFailedContact
from civicflow.home_work.corrections import CORRECTION_COMMANDS, CORRECTIONS
from civicflow.home_work.corrections import CorrectEquipmentVerification as CorrectEquipmentVerification
from civicflow.home_work.corrections import CorrectFailedContact as CorrectFailedContact
from civicflow.home_work.corrections import CorrectSeparation as CorrectSeparation
from civicflow.home_work.corrections import CorrectTransfer as CorrectTransfer
from civicflow.home_work.equipment import EQUIPMENT
from civicflow.home_work.equipment import DeclareEquipment as DeclareEquipment
from civicflow.home_work.equipment import RequireEquipment as RequireEquipment
from civicflow.home_work.equipment import VerifyEquipment as VerifyEquipment
from civicflow.home_work.events import EVENTS
from civicflow.home_work.events import ContactChannel as ContactChannel
from civicflow.home_work.events import Criterion as Criterion
from civicflow.home_work.events import RefusalReason as RefusalReason
from civicflow.home_work.events import Weekday as Weekday
from civicflow.home_work.interruptions import INTERRUPTIONS
from civicflow.home_work.interruptions import EndHomeWork as EndHomeWork
from civicflow.home_work.interruptions import EndHomeWorkWithPilot as EndHomeWorkWithPilot
from civicflow.home_work.interruptions import RecallToOffice as RecallToOffice
from civicflow.home_work.interruptions import ResumeHomeWork as ResumeHomeWork
from civicflow.home_work.interruptions import SuspendHomeWork as SuspendHomeWork
from civicflow.home_work.interruptions import WithdrawRecall as WithdrawRecall
from civicflow.home_work.model import STATES
from civicflow.home_work.petitions import (
    actor_did_not_refuse,
    answerer_did_not_refuse,
    refused_request_is_on_record,
)
from civicflow.home_work.quota import quota_covers_the_places_taken
from civicflow.home_work.separations import SEPARATIONS
from civicflow.home_work.separations import SeparateEmployee as SeparateEmployee
from civicflow.home_work.transfers import TRANSFERS
from civicflow.home_work.transfers import TransferEmployee as TransferEmployee
from civicflow.pilot_record.decisions import DecidePilot

MODULE = Module(
    name="home_work",
    commands=(
        *COMMANDS,
        *COMMITMENTS,
        *EQUIPMENT,
        *INTERRUPTIONS,
        *CONTACTS,
        *TRANSFERS,
        *SEPARATIONS,
        *CORRECTION_COMMANDS,
    ),
    events=(*EVENTS, *CORRECTIONS),
    states=STATES,
    rules={
        DecidePilot: (quota_covers_the_places_taken,),
        ReceivePetition: (refused_request_is_on_record,),
        CorrectPetition: (refused_request_is_on_record,),
        AssignPetition: (actor_did_not_refuse, answerer_did_not_refuse),
        ForwardPetition: (actor_did_not_refuse,),
        AnswerPetition: (actor_did_not_refuse,),
    },
)
