"""The states of streams as this process last saw them; what is stale costs a second attempt, never a wrong one."""

from collections.abc import Sequence
from typing import TypeAlias, TypeVar

from civicflow.core.correction import Correction, as_known
from civicflow.core.event import At, Event, State
from civicflow.core.log import Draft, Filed, Filing, Relied, Source

REMEMBERED = 100_000

S = TypeVar("S", bound=State)
T = TypeVar("T")

Holders: TypeAlias = tuple[int, dict[str, tuple[str, ...]]]


class Memory:
    """
    What a process remembers between two decisions, bounded, and shared by its threads.

    While the write lock is held a memory of its own lies above the shared one, since what is not committed may come to
    nothing, and its versions be given to other events.

    Attributes:
        states: The state of a stream and its version.
        holders: The last position of a key, and the streams that carry it, by kind.
        kinds: The class of state that each kind of stream has, so that a new stream can be followed from its first event.
    """

    def __init__(self, beneath: "Memory | None" = None) -> None:
        self.kinds: dict[str, type[State]] = {} if beneath is None else beneath.kinds
        self.states: dict[str, tuple[State | None, int]] = {}
        self.holders: dict[str, Holders] = {}
        self._beneath = beneath

    def state(self, stream: str) -> tuple[State | None, int] | None:
        """The state of a stream and its version, if remembered."""
        found = self.states.get(stream)
        return self._beneath.state(stream) if found is None and self._beneath is not None else found

    def holding(self, key: str) -> Holders | None:
        """The last position of a key and the streams that carry it, if remembered."""
        found = self.holders.get(key)
        return self._beneath.holding(key) if found is None and self._beneath is not None else found

    def forget(self, changed: Relied) -> None:
        """Drop what has changed elsewhere."""
        for stream in changed.streams:
            self.states.pop(stream, None)
        for key in changed.keys:
            self.holders.pop(key, None)
        if self._beneath is not None:
            self._beneath.forget(changed)

    def hand_down(self) -> None:
        """Give to the memory beneath what has been committed."""
        if self._beneath is not None:
            for stream, known in self.states.items():
                keep(self._beneath.states, stream, known)
            for key, holding in self.holders.items():
                keep(self._beneath.holders, key, holding)

    def follow(self, filing: Filing, filed: Filed) -> None:
        """Carry what is remembered over the events that this process has just stored."""
        positions = dict(filing.relied.keys)
        for place, draft in enumerate(filing.drafts):
            at = At(filed.first + place, draft.occurred, filed.recorded)
            self._follow_stream(draft, at)
            for key in draft.keys:
                self._follow_key(key, positions.get(key, -1), draft.stream, at.position)
                positions[key] = at.position

    def _follow_stream(self, draft: Draft, at: At) -> None:
        state, version = self.state(draft.stream) or (None, -1)
        kind = self.kinds.get(draft.stream.partition(":")[0])
        if kind is None or version != draft.version - 1 or isinstance(draft.event, Correction):
            self.forget(Relied(streams={draft.stream: draft.version}))
        else:
            keep(self.states, draft.stream, (kind.evolve(state, draft.event, at), draft.version))

    def _follow_key(self, key: str, relied_on: int, stream: str, position: int) -> None:
        """Another thread may have put back what it read before; only what was relied on is carried on."""
        found = self.holding(key)
        if found is None:
            return
        remembered, by_kind = found
        if remembered != relied_on:
            self.forget(Relied(keys={key: position}))
            return
        kind = stream.partition(":")[0]
        if kind in by_kind and stream not in by_kind[kind]:
            by_kind = by_kind | {kind: (*by_kind[kind], stream)}
        keep(self.holders, key, (position, by_kind))


def keep(remembered: dict[str, T], name: str, value: T) -> None:
    """Remember one thing more; when there are too many, all others are forgotten."""
    if len(remembered) >= REMEMBERED:
        remembered.clear()
    remembered[name] = value


class States:
    """
    The states that decisions read, from memory where it has them and else from the log.

    Args:
        source: The log, or the desk while the lock is held.
        memory: What this process remembers.
    """

    def __init__(self, source: Source, memory: Memory) -> None:
        self.source = source
        self.memory = memory

    def state(self, kind: type[S], stream: str) -> tuple[S | None, int]:
        """The state of a stream and its version; None and 0 when it does not exist."""
        remembered = self.memory.state(stream)
        if remembered is None:
            remembered = self._load(kind, stream)
        return remembered  # type: ignore[return-value]  # the stream begins with the kind

    def version(self, stream: str) -> int:
        """The version of a stream of which only that is needed."""
        remembered = self.memory.state(stream)
        return remembered[1] if remembered is not None else self.source.version(stream)

    def holders(self, key: str, kind: str) -> tuple[tuple[str, ...], int]:
        """The streams of a kind that carry a key, and the key's last position."""
        last, by_kind = self.memory.holding(key) or (-1, {})
        if kind not in by_kind:
            streams, position = self.source.holders(key, kind)
            by_kind = {kind: streams} if position != last else by_kind | {kind: streams}
            keep(self.memory.holders, key, (position, by_kind))
            last = position
        return by_kind[kind], last

    def history(self, stream: str) -> Sequence[tuple[At, Event]]:
        """The events of a stream as the log has them."""
        return self.source.history(stream)

    def still_stand(self, relied: Relied) -> bool:
        """Whether all that was relied on stands as it did; what does not is forgotten."""
        changed = self.source.changed(relied)
        self.memory.forget(changed)
        return not changed.streams and not changed.keys

    def _load(self, kind: type[S], stream: str) -> tuple[S | None, int]:
        self.memory.kinds[kind.kind] = kind
        state: S | None = None
        history = self.source.history(stream)
        for at, event in as_known(history):
            state = kind.evolve(state, event, at)
        keep(self.memory.states, stream, (state, len(history)))
        return state, len(history)
