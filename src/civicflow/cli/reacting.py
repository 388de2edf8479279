"""The engine as a process: what follows from events is done as they come, until a signal ends it."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event
from typing import TYPE_CHECKING, Annotated, TypeAlias

from cyclopts import Parameter

from civicflow.cli.terminal import Terminal
from civicflow.errors import CivicflowError

if TYPE_CHECKING:
    from civicflow.automation.events import ReactionParked

WAITS_FOR_PERSON = 1
SIGNALS = (signal.SIGINT, signal.SIGTERM)

Switch: TypeAlias = Annotated[bool, Parameter(show_default=False)]


def run(*, once: Switch = False, terminal: Terminal) -> int:
    """
    Let reactions deal with what happens and tell what falls due, until SIGTERM or Ctrl+C; several may run at once.

    Args:
        once: Deal with what there is and end; exit code 1 when something is parked and waits for a person.
        terminal: Where the store is and the result goes.
    """
    with terminal.open() as flow:
        if once:
            flow.tick()
            terminal.say(f"{terminal.words.heading('dealt_with')}: {flow.react()}")
            return WAITS_FOR_PERSON if flow.status().parked else 0
        with _told_to_stop() as stop:
            terminal.say(terminal.words.heading("reacting"))
            flow.run(stop, told=_told(terminal))
        terminal.say(terminal.words.heading("reacting_ended"))
    return 0


def _told(terminal: Terminal) -> "Callable[[ReactionParked | CivicflowError], None]":
    def told(of: "ReactionParked | CivicflowError") -> None:
        if isinstance(of, CivicflowError):
            terminal.say(terminal.words.error(of))
        else:
            where = f"{of.reaction} {of.position} {of.about}"
            terminal.say(f"{terminal.words.heading('parked')}: {where} ({' '.join((of.error, *of.rules))})")

    return told


@contextmanager
def _told_to_stop() -> Iterator[Event]:
    """Set by a signal, so that the event that is being dealt with is the last; the second signal ends the process."""
    stop = Event()
    before = {each: signal.getsignal(each) for each in SIGNALS}

    def told(number: int, _frame: object) -> None:
        stop.set()
        signal.signal(number, before[signal.Signals(number)])

    for each in SIGNALS:
        signal.signal(each, told)
    try:
        yield stop
    finally:
        for each, old in before.items():
            signal.signal(each, old)
