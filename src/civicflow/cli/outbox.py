"""An outbox from the command line: writing commands down without a connection, and sending them when there is one."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import attrs
from cyclopts import App, Parameter

from civicflow.cli.options import Language
from civicflow.cli.ordering import Body, CommandName, read_body
from civicflow.cli.terminal import Terminal
from civicflow.cli.values import moment, text

if TYPE_CHECKING:
    from civicflow.exchange.outbox import Outbox
    from civicflow.exchange.outbox_contents import NumberStanding
    from civicflow.messages import Words

FOUND = 1
LANGUAGES: tuple[Language, ...] = ("en", "vi")

OUTBOX = App(
    name="outbox",
    help="Write commands down while there is no connection, send them when there is, and see what became of them.",
)

File: TypeAlias = Annotated[Path, Parameter(name="--outbox", env_var="CIVICFLOW_OUTBOX")]
DEFAULT = Path("civicflow-outbox.jsonl")


@attrs.frozen(kw_only=True)
class Line:
    """
    What has become of a command of an outbox.

    Args:
        number: Its number.
        command: Its name.
        by: Who acts.
        standing: What has become of it.
        claimed: When it is said to have happened.
        recorded_at: When the office recorded it.
        minutes_late: The whole minutes that lie between.
        en: What is to be said of it, in English.
        vi: The same in Vietnamese.
    """

    number: int
    command: str | None
    by: str | None
    standing: str
    claimed: datetime | None
    recorded_at: datetime | None
    minutes_late: int | None
    en: str
    vi: str


@OUTBOX.command
def add(
    command: CommandName,
    /,
    *,
    json: Body,
    by: str,
    on_behalf_of: str | None = None,
    occurred_at: str | None = None,
    reason: str | None = None,
    device: Annotated[str | None, Parameter(env_var="CIVICFLOW_DEVICE")] = None,
    outbox: File = DEFAULT,
    terminal: Terminal,
) -> int:
    """
    Write a command down under the next number of the device; nothing is sent.

    Args:
        command: The name of the command, such as report-task.
        json: Its fields as JSON: the text itself, a file, or - for standard input.
        by: The person who acts.
        on_behalf_of: The person for whom they act, under a delegation on record.
        occurred_at: When it happened, if not now, such as 2023-11-20T16:50+07:00.
        reason: Why a time further back than usual is claimed, or why the act comes later than usual.
        device: The name that the office gave this device; needed for the first command of a file.
        outbox: The file that keeps the commands.
        terminal: Where the result goes.
    """
    from civicflow.exchange.outbox import Draft

    spoken = text("--reason", reason)
    draft = Draft(
        command=command,
        body=read_body(json),
        by=by,
        on_behalf_of=on_behalf_of,
        occurred_at=moment("--occurred-at", occurred_at),
        reason=None if spoken is None else spoken.v,
    )
    line = _outbox(outbox, terminal).add(draft, now=_now(), device=device)
    terminal.show({"command_id": line.command_id, "number": line.number, "claimed": line.claimed})
    return 0


@OUTBOX.command
def send(
    *,
    outbox: File = DEFAULT,
    again: Annotated[bool, Parameter(show_default=False)] = False,
    reason: str | None = None,
    terminal: Terminal,
) -> int:
    """
    Send what the office has not accepted yet, and print what became of it; exit code 1 if anything was refused.

    Args:
        outbox: The file that keeps the commands.
        again: Try everything again that was refused.
        reason: Why commands come so late that a reason is needed, for those that give none themselves.
        terminal: Where the store is and the result goes.
    """
    from civicflow.exchange.outbox_sending import Connection
    from civicflow.exchange.outbox_sending import send as sent

    spoken = text("--reason", reason)
    file = _outbox(outbox, terminal)
    with terminal.open() as flow:
        connection = Connection(
            office=flow,
            on_record=lambda command_id: flow.store.log.filed(command_id) is not None,
            now=_now,
            reason=None if spoken is None else spoken.v,
            again=again,
        )
        answered = {answer.number: answer.accepted for answer in sent(file, connection)}
    terminal.show([line for line in _lines(file, terminal) if line.number in answered])
    return 0 if all(answered.values()) else FOUND


@OUTBOX.command
def show(*, outbox: File = DEFAULT, terminal: Terminal) -> int:
    """
    Print what became of each command; exit code 1 if one was refused, is missing, altered or cannot be read.

    Args:
        outbox: The file that keeps the commands.
        terminal: Where the result goes.
    """
    file = _outbox(outbox, terminal)
    lines, unreadable = list(_lines(file, terminal)), file.read().unreadable
    terminal.show(lines)
    for row in unreadable:
        terminal.say(f"{terminal.words.heading('outbox_row_unreadable')}: {outbox}:{row}")
    well = {"accepted", "waiting", "withdrawn"}
    return FOUND if unreadable or any(line.standing not in well for line in lines) else 0


@OUTBOX.command
def withdraw(number: int, /, *, by: str, reason: str, outbox: File = DEFAULT, terminal: Terminal) -> int:
    """
    Keep a command from being sent again, or give up a number that is lost; its line stays.

    Args:
        number: Its number.
        by: The person who withdraws it.
        reason: Why.
        outbox: The file that keeps the commands.
        terminal: Where the result goes.
    """
    spoken = text("--reason", reason)
    assert spoken is not None
    _outbox(outbox, terminal).withdraw(number, by=by, reason=spoken.v, now=_now())
    return 0


@OUTBOX.command(name="import")
def take_in(copy: Path, /, *, outbox: File = DEFAULT, terminal: Terminal) -> int:
    """
    Take in what a copy or a piece of the outbox has and the file has not, such as one that was carried by hand.

    Args:
        copy: The other file.
        outbox: The file that keeps the commands.
        terminal: Where the result goes.
    """
    terminal.show({"new": _outbox(outbox, terminal).take_in(copy)})
    return 0


@OUTBOX.command
def missing(device: str | None = None, /, *, terminal: Terminal) -> int:
    """
    Print which numbers of a device the office has, and which are missing; exit code 1 if any is.

    Args:
        device: The device; all when left out.
        terminal: Where the store is and the result goes.
    """
    from civicflow.exchange.outbox_numbers import bounds, numbers_on_record

    with terminal.open(reading=True) as flow:
        found = list(numbers_on_record(flow.store.log.command_ids(*bounds(device))))
    terminal.show(found)
    return FOUND if any(each.missing_numbers for each in found) else 0


def _outbox(file: Path, terminal: Terminal) -> "Outbox":
    from civicflow.exchange.json_edge import JsonEdge
    from civicflow.exchange.outbox import Outbox

    return Outbox(file, JsonEdge(terminal.modules))


def _now() -> datetime:
    return datetime.now(UTC)


def _lines(file: "Outbox", terminal: Terminal) -> Iterator[Line]:
    en, vi = (attrs.evolve(terminal, language=language).words for language in LANGUAGES)
    for each in file.read().standings():
        yield Line(
            number=each.number,
            command=each.command,
            by=each.by,
            standing=each.standing.value,
            claimed=each.claimed,
            recorded_at=each.recorded_at,
            minutes_late=each.minutes_late,
            en="; ".join(_remarks(each, en)),
            vi="; ".join(_remarks(each, vi)),
        )


def _remarks(line: "NumberStanding", words: "Words") -> Iterator[str]:
    """What people should know of a line: why it was refused, what it waits for, that a clock went back."""
    if line.standing.value == "refused":
        yield from map(words.refusal, line.refusals)
        yield from () if line.error is None else (words.error(line.error),)
    if line.waits_for:
        yield f"{words.heading('waits_for')}: {', '.join(map(str, line.waits_for))}"
    if line.clock_went_back:
        yield words.heading("clock_went_back")
