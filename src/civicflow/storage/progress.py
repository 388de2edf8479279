"""How far the engine has come, reaction by reaction, and who is at it: kept beside the log, and harmless to lose."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from threading import Lock
from typing import Any, NamedTuple, Protocol, TypeAlias

import attrs

from civicflow.storage.recorders import present

SECOND = 1_000_000


class Hold(NamedTuple):
    """
    Where a reaction waits in one stream; what comes later in that stream waits behind it.

    Args:
        position: From where on in the log the events of the stream wait.
        tries: How often the first of them was tried in vain.
        again: When it is tried again, in microseconds since 1970 UTC.
    """

    position: int
    tries: int = 0
    again: int = 0


@attrs.frozen(kw_only=True)
class Standing:
    """
    How far a reaction has come.

    Args:
        reaction: Its name.
        position: The last position up to which its events are dealt with, but for those that wait.
        holds: By stream, where it waits.
        owner: The worker that is at it; empty when none is.
        until: Until when that worker has it to itself, by the clock of the store, in microseconds since 1970 UTC.
    """

    reaction: str
    position: int = 0
    holds: Mapping[str, Hold] = attrs.field(factory=dict)
    owner: str = ""
    until: int = 0


Changes: TypeAlias = Mapping[str, Hold | None]
"""By stream, where a reaction waits from now on; None for a stream in which it waits no longer."""


class Progress(Protocol):
    """
    The progress of all reactions of a store.

    A lease only saves work that would be done twice: whoever holds an old one can write nothing here, and what they
    do to the log is decided there.
    """

    def standings(self) -> Sequence[Standing]:
        """Every reaction that somebody has begun with."""

    def claim(self, reaction: str, owner: str, seconds: float) -> Standing | None:
        """Take a reaction for a while, or go on having it; None while another worker has it."""

    def save(self, reaction: str, owner: str, seconds: float, position: int, changes: Changes) -> bool:
        """Note how far it has come, and have it for a while longer; False, and nothing noted, for who has it no more."""

    def release(self, owner: str) -> None:
        """Let others have whatever a worker has."""

    def noted(self, name: str) -> str | None:
        """What was noted last under a name; None for nothing."""

    def note(self, name: str, content: str) -> None:
        """Note something under a name, in place of what was noted before."""

    def close(self) -> None:
        """Let go of files and connections."""


class MemoryProgress:
    """Progress in memory, for tests and demonstrations."""

    def __init__(self) -> None:
        self._standings: dict[str, Standing] = {}
        self._notes: dict[str, str] = {}
        self._writing = Lock()

    def standings(self) -> Sequence[Standing]:
        """Every reaction that somebody has begun with."""
        return tuple(self._standings.values())

    def claim(self, reaction: str, owner: str, seconds: float) -> Standing | None:
        """Take a reaction for a while, or go on having it; None while another worker has it."""
        with self._writing:
            found, now = self._standings.get(reaction, Standing(reaction=reaction)), present()
            if found.owner not in {owner, ""} and found.until > now:
                return None
            self._standings[reaction] = attrs.evolve(found, owner=owner, until=_until(now, seconds))
            return self._standings[reaction]

    def save(self, reaction: str, owner: str, seconds: float, position: int, changes: Changes) -> bool:
        """Note how far it has come, and have it for a while longer; False, and nothing noted, for who has it no more."""
        with self._writing:
            found = self._standings.get(reaction)
            if found is None or found.owner != owner:
                return False
            holds = {**found.holds, **changes}
            self._standings[reaction] = attrs.evolve(
                found,
                position=position,
                holds={stream: hold for stream, hold in holds.items() if hold is not None},
                until=_until(present(), seconds),
            )
            return True

    def release(self, owner: str) -> None:
        """Let others have whatever a worker has."""
        with self._writing:
            for found in self._standings.values():
                if found.owner == owner:
                    self._standings |= {found.reaction: attrs.evolve(found, owner="", until=0)}

    def noted(self, name: str) -> str | None:
        """What was noted last under a name; None for nothing."""
        return self._notes.get(name)

    def note(self, name: str, content: str) -> None:
        """Note something under a name, in place of what was noted before."""
        self._notes[name] = content

    def close(self) -> None:
        """Nothing is held."""


def _until(now: int, seconds: float) -> int:
    return now + int(seconds * SECOND)


TABLES = (
    """CREATE TABLE IF NOT EXISTS {home}reaction (
    name {name} PRIMARY KEY,
    position BIGINT NOT NULL,
    owner {name} NOT NULL,
    until BIGINT NOT NULL
)""",
    """CREATE TABLE IF NOT EXISTS {home}reaction_hold (
    reaction {name} NOT NULL,
    stream {name} NOT NULL,
    position BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    again BIGINT NOT NULL,
    PRIMARY KEY (reaction, stream)
)""",
    """CREATE TABLE IF NOT EXISTS {home}engine_note (
    name {name} PRIMARY KEY,
    content {name} NOT NULL
)""",
)

BEGIN = "INSERT INTO {home}reaction VALUES (?, 0, '', 0) ON CONFLICT DO NOTHING"
CLAIM = (
    "UPDATE {home}reaction SET owner=?, until=? WHERE name=? AND (owner IN (?, '') OR until<=?) "
    "RETURNING position, owner, until"
)
SAVE = "UPDATE {home}reaction SET position=?, until=? WHERE name=? AND owner=? RETURNING position"
RELEASE = "UPDATE {home}reaction SET owner='', until=0 WHERE owner=?"
HOLD = (
    "INSERT INTO {home}reaction_hold VALUES (?, ?, ?, ?, ?) ON CONFLICT (reaction, stream) DO UPDATE "
    "SET position=excluded.position, tries=excluded.tries, again=excluded.again"
)
LET_GO = "DELETE FROM {home}reaction_hold WHERE reaction=? AND stream=?"
HOLDS = "SELECT stream, position, tries, again FROM {home}reaction_hold WHERE reaction=?"
NOTED = "SELECT content FROM {home}engine_note WHERE name=?"
NOTE = "INSERT INTO {home}engine_note VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET content=excluded.content"
ALL = "SELECT name, position, owner, until FROM {home}reaction ORDER BY name"

Run: TypeAlias = Callable[[str, Sequence[object]], list[tuple[Any, ...]]]
"""Runs a statement inside a transaction and gives all its rows."""


class SqlProgress:
    """
    Progress in three tables; subclasses bring the connection and the clock.

    Attributes:
        home: What stands before the name of a table: the schema, or nothing.
    """

    home = ""

    def transaction(self) -> AbstractContextManager[Run]:
        """One transaction for the length of a block."""
        raise NotImplementedError

    def now(self, run: Run) -> int:
        """The time by the clock that all workers share, in microseconds since 1970 UTC."""
        raise NotImplementedError

    def standings(self) -> Sequence[Standing]:
        """Every reaction that somebody has begun with."""
        with self.transaction() as run:
            return [self._standing(run, *row) for row in run(self._at_home(ALL), ())]

    def claim(self, reaction: str, owner: str, seconds: float) -> Standing | None:
        """Take a reaction for a while, or go on having it; None while another worker has it."""
        with self.transaction() as run:
            run(self._at_home(BEGIN), (reaction,))
            now = self.now(run)
            taken = run(self._at_home(CLAIM), (owner, _until(now, seconds), reaction, owner, now))
            return self._standing(run, reaction, *taken[0]) if taken else None

    def save(self, reaction: str, owner: str, seconds: float, position: int, changes: Changes) -> bool:
        """Note how far it has come, and have it for a while longer; False, and nothing noted, for who has it no more."""
        with self.transaction() as run:
            until = _until(self.now(run), seconds)
            if not run(self._at_home(SAVE), (position, until, reaction, owner)):
                return False
            for stream, hold in changes.items():
                self._note(run, reaction, stream, hold)
            return True

    def release(self, owner: str) -> None:
        """Let others have whatever a worker has."""
        with self.transaction() as run:
            run(self._at_home(RELEASE), (owner,))

    def noted(self, name: str) -> str | None:
        """What was noted last under a name; None for nothing."""
        with self.transaction() as run:
            return next((str(content) for (content,) in run(self._at_home(NOTED), (name,))), None)

    def note(self, name: str, content: str) -> None:
        """Note something under a name, in place of what was noted before."""
        with self.transaction() as run:
            run(self._at_home(NOTE), (name, content))

    def _standing(self, run: Run, reaction: str, position: int, owner: str, until: int) -> Standing:
        rows: Iterable[tuple[Any, ...]] = run(self._at_home(HOLDS), (reaction,))
        holds = {stream: Hold(*rest) for stream, *rest in rows}
        return Standing(reaction=reaction, position=position, holds=holds, owner=owner, until=until)

    def _note(self, run: Run, reaction: str, stream: str, hold: Hold | None) -> None:
        if hold is None:
            run(self._at_home(LET_GO), (reaction, stream))
        else:
            run(self._at_home(HOLD), (reaction, stream, *hold))

    def _at_home(self, statement: str) -> str:
        return statement.format(home=self.home)
