"""What people turn to the office with and how it answers; and how the staff would do work better (R56, K21)."""

from civicflow.core.module import Module
from civicflow.feedback.commands import PETITIONS
from civicflow.feedback.commands import AnswerPetition as AnswerPetition
from civicflow.feedback.commands import AssignPetition as AssignPetition
from civicflow.feedback.commands import ForwardPetition as ForwardPetition
from civicflow.feedback.commands import ReceivePetition as ReceivePetition
from civicflow.feedback.commands import WithdrawPetition as WithdrawPetition
from civicflow.feedback.corrections import CORRECTION_COMMANDS, CORRECTIONS
from civicflow.feedback.corrections import CorrectInitiative as CorrectInitiative
from civicflow.feedback.corrections import CorrectInitiativeResult as CorrectInitiativeResult
from civicflow.feedback.corrections import CorrectPetition as CorrectPetition
from civicflow.feedback.events import EVENTS
from civicflow.feedback.events import InitiativeDecision as InitiativeDecision
from civicflow.feedback.events import PetitionChannel as PetitionChannel
from civicflow.feedback.events import Petitioner as Petitioner
from civicflow.feedback.events import PetitionKind as PetitionKind
from civicflow.feedback.events import PetitionOutcome as PetitionOutcome
from civicflow.feedback.initiatives import INITIATIVES
from civicflow.feedback.initiatives import DecideInitiative as DecideInitiative
from civicflow.feedback.initiatives import RecordInitiative as RecordInitiative
from civicflow.feedback.initiatives import ReportInitiativeResult as ReportInitiativeResult
from civicflow.feedback.model import STATES

MODULE = Module(
    name="feedback",
    commands=(*PETITIONS, *INITIATIVES, *CORRECTION_COMMANDS),
    events=(*EVENTS, *CORRECTIONS),
    states=STATES,
)
