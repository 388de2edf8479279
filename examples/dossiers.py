"""How dossiers go their way in the stories: a procedure is read and published, steps are done, the rest follows by itself."""

from pathlib import Path

import civicflow as cf
from civicflow.procedures import Procedure, read_procedure
from telling import Story

PROCEDURES = Path(__file__).parent / "procedures"


def procedure(name: str) -> Procedure:
    """A procedure that lies beside the stories."""
    file = PROCEDURES / f"{name}.toml"
    return read_procedure(str(file), file.read_text("utf-8"))


def publishes(told: Story, person: str, unit: str, name: str) -> None:
    """An office publishes a procedure for its unit and those below."""
    told.does(person, cf.dossier.PublishProcedure(unit=unit, definition=procedure(name)))


def opens(told: Story, person: str, dossier: str, name: str, unit: str, reference: str) -> None:
    """Somebody opens a dossier, and its first step is given out."""
    command = cf.dossier.OpenDossier(
        dossier=dossier, procedure=procedure(name).procedure, unit=unit, reference=reference
    )
    told.does(person, command)
    told.follows()


def claims(told: Story, person: str, task: str) -> None:
    """Somebody takes on a step that is offered to several."""
    told.does(person, cf.task.ClaimTask(task=task))


def concludes(told: Story, person: str, task: str, outcome: str, output: str) -> None:
    """Somebody brings a step to one of its outcomes, and the dossier goes on."""
    told.does(person, cf.task.ConcludeTask(task=task, outcome=outcome, output=output))
    told.follows()


def receives(told: Story, person: str, dossier: str, step: str, outcome: str, note: str) -> None:
    """What a step waited for has come, and the dossier goes on."""
    told.does(person, cf.dossier.ReceiveReply(dossier=dossier, step=step, outcome=outcome, note=note))
    told.follows()
