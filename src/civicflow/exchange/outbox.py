"""An outbox: the commands of somebody whose connection comes and goes, kept in a file until the office has them."""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

import attrs

from civicflow.core.command import Order
from civicflow.errors import CivicflowError, ClockError, InvalidInputError, LockTimeoutError
from civicflow.exchange.json_body import read_json
from civicflow.exchange.json_edge import JsonEdge
from civicflow.exchange.outbox_contents import Contents, contents_of
from civicflow.exchange.outbox_lines import (
    Answer,
    CommandLine,
    OutboxLine,
    Withdrawal,
    line_bytes,
    subjects_of,
)
from civicflow.storage.whole_file import settle


class OutboxError(CivicflowError):
    """An outbox cannot be read or written; ``file`` and ``problem`` say which and why."""

    code = "outbox"


@attrs.frozen(kw_only=True)
class Draft:
    """
    What somebody wants to be carried out once the office can be reached; the fields are those of ``execute``.

    Args:
        command: The name of the command, such as ``report-task``.
        body: Its fields as JSON.
        by: The person who acts.
        on_behalf_of: The person for whom they act, under a delegation on record.
        occurred_at: When it happened, if not now; aware.
        reason: Why a time further back than usual is claimed, or why the act comes later than usual.
    """

    command: str
    body: str | bytes
    by: str
    on_behalf_of: str | None = None
    occurred_at: datetime | str | None = None
    reason: str | None = None


class Outbox:
    """
    One outbox of one device: a file of JSON lines to which is only ever added, by one process at a time.

    A line is on the disk before anybody is told that it was taken. What a crash leaves half written stands in a line of its
    own and is told; no line before it is touched.

    Args:
        path: The file; made when the first command is written down.
        edge: The commands there are.
        patience: Seconds to wait for another process that writes.
    """

    def __init__(self, path: Path, edge: JsonEdge, *, patience: float = 30.0) -> None:
        self.path = path
        self.edge = edge
        self._patience = patience

    def read(self) -> Contents:
        """
        All that stands in the file; no lines when there is none yet.

        Raises:
            OutboxError: When it cannot be read.
        """
        try:
            return contents_of(self.path.read_bytes())
        except FileNotFoundError:
            return contents_of(b"")
        except OSError as error:
            raise self._failed("cannot-be-opened", error) from None

    def add(self, draft: Draft, *, now: datetime, device: str | None = None) -> CommandLine:
        """
        Write a command down under the next number of the device.

        Whether it is allowed is decided by the office when it arrives; whether it can be understood is said at once.

        Args:
            draft: What is to be carried out.
            now: What the clock of the device says.
            device: The name that the office gave the device; that of the file when left out.

        Raises:
            InvalidInputError: When a field is wrong or the file belongs to another device; nothing is written.
            ClockError: When it is said to have happened later than now.
            OutboxError: When the file cannot be written.
        """
        order = self._understood(draft)
        if order.occurred_at is not None and order.occurred_at > now:
            raise ClockError(field="occurred_at", problem="future", claimed=order.occurred_at.isoformat())
        with self._alone():
            contents = self.read()
            about = subjects_of(order)
            line = CommandLine(
                device=_device(contents, device),
                number=contents.last + 1,
                command=draft.command,
                body=_fields(draft.body),
                by=order.by,
                on_behalf_of=order.on_behalf_of,
                occurred_at=order.occurred_at,
                reason=None if order.reason is None else order.reason.v,
                written_at=now,
                about=about,
                after=contents.latest_about(about),
                previous=contents.seal_of_the_last,
            ).sealed()
            self._append((line,))
        return line

    def withdraw(self, number: int, *, by: str, reason: str, now: datetime) -> Withdrawal:
        """
        Keep a command from being sent again, or give up a number that is lost; the line itself stays.

        Args:
            number: Its number.
            by: The person who withdraws it.
            reason: Why.
            now: What the clock of the device says.

        Raises:
            InvalidInputError: When there never was such a number, or the office has accepted it.
            OutboxError: When the file cannot be written.
        """
        with self._alone():
            contents = self.read()
            if not 1 <= number <= contents.last:
                raise InvalidInputError(field="number", problem="no-such-number", value=str(number))
            if contents.is_accepted(number):
                raise InvalidInputError(field="number", problem="accepted", value=str(number))
            withdrawal = Withdrawal(number=number, by=by, reason=reason, written_at=now)
            self._append((withdrawal,))
        return withdrawal

    def note(self, answer: Answer) -> None:
        """
        Write down what became of a command; should a crash lose that, it is sent again, without a second effect.

        Raises:
            OutboxError: When the file cannot be written.
        """
        with self._alone():
            self._append((answer,), at_once=False)

    def take_in(self, other: Path) -> int:
        """
        Take in what a copy or a piece of this outbox has and this file has not, such as one that was carried by hand.

        Args:
            other: The copy.

        Returns:
            How many lines were taken in.

        Raises:
            InvalidInputError: When it belongs to another device.
            OutboxError: When one of the files cannot be read or written.
        """
        coming = Outbox(other, self.edge).read()
        with self._alone():
            here = self.read()
            _device(here, coming.device)
            known = set(map(line_bytes, here.lines))
            new = tuple(line for line in coming.lines if line_bytes(line) not in known)
            self._append(new)
        return len(new)

    def order(self, line: CommandLine) -> Order:
        """
        The order that a line stands for.

        Raises:
            InvalidInputError: When this release does not understand it.
        """
        return Order(
            command=self.edge.command(line.command, line.json),
            by=line.by,
            on_behalf_of=line.on_behalf_of,
            command_id=line.command_id,
            occurred_at=line.claimed,
            reason=line.reason,
        )

    def _understood(self, draft: Draft) -> Order:
        return Order(
            command=self.edge.command(draft.command, draft.body),
            by=draft.by,
            on_behalf_of=draft.on_behalf_of,
            occurred_at=draft.occurred_at,
            reason=draft.reason,
        )

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other processes out; a lock of SQLite is let go of by whoever dies, on every system."""
        try:
            with closing(
                sqlite3.connect(f"{self.path}.lock", timeout=self._patience, isolation_level=None)
            ) as lock:
                lock.execute("BEGIN EXCLUSIVE")
                yield
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                raise LockTimeoutError(problem="another process writes") from None
            raise OutboxError(file=str(self.path), problem="cannot-be-written", detail=str(error)) from None

    def _append(self, lines: Iterable[OutboxLine], *, at_once: bool = True) -> None:
        written = b"".join(map(line_bytes, lines))
        try:
            with open(self.path, "ab+", opener=_for_its_owner) as file:
                file.write(_end_of_what_broke_off(file) + written)
                file.flush()
                if at_once:
                    os.fsync(file.fileno())
            if at_once:
                settle(self.path.absolute().parent)
        except OSError as error:
            raise self._failed("cannot-be-written", error) from None

    def _failed(self, problem: str, error: OSError) -> OutboxError:
        return OutboxError(file=str(self.path), problem=problem, detail=str(error.strerror))


def _for_its_owner(path: str, flags: int) -> int:
    """It may hold what people wrote in their own words."""
    return os.open(path, flags, 0o600)


def _device(contents: Contents, named: str | None) -> str:
    device = contents.device or named
    if device is None:
        raise InvalidInputError(field="device", problem="missing")
    if named not in {None, device}:
        raise InvalidInputError(field="device", problem="another-device", value=str(named))
    return device


def _fields(body: str | bytes) -> dict[str, object]:
    fields = read_json(body)
    assert isinstance(fields, dict)  # it was understood as a command
    return fields


def _end_of_what_broke_off(file: IO[bytes]) -> bytes:
    """What ends a line that a crash left half written."""
    if file.seek(0, os.SEEK_END) == 0:
        return b""
    file.seek(-1, os.SEEK_END)
    return b"" if file.read(1) == b"\n" else b"\n"
