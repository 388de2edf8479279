"""Whatever is filed, the logs in memory, on SQLite and on PostgreSQL give the same receipts, errors and readings."""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

import psycopg
import pytest
from attrs import evolve
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from civicflow.core.event import micros
from civicflow.core.fields import FreeText
from civicflow.core.log import Desk, Envelope, Filing, Relied
from civicflow.errors import CivicflowError
from civicflow.storage.parts import COMMANDS, EVENTS, KEYS
from civicflow.storage.stores import StoredLog
from tests.storage.letters import NOON, NOW, ParcelReceived, answered, filing, opened, received

LETTERS = [f"L-{number}" for number in range(4)] + ["L-1:2", "Đ 1", 'q"{},\\']
OFFICES = ["A", "B", "A:B", "\\"]
letters, offices = st.sampled_from(LETTERS), st.sampled_from(OFFICES)
events = st.one_of(
    st.builds(
        received,
        letters,
        office=offices,
        readers=st.lists(st.sampled_from(["E-1", "E-2"]), max_size=3).map(tuple),
        subject=st.none() | st.text(max_size=5).map(lambda text: FreeText(v=text)),
        written_at=st.none() | st.just(NOON),
    ),
    st.builds(answered, letters, office=offices, days=st.integers(0, 9)),
    st.builds(
        ParcelReceived,
        parcel=letters,
        contents=st.dictionaries(st.text(max_size=3), st.integers(0, 9), max_size=2),
    ),
)
command_ids = st.sampled_from([f"c-{number}" for number in range(6)] + ['c"\\'])
moments = st.sampled_from([NOW, NOW - 5, NOW + 1_000, micros(NOON + timedelta(days=40))])


class _Undo(Exception):
    """Something else went wrong in the block."""


class LogsInStep(RuleBasedStateMachine):
    """The same acts on three logs; the first is the one that the guards are taken from."""

    server: ClassVar[str] = ""

    def __init__(self) -> None:
        super().__init__()
        with psycopg.connect(self.server, autocommit=True) as connection:
            connection.execute("DROP SCHEMA IF EXISTS civicflow, civicflow_views CASCADE")
        self._stack = ExitStack()
        folder = self._stack.enter_context(tempfile.TemporaryDirectory())
        addresses = (":memory:", str(Path(folder) / "store"), self.server)
        stores = [self._stack.enter_context(opened(address)) for address in addresses]
        self.logs: list[StoredLog] = [store.log for store in stores]
        self.now = NOW
        self.filings: list[Filing] = []

    def teardown(self) -> None:
        self._stack.close()

    def alike(self, act: Callable[[Any], object]) -> None:
        """Do the same on each, and compare what comes back: an answer, or the error with all it says."""
        self._alike(self.logs, act)

    @staticmethod
    def _alike(several: Iterable[Any], act: Callable[[Any], object]) -> None:
        first, *others = [_outcome(act, each) for each in several]
        for other in others:
            assert other == first

    def drawn(self, data: st.DataObject, standing: Any) -> Filing:
        """A filing whose guards are right, but now and then are not."""
        found = data.draw(st.lists(events, min_size=1, max_size=3))
        draft = filing(*found)
        streams = {stream: standing.version(stream) for stream in draft.relied.streams}
        keys = {
            key: standing.holders(key, "letter")[1]
            for key in data.draw(st.sets(st.sampled_from(["office:A", "office:\\", "reader:E-1"])))
        }
        right = filing(
            *found,
            command_id=data.draw(command_ids),
            versions=streams,
            keys=keys,
            content=data.draw(st.sampled_from([b"one", b"one", b"another"])),
            envelope=Envelope(by="E-1", reason=FreeText(v="vì"), causation=0, streams=streams),
        )
        wrong = data.draw(st.sampled_from(["", "", "", "stream", "key"]))
        return right if not wrong else _with_wrong_guard(right, wrong)

    @rule(data=st.data(), now=moments)
    def append(self, data: st.DataObject, now: int) -> None:
        """One filing, at whatever time the clock shows."""
        one = self.drawn(data, self.logs[0])
        self.filings.append(one)
        self.alike(lambda log: log.append(one, now))

    @rule(now=moments, data=st.data())
    def repeat(self, now: int, data: st.DataObject) -> None:
        """A filing that was sent before is sent again."""
        if self.filings:
            again = data.draw(st.sampled_from(self.filings))
            self.alike(lambda log: log.append(again, now))

    @rule(data=st.data(), now=moments, undo=st.booleans())
    def append_in_a_block(self, data: st.DataObject, now: int, undo: bool) -> None:
        """Several filings under one lock, each decided on what the desk shows; undone together when the block fails."""
        with ExitStack() as stack:
            desks = [stack.enter_context(_block(log, undo=undo)) for log in self.logs]
            for _ in range(data.draw(st.integers(1, 3))):
                one = self.drawn(data, desks[0])
                self._alike(desks, partial(_append, filing=one, now=now))
                self._alike(desks, _facts)
                self._alike(self.logs, lambda log: log.last())

    @rule(data=st.data(), now=moments)
    def append_at_once(self, data: st.DataObject, now: int) -> None:
        """Several filings at once; an error of one ends the block, and nothing of it was there."""
        several = []
        versions: dict[str, int] = {}
        for number in range(data.draw(st.integers(1, 3))):
            one = filing(data.draw(events), command_id=f"{len(self.filings)}-{number}")
            ((stream, _),) = one.relied.streams.items()
            version = versions.setdefault(stream, self.logs[0].version(stream))
            versions[stream] += 1
            several.append(filing(one.drafts[0].event, command_id=one.command_id, versions={stream: version}))
        several = data.draw(st.permutations(several))
        self.filings += several
        self._alike(self.logs, partial(_append_all, filings=several, now=now))

    @invariant()
    def read_alike(self) -> None:
        """Every reading of the three says the same."""
        self.alike(_facts)
        self.alike(lambda log: (log.head(), log.last()))
        self.alike(lambda log: list(log.entries()))
        self.alike(lambda log: list(log.entries(stream="letter:L-1", after=2)))
        self.alike(lambda log: list(log.entries(key="office:\\", until=9)))
        self.alike(lambda log: list(log.read(0, 10**6)))
        self.alike(_copied)

    @rule(
        after=st.integers(0, 12),
        until=st.integers(0, 12),
        topics=st.none()
        | st.sets(st.sampled_from(["letter.received", "letter.answered", "parcel.received", "unheard.of"])),
        at=moments,
        more=st.integers(-2, 2),
    )
    def read_a_part(self, after: int, until: int, topics: set[str] | None, at: int, more: int) -> None:
        """A part of the log, some topics of it, and where it stood at a moment."""
        self.alike(lambda log: list(log.read(after, until, None if topics is None else sorted(topics))))
        self.alike(lambda log: log.position_at(at + more))

    @rule(first=command_ids, before=command_ids)
    def read_ids_of_commands(self, first: str, before: str) -> None:
        """Those from one on and before another, in the same order everywhere."""
        self.alike(lambda log: list(log.command_ids(first, before)))

    @rule(data=st.data())
    def ask_what_has_changed(self, data: st.DataObject) -> None:
        """What was relied on and stands otherwise now."""
        names = data.draw(
            st.dictionaries(st.sampled_from([f"letter:{each}" for each in LETTERS]), st.integers(0, 3))
        )
        keys = data.draw(
            st.dictionaries(st.sampled_from([f"office:{each}" for each in OFFICES]), st.integers(0, 3))
        )
        self.alike(lambda log: log.changed(Relied(streams=names, keys=keys)))


@contextmanager
def _block(log: StoredLog, *, undo: bool) -> Iterator[Desk]:
    """A block under the lock, which fails at its end when it is to be undone."""
    with suppress(_Undo), log.lock() as desk:
        yield desk
        if undo:
            raise _Undo


def _with_wrong_guard(right: Filing, wrong: str) -> Filing:
    if wrong == "stream":
        relied = Relied(streams=dict(right.relied.streams) | {"letter:L-0": 99}, keys=right.relied.keys)
    else:
        relied = Relied(streams=right.relied.streams, keys=dict(right.relied.keys) | {"office:B": 99})
    return evolve(right, relied=relied)


def _append(desk: Desk, *, filing: Filing, now: int) -> object:
    return desk.append(filing, now)


def _append_all(log: StoredLog, *, filings: list[Filing], now: int) -> object:
    ids = [each.command_id for each in filings]
    with log.lock() as desk:
        before = desk.filed_among(ids), desk.versions(["letter:L-0", "letter:L-1", "parcel:none"])
        filed = desk.append_all(filings, now)
        return before, filed, desk.filed_among([*ids, "c-0"]), desk.versions(["letter:L-0"])


def _outcome(act: Callable[[Any], object], log: Any) -> object:
    try:
        return act(log)
    except CivicflowError as error:
        return type(error), dict(error.parameters)


def _copied(log: StoredLog) -> object:
    """Everything that a backup would copy of it."""
    with log.original() as original:
        return [list(original.rows(part)) for part in (EVENTS, KEYS, COMMANDS)]


def _facts(source: Any) -> object:
    streams = [f"letter:{letter}" for letter in LETTERS]
    keys = [*(f"office:{office}" for office in OFFICES), "reader:E-1", "office:none"]
    return (
        [source.history(stream) for stream in streams],
        [source.version(stream) for stream in streams],
        [source.holders(key, kind) for key in keys for kind in ("letter", "parcel", "lett")],
        [source.filed(f"c-{number}") for number in range(6)],
    )


@pytest.fixture(name="server")
def _server(server_address, monkeypatch):
    monkeypatch.setattr(LogsInStep, "server", server_address)


def test_three_logs_in_step(server):
    """Same filings, same receipts, errors, entries, holders, changes, positions and pages, after every step."""
    limits = settings(max_examples=25, stateful_step_count=12, parent=settings.default)
    run_state_machine_as_test(LogsInStep, settings=limits)
