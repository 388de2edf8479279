"""From an order to a receipt: decide on what is remembered, file under the lock, and confirm whatever ends without a filing."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import attrs

from civicflow.core.command import Decision, Order, decide
from civicflow.core.event import micros
from civicflow.core.facts import Act, Facts
from civicflow.core.filing import (
    Receipt,
    Setting,
    filing_of,
    fingerprint_of,
    receipt_of,
    refusal_filing,
)
from civicflow.core.log import Desk, Filed, Filing, Log, Source
from civicflow.core.refusal import matters_of_law
from civicflow.core.rule import Refused, RefusedError
from civicflow.core.states import Memory, States
from civicflow.errors import CivicflowError, ClockError, CommandIdReusedError, ConflictError, StoreError

T = TypeVar("T")

TRIES_WITHOUT_LOCK = 2
"""From the second conflict on, the next try decides while holding the lock."""

LONGEST_CHUNK = 256
"""Orders in bulk are filed in chunks of at most so many under one lock."""


@attrs.frozen(kw_only=True)
class _Attempt:
    """What one try came to, and what it relied on."""

    outcome: Decision | CivicflowError
    facts: Facts


class Execution:
    """
    Takes orders for one log.

    Args:
        log: Where they are filed.
        setting: What is the same for every order.
    """

    def __init__(self, log: Log, setting: Setting) -> None:
        self._log = log
        self._setting = setting
        self._memory = Memory()
        self._states = States(log, self._memory)

    def execute(self, order: Order) -> Receipt:
        """
        Decide one order and file what it becomes.

        Raises:
            RefusedError: When it is not allowed.
            NotOnRecordError: When a subject it names does not exist.
            CommandIdReusedError: When its id was used for something else.
            ClockError: When the time it claims cannot be accepted.
        """
        for _ in range(TRIES_WITHOUT_LOCK):
            attempt = self._attempt(order, self._states)
            filing = self._filing(order, attempt)
            if filing is None:
                if self._states.still_stand(attempt.facts.relied):
                    return self._concluded(order, self._without_filing(order, attempt, self._log))
                continue
            try:
                return _filed(filing, self._log.append(filing, self._now()), self._memory)
            except ConflictError:
                self._states.still_stand(attempt.facts.relied)
        with self._locked() as (desk, states):
            result = self._noted(order, self._settle(order, desk, states), desk)
        return _taken(result)

    def execute_many(self, orders: Iterable[Order]) -> Iterator[Receipt | CivicflowError]:
        """Decide orders one after another, in chunks under one lock; a result for each, in order."""
        chunk: list[Order] = []
        for order in orders:
            chunk.append(order)
            if len(chunk) == LONGEST_CHUNK:
                yield from self._settle_chunk(chunk)
                chunk = []
        yield from self._settle_chunk(chunk)

    def check(self, order: Order) -> tuple[Refused, ...]:
        """
        Every refusal that an order would meet now; nothing is stored.

        Raises:
            NotOnRecordError: When a subject it names does not exist.
        """
        attempt = self._attempt(order, self._states)
        while not self._states.still_stand(attempt.facts.relied):
            attempt = self._attempt(order, self._states)
        match attempt.outcome:
            case RefusedError(refusals=refused):
                return refused
            case CivicflowError() as error:
                raise error
            case Decision():
                return ()

    def look(self, of: Callable[[Facts], T], *, by: str, causation: int | None = None) -> T:
        """
        What a function finds on record, once all that it relied on still stands; nothing is stored.

        Args:
            of: What looks; asked again when something has changed meanwhile, so it only looks.
            by: Who looks.
            causation: The position of the event because of which they do.
        """
        while True:
            now = self._setting.clock.now()
            facts = self._window(Act(by=by, occurred_at=now, now=now, causation=causation))
            try:
                found = of(facts)
            except Exception:
                if self._states.still_stand(facts.relied):
                    raise
                continue
            if self._states.still_stand(facts.relied):
                return found

    def _settle_chunk(self, chunk: list[Order]) -> list[Receipt | CivicflowError]:
        if not chunk:
            return []
        with self._locked() as (desk, states):
            return [self._noted(order, self._settle(order, desk, states), desk) for order in chunk]

    def _settle(self, order: Order, desk: Desk, states: States) -> Receipt | CivicflowError:
        """Decide while holding the lock: once what was remembered wrongly is forgotten, nothing can move any more."""
        while True:
            attempt = self._attempt(order, states)
            try:
                filing = self._filing(order, attempt)
                if filing is not None:
                    return _filed(filing, desk.append(filing, self._now()), states.memory)
                if states.still_stand(attempt.facts.relied):
                    return self._without_filing(order, attempt, desk)
            except ConflictError:
                states.still_stand(attempt.facts.relied)
            except CivicflowError as error:
                return error

    @contextmanager
    def _locked(self) -> Iterator[tuple[Desk, States]]:
        memory = Memory(self._memory)
        with self._log.lock() as desk:
            yield desk, States(desk, memory)
        memory.hand_down()

    def _attempt(self, order: Order, states: States) -> _Attempt:
        facts = self._facts(order, states)
        try:
            self._check_claim(order, facts)
            further = self._setting.rules.get(type(order.command), ())
            return _Attempt(outcome=decide(order.command, facts, further), facts=facts)
        except StoreError:
            raise
        except CivicflowError as error:
            return _Attempt(outcome=error, facts=facts)

    def _facts(self, order: Order, states: States) -> Facts:
        now = self._setting.clock.now()
        act = Act(
            by=order.by,
            on_behalf_of=order.on_behalf_of,
            occurred_at=order.occurred_at or now,
            now=now,
            reason=order.reason,
            causation=order.causation,
        )
        return self._window(act, states)

    def _window(self, act: Act, states: States | None = None) -> Facts:
        setting = self._setting
        return Facts(
            states or self._states,
            act,
            regulations=setting.regulations,
            calendar=setting.calendar,
            zone=setting.zone,
        )

    def _check_claim(self, order: Order, facts: Facts) -> None:
        act = facts.act
        if order.occurred_at is None or (order.reason is not None and act.occurred_at <= act.now):
            return
        ahead = act.occurred_at > act.now
        today = act.now.astimezone(facts.zone).date()
        if ahead or act.now - act.occurred_at > self._setting.longest_claim(facts.regulations, today):
            problem = "future" if ahead else "reason"
            raise ClockError(field="occurred_at", problem=problem, claimed=act.occurred_at.isoformat())

    def _filing(self, order: Order, attempt: _Attempt) -> Filing | None:
        match attempt.outcome:
            case Decision(events=()) | CivicflowError():
                return None
            case Decision() as decision:
                return filing_of(order, decision, attempt.facts, self._setting)

    def _without_filing(self, order: Order, attempt: _Attempt, source: Source) -> Receipt | CivicflowError:
        """What confirmed facts say of an order that adds nothing: a repetition, nothing to do, or a refusal."""
        known = source.filed(order.command_id) if order.command_id else None
        if known is not None:
            return _repeated(order, known, self._setting)
        match attempt.outcome:
            case Decision():
                now = self._setting.clock.now()
                return Receipt(command_id=order.command_id or "", first=0, last=0, recorded_at=now)
            case error:
                return error

    def _noted(self, order: Order, result: Receipt | CivicflowError, desk: Desk) -> Receipt | CivicflowError:
        """Put a refusal on a matter of law on record, in the stream of the person who tried."""
        if isinstance(result, RefusedError) and (cited := matters_of_law(result.refusals)):
            filing = refusal_filing(order, cited, desk, self._setting)
            if filing is not None:
                desk.append(filing, self._now())
        return result

    def _concluded(self, order: Order, result: Receipt | CivicflowError) -> Receipt:
        if isinstance(result, RefusedError) and matters_of_law(result.refusals):
            with self._locked() as (desk, _):
                self._noted(order, result, desk)
        return _taken(result)

    def _now(self) -> int:
        return micros(self._setting.clock.now())


def _filed(filing: Filing, filed: Filed, memory: Memory) -> Receipt:
    if not filed.repeated:
        memory.follow(filing, filed)
    return receipt_of(filing.command_id, filed)


def _repeated(order: Order, known: tuple[bytes, Filed], setting: Setting) -> Receipt | CivicflowError:
    fingerprint, filed = known
    assert order.command_id is not None
    if fingerprint != fingerprint_of(order, setting):
        return CommandIdReusedError(command_id=order.command_id)
    return receipt_of(order.command_id, filed._replace(repeated=True))


def _taken(result: Receipt | CivicflowError) -> Receipt:
    if isinstance(result, CivicflowError):
        raise result
    return result
