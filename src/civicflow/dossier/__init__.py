"""One run of a procedure: opened, led from step to step, closed with a result."""

from civicflow.core.module import Module
from civicflow.dossier.completing import COMPLETING
from civicflow.dossier.completing import CompleteStep as CompleteStep
from civicflow.dossier.completing import NameInstances as NameInstances
from civicflow.dossier.completing import PassTerm as PassTerm
from civicflow.dossier.completing import ReceiveReply as ReceiveReply
from civicflow.dossier.events import STEP_EVENTS
from civicflow.dossier.model import Dossier
from civicflow.dossier.opening import OpenDossier as OpenDossier
from civicflow.dossier.procedure_events import PROCEDURE_EVENTS
from civicflow.dossier.procedure_model import ProcedureOnRecord
from civicflow.dossier.publishing import PUBLISHING
from civicflow.dossier.publishing import PublishProcedure as PublishProcedure
from civicflow.dossier.publishing import WithdrawProcedure as WithdrawProcedure
from civicflow.dossier.routing import RouteStep as RouteStep
from civicflow.dossier.separation import SEPARATION

MODULE = Module(
    name="dossier",
    commands=(*PUBLISHING, OpenDossier, RouteStep, *COMPLETING),
    events=(*PROCEDURE_EVENTS, *STEP_EVENTS),
    rules=SEPARATION,
    states=(ProcedureOnRecord, Dossier),
)
