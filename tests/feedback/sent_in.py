"""A petition of the department of the tests, and an initiative, at each stage they can reach."""

from datetime import date
from typing import Any

from civicflow import feedback
from civicflow.calendars import Derivation, TermUnit
from civicflow.core.event import Event
from civicflow.core.fields import FreeText, instant
from civicflow.feedback.events import (
    InitiativeDecided,
    InitiativeDecision,
    InitiativeRecorded,
    InitiativeResultReported,
    PetitionAnswered,
    PetitionAssigned,
    PetitionChannel,
    Petitioner,
    PetitionForwarded,
    PetitionKind,
    PetitionOutcome,
    PetitionReceived,
    PetitionWithdrawn,
)
from civicflow.feedback.model import Progress, Stage

TEXT = FreeText(v="Chờ quá lâu mà không được hướng dẫn")


def received(**other: Any) -> PetitionReceived:
    """What came in from a citizen on 2 October 2023, but for what is said."""
    said: dict[str, Any] = {
        "petition": "P-1",
        "unit": "U-1",
        "petitioner": Petitioner.CITIZEN,
        "from_person": None,
        "kind": PetitionKind.ATTITUDE,
        "about": None,
        "against": None,
        "decided_by": None,
        "channel": PetitionChannel.ONLINE,
        "received_on": date(2023, 10, 2),
        "text": TEXT,
        "received_by": "CLERK-1",
        "due": instant("2023-10-16T17:00+07:00"),
        "derivation": Derivation(
            start=instant("2023-10-02T00:00+07:00"),
            length=10,
            unit=TermUnit.WORKING_DAYS,
            calendar="vn-2026.1",
            regulation="petition_answer/2000-01-01",
            office_hours="office_hours/2000-01-01",
            projected=False,
        ),
    }
    return PetitionReceived(**said | other)


def receive(**other: Any) -> feedback.ReceivePetition:
    """The command that becomes ``received()``, but for what is said."""
    said: dict[str, Any] = {
        "petition": "P-1",
        "unit": "U-1",
        "petitioner": "citizen",
        "kind": "attitude",
        "channel": "online",
        "received_on": "2023-10-02",
        "text": TEXT,
    }
    return feedback.ReceivePetition(**said | other)


def assigned(to: str = "E-1", unit: str = "U-1", by: str = "HEAD-1") -> PetitionAssigned:
    """The petition is given to somebody."""
    return PetitionAssigned(petition="P-1", unit=unit, to=to, assigned_by=by)


ASSIGN = feedback.AssignPetition(petition="P-1", to="E-1")
FORWARD = feedback.ForwardPetition(petition="P-1", to_unit="U-2", reason=TEXT)
ANSWER = feedback.AnswerPetition(petition="P-1", outcome="partly", answer=TEXT)
WITHDRAW = feedback.WithdrawPetition(petition="P-1", reason=TEXT)
FORWARDED = PetitionForwarded(petition="P-1", unit="U-1", to_unit="U-2", forwarded_by="HEAD-1", reason=TEXT)
ANSWERED = PetitionAnswered(
    petition="P-1", unit="U-1", answered_by="E-1", outcome=PetitionOutcome.PARTLY, answer=TEXT
)
WITHDRAWN = PetitionWithdrawn(petition="P-1", unit="U-1", recorded_by="CLERK-1", reason=TEXT)

STAGES: dict[Stage, tuple[Event, ...]] = {
    Stage.RECEIVED: (received(),),
    Stage.ASSIGNED: (received(), assigned()),
    Stage.ANSWERED: (received(), assigned(), ANSWERED),
    Stage.WITHDRAWN: (received(), WITHDRAWN),
}
"""How each stage of a petition is reached (K17)."""

RECORDED = InitiativeRecorded(initiative="I-1", unit="U-1", person="E-1", text=TEXT)


def decided(decision: InitiativeDecision = InitiativeDecision.ADOPTED) -> InitiativeDecided:
    """The head of the unit decides on it."""
    return InitiativeDecided(
        initiative="I-1",
        unit="U-1",
        person="E-1",
        decision=decision,
        decided_by="HEAD-1",
        reason=TEXT,
    )


REPORTED = InitiativeResultReported(
    initiative="I-1", unit="U-1", person="E-1", reported_by="HEAD-1", result=TEXT
)
RECORD = feedback.RecordInitiative(initiative="I-1", unit="U-1", person="E-1", text=TEXT)
DECIDE = feedback.DecideInitiative(initiative="I-1", decision="adopted", reason=TEXT)
REPORT = feedback.ReportInitiativeResult(initiative="I-1", result=TEXT)

PROGRESS: dict[Progress, tuple[Event, ...]] = {
    Progress.RECORDED: (RECORDED,),
    Progress.ADOPTED: (RECORDED, decided()),
    Progress.DECLINED: (RECORDED, decided(InitiativeDecision.DECLINED)),
    Progress.RESULT_REPORTED: (RECORDED, decided(), REPORTED),
}
"""How far an initiative can come, and how (K17)."""
