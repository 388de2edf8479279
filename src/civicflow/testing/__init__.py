"""What an importing application needs to test its own aggregates: given / when / then, fixed ids, events of every kind, and the oracle."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache, partial
from itertools import count
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Self, TypeVar, Union, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

import attrs

from civicflow.core.clock import FixedClock
from civicflow.core.command import Command, decide
from civicflow.core.event import At, Event, State, keys_of, micros, stream_of
from civicflow.core.exact import readable
from civicflow.core.facts import Act, Facts
from civicflow.core.fields import YEARS, FreeText, Identifier, Line, instant, optional_free_text
from civicflow.core.log import Entry, Filed, Relied
from civicflow.core.module import Module, further_rules
from civicflow.core.rule import RefusedError
from civicflow.core.states import Memory, States
from civicflow.errors import InvalidInputError, NotOnRecordError
from civicflow.flow import CALENDAR, MODULES, ZONE, lawbook, regulations_of, working_calendar
from civicflow.testing.advancing import advance as advance

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

__all__ = ["FixedClock", "Given", "Outcome", "Violation", "events", "numbered_ids", "violations"]

S = TypeVar("S", bound=State)


def numbered_ids(prefix: str = "id") -> Callable[[], str]:
    """Ids that are the same in every run: ``id-1``, ``id-2``, …; for ``open(ids=…)``."""
    numbers = count(1)
    return lambda: f"{prefix}-{next(numbers)}"


_own_lawbook, _calendar = cache(lawbook), cache(working_calendar)
"""Read once, however many decisions are tried."""


class _Past:
    """A log of a few events, as a decision sees it."""

    def __init__(self, events: Sequence[tuple[At, Event]]) -> None:
        self._events = events

    def history(self, stream: str) -> list[tuple[At, Event]]:
        return [(at, event) for at, event in self._events if stream_of(event) == stream]

    def version(self, stream: str) -> int:
        return len(self.history(stream))

    def holders(self, key: str, kind: str) -> tuple[tuple[str, ...], int]:
        carrying = [(at, stream_of(event)) for at, event in self._events if key in keys_of(event)]
        streams = (stream for _, stream in carrying if stream.startswith(f"{kind}:"))
        return tuple(dict.fromkeys(streams)), carrying[-1][0].position if carrying else 0

    def changed(self, relied: Relied) -> Relied:
        return Relied()

    def filed(self, command_id: str) -> tuple[bytes, Filed] | None:
        return None


@attrs.frozen
class Outcome:
    """
    What became of a command under test.

    Args:
        events: What it became.
        refusals: The names of the rules that refused it.
        missing: The subject that it named and that does not exist, as ``kind:id``.
        authority: What gave the right.
    """

    events: tuple[Event, ...] = ()
    refusals: tuple[str, ...] = ()
    missing: str | None = None
    authority: str = ""

    def then(self, *events: Event) -> None:
        """Assert that the command became just these events."""
        assert (self.refusals, self.missing) == ((), None), f"refused by {self.refusals or self.missing}"
        assert self.events == events, f"became {self.events}"

    def refused_by(self, *rules: str) -> None:
        """Assert that the command was refused by just these rules."""
        assert set(self.refusals) == set(rules), f"refused by {self.refusals}, became {self.events}"

    def not_on_record(self, stream: str) -> None:
        """Assert that the command named a subject that does not exist."""
        assert self.missing == stream, f"missing {self.missing}, became {self.events}"


class Given:
    """
    What has happened before a decision: ``Given(events).when(command, by="E-101").then(event)``.

    Args:
        events: What happened, in order.
        at: When the last of them was recorded, aware; each earlier one a minute before the next.
        modules: Those of another application that bring dated rules, or further rules of commands.
    """

    def __init__(
        self, *events: Event, at: datetime | str = "2023-10-02T08:00+07:00", modules: tuple[Module, ...] = ()
    ) -> None:
        others = tuple(regulations_of(modules))
        self._regulations = lawbook(*others) if others else _own_lawbook()
        self._rules = further_rules((*MODULES, *modules))
        self._events: tuple[tuple[At, Event], ...] = ()
        self._now = instant(at)
        self._add(events)

    def _add(self, events: Iterable[Event]) -> None:
        added = tuple(events)
        start = self._now - timedelta(minutes=len(added))
        for number, event in enumerate(added, start=1):
            moment = micros(start + timedelta(minutes=number))
            self._events = (*self._events, (At(len(self._events) + 1, moment, moment), event))

    def and_then(self, *events: Event, at: datetime | str) -> Self:
        """Add what happened later."""
        self._now = instant(at)
        self._add(events)
        return self

    @property
    def position(self) -> int:
        """Where the last event stands in the log."""
        return len(self._events)

    def state(self, kind: type[S], id: str) -> S:
        """
        What has become of something by these events, such as a dossier.

        Raises:
            NotOnRecordError: When nothing has happened to it.
        """
        state: S | None = None
        for at, event in _Past(self._events).history(f"{kind.kind}:{id}"):
            state = kind.evolve(state, event, at)
        if state is None:
            raise NotOnRecordError(kind=kind.kind, id=id)
        return state

    def when(
        self,
        command: Command,
        *,
        by: str,
        on_behalf_of: str | None = None,
        at: datetime | str | None = None,
        reason: FreeText | str | None = None,
    ) -> Outcome:
        """
        Decide a command as it would be decided after these events.

        Args:
            command: What is asked for.
            by: Who acts.
            on_behalf_of: For whom.
            at: When; just after the last event when left out.
            reason: Why it comes later than usual.
        """
        now = self._now if at is None else instant(at)
        facts = Facts(
            States(_Past(self._events), Memory()),
            Act(
                by=by,
                on_behalf_of=on_behalf_of,
                occurred_at=now,
                now=now,
                reason=optional_free_text(reason),
            ),
            regulations=self._regulations,
            calendar=_calendar(CALENDAR),
            zone=ZoneInfo(ZONE),
        )
        try:
            decision = decide(command, facts, self._rules.get(type(command), ()))
        except RefusedError as refused:
            return Outcome(refusals=tuple(each.rule for each in refused.refusals))
        except NotOnRecordError as missing:
            return Outcome(missing=f"{missing.parameters['kind']}:{missing.parameters['id']}")
        return Outcome(events=decision.events, authority=decision.authority)


@attrs.frozen(kw_only=True)
class Violation:
    """
    An event that was decided on facts that no longer stood.

    Args:
        position: Where it stands.
        relied_on: The stream or key it relied on.
        said: The version or position its envelope names.
        stood: The version or position just before it.
    """

    position: int
    relied_on: str
    said: int
    stood: int


def violations(entries: Iterable[Entry]) -> Iterator[Violation]:
    """
    The oracle: each command's relied-on versions and keys must equal those just before its first position.

    A log without violations is serialisable: every decision was made on the whole truth of its instant.

    Args:
        entries: All entries of a log, from the first.
    """
    versions: dict[str, int] = {}
    last: dict[str, int] = {}
    filed: str | None = None
    for entry in entries:
        envelope = entry.envelope
        if envelope.command_id != filed:
            filed = envelope.command_id
            for relied, stands in ((envelope.streams, versions), (envelope.keys, last)):
                for name, said in relied.items():
                    if stands.get(name, 0) != said:
                        yield Violation(
                            position=entry.at.position, relied_on=name, said=said, stood=stands.get(name, 0)
                        )
        if entry.version != versions.get(entry.stream, 0) + 1:
            yield Violation(
                position=entry.at.position,
                relied_on=entry.stream,
                said=entry.version - 1,
                stood=versions.get(entry.stream, 0),
            )
        versions[entry.stream] = entry.version
        last.update((key, entry.at.position) for key in keys_of(entry.event))


def events(kind: type[Event]) -> "SearchStrategy[Any]":
    """
    Everything that an event of a kind may say, as a Hypothesis strategy made from the types of its fields.

    Hypothesis is imported when this is called, and needed for nothing else here.

    Args:
        kind: A class of events, ours or another application's.

    Raises:
        TypeError: When a field has a type of which no event should be made.
    """
    return _values(kind)


def _values(kind: Any) -> "SearchStrategy[Any]":
    from hypothesis import strategies as st

    parts = get_args(kind)
    match get_origin(kind):
        case origin if origin is Annotated:
            return _marked(*parts)
        case origin if origin in (Union, UnionType):
            return st.one_of(*map(_values, parts))
        case origin if origin is tuple and parts[-1] is Ellipsis:
            return st.lists(_values(parts[0]), max_size=4).map(tuple)
        case origin if origin is tuple:
            return st.tuples(*map(_values, parts))
        case origin if origin in (Mapping, dict):
            return st.dictionaries(*map(_values, parts), max_size=4)
    if attrs.has(kind):
        return _records(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(kind)
    return _plain(kind)


TRIES = 20
"""How often the fields of a record are drawn until they go together."""


@cache
def _records(kind: Any) -> "SearchStrategy[Any]":
    """The same strategy however often it is asked for, since Hypothesis looks at each of them once."""
    from hypothesis import reject
    from hypothesis import strategies as st

    hints = get_type_hints(kind, include_extras=True)
    fields = {field.name: _field_values(field, hints[field.name]) for field in attrs.fields(kind)}
    tries = st.builds(partial(_built, kind), **fields)

    @st.composite
    def going_together(draw: "DrawFn") -> object:
        """The first that is one; a record of many records would hardly ever be, were each of them tried but thrice."""
        built = next((built for _ in range(TRIES) if (built := draw(tries)) is not None), None)
        return built if built is not None else reject()

    return going_together()


def _field_values(field: "attrs.Attribute[Any]", hint: Any) -> "SearchStrategy[Any]":
    """What a field may say; where its validator wants exact numbers as text, such numbers and nothing else."""
    from hypothesis import strategies as st

    validator, number = field.validator, st.fractions().map(str)
    if validator is readable:
        return number
    if getattr(validator, "validator", None) is readable:
        return st.none() | number
    if getattr(validator, "value_validator", None) is readable:
        return st.dictionaries(_values(get_args(hint)[0]), number, max_size=4)
    return _values(hint)


def _built(kind: type, /, **given: object) -> object | None:
    """An object of fields that go together; None when they do not, and Hypothesis tries other fields."""
    try:
        built: object = kind(**given)
    except (ValueError, InvalidInputError):
        return None
    return built


def _marked(kind: object, *marks: object) -> "SearchStrategy[Any]":
    from hypothesis import strategies as st

    for mark in marks:
        if isinstance(mark, Identifier):
            return st.from_regex(mark.pattern, fullmatch=True)
    if any(isinstance(mark, Line) for mark in marks):
        return _text(min_size=1).filter(str.strip)
    return _values(kind)


def _text(min_size: int = 0) -> "SearchStrategy[str]":
    """Any text but a zero byte, which no name that is indexed may hold."""
    from hypothesis import strategies as st

    written = st.characters(codec="utf-8", exclude_characters="\0")
    return st.text(written, min_size=min_size, max_size=80)


def _plain(kind: object) -> "SearchStrategy[Any]":
    from hypothesis import strategies as st

    first, last = datetime(YEARS[0], 1, 1), datetime(YEARS[-1], 12, 31)  # noqa: DTZ001 - Hypothesis takes bounds without a zone
    strategies: dict[object, SearchStrategy[Any]] = {
        NoneType: st.none(),
        bool: st.booleans(),
        int: st.integers(-(2**63), 2**63 - 1),
        str: _text() | st.just("1/3"),
        date: st.dates(first.date(), last.date()),
        time: st.times(),
        datetime: st.datetimes(first, last, timezones=st.just(UTC)),
        Fraction: st.fractions(),
        Decimal: st.decimals(allow_nan=False, allow_infinity=False),
        object: st.none() | st.booleans() | _text(),
    }
    if kind not in strategies:
        raise TypeError(kind)
    return strategies[kind]
