"""A fact that happened, the stream it belongs to, the keys it is found by, and where it stands in the log."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, tzinfo
from operator import attrgetter
from typing import Annotated, ClassVar, NamedTuple, Protocol, Self, TypeAlias, TypeVar

import attrs

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

MINUTE, HOUR, DAY = 60_000_000, 3_600_000_000, 86_400_000_000
"""A minute, an hour and a day on the wall, in microseconds."""

Keys: TypeAlias = tuple[tuple[str, str], ...]
"""What events are found by: the name of each key and the field that fills it."""


class Event:
    """
    A fact that an officer would state, in the past tense; the root of all events.

    Subclasses are declared ``@frozen(kw_only=True, eq=False, repr=False)``: equality and text come from here, which
    keeps two hundred classes quick to import.

    Attributes:
        topic: The name it is stored under, for ever.
        stream: The kind of stream, then the fields whose values name it.
        keys: Name of a key and the field that fills it; a field of None or of several values fills none or several.
        marks: Keys that every event of the class carries, whatever its fields say.
        schema: The version of its fields; older ones are brought up by the upcasts of its module.
    """

    topic: ClassVar[str]
    stream: ClassVar[tuple[str, ...]]
    keys: ClassVar[Keys] = ()
    marks: ClassVar[tuple[str, ...]] = ()
    schema: ClassVar[int] = 1

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and _values(self) == _values(other)

    def __hash__(self) -> int:
        return hash((self.topic, stream_of(self)))

    def __repr__(self) -> str:
        named = ", ".join(f"{name}={getattr(self, name)!r}" for name in _names(type(self)))
        return f"{type(self).__name__}({named})"


def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in attrs.fields(kind))


def _values(event: Event) -> tuple[object, ...]:
    return tuple(getattr(event, name) for name in _names(type(event)))


_NAMERS: dict[type[Event], Callable[[Event], str]] = {}


def _namer(kind: type[Event]) -> Callable[[Event], str]:
    prefix, *names = kind.stream
    getters = [attrgetter(name) for name in names]
    return lambda event: ":".join((prefix, *(str(get(event)) for get in getters)))


def stream_of(event: Event) -> str:
    """The stream that an event belongs to, such as ``task:T-17`` or ``day:A-1:2021-06-04``."""
    kind = type(event)
    namer = _NAMERS.get(kind) or _NAMERS.setdefault(kind, _namer(kind))
    return namer(event)


_FILLERS: dict[type[Event], tuple[tuple[str, Callable[[Event], object]], ...]] = {}


def _fillers(kind: type[Event]) -> tuple[tuple[str, Callable[[Event], object]], ...]:
    return tuple((f"{name}:", attrgetter(field)) for name, field in kind.keys)


def keys_of(event: Event) -> tuple[str, ...]:
    """The keys under which an event is found again, such as ``person:E-204``, each once."""
    kind = type(event)
    fillers = _FILLERS.get(kind) or _FILLERS.setdefault(kind, _fillers(kind))
    found: dict[str, None] = dict.fromkeys(kind.marks)
    for name, fill in fillers:
        value = fill(event)
        for one in value if isinstance(value, tuple) else (value,):
            if one is not None:
                found[f"{name}{one}"] = None
    return tuple(found)


class At(NamedTuple):
    """
    Where an event stands in the log.

    Args:
        position: Its dense place in the whole log, from 1.
        occurred: When the actor says it happened, in microseconds since 1970 UTC.
        recorded: When the store took it, set under the lock, likewise.
    """

    position: int
    occurred: int
    recorded: int

    @property
    def occurred_at(self) -> datetime:
        """When the actor says it happened."""
        return from_micros(self.occurred)

    @property
    def recorded_at(self) -> datetime:
        """When the store took it."""
        return from_micros(self.recorded)

    def local_date(self, zone: tzinfo) -> date:
        """The local date on which it is said to have happened."""
        return self.occurred_at.astimezone(zone).date()


def micros(moment: datetime) -> int:
    """An aware moment as whole microseconds since 1970 UTC."""
    return (moment - _EPOCH) // _MICROSECOND


def from_micros(value: int) -> datetime:
    """Whole microseconds since 1970 UTC as an aware moment."""
    return _EPOCH + value * _MICROSECOND


@attrs.frozen
class Microseconds:
    """Marks a whole number as an instant; whoever reads views with SQL finds the moment beside it."""


Instant: TypeAlias = Annotated[int, Microseconds()]
"""An instant as whole microseconds since 1970 UTC, as rows of views keep it."""


class State(Protocol):
    """What a stream says now: an immutable value that each event carries on."""

    kind: ClassVar[str]

    @classmethod
    def evolve(cls, state: Self | None, event: Event, at: At) -> Self | None:
        """The state after an event; total: an event that does not fit leaves the state as it was."""


S = TypeVar("S", bound=State)
