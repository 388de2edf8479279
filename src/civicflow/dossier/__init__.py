"""One run of a procedure: opened, led from step to step, closed with a result (R57, R61, R78, K21)."""

from civicflow.core.module import Module
from civicflow.dossier.cancelling import CANCELLING
from civicflow.dossier.cancelling import CancelDossier as CancelDossier
from civicflow.dossier.cancelling import CancelStep as CancelStep
from civicflow.dossier.changing_events import CHANGING_EVENTS
from civicflow.dossier.changing_events import Document as Document
from civicflow.dossier.completing import COMPLETING
from civicflow.dossier.completing import CompleteStep as CompleteStep
from civicflow.dossier.completing import NameInstances as NameInstances
from civicflow.dossier.completing import PassTerm as PassTerm
from civicflow.dossier.completing import ReceiveReply as ReceiveReply
from civicflow.dossier.events import STEP_EVENTS
from civicflow.dossier.holding import HOLDING
from civicflow.dossier.holding import HoldDossier as HoldDossier
from civicflow.dossier.holding import ReleaseDossier as ReleaseDossier
from civicflow.dossier.holding_events import HOLDING_EVENTS
from civicflow.dossier.interference_events import INTERFERENCE_EVENTS
from civicflow.dossier.migrating import MigrateDossier as MigrateDossier
from civicflow.dossier.model import Dossier
from civicflow.dossier.opening import OpenDossier as OpenDossier
from civicflow.dossier.procedure_events import PROCEDURE_EVENTS
from civicflow.dossier.procedure_model import ProcedureOnRecord
from civicflow.dossier.publishing import PUBLISHING
from civicflow.dossier.publishing import PublishProcedure as PublishProcedure
from civicflow.dossier.publishing import WithdrawProcedure as WithdrawProcedure
from civicflow.dossier.reopening import ReopenDossier as ReopenDossier
from civicflow.dossier.returning import ReturnDossier as ReturnDossier
from civicflow.dossier.routing import RouteStep as RouteStep
from civicflow.dossier.separation import (
    disputed_work_of_a_step_is_not_withdrawn,
    person_is_different_where_the_procedure_demands,
    person_put_to_it_is_different_where_the_procedure_demands,
    persons_work_goes_to_are_different_where_the_procedure_demands,
    work_of_a_step_goes_its_way_by_the_procedure,
)
from civicflow.dossier.supplementing import SupplementDossier as SupplementDossier
from civicflow.dossier.task_rules import (
    office_of_the_step_is_still_held,
    replacement_is_not_named_like_the_step_of_a_dossier,
    replacements_are_not_named_like_the_steps_of_dossiers,
    task_is_not_named_like_the_step_of_a_dossier,
    term_that_ends_a_step_is_not_extended,
    term_that_ends_a_step_is_not_set_anew,
)
from civicflow.dossier.transferring import TransferDossier as TransferDossier
from civicflow.task.assigning import AssignTask
from civicflow.task.commands import ConcludeTask, ReportTask, StartTask, SubmitResult
from civicflow.task.delegating import DelegateTask
from civicflow.task.disputes import ResolveDispute
from civicflow.task.drafting import DraftTask
from civicflow.task.handing_over import HandOverWork
from civicflow.task.interruptions import CancelTask, ExtendDeadline
from civicflow.task.offering import ClaimTask, OfferTask
from civicflow.task.reassignment import ReassignTask, ReopenTask

MODULE = Module(
    name="dossier",
    commands=(
        *PUBLISHING,
        OpenDossier,
        RouteStep,
        *COMPLETING,
        ReturnDossier,
        *CANCELLING,
        *HOLDING,
        SupplementDossier,
        TransferDossier,
        ReopenDossier,
        MigrateDossier,
    ),
    events=(*PROCEDURE_EVENTS, *STEP_EVENTS, *INTERFERENCE_EVENTS, *HOLDING_EVENTS, *CHANGING_EVENTS),
    rules={
        ClaimTask: (person_is_different_where_the_procedure_demands,),
        SubmitResult: (
            person_is_different_where_the_procedure_demands,
            office_of_the_step_is_still_held,
        ),
        ConcludeTask: (
            person_is_different_where_the_procedure_demands,
            office_of_the_step_is_still_held,
        ),
        StartTask: (person_is_different_where_the_procedure_demands,),
        ReportTask: (person_is_different_where_the_procedure_demands,),
        ReassignTask: (
            person_put_to_it_is_different_where_the_procedure_demands,
            replacement_is_not_named_like_the_step_of_a_dossier,
            term_that_ends_a_step_is_not_set_anew,
        ),
        DelegateTask: (person_put_to_it_is_different_where_the_procedure_demands,),
        HandOverWork: (
            persons_work_goes_to_are_different_where_the_procedure_demands,
            replacements_are_not_named_like_the_steps_of_dossiers,
        ),
        ExtendDeadline: (term_that_ends_a_step_is_not_extended,),
        CancelTask: (work_of_a_step_goes_its_way_by_the_procedure,),
        ReopenTask: (work_of_a_step_goes_its_way_by_the_procedure,),
        ResolveDispute: (
            disputed_work_of_a_step_is_not_withdrawn,
            term_that_ends_a_step_is_not_set_anew,
        ),
        AssignTask: (task_is_not_named_like_the_step_of_a_dossier,),
        OfferTask: (task_is_not_named_like_the_step_of_a_dossier,),
        DraftTask: (task_is_not_named_like_the_step_of_a_dossier,),
    },
    states=(ProcedureOnRecord, Dossier),
)
