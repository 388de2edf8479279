"""Executing a recorded history again, under the code and the regulations of today, and saying what is decided differently."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import chain, count
from pathlib import Path
from typing import Protocol, TypeAlias

import attrs

from civicflow.core.clock import FixedClock
from civicflow.core.command import Order
from civicflow.core.filing import Receipt
from civicflow.core.module import Module
from civicflow.errors import CivicflowError
from civicflow.exchange.history import (
    Decided,
    HistoryError,
    HistoryLine,
    Opening,
    Others,
    Outcome,
    history_lines,
    outcome_of,
)
from civicflow.exchange.json_edge import JsonEdge
from civicflow.storage.stores import Store

BEFORE_ALL, ANY_SILENCE = "1900-01-01T00:00Z", timedelta(days=200_000)
"""Where the clock stands until the first order, and how long an office may have rested between two."""

Place: TypeAlias = tuple[str, object, object]
"""A field of a decision, what stood there then, and what stands there now."""


@attrs.frozen(kw_only=True)
class Difference:
    """
    A decision that is another one today.

    Args:
        number: The number of the order in the history.
        command: What was asked for.
        by: Who acted.
        at: When.
        field: What of the decision differs, as ``$.events[0].fields.due``.
        then: What it was, as JSON; None where it was nothing.
        today: What it is today.
    """

    number: int
    command: str
    by: str
    at: datetime
    field: str
    then: str | None
    today: str | None


class Office(Protocol):
    """An open log: a ``Flow``."""

    @property
    def modules(self) -> tuple[Module, ...]:
        """All that is plugged in."""

    @property
    def store(self) -> Store:
        """The parts of its store."""

    def execute_many(self, orders: Iterable[Order]) -> Iterator[Receipt | CivicflowError]:
        """Carry out orders one after another."""


class Opens(Protocol):
    """Opens a log: ``civicflow.open``."""

    def __call__(
        self,
        store: str,
        *,
        modules: tuple[Module, ...],
        clock: FixedClock,
        ids: Callable[[], str],
        strict: bool,
        calendar: str,
        zone: str,
        longest_silence: timedelta,
        history: str,
    ) -> Office:
        """An empty log in memory."""


def differences(path: Path, opens: Opens, modules: tuple[Module, ...] = ()) -> Iterator[Difference]:
    """
    Every decision of a history that is another one today; each order is decided on what today's code made of those before.

    What later releases have added to an event is no difference while it is empty.

    Args:
        path: The history.
        opens: Opens an empty log; ``civicflow.open``.
        modules: The aggregates, rules and regulations of another application.

    Raises:
        HistoryError: When it cannot be read, or others than its orders have changed the log.
    """
    lines = history_lines(path)
    opening = next(lines, None)
    if not isinstance(opening, Opening):
        raise HistoryError(file=str(path), row=1, problem="not-understood")
    clock, numbers = FixedClock(BEFORE_ALL), count(1)
    office = opens(
        ":memory:",
        modules=modules,
        clock=clock,
        ids=lambda: f"again-{next(numbers)}",
        strict=opening.strict,
        calendar=opening.calendar,
        zone=opening.zone,
        longest_silence=ANY_SILENCE,
        history="",
    )
    edge = JsonEdge(office.modules)
    for row, line in enumerate(lines, start=2):
        if not isinstance(line, Decided):
            raise HistoryError(file=str(path), row=row, problem=_problem(line))
        clock.move_to(line.at)
        yield from _differs(line, outcome_of(_again(line, office, edge), office.store.log))


def _problem(line: HistoryLine) -> str:
    return "others-at-work" if isinstance(line, Others) else "not-understood"


def _again(line: Decided, office: Office, edge: JsonEdge) -> Receipt | CivicflowError:
    try:
        (result,) = office.execute_many((_order(line, edge),))
    except CivicflowError as error:
        return error
    return result


def _order(line: Decided, edge: JsonEdge) -> Order:
    return Order(
        command=edge.command(line.command, json.dumps(line.body, default=str)),
        by=line.by,
        on_behalf_of=line.on_behalf_of,
        command_id=line.command_id,
        occurred_at=line.occurred_at,
        reason=line.reason,
        causation=line.causation,
    )


def _differs(line: Decided, now: Outcome) -> Iterator[Difference]:
    found = next(chain(_otherwise(line.outcome, now), _between(line.outcome, now, "$")), None)
    if found is not None:
        field, then, today = found
        yield Difference(
            number=line.number,
            command=line.command,
            by=line.by,
            at=line.at,
            field=field,
            then=_shown(then),
            today=_shown(today),
        )


def _otherwise(then: Outcome, now: Outcome) -> Iterator[Place]:
    """What was refused and is not, or the other way round, before anything else that follows from it."""
    for kind in ("refused", "error"):
        if (kind in then) != (kind in now):
            yield f"$.{kind}", then.get(kind), now.get(kind)


def _between(then: object, now: object, path: str) -> Iterator[Place]:
    """Where two values differ, from the first place on; a field that was not there then may be empty now."""
    match then, now:
        case Mapping(), Mapping():
            for name in (*then, *(name for name in now if name not in then)):
                if name in then or now[name] not in _EMPTY:
                    yield from _between(then.get(name), now.get(name), f"{path}.{name}")
        case list(), list():
            for place in range(max(len(then), len(now))):
                before, today = (each[place] if place < len(each) else None for each in (then, now))
                yield from _between(before, today, f"{path}[{place}]")
        case _ if then != now:
            yield path, then, now


_EMPTY: tuple[object, ...] = (None, False, 0, "", [], {})


def _shown(value: object) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, default=str)
