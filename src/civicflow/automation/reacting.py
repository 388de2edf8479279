"""What an open log does by itself: reactions to what has happened, once or as it happens."""

from datetime import datetime
from threading import Event
from typing import TYPE_CHECKING

from attrs import evolve

from civicflow.core.execution import Execution
from civicflow.core.fields import optional_instant
from civicflow.core.filing import Setting
from civicflow.storage.stores import Store

if TYPE_CHECKING:
    from civicflow.automation.deadlines import Ticked
    from civicflow.automation.status import FullStatus
    from civicflow.automation.turn import Told


class Reacting:
    """What can follow without anybody asking for it; an open log is one."""

    _store: Store
    _setting: Setting
    _execution: Execution

    def react(self) -> int:
        """
        Let reactions deal with everything that has happened, until nothing more follows from it.

        What was put off or parked stays so. Several may do this at once, here and in other processes.

        Returns:
            How many times a reaction was asked about an event.

        Raises:
            ReadOnlyError: When the store was opened for reading.
            StoreError: When the store cannot do what was asked; nothing is lost by that, and it can be done again.
        """
        from civicflow.automation.engine import engine

        return engine(self._store, self._setting, self._execution).react()

    def run(self, stop: Event, *, told: "Told | None" = None) -> None:
        """
        Let reactions deal with what happens as it happens, and tell what falls due, until one is told to stop.

        Args:
            stop: Set it, and the event that is being dealt with is the last.
            told: Told of each event that is parked, and of trouble with the store, after which it goes on by itself.

        Raises:
            ReadOnlyError: When the store was opened for reading.
        """
        from civicflow.automation.engine import engine, untold

        engine(
            self._store, self._setting, self._execution, stop=stop, told=told or untold, beside=self.tick
        ).run()

    def status(self) -> "FullStatus":
        """How the store stands, each view and each reaction: how far they have come, and what waits for a person."""
        from civicflow.automation.status import full_status

        return full_status(self._store, self._execution)

    def tick(self, now: datetime | str | None = None) -> "Ticked":
        """
        Let the dossiers go on of which the term of a step has passed that ends it; then give every reminder, alert and
        escalation that has fallen due and was not given yet. Both in the order of their moments.

        Each is given once for each due, however often and wherever this is called; what comes late is marked late (R53).

        Args:
            now: Up to which moment; the present when left out.

        Raises:
            InvalidInputError: When the moment has no zone.
            ClockError: When it lies ahead, or the clock stands further past the last record than it may.
            ReadOnlyError: When the store was opened for reading.
        """
        from civicflow.automation.deadlines import tick, until_when
        from civicflow.automation.terms import pass_terms

        until = until_when(self._store, self._setting, optional_instant(now))
        passed = pass_terms(self._store, self._execution, until)
        return evolve(tick(self._store, self._setting, self._execution, until), passed=passed)
