"""Copying a store into a file, and filling an empty one from it."""

from pathlib import Path
from typing import Annotated, TypeAlias

from cyclopts import Parameter

from civicflow.cli.progress import progress
from civicflow.cli.terminal import Terminal
from civicflow.cli.upkeep import Switch

File: TypeAlias = Annotated[Path, Parameter(metavar="FILE")]


def backup(
    file: File, /, *, overwrite: Switch = False, without_people: Switch = False, terminal: Terminal
) -> int:
    """
    Copy the store as it stands now into one file; others may go on reading and writing.

    Args:
        file: The file, which is there only once it is whole.
        overwrite: Take the place of a file that is there.
        without_people: Leave out names and contacts.
        terminal: Where the store is and the result goes.
    """
    from civicflow.storage.backup import back_up

    with terminal.open(reading=True) as flow, progress(terminal.words.heading("backing_up")) as told:
        receipt = back_up(
            flow.store,
            file,
            release=flow.setting.code,
            people=not without_people,
            overwrite=overwrite,
            progress=told,
        )
    terminal.show(receipt)
    return 0


def restore(file: File, /, *, terminal: Terminal) -> int:
    """
    Fill an empty store, a folder or a server, from a backup of either; all of it or nothing.

    Args:
        file: The backup.
        terminal: Where the store is and the result goes.
    """
    from civicflow.storage.backup import restore as restored

    with progress(terminal.words.heading("restoring")) as told:
        receipt = restored(file, terminal.store, terminal.modules, progress=told)
    if receipt.people is None:
        terminal.say(terminal.words.heading("without_people"))
    terminal.show(receipt)
    return 0
