"""The procedures that can be named on the command line: by a file, by the code of what is published or brought along."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from civicflow.cli.terminal import Terminal
from civicflow.errors import StoreError, UnknownNameError

if TYPE_CHECKING:
    from civicflow.dossier.procedure_model import ProcedureOnRecord
    from civicflow.flow import Flow
    from civicflow.procedures import Procedure


@attrs.frozen(kw_only=True)
class VersionOnRecord:
    """
    One version of a procedure that was published.

    Args:
        procedure: The code of the procedure.
        version: The number of the version.
        title: What it is called.
        unit: The unit in which it holds, and in all units below it; None where it is brought along and not published.
        since: The first day on which dossiers are opened under it.
        withdrawn_since: From when on none is opened under the procedure.
        instrument: The decision it rests on.
        position: Where it stands in the log.
    """

    procedure: str
    version: int
    title: str
    unit: str | None
    since: date
    withdrawn_since: date | None
    instrument: str
    position: int | None


def on_record(flow: "Flow") -> Mapping[str, "ProcedureOnRecord"]:
    """The procedures of a store by their code, with all their versions."""
    from civicflow.dossier.procedure_events import PROCEDURE_EVENTS, ProcedurePublished, ProcedureWithdrawn
    from civicflow.dossier.procedure_model import ProcedureOnRecord

    found: dict[str, ProcedureOnRecord] = {}
    log = flow.store.log
    for at, event in log.read(0, log.head(), [kind.topic for kind in PROCEDURE_EVENTS]):
        assert isinstance(event, ProcedurePublished | ProcedureWithdrawn)
        state = ProcedureOnRecord.evolve(found.get(event.procedure), event, at)
        assert state is not None
        found[event.procedure] = state
    return found


def versions(terminal: Terminal) -> Iterator[VersionOnRecord]:
    """
    Every version that was published in the store, then those that other applications bring and nobody has published.

    Args:
        terminal: Where the store is, and what is plugged in.
    """
    from civicflow.flow import procedures_of
    from civicflow.procedures.definition import called

    with terminal.open(reading=True) as flow:
        published = on_record(flow)
    known = set()
    for state in published.values():
        for position, each in zip(state.positions, state.versions, strict=True):
            known.add((each.procedure, each.version))
            yield _line(each, called(each.title, terminal.language), state, position)
    for each in procedures_of(terminal.modules):
        if (each.procedure, each.version) not in known:
            yield _line(each, called(each.title, terminal.language), None, None)


def _line(
    version: "Procedure", title: str, state: "ProcedureOnRecord | None", position: int | None
) -> VersionOnRecord:
    return VersionOnRecord(
        procedure=version.procedure,
        version=version.version,
        title=title,
        unit=None if state is None else state.unit,
        since=version.since,
        withdrawn_since=None if state is None else state.withdrawn_since,
        instrument=version.instrument,
        position=position,
    )


def of_file(named: str) -> "Procedure | None":
    """
    The procedure of a file; None when there is no such file.

    Args:
        named: A path.

    Raises:
        UnsoundProcedureError: When it has mistakes.
    """
    from civicflow.exchange.procedure_files import procedure_texts
    from civicflow.procedures import read_procedure

    path = Path(named)
    if not path.is_file():
        return None
    ((file, text),) = procedure_texts(path).items()
    return read_procedure(file, text)


def brought(named: str, terminal: Terminal) -> "Procedure | None":
    """
    The last version of a procedure that other applications bring; None when none does.

    Args:
        named: Its code.
        terminal: What is plugged in.
    """
    from civicflow.flow import procedures_of

    found = [each for each in procedures_of(terminal.modules) if each.procedure == named]
    return found[-1] if found else None


def of_the_store(named: str, terminal: Terminal) -> "Procedure | None":
    """
    The last version of a procedure that was published; None when there is none, or no store.

    Args:
        named: Its code.
        terminal: Where the store is.
    """
    try:
        with terminal.open(reading=True) as flow:
            state = on_record(flow).get(named)
    except StoreError as error:
        if error.parameters.get("problem") != "no store":
            raise
        return None
    return None if state is None else state.versions[-1]


def unknown(named: str) -> UnknownNameError:
    """
    The error for what is neither a file nor a procedure.

    Args:
        named: What was named.
    """
    return UnknownNameError(field="procedure", problem="unknown", value=named[:100])
