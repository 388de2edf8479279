"""A recorded history: every order that an office gave with what it was decided to, so that a later release can be asked again."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

import attrs

from civicflow.core.command import Order, given, name_of
from civicflow.core.fields import instant, optional_instant
from civicflow.core.filing import Receipt
from civicflow.core.log import Log
from civicflow.core.rule import RefusedError
from civicflow.errors import CivicflowError, InvalidInputError
from civicflow.exchange.json_text import plain
from civicflow.exchange.structuring import structured

Outcome: TypeAlias = Mapping[str, object]
"""What an order was decided to, as JSON has it: events and by what right, or the rules that refused it, or an error."""


class HistoryError(CivicflowError):
    """A recorded history cannot be read, or executed again; ``file``, ``row`` and ``problem`` say where and why."""

    code = "history"


@attrs.frozen(kw_only=True)
class Opening:
    """
    How the office stood when its history began to be recorded.

    Args:
        release: The release of civicflow.
        calendar: The version of the working calendar.
        zone: The zone of local dates.
        strict: Whether provisions that are only from memory or corroborated were refused.
    """

    release: str
    calendar: str
    zone: str
    strict: bool


@attrs.frozen(kw_only=True)
class Decided:
    """
    An order with what it was decided to.

    Args:
        number: Its place in the history, from 1.
        command: The name of the command, such as ``assign-task``.
        body: Its fields that differ from their default, as JSON has them.
        by: The person who acted.
        on_behalf_of: The person for whom they acted.
        command_id: The id of the command; None for a refused one that had none.
        occurred_at: When it was said to have happened; None when it was then.
        reason: Why it came late.
        causation: The position of the event that caused it.
        at: Where the clock stood.
        outcome: What it was decided to.
        head: The last position of the log afterwards.
    """

    number: int
    command: str
    body: Mapping[str, object]
    by: str
    on_behalf_of: str | None = None
    command_id: str | None = None
    occurred_at: datetime | None = attrs.field(default=None, converter=optional_instant)
    reason: str | None = None
    causation: int | None = None
    at: datetime = attrs.field(converter=instant)
    outcome: Outcome
    head: int


@attrs.frozen(kw_only=True)
class Others:
    """
    Positions of the log that no order of this history has brought about; it cannot be executed again beyond them.

    Args:
        first: The first of them.
        last: The last.
    """

    first: int
    last: int


HistoryLine: TypeAlias = Opening | Decided | Others
_KINDS: Mapping[object, type[HistoryLine]] = {"opening": Opening, "order": Decided, "others": Others}
_NAMES = {kind: name for name, kind in _KINDS.items()}


def history_line(line: HistoryLine) -> str:
    """A line as it stands in the file, with its end."""
    fields = {name: value for name, value in _fields(line).items() if value is not None}
    return _text({"line": _NAMES[type(line)], **fields}) + "\n"


def history_lines(path: Path) -> Iterator[HistoryLine]:
    """
    The lines of a history, in order.

    Args:
        path: The file.

    Raises:
        HistoryError: When it cannot be read, or one of its rows is no such line.
    """
    try:
        with path.open(encoding="utf-8") as file:
            for row, written in enumerate(file, start=1):
                yield _read(path, row, written)
    except (OSError, UnicodeDecodeError) as error:
        raise HistoryError(file=str(path), problem="cannot-be-opened", detail=str(error)) from None


def decided(order: Order, number: int, at: datetime, result: Receipt | CivicflowError, log: Log) -> Decided:
    """
    An order with what it was decided to just now.

    Args:
        order: The order.
        number: Its place in the history.
        at: Where the clock stood.
        result: The receipt, or the error.
        log: Where its events stand.
    """
    accepted = isinstance(result, Receipt) and result.first > 0
    return Decided(
        number=number,
        command=name_of(type(order.command)),
        body=as_json(given(order.command)),
        by=order.by,
        on_behalf_of=order.on_behalf_of,
        command_id=result.command_id if isinstance(result, Receipt) and accepted else order.command_id,
        occurred_at=order.occurred_at,
        reason=None if order.reason is None else order.reason.v,
        causation=order.causation,
        at=at,
        outcome=outcome_of(result, log),
        head=log.head(),
    )


def outcome_of(result: Receipt | CivicflowError, log: Log) -> Outcome:
    """What an order was decided to, as JSON has it."""
    match result:
        case RefusedError(refusals=refusals):
            return as_json({"refused": refusals})
        case CivicflowError():
            return as_json({"error": result.code, "parameters": result.parameters})
        case Receipt(first=0):
            return {"events": []}
        case Receipt():
            entries = list(log.entries(after=result.first - 1, until=result.last))
            events = [
                {
                    "position": each.at.position,
                    "stream": each.stream,
                    "topic": each.event.topic,
                    "fields": each.event,
                }
                for each in entries
            ]
            said = {"authority": entries[0].envelope.authority, "events": events}
            return as_json(said | {"repeated": True} if result.repeated else said)


def as_json(fields: Mapping[str, object]) -> dict[str, object]:
    """Fields as they are read from JSON again."""
    read: dict[str, object] = json.loads(_text(fields), parse_float=Decimal)
    return read


def _fields(line: HistoryLine) -> dict[str, object]:
    return {field.name: getattr(line, field.name) for field in attrs.fields(type(line))}


def _text(value: object) -> str:
    return json.dumps(plain(value), ensure_ascii=False, default=_as_text)


def _as_text(value: object) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _read(path: Path, row: int, written: str) -> HistoryLine:
    try:
        content = json.loads(written, parse_float=Decimal)
        return structured(content, _KINDS[content.pop("line")])
    except (ValueError, TypeError, AttributeError, KeyError, InvalidInputError) as error:
        raise HistoryError(
            file=str(path), row=row, problem="not-understood", detail=str(error)[:200]
        ) from None
