"""Looking after a store: how it stands, whether its views are what the log says, bringing it to this release."""

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

from cyclopts import Parameter

from civicflow.cli.progress import progress
from civicflow.cli.terminal import Terminal
from civicflow.errors import ReadOnlyError

if TYPE_CHECKING:
    from civicflow.flow import Flow
    from civicflow.storage.views import Views

DIFFERENT = 1
Switch: TypeAlias = Annotated[bool, Parameter(show_default=False)]


def status(*, terminal: Terminal) -> int:
    """
    Print how the store stands: of each view lag and last error, of each reaction lag, lease and what waits for a person.

    Args:
        terminal: Where the store is and the result goes.
    """
    with terminal.open(reading=True) as flow:
        terminal.show(flow.status())
    return 0


def replay(
    *,
    rebuild: Switch = False,
    history: Annotated[Path | None, Parameter(env_var=())] = None,
    against: Literal["current"] = "current",
    terminal: Terminal,
) -> int:
    """
    Rebuild every view from the log, compare it with the live tables row by row, and print each difference.

    With --history, execute a recorded history again instead, in memory, and print the first decision that is another one.

    Args:
        rebuild: Put what the log says in the place of each view that differs.
        history: A file that was recorded with CIVICFLOW_HISTORY; no store is opened.
        against: Under which code and regulations: those of this release.
        terminal: Where the store is and the result goes.
    """
    if history is not None:
        return _decided_again(history, terminal)
    with terminal.open(reading=True) as flow:
        views = _tables(flow)
        differences = list(views.compare())
        if not differences:
            # only then: what is brought up to date on a row that was changed would hide who was there first
            with progress(terminal.words.heading("rebuilding")) as told:
                views.catch_up(told)
            differences = list(views.compare())
        terminal.show(differences)
        if not differences:
            terminal.say(terminal.words.heading("views_as_logged"))
        for view in dict.fromkeys(each.view for each in differences) if rebuild else ():
            with progress(view) as told:
                views.rebuild(view, told)
    return DIFFERENT if differences else 0


def _decided_again(history: Path, terminal: Terminal) -> int:
    from civicflow import flow
    from civicflow.exchange.history_replay import differences

    found = list(islice(differences(history, flow.open, terminal.extra), 1))
    terminal.show(found)
    if not found:
        terminal.say(terminal.words.heading("decided_as_recorded"))
    return DIFFERENT if found else 0


def migrate(*, terminal: Terminal) -> int:
    """
    Bring the store to the layout of this release; make it if it is not there.

    Args:
        terminal: Where the store is.
    """
    from civicflow.storage import stores

    stores.migrate(terminal.store)
    terminal.say(terminal.words.heading("store_of_this_release"))
    return 0


def _tables(flow: "Flow") -> "Views":
    if flow.store.views is None:
        raise ReadOnlyError(problem="opened for reading")
    return flow.store.views
