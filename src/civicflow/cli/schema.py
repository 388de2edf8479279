"""What goes in and out as JSON, as JSON Schema; the same bytes every time."""

from typing import Annotated, Literal

from cyclopts import Parameter

from civicflow.cli.terminal import Terminal

Sort = Annotated[
    Literal["commands", "questions", "events", "answers"] | None,
    Parameter(metavar="SORT", show_default=False),
]
Name = Annotated[str | None, Parameter(metavar="NAME", show_default=False)]


def schema(sort: Sort = None, name: Name = None, /, *, terminal: Terminal) -> int:
    """
    Print the JSON Schema (draft 2020-12) of what goes in and out as JSON; always as JSON.

    Commands and questions as execute and ask take them, events as events gives them out, answers as ask prints them;
    receipts, refusals, errors and lines of the log stand beside them.

    Args:
        sort: Only commands, questions, events or answers; everything when left out.
        name: Only this one, such as assign-task, on-time or task.assigned, with all that it refers to.
        terminal: What is plugged in.
    """
    from civicflow.exchange.json_schema import JsonSchemas
    from civicflow.exchange.json_text import json_text
    from civicflow.messages import titles

    schemas = JsonSchemas(terminal.modules, titles(terminal.modules))
    print(json_text(schemas.all() if sort is None else schemas.of(sort, name)))
    return 0
