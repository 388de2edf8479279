"""What the mechanism asks of a store: to remember events in one order, and to refuse what was decided on old facts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol

import attrs

from civicflow.core.event import At, Event
from civicflow.core.fields import FreeText
from civicflow.errors import InvalidInputError

LONGEST_NAME = 500
"""Streams, keys and ids of commands are indexed; PostgreSQL holds no longer ones, and no zero byte."""


def check_names(*names: str) -> None:
    """
    Refuse a name of a stream, a key or a command that not every store could hold.

    Raises:
        InvalidInputError: With the name.
    """
    for name in names:
        if len(name) > LONGEST_NAME or "\0" in name:
            raise InvalidInputError(field="name", problem="name", value=name[:100])


@attrs.frozen(kw_only=True)
class Relied:
    """
    What a decision relied on, to be checked again under the lock.

    Args:
        streams: Each stream that was read and its version then; 0 for "does not exist yet".
        keys: Each key that was searched and the last position that carried it; 0 for none.
    """

    streams: Mapping[str, int] = attrs.field(factory=dict)
    keys: Mapping[str, int] = attrs.field(factory=dict)


@attrs.frozen(kw_only=True)
class Envelope:
    """
    Who acted, by what right, and on what the decision relied; stored beside each event, read only by who asks.

    Args:
        by: The person who acted, as the host application authenticated them; empty for what another system claims.
        on_behalf_of: The person for whom they acted.
        authority: What gave the right, as the authority rule found it.
        command: The name of the command, such as ``assign-task``.
        command_id: The id under which the command is remembered.
        causation: The position of the event that caused the act, for automation.
        source: The outside system that claims the fact, for what came in through ``record``.
        reason: Why a time further back than usual is claimed, or why the act comes later than usual.
        streams: As in ``Relied``.
        keys: As in ``Relied``.
        regulations: The ids of the provisions that were looked up.
        wordings: For each of them the digest of what it said.
        calendar: The version of the working calendar, when one was used.
        code: The release of civicflow that decided.
    """

    by: str = ""
    on_behalf_of: str | None = None
    authority: str = ""
    command: str = ""
    command_id: str = ""
    causation: int | None = None
    source: str | None = None
    reason: FreeText | None = None
    streams: Mapping[str, int] = attrs.field(factory=dict)
    keys: Mapping[str, int] = attrs.field(factory=dict)
    regulations: tuple[str, ...] = ()
    wordings: tuple[str, ...] = ()
    calendar: str | None = None
    code: str = ""


class Draft(NamedTuple):
    """An event that is about to be stored: its stream and version, when it is said to have happened, its keys."""

    event: Event
    stream: str
    version: int
    occurred: int
    keys: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Filing:
    """
    Everything that one command adds to the log, in one transaction or not at all.

    Args:
        command_id: The id under which the command is remembered.
        fingerprint: The digest of its content, to tell a repetition from a mistake.
        drafts: The events, in order.
        relied: What the decision relied on.
        envelope: Stored beside each of the events.
    """

    command_id: str
    fingerprint: bytes
    drafts: tuple[Draft, ...]
    relied: Relied
    envelope: Envelope


class Filed(NamedTuple):
    """Where a command stands in the log: first and last position, when it was recorded, and whether it is the first time."""

    first: int
    last: int
    recorded: int
    repeated: bool = False


class Entry(NamedTuple):
    """One line of the log with all that is known of it."""

    at: At
    stream: str
    version: int
    topic: str
    event: Event
    envelope: Envelope


class Source(Protocol):
    """Where facts are read from: the log as it stands, or the log while the lock is held."""

    def history(self, stream: str) -> Sequence[tuple[At, Event]]:
        """All events of a stream, in order."""

    def version(self, stream: str) -> int:
        """The number of events in a stream."""

    def holders(self, key: str, kind: str) -> tuple[tuple[str, ...], int]:
        """The streams of a kind whose events carry a key, in order of first mention, and the key's last position."""

    def changed(self, relied: Relied) -> Relied:
        """Of what was relied on, that which no longer stands so, with what stands now."""

    def filed(self, command_id: str) -> tuple[bytes, Filed] | None:
        """The fingerprint and the place of a command that was stored before."""


class Desk(Source, Protocol):
    """The log while its write lock is held: nobody else can change it until the block ends."""

    def append(self, filing: Filing, now: int) -> Filed:
        """
        Store a filing if all it relied on still stands.

        Raises:
            ConflictError: When something it relied on has changed.
            CommandIdReusedError: When its command id was used for another content.
        """

    def append_all(self, filings: Sequence[Filing], now: int) -> Sequence[Filed]:
        """
        Store filings one after another, as ``append`` does; what one raises ends the block.

        Much quicker than one by one where the log is on a server.
        """

    def versions(self, streams: Iterable[str]) -> dict[str, int]:
        """The number of events in each of several streams."""

    def sources(self, streams: Iterable[str]) -> dict[str, str | None]:
        """Of those of several streams that exist, the other system that began each; None where an act of ours did."""

    def filed_among(self, command_ids: Iterable[str]) -> dict[str, tuple[bytes, Filed]]:
        """The fingerprints and places of those commands that were stored before."""


class Log(Source, Protocol):
    """All that ever happened, in one order."""

    def append(self, filing: Filing, now: int) -> Filed:
        """Take the lock, and store a filing as ``Desk.append`` does."""

    def lock(self) -> AbstractContextManager[Desk]:
        """
        Hold the write lock for the length of a block; what is appended is committed together at its end.

        Raises:
            LockTimeoutError: When another writer does not let go.
        """

    def head(self) -> int:
        """The last position; 0 when nothing has happened yet."""

    def last(self) -> tuple[int, int]:
        """The last position and when it was recorded; zeros when nothing has happened yet."""

    def command_ids(self, first: str, before: str) -> Iterator[str]:
        """The ids of the commands that were stored, from one id on and before another, in order."""

    def position_at(self, recorded: int) -> int:
        """The last position recorded at or before a moment (microseconds since 1970)."""

    def read(
        self, after: int, until: int, topics: Sequence[str] | None = None, *, key: str | None = None
    ) -> Iterator[tuple[At, Event]]:
        """The events after one position up to another; those of some topics, or that carry a key, when they are named."""

    def entries(
        self, *, stream: str | None = None, key: str | None = None, after: int = 0, until: int | None = None
    ) -> Iterator[Entry]:
        """The lines of a stream, of a key or of the whole log, with their envelopes."""

    def close(self) -> None:
        """Let go of files and connections."""


class Codec(Protocol):
    """Turns events into bytes and commands into digests; what the bytes look like is the store's own affair."""

    def encode(self, event: Event) -> bytes:
        """
        The bytes of an event.

        Raises:
            InvalidInputError: When it could not be read back.
            TooLargeError: When there are too many.
        """

    def fingerprint(self, kind: str, content: Mapping[str, object]) -> bytes:
        """A digest of a command's name and content that is the same in every process and release."""
