"""One verb for many subjects from the command line, with a result for each."""

import sys
from typing import TYPE_CHECKING

import attrs

from civicflow.cli.terminal import Terminal
from civicflow.errors import CivicflowError, InvalidInputError

if TYPE_CHECKING:
    from civicflow.core.command import Command
    from civicflow.core.fields import FreeText
    from civicflow.core.filing import Receipt

DONE, SOME_REFUSED = 0, 1


@attrs.frozen(kw_only=True)
class EachResult:
    """
    What became of one of many.

    Args:
        item: The value that it is about.
        first: The position of its first event; None when it was refused.
        last: The position of its last event.
        repeated: Whether it had been taken before.
        code: Which error it met; None when it was taken.
        rules: By which rules it was refused.
        reason: What stands against it, in the language of the reader.
    """

    item: str
    first: int | None = None
    last: int | None = None
    repeated: bool = False
    code: str | None = None
    rules: tuple[str, ...] = ()
    reason: str | None = None


def execute_each(
    name: str,
    body: str | bytes,
    each: str,
    *,
    by: str,
    on_behalf_of: str | None,
    command_id: str | None,
    reason: "FreeText | None",
    terminal: Terminal,
) -> int:
    """
    Carry out a command once for each value of a field; print a result for each.

    Args:
        name: The name of the command.
        body: Its other fields as JSON.
        each: The field and its values, as ``--each`` says them.
        by: The person who acts.
        on_behalf_of: The person for whom they act.
        command_id: The id of the whole.
        reason: Why the acts come later than usual.
        terminal: Where the store is and the results go.

    Returns:
        1 where any was refused.

    Raises:
        InvalidInputError: When one of the commands is none; then nothing is stored.
    """
    from civicflow.core.command import orders_of

    items, commands = _commands(name, body, each, terminal)
    with terminal.open() as flow:
        told = flow.execute_many(
            orders_of(commands, by=by, on_behalf_of=on_behalf_of, command_id=command_id, reason=reason)
        )
        results = [_result(item, found, terminal) for item, found in zip(items, told, strict=True)]
    terminal.show(results)
    return DONE if all(each.code is None for each in results) else SOME_REFUSED


def _commands(
    name: str, body: str | bytes, each: str, terminal: Terminal
) -> "tuple[list[str], list[Command]]":
    from civicflow.exchange.json_body import read_json
    from civicflow.exchange.json_edge import JsonEdge
    from civicflow.exchange.json_text import canonical

    field, items = _values(each)
    said = read_json(body)
    if not isinstance(said, dict) or field in said:
        raise InvalidInputError(field=f"$.{field}", problem="said-twice")
    edge = JsonEdge(terminal.modules)
    return items, [edge.command(name, canonical({**said, field: item})) for item in items]


def _values(each: str) -> tuple[str, list[str]]:
    field, said, values = each.partition("=")
    items = sys.stdin.read().split("\n") if values == "-" else values.split(",")
    found = [item.strip() for item in items if item.strip()]
    if not field or not said or not found:
        raise InvalidInputError(field="--each", problem="field-and-values", value=each[:100])
    return field, found


def _result(item: str, found: "Receipt | CivicflowError", terminal: Terminal) -> EachResult:
    from civicflow.core.rule import RefusedError

    if not isinstance(found, CivicflowError):
        return EachResult(item=item, first=found.first, last=found.last, repeated=found.repeated)
    refusals = found.refusals if isinstance(found, RefusedError) else ()
    return EachResult(
        item=item,
        code=found.code,
        rules=tuple(refused.rule for refused in refusals),
        reason=terminal.words.error(found),
    )
