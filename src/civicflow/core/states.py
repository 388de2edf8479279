"""The states of streams as this process last saw them; what is stale costs a second attempt, never a wrong one."""

from typing import TypeVar

from civicflow.core.event import At, State
from civicflow.core.log import Draft, Filed, Filing, Relied, Source

REMEMBERED = 100_000

S = TypeVar("S", bound=State)


class Memory:
    """
    What a process remembers between two decisions, bounded.

    Attributes:
        states: The state of a stream and its version.
        holders: The last position of a key, and the streams that carry it, by kind.
    """

    def __init__(self) -> None:
        self.states: dict[str, tuple[State | None, int]] = {}
        self.holders: dict[str, tuple[int, dict[str, tuple[str, ...]]]] = {}

    def forget(self, changed: Relied) -> None:
        """Drop what has changed elsewhere."""
        for stream in changed.streams:
            self.states.pop(stream, None)
        for key in changed.keys:
            self.holders.pop(key, None)

    def forget_all(self) -> None:
        """Drop everything, after a transaction that did not end well."""
        self.states.clear()
        self.holders.clear()

    def follow(self, filing: Filing, filed: Filed) -> None:
        """Carry what is remembered over the events that this process has just stored."""
        for place, draft in enumerate(filing.drafts):
            at = At(filed.first + place, draft.occurred, filed.recorded)
            self._follow_stream(draft, at)
            for key in draft.keys:
                self._follow_key(key, draft, at.position, known=key in filing.relied.keys)

    def _follow_stream(self, draft: Draft, at: At) -> None:
        state, version = self.states.get(draft.stream, (None, -1))
        if state is None or version != draft.version - 1:
            self.states.pop(draft.stream, None)
        else:
            self.states[draft.stream] = (type(state).evolve(state, draft.event, at), draft.version)

    def _follow_key(self, key: str, draft: Draft, position: int, *, known: bool) -> None:
        remembered = self.holders.get(key)
        if remembered is None or not known:
            self.holders.pop(key, None)
            return
        kind = draft.stream.partition(":")[0]
        by_kind = remembered[1]
        if kind in by_kind and draft.stream not in by_kind[kind]:
            by_kind = by_kind | {kind: (*by_kind[kind], draft.stream)}
        self.holders[key] = (position, by_kind)


class States:
    """
    The states that decisions read, from memory where it has them and else from the log.

    Args:
        source: The log, or the desk while the lock is held.
        memory: What this process remembers.
    """

    def __init__(self, source: Source, memory: Memory) -> None:
        self._source = source
        self._memory = memory

    def state(self, kind: type[S], stream: str) -> tuple[S | None, int]:
        """The state of a stream and its version; None and 0 when it does not exist."""
        remembered = self._memory.states.get(stream)
        if remembered is None:
            remembered = self._load(kind, stream)
        return remembered  # type: ignore[return-value]

    def version(self, stream: str) -> int:
        """The version of a stream of which only that is needed."""
        remembered = self._memory.states.get(stream)
        return remembered[1] if remembered is not None else self._source.version(stream)

    def holders(self, key: str, kind: str) -> tuple[tuple[str, ...], int]:
        """The streams of a kind that carry a key, and the key's last position."""
        last, by_kind = self._memory.holders.get(key, (-1, {}))
        if kind not in by_kind:
            streams, position = self._source.holders(key, kind)
            by_kind = {kind: streams} if position != last else by_kind | {kind: streams}
            self._memory.holders[key] = (position, by_kind)
            last = position
        return by_kind[kind], last

    def _load(self, kind: type[S], stream: str) -> tuple[S | None, int]:
        state: S | None = None
        version = 0
        for version, (at, event) in enumerate(self._source.history(stream), start=1):  # noqa: B007
            state = kind.evolve(state, event, at)
        if len(self._memory.states) >= REMEMBERED:
            self._memory.states.clear()
        self._memory.states[stream] = (state, version)
        return state, version
