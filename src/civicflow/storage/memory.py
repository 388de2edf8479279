"""The log in memory, for tests and demonstrations: the same promises as on disk, but that it outlives the process."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from threading import Lock
from typing import TYPE_CHECKING

from civicflow.core.event import At, Event
from civicflow.core.log import Entry, Filed, Filing, Relied
from civicflow.errors import ConflictError, LockTimeoutError, ReadOnlyError
from civicflow.storage.codec import EventCodec
from civicflow.storage.guards import LONGEST_SILENCE, moved, recording_time, repeated
from civicflow.storage.lines import Line, entry_of, written
from civicflow.storage.parts import COMMANDS, EVENTS, KEYS, Part, Row
from civicflow.storage.people import TablePeople, people_in_file

if TYPE_CHECKING:
    from eventsourcing.persistence import ApplicationRecorder

    from civicflow.storage.following import Looking


class MemoryLines:
    """
    The lines of a log with their indexes; what stands after ``committed`` is seen by nobody but the writer.

    Attributes:
        committed: The last position that is there for good.
    """

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.streams: defaultdict[str, list[int]] = defaultdict(list)
        self.keys: defaultdict[str, list[int]] = defaultdict(list)
        self.commands: dict[str, tuple[bytes, Filed]] = {}
        self.committed = 0

    def add(self, lines: Sequence[Line], keys: Sequence[tuple[str, int]]) -> None:
        """Add lines at the end, to be committed later."""
        for line in lines:
            self.streams[line[1]].append(line[0])
        for key, position in keys:
            self.keys[key].append(position)
        self.lines += lines

    def undo(self) -> None:
        """Take away whatever was added since the last commit."""
        if len(self.lines) == self.committed:
            return
        del self.lines[self.committed :]
        for index in (self.streams, self.keys):
            for positions in index.values():
                del positions[bisect_right(positions, self.committed) :]
        late = [name for name, (_, filed) in self.commands.items() if filed.last > self.committed]
        for name in late:
            del self.commands[name]

    def commit(self) -> None:
        """Let everybody see what was added."""
        self.committed = len(self.lines)


class MemoryReading:
    """
    What can be read up to a position.

    Args:
        tables: The lines.
        codec: For bodies and envelopes.
    """

    def __init__(self, tables: MemoryLines, codec: EventCodec) -> None:
        self._tables = tables
        self._codec = codec

    @property
    def _until(self) -> int:
        return self._tables.committed

    def history(self, stream: str) -> list[tuple[At, Event]]:
        """All events of a stream, in order."""
        lines = (self._tables.lines[position - 1] for position in self._of(self._tables.streams, stream))
        return [
            (At(line[0], line[4], line[5]), self._codec.decode(line[3], line[6], line[0], stream))
            for line in lines
        ]

    def version(self, stream: str) -> int:
        """The number of events in a stream."""
        position = self._last_of(self._tables.streams, stream)
        return self._tables.lines[position - 1][2] if position else 0

    def holders(self, key: str, kind: str) -> tuple[tuple[str, ...], int]:
        """The streams of a kind that carry a key, in order of first mention, and the key's last position."""
        positions = self._of(self._tables.keys, key)
        streams = dict.fromkeys(self._tables.lines[position - 1][1] for position in positions)
        found = tuple(stream for stream in streams if stream.startswith(f"{kind}:"))
        return found, positions[-1] if positions else 0

    def changed(self, relied: Relied) -> Relied:
        """Of what was relied on, that which stands otherwise now."""
        streams = [(stream, self.version(stream)) for stream in relied.streams]
        keys = [(key, self._last_of(self._tables.keys, key)) for key in relied.keys]
        return moved(relied, streams, keys)

    def filed(self, command_id: str) -> tuple[bytes, Filed] | None:
        """The fingerprint and the place of a command that was stored before."""
        found = self._tables.commands.get(command_id)
        return found if found is not None and found[1].last <= self._until else None

    def command_ids(self, first: str, before: str) -> Iterator[str]:
        """The ids of the commands that were stored, from one id on and before another, in order."""
        commands = self._tables.commands.items()
        known = (
            each for each, (_, filed) in commands if first <= each < before and filed.last <= self._until
        )
        yield from sorted(known)

    def last(self) -> tuple[int, int]:
        """The last position and when it was recorded; zeros when nothing has happened yet."""
        position = self._until
        return (position, self._tables.lines[position - 1][5]) if position else (0, 0)

    def _of(self, index: dict[str, list[int]], name: str) -> list[int]:
        positions = index.get(name, [])
        return positions[: bisect_right(positions, self._until)]

    def _last_of(self, index: dict[str, list[int]], name: str) -> int:
        positions = index.get(name, [])
        place = bisect_right(positions, self._until)
        return positions[place - 1] if place else 0


class MemoryDesk(MemoryReading):
    """
    The log while its lock is held.

    Args:
        tables: The lines.
        codec: For bodies and envelopes.
        longest_silence: How far the clock may stand past the last record.
    """

    def __init__(self, tables: MemoryLines, codec: EventCodec, longest_silence: timedelta) -> None:
        super().__init__(tables, codec)
        self._longest_silence = longest_silence

    @property
    def _until(self) -> int:
        return len(self._tables.lines)

    def append(self, filing: Filing, now: int) -> Filed:
        """
        Store a filing if all it relied on still stands.

        Raises:
            ConflictError: When something it relied on has changed.
            CommandIdReusedError: When its command id was used for another content.
            ClockError: When the clock stands too far past the last record.
        """
        found = written(filing, self._codec)
        if known := self.filed(filing.command_id):
            return repeated(filing, *known)
        changed = self.changed(filing.relied)
        for stream in changed.streams:
            raise ConflictError(stream=stream)
        for key in changed.keys:
            raise ConflictError(key=key)
        head, last = self.last()
        filed = Filed(head + 1, head + len(found.lines), recording_time(now, last, self._longest_silence))
        self._tables.add(*found.placed(filed.first, filed.recorded))
        self._tables.commands[filing.command_id] = (filing.fingerprint, filed)
        return filed

    def append_all(self, filings: Sequence[Filing], now: int) -> list[Filed]:
        """Store filings one after another."""
        return [self.append(filing, now) for filing in filings]

    def versions(self, streams: Iterable[str]) -> dict[str, int]:
        """The number of events in each of several streams."""
        return {stream: self.version(stream) for stream in streams}

    def sources(self, streams: Iterable[str]) -> dict[str, str | None]:
        """Of those of several streams that exist, the other system that began each; None where an act of ours did."""
        begun = ((stream, self._of(self._tables.streams, stream)[:1]) for stream in streams)
        lines = ((stream, self._tables.lines[first - 1]) for stream, found in begun for first in found)
        decode = self._codec.decode_envelope
        return {stream: decode(line[7], line[0], stream).source for stream, line in lines}

    def filed_among(self, command_ids: Iterable[str]) -> dict[str, tuple[bytes, Filed]]:
        """The fingerprints and places of those commands that were stored before."""
        found = ((each, self.filed(each)) for each in command_ids)
        return {each: filed for each, filed in found if filed is not None}


class MemoryLog(MemoryReading):
    """
    The log in memory.

    Args:
        codec: For bodies and envelopes.
        longest_silence: How far the clock may stand past the last record.
        lock_timeout: Seconds to wait for the lock.
        read_only: Refuse to write.
    """

    def __init__(
        self,
        codec: EventCodec,
        longest_silence: timedelta = LONGEST_SILENCE,
        *,
        lock_timeout: float = 30,
        read_only: bool = False,
    ) -> None:
        super().__init__(MemoryLines(), codec)
        self._longest_silence = longest_silence
        self._lock = Lock()
        self._patience = lock_timeout
        self._read_only = read_only

    @contextmanager
    def lock(self) -> Iterator[MemoryDesk]:
        """
        Hold the write lock for the length of a block; on an error nothing of it was ever there.

        Raises:
            LockTimeoutError: When another thread does not let go.
            ReadOnlyError: When the log was opened for reading.
        """
        with self.writing() as tables:
            yield MemoryDesk(tables, self._codec, self._longest_silence)

    @contextmanager
    def writing(self) -> Iterator[MemoryLines]:
        """Hold the write lock; commit at the end, undo on any error."""
        if self._read_only:
            raise ReadOnlyError(problem="opened for reading")
        if not self._lock.acquire(timeout=self._patience):
            raise LockTimeoutError(problem="another thread writes")
        try:
            yield self._tables
            self._tables.commit()
        except BaseException:
            self._tables.undo()
            raise
        finally:
            self._lock.release()

    def append(self, filing: Filing, now: int) -> Filed:
        """Take the lock, and store a filing as the desk does."""
        with self.lock() as desk:
            return desk.append(filing, now)

    def head(self) -> int:
        """The last position; 0 when nothing has happened yet."""
        return self._until

    def position_at(self, recorded: int) -> int:
        """The last position recorded at or before a moment."""
        return bisect_right(self._tables.lines, recorded, hi=self._until, key=lambda line: line[5])

    def read(
        self, after: int, until: int, topics: Sequence[str] | None = None, *, key: str | None = None
    ) -> Iterator[tuple[At, Event]]:
        """The events after one position up to another; those of some topics, or that carry a key, when they are named."""
        others = frozenset() if topics is None else frozenset(self._codec.topics_but(topics))
        for line in self._between(after, until) if key is None else self._carrying(key, after, until):
            position, stream, _, topic, occurred, recorded, body, _ = line
            if topic not in others:
                yield At(position, occurred, recorded), self._codec.decode(topic, body, position, stream)

    def entries(
        self, *, stream: str | None = None, key: str | None = None, after: int = 0, until: int | None = None
    ) -> Iterator[Entry]:
        """The lines of a stream, of a key or of the whole log, with their envelopes."""
        until = self._until if until is None else until
        lines = self._between(after, until) if key is None else self._carrying(key, after, until)
        for line in lines:
            if stream is None or line[1] == stream:
                yield entry_of(line, self._codec)

    def _carrying(self, key: str, after: int, until: int) -> list[Line]:
        found = self._of(self._tables.keys, key)
        return [self._tables.lines[position - 1] for position in found if after < position <= until]

    def lines(self, stream: str | None = None, *, after: int = 0, until: int | None = None) -> Sequence[Line]:
        """The lines as they are stored, of a stream or between two positions."""
        if stream is not None:
            return [self._tables.lines[position - 1] for position in self._of(self._tables.streams, stream)]
        return self._between(after, self._until if until is None else until)

    @contextmanager
    def original(self) -> Iterator["MemoryOriginal"]:
        """The log as it stands now, to be copied within the block; nobody writes meanwhile."""
        with self._lock:
            yield MemoryOriginal(self._tables)

    def people(self) -> TablePeople:
        """The directory of people beside the log."""
        return people_in_file(None, read_only=self._read_only)

    def ear(self) -> "Looking":
        """Hears that the log has grown, whoever wrote."""
        from civicflow.storage.following import Looking

        return Looking(self.head)

    def recorder(self) -> "ApplicationRecorder":
        """The log in the terms of ``eventsourcing``."""
        from civicflow.storage.memory_recorder import MemoryLogRecorder

        return MemoryLogRecorder(self, self._codec)

    def _between(self, after: int, until: int) -> list[Line]:
        return self._tables.lines[max(after, 0) : max(0, min(until, self._until))]

    def close(self) -> None:
        """Nothing is held."""


class MemoryOriginal:
    """
    The log in memory while nobody writes.

    Args:
        tables: The lines.
    """

    def __init__(self, tables: MemoryLines) -> None:
        self._tables = tables

    def rows(self, part: Part) -> Iterator[Row]:
        """All rows of a part of the log in their order."""
        parts = {EVENTS: iter(self._tables.lines), KEYS: self._keys(), COMMANDS: self._commands()}
        return parts[part]

    def _keys(self) -> Iterator[Row]:
        for key, positions in sorted(self._tables.keys.items()):
            yield from ((key, position) for position in positions)

    def _commands(self) -> Iterator[Row]:
        for of, (fingerprint, filed) in sorted(self._tables.commands.items()):
            yield of, fingerprint, *filed[:3]
