"""A department whose division is inspected from above, and a finding at each stage it can reach."""

from datetime import date
from typing import Any

import attrs

from civicflow import oversight
from civicflow.calendars import Derivation, TermUnit
from civicflow.core.event import Event
from civicflow.core.fields import FreeText, instant
from civicflow.organization.events import Office
from civicflow.oversight.events import (
    FindingAnswerAccepted,
    FindingAnswered,
    FindingAnswerRejected,
    FindingClosed,
    FindingOpened,
    FindingReopened,
    InspectionClosed,
    InspectionOpened,
    Resolution,
    Severity,
)
from civicflow.oversight.model import Stage
from tests.organization.offices import DEPARTMENT, appointed

TEXT = FreeText(v="Không có biên bản bàn giao")

PEOPLE = (
    *DEPARTMENT,
    appointed("A-1", "INSPECTOR-1", Office.INSPECTOR),
    appointed("A-1", "INSPECTOR-2", Office.INSPECTOR),
)
"""The department, with two inspectors of A-1."""

DUE = instant("2023-10-16T17:00+07:00")
DERIVATION = Derivation(
    start=instant("2023-10-02T08:00+07:00"),
    length=10,
    unit=TermUnit.WORKING_DAYS,
    calendar="vn-2026.1",
    regulation="finding_answer/2000-01-01",
    office_hours="office_hours/2000-01-01",
    projected=False,
)


def inspection(**other: Any) -> InspectionOpened:
    """The director sends both inspectors to U-1, but for what is said."""
    said: dict[str, Any] = {
        "inspection": "I-1",
        "unit": "U-1",
        "team": ("INSPECTOR-1", "INSPECTOR-2"),
        "instrument": "QĐ 20",
        "since": date(2023, 10, 2),
        "ordered_by": "DIRECTOR",
    }
    return InspectionOpened(**said | other)


def inspect(**other: Any) -> oversight.OpenInspection:
    """The command that becomes ``inspection()``, but for what is said."""
    event = inspection(**other)
    named = attrs.fields_dict(oversight.OpenInspection)
    return oversight.OpenInspection(**{name: getattr(event, name) for name in named})


REPORT = oversight.CloseInspection(inspection="I-1", report=TEXT)
REPORTED = InspectionClosed(inspection="I-1", unit="U-1", closed_by="INSPECTOR-1", report=TEXT)


def found(**other: Any) -> FindingOpened:
    """A major finding against U-1 that rests on two events, but for what is said."""
    said: dict[str, Any] = {
        "finding": "F-1",
        "inspection": None,
        "unit": "U-1",
        "person": None,
        "severity": Severity.MAJOR,
        "provision": "Quy chế làm việc, điều 5",
        "refs": (3, 7),
        "figures": (),
        "text": TEXT,
        "opened_by": "INSPECTOR-1",
        "due": DUE,
        "derivation": DERIVATION,
    }
    return FindingOpened(**said | other)


def find(**other: Any) -> oversight.OpenFinding:
    """The command that becomes ``found()``, but for what is said."""
    event = found(**other)
    named = attrs.fields_dict(oversight.OpenFinding)
    return oversight.OpenFinding(**{name: getattr(event, name) for name in named})


ANSWER = oversight.AnswerFinding(finding="F-1", answer=TEXT, measures=TEXT)
ACCEPT = oversight.AcceptAnswer(finding="F-1")
REJECT = oversight.RejectAnswer(finding="F-1", reason=TEXT)
CLOSE = oversight.CloseFinding(finding="F-1", resolution="remedied", note=TEXT)
WITHDRAW = oversight.CloseFinding(finding="F-1", resolution="withdrawn", note=TEXT)
REOPEN = oversight.ReopenFinding(finding="F-1", reason=TEXT)


def answered(by: str = "HEAD-1") -> FindingAnswered:
    """The head of U-1 answers."""
    return FindingAnswered(finding="F-1", unit="U-1", answered_by=by, answer=TEXT, measures=TEXT)


ACCEPTED = FindingAnswerAccepted(finding="F-1", unit="U-1", accepted_by="INSPECTOR-1")
REJECTED = FindingAnswerRejected(
    finding="F-1", unit="U-1", rejected_by="INSPECTOR-1", reason=TEXT, due=DUE, derivation=DERIVATION
)
REOPENED = FindingReopened(
    finding="F-1", unit="U-1", reopened_by="INSPECTOR-1", reason=TEXT, due=DUE, derivation=DERIVATION
)


def closed(resolution: Resolution = Resolution.REMEDIED) -> FindingClosed:
    """An inspector closes the finding."""
    return FindingClosed(finding="F-1", unit="U-1", closed_by="INSPECTOR-1", resolution=resolution, note=TEXT)


STAGES: dict[Stage, tuple[Event, ...]] = {
    Stage.OPEN: (found(),),
    Stage.ANSWERED: (found(), answered()),
    Stage.ACCEPTED: (found(), answered(), ACCEPTED),
    Stage.CLOSED: (found(), answered(), ACCEPTED, closed()),
}
"""How each stage of a finding is reached (K17)."""
