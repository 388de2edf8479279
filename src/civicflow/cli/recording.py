"""Recording the log of another system."""

from pathlib import Path
from typing import Annotated

import attrs
from cyclopts import Parameter

from civicflow.cli.progress import progress
from civicflow.cli.terminal import Terminal

_NAMES = {"known": "known_before"}


def record(
    log: Annotated[Path, Parameter(metavar="LOG")],
    /,
    *,
    mapping: Path,
    rejects: Path | None = None,
    terminal: Terminal,
) -> int:
    """
    Record a log of another system, XES or CSV; what was recorded before adds nothing.

    Args:
        log: The file, plain or gzip.
        mapping: The TOML file that says what its words mean.
        rejects: Where to list what could not be taken, with row and reason, as CSV.
        terminal: Where the store is and the result goes.
    """
    from civicflow.exchange.mapping_file import load_mapping
    from civicflow.exchange.recording import record_log

    how = load_mapping(mapping)
    with terminal.open() as flow, progress(terminal.words.heading("recording")) as told:
        summary = record_log(log, how, flow.record, rejects=rejects, progress=told)
    found = {_NAMES.get(name, name): count for name, count in attrs.asdict(summary).items()}
    terminal.show(found)
    return 0
