"""Sending an outbox: any number of times, in any pieces, and always to the same end (K3)."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Protocol

import attrs

from civicflow.core.command import Command
from civicflow.core.filing import Receipt
from civicflow.core.rule import RefusedError
from civicflow.errors import CivicflowError, ClockError, StoreError
from civicflow.exchange.outbox import Outbox
from civicflow.exchange.outbox_contents import Contents
from civicflow.exchange.outbox_lines import Answer, CommandLine, Objection, command_id


class Office(Protocol):
    """Where commands are carried out: a ``Flow``."""

    def execute(
        self,
        command: Command,
        *,
        by: str,
        on_behalf_of: str | None = None,
        command_id: str | None = None,
        occurred_at: datetime | str | None = None,
        reason: str | None = None,
    ) -> Receipt:
        """Carry out a command; a repeated id has no second effect."""


@attrs.frozen(kw_only=True)
class Connection:
    """
    An office that can be reached now.

    Args:
        office: Where commands are carried out.
        on_record: Whether the office has a command of this id.
        now: What the clock says.
        reason: Why commands come so late that a reason is needed, for those that give none themselves (K3).
        again: Try everything again that was refused.
    """

    office: Office
    on_record: Callable[[str], bool]
    now: Callable[[], datetime]
    reason: str | None = None
    again: bool = False


def send(outbox: Outbox, connection: Connection) -> Iterator[Answer]:
    """
    Send what the office has not accepted yet, in the order of the numbers; each answer is noted before the next is sent.

    A command is held back while it is not known what an earlier one about the same came to: because its line is missing or was
    altered, or because only its time stood in the way. Out of order it would be refused, or overtake the other. Any other
    refusal holds nothing back. What was refused is tried again when it is asked for, when an earlier command about the same
    was accepted since, and when only its time stood in the way.

    Args:
        outbox: What is sent.
        connection: Where to.

    Returns:
        The answers, as they come.

    Raises:
        StoreError: When the office cannot be reached any more; what was not answered is sent the next time.
        OutboxError: When the file cannot be written.
    """
    contents = outbox.read()
    sending = _Sending(contents, connection)
    for line in contents.commands.values():
        if sending.is_due(line):
            answer = _answer(outbox, line, connection)
            outbox.note(answer)
            sending.take(answer)
            yield answer


class _Sending:
    """One pass over an outbox: what is known of each number, before and since it began."""

    def __init__(self, contents: Contents, connection: Connection) -> None:
        self._contents = contents
        self._connection = connection
        self._answers = dict(contents.answers)

    def take(self, answer: Answer) -> None:
        """Remember what a command came to."""
        self._answers[answer.number] = answer

    def is_due(self, line: CommandLine) -> bool:
        """Whether a command is to be sent now."""
        answer = self._answers.get(line.number)
        if answer is not None and answer.accepted:
            return False
        if line.number in self._contents.withdrawn:
            return self._connection.on_record(
                line.command_id
            )  # it had arrived before; only its answer was lost
        tried_again = answer is None or self._is_tried_again(line, answer)
        return tried_again and all(map(self._is_known, line.after))

    def _is_tried_again(self, line: CommandLine, refused: Answer) -> bool:
        before = (self._answers.get(each) for each in line.after)
        moved = any(each is not None and each.accepted_since(refused) for each in before)
        return moved or self._connection.again or self._passes(refused)

    def _passes(self, refused: Answer) -> bool:
        """Whether only the time stood in the way: it goes by, or a reason is given now."""
        if not refused.is_about_time:
            return False
        return refused.problem != "reason" or self._connection.reason is not None

    def _is_known(self, number: int) -> bool:
        answer = self._answers.get(number)
        if number in self._contents.withdrawn or (answer is not None and answer.is_final):
            return True
        device = self._contents.device
        return device is not None and self._connection.on_record(command_id(device, number))


def _answer(outbox: Outbox, line: CommandLine, connection: Connection) -> Answer:
    try:
        receipt = _carried_out(outbox, line, connection)
    except StoreError:
        raise
    except RefusedError as refused:
        refusals = tuple(
            Objection(name=each.rule, parameters=each.parameters, basis=each.basis)
            for each in refused.refusals
        )
        return Answer(number=line.number, answered_at=connection.now(), refusals=refusals)
    except CivicflowError as error:
        objection = Objection(name=error.code, parameters=error.parameters)
        return Answer(number=line.number, answered_at=connection.now(), error=objection)
    return Answer(
        number=line.number,
        answered_at=connection.now(),
        first=receipt.first,
        last=receipt.last,
        recorded_at=receipt.recorded_at,
    )


def _carried_out(outbox: Outbox, line: CommandLine, connection: Connection) -> Receipt:
    order = outbox.order(line)

    def executed(reason: str | None) -> Receipt:
        return connection.office.execute(
            order.command,
            by=order.by,
            on_behalf_of=order.on_behalf_of,
            command_id=order.command_id,
            occurred_at=order.occurred_at,
            reason=reason,
        )

    try:
        return executed(line.reason)
    except ClockError as error:
        if connection.reason is None or line.reason is not None or error.parameters["problem"] != "reason":
            raise
        return executed(connection.reason)
