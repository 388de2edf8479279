"""A decision's only window on the world: whatever is asked through it is written down and checked under the lock."""

from collections.abc import Sequence
from copy import copy
from datetime import date, datetime, tzinfo
from typing import Protocol, TypeVar

import attrs

from civicflow.core.correction import as_known
from civicflow.core.event import At, Event, State
from civicflow.core.fields import FreeText
from civicflow.core.log import Relied
from civicflow.core.provision import NotedRegulations, Regulations
from civicflow.core.states import States
from civicflow.errors import NotOnRecordError

S = TypeVar("S", bound=State)
E = TypeVar("E", bound=Event)


@attrs.frozen(kw_only=True)
class Act:
    """
    Who acts, for whom, and when they say they do.

    Args:
        by: The person who acts, as the host application authenticated them.
        on_behalf_of: The person for whom they act, under a delegation that is on record.
        occurred_at: When they say it happened; the present unless claimed otherwise (UTC).
        now: The present.
        reason: Why a time further back than usual is claimed, or why the act comes later than usual.
        causation: The position of the event that caused the act, for automation.
    """

    by: str
    on_behalf_of: str | None = None
    occurred_at: datetime
    now: datetime
    reason: FreeText | None = None
    causation: int | None = None

    @property
    def person(self) -> str:
        """The person whose right is used: the one acted for, else the one who acts."""
        return self.on_behalf_of or self.by

    @property
    def persons(self) -> frozenset[str]:
        """Everybody who has a hand in the act."""
        return frozenset(filter(None, (self.by, self.on_behalf_of)))


class Calendar(Protocol):
    """A frozen working calendar; see the package ``calendars`` for what can be asked of it."""

    @property
    def version(self) -> str:
        """Its name, such as ``vn-2026.1``."""


C = TypeVar("C", bound=Calendar)


class Facts:
    """
    What an authority, a rule or a decision may know: states, keys, regulations, the calendar and the act itself.

    Streams can be asked for only by an id that follows from the command or from a state already read, and sets only
    by a declared key. A rule never reads a view. What was read first is what is relied upon, though another thread may
    go on meanwhile.
    """

    def __init__(
        self, states: States, act: Act, *, regulations: Regulations, calendar: Calendar, zone: tzinfo
    ) -> None:
        self.act = act
        self.zone = zone
        self.regulations = NotedRegulations(regulations)
        self._states = states
        self._calendar = calendar
        self._calendars_used: set[str] = set()
        self._found: dict[str, State | None] = {}
        self._streams: dict[str, int] = {}
        self._keys: dict[str, int] = {}
        self._days: dict[datetime, date] = {}
        self._histories: dict[str, Sequence[tuple[At, Event]]] = {}

    def of(self, kind: type[S], id: str) -> S:
        """
        The state of a subject.

        Raises:
            NotOnRecordError: When it does not exist; with the kind and the id.
        """
        state = self.find(kind, id)
        if state is None:
            raise NotOnRecordError(kind=kind.kind, id=id)
        return state

    def find(self, kind: type[S], id: str) -> S | None:
        """The state of a subject, or None when it does not exist yet; both are relied upon, and read but once."""
        stream = f"{kind.kind}:{id}"
        if stream not in self._found:
            self._found[stream], version = self._states.state(kind, stream)
            self._streams.setdefault(stream, version)
        return self._found[stream]  # type: ignore[return-value]  # the stream begins with the kind

    def all(self, kind: type[S], **key: str) -> tuple[S, ...]:
        """
        All subjects of a kind whose events carry a declared key, such as ``facts.all(Task, assignee="E-204")``.

        What is relied upon is that no other subject joins them and that none of them changes.
        """
        ((name, value),) = key.items()
        joined = f"{name}:{value}"
        streams, position = self._states.holders(joined, kind.kind)
        self._keys.setdefault(joined, position)
        found = (self.find(kind, stream.partition(":")[2]) for stream in streams)
        return tuple(state for state in found if state is not None)

    def version(self, stream: str) -> int:
        """The version of a stream that is about to be written, relied upon like any other."""
        if stream not in self._streams:
            self._streams[stream] = self._states.version(stream)
        return self._streams[stream]

    def recorded(self, kind: type[E], stream: str, position: int) -> tuple[At, E] | None:
        """
        An event that a command wants to correct, as it is known now; None when no such event stands there.

        Args:
            kind: What kind of event it is.
            stream: The stream that it belongs to; its version is relied upon.
            position: Where it stands in the log.
        """
        version = self.version(stream)
        if stream not in self._histories:
            self._histories[stream] = self._states.history(stream)[:version]
        for at, event in as_known(self._histories[stream]):
            if at.position == position and type(event) is kind:
                return at, event
        return None

    def as_on(self, moment: datetime) -> "Facts":
        """The same window for an act of another moment, whose law is to be asked; what is asked is relied upon as here."""
        other = copy(self)
        other.act = attrs.evolve(self.act, occurred_at=moment)
        return other

    def calendar(self, kind: type[C]) -> C:
        """The working calendar in force for this store; that it was used is written down."""
        if not isinstance(self._calendar, kind):
            raise TypeError(kind)
        self._calendars_used.add(self._calendar.version)
        return self._calendar

    def day_of(self, moment: datetime) -> date:
        """The local date of a moment."""
        found = self._days.get(moment)
        if found is None:
            found = self._days[moment] = moment.astimezone(self.zone).date()
        return found

    @property
    def calendar_used(self) -> str | None:
        """The version of the calendar if the decision used it."""
        return next(iter(self._calendars_used), None)

    @property
    def relied(self) -> Relied:
        """Everything that has been asked so far."""
        return Relied(streams=dict(self._streams), keys=dict(self._keys))
