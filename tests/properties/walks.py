"""Walks through the life of every aggregate that has stages, by commands of people who may (K17)."""

from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from typing import Any

from civicflow import (
    dossier,
    employee,
    evaluation,
    exit_review,
    feedback,
    home_work,
    organization,
    oversight,
    pilot_record,
    steering,
    task,
)
from civicflow.core.command import Command
from civicflow.dossier.model import Dossier
from civicflow.employee.model import Incident
from civicflow.employee.model import Stage as IncidentStage
from civicflow.evaluation.model import Evaluation
from civicflow.evaluation.model import Stage as EvaluationStage
from civicflow.exit_review.model import ExitReview
from civicflow.exit_review.model import Stage as ReviewStage
from civicflow.feedback.model import Petition
from civicflow.feedback.model import Stage as PetitionStage
from civicflow.home_work.model import HomeWork
from civicflow.oversight.model import Finding
from civicflow.pilot_record.model import PilotRecord
from civicflow.pilot_record.model import Stage as PilotStage
from civicflow.steering.model import Stage as TargetStage
from civicflow.steering.model import Target
from civicflow.task.model import Stage as TaskStage
from civicflow.task.model import Task
from tests.employee.staff import CRITERIA
from tests.home_work.arrangements import signs
from tests.procedures.drawn import CLERK, outcome, procedure, step
from tests.properties.clerks import FROZEN, NOW

Walk = Iterator[tuple[Command, str]]

FINAL: Mapping[Any, set[Enum]] = {
    Task: {TaskStage.EVALUATED, TaskStage.REASSIGNED, TaskStage.CANCELLED, TaskStage.DISCARDED},
    PilotRecord: {PilotStage.REJECTED, PilotStage.COMPLETED},
    Dossier: set(),
    HomeWork: set(),
    Incident: {IncidentStage.CONFIRMED, IncidentStage.REJECTED},
    Petition: {PetitionStage.ANSWERED, PetitionStage.WITHDRAWN},
    Finding: set(),
    Target: {TargetStage.CLOSED},
    ExitReview: {ReviewStage.CONCLUDED},
    Evaluation: {EvaluationStage.ANSWERED},
}
"""The stages after which nothing follows; an arrangement that is over may be asked for anew, a dossier that is be opened again."""

REASON = "Theo đề nghị của phòng"
CLEAR: dict[str, Any] = {"work": "Thẩm định", "result": "Tờ trình", "acceptance": "Có căn cứ và đề xuất"}


def through_tasks() -> Walk:
    """One task to its evaluation with a dispute, a return and a second opening; others pass on, are called off, or are taken on."""
    for each in ("T-1", "T-4"):
        yield task.DraftTask(task=each, unit="U-1", work="Thẩm định"), "HEAD-1"
    yield task.DiscardDraft(task="T-4", reason=REASON), "HEAD-1"
    for each in ("T-1", "T-2"):
        due = "2023-11-20T17:00+07:00"
        yield task.AssignTask(task=each, to="E-1", due=due, **CLEAR), "HEAD-1"
    yield task.DisputeTask(task="T-1", objection="means"), "E-1"
    yield task.ResolveDispute(task="T-1", outcome="upheld", clock_ran=False, reason=REASON), "DIRECTOR"
    yield task.AcknowledgeTask(task="T-1"), "E-1"
    yield task.StartTask(task="T-1"), "E-1"
    yield task.SubmitResult(task="T-1", output="Tờ trình 1"), "E-1"
    yield task.ReturnResult(task="T-1", defect="minor", reason=REASON), "HEAD-1"
    yield task.SubmitResult(task="T-1", output="Tờ trình 2"), "E-1"
    yield task.CompleteTask(task="T-1"), "HEAD-1"
    yield task.ReopenTask(task="T-1", reason=REASON), "HEAD-1"
    yield task.SubmitResult(task="T-1", output="Tờ trình 3"), "E-1"
    yield task.CompleteTask(task="T-1"), "HEAD-1"
    yield task.EvaluateTask(task="T-1", quality_met=True), "HEAD-1"
    yield task.ReassignTask(task="T-2", to="E-3", replacement="T-3", reason=REASON), "HEAD-1"
    yield task.CancelTask(task="T-3", reason=REASON), "HEAD-1"
    offered = {"unit": "U-1", "due": "2023-11-20T17:00+07:00", **CLEAR}
    yield task.OfferTask(task="T-5", **offered), "DIRECTOR"
    yield task.ClaimTask(task="T-5"), "E-1"
    yield task.DelegateTask(task="T-5", to="E-3", reason=REASON), "E-1"
    yield task.HandBackTask(task="T-5", reason=REASON), "E-3"
    yield task.SuspendTask(task="T-5", reason=REASON), "E-1"
    yield task.ResumeTask(task="T-5"), "E-1"
    yield task.ReleaseClaim(task="T-5", reason=REASON), "E-1"
    yield task.TransferTask(task="T-5", to_unit="U-2", reason=REASON), "HEAD-1"
    yield task.ReturnToPrevious(task="T-5", reason=REASON), "HEAD-2"


ASKED = procedure(
    step("ask", outcome("came", closes="answered"), kind="wait", awaits="reply"),
    since="2023-10-02",
    roles=(CLERK,),
    term="10 working_days",
)
"""A reply is waited for, and that is all."""


def through_dossiers() -> Walk:
    """One is closed and reopened, called off and reopened once more."""
    yield dossier.PublishProcedure(unit="A-1", definition=ASKED), "DIRECTOR"
    yield dossier.OpenDossier(dossier="D-1", procedure="one-stop", unit="U-1"), "E-1"
    yield dossier.ReceiveReply(dossier="D-1", step="ask", outcome="came"), "E-1"
    yield dossier.ReopenDossier(dossier="D-1", step="ask", reason=REASON), "DIRECTOR"
    yield dossier.CancelDossier(dossier="D-1", reason=REASON), "HEAD-1"
    yield dossier.ReopenDossier(dossier="D-1", step="ask", reason=REASON), "DIRECTOR"


def through_home_work() -> Walk:
    """Each asks twice: after a withdrawal, after a refusal, after an end; one arrangement is lived through."""
    yield asks("E-1"), "E-1"
    yield home_work.WithdrawRequest(person="E-1"), "E-1"
    yield asks("E-1"), "E-1"
    yield from through_an_arrangement()
    yield judges("E-3", met=False), "HEAD-1"
    yield judges("E-3"), "HEAD-1"
    yield asks("E-3"), "E-3"
    yield home_work.RefuseHomeWork(person="E-3", reason_code="service", reason=REASON), "HEAD-1"
    yield asks("E-3"), "E-3"
    yield employee.AssignPosition(person="HEAD-1", position="P-1", since="2023-10-01"), "DIRECTOR"
    yield judges("HEAD-1"), "DIRECTOR"
    yield asks("HEAD-1"), "HEAD-1"
    yield home_work.ApproveHomeWork(person="HEAD-1"), "DIRECTOR"
    yield home_work.EndHomeWork(person="HEAD-1"), "HEAD-1"
    yield asks("HEAD-1"), "HEAD-1"


def through_an_arrangement() -> Walk:
    """From the approval to the end, with a signature that is renewed, a recall that is taken back, and a rest."""
    yield home_work.ApproveHomeWork(person="E-1"), "HEAD-1"
    yield signs("E-1"), "E-1"
    yield home_work.CountersignCommitment(person="E-1"), "HEAD-1"
    yield home_work.ActivateHomeWork(person="E-1"), "HEAD-1"
    yield signs("E-1"), "E-1"
    yield home_work.CountersignCommitment(person="E-1"), "HEAD-1"
    yield home_work.ReviewCommitment(person="E-1", review_on="2023-12-01", remark=REASON), "HEAD-1"
    yield home_work.RecallToOffice(person="E-1", day="2023-10-10", reason=REASON), "HEAD-1"
    yield home_work.WithdrawRecall(person="E-1", day="2023-10-10", reason=REASON), "HEAD-1"
    yield home_work.SuspendHomeWork(person="E-1", reason=REASON), "HEAD-1"
    yield home_work.ResumeHomeWork(person="E-1"), "HEAD-1"
    yield home_work.EndHomeWork(person="E-1"), "E-1"


def asks(person: str) -> home_work.RequestHomeWork:
    """A request for Tuesdays until December."""
    return home_work.RequestHomeWork(
        person=person, weekdays=["tuesday"], since="2023-10-02", until="2023-12-01", reason=REASON
    )


def judges(person: str, *, met: bool = True) -> home_work.AssessEligibility:
    """Everything that is laid down is met, and discipline as well, or not."""
    criteria = (*CRITERIA, home_work.Criterion(code="no_discipline", met=met))
    return home_work.AssessEligibility(person=person, criteria=criteria, reason=REASON)


def through_incidents() -> Walk:
    """One is confirmed, the other is not."""
    for each in ("I-1", "I-2"):
        reported = employee.ReportIncident(
            incident=each,
            kind="connection",
            since="2023-10-02T06:30+07:00",
            until="2023-10-02T07:30+07:00",
        )
        yield reported, "E-1"
    yield employee.ConfirmIncident(incident="I-1"), "HEAD-1"
    yield employee.RejectIncident(incident="I-2", reason=REASON), "HEAD-1"


def through_pilots() -> Walk:
    """The pilot that runs rests, is reviewed twice, stopped and closed; of two drafts one is returned and both are decided on."""
    yield pilot_record.PausePilot(pilot="R-1", instrument="QĐ 6", reason=REASON), "CHAIR"
    yield pilot_record.ResumePilot(pilot="R-1", instrument="QĐ 7"), "CHAIR"
    yield pilot_record.ReportPilot(pilot="R-1", until="2023-10-02", results={"on_time": "9/10"}), "DIRECTOR"
    for course in ("pause", "stop"):
        review = pilot_record.EvaluatePilot(
            pilot="R-1", recommended=course, answers=[FROZEN], assessment=REASON
        )
        yield review, "CHAIR"
        decision = pilot_record.DecidePilot(pilot="R-1", decided=course, instrument="QĐ 8", reason=REASON)
        yield decision, "CHAIR"
    yield pilot_record.CompletePilot(pilot="R-1", instrument="QĐ 8"), "CHAIR"
    for each in ("R-2", "R-3"):
        draft = pilot_record.DraftPilot(
            pilot=each,
            title="Thí điểm",
            unit="A-1",
            quota={"A-1": 1},
            units=["U-1"],
            groups=["drafting"],
            since="2023-10-01",
            until="2023-12-29",
            indicators={"on_time": "19/20"},
        )
        yield draft, "DIRECTOR"
        yield pilot_record.SubmitPilot(pilot=each), "DIRECTOR"
    yield pilot_record.ReturnPilot(pilot="R-3", reason=REASON), "CHAIR"
    yield draft, "DIRECTOR"
    yield pilot_record.ApprovePilot(pilot="R-2", instrument="QĐ 9"), "CHAIR"
    yield pilot_record.StartPilot(pilot="R-2"), "DIRECTOR"
    yield pilot_record.SubmitPilot(pilot="R-3"), "DIRECTOR"
    yield pilot_record.RejectPilot(pilot="R-3", reason=REASON), "CHAIR"


def through_petitions() -> Walk:
    """One is forwarded, assigned and answered; the other is withdrawn."""
    for each in ("P-1", "P-2"):
        received = feedback.ReceivePetition(
            petition=each,
            unit="U-2",
            petitioner="citizen",
            kind="delay",
            channel="online",
            received_on="2023-10-02",
            text=REASON,
        )
        yield received, "HEAD-2"
    yield feedback.ForwardPetition(petition="P-1", to_unit="U-1", reason=REASON), "HEAD-2"
    yield feedback.AssignPetition(petition="P-1", to="E-1"), "HEAD-1"
    yield feedback.AnswerPetition(petition="P-1", outcome="upheld", answer=REASON), "E-1"
    yield feedback.WithdrawPetition(petition="P-2", reason=REASON), "HEAD-2"


def through_findings() -> Walk:
    """An answer is rejected, another is accepted; the finding is closed and opened again."""
    yield (
        organization.Appoint(
            unit="A-1", person="INSPECTOR", office="inspector", since="2023-10-01", instrument="QĐ 11"
        ),
        "CHAIR",
    )
    opened = oversight.OpenFinding(
        finding="F-1", unit="U-1", severity="major", provision="QĐ 12", refs=[1], text=REASON
    )
    yield opened, "INSPECTOR"
    answer = oversight.AnswerFinding(finding="F-1", answer=REASON, measures=REASON)
    yield answer, "HEAD-1"
    yield oversight.RejectAnswer(finding="F-1", reason=REASON), "INSPECTOR"
    yield answer, "HEAD-1"
    yield oversight.AcceptAnswer(finding="F-1"), "INSPECTOR"
    yield oversight.CloseFinding(finding="F-1", resolution="remedied", note=REASON), "INSPECTOR"
    yield oversight.ReopenFinding(finding="F-1", reason=REASON), "INSPECTOR"


def through_targets() -> Walk:
    """One is revised, reported on and closed."""
    target = steering.AssignTarget(
        target="G-1", unit="U-1", indicator="on_time", since="2023-10-02", until="2023-10-02", value="19/20"
    )
    yield target, "DIRECTOR"
    yield steering.ReviseTarget(target="G-1", value="9/10", reason=REASON), "DIRECTOR"
    yield steering.ReportTarget(target="G-1", value="0.93", as_of="2023-10-02"), "HEAD-1"
    yield steering.CloseTarget(target="G-1", achieved="0.92"), "DIRECTOR"
    criteria = steering.PublishCriteria(
        criteria="B-1",
        unit="A-1",
        since="2024-01-01",
        until="2024-12-31",
        version="2024-1",
        entries={"discipline": "Kỷ luật"},
    )
    yield criteria, "DIRECTOR"


def through_evaluations() -> Walk:
    """A quarter to the answer of a petition; the year of somebody whose earlier agency has sent its opinion."""
    quarter: dict[str, Any] = {"person": "E-1", "period": "2024-Q1"}
    yield evaluation.AssessOneself(**quarter, text=REASON), "E-1"
    yield evaluation.ProposeGrade(**quarter), "HEAD-1"
    decided = evaluation.Rating(person="E-1", grade="good", reason=REASON)
    yield evaluation.ApproveRatings(agency="A-1", period="2024-Q1", grades=[decided]), "DIRECTOR"
    yield evaluation.PublishRatings(agency="A-1", period="2024-Q1"), "DIRECTOR"
    yield evaluation.PetitionGrade(**quarter, text=REASON), "E-1"
    answer = evaluation.AnswerGradePetition(**quarter, result="upheld", grade="excellent", answer=REASON)
    yield answer, "CHAIR"
    established = organization.EstablishUnit(
        unit="A-2", title="Sở", answers_to="CHAIR", locality="vn/hcmc", instrument="QĐ 15"
    )
    yield established, "ADMIN"
    yield organization.LeaveUnit(unit="U-1", person="E-3", until="2023-12-15", reason=REASON), "ADMIN"
    yield organization.JoinUnit(unit="A-2", person="E-3", since="2023-12-16"), "ADMIN"
    year: dict[str, Any] = {"person": "E-3", "period": "2023"}
    yield evaluation.ForwardScores(**year, agency="A-1", opinion=REASON), "DIRECTOR"
    yield evaluation.AssessOneself(**year, text=REASON), "E-3"


def through_exit_reviews() -> Walk:
    """A year that was not completed calls for a review by the law of 2026; it is concluded above the agency."""
    yield evaluation.ProposeGrade(person="E-1", period="2024", conduct="met"), "HEAD-1"
    failed = evaluation.Rating(person="E-1", grade="not_completed", reason=REASON)
    yield evaluation.ApproveRatings(agency="A-1", period="2024", grades=[failed]), "DIRECTOR"
    yield exit_review.OpenExitReview(review="X-1", person="E-1"), "DIRECTOR"
    conclusion = exit_review.ConcludeExitReview(
        review="X-1", outcome="kept", reason=REASON, instrument="QĐ 16"
    )
    yield conclusion, "CHAIR"


WALKS: Mapping[Any, Callable[[], Walk]] = {
    Task: through_tasks,
    Dossier: through_dossiers,
    HomeWork: through_home_work,
    Incident: through_incidents,
    PilotRecord: through_pilots,
    Petition: through_petitions,
    Finding: through_findings,
    Target: through_targets,
    Evaluation: through_evaluations,
    ExitReview: through_exit_reviews,
}
"""What leads through the stages of each, one walk after another in one administration."""

MOMENTS: Mapping[Any, str] = dict.fromkeys(WALKS, NOW) | {
    Evaluation: "2024-04-02T08:00+07:00",
    ExitReview: "2026-01-05T08:00+07:00",
}
"""When each is walked: a period is evaluated when it is over."""
