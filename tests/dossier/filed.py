"""A one-stop procedure and a dossier in it, as they are told, for tests."""

from datetime import UTC, date, datetime
from typing import Any

from civicflow.dossier.events import DossierOpened, StepCompleted, StepEntered
from civicflow.dossier.procedure_events import ProcedurePublished
from civicflow.procedures import Procedure, Role
from tests.procedures.drawn import TITLE, outcome, procedure, step

CLERK = Role(role="clerk", title=TITLE, held_by="members")
HEAD = Role(role="head", title=TITLE, held_by="office", office="head")

ONE_STOP = procedure(
    step("receive", outcome("complete", "appraise"), outcome("incomplete", "supplement")),
    step("supplement", outcome("brought", "receive"), outcome("given-up", closes="withdrawn"), kind="wait"),
    step(
        "appraise",
        outcome("fit", "sign"),
        outcome("unfit", "sign"),
        different_person_from=("receive",),
    ),
    step("sign", outcome("signed", closes="granted"), outcome("back", "appraise"), role="head"),
    roles=(CLERK, HEAD),
    term="10 working_days",
)
"""Received, appraised by another, signed by the head or sent back; a citizen may have to supplement it."""

DUE = datetime(2023, 10, 16, 10, tzinfo=UTC)


def published(definition: Procedure = ONE_STOP, unit: str = "A-1") -> ProcedurePublished:
    """That a procedure is published by the director."""
    return ProcedurePublished(
        procedure=definition.procedure,
        version=definition.version,
        unit=unit,
        since=date(2023, 1, 1),
        definition=definition,
        published_by="DIRECTOR",
    )


def opened(dossier: str = "D-1", **said: Any) -> DossierOpened:
    """That a dossier of U-1 is opened by E-1."""
    given: dict[str, Any] = {
        "procedure": "one-stop",
        "version": 1,
        "unit": "U-1",
        "opened_by": "E-1",
        "reference": None,
        "due": DUE,
        "derivation": None,
    }
    return DossierOpened(dossier=dossier, **given | said)


def entered(step: str, round: int = 1, dossier: str = "D-1") -> StepEntered:
    """That a dossier has come to a step."""
    return StepEntered(dossier=dossier, step=step, round=round, due=DUE, derivation=None)


def completed(step: str, outcome: str, *hands: str, round: int = 1, dossier: str = "D-1") -> StepCompleted:
    """That a step has come to an outcome."""
    return StepCompleted(
        dossier=dossier,
        step=step,
        round=round,
        outcome=outcome,
        task=f"{dossier}/{step}/{round}",
        hands=hands,
    )
