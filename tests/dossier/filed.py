"""Procedures of the one-stop desk and dossiers in them, as they are told, for tests."""

from datetime import UTC, date, datetime
from typing import Any

from civicflow.core.event import Event
from civicflow.core.fields import FreeText
from civicflow.dossier.events import DossierOpened, InstancesNamed, StepCompleted, StepEntered
from civicflow.dossier.procedure_events import ProcedurePublished
from civicflow.procedures import Instances, Procedure, Role
from civicflow.task.events import ResultSubmitted, TaskCompleted
from civicflow.testing import Given
from tests.employee.staff import registered
from tests.organization.offices import DEPARTMENT, joined
from tests.procedures.drawn import TITLE, outcome, procedure, step
from tests.task.tasks import CLEAR, task_given

CLERK = Role(role="clerk", title=TITLE, held_by="members")
HEAD = Role(role="head", title=TITLE, held_by="office", office="head")
DUE = datetime(2023, 10, 16, 10, tzinfo=UTC)

ONE_STOP = procedure(
    step("receive", outcome("complete", "appraise"), outcome("incomplete", "supplement")),
    step(
        "supplement",
        outcome("brought", "receive"),
        outcome("given-up", closes="withdrawn"),
        kind="wait",
        awaits="supplement",
    ),
    step("appraise", outcome("fit", "sign"), outcome("unfit", "sign"), different_person_from=("receive",)),
    step("sign", outcome("signed", closes="granted"), outcome("back", "appraise"), role="head"),
    roles=(CLERK, HEAD),
    term="10 working_days",
)
"""Received, appraised by another, signed by the head or sent back; a citizen may have to supplement it."""

OPINION = procedure(
    step(
        "opine",
        outcome("agree", "sign"),
        outcome("object", closes="refused"),
        instances=Instances(needed=2, otherwise="object"),
    ),
    step("sign", outcome("signed", closes="granted"), role="head"),
    procedure="opinion",
    roles=(CLERK, HEAD),
    term="10 working_days",
)
"""Two of the units that are asked must agree."""

TACIT = procedure(
    step("look", outcome("agree", closes="granted"), outcome("silent", closes="tacit"), when_passed="silent"),
    procedure="tacit",
    term="3 working_days",
)
"""Whoever says nothing within the term agrees."""


OPENER = Role(role="opener", title=TITLE, held_by="opener")
ROUNDS = procedure(
    step("look", outcome("again", "look"), outcome("end", closes="done"), role="opener"),
    procedure="rounds",
    roles=(OPENER,),
    term="60 working_days",
)
"""One step of whoever opened the dossier, as often as they like."""


def published(definition: Procedure = ONE_STOP, unit: str = "A-1") -> ProcedurePublished:
    """That the director has published a procedure."""
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


def entered(step: str, round: int = 1, passes_to: str | None = None) -> StepEntered:
    """That the dossier has come to a step."""
    return StepEntered(dossier="D-1", step=step, round=round, due=DUE, derivation=None, passes_to=passes_to)


def completed(step: str, outcome: str, *hands: str, task: str | None = None, round: int = 1) -> StepCompleted:
    """That a step has come to an outcome."""
    return StepCompleted(dossier="D-1", step=step, round=round, outcome=outcome, task=task, hands=hands)


def named(*units: str) -> InstancesNamed:
    """That units are asked for their opinion."""
    return InstancesNamed(dossier="D-1", step="opine", round=1, units=units, named_by="HEAD-1")


def task_done(
    task: str, position: int, outcome: str, assignee: str = "E-1", unit: str = "U-1"
) -> tuple[Event, ...]:
    """That the task of a step, which was entered at a position, was given to somebody and done."""
    of = {"assignee": assignee, "unit": unit}
    given = {"because_of": f"dossier:D-1#{position}", "outcomes": (outcome,), "reviewed": False, "due": DUE}
    submitted = ResultSubmitted(
        task=task,
        delegate=None,
        round=1,
        output=FreeText(v="Xong"),
        outcome=outcome,
        signature=None,
        paper_file=None,
        place=None,
        receipt=None,
        **of,
    )
    completed = TaskCompleted(
        task=task,
        approver=None,
        round=1,
        submitted_at=datetime(2023, 10, 2, 1, tzinfo=UTC),
        receipt=None,
        **of,
    )
    return task_given(task, **CLEAR, **of, **given), submitted, completed


STAFF: tuple[Event, ...] = (
    *DEPARTMENT,
    joined("U-1", "E-3"),
    *(registered(person) for person in ("E-1", "E-3", "HEAD-1")),
    *(registered(person, "U-2") for person in ("E-2", "HEAD-2")),
)
"""The department with E-1 and E-3 in U-1 and E-2 in U-2, all registered."""

NEXT = len(STAFF) + 3
"""Where the entry of the first step stands: after the procedure and the opening."""


def at_step(step: str, *before: Event, definition: Procedure = ONE_STOP) -> Any:
    """A dossier that has come to a step."""
    first = published(definition), opened(procedure=definition.procedure)
    return Given(*STAFF, *first, entered(step), *before)
