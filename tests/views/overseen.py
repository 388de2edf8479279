"""Findings and petitions of the agency of the tests, as they were recorded."""

from datetime import date, datetime
from typing import Any

from civicflow.core.event import Event
from civicflow.core.fields import FreeText
from civicflow.feedback.events import (
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
from civicflow.oversight.events import (
    FindingAnswerAccepted,
    FindingAnswered,
    FindingAnswerRejected,
    FindingClosed,
    FindingOpened,
    FindingReopened,
    Resolution,
    Severity,
)
from tests.views.past import Past, at

SAID = FreeText(v="Theo biên bản làm việc")


def _moment(written: str | None) -> datetime | None:
    return None if written is None else at(written)


def opened(
    past: Past,
    recorded: str,
    finding: str = "F-1",
    *,
    unit: str = "U-12",
    due: str | None = "2023-11-15T17:00",
    severity: Severity = Severity.MAJOR,
    **other: Any,
) -> int:
    """An inspector opens a finding; its position."""
    said: dict[str, Any] = {
        "inspection": None,
        "person": None,
        "refs": (1,),
        "figures": (),
        "derivation": None,
    }
    event = FindingOpened(
        finding=finding,
        unit=unit,
        severity=severity,
        provision="Quy chế, điều 5",
        text=SAID,
        opened_by="E-900",
        due=_moment(due),
        **said | other,
    )
    return past.add(recorded, event)


def told(past: Past, recorded: str, deed: str, finding: str = "F-1", unit: str = "U-12") -> int:
    """What happens to a finding afterwards; a new term ends on 20 November."""
    of: dict[str, Any] = {"finding": finding, "unit": unit}
    term: dict[str, Any] = {"due": at("2023-11-20T17:00"), "derivation": None}
    events: dict[str, Event] = {
        "answered": FindingAnswered(**of, answered_by="E-101", answer=SAID, measures=SAID),
        "accepted": FindingAnswerAccepted(**of, accepted_by="E-900"),
        "rejected": FindingAnswerRejected(**of, rejected_by="E-900", reason=SAID, **term),
        "closed": FindingClosed(**of, closed_by="E-900", resolution=Resolution.REMEDIED, note=SAID),
        "reopened": FindingReopened(**of, reopened_by="E-900", reason=SAID, **term),
    }
    return past.add(recorded, events[deed])


def received(
    past: Past,
    recorded: str,
    petition: str = "D-1",
    *,
    unit: str = "U-12",
    due: str | None = "2023-11-15T17:00",
    kind: PetitionKind = PetitionKind.SERVICE,
    **other: Any,
) -> int:
    """A petition comes in on the day on which it is recorded; its position."""
    said: dict[str, Any] = dict.fromkeys(("from_person", "about", "against", "decided_by", "derivation"))
    event = PetitionReceived(
        petition=petition,
        unit=unit,
        petitioner=Petitioner.CITIZEN,
        kind=kind,
        channel=PetitionChannel.ONLINE,
        received_on=date.fromisoformat(recorded[:10]),
        text=SAID,
        received_by="E-101",
        due=_moment(due),
        **said | other,
    )
    return past.add(recorded, event)


def dealt_with(
    past: Past,
    recorded: str,
    deed: str,
    petition: str = "D-1",
    *,
    unit: str = "U-12",
    outcome: PetitionOutcome = PetitionOutcome.UPHELD,
) -> int:
    """What happens to a petition afterwards; it is forwarded to U-13 and answered by E-204."""
    of: dict[str, Any] = {"petition": petition, "unit": unit}
    events: dict[str, Event] = {
        "assigned": PetitionAssigned(**of, to="E-204", assigned_by="E-101"),
        "forwarded": PetitionForwarded(**of, to_unit="U-13", forwarded_by="E-101", reason=SAID),
        "answered": PetitionAnswered(**of, answered_by="E-204", outcome=outcome, answer=SAID),
        "withdrawn": PetitionWithdrawn(**of, recorded_by="E-101", reason=SAID),
    }
    return past.add(recorded, events[deed])
