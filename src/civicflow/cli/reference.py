"""The reference page of the command line, made from the command line itself; a test compares it with what is printed."""

import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from cyclopts import App
from rich.console import Console

from civicflow.cli.app import build

PAGE = Path("docs/reference/cli.md")
WIDTH = 100
OF_EVERY_VERB = "   Every verb\n"
OF_EVERY_QUESTION = "   Every question\n"

HEAD = """\
# Command line

Made from `civicflow --help` by `python -m civicflow.cli.reference`; a test compares.

Results go to standard output; progress and errors go to standard error. There is a progress bar, and colour, only on a
terminal. The exit code is

- 0 when all is well,
- 1 when an act is refused, a subject is not on record, a replay or a review differs, two answers that are compared
  differ (`compare`, `changes`), or regulations that were checked are wrong,
- 2 when the command line or a field of the input cannot be understood,
- 3 when a log, a mapping, a file or the store cannot be read.

`--format json` prints one value, indented; `events` and `trail` print one object a line. Times are UTC, numbers exact. The
same log gives the same bytes. In CSV a list is one row each, anything else one field and its value a row; a text that a
spreadsheet would take for a formula has a quote before it.

The JSON of a command has the fields of its class: times as ISO 8601 text with their zone, days without, free text as text;
{doc}`json` lists them all, `civicflow schema` describes them for programs. A field that is missing, unknown, repeated or
of another kind is named by its path, such as `$.due`. At most 64 KiB, nested at most 20 deep.
`civicflow.exchange.json_edge.JsonEdge` does the same for an HTTP front end.

## Another application

Its modules are named by `--module package:ATTRIBUTE`, by `CIVICFLOW_MODULES`, or by an entry point in the group
`civicflow.modules`; its commands and questions then stand beside ours. A verb of its own is a function that takes a
`civicflow.cli.terminal.Terminal`; its parameters are arguments and options, its docstring is their help, and it returns
the exit code. It is named by an entry point in the group `civicflow.verbs`, or handed over by the application's own
command:

```python
from civicflow.cli.app import run
from civicflow.cli.terminal import Terminal


def positions(*, terminal: Terminal) -> int:
    \"\"\"Print the last position of the log.\"\"\"
    with terminal.open() as flow:
        terminal.show({"position": flow.store.log.head()})
    return 0


assert run(["positions", "--store", "store", "--format", "csv"], verbs=(positions,)) == 0
```
"""


LIKE_ASK = {"freeze", "explain", "compare", "changes"}
"""The verbs whose questions are those of ``ask``, and are shown there."""


def page() -> str:
    """The page: a chapter for each verb and each question, with what is printed for ``--help``."""
    app = build()
    parts = [HEAD, _chapter(app, (), "")]
    parts += [_chapter(app, path, OF_EVERY_VERB) for path in paths(app)]
    return "\n".join(parts)


def paths(app: App) -> Iterator[tuple[str, ...]]:
    """The words that lead to each verb, and to each question; what is frozen and explained is what is asked."""
    for name in _verbs(app):
        yield (name,)
        yield from ((name, each) for each in _verbs(app[name]) if name not in LIKE_ASK)


def _verbs(app: App) -> Iterator[str]:
    return (name for name in app.resolved_commands() if not name.startswith("-"))


def _chapter(app: App, path: tuple[str, ...], cut: str) -> str:
    title = " ".join(("civicflow", *path))
    text = help_text(app, path)
    for end in (cut, OF_EVERY_QUESTION if len(path) > 1 else ""):
        text = text.partition(end)[0] if end else text
    return f"{'#' * (1 + max(1, len(path)))} `{title}`\n\n```text\n{text.strip()}\n```\n"


def help_text(app: App, path: tuple[str, ...]) -> str:
    """What is printed for ``--help``, without colour, at a width of 100."""
    written = StringIO()
    console = Console(file=written, width=WIDTH, color_system=None)
    app.meta((*path, "--help"), console=console, result_action="return_value")
    return "\n".join(line.rstrip() for line in written.getvalue().splitlines())


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"civicflow: {PAGE}", file=sys.stderr)
