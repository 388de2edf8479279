"""One turn of a worker at one reaction: what waited first, then what is new, each stream in its own order."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from threading import Event as Signal
from typing import TypeAlias

import attrs

from civicflow.automation.events import ReactionParked
from civicflow.automation.model import Parking
from civicflow.automation.parking import Failure, failure_of, park
from civicflow.core.command import Command, Order
from civicflow.core.event import micros, stream_of
from civicflow.core.execution import Execution
from civicflow.core.filing import Setting, fingerprint_of
from civicflow.core.log import Entry
from civicflow.core.reaction import Reaction
from civicflow.core.rule import RefusedError
from civicflow.errors import CivicflowError, ClockError, StoreError, UnreadableEventError
from civicflow.storage.progress import Changes, Hold, Progress, Standing
from civicflow.storage.stores import Store

PAUSES = (timedelta(seconds=1), timedelta(seconds=5), timedelta(seconds=30), timedelta(minutes=2))
"""How long a reaction waits after each try that was in vain; after the try that follows the last, it is parked."""

WINDOW = 10_000
"""So many positions are gone through before it is noted how far it has come."""

DIGITS = 16

Found: TypeAlias = Entry | UnreadableEventError
Told: TypeAlias = Callable[[ReactionParked | CivicflowError], None]


class LeaseLostError(Exception):
    """Another worker has the reaction by now; what this one has done stands, and the other goes on."""


@attrs.frozen(kw_only=True)
class Worker:
    """
    What a worker brings to each turn.

    Args:
        store: The store.
        setting: Clock and ids.
        execution: Takes the commands.
        progress: Where it is noted how far each reaction has come.
        owner: The name of this worker, which no other has.
        lease: So many seconds a reaction is left to it without a sign of life.
        told: Told of what is parked, and of trouble with the store.
        stop: Set when it is to stop after the event that it is at.
    """

    store: Store
    setting: Setting
    execution: Execution
    progress: Progress
    owner: str
    lease: float
    told: Told
    stop: Signal

    @property
    def now(self) -> int:
        """The present by the clock of the administration, in microseconds since 1970 UTC."""
        return micros(self.setting.clock.now())


class Turn:
    """
    A turn at one reaction, by the worker that has it.

    Args:
        worker: The worker.
        reaction: The reaction.
        standing: How far it has come.

    Attributes:
        dealt_with: How many events were dealt with or put off.
    """

    def __init__(self, worker: Worker, reaction: Reaction, standing: Standing) -> None:
        self._worker = worker
        self._reaction = reaction
        self._position = standing.position
        self._holds = dict(standing.holds)
        self._parking = worker.execution.look(
            lambda facts: facts.find(Parking, reaction.name) or Parking(), by=reaction.actor
        )
        self.dealt_with = 0

    def take(self, head: int) -> None:
        """
        Deal with what is due, up to a position.

        Raises:
            StoreError: When the store cannot do what was asked just now; nothing is lost by that.
            LeaseLostError: When another worker has it by now.
        """
        if self._position > head:
            self._begin_again()
        for stream, hold in sorted(self._holds.items(), key=lambda each: each[1].position):
            if hold.position not in self._parking.parked and hold.again <= self._worker.now:
                self._follow(stream, hold)
        while self._position < head and not self._worker.stop.is_set():
            self._go_on(min(head, self._position + WINDOW))

    def _begin_again(self) -> None:
        """The log has been put back to an earlier state since."""
        self._note(0, dict.fromkeys(self._holds))

    def _follow(self, stream: str, hold: Hold) -> None:
        """Go on in a stream from where it waited, up to where the whole log was gone through."""
        for found in self._entries(stream, hold.position - 1):
            if self._worker.stop.is_set():
                return
            position = _position_of(found)
            tries = hold.tries if position == hold.position else 0
            if self._concerns(found) and (again := self._outcome(found, stream, tries)) is not None:
                self._note(self._position, {stream: again})
                return
            self._note(self._position, {stream: Hold(position + 1)})
        self._note(self._position, {stream: None})

    def _entries(self, stream: str, after: int) -> Iterator[Found]:
        log = self._worker.store.log
        while True:
            try:
                for entry in log.entries(stream=stream, after=after, until=self._position):
                    after = entry.at.position
                    yield entry
            except UnreadableEventError as error:
                after = _position_of(error)
                yield error
            else:
                return

    def _go_on(self, until: int) -> None:
        """Go through the whole log up to a position; what concerns a stream that waits is left to it."""
        for position, stream in self._concerned(until):
            if self._worker.stop.is_set():
                return
            again = None if stream in self._holds else self._outcome(self._found(position), stream, 0)
            self._note(position, {} if again is None else {stream: again})
        self._note(until, {})

    def _concerned(self, until: int) -> Iterator[tuple[int, str]]:
        """The positions and streams of this reaction's events, also of those that this release cannot read."""
        log, after = self._worker.store.log, self._position
        while True:
            try:
                for at, event in log.read(after, until, self._reaction.topics):
                    after = at.position
                    yield after, stream_of(event)
            except UnreadableEventError as error:
                after = _position_of(error)
                if self._concerns(error):
                    yield after, str(error.parameters["stream"])
            else:
                return

    def _concerns(self, found: Found) -> bool:
        if isinstance(found, Entry):
            return isinstance(found.event, self._reaction.events)
        return str(found.parameters.get("topic", "")).partition("@")[0] in self._reaction.topics

    def _found(self, position: int) -> Found:
        try:
            return next(iter(self._worker.store.log.entries(after=position - 1, until=position)))
        except UnreadableEventError as error:
            return error

    def _outcome(self, found: Found, stream: str, tries: int) -> Hold | None:
        """Where the stream waits from now on; None when the event is dealt with."""
        position = _position_of(found)
        self.dealt_with += 1
        if position in self._parking.dismissed:
            return None
        if position in self._parking.parked:
            return Hold(position)
        failure = failure_of(found) if not isinstance(found, Entry) else self._tried(found, again=tries > 0)
        if failure is None:
            return None
        if tries < len(PAUSES):
            return Hold(position, tries + 1, self._worker.now + PAUSES[tries] // timedelta(microseconds=1))
        self._park(position, stream, failure, tries + 1)
        return Hold(position)

    def _tried(self, entry: Entry, *, again: bool) -> Failure | None:
        """What went wrong with the first command that failed; the others are carried out all the same."""
        reaction = self._reaction
        try:
            commands = self._worker.execution.look(
                lambda facts: tuple(reaction.orders(entry, facts)),
                by=reaction.actor,
                causation=entry.at.position,
            )
        except Exception as error:  # noqa: BLE001 - whatever a reaction does wrong is parked, and stops no other
            return _failure(error)
        failures = [self._carried_out(entry, command, again=again) for command in commands]
        return next((each for each in failures if each is not None), None)

    def _carried_out(self, entry: Entry, command: Command, *, again: bool) -> Failure | None:
        worker, order = self._worker, self._order(entry, command)
        try:
            # a refusal is on record from the first try; it need not be put there at each
            if again and worker.store.log.filed(order.command_id or "") is None:
                refused = worker.execution.check(order)
                if refused:
                    return failure_of(RefusedError(refused), command)
            worker.execution.execute(order)
        except Exception as error:  # noqa: BLE001 - whatever a command does wrong is parked, and stops no other
            return _failure(error, command)
        return None

    def _order(self, entry: Entry, command: Command) -> Order:
        """The same command because of the same event has the same id, however often and by whomever it is given."""
        order = Order(command=command, by=self._reaction.actor, causation=entry.at.position)
        digest = fingerprint_of(order, self._worker.setting).hex()[:DIGITS]
        name = f"react:{self._reaction.name}:{entry.at.position}:{digest}"
        return attrs.evolve(order, command_id=name)

    def _park(self, position: int, stream: str, failure: Failure, tries: int) -> None:
        worker = self._worker
        parked = ReactionParked(
            reaction=self._reaction.name,
            position=position,
            about=stream,
            error=failure.error,
            command=failure.command,
            rules=failure.rules,
            tries=tries,
        )
        if park(worker.store.log, worker.setting, self._reaction, parked):
            worker.told(parked)

    def _note(self, position: int, changes: Changes) -> None:
        worker = self._worker
        if not worker.progress.save(self._reaction.name, worker.owner, worker.lease, position, changes):
            raise LeaseLostError
        self._position = position
        for stream, hold in changes.items():
            if hold is None:
                self._holds.pop(stream, None)
            else:
                self._holds[stream] = hold


def is_trouble(error: Exception) -> bool:
    """Whether it is the store or the clock that could not do something just now, and no event is to blame."""
    return isinstance(error, StoreError | ClockError) and not isinstance(error, UnreadableEventError)


def _failure(error: Exception, command: Command | None = None) -> Failure:
    if is_trouble(error):
        raise error
    return failure_of(error, command)


def _position_of(found: Found) -> int:
    return found.at.position if isinstance(found, Entry) else int(found.parameters["position"])
