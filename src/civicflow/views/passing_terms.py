"""The steps of dossiers that come to an outcome by themselves once their term has passed, in the order in which that is (R57)."""

from attrs import evolve, frozen

from civicflow.core.event import At, Event, Instant, micros
from civicflow.core.question import View
from civicflow.dossier.changing_events import DossierMigrated, StepCarriedOver
from civicflow.dossier.events import StepCompleted, StepEntered, StepWithdrawn
from civicflow.dossier.holding_events import StepDueMoved


@frozen(kw_only=True)
class PassingTerm:
    """
    An open step that its term ends.

    Args:
        term: The dossier and the step.
        dossier: The dossier.
        step: The step.
        round: The how manieth time it was entered.
        due: When its term ends.
    """

    term: str
    dossier: str
    step: str
    round: int
    due: Instant


def fold(row: PassingTerm | None, event: Event, at: At) -> PassingTerm | None:
    """The row after an event; none once the dossier rests there no longer."""
    match event:
        case StepEntered() | StepCarriedOver():
            return _running(event)
        case StepDueMoved(new_due=due):
            return row and evolve(row, due=micros(due))
        case StepCompleted() | StepWithdrawn() | DossierMigrated():
            return None
        case _:
            return row


def _running(entry: StepEntered | StepCarriedOver) -> PassingTerm | None:
    if entry.due is None or entry.passes_to is None:
        return None
    return PassingTerm(
        term=f"{entry.dossier}/{entry.step}",
        dossier=entry.dossier,
        step=entry.step,
        round=entry.round,
        due=micros(entry.due),
    )


def _subject(event: StepEntered | StepCarriedOver | StepDueMoved | StepCompleted | StepWithdrawn) -> str:
    return f"{event.dossier}/{event.step}"


def _left(event: DossierMigrated) -> tuple[str, ...]:
    """The steps under the names that they had so far."""
    return tuple(f"{event.dossier}/{each}" for each in event.mapping)


BY_DUE = "by_due"

VIEW: View[PassingTerm] = View(
    name="passing_terms",
    version=1,
    row=PassingTerm,
    subjects={
        **dict.fromkeys((StepEntered, StepCarriedOver, StepDueMoved, StepCompleted, StepWithdrawn), _subject),
        DossierMigrated: _left,
    },
    fold=fold,
    orders={BY_DUE: ("due",)},
)
