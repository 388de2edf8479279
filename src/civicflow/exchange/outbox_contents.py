"""What stands in an outbox: which commands, what became of each, and what is missing or was altered (K3)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from enum import Enum

import attrs

from civicflow.core.rule import Refused
from civicflow.errors import CivicflowError, InvalidInputError
from civicflow.exchange.outbox_lines import (
    Answer,
    CommandLine,
    OutboxLine,
    Withdrawal,
    command_id,
    is_intact,
    read_line,
)


class Standing(Enum):
    """What has become of a number."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    WAITING = "waiting"
    WITHDRAWN = "withdrawn"
    ALTERED = "altered"
    DOUBLED = "doubled"
    MISSING = "missing"


@attrs.frozen(kw_only=True)
class NumberStanding:
    """
    How a number of an outbox stands.

    Args:
        number: The number.
        command_id: The id under which the store knows it, or would.
        standing: What has become of it.
        command: The name of the command; None when its line is missing.
        by: Who acts.
        claimed: When it is said to have happened.
        recorded_at: When the office recorded it (K3).
        minutes_late: The whole minutes that lie between; None before it is recorded.
        clock_went_back: Whether the clock of the device said less than when the line before was written.
        waits_for: The earlier numbers about the same that stand in its way: their line is missing, altered or doubled, or
            only their time was not accepted.
        refusals: The rules that refused it.
        error: What else kept it out.
    """

    number: int
    command_id: str
    standing: Standing
    command: str | None = None
    by: str | None = None
    claimed: datetime | None = None
    recorded_at: datetime | None = None
    minutes_late: int | None = None
    clock_went_back: bool = False
    waits_for: tuple[int, ...] = ()
    refusals: tuple[Refused, ...] = ()
    error: CivicflowError | None = None


@attrs.frozen(kw_only=True)
class Contents:
    """
    What stands in an outbox.

    Args:
        lines: Every line once, in the order of the file.
        unreadable: The rows of the file that are none, such as one that a crash has cut off.
        commands: Each command that can be relied on, by its number.
        altered: The numbers whose line says something else than when it was written.
        doubled: The numbers under which several commands stand.
        answers: What became of each command at last.
        withdrawn: The numbers that are not to be sent any more.
    """

    lines: tuple[OutboxLine, ...]
    unreadable: tuple[int, ...]
    commands: Mapping[int, CommandLine]
    altered: frozenset[int]
    doubled: frozenset[int]
    answers: Mapping[int, Answer]
    withdrawn: frozenset[int]

    @property
    def device(self) -> str | None:
        """Whose outbox it is; None while it holds no command."""
        return next((line.device for line in self.lines if isinstance(line, CommandLine)), None)

    @property
    def last(self) -> int:
        """The highest number that is spoken of; 0 when there is none."""
        return max((line.number for line in self.lines), default=0)

    @property
    def seal_of_the_last(self) -> str | None:
        """The seal to which the next line is linked."""
        written = [line for line in self.lines if isinstance(line, CommandLine)]
        return max(written, key=lambda line: line.number).seal if written else None

    def latest_about(self, subjects: Iterable[str]) -> tuple[int, ...]:
        """The last number about each of several subjects."""
        latest = {each: line.number for line in self.commands.values() for each in line.about}
        return tuple(sorted({latest[each] for each in subjects if each in latest}))

    def is_accepted(self, number: int) -> bool:
        """Whether the office has accepted a number."""
        return number in self.answers and self.answers[number].accepted

    def is_settled(self, number: int) -> bool:
        """Whether it is known what a number came to, so that nothing about the same waits for it."""
        answer = self.answers.get(number)
        return number in self.withdrawn or (answer is not None and answer.is_final)

    def standings(self) -> Iterator[NumberStanding]:
        """How each number stands, from the first to the last."""
        before: CommandLine | None = None
        for number in range(1, self.last + 1):
            line = self.commands.get(number)
            yield self._standing(number, line, before)
            before = line or before

    def _standing(self, number: int, line: CommandLine | None, before: CommandLine | None) -> NumberStanding:
        answer = self.answers.get(number)
        told = NumberStanding(
            number=number,
            command_id=command_id(self.device or "", number),
            standing=self._what_became_of(number),
            refusals=() if answer is None else answer.refused,
            error=None if answer is None else answer.failure,
        )
        if line is None:
            return told
        recorded = None if answer is None else answer.recorded_at
        return attrs.evolve(
            told,
            command=line.command,
            by=line.by,
            claimed=line.claimed,
            recorded_at=recorded,
            minutes_late=None if recorded is None else (recorded - line.claimed) // timedelta(minutes=1),
            clock_went_back=before is not None and line.written_at < before.written_at,
            waits_for=() if number in self.answers or number in self.withdrawn else self._waits_for(line),
        )

    def _waits_for(self, line: CommandLine) -> tuple[int, ...]:
        on_their_way = self.commands.keys() - self.answers.keys()
        return tuple(each for each in line.after if each not in on_their_way and not self.is_settled(each))

    def _what_became_of(self, number: int) -> Standing:
        places = (
            (number in self.altered, Standing.ALTERED),
            (number in self.doubled, Standing.DOUBLED),
            (self.is_accepted(number), Standing.ACCEPTED),
            (number in self.withdrawn, Standing.WITHDRAWN),
            (number not in self.commands, Standing.MISSING),
            (number in self.answers, Standing.REFUSED),
        )
        return next((standing for holds, standing in places if holds), Standing.WAITING)


def contents_of(written: bytes) -> Contents:
    """What stands in the bytes of an outbox; what is no line of it is told by its row."""
    lines, unreadable = _read(written)
    commands = [line for line in lines if isinstance(line, CommandLine)]
    times = Counter(line.number for line in commands)
    doubled = frozenset(number for number, count in times.items() if count > 1)
    altered = frozenset(_altered(commands)) - doubled
    return Contents(
        lines=lines,
        unreadable=unreadable,
        commands={
            line.number: line
            for line in sorted(commands, key=lambda each: each.number)
            if line.number not in doubled | altered
        },
        altered=altered,
        doubled=doubled,
        answers=_last_answers(line for line in lines if isinstance(line, Answer)),
        withdrawn=frozenset(line.number for line in lines if isinstance(line, Withdrawal)),
    )


def _read(written: bytes) -> tuple[tuple[OutboxLine, ...], tuple[int, ...]]:
    """Every line once, and the rows that are none; a command of another device is none of this outbox."""
    lines: dict[bytes, OutboxLine] = {}
    unreadable: list[int] = []
    device: str | None = None
    for row, each in enumerate(written.split(b"\n"), start=1):
        if not each.strip():
            continue
        try:
            line = read_line(each)
        except InvalidInputError:
            unreadable.append(row)
            continue
        if isinstance(line, CommandLine):
            device = device or line.device
        if isinstance(line, CommandLine) and line.device != device:
            unreadable.append(row)
        else:
            lines[each] = line
    return tuple(lines.values()), tuple(unreadable)


def _altered(commands: Iterable[CommandLine]) -> Iterator[int]:
    """The numbers of the lines that are not what they were sealed as, or not those to which the next is linked."""
    links: dict[int, str | None] = {}
    for line in commands:
        if is_intact(line):
            links[line.number - 1] = line.previous
        else:
            yield line.number
    for line in commands:
        if line.number in links and links[line.number] != line.seal:
            yield line.number


def _last_answers(answers: Iterable[Answer]) -> dict[int, Answer]:
    """The last answer to each number; what the office has accepted, it has accepted for ever."""
    last: dict[int, Answer] = {}
    for answer in sorted(answers, key=lambda each: (each.accepted, each.answered_at)):
        last[answer.number] = answer
    return last
