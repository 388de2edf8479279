"""Procedures from the command line: checked, drawn, set out as a table, published and listed."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import attrs
from cyclopts import App, Parameter

from civicflow.cli.terminal import Terminal
from civicflow.errors import ProcedureError

if TYPE_CHECKING:
    from civicflow.messages import Words
    from civicflow.procedures import Procedure

PROCEDURES = App(
    name="procedure", help="Check, draw, publish and list the procedures by which files are dealt with."
)

WRONG = 1
Named = Annotated[str, Parameter(metavar="FILE|CODE")]


@attrs.frozen(kw_only=True)
class Mistake:
    """
    Something that is wrong with a procedure.

    Args:
        file: The file.
        line: The line in which it stands.
        mistake: What it is, by a word that never changes.
        role: The role that it is in.
        step: The step that it is in.
        outcome: The outcome of that step.
        field: The field.
        told: What is wrong, in the words of the reader.
    """

    file: str
    line: int
    mistake: str
    role: str | None
    step: str | None
    outcome: str | None
    field: str | None
    told: str


@PROCEDURES.command
def check(*files: Path, terminal: Terminal) -> int:
    """
    Check files of procedures: every mistake with its line; exit code 1 when there is one.

    Args:
        files: Files, or folders of files; those that other applications bring when left out.
        terminal: Where the result goes.
    """
    from civicflow.exchange.procedure_files import procedure_texts
    from civicflow.procedures import examine_procedure

    brought = tuple(each.procedures for each in terminal.modules if each.procedures is not None)
    texts = procedure_texts(*(files or brought))
    mistakes = [each for file, text in texts.items() for each in examine_procedure(file, text).mistakes]
    if terminal.form != "table":
        terminal.show([_mistake(each, terminal.words) for each in mistakes])
    for each in mistakes if terminal.form == "table" else ():
        terminal.line(terminal.words.error(each))
    if not mistakes:
        terminal.say(terminal.words.heading("nothing_is_wrong"))
    return WRONG if mistakes else 0


def _mistake(error: ProcedureError, words: "Words") -> Mistake:
    said = {name: value for name, value in error.parameters.items() if name not in {"problem", "value"}}
    given = dict.fromkeys(("role", "step", "outcome", "field")) | said
    return Mistake(mistake=str(error.parameters["problem"]), told=words.error(error), **given)  # type: ignore[arg-type]  # its own parameters


@PROCEDURES.command
def draw(
    procedure: Named,
    /,
    *,
    form: Annotated[Literal["mermaid", "bpmn"], Parameter(name="--as")] = "mermaid",
    terminal: Terminal,
) -> int:
    """
    Print a drawing of a procedure: a Mermaid flowchart, or BPMN 2.0 XML with its picture.

    Args:
        procedure: A file, or the code of a procedure that is published or that another application brings.
        form: In which form it is drawn.
        terminal: Where the result goes.
    """
    from civicflow.procedures.bpmn import bpmn
    from civicflow.procedures.mermaid import mermaid

    drawing = {"mermaid": mermaid, "bpmn": bpmn}[form]
    for line in drawing(found(procedure, terminal), terminal.language).splitlines():
        terminal.line(line)
    return 0


@PROCEDURES.command
def table(procedure: Named, /, *, terminal: Terminal) -> int:
    """
    Print the steps of a procedure as a table: who does what within which term, and what follows each outcome.

    Args:
        procedure: A file, or the code of a procedure that is published or that another application brings.
        terminal: Where the result goes.
    """
    from civicflow.procedures.table import table

    terminal.show(list(table(found(procedure, terminal), terminal.language)))
    return 0


def found(named: str, terminal: Terminal) -> "Procedure":
    """
    A procedure as it was named: a file, else what is published under a code, else what another application brings.

    Args:
        named: A path that exists, or a code.
        terminal: Where the store is, and what is plugged in.

    Raises:
        UnknownNameError: When it is none of them.
        UnsoundProcedureError: When the file has mistakes.
    """
    from civicflow.cli import published

    procedure = published.of_file(named) or published.of_the_store(named, terminal)
    procedure = procedure or published.brought(named, terminal)
    if procedure is None:
        raise published.unknown(named)
    return procedure


@PROCEDURES.command
def publish(procedure: Named, /, *, unit: str, by: str, terminal: Terminal) -> int:
    """
    Publish a version of a procedure, so that dossiers are opened under it from its first day on; print the receipt.

    Args:
        procedure: A file, or the code of a procedure that another application brings.
        unit: The unit in which it holds, and in all units below.
        by: The person who publishes it.
        terminal: Where the store is and the result goes.
    """
    from civicflow.cli import published
    from civicflow.cli.ordering import told
    from civicflow.core.rule import RefusedError
    from civicflow.dossier import PublishProcedure

    definition = published.of_file(procedure) or published.brought(procedure, terminal)
    if definition is None:
        raise published.unknown(procedure)
    with terminal.open() as flow:
        try:
            receipt = flow.execute(PublishProcedure(unit=unit, definition=definition), by=by)
        except RefusedError as refused:
            return told(refused.refusals, terminal)
    terminal.show(receipt)
    return 0


@PROCEDURES.command(name="list")
def listed(*, terminal: Terminal) -> int:
    """
    List the procedures that are published, and those that other applications bring and nobody has published yet.

    Args:
        terminal: Where the store is and the result goes.
    """
    from civicflow.cli.published import versions

    terminal.show(list(versions(terminal)))
    return 0
