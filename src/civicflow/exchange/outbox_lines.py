"""The lines of an outbox: commands with their numbers, seals and links, answers to them, and withdrawals."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from typing import TypeAlias, get_args, get_type_hints

import attrs
import msgspec

from civicflow.core.checks import check_fields
from civicflow.core.command import Order
from civicflow.core.fields import Code, Identifier, instant, optional_instant
from civicflow.core.rule import Refused, RefusedError
from civicflow.errors import CivicflowError, ClockError, InvalidInputError, Parameter, TooLargeError
from civicflow.exchange.json_body import LONGEST_BODY, read_json
from civicflow.exchange.structuring import structured

_encode = msgspec.json.Encoder(decimal_format="number", order="sorted").encode
NUMBERS = range(1, 1_000_000)
"""The numbers that a device may use up; of as many digits as its ids have."""

_SUBJECTS = frozenset({"subject", "person", "actor", "unit"})


@attrs.frozen(kw_only=True)
class CommandLine:
    """
    A command as it was written down where there was no connection (K3).

    Args:
        device: Where it was written.
        number: Its place among the commands of that device, from 1 without a gap.
        command: Its name, such as ``report-task``.
        body: Its fields, as JSON has them.
        by: The person who acts.
        on_behalf_of: The person for whom they act.
        occurred_at: When they say it happened, if not when it was written.
        reason: Why a time further back than usual is claimed, or why the act comes later than usual.
        written_at: What the clock of the device said.
        about: Whom and what the command names; the person for whom it is where it names nothing.
        after: The last earlier number about each of them; what those came to is known before this one is sent.
        previous: The seal of the line before; None for the first.
        seal: The SHA-256 of everything else in the line.
    """

    device: Code
    number: int
    command: str
    body: Mapping[str, object]
    by: str
    on_behalf_of: str | None = None
    occurred_at: datetime | None = attrs.field(default=None, converter=optional_instant)
    reason: str | None = None
    written_at: datetime = attrs.field(converter=instant)
    about: tuple[str, ...] = ()
    after: tuple[int, ...] = ()
    previous: str | None = None
    seal: str = ""

    def __attrs_post_init__(self) -> None:
        check_fields(self)
        _check_number(self.number)

    @property
    def command_id(self) -> str:
        """The id under which the store remembers it, such as ``outbox:HOME-7:000017``."""
        return command_id(self.device, self.number)

    @property
    def json(self) -> bytes:
        """The fields of the command as JSON."""
        return _encode(self.body)

    @property
    def claimed(self) -> datetime:
        """When it is said to have happened."""
        return self.occurred_at or self.written_at

    def sealed(self) -> "CommandLine":
        """The same line with its seal."""
        return attrs.evolve(self, seal=_seal(_written(self)))


@attrs.frozen(kw_only=True)
class Withdrawal:
    """
    That a command is not to be sent any more, or that a number which is lost is not waited for.

    Args:
        number: The number of the command.
        by: The person who withdraws it.
        reason: Why.
        written_at: What the clock of the device said.
    """

    number: int
    by: str
    reason: str
    written_at: datetime = attrs.field(converter=instant)

    def __attrs_post_init__(self) -> None:
        _check_number(self.number)


@attrs.frozen(kw_only=True)
class Objection:
    """
    A rule that refused a command, or an error that kept it out.

    Args:
        name: The name of the rule, or the code of the error.
        parameters: What it saw.
        basis: The source it rests on.
    """

    name: str
    parameters: Mapping[str, object] = attrs.field(factory=dict)
    basis: str | None = None


@attrs.frozen(kw_only=True)
class Answer:
    """
    What became of a command that was sent.

    Args:
        number: Its number.
        answered_at: When the answer came.
        first: The position of its first event, 0 when there was nothing to do; None when it was not accepted.
        last: The position of its last event.
        recorded_at: When the office recorded it, which is what timeliness is judged on (K3).
        refusals: The rules that refused it.
        error: What else kept it out.
    """

    number: int
    answered_at: datetime = attrs.field(converter=instant)
    first: int | None = None
    last: int | None = None
    recorded_at: datetime | None = attrs.field(default=None, converter=optional_instant)
    refusals: tuple[Objection, ...] = ()
    error: Objection | None = None

    def __attrs_post_init__(self) -> None:
        _check_number(self.number)

    @property
    def accepted(self) -> bool:
        """Whether the office took it."""
        return self.first is not None

    @property
    def problem(self) -> object:
        """What the error says is wrong; None where there is none."""
        return None if self.error is None else self.error.parameters.get("problem")

    @property
    def is_about_time(self) -> bool:
        """Whether only the time that is claimed stood in the way."""
        return self.error is not None and self.error.name == ClockError.code

    @property
    def is_final(self) -> bool:
        """Whether it is known what the command came to, as far as others rest on it."""
        return not self.is_about_time

    def accepted_since(self, other: "Answer") -> bool:
        """Whether the office took it after another was answered."""
        return self.accepted and self.answered_at > other.answered_at

    @property
    def refused(self) -> tuple[Refused, ...]:
        """The refusals, as they were said."""
        return tuple(
            Refused(rule=each.name, parameters=_parameters(each), basis=each.basis) for each in self.refusals
        )

    @property
    def failure(self) -> CivicflowError | None:
        """The error, as it was raised; the root of all errors where this release has none of that code."""
        if self.error is None:
            return None
        code = self.error.name
        kind = next((each for each in _below(CivicflowError) if each.code == code), CivicflowError)
        return kind(**_parameters(self.error))


OutboxLine: TypeAlias = CommandLine | Withdrawal | Answer
_KINDS: Mapping[object, type[OutboxLine]] = {
    "command": CommandLine,
    "withdrawal": Withdrawal,
    "answer": Answer,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}


def _check_number(number: int) -> None:
    if number not in NUMBERS:
        raise InvalidInputError(field="number", problem="out-of-range", value=str(number))


def command_id(device: str, number: int) -> str:
    """The id under which the store remembers a command of a device."""
    return f"outbox:{device}:{number:06}"


def line_bytes(line: OutboxLine) -> bytes:
    """
    A line as it stands in the file, with its end.

    Raises:
        TooLargeError: When it is over 64 KiB.
    """
    written = _encode({"line": _NAMES[type(line)], **_written(line)})
    if len(written) > LONGEST_BODY:
        raise TooLargeError(field="$", size=len(written), limit=LONGEST_BODY)
    return written + b"\n"


def read_line(written: bytes) -> OutboxLine:
    """
    A line of an outbox.

    Raises:
        InvalidInputError: When it is none.
    """
    content = read_json(written)
    if not isinstance(content, dict):
        raise InvalidInputError(field="$", problem="not-an-object")
    kind = _KINDS.get(content.pop("line", None))
    if kind is None:
        raise InvalidInputError(field="$.line", problem="unknown")
    return structured(content, kind)


def is_intact(line: CommandLine) -> bool:
    """Whether a line says what it said when it was sealed."""
    return line.seal == _seal(_written(line))


def subjects_of(order: Order) -> tuple[str, ...]:
    """Whom and what a command names; where it names nothing, the person for whom it is."""
    return tuple(sorted(set(_named(order.command)))) or (order.on_behalf_of or order.by,)


def _below(kind: type[CivicflowError]) -> Iterator[type[CivicflowError]]:
    """The errors that are told by their parameters alone."""
    for each in kind.__subclasses__():
        if each is not RefusedError:
            yield each
            yield from _below(each)


def _parameters(objection: Objection) -> dict[str, Parameter]:
    return {name: value for name, value in objection.parameters.items() if isinstance(value, str | int)}


def _named(command: object) -> Iterator[str]:
    kind: type = type(command)
    hints = get_type_hints(kind, include_extras=True)
    for field in attrs.fields(kind):
        value: object = getattr(command, field.name)
        if _names_a_subject(hints[field.name]):
            yield from (
                each for each in (value if isinstance(value, tuple) else (value,)) if isinstance(each, str)
            )


def _names_a_subject(hint: object) -> bool:
    if isinstance(hint, Identifier):
        return hint.of in _SUBJECTS
    return any(map(_names_a_subject, get_args(hint)))


def _written(line: OutboxLine) -> dict[str, object]:
    """The fields that are said, times in UTC as text."""
    return {
        name: value
        for name, value in attrs.asdict(line, value_serializer=_plain).items()
        if value is not None
    }


def _plain(_: object, __: object, value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


def _seal(fields: Mapping[str, object]) -> str:
    return sha256(_encode({name: value for name, value in fields.items() if name != "seal"})).hexdigest()
