"""Carrying out commands, and asking which refusals they would meet."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from civicflow.cli import bulk
from civicflow.cli.terminal import Terminal, UnreadableFileError
from civicflow.cli.values import moment, text
from civicflow.errors import InvalidInputError

if TYPE_CHECKING:
    from civicflow.core.command import Command
    from civicflow.core.rule import Refused
    from civicflow.exchange.json_text import Refusal

FOUND = 1

CommandName = Annotated[str, Parameter(metavar="COMMAND")]
Each = Annotated[str | None, Parameter(metavar="FIELD=VALUE,…", show_default=False)]
Body = Annotated[str, Parameter(name="--json", metavar="TEXT|FILE|-", allow_leading_hyphen=True)]


def execute(
    command: CommandName,
    /,
    *,
    json: Body,
    by: str,
    on_behalf_of: str | None = None,
    command_id: str | None = None,
    occurred_at: str | None = None,
    reason: str | None = None,
    each: Each = None,
    terminal: Terminal,
) -> int:
    """
    Carry out a command; print the receipt, or every refusal. With --each, one a value: exit code 1 if any was refused.

    Args:
        command: The name of the command, such as assign-task.
        json: Its fields as JSON: the text itself, a file, or - for standard input.
        by: The person who acts.
        on_behalf_of: The person for whom they act, under a delegation on record.
        command_id: Your own id of this command, so that it can be sent again without a second effect.
        occurred_at: When it happened, if not now, such as 2023-11-20T16:50+07:00.
        reason: Why a time further back than usual is claimed, or why the act comes later than usual.
        each: A field, and the values it has one after another, such as task=T-1,T-2; task=- takes a line of standard input
            each. Every one is decided by itself, and has a result of its own.
        terminal: Where the store is and the result goes.
    """
    from civicflow.core.rule import RefusedError

    if each is not None:
        if occurred_at is not None:
            raise InvalidInputError(field="--occurred-at", problem="not-with-each")
        return bulk.execute_each(
            command,
            read_body(json),
            each,
            by=by,
            on_behalf_of=on_behalf_of,
            command_id=command_id,
            reason=text("--reason", reason),
            terminal=terminal,
        )

    with terminal.open() as flow:
        try:
            receipt = flow.execute(
                _command(command, json, terminal),
                by=by,
                on_behalf_of=on_behalf_of,
                command_id=command_id,
                occurred_at=moment("--occurred-at", occurred_at),
                reason=text("--reason", reason),
            )
        except RefusedError as refused:
            return told(refused.refusals, terminal)
    terminal.show(receipt)
    return 0


def check(
    command: CommandName, /, *, json: Body, by: str, on_behalf_of: str | None = None, terminal: Terminal
) -> int:
    """
    Print every refusal that a command would meet now; nothing is stored.

    Args:
        command: The name of the command, such as assign-task.
        json: Its fields as JSON: the text itself, a file, or - for standard input.
        by: The person who would act.
        on_behalf_of: The person for whom they would act.
        terminal: Where the store is and the result goes.
    """
    with terminal.open(reading=True) as flow:
        refusals = flow.check(_command(command, json, terminal), by=by, on_behalf_of=on_behalf_of)
    if not refusals:
        terminal.say(terminal.words.heading("nothing_stands_in_the_way"))
    return told(refusals, terminal)


def told(refusals: "tuple[Refused, ...]", terminal: Terminal) -> int:
    """
    Print refusals; what is allowed leaves a list without rows.

    Args:
        refusals: All that stands against an act.
        terminal: Where they go.

    Returns:
        1 when there is one, else 0.
    """
    if terminal.form != "table":
        terminal.show([_refusal(refused, terminal) for refused in refusals])
    for refused in refusals if terminal.form == "table" else ():
        terminal.line(f"{refused.rule}: {terminal.words.refusal(refused)}")
    return FOUND if refusals else 0


def _refusal(refused: "Refused", terminal: Terminal) -> "Refusal":
    from civicflow.exchange.json_text import Refusal

    return Refusal(rule=refused.rule, reason=terminal.words.refusal(refused), basis=refused.basis)


def _command(name: str, body: str, terminal: Terminal) -> "Command":
    from civicflow.exchange.json_edge import JsonEdge

    return JsonEdge(terminal.modules).command(name, read_body(body))


def read_body(body: str) -> str | bytes:
    """
    The text itself when it can only be JSON, else what stands in the file that it names.

    Args:
        body: As ``--json`` says it; ``-`` for standard input.

    Raises:
        UnreadableFileError: When there is no such file.
    """
    if body == "-":
        return sys.stdin.buffer.read()
    if body.lstrip().startswith(("{", "[", '"')):
        return body
    try:
        return Path(body).read_bytes()
    except OSError as error:
        raise UnreadableFileError(file=body, problem=str(error.strerror)) from None
